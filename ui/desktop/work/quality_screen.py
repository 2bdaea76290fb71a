"""The page «Quality»: what is not known, what is late, how long reporting takes, and the indicators of prevention."""

from observatory.charts.numerals import written
from observatory.codelists import codelist
from observatory.evaluation.prevention import FEWEST, Figure
from observatory.labels import number
from observatory.progress import Progress
from observatory.selection import Selection
from observatory.statistics.delay import Delay
from observatory.terms import Term
from observatory.usecases.quality import HEADINGS, TOGETHER, Complete, Late, Quality, Reported, Unknown, quality
from observatory.usecases.record import today
from ui.desktop.background import Background
from ui.desktop.session import Session
from ui.desktop.work.lines import Group, Line
from ui.desktop.work.page import LinesPage

_LOOKING = Term("Lettura della qualità dei dati", "Reading how good the data are")
_NO_FORCE = Term("Forza non indicata", "No force given")


class QualityScreen(LinesPage):
    """Lines on cases lead to the cases that they count."""

    def __init__(self, session: Session, background: Background) -> None:
        super().__init__("quality_lines", session, background, of_figures=True)
        self._quality: Quality | None = None
        self.lines.wanted.connect(self._go)
        self.reword()

    def read(self) -> None:
        session = self.session

        def ask(_progress: Progress) -> Quality:
            with session.begin() as unit:
                return quality(unit, session.member, today(session.clock))

        self.look_up(_LOOKING, ask, self._told)

    def reword(self) -> None:
        self.name_all(self.tr("Quality and indicators"), self._about_it())
        self._show()

    def _about_it(self) -> str:
        if self._quality is None:
            return self.tr("For internal use: figures are counted from the records as they stand.")
        since = self._quality.first.name.in_(self.session.language)
        told = self.tr(
            "For internal use, from the records as they stand, since {month}. Enter leads to the cases that a line "
            "counts; on completeness, to those that lack an answer."
        )
        return told.format(month=since)

    def _told(self, found: Quality) -> None:
        self._quality = found
        self.reword()

    def _show(self) -> None:
        if self._quality is None:
            return
        heads = (self.tr("What"), self.tr("n of N"), self.tr("Share or median"), self.tr("Limits or P90"))
        parts = {
            "complete": [self._complete(each) for each in self._quality.complete],
            "unknown": [self._unknown(each) for each in self._quality.unknown],
            "late": [self._late(each) for each in self._quality.late],
            "reported": [self._reported(each) for each in self._quality.reported],
            "indicators": [self._figure(each) for each in self._quality.indicators],
            "durations": [self._duration(code, timing) for code, timing in self._quality.durations.items()],
        }
        say, nothing = self.session.say, self.tr("nothing")
        self.lines.show_groups(heads, [Group(n, say(HEADINGS[n]), tuple(each), nothing) for n, each in parts.items()])

    def _complete(self, each: Complete) -> Line:
        label = self._force(each.force) if each.force else self.session.say(TOGETHER)
        share = self._percent(each.complete / each.cases)
        return Line((label, self._of(each.complete, each.cases), share, ""), each.selection)

    def _unknown(self, each: Unknown) -> Line:
        share = self._percent(each.unknown / each.cases) if each.cases else ""
        label = self.session.say(each.field.label)
        return Line((label, self._of(each.unknown, each.cases), share, ""), each.selection)

    def _late(self, each: Late) -> Line:
        return Line((self._force(each.force), number(each.cases, self.session.language), "", ""), each.selection)

    def _reported(self, each: Reported) -> Line:
        count = number(each.cases, self.session.language)
        return Line((self._force(each.force), count, *self._times(each.timing)), each.selection)

    def _figure(self, each: Figure) -> Line:
        label = f"{each.code}  {self.session.say(each.label)}"
        if each.successes is None:
            return Line((label, number(each.known, self.session.language), *self._times(each.timing)))
        share = each.share
        if share is None:
            return Line((label, self._of(each.successes, each.known), self._too_few(), ""))
        limits = f"{self._percent(share.low)} – {self._percent(share.high)}"
        return Line((label, self._of(each.successes, each.known), self._percent(share.estimate), limits))

    def _duration(self, code: str, timing: Delay) -> Line:
        label = codelist("firearm_measure").label(code).in_(self.session.language)
        return Line((label, number(timing.intervals, self.session.language), *self._times(timing)))

    def _times(self, timing: Delay | None) -> tuple[str, str]:
        if timing is None:
            return self._too_few(), ""
        return self._decimal(timing.median), self._decimal(timing.p90)

    def _too_few(self) -> str:
        return self.tr("fewer than {n}").format(n=FEWEST)

    def _of(self, some: int, known: int) -> str:
        language = self.session.language
        return self.tr("{n} of {N}").format(n=number(some, language), N=number(known, language))

    def _force(self, code: str) -> str:
        return (codelist("force").label(code) if code else _NO_FORCE).in_(self.session.language)

    def _percent(self, share: float) -> str:
        return f"{self._decimal(100 * share)} %"

    def _decimal(self, value: float) -> str:
        return written(value, 1, self.session.language)

    def _go(self, leads_to: object) -> None:
        if isinstance(leads_to, Selection):
            self.follow("case", leads_to)

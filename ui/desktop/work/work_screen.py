"""The page «What waits»: my work, what is to be reviewed, what is overdue, what is awaited from the forces."""

from observatory.entities import BY_NAME
from observatory.labels import number, record_title, when
from observatory.privacy.masking import Place
from observatory.progress import Progress
from observatory.terms import Term
from observatory.usecases.record import today
from observatory.usecases.work_lists import WorkLine, WorkList, work_lists
from ui.desktop.background import Background
from ui.desktop.session import Session
from ui.desktop.work.lines import Group, Line
from ui.desktop.work.page import LinesPage

_LOOKING = Term("Ricerca di ciò che attende", "Looking for what waits")


class WorkScreen(LinesPage):
    """Every line leads to its record; a draft is resumed."""

    def __init__(self, session: Session, background: Background) -> None:
        super().__init__("work_lines", session, background)
        self._lists: tuple[WorkList, ...] = ()
        self.lines.wanted.connect(self._go)
        session.sight_changed.connect(self._show)
        self.reword()

    def read(self) -> None:
        session = self.session

        def ask(_progress: Progress) -> tuple[WorkList, ...]:
            with session.begin() as unit:
                return work_lists(unit, session.member, today(session.clock))

        self.look_up(_LOOKING, ask, self._told)

    def reword(self) -> None:
        self.name_all(self.tr("What waits"), self.tr("Enter on a line leads to its record. Esc leads back."))
        self._show()

    def _told(self, found: tuple[WorkList, ...]) -> None:
        self._lists = found
        self._show()

    def _show(self) -> None:
        heads = (self.tr("Record"), self.tr("What waits"), self.tr("By"))
        self.lines.show_groups(heads, [self._group(each) for each in self._lists])

    def _group(self, found: WorkList) -> Group:
        heading = f"{self.session.say(found.label)} – {number(found.total, self.session.language)}"
        lines = [self._line(line) for line in found.lines]
        left_out = 0 if any(line.all_of for line in found.lines) else found.total - len(lines)
        if left_out > 0:
            told = self.tr("and {n} more, in the views").format(n=number(left_out, self.session.language))
            lines.append(Line((told, "", "")))
        return Group(found.name, heading, tuple(lines), self.tr("nothing"))

    def _line(self, line: WorkLine) -> Line:
        entity, say = BY_NAME[line.entity], self.session.say
        title = say(entity.label if line.all_of is None else entity.plural)
        if line.record is not None:
            sight = self.session.sight(Place.LIST)
            title = f"{title}: {record_title(entity, line.record, self.session.language, sight)}"
        return Line((title, say(line.what), self._day(line.due)), line)

    def _day(self, due: str) -> str:
        text = "/".join(reversed(due.split("-"))) if due.count("-") > 1 else due
        return when(text, self.session.language) if due.count("-") == 1 else text

    def _go(self, line: object) -> None:
        if isinstance(line, WorkLine):
            if line.draft is not None:
                self.draft_wanted.emit(line.draft)
            elif line.page:
                self.page_wanted.emit(line.page, line.record_id)
            else:
                self.follow(line.entity, line.all_of or line.record_id)

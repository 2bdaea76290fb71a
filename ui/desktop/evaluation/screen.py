"""The page on evaluation: indicators, what their measurements say, the chart, and the verdict that people give."""

from dataclasses import replace

from PySide6.QtCore import QModelIndex, Signal

from observatory.authorisation.rules import may_write
from observatory.codelists import codelist
from observatory.evaluation.chart import alternative, chart_of
from observatory.evaluation.fields import INDICATOR
from observatory.evaluation.indicator import Indicator
from observatory.progress import Progress
from observatory.terms import Term
from observatory.usecases.desk_acts import JUDGED
from observatory.usecases.evaluate import Evaluation, evaluations, sentences
from observatory.usecases.record import change_from, new_record
from ui.desktop.background import Background
from ui.desktop.confirmation.page import ConfirmationPage
from ui.desktop.evaluation.verdict_dialog import VerdictDialog
from ui.desktop.records.undoing import Undoable, Undoing
from ui.desktop.session import Session
from ui.desktop.summaries.figure_pane import FigurePane

_READING = Term("Lettura degli indicatori", "Reading the indicators")
_VERDICT, _ORIGIN = "evaluation_verdict", "evaluation_recommendation"
_RECORD, _NEW = "evaluation_record", "evaluation_new"

_ROWS_SEEN = 4


class EvaluationScreen(ConfirmationPage, Undoable):
    """What the figures suggest stands beside the verdict, and is never taken over by itself."""

    offered = Signal(str, str, object)
    record_wanted = Signal(str, str)
    """Kind and id of a record to go to."""
    begin_wanted = Signal(str, object)
    """Kind and first answers of a record to begin."""

    def __init__(self, session: Session, background: Background) -> None:
        super().__init__("evaluation", (_VERDICT, _ORIGIN, _RECORD, _NEW), session, background)
        self.withheld = () if may_write(session.member, INDICATOR) else ("new_record", "undo", "redo")
        self.undoing = Undoing(session, self)
        self._found: tuple[Evaluation, ...] = ()
        self._wanted = ""
        self.figure = FigurePane("evaluation_figure")
        self.table.setMinimumHeight(_ROWS_SEEN * self.table.verticalHeader().defaultSectionSize())
        layout = self.layout()
        if layout is not None:
            layout.addWidget(self.figure)
        self.buttons[_VERDICT].clicked.connect(self.judge)
        self.buttons[_ORIGIN].clicked.connect(self.show_recommendation)
        self.buttons[_RECORD].clicked.connect(self.go_along)
        self.buttons[_NEW].clicked.connect(self.new_record)
        self.table.selectionModel().selectionChanged.connect(self._chosen_another)
        self.undoing.said.connect(self.said)
        self.undoing.offered.connect(self.offered)
        self.undoing.changed.connect(lambda changes: self._read_anew(changes.entity))
        self.reword()

    def refresh(self) -> None:
        """Every indicator, the newest first."""
        store = self.session.store

        def work(_progress: Progress) -> tuple[Evaluation, ...]:
            with store.begin() as unit:
                return evaluations(unit)

        self.work_on(_READING, work, self._listed)

    def judge(self) -> None:
        """Ask for the verdict on the chosen indicator."""
        if self._chosen is not None:
            dialog = VerdictDialog(self._chosen, self.session, self)
            dialog.given.connect(self._judged)
            dialog.open()

    def show_recommendation(self) -> None:
        """Go to the recommendation that the indicator belongs to."""
        if self._chosen is not None and self._chosen.indicator.recommendation_id:
            self.record_wanted.emit("recommendation", self._chosen.indicator.recommendation_id)

    def go_along(self) -> None:
        """Go to the record of the chosen indicator, with its measurements."""
        if self._chosen is not None:
            self.record_wanted.emit(INDICATOR.name, self._chosen.indicator.id)

    def new_record(self) -> None:
        """Begin an indicator, of the recommendation of the chosen one."""
        empty = new_record(INDICATOR, self.session.clock)
        about = self._chosen.indicator.recommendation_id if self._chosen is not None else self._wanted or None
        self.begin_wanted.emit(INDICATOR.name, replace(empty, recommendation_id=about))

    def look_at(self, record_id: str) -> None:
        """Choose an indicator, or the newest of a recommendation, as soon as they are read."""
        self._wanted = record_id
        self._choose_wanted()

    def _choose_wanted(self) -> None:
        """What was asked for is at hand once; where no indicator is its own, that is said."""
        if not self._wanted or self.is_busy:
            return
        row = next((n for n, each in enumerate(self._found) if self._wanted in _ids(each)), None)
        if row is None:
            self.table.clearSelection()
            self.table.setCurrentIndex(QModelIndex())
            self.tell(self.tr("This recommendation has no indicator yet: Ctrl+N begins one."))
            return
        self._wanted = ""
        self.table.selectRow(row)

    @property
    def _chosen(self) -> Evaluation | None:
        row = self.table.currentIndex().row()
        return self._found[row] if 0 <= row < len(self._found) else None

    def _listed(self, found: tuple[Evaluation, ...]) -> None:
        self._found = found
        self._show()

    def _judged(self, before: Indicator, after: Indicator) -> None:
        self._read_anew()
        self.undoing.note(change_from(INDICATOR, before, after), JUDGED, self.tr("The verdict is recorded."))

    def _read_anew(self, entity: str = INDICATOR.name) -> None:
        self.session.note_change(entity)
        self.refresh()

    def _show(self) -> None:
        at = max(0, self.table.currentIndex().row())
        heads = (
            self.tr("Recommendation"),
            self.tr("Indicator"),
            self.tr("Force"),
            self.tr("Verdict"),
            self.tr("The figures suggest"),
        )
        self.rows.show(heads, [self._row(each) for each in self._found])
        if self._found:
            self.table.selectRow(min(at, len(self._found) - 1))
        self._chosen_another()
        self._choose_wanted()

    def _row(self, each: Evaluation) -> tuple[str, ...]:
        say, verdicts, indicator = self.session.say, codelist("verdict"), each.indicator
        force = say(codelist("force").label(indicator.force)) if indicator.force else self.tr("all addressed")
        given = say(verdicts.label(indicator.verdict)) if indicator.verdict else "–"
        return (each.recommendation, indicator.name or "–", force, given, say(verdicts.label(each.effect.proposed)))

    def _chosen_another(self, *_: object) -> None:
        """What the measurements say stands above the list, their chart below."""
        chosen, say = self._chosen, self.session.say
        self.tell("" if chosen is None else "\n".join(say(sentence) for sentence in sentences(chosen)))
        chart = None if chosen is None else chart_of(chosen.indicator, chosen.effect)
        if chosen is None or chart is None:
            self.figure.clear()
        else:
            self.figure.display(chosen.indicator.name or "–", chart, alternative(chart), self.session.language)
        self.offer()

    def offer(self) -> None:
        chosen, may = self._chosen, may_write(self.session.member, INDICATOR) and not self.is_busy
        is_live = chosen is not None and chosen.indicator.go_live_on is not None
        self.buttons[_VERDICT].setEnabled(may and is_live)
        self.buttons[_RECORD].setEnabled(chosen is not None)
        self.buttons[_NEW].setVisible(not self.withheld)
        self.buttons[_ORIGIN].setEnabled(chosen is not None and bool(chosen.indicator.recommendation_id))

    def reword(self) -> None:
        texts = {
            _VERDICT: self.tr("&Verdict…"),
            _ORIGIN: self.tr("Show the &recommendation"),
            _RECORD: self.tr("Show the &indicator"),
            _NEW: self.tr("&New indicator"),
        }
        self.name_all(self.tr("Evaluation"), self.tr("Indicators"), texts)
        self._show()


def _ids(found: Evaluation) -> tuple[str | None, ...]:
    return (found.indicator.id, found.indicator.recommendation_id)

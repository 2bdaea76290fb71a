"""The page «Grid of forces»: each recommendation by the four forces, the steps of one cell, and what acts on it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout, QWidget

from observatory.codelists import FORCES
from observatory.errors import ObservatoryError
from observatory.procedures.fields import PROCEDURE
from observatory.recommendations.clocks import DRAFT, SUPERSEDED
from observatory.recommendations.fields import RECOMMENDATION
from observatory.recommendations.recommendation import ForceResponse, Recommendation
from observatory.security.roles import Permission
from observatory.usecases import desk_acts
from observatory.usecases.advance import address
from observatory.usecases.desk_acts import Act
from observatory.usecases.record import UPDATE, change_from, stamped
from ui.desktop.naming import named
from ui.desktop.recommendations.act_dialog import ActDialog
from ui.desktop.recommendations.adopt_dialog import AdoptDialog
from ui.desktop.recommendations.decision_dialog import IssueDialog, SupersedeDialog
from ui.desktop.recommendations.grid_model import FIRST_FORCE, GridModel
from ui.desktop.recommendations.grid_table import GridTable
from ui.desktop.recommendations.step_dialog import StepDialog
from ui.desktop.recommendations.steps_pane import StepsPane
from ui.desktop.records.undoing import Undoable, Undoing
from ui.desktop.session import Session
from ui.desktop.widgets.flow import Flow
from ui.desktop.widgets.headings import heading

_STEP, _ADDRESS, _ISSUE, _REPLACE = "grid_step", "grid_address", "grid_issue", "grid_replace"
_ADOPT, _EVALUATION = "grid_adopt", "grid_evaluation"
_BUTTONS = (_STEP, _ADDRESS, _ISSUE, _REPLACE, _ADOPT, _EVALUATION)
_SHARES = (400, 200)


class GridScreen(QWidget, Undoable):
    """Arrows walk from cell to cell, Enter opens the steps that the member may take there."""

    said = Signal(str)
    failed = Signal(str)
    offered = Signal(str, str, object)
    page_wanted = Signal(str, str)
    """A page where the recommendation at hand is gone on with, and its id."""
    ended = Signal()
    """Esc: back to where one came from."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._may_lead = session.member.may(Permission.WRITE_MEETINGS)
        self.withheld = () if self._may_lead else ("redo",)
        self.undoing = Undoing(session, self)
        self.model = GridModel(session, self)
        self.table = GridTable(self.model)
        self.steps = StepsPane(session)
        self.buttons = {each: named(QPushButton(), each) for each in _BUTTONS}
        self._title = heading("", level=1)
        self._arrange()
        self._connect()
        self.reword()
        self.refresh()

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 visits, in order."""
        return (self.table, self.steps.table, self.buttons[_STEP])

    def arrive(self) -> None:
        """Chosen again: whatever was recorded meanwhile shows, and the keyboard goes into the grid."""
        self.refresh()
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh(self) -> None:
        """Read anew; the cell at hand stays at hand."""
        at, column = self._at_hand(), max(self.table.currentIndex().column(), FIRST_FORCE)
        self.model.reload()
        row = max(self.model.row_of(at.id), 0) if at else 0
        if self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(row, column))
        self._show_steps()

    def look_at(self, record_id: str) -> None:
        """Put a recommendation at hand."""
        row = self.model.row_of(record_id)
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, FIRST_FORCE))

    def go_along(self) -> None:
        """Go to the evaluation of the recommendation at hand."""
        if (at := self._at_hand()) is not None:
            self.page_wanted.emit("evaluation", at.id)

    def undo(self) -> None:
        """Take back what was recorded last; a step by the one that corrects it, so that both stay on record."""
        if self._corrects:
            self._at_cell(self._correct)
        else:
            self.undoing.undo()

    def undo_words(self) -> str:
        """What `undo` would take back."""
        return self.tr("the last step here, with a reason") if self._corrects else self.undoing.undo_words()

    @property
    def _corrects(self) -> bool:
        last = self.undoing.last
        return last is None or last.act == desk_acts.RESPONSE_STEPPED

    def take_step(self) -> None:
        """Open the steps of the cell at hand."""
        self._at_cell(self._open_steps)

    def _open_steps(self, at: Recommendation, force: str) -> None:
        self._open(StepDialog(at, force, self._session, self), at, desk_acts.RESPONSE_STEPPED)

    def _correct(self, at: Recommendation, force: str) -> None:
        dialog = StepDialog(at, force, self._session, self)
        if dialog.choose_correction():
            self._open(dialog, at, desk_acts.RESPONSE_STEPPED)
        else:
            dialog.deleteLater()
            self.failed.emit(self.tr("No step here that is yours to take back."))

    def _at_cell(self, act: Callable[[Recommendation, str], None]) -> None:
        at, force = self._at_hand(), self._force()
        if at is None:
            return
        if at.status in (None, DRAFT):
            self.failed.emit(self.tr("A draft: a meeting issues it first."))
        elif not force or self._response(at, force) is None:
            self.failed.emit(self.tr("Not addressed to this force: choose a cell with a state, or address it first."))
        else:
            act(at, force)

    def address(self) -> None:
        """Address the recommendation at hand to those of the four forces to which it is not yet."""
        at = self._at_hand()
        if at is None:
            return
        lacking = tuple(force for force in FORCES if self._response(at, force) is None)
        try:
            made = address(self._session.store, at.id, lacking, stamped(self._session.clock, "", UPDATE))
        except ObservatoryError as error:
            self.failed.emit(self._session.say(error.message))
        else:
            self._changed(at, made, desk_acts.ADDRESSED)

    def issue(self) -> None:
        if (at := self._at_hand()) is not None:
            self._open(IssueDialog(at, self._session, self), at, desk_acts.ISSUED)

    def replace(self) -> None:
        """Let another recommendation replace the one at hand."""
        if (at := self._at_hand()) is not None:
            self._open(SupersedeDialog(at, self._session, self), at, desk_acts.REPLACED)

    def adopt(self) -> None:
        """Adopt a version of a shared instrument."""
        dialog = AdoptDialog(self._session, self)
        dialog.done_with.connect(self._adopted)
        dialog.open()

    def _adopted(self, procedure: Any) -> None:  # noqa: ANN401 - as the signal carries it
        self._session.note_change(PROCEDURE.name)
        self.undoing.note(change_from(PROCEDURE, None, procedure), desk_acts.ADOPTED)

    def _open(self, dialog: ActDialog, at: Recommendation, act: Act) -> None:
        dialog.done_with.connect(lambda made: self._changed(at, made, act))
        dialog.open()

    def _changed(self, before: Recommendation, after: Recommendation, act: Act) -> None:
        self._read_anew()
        self.undoing.note(change_from(RECOMMENDATION, before, after), act)

    def _read_anew(self, entity: str = RECOMMENDATION.name) -> None:
        self._session.note_change(entity)
        self.refresh()

    def _at_hand(self) -> Recommendation | None:
        return self.model.recommendation_at(self.table.currentIndex().row())

    def _force(self) -> str:
        return self.model.force_at(self.table.currentIndex().column())

    def _response(self, at: Recommendation, force: str) -> ForceResponse | None:
        return next((response for response in at.responses if response.force == force), None)

    def _show_steps(self) -> None:
        at, force = self._at_hand(), self._force()
        self.steps.display(at, force, str(self.table.currentIndex().data() or ""))
        self._offer(at)

    def _offer(self, at: Recommendation | None) -> None:
        """What can be pressed now; whoever only answers for a force leads nothing."""
        for name in (_ADDRESS, _ISSUE, _REPLACE, _ADOPT):
            self.buttons[name].setVisible(self._may_lead)
        is_draft = at is not None and at.status in (None, DRAFT)
        is_open = at is not None and at.status != SUPERSEDED
        self.buttons[_EVALUATION].setEnabled(at is not None)
        self.buttons[_STEP].setEnabled(is_open and not is_draft and bool(self._force()))
        self.buttons[_ISSUE].setEnabled(is_draft)
        self.buttons[_REPLACE].setEnabled(is_open and not is_draft)
        self.buttons[_ADDRESS].setEnabled(is_open and at is not None and len(at.responses) < len(FORCES))

    def _arrange(self) -> None:
        acts = Flow()
        for button in self.buttons.values():
            button.setAutoDefault(False)
            acts.addWidget(button)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.steps)
        split.setSizes(list(_SHARES))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.addWidget(self._title)
        column.addLayout(acts)
        column.addWidget(split, 1)

    def _connect(self) -> None:
        acts = {
            _STEP: self.take_step,
            _ADDRESS: self.address,
            _ISSUE: self.issue,
            _REPLACE: self.replace,
            _ADOPT: self.adopt,
            _EVALUATION: self.go_along,
        }
        for name, act in acts.items():
            self.buttons[name].clicked.connect(act)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._show_steps())
        self.table.opened.connect(self.take_step)
        self.undoing.said.connect(self.said)
        self.undoing.offered.connect(self.offered)
        self.undoing.changed.connect(lambda changes: self._read_anew(changes.entity))

    def reword(self) -> None:
        """Say everything in the language of now."""
        title = self.tr("Grid of forces")
        self._title.setText(title)
        self.setAccessibleName(title)
        self.table.setAccessibleName(title)
        self.table.setAccessibleDescription(self.tr("Arrows move from cell to cell, Enter opens the possible steps"))
        self.steps.reword()
        texts = {
            _STEP: self.tr("&Step…"),
            _ADDRESS: self.tr("&Address to all four"),
            _ISSUE: self.tr("&Issue…"),
            _REPLACE: self.tr("&Replace…"),
            _ADOPT: self.tr("Adopt a &version…"),
            _EVALUATION: self.tr("&Evaluation"),
        }
        for name, text in texts.items():
            self.buttons[name].setText(text)
            self.buttons[name].setAccessibleName(text.replace("&", "").rstrip("…"))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.ended.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.LanguageChange:
            self.reword()
            self.refresh()
        super().changeEvent(event)

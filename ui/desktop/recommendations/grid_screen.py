"""The page «Grid of forces»: each recommendation by the four forces, the steps of one cell, and what acts on it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QTableView, QVBoxLayout, QWidget

from observatory.codelists import FORCES
from observatory.errors import ObservatoryError
from observatory.recommendations.clocks import DRAFT, SUPERSEDED
from observatory.recommendations.recommendation import ForceResponse, Recommendation
from observatory.recommendations.words import step_state, who
from observatory.security.roles import Permission
from observatory.usecases.advance import address
from observatory.usecases.decisions import decision_words
from observatory.usecases.record import UPDATE, stamped
from ui.desktop.confirmation.rows import Rows, dress
from ui.desktop.naming import named
from ui.desktop.recommendations.act_dialog import ActDialog
from ui.desktop.recommendations.adopt_dialog import AdoptDialog
from ui.desktop.recommendations.decision_dialog import IssueDialog, SupersedeDialog
from ui.desktop.recommendations.grid_model import FIRST_FORCE, GridModel
from ui.desktop.recommendations.grid_table import GridTable
from ui.desktop.recommendations.step_dialog import StepDialog
from ui.desktop.session import Session
from ui.desktop.widgets.headings import heading, quiet

_STEP, _ADDRESS, _ISSUE, _REPLACE = "grid_step", "grid_address", "grid_issue", "grid_replace"
_ADOPT, _EVALUATION = "grid_adopt", "grid_evaluation"
_BUTTONS = (_STEP, _ADDRESS, _ISSUE, _REPLACE, _ADOPT, _EVALUATION)
_SHARES = (400, 200)


class GridScreen(QWidget):
    """Arrows walk from cell to cell, Enter opens the steps that the member may take there."""

    said = Signal(str)
    failed = Signal(str)
    page_wanted = Signal(str, str)
    """A page where the recommendation at hand is gone on with, and its id."""
    ended = Signal()
    """Esc: back to where one came from."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._may_lead = session.member.may(Permission.WRITE_MEETINGS)
        self.model = GridModel(session, self)
        self.table = GridTable(self.model)
        self.rows, self.steps = Rows(), named(QTableView(), "grid_steps")
        self.buttons = {each: named(QPushButton(), each) for each in _BUTTONS}
        self._title, self._about, self._hint = heading("", level=1), heading("", level=2), quiet("")
        dress(self.steps, self.rows)
        self._about.setWordWrap(True)
        self._arrange()
        self._connect()
        self.reword()
        self.refresh()

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 visits, in order."""
        return (self.table, self.steps, self.buttons[_STEP])

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
        """Open the step that takes back the last one of the cell at hand: both stay on record."""
        self._at_cell(self._correct)

    def take_step(self) -> None:
        """Open the steps of the cell at hand."""
        self._at_cell(lambda at, force: self._open(StepDialog(at, force, self._session, self)))

    def _correct(self, at: Recommendation, force: str) -> None:
        dialog = StepDialog(at, force, self._session, self)
        if dialog.choose_correction():
            self._open(dialog)
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
            address(self._session.store, at.id, lacking, stamped(self._session.clock, "", UPDATE))
        except ObservatoryError as error:
            self.failed.emit(self._session.say(error.message))
        else:
            self._changed(at)

    def issue(self) -> None:
        if (at := self._at_hand()) is not None:
            self._open(IssueDialog(at, self._session, self))

    def replace(self) -> None:
        """Let another recommendation replace the one at hand."""
        if (at := self._at_hand()) is not None:
            self._open(SupersedeDialog(at, self._session, self))

    def adopt(self) -> None:
        """Adopt a version of a shared instrument."""
        dialog = AdoptDialog(self._session, self)
        dialog.done_with.connect(self._adopted)
        dialog.open()

    def _adopted(self, procedure: Any) -> None:  # noqa: ANN401 - as the signal carries it
        self._session.note_change("procedure")
        self.said.emit(self.tr("Recorded: {title}").format(title=procedure.title))

    def _open(self, dialog: ActDialog) -> None:
        dialog.done_with.connect(self._changed)
        dialog.open()

    def _changed(self, recommendation: Any) -> None:  # noqa: ANN401 - as the signal carries it
        self._session.note_change("recommendation")
        self.refresh()
        self.said.emit(self.tr("Recorded: {title}").format(title=recommendation.code or recommendation.title))

    def _at_hand(self) -> Recommendation | None:
        return self.model.recommendation_at(self.table.currentIndex().row())

    def _force(self) -> str:
        return self.model.force_at(self.table.currentIndex().column())

    def _response(self, at: Recommendation, force: str) -> ForceResponse | None:
        return next((response for response in at.responses if response.force == force), None)

    def _show_steps(self) -> None:
        at, force = self._at_hand(), self._force()
        response = self._response(at, force) if at and force else None
        say = self._session.say
        name = (at.code or at.title or "") if at else ""
        where = str(self.table.currentIndex().data() or "").replace("\n", " – ")
        self._about.setText(f"{name} · {say(who(force))}: {where}" if force else name)
        self._hint.setVisible(response is None or not response.steps)
        self.steps.setVisible(response is not None and bool(response.steps))
        heads = (self.tr("Date"), self.tr("State"), self.tr("By"), self.tr("Reason"), self.tr("Evidence"))
        self.rows.show((*heads, self.tr("Decision")), self._told(response))
        self._offer(at)

    def _told(self, response: ForceResponse | None) -> list[tuple[str, ...]]:
        """The steps of the response, oldest first."""
        steps = response.steps if response else ()
        with self._session.begin() as unit:
            decided = decision_words(unit, (step.decision_id for step in steps if step.decision_id))
        say = self._session.say
        return [
            (
                f"{step.taken_on:%d/%m/%Y}" if step.taken_on else "–",
                say(step_state(step)),
                say(who(step.force)),
                step.reason or "",
                step.evidence or "",
                say(decided[step.decision_id]) if step.decision_id else "",
            )
            for step in steps
        ]

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
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        for button in self.buttons.values():
            button.setAutoDefault(False)
            top.addWidget(button)
        under = QWidget()
        below = QVBoxLayout(under)
        below.setContentsMargins(0, 6, 0, 0)
        for part in (self._about, self._hint, self.steps):
            below.addWidget(part)
        below.addStretch(0)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(under)
        split.setSizes(list(_SHARES))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.addLayout(top)
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

    def reword(self) -> None:
        """Say everything in the language of now."""
        title = self.tr("Grid of forces")
        self._title.setText(title)
        self.setAccessibleName(title)
        self.table.setAccessibleName(title)
        self.table.setAccessibleDescription(self.tr("Arrows move from cell to cell, Enter opens the possible steps"))
        self.steps.setAccessibleName(self.tr("Steps of the response"))
        self._hint.setText(self.tr("No step recorded. Arrows choose a force, Enter opens the possible steps."))
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

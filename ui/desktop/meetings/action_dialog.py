"""What became of an action: only where it may go now, with what each way takes."""

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from observatory.authorisation.undertakings import ways_open
from observatory.codelists import codelist
from observatory.meetings.actions import CARRIED_OVER, DONE, DROPPED, Undertaken, due_day
from observatory.usecases.follow_actions import Move, move
from observatory.usecases.propose_agenda import meeting_words
from observatory.usecases.record import UPDATE, Changes, stamped, today
from ui.desktop.naming import named
from ui.desktop.recommendations.act_dialog import ActDialog
from ui.desktop.recommendations.decision_choice import DecisionChoice
from ui.desktop.session import Session
from ui.desktop.unlock.card import sentence
from ui.desktop.widgets.day_edit import DayEdit


class ActionDialog(ActDialog):
    """For one action; its `done_with` carries the `Changes`, which can be undone."""

    def __init__(self, at: Undertaken, session: Session, parent: QWidget) -> None:
        super().__init__(session, parent)
        self.setObjectName("action_dialog")
        self._at = at
        self.states = named(QComboBox(), "action_to")
        for code in ways_open(session.member, at.action):
            self.states.addItem(session.say(codelist("action_status").label(code)), code)
        self.done_on, self.until = named(DayEdit(), "action_done_on"), named(DayEdit(), "action_until")
        self.evidence, self.decision = named(QLineEdit(), "action_evidence"), DecisionChoice(session)
        self._parts: list[tuple[str, tuple[QLabel, QWidget]]] = []
        self._fill()
        self.states.currentIndexChanged.connect(lambda _: self._choose())
        self.word(self.tr("What became of an action"), self.tr("&Record"))
        self.go.setEnabled(self.states.count() > 0)
        self.fit()  # with everything in sight: whichever status is chosen, nothing has to scroll
        self._choose()

    def act(self) -> Changes:
        to = str(self.states.currentData())
        told = Move(
            to,
            done_on=self.done_on.date().toPython() if to == DONE else None,  # type: ignore[arg-type]
            evidence=self.evidence.text() if to == DONE else None,
            decision_id=self.decision.decision_id or None if to == DROPPED else None,
            postponed_to=self.until.date().toPython() if to == CARRIED_OVER else None,  # type: ignore[arg-type]
        )
        return move(self.session.store, self._at.action.id, told, stamped(self.session.clock, "", UPDATE))

    def _fill(self) -> None:
        about, where = sentence("action_about"), sentence("action_where")
        about.setText(self._at.action.text or "–")
        where.setText(f"{self._at.action.owner_force or '–'} · {self.session.say(meeting_words(self._at.meeting))}")
        self.column.addWidget(about)
        self.column.addWidget(where)
        self.field(self.tr("&New status"), self.states)
        day = today(self.session.clock)
        self.done_on.setDate(QDate(day.year, day.month, day.day))
        due = due_day(self._at.action) or day
        self.until.setDate(QDate(due.year, due.month, due.day))
        for code, label, part in (
            (DONE, self.tr("Done &on"), self.done_on),
            (DONE, self.tr("&Evidence, such as the reference of an act"), self.evidence),
            (DROPPED, self.tr("&Decision that drops it"), self.decision),
            (CARRIED_OVER, self.tr("New &due date"), self.until),
        ):
            self._parts.append((code, (self.field(label, part), part)))
        self.column.addStretch(1)

    def _choose(self) -> None:
        """Show what the chosen status takes."""
        for code, parts in self._parts:
            for part in parts:
                part.setVisible(self.states.currentData() == code)

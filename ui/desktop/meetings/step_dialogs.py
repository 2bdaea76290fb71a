"""Sharing, approving and amending minutes: when, at which later meeting, what changes and why."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from observatory.errors import WrongUse
from observatory.meetings.fields import MEETING
from observatory.meetings.meeting import Meeting
from observatory.selection import EVERYTHING
from observatory.terms import Term
from observatory.usecases.drafts import recover
from observatory.usecases.keep_minutes import amend, approve, as_drafted, share
from observatory.usecases.propose_agenda import meeting_words
from observatory.usecases.record import UPDATE, stamped, today
from ui.desktop.naming import named
from ui.desktop.recommendations.act_dialog import ActDialog
from ui.desktop.session import Session
from ui.desktop.unlock.card import sentence
from ui.desktop.widgets.day_edit import DayEdit

_TEXT_LINES = 12
_NONE_CHOSEN = Term(
    "Scegliere la riunione che ha approvato il verbale. Nulla è stato modificato.",
    "Choose the meeting that approved the minutes. Nothing was changed.",
)


class ShareDialog(ActDialog):
    """Shares the text as it stands, from a day that is not to come."""

    def __init__(self, meeting: Meeting, session: Session, parent: QWidget) -> None:
        super().__init__(session, parent)
        self.setObjectName("share_dialog")
        self._meeting = meeting
        self.day = named(DayEdit(), "share_on")
        now = today(session.clock)
        self.day.setDate(QDate(now.year, now.month, now.day))
        about = sentence("share_about")
        about.setText(self.tr("The forces have the text as it stands now; a later change is shared again."))
        self.column.addWidget(about)
        self.field(self.tr("Shared &on"), self.day)
        self.column.addStretch(1)
        self.word(self.tr("Share the minutes"), self.tr("&Share"))
        self.fit()

    def act(self) -> Meeting:
        on: date = self.day.date().toPython()  # type: ignore[assignment]
        return share(self.session.store, self._meeting.id, stamped(self.session.clock, "", UPDATE), on)


class ApproveDialog(ActDialog):
    """Only later meetings that were held are offered, the next one first."""

    def __init__(self, meeting: Meeting, session: Session, parent: QWidget) -> None:
        super().__init__(session, parent)
        self.setObjectName("approve_dialog")
        self._meeting = meeting
        self.meetings = named(QComboBox(), "approve_at")
        for each in self._later():
            self.meetings.addItem(session.say(meeting_words(each)), each.id)
        about = sentence("approve_about")
        about.setText(self.tr("Once approved the text stays as it is: it is amended with a reason, as a new version."))
        self.column.addWidget(about)
        self.field(self.tr("Approved &at"), self.meetings)
        self.column.addStretch(1)
        self.word(self.tr("Approve the minutes"), self.tr("&Approve"))
        self.fit()

    def act(self) -> Meeting:
        at = str(self.meetings.currentData() or "")
        if not at:
            raise WrongUse(_NONE_CHOSEN)
        return approve(self.session.store, self._meeting.id, at, stamped(self.session.clock, "", UPDATE))

    def _later(self) -> list[Meeting]:
        first, last = self._meeting.held_on or date.max, today(self.session.clock)
        with self.session.begin() as unit:
            found = [each for each in unit.meetings.select(EVERYTHING) if each.held_on]
        later = [each for each in found if each.held_on and first < each.held_on <= last]
        return sorted(later, key=lambda each: each.held_on or date.max)


class AmendDialog(ActDialog):
    """Takes the draft that the form kept where there is one; else the text is written here."""

    def __init__(self, meeting: Meeting, session: Session, parent: QWidget) -> None:
        super().__init__(session, parent)
        self.setObjectName("amend_dialog")
        self._meeting = meeting
        with session.begin() as unit:
            self._has_draft = recover(unit, MEETING, meeting.id) is not None
        self.reason, self.text = named(QLineEdit(), "amend_reason"), named(QPlainTextEdit(), "amend_text")
        about = sentence("amend_about")
        about.setText(self._about())
        self.column.addWidget(about)
        self.field(self.tr("&Reason"), self.reason)
        label = self.field(self.tr("&Text of the minutes"), self.text)
        self.text.setPlainText(meeting.minutes or "")
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(self.fontMetrics().height() * _TEXT_LINES)
        for part in (label, self.text):
            part.setVisible(not self._has_draft)
        self.column.addStretch(1)
        self.word(self.tr("Amend the minutes"), self.tr("&Amend"))
        self.reason.setFocus()
        self.fit()

    def act(self) -> Meeting:
        stamp, confirmed = stamped(self.session.clock, "", UPDATE), self.confirm.isChecked()
        return amend(self.session.store, self._after(), self.reason.text(), stamp, confirmed_warnings=confirmed)

    def _after(self) -> Meeting:
        if not self._has_draft:
            return replace(self._meeting, minutes=self.text.toPlainText().strip() or None)
        with self.session.begin() as unit:
            return as_drafted(unit, self._meeting.id)

    def _about(self) -> str:
        if self._has_draft:
            return self.tr("The draft kept by the form becomes the next version: text, attendance, items, decisions.")
        return self.tr("To amend attendance, items or decisions, first change them in the record and close its form.")

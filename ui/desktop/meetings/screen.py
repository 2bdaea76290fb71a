"""The page «Minutes and actions»: meetings with where their minutes stand, their steps, and below them the actions."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from observatory.authorisation.rules import may_read, may_write
from observatory.errors import ObservatoryError
from observatory.meetings.fields import MEETING
from observatory.meetings.meeting import Meeting
from observatory.meetings.minutes import DRAFT, SHARED, is_approved, status_of
from observatory.progress import Progress
from observatory.security.roles import Compartment
from observatory.selection import EVERYTHING
from observatory.terms import Term
from observatory.usecases import desk_acts, keep_minutes
from observatory.usecases.follow_actions import all_actions
from observatory.usecases.record import Changes, change_from
from ui.desktop.background import Background
from ui.desktop.confirmation.page import ConfirmationPage
from ui.desktop.confirmation.rows import stand_on
from ui.desktop.meetings import lines
from ui.desktop.meetings.actions_pane import ActionsPane
from ui.desktop.meetings.open_dialog import OpenDialog
from ui.desktop.meetings.step_dialogs import AmendDialog, ApproveDialog, ShareDialog
from ui.desktop.places import ask_where, documents
from ui.desktop.recommendations.act_dialog import ActDialog
from ui.desktop.records.undoing import Undoable, Undoing
from ui.desktop.session import Session

_WRITING = Term("Scrittura del verbale", "Writing the minutes")
_OPEN, _SHARE, _APPROVE, _AMEND = "minutes_open", "minutes_share", "minutes_approve", "minutes_amend"
_VERIFY, _PDF = "minutes_verify", "minutes_pdf"
_SHARES = (300, 260)


class MinutesScreen(ConfirmationPage, Undoable):
    """Enter on a meeting goes to its record, Enter on an action opens what may become of it.

    Whoever may not read meetings finds the actions of their own force, and nothing of the minutes.
    """

    offered = Signal(str, str, object)
    record_wanted = Signal(str, str)

    def __init__(self, session: Session, background: Background) -> None:
        super().__init__("minutes", (_OPEN, _SHARE, _APPROVE, _AMEND, _VERIFY, _PDF), session, background)
        self._meetings: tuple[Meeting, ...] = ()
        self._may_read, self._may_write = may_read(session.member, MEETING), may_write(session.member, MEETING)
        self.withheld = () if self._may_write else ("undo", "redo")
        self.undoing = Undoing(session, self)
        self.undertaken, self._steps = ActionsPane(session), QLabel(wordWrap=True)
        self._lay_out()
        self._connect()
        self.reword()

    def panes(self) -> list[QWidget]:
        parts = (*self.buttons.values(), self.table, *self.undertaken.panes())
        return [each for each in parts if each.isVisible()]

    def refresh(self) -> None:
        """Read anew; what was at hand stays at hand."""
        at = self.meeting
        with self.session.begin() as unit:
            found = unit.meetings.select(EVERYTHING) if self._may_read else ()
            self.undertaken.display(all_actions(unit))
        self._meetings = tuple(sorted(found, key=lambda each: str(each.held_on or ""), reverse=True))
        told = [lines.meeting_line(each, self.session.language) for each in self._meetings]
        self.rows.show(self._heads(), told)
        self._stand_on(at.id if at else "")
        self._pointed()

    @property
    def meeting(self) -> Meeting | None:
        """The meeting at hand."""
        row = self.table.currentIndex().row()
        return self._meetings[row] if 0 <= row < len(self._meetings) else None

    def look_at(self, record_id: str) -> None:
        """Stand on a meeting that something elsewhere leads to."""
        self.refresh()
        self._stand_on(record_id)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_next(self) -> None:
        self._ask(OpenDialog(self.session, self))

    def share(self) -> None:
        self._with_meeting(lambda at: self._ask(ShareDialog(at, self.session, self)))

    def approve(self) -> None:
        self._with_meeting(lambda at: self._ask(ApproveDialog(at, self.session, self)))

    def amend(self) -> None:
        self._with_meeting(lambda at: self._ask(AmendDialog(at, self.session, self)))

    def verify(self) -> None:
        """Check every version against its digest, and say what came of it."""
        at = self.meeting
        if at is not None:
            self._do(lambda: self.tell(self.session.say(lines.checked_words(self._checked(at.id)))))

    def print_pdf(self, target: Path | None = None) -> None:
        """Write the minutes as PDF; without a target the member is asked where."""
        at = self.meeting
        where = target or (self._ask_where(at) if at else None)
        if at is None or where is None:
            return
        store, language = self.session.store, self.session.language

        def work(_progress: Progress) -> Path:
            from observatory.usecases.print_minutes import minutes_paper, print_minutes  # noqa: PLC0415 - reportlab

            print_minutes(store, minutes_paper(store, at.id), language, where)
            return where

        self.work_on(_WRITING, work, lambda path: self.said.emit(self.tr("Written: {path}").format(path=path)))

    def offer(self) -> None:
        """What can be pressed now: the store refuses the rest."""
        at, free = self.meeting, not self.is_busy
        status = status_of(at) if at else ""
        may_step = free and self._may_write and self.session.member.reads(Compartment.MINUTES)
        self.buttons[_OPEN].setEnabled(free and self._may_write)
        self.buttons[_SHARE].setEnabled(may_step and status in (DRAFT, SHARED))
        self.buttons[_APPROVE].setEnabled(may_step and status == SHARED)
        self.buttons[_AMEND].setEnabled(may_step and at is not None and is_approved(at))
        reads = free and at is not None and self.session.member.reads(Compartment.MINUTES)
        self.buttons[_VERIFY].setEnabled(reads and status not in ("", DRAFT))
        self.buttons[_PDF].setEnabled(reads)
        self.undertaken.offer(free=free)

    def _checked(self, meeting_id: str) -> keep_minutes.Checked:
        return keep_minutes.checked(self.session.store, meeting_id)

    def _with_meeting(self, act: Callable[[Meeting], None]) -> None:
        """The meeting at hand as it is now, text and all."""
        at = self.meeting
        if at is not None:
            with self.session.begin() as unit:
                now = unit.meetings.get(at.id)
            act(now)

    def _do(self, act: Callable[[], None]) -> None:
        try:
            act()
        except ObservatoryError as error:
            self.failed.emit(self.session.say(error.message))

    def _ask(self, dialog: ActDialog) -> None:
        dialog.done_with.connect(self._stepped)
        dialog.open()

    def _moved(self, made: Changes) -> None:
        """Undoing what became of an action reads the history of the meeting, which is for whoever writes meetings."""
        self._changed()
        if self._may_write:
            self.undoing.note(made, desk_acts.ACTION_MOVED)
        else:
            self.said.emit(self.tr("Recorded: the secretariat finds it in the meeting."))

    def _stepped(self, meeting: Meeting) -> None:
        self._changed()
        self._stand_on(meeting.id)
        told = self.session.say(lines.standing_words(meeting))
        act = desk_acts.MINUTES_STEPPED if meeting.minutes_steps else None
        self.undoing.note(change_from(MEETING, None, meeting), act, told)

    def _changed(self, entity: str = MEETING.name) -> None:
        self.session.note_change(entity)
        self.refresh()

    def _stand_on(self, ident: str) -> None:
        stand_on(self.table, [each.id for each in self._meetings], ident)

    def _pointed(self) -> None:
        at = self.meeting
        self._steps.setText(lines.steps_words(at, self.session.language) if at else "")
        self.tell("")
        self.offer()

    def _ask_where(self, meeting: Meeting) -> Path | None:
        draft = "" if is_approved(meeting) else self.tr("_draft")
        name = self.tr("minutes_{number}{draft}.pdf").format(number=meeting.number or meeting.held_on, draft=draft)
        return ask_where(self, self.tr("Write the minutes"), documents() / name)

    def _lay_out(self) -> None:
        layout = self.layout()
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(self._steps)
        column.addWidget(self.undertaken)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(below)
        split.setSizes(list(_SHARES))
        self._steps.setObjectName("minutes_steps")
        minutes = [self.buttons[name] for name in (_OPEN, _SHARE, _APPROVE, _AMEND, _VERIFY, _PDF)]
        hidden: tuple[QWidget, ...] = (*minutes, self.table, self._steps)
        for each in hidden:
            each.setVisible(self._may_read)
        if not self._may_read:
            self.table.setFocusProxy(self.undertaken.table)
        if isinstance(layout, QVBoxLayout):
            layout.addWidget(split, 1)

    def _connect(self) -> None:
        acts = {
            _OPEN: self.open_next,
            _SHARE: self.share,
            _APPROVE: self.approve,
            _AMEND: self.amend,
            _VERIFY: self.verify,
        }
        for name, act in acts.items():
            self.buttons[name].clicked.connect(act)
        self.buttons[_PDF].clicked.connect(lambda _: self.print_pdf())
        self.table.selectionModel().currentChanged.connect(lambda *_: self._pointed())
        self.undertaken.moved.connect(self._moved)
        self.table.activated.connect(lambda _: self._go_to_record())
        self.undoing.said.connect(self.said)
        self.undoing.offered.connect(self.offered)
        self.undoing.changed.connect(lambda changes: self._changed(changes.entity))

    def _go_to_record(self) -> None:
        if self.meeting is not None:
            self.record_wanted.emit(MEETING.name, self.meeting.id)

    def _heads(self) -> tuple[str, ...]:
        return (
            self.tr("No."),
            self.tr("Date"),
            self.tr("Type or series"),
            self.tr("Minutes"),
            self.tr("Quorum"),
            self.tr("Open points"),
        )

    def reword(self) -> None:
        texts = {
            _OPEN: self.tr("&Next meeting…"),
            _SHARE: self.tr("&Share…"),
            _APPROVE: self.tr("&Approve…"),
            _AMEND: self.tr("A&mend…"),
            _VERIFY: self.tr("Chec&k"),
            _PDF: self.tr("&PDF…"),
        }
        self.undertaken.reword()
        self.name_all(self.tr("Minutes and actions"), self.tr("Meetings"), texts)
        self.refresh()

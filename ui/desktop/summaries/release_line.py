"""Above what is for whoever is outside the Observatory: that it is a draft, and how two members release it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from observatory.exports.answers import Told
from observatory.progress import Progress
from observatory.security.proposals import Proposal, State
from observatory.summary.content import ObservationStatus, Summary
from observatory.terms import Term
from observatory.usecases import release
from ui.desktop.background import Background
from ui.desktop.members.second_member import SecondMember, Wanted
from ui.desktop.naming import named
from ui.desktop.problems import sentence
from ui.desktop.session import Session

_Propose = Callable[[Progress], Proposal]
_PREPARING = Term("Preparazione della proposta", "Preparing the proposal")
_RELEASING = Term("Conferma della sintesi", "Confirming the summary")


class ReleaseLine(QWidget):
    """Not there for what is the members' own."""

    released = Signal(object)
    """The summary or answer as two members stand for it."""
    said = Signal(str)
    failed = Signal(str)

    def __init__(self, session: Session, background: Background) -> None:
        super().__init__()
        self._session, self._background = session, background
        self._what: Summary | Told | None = None
        self._propose_it: _Propose | None = None
        self._sentence = named(QLabel(wordWrap=True), "release_standing")
        self._second = named(QPushButton(), "release_second")
        self._propose = named(QPushButton(), "release_propose")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 0)
        row.setSpacing(8)
        row.addWidget(self._sentence, 1)
        row.addWidget(self._second)
        row.addWidget(self._propose)
        self._second.clicked.connect(lambda: self._ask(self._to_release))
        self._propose.clicked.connect(lambda: self._ask(self._proposed))
        self._reword()

    def show_summary(self, summary: Summary | None, *, can_act: bool) -> None:
        """Say how it stands; `can_act` unless something else runs or the choices beside it are others by now."""
        session = self._session
        if summary is not None:
            told = summary
            self._propose_it = lambda _: release.proposed_release(session.store, told, session.clock)
        self._show(summary, can_act=can_act)

    def show_answer(self, told: Told | None, propose: "_Propose", *, can_act: bool) -> None:
        """As `show_summary`; proposing an answer notes it, which is `propose`."""
        self._propose_it = propose
        self._show(told, can_act=can_act)

    def _show(self, what: Summary | Told | None, *, can_act: bool) -> None:
        self._what = what
        self.setVisible(what is not None and release.is_outside(release.audience_of(what)))
        for button in (self._second, self._propose):
            button.setVisible(what is not None and release.is_draft(what))
            button.setEnabled(can_act)
        self._reword()

    def _ask(self, done: Callable[[Proposal], None]) -> None:
        if self._what is not None and self._propose_it is not None:
            self._run(_PREPARING, self._propose_it, done)

    def _proposed(self, proposal: Proposal) -> None:
        text = self.tr("Proposal prepared. A member of another force confirms it within 30 days. In six words: {words}")
        self.said.emit(text.format(words=proposal.fingerprint))

    def _to_release(self, proposal: Proposal) -> None:
        session, what = self._session, self._what
        if what is None:
            return
        if proposal.state(session.clock()) is State.CONFIRMED:
            self._run(
                _RELEASING,
                lambda _: release.release(session.store, what, proposal.id, session.clock),
                self.released.emit,
            )
            return
        wanted = Wanted(
            proposal,
            _RELEASING,
            lambda witness, _: release.confirm_and_release(session.store, what, proposal.id, witness, session.clock),
            (self._lost(what),),
        )
        dialog = SecondMember(session, self._background, wanted, self)
        dialog.confirmed.connect(self.released)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _lost(self, what: Summary | Told) -> str:
        """What leaves and what is lost, table by table; which hidden values are small is told to nobody here."""
        tables = what.tables if isinstance(what, Summary) else (what.answer.table,)
        shown = {table.id: [cell.status for cell in table.observations.values()] for table in tables}
        hidden = {name: statuses.count(ObservationStatus.SUPPRESSED) for name, statuses in shown.items()}
        text = self.tr("What leaves: {tables} tables, {values} values, of which {hidden} hidden ({where}).")
        return text.format(
            tables=len(shown),
            values=sum(map(len, shown.values())),
            hidden=sum(hidden.values()),
            where=", ".join(f"{name}: {n}" for name, n in hidden.items() if n) or "–",
        )

    def _run(self, what: Term, work: Callable[[Progress], Any], done: Callable[[Any], None]) -> None:
        self._background.carry_out(what, work, done=done, failed=self._fail)

    def _fail(self, error: Exception) -> None:
        self.failed.emit(sentence(error, self._session.language))

    def _reword(self) -> None:
        is_draft = self._what is not None and release.is_draft(self._what)
        self._sentence.setForegroundRole(QPalette.ColorRole.BrightText if is_draft else QPalette.ColorRole.WindowText)
        self._sentence.setText(
            self.tr("Draft: every page says so until a member of another force confirms it.")
            if is_draft
            else self.tr("Confirmed by two members of two forces.")
        )
        texts = {self._second: self.tr("Second &member…"), self._propose: self.tr("Pr&opose")}
        for button, text in texts.items():
            button.setText(text)
            button.setAccessibleName(text.replace("&", "").rstrip("…"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.LanguageChange:
            self._reword()
        super().changeEvent(event)

"""Above a summary for whoever is outside the Observatory: that it is a draft, and how two members release it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from observatory.progress import Progress
from observatory.security.proposals import Proposal, State
from observatory.summary.content import Confirmation, ObservationStatus, Summary
from observatory.terms import Term
from observatory.usecases import release
from ui.desktop.background import Background
from ui.desktop.members.second_member import SecondMember, Wanted
from ui.desktop.naming import named
from ui.desktop.problems import sentence
from ui.desktop.session import Session

_PREPARING = Term("Preparazione della proposta", "Preparing the proposal")
_RELEASING = Term("Conferma della sintesi", "Confirming the summary")


class ReleaseLine(QWidget):
    """Not there for the members' own summary."""

    released = Signal(object)
    """The summary as two members stand for it."""
    said = Signal(str)
    failed = Signal(str)

    def __init__(self, session: Session, background: Background) -> None:
        super().__init__()
        self._session, self._background = session, background
        self._summary: Summary | None = None
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
        self._summary = summary
        standing = summary.cover.confirmation if summary is not None else Confirmation.NOT_NEEDED
        self.setVisible(standing is not Confirmation.NOT_NEEDED)
        for button in (self._second, self._propose):
            button.setVisible(standing is Confirmation.DRAFT)
            button.setEnabled(can_act)
        self._reword()

    def _ask(self, done: Callable[[Proposal], None]) -> None:
        session, summary = self._session, self._summary
        if summary is not None:
            self._run(_PREPARING, lambda _: release.proposed_release(session.store, summary, session.clock), done)

    def _proposed(self, proposal: Proposal) -> None:
        text = self.tr("Proposal prepared. A member of another force confirms it within 30 days. In six words: {words}")
        self.said.emit(text.format(words=proposal.fingerprint))

    def _to_release(self, proposal: Proposal) -> None:
        session, summary = self._session, self._summary
        if summary is None:
            return
        if proposal.state(session.clock()) is State.CONFIRMED:
            self._run(
                _RELEASING,
                lambda _: release.release(session.store, summary, proposal.id, session.clock),
                self.released.emit,
            )
            return
        wanted = Wanted(
            proposal,
            _RELEASING,
            lambda witness, _: release.confirm_and_release(session.store, summary, proposal.id, witness, session.clock),
            (self._lost(summary),),
        )
        dialog = SecondMember(session, self._background, wanted, self)
        dialog.confirmed.connect(self.released)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _lost(self, summary: Summary) -> str:
        """What leaves and what is lost, table by table; which hidden values are small is told to nobody here."""
        shown = {table.id: [cell.status for cell in table.observations.values()] for table in summary.tables}
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
        is_draft = self._summary is not None and self._summary.cover.is_draft
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

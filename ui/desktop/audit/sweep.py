"""The check of log and records that runs by itself after unlocking, while the work goes on."""

from PySide6.QtCore import QObject, Signal

from observatory.errors import Cancelled
from observatory.progress import Progress
from observatory.security.audit.verification import Verification
from observatory.terms import Term
from ui.desktop.background import Background
from ui.desktop.problems import sentence
from ui.desktop.session import Session
from ui.desktop.widgets.message_bar import MessageBar

_CHECKING = Term("Verifica del registro e delle schede", "Checking the log and the records")
_FOUND = Term(
    "{what} Rilievi in tutto: {n}; aprire «Registro firmato». Non usare più l’archivio e avvisare l’amministratore.",
    "{what} Findings in all: {n}; open “Signed log”. Stop using the store and tell the administrator.",
)
_NO_ANCHOR = Term(
    "Prima apertura di questo archivio su questa postazione: confrontare l’impronta nella barra di stato con quella "
    "stampata sull’ultima sintesi.",
    "First opening of this store on this workstation: compare the fingerprint in the status bar with the one printed "
    "on the latest summary.",
)


class Sweep(QObject):
    """Checks a session's store on the worker and leaves the result in the session."""

    checked = Signal()
    """The session has a newer result."""
    failed = Signal(str)
    """What was found, or why the check could not be made."""
    said = Signal(str)
    """What whoever opened the store should know, though nothing is wrong."""

    def __init__(self, session: Session, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._background = session, background

    def start(self, bar: MessageBar | None = None) -> None:
        """Start checking; with a message bar, what comes of it is said there."""
        if bar is not None:
            self.failed.connect(bar.problem)
            self.said.connect(bar.note)
        store = self._session.store

        def work(progress: Progress) -> Verification | None:
            return store.verify(progress)

        self._background.run(_CHECKING, work, done=self._done, failed=self._fail)

    def _done(self, result: Verification | None) -> None:
        self._session.verification = result
        self.checked.emit()
        if result is not None and result.findings:
            worst = result.findings[0].sentence
            told = _FOUND.with_values(what=worst, n=len(result.findings))
            self.failed.emit(self._session.say(told))
        elif result is not None and not result.has_anchor:
            self.said.emit(self._session.say(_NO_ANCHOR))

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, Cancelled):
            self.failed.emit(sentence(error, self._session.language))

"""The page «Security»: what is protected, the state of the backups, and what can be done about them."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from observatory.progress import Progress
from observatory.security.backup_manifest import Backup
from observatory.security.backup_schedule import BackupState
from observatory.security.roles import Permission
from observatory.terms import Term
from ui import bootstrap
from ui.desktop.background import Background
from ui.desktop.naming import named
from ui.desktop.places import ask_where, documents
from ui.desktop.problems import sentence
from ui.desktop.security.backup_custody import BACKING_UP
from ui.desktop.security.keys_line import KeysLine
from ui.desktop.security.recovery_line import RecoveryLine
from ui.desktop.security.status_view import StatusView
from ui.desktop.session import Session
from ui.desktop.widgets.headings import heading

R = TypeVar("R")

_SUFFIX = ".osbackup"
_LOOKING = Term("Ricerca dei salvataggi", "Looking for backups")
_CHECKING = Term("Verifica del salvataggio", "Checking the backup")


class SecurityScreen(QWidget):
    """Everything that touches a disk runs on the worker; what went wrong is said on the page."""

    said = Signal(str)
    """What happened, for the message bar."""
    ended = Signal()
    """Esc: back to where one came from."""

    def __init__(self, session: Session, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self._background = session, background
        self._is_busy = False
        self._may_back_up = session.member.may(Permission.BACK_UP)
        self._state = BackupState()
        self._title: QLabel = heading("", level=1)
        self.view = StatusView(self)
        self._keys, self._recovery = KeysLine(session), RecoveryLine(session)
        self._save = named(QPushButton(), "save_copy")
        self._check = named(QPushButton(), "check_backup")
        self._choose = named(QPushButton(), "choose_backup_folder")
        self._stop = named(QPushButton(), "stop")
        self._sentence = named(QLabel(wordWrap=True), "security_sentence")
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        if not self._may_back_up:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._arrange()
        self._connect()
        self._reword()
        self._offer()

    def arrive(self) -> None:
        """The page was asked for: what is known is looked up again."""
        (self._save if self._may_back_up else self).setFocus()
        self.look()

    def look(self) -> None:
        """Find out, on the worker, how the backups stand."""
        store = self.session.store
        self._run(_LOOKING, lambda _progress: bootstrap.backup_state(store), self._found)

    def save_copy(self) -> None:
        """Ask where, then make one backup there."""
        target = self._ask_where()
        if target is not None:
            store = self.session.store
            self._run(BACKING_UP, lambda progress: bootstrap.back_up(store, target, progress), self._saved)

    def check(self) -> None:
        """Ask which, then open that backup page by page."""
        title, places = self.tr("Check a backup"), f"*{_SUFFIX};;*"
        chosen, _ = QFileDialog.getOpenFileName(self, title, str(self._place()), places)
        if chosen:
            store, path = self.session.store, Path(chosen)
            self._run(_CHECKING, lambda progress: bootstrap.check_backup(store, path, progress), self._checked)

    def choose_folder(self) -> None:
        """Ask for the folder of the daily backups, and make the first one there."""
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder of the daily backups"), str(self._place()))
        if chosen:
            store, folder = self.session.store, Path(chosen)

            def work(progress: Progress) -> Backup | None:
                bootstrap.choose_backup_folder(store, folder)
                return bootstrap.back_up_if_due(store, progress)

            self._run(BACKING_UP, work, self._folder_chosen)

    def _found(self, state: BackupState) -> None:
        self._state = state
        self.view.tell(state, self.session.clock())

    def _saved(self, made: Backup) -> None:
        self._good(self.tr("Backup made and checked: {file}").format(file=made.path))

    def _checked(self, good: Backup) -> None:
        self._good(self.tr("The backup is whole: {file}").format(file=good.path.name))

    def _folder_chosen(self, made: Backup | None) -> None:
        if made is not None:
            self._saved(made)
        else:
            self._good(self.tr("The folder is chosen; it holds a backup of the last day already."))

    def _good(self, text: str) -> None:
        self.said.emit(text)
        self.look()

    def _failed(self, error: Exception) -> None:
        self._say(sentence(error, self.session.language))
        self.look()

    def _run(self, what: Term, work: Callable[[Progress], R], done: Callable[[R], None]) -> None:
        def over(result: R) -> None:
            self._set_busy(False)
            done(result)

        def broken(error: Exception) -> None:
            self._set_busy(False)
            if what is _LOOKING:
                self._say(sentence(error, self.session.language))
            else:
                self._failed(error)

        if self._is_busy:
            return
        if what is not _LOOKING:
            self._say("")
        self._set_busy(True)
        self._background.carry_out(what, work, done=over, failed=broken)

    def _set_busy(self, busy: bool) -> None:
        self._is_busy = busy
        self._offer()

    def _offer(self) -> None:
        self._stop.setVisible(self._may_back_up)
        self._stop.setEnabled(self._is_busy)
        for button in (self._save, self._check, self._choose):
            button.setVisible(self._may_back_up)
            button.setEnabled(not self._is_busy)

    def _say(self, text: str) -> None:
        self._sentence.setForegroundRole(QPalette.ColorRole.BrightText)
        self._sentence.setText(text)
        self._sentence.setVisible(bool(text))
        if text:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _ask_where(self) -> Path | None:
        name = self.tr("observatory-backup") + _SUFFIX
        title = self.tr("Save a backup")
        return ask_where(self, title, self._place() / name)

    def _place(self) -> Path:
        return self._state.folder or documents()

    def _connect(self) -> None:
        self._save.clicked.connect(self.save_copy)
        self._check.clicked.connect(self.check)
        self._choose.clicked.connect(self.choose_folder)
        self._stop.clicked.connect(self._background.cancel)

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._save, self._check, self._choose):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self._stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 12)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addLayout(buttons)
        column.addWidget(self._sentence)
        column.addWidget(self._keys)
        column.addWidget(self._recovery)
        column.addWidget(self.view, 1)
        self._sentence.hide()

    def _reword(self) -> None:
        self._title.setText(self.tr("Security"))
        self.setAccessibleName(self._title.text())
        texts = {
            self._save: self.tr("Save a &copy now…"),
            self._check: self.tr("Ch&eck…"),
            self._choose: self.tr("&Folder of the daily backups…"),
            self._stop: self.tr("Sto&p"),
        }
        for button, text in texts.items():
            button.setText(text)
            button.setAccessibleName(text.replace("&", "").rstrip("…"))
        self.view.reword(self.session.language)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc stops what runs, else it leaves the page."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._is_busy:
            self._background.cancel()
        else:
            self.ended.emit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.LanguageChange:
            self._reword()
        super().changeEvent(event)

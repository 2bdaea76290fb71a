"""The one window: locked or open, with its menus, its message bar and its status bar."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QMainWindow, QStackedWidget, QToolTip, QVBoxLayout, QWidget

from observatory.ports import Store
from observatory.security.members import Member
from observatory.terms import Language
from observatory.usecases.record import today
from ui.desktop import theme as clothes
from ui.desktop.audit.sweep import Sweep
from ui.desktop.background import Background
from ui.desktop.clipboard import Clipboard
from ui.desktop.commands import Commands
from ui.desktop.icons import icon, without_icons
from ui.desktop.idle_lock import IdleLock
from ui.desktop.key_sheet import KeySheet
from ui.desktop.language import LOCALES, Translation
from ui.desktop.lock_time import lock_time_dialog
from ui.desktop.palette import Palette
from ui.desktop.security import backup_custody
from ui.desktop.security.passphrase_change import PassphraseChange
from ui.desktop.security.recovery_making import RecoveryMaking, SheetFor
from ui.desktop.session import Session
from ui.desktop.settings import Preferences, Theme
from ui.desktop.status import Status
from ui.desktop.unlock.entrance import Entrance
from ui.desktop.unlock.stores import Stores
from ui.desktop.widgets.message_bar import MessageBar
from ui.desktop.window_commands import commands_of
from ui.desktop.workplace import Workplace

_USUAL_SIZE = (1180, 720)


class MainWindow(QMainWindow):
    """Its title is always the same: whoever looks over a shoulder or at a list of windows learns nothing."""

    def __init__(self, stores: Stores, preferences: Preferences, translation: Translation) -> None:
        super().__init__()
        self._stores, self._preferences, self._translation = stores, preferences, translation
        self._session: Session | None = None
        self._workplace: Workplace | None = None
        self._background = Background(self)
        self._bar = MessageBar()
        self._entrance = Entrance(stores, self._background, preferences.language)
        self._pages = QStackedWidget()
        self._status = Status(self._background, preferences.language)
        self._idle = IdleLock(preferences.lock_after_seconds, self)
        self._clipboard = Clipboard(self)
        self.commands = Commands(commands_of(self), self)
        self._arrange()
        self._entrance.opened.connect(self._open)
        self._entrance.language_chosen.connect(self.speak)
        self._entrance.made.connect(self._offer_sheet)
        self._entrance.recovered.connect(self._tell_recovered)
        self._idle.idle.connect(self.lock)
        self._entrance.ask_for(preferences.folder)

    def _arrange(self) -> None:
        self.setObjectName("window")
        self.setWindowTitle("Osservatorio")
        self.setWindowIcon(icon("observatory"))
        self.setLocale(LOCALES[self._preferences.language])
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._pages, 1)
        self._pages.addWidget(self._entrance)
        self.setCentralWidget(middle)
        self.setStatusBar(self._status)
        self.commands.fill(self.menuBar())
        self.resize(QSize(*_USUAL_SIZE).boundedTo(self.screen().availableSize()))
        self.restoreGeometry(self._preferences.geometry)

    # What the commands ask of the window.

    @property
    def language(self) -> Language:
        return self._preferences.language

    @property
    def theme(self) -> Theme:
        return self._preferences.theme

    @property
    def is_open(self) -> bool:
        return self._session is not None

    @property
    def member(self) -> Member | None:
        """Who is working; nobody while the store is locked."""
        return None if self._session is None else self._session.member

    @property
    def is_discreet(self) -> bool:
        return self._session is not None and self._session.is_discreet

    @property
    def message(self) -> MessageBar:
        return self._bar

    def ability(self, name: str) -> Callable[[], Any] | None:
        """What the screen in use offers under this name, to the member who is working."""
        screen = self._workplace.current if self._workplace is not None else None
        # QWidget has a static `find` of its own, which is not the screen's.
        if screen is None or getattr(type(screen), name, None) is getattr(QWidget, name, None):
            return None
        if name in getattr(screen, "withheld", ()):
            return None
        offered = getattr(screen, name)
        return offered if callable(offered) else None

    def shown_screen(self) -> str:
        return self._workplace.shown if self._workplace is not None else ""

    def go_to(self, screen: str) -> None:
        if self._workplace is not None:
            self._workplace.go_to(screen)

    def next_pane(self) -> None:
        if self._workplace is not None:
            self._workplace.next_pane()

    def leave(self) -> None:
        self.close()

    def speak(self, language: Language) -> None:
        """Change the language of everything visible."""
        self._preferences.language = language
        self._entrance.speak(language)
        self._status.speak(language)
        if self._session is not None:
            self._session.language = language
        self.setLocale(LOCALES[language])
        self._translation.speak(language)

    def wear(self, theme: Theme) -> None:
        self._preferences.theme = theme
        clothes.apply(theme)

    def show_palette(self) -> None:
        further = self._workplace.further_commands() if self._workplace is not None else ()
        self._show(Palette(self.commands, further, self))

    def show_keys(self) -> None:
        self._show(KeySheet(self.commands, self))

    def show_sheet(self, sheet: Callable[[QWidget, Language], QDialog]) -> None:
        """Show one of the sheets that the Help menu offers."""
        self._show(sheet(self, self.language))

    def show_passphrase_change(self) -> None:
        if self._session is not None:
            keys = self._stores.keys(self._session.store)
            dialog = PassphraseChange(keys, self._background, self.language, self)
            dialog.said.connect(self._bar.note)
            self._show(dialog)

    def show_recovery_making(self) -> None:
        """Say whether there is a recovery sheet, and make one."""
        if self._session is not None:
            keys, folder = self._stores.keys(self._session.store), self._preferences.folder
            wanted = SheetFor(keys, folder.resolve().name, today(self._stores.clock), self.language)
            dialog = RecoveryMaking(wanted, self._background, self)
            dialog.made.connect(self._offer_to_delete)
            self._show(dialog)

    def _offer_to_delete(self, file: Path) -> None:
        if self._session is not None:
            self._session.keys_changed.emit()
        self._bar.note(
            self.tr("The new recovery sheet is valid. Keep the paper in a safe; the file it was printed from can go."),
            action=self.tr("Delete the file"),
            run=lambda: file.unlink(missing_ok=True),
        )

    def _offer_sheet(self) -> None:
        text = self.tr("The store has no recovery sheet yet: it opens the store if the passphrase is forgotten.")
        self._offer_making(text, self.tr("Make it now"))

    def _tell_recovered(self) -> None:
        text = self.tr("The new passphrase is valid. The recovery sheet still is; if others saw it, make a new one.")
        self._offer_making(text, self.tr("Make a new sheet"))

    def _offer_making(self, text: str, action: str) -> None:
        run = self.show_recovery_making if self.commands.action("recovery_sheet").isVisible() else None
        self._bar.note(text, action=action if run else "", run=run)

    def change_discretion(self) -> None:
        """Hide in lists and pages what comes near a person, or show it again."""
        if self._session is not None:
            self._session.be_discreet(not self._session.is_discreet)
            self.commands.refresh()

    def choose_lock_time(self) -> None:
        """Ask after how many seconds the store locks itself."""
        dialog = lock_time_dialog(self._preferences.lock_after_seconds, self)
        dialog.intValueSelected.connect(self._set_lock_time)
        self._show(dialog)

    def _set_lock_time(self, seconds: int) -> None:
        self._preferences.lock_after_seconds = seconds
        self.set_lock_milliseconds(seconds * 1000)

    def set_lock_milliseconds(self, milliseconds: int) -> None:
        """How long nobody may touch anything from now on."""
        self._idle.set_milliseconds(milliseconds)

    def _show(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        for box in dialog.findChildren(QDialogButtonBox):
            without_icons(box)

    # Opening and locking.

    def _open(self, store: Store, folder: Path) -> None:
        self._preferences.folder = folder
        self._session = Session(store, clock=self._stores.clock, language=self.language, parent=self)
        self._session.recovery_wanted.connect(self.show_recovery_making)
        # First of all: whatever a screen may do, an open store shows as open and locks itself.
        self._status.show_session(self._session)
        self._idle.start()
        self._workplace = Workplace(self._session, self._background)
        self._workplace.said.connect(self._bar.note)
        self._workplace.failed.connect(self._bar.problem)
        self._workplace.offered.connect(self._bar.offer)
        self._workplace.moved.connect(self.commands.refresh)
        self._pages.addWidget(self._workplace)
        self._pages.setCurrentWidget(self._workplace)
        self.commands.refresh()
        self._workplace.go_to(self._workplace.shown)
        Sweep(self._session, self._background, self._session).start(self._bar)
        backup_custody.keep_up(self._session, self._background, self._bar)
        for notice in self._stores.keys(store).notices:
            self._bar.problem(notice.in_(self.language))
        self._workplace.offer_drafts(self._bar)

    def lock(self) -> None:
        """Close the store and drop everything that showed what is in it."""
        self._lock(backup_custody.Parting.LOCKING)

    def lock_at_once(self) -> None:
        """As `lock`, for whoever cannot wait until the backup of the day is made: it is due at the next opening."""
        self._lock(backup_custody.Parting.AT_ONCE)

    @property
    def is_at_rest(self) -> bool:
        """Locked, and the store closed."""
        return self._session is None and not self._background.is_busy

    def _lock(self, how: backup_custody.Parting) -> None:
        session, workplace = self._session, self._workplace
        if session is None:
            return
        session.closing.emit()
        self._session = self._workplace = None
        self._idle.stop()
        for dialog in self.findChildren(QDialog):
            dialog.close()
        self._bar.put_away()
        self._clipboard.clear()
        QToolTip.hideText()
        if workplace is not None:
            self._pages.removeWidget(workplace)
            workplace.deleteLater()
        backup_custody.part(session, self._background, self._bar, how)
        self._status.show_session(None)
        self.commands.refresh()
        self._entrance.ask_for(self._preferences.folder)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc that nothing inside wanted puts the message away."""
        if event.key() == Qt.Key.Key_Escape and not self._bar.isHidden():
            self._bar.put_away()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.LanguageChange:
            self.commands.reword()
            self.setWindowTitle("Osservatorio")
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        self._preferences.geometry = self.saveGeometry()
        self._lock(backup_custody.Parting.LEAVING)
        self._clipboard.clear()
        self._background.close()
        super().closeEvent(event)

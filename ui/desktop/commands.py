"""What can be done in the window, said once: menus, shortcuts, palette and key sheet derive from it.

To add a command: one `Command` in `window_commands.py`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

translate = QCoreApplication.translate


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do. `text` is asked anew each time that it is shown; `chosen` makes it a choice with a tick.

    What is not available now is faded; what is not offered to the member who is working is not there at all.
    """

    name: str
    menu: str
    text: Callable[[], str]
    run: Callable[[], None]
    keys: str = ""
    is_available: Callable[[], bool] = _always
    chosen: Callable[[], bool] | None = None
    starts_group: bool = False
    is_offered: Callable[[], bool] = _always

    @property
    def keys_shown(self) -> str:
        """The shortcut as the platform writes it."""
        return QKeySequence(self.keys).toString(QKeySequence.SequenceFormat.NativeText)

    @property
    def plain_text(self) -> str:
        """The text without the mark of its mnemonic and without dots."""
        return self.text().replace("&", "").rstrip("…")


MENUS: dict[str, Callable[[], str]] = {
    "file": lambda: translate("Commands", "&File"),
    "edit": lambda: translate("Commands", "&Edit"),
    "view": lambda: translate("Commands", "&View"),
    "help": lambda: translate("Commands", "&Help"),
}


class Commands(QObject):
    """The registry at work: one action per command, and the menus they stand in."""

    def __init__(self, commands: tuple[Command, ...], window: QWidget) -> None:
        super().__init__(window)
        self._commands = commands
        self._actions = {command.name: self._action(command, window) for command in commands}
        self._menus: dict[str, QMenu] = {}

    def __iter__(self) -> Iterator[Command]:
        """Those that are offered now."""
        return (command for command in self._commands if command.is_offered())

    def action(self, name: str) -> QAction:
        return self._actions[name]

    def in_menu(self, menu: str) -> tuple[Command, ...]:
        """Those that are offered now."""
        return tuple(command for command in self if command.menu == menu)

    def fill(self, bar: QMenuBar) -> None:
        """Make the menus; their entries are looked up again each time one opens."""
        for name in MENUS:
            menu = QMenu(bar)
            menu.aboutToShow.connect(self.refresh)
            self._menus[name] = menu
            for command in (each for each in self._commands if each.menu == name):
                if command.starts_group:
                    menu.addSeparator()
                menu.addAction(self._actions[command.name])
            bar.addMenu(menu)
        self.reword()

    def reword(self) -> None:
        for name, menu in self._menus.items():
            menu.setTitle(MENUS[name]())
        for command in self._commands:
            self._actions[command.name].setText(command.text())

    def refresh(self) -> None:
        """Say which commands can be used now, of what, and which choices hold."""
        for command in self._commands:
            action = self._actions[command.name]
            action.setText(command.text())
            action.setVisible(command.is_offered())
            action.setEnabled(command.is_offered() and command.is_available())
            if command.chosen is not None:
                action.setChecked(command.chosen())

    def run(self, name: str) -> None:
        """Run a command if it can be used now."""
        self.refresh()
        self._actions[name].trigger()

    def _action(self, command: Command, window: QWidget) -> QAction:
        action = QAction(command.text(), self)
        action.setObjectName(command.name)
        action.setShortcut(QKeySequence(command.keys))
        action.setCheckable(command.chosen is not None)
        action.setEnabled(command.is_available())
        # Qt passes `checked`; a command takes nothing.
        action.triggered.connect(lambda _checked=False: command.run())
        window.addAction(action)
        return action

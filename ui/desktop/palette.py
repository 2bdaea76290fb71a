"""Every command at the tip of the fingers: type some words of it, in any order, and press Enter."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.desktop.commands import MENUS, Command, Commands
from ui.desktop.naming import named

_NAME = Qt.ItemDataRole.UserRole


class Palette(QDialog):
    """Lists every command with its shortcut, those of the screen in use last; what cannot be used now is faded."""

    def __init__(self, commands: Commands, further: tuple[Command, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self.setWindowTitle(self.tr("Commands"))
        self._commands = commands
        self._further = {command.name: command for command in further}
        self._search = named(QLineEdit(clearButtonEnabled=True), "palette_search")
        self._list = named(QTreeWidget(), "palette_list")
        self._arrange()
        self._search.textChanged.connect(self._narrow)
        self._search.installEventFilter(self)
        self._list.itemActivated.connect(lambda item, _column: self._run(item))
        self._search.returnPressed.connect(self._run_current)
        self._fill()

    def _arrange(self) -> None:
        self._search.setPlaceholderText(self.tr("Some words of the command"))
        self._search.setAccessibleName(self.tr("Search the commands"))
        self._list.setAccessibleName(self.tr("Commands"))
        self._list.setColumnCount(2)
        self._list.setHeaderHidden(True)
        self._list.setRootIsDecorated(False)
        self._list.setUniformRowHeights(True)
        self._list.header().setStretchLastSection(False)
        self._list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        hint = QLabel(self.tr("Arrows choose, Enter runs, Esc leaves."))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 12)
        column.setSpacing(8)
        for widget in (self._search, self._list, hint):
            column.addWidget(widget)
        height = self.fontMetrics().height()
        self.resize(height * 32, height * 24)

    def _fill(self) -> None:
        self._commands.refresh()
        for command in (*self._commands, *self._further.values()):
            item = QTreeWidgetItem(self._list, [_line(command), command.keys_shown])
            item.setData(0, _NAME, command.name)
            if not command.is_available():
                item.setFlags(Qt.ItemFlag.ItemIsSelectable)
        self._narrow("")

    def _items(self) -> list[QTreeWidgetItem]:
        items = (self._list.topLevelItem(row) for row in range(self._list.topLevelItemCount()))
        return [item for item in items if item is not None]

    def _narrow(self, text: str) -> None:
        words = text.casefold().split()
        for item in self._items():
            item.setHidden(not all(word in item.text(0).casefold() for word in words))
        self._choose(next(iter(self._usable()), None))

    def _usable(self) -> list[QTreeWidgetItem]:
        """What is shown and can be run now."""
        return [item for item in self._items() if not item.isHidden() and item.flags() & Qt.ItemFlag.ItemIsEnabled]

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        if item is None:
            self._list.clearSelection()
        else:
            self._list.setCurrentItem(item)

    def _run_current(self) -> None:
        item = self._list.currentItem()
        if item in self._usable():
            self._run(item)

    def _run(self, item: QTreeWidgetItem) -> None:
        name = item.data(0, _NAME)
        self.accept()
        if name in self._further:
            self._further[name].run()
        else:
            self._commands.run(name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The arrows move in the list while the words are typed."""
        if watched is self._search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
            move = step.get(Qt.Key(event.key()))
            if move is not None:
                self._move(move)
                return True
        return super().eventFilter(watched, event)

    def _move(self, by: int) -> None:
        usable, current = self._usable(), self._list.currentItem()
        if usable:
            now = usable.index(current) if current in usable else 0
            self._choose(usable[max(0, min(len(usable) - 1, now + by))])


def _line(command: Command) -> str:
    menu = MENUS[command.menu]().replace("&", "")
    return f"{menu} – {command.plain_text}"

"""All shortcuts on one sheet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ui.desktop.commands import MENUS, Commands
from ui.desktop.naming import named


class KeySheet(QDialog):
    """Every command that has a shortcut, by menu, and the keys that every list and form understands."""

    def __init__(self, commands: Commands, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("key_sheet")
        self.setWindowTitle(self.tr("Keys"))
        self._tree = named(QTreeWidget(), "key_list")
        self._tree.setAccessibleName(self.tr("Keys"))
        self._tree.setHeaderLabels([self.tr("What it does"), self.tr("Key")])
        self._tree.setRootIsDecorated(False)
        self._tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        for menu, title in MENUS.items():
            shown = [(c.plain_text, c.keys_shown) for c in commands.in_menu(menu) if c.keys]
            self._add(title().replace("&", ""), shown)
        self._add(self.tr("In a form"), self._in_forms())
        self._add(self.tr("In the search and the views"), self._in_lists())
        self._add(self.tr("Everywhere"), self._everywhere())
        self._tree.expandAll()
        self._arrange()

    def _in_forms(self) -> list[tuple[str, str]]:
        return [
            (self.tr("Next field, or the chosen button"), self.tr("Enter")),
            (self.tr("Open the list of a field"), self.tr("Alt+Down")),
            (self.tr("Tick in a list of several answers"), self.tr("Space")),
            (self.tr("Next or previous section"), self.tr("Ctrl+PgDown, Ctrl+PgUp")),
            (self.tr("Add a part: a source, an agenda item, a decision"), self.tr("Ctrl+Shift+A")),
            (self.tr("Remove the part at hand"), self.tr("Ctrl+Shift+Del")),
        ]

    def _in_lists(self) -> list[tuple[str, str]]:
        return [
            (self.tr("Explain how to search"), "F1"),
            (self.tr("Rename a view of one’s own"), "F2"),
            (self.tr("Remove a view of one’s own"), self.tr("Del")),
        ]

    def _everywhere(self) -> list[tuple[str, str]]:
        return [
            (self.tr("Next or previous field"), "Tab, Shift+Tab"),
            (self.tr("Leave the innermost thing: a list, a search, a message"), "Esc"),
            (self.tr("Open the chosen record, press the chosen button"), self.tr("Enter, Space")),
            (self.tr("Open a menu by its underlined letter"), "Alt"),
        ]

    def _add(self, title: str, lines: list[tuple[str, str]]) -> None:
        heading = QTreeWidgetItem(self._tree, [title])
        heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
        heading.setFirstColumnSpanned(True)
        font = self.font()
        font.setBold(True)
        heading.setFont(0, font)
        for text, keys in lines:
            QTreeWidgetItem(heading, [text, keys])

    def _arrange(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 12)
        column.addWidget(self._tree)
        column.addWidget(buttons)
        height = self.fontMetrics().height()
        self.resize(height * 44, height * 28)

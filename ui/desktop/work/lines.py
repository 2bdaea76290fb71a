"""Headings with their lines, each of which leads to records: what the work lists and the quality page are made of."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QMargins, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QTreeWidget, QTreeWidgetItem, QWidget

from ui.desktop.widgets.padded_items import QuietWithoutFocus

_LEADS_TO = Qt.ItemDataRole.UserRole
_BETWEEN = 14
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class _Apart(QuietWithoutFocus):
    """Keeps what stands beside the first column apart from its neighbour."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        size = super().sizeHint(option, index)
        return size if index.column() == 0 else size.grownBy(QMargins(_BETWEEN, 0, 0, 0))


@dataclass(frozen=True, slots=True)
class Line:
    """The texts of one line, by column, and what it leads to; None leads nowhere."""

    texts: tuple[str, ...]
    leads_to: object = None


@dataclass(frozen=True, slots=True)
class Group:
    """A heading and its lines; `name` is stable, so that what was folded stays folded."""

    name: str
    heading: str
    lines: tuple[Line, ...]
    nothing: str = ""
    """What stands there where there is no line."""


class Lines(QTreeWidget):
    """`wanted` carries what the line leads to, on Enter or a double click; `of_figures` sets figures to the right."""

    wanted = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None, *, of_figures: bool = False) -> None:
        super().__init__(parent)
        self._of_figures = of_figures
        self.setObjectName(name)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setItemDelegate(_Apart(self))
        self.itemDoubleClicked.connect(lambda item, _column: self._lead(item))

    def show_groups(self, heads: tuple[str, ...], groups: Iterable[Group]) -> None:
        """Everything anew; the line at hand stays at hand by its place."""
        folded = {item.text(0) for item in self._headings() if not item.isExpanded()}
        at_hand = self._place()
        self.clear()
        self.setHeaderLabels(list(heads))
        for group in groups:
            self._add(group, is_folded=group.heading in folded)
        for column in range(len(heads)):
            mode = QHeaderView.ResizeMode.Stretch if column == 0 else QHeaderView.ResizeMode.ResizeToContents
            self.header().setSectionResizeMode(column, mode)
            if self._of_figures and column:
                self.headerItem().setTextAlignment(column, _RIGHT)
        self.header().setStretchLastSection(False)
        self._return_to(at_hand)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self._lead(item)
        else:
            super().keyPressEvent(event)

    def _add(self, group: Group, *, is_folded: bool) -> None:
        top = QTreeWidgetItem(self, [group.heading])
        top.setFirstColumnSpanned(True)
        font = self.font()
        font.setBold(True)
        top.setFont(0, font)
        for line in group.lines:
            item = QTreeWidgetItem(top, list(line.texts))
            item.setData(0, _LEADS_TO, line.leads_to)
            item.setToolTip(0, line.texts[0])
            for column in range(1, len(line.texts) if self._of_figures else 0):
                item.setTextAlignment(column, _RIGHT)
        if not group.lines and group.nothing:
            quiet = QTreeWidgetItem(top, [group.nothing])
            quiet.setForeground(0, self.palette().placeholderText())
        top.setExpanded(not is_folded)

    def _headings(self) -> list[QTreeWidgetItem]:
        items = (self.topLevelItem(row) for row in range(self.topLevelItemCount()))
        return [item for item in items if item is not None]

    def _place(self) -> tuple[int, int]:
        index = self.currentIndex()
        parent = index.parent()
        return (parent.row(), index.row()) if parent.isValid() else (index.row(), -1)

    def _return_to(self, place: tuple[int, int]) -> None:
        headings = self._headings()
        if not headings:
            return
        top = headings[min(max(place[0], 0), len(headings) - 1)]
        below = top.child(min(place[1], top.childCount() - 1)) if place[1] >= 0 and top.childCount() else None
        self.setCurrentItem(below or top)

    def _lead(self, item: QTreeWidgetItem) -> None:
        leads_to = item.data(0, _LEADS_TO)
        if leads_to is not None:
            self.wanted.emit(leads_to)
        else:
            item.setExpanded(not item.isExpanded())

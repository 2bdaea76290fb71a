"""Editor of several codes: a short list to tick with the space bar."""

from typing import Any

from PySide6.QtCore import QElapsedTimer, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyleOptionViewItem, QWidget

from observatory.codelists import codelist
from observatory.fields import Field
from ui.desktop.session import Session
from ui.desktop.widgets.code_editor import CODE_ROLE, PAUSE_MS, rank
from ui.desktop.widgets.editor import Editor
from ui.desktop.widgets.padded_items import QuietWithoutFocus

_SHOWN_ROWS = 5
_PADDING = 6


class _OutlinedTicks(QuietWithoutFocus):
    """Draws the edge of each box, which Fusion loses on a dark ground."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        self.initStyleOption(option, index)
        style = option.widget.style()
        box = style.subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, option.widget)
        painter.save()
        painter.setPen(option.palette.color(QPalette.ColorRole.PlaceholderText))
        painter.drawRect(box.adjusted(0, 0, -1, -1))
        painter.restore()


class _TickList(QListWidget):
    """Letters jump to a code, space ticks it, Tab leaves."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._typed = ""
        self._since = QElapsedTimer()
        self.setTabKeyNavigation(False)
        self.setUniformItemSizes(True)
        self.setItemDelegate(_OutlinedTicks(self))

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        if not self._since.isValid() or self._since.elapsed() > PAUSE_MS:
            self._typed = ""
        self._since.start()
        self._typed += search
        ranked = [
            (place, row)
            for row in range(self.count())
            if (place := rank(self._typed, self.item(row).data(CODE_ROLE), self.item(row).text())) is not None
        ]
        if ranked:
            self.setCurrentRow(min(ranked)[1])

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)
            if event.key() == Qt.Key.Key_Space:
                self._typed = ""  # what is typed after a tick seeks the next code


class CodesEditor(Editor):
    """Any number of codes of the field's list; closed codes stay only where already chosen."""

    def __init__(self, field: Field, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(field, session, parent)
        self.ticks = _TickList(self)
        self.ticks.itemChanged.connect(lambda _: self.changed.emit())
        self._fill(())
        rows = min(self.ticks.count(), _SHOWN_ROWS)
        self.ticks.setFixedHeight(rows * max(self.ticks.sizeHintForRow(0), 1) + _PADDING)
        self._place(self.ticks)

    def value(self) -> Any:  # noqa: ANN401
        rows = (self.ticks.item(row) for row in range(self.ticks.count()))
        return sorted(item.data(CODE_ROLE) for item in rows if item.checkState() is Qt.CheckState.Checked)

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        self._fill(tuple(value or ()))

    def remark(self) -> str:
        chosen = self.value()
        labels = (self.session.say(codelist(self.field.codelist).label(c)) for c in chosen)
        return ", ".join(labels)

    def _fill(self, chosen: tuple[str, ...]) -> None:
        self.ticks.blockSignals(True)
        self.ticks.clear()
        for code in codelist(self.field.codelist):
            if (code.is_open and code.code not in self.field.not_offered) or code.code in chosen:
                self.ticks.addItem(self._item(code.code, self.session.say(code.label), ticked=code.code in chosen))
        self.ticks.setCurrentRow(0)
        self.ticks.blockSignals(False)

    def _item(self, code: str, label: str, *, ticked: bool) -> QListWidgetItem:
        item = QListWidgetItem(label)
        item.setData(CODE_ROLE, code)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        return item

"""Editor of one code: a list that answers to the code, to any word of its label, and to Delete."""

from typing import Any

from PySide6.QtCore import QElapsedTimer, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPalette, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from observatory.codelists import Code, codelist
from observatory.fields import Field
from ui.desktop.session import Session
from ui.desktop.widgets.editor import Editor

CODE_ROLE = Qt.ItemDataRole.UserRole
PAUSE_MS = 1000
"""After this long without a key, typing starts a new search."""
_SHOWN_ROWS = 16
_GAP = 14


def rank(typed: str, code: str, label: str) -> int | None:
    """How well typed letters name a code (0 best, None not at all): the code itself, its start, label, a word of it."""
    text = typed.casefold()
    words = label.casefold().replace("(", " ").replace("’", " ").split()
    tests = (
        code.casefold() == text,
        label.casefold().startswith(text),
        code.casefold().startswith(text),
        any(word.startswith(text) for word in words),
    )
    return next((place for place, holds in enumerate(tests) if holds), None)


class _CodeBeside(QStyledItemDelegate):
    """Paints each label with its code quietly at the right, so that hands learn the codes."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        code = index.data(CODE_ROLE)
        if not code:
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.PlaceholderText
        painter.save()
        painter.setPen(option.palette.color(role))
        area = option.rect.adjusted(0, 0, -_GAP // 2, 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, code)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        size = super().sizeHint(option, index)
        code = option.fontMetrics.horizontalAdvance(index.data(CODE_ROLE) or "")
        return QSize(size.width() + code + 2 * _GAP, size.height() + _GAP // 2)


class _PopUp(QListView):
    """The opened list, searched as the closed one is."""

    def __init__(self, combo: "CodeBox") -> None:
        super().__init__(combo)
        self._combo = combo

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        row = self._combo.row_typed(search)
        if row is not None:
            self.setCurrentIndex(self.model().index(row, 0))


class CodeBox(QComboBox):
    """A closed list of codes; letters jump, Delete empties, the wheel scrolls the page and not the answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typed = ""
        self._since = QElapsedTimer()
        self.setView(_PopUp(self))
        self.setItemDelegate(_CodeBeside(self))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(_SHOWN_ROWS)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)

    def row_typed(self, key: str) -> int | None:
        """The best row for the letters typed so far with this one; typing starts anew after a pause."""
        if not self._since.isValid() or self._since.elapsed() > PAUSE_MS:
            self._typed = ""
        self._since.start()
        self._typed += key
        found = self._best(self._typed)
        if found is None and len(self._typed) > 1:
            self._typed = key
            found = self._best(key)
        return found

    def _best(self, typed: str) -> int | None:
        ranked = [
            (place, row)
            for row in range(self.count())
            if self.itemData(row, CODE_ROLE)
            and (place := rank(typed, self.itemData(row, CODE_ROLE), self.itemText(row))) is not None
        ]
        return min(ranked)[1] if ranked else None

    def _choose(self, row: int) -> None:
        if row != self.currentIndex():
            self.setCurrentIndex(row)
            self.activated.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        commanding = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not commanding:
            self._choose(0)
        elif event.text().strip() and event.text().isprintable() and not commanding:
            row = self.row_typed(event.text())
            if row is not None:
                self._choose(row)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # a command such as Ctrl+S: Qt would search the list for it
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        event.ignore()


class CodeEditor(Editor):
    """One code of the field's list, or none: the first item is empty; closed codes stay only where already chosen."""

    def __init__(self, field: Field, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(field, session, parent)
        self._offered: frozenset[str] | None = None
        self.box = CodeBox(self)
        self.box.activated.connect(lambda _: self.changed.emit())
        self._fill("")
        self._place(self.box)

    def value(self) -> Any:  # noqa: ANN401
        return self.box.currentData(CODE_ROLE) or None

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        self._fill(str(value or ""))

    def narrow(self, codes: frozenset[str] | None) -> None:
        if codes != self._offered:
            self._offered = codes
            self._fill(str(self.value() or ""))

    def remark(self) -> str:
        code = self.value()
        if not code or code not in codelist(self.field.codelist):
            return ""
        hint = codelist(self.field.codelist)[code].hint
        return self.session.say(hint) if hint else ""

    def _fill(self, chosen: str) -> None:
        """Every code that may be chosen, and the one that is."""
        model = QStandardItemModel(self.box)
        model.appendRow(self._item("", ""))
        for code in codelist(self.field.codelist):
            if code.code == chosen or self._may_be_chosen(code):
                model.appendRow(self._coded(code))
        if chosen and chosen not in codelist(self.field.codelist):
            model.appendRow(self._item(chosen, chosen))
        self.box.setModel(model)
        self.box.setCurrentIndex(max(self.box.findData(chosen, CODE_ROLE), 0))

    def _may_be_chosen(self, code: Code) -> bool:
        return (
            code.is_open
            and code.code not in self.field.not_offered
            and (self._offered is None or code.code in self._offered)
        )

    def _coded(self, code: Code) -> QStandardItem:
        item = self._item(code.code, self.session.say(code.label))
        if code.hint:
            item.setToolTip(self.session.say(code.hint))
            item.setData(self.session.say(code.hint), Qt.ItemDataRole.AccessibleDescriptionRole)
        return item

    def _item(self, code: str, label: str) -> QStandardItem:
        item = QStandardItem(label)
        item.setData(code, CODE_ROLE)
        return item

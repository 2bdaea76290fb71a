"""Lines of a list with air around them, a count at the right, and a choice that stands back without focus."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

COUNT_ROLE = Qt.ItemDataRole.UserRole
_AIR = 10
_PADDING = 8
_TINT = 0.22
_ALIGN = Qt.AlignmentFlag.AlignVCenter


class QuietWithoutFocus(QStyledItemDelegate):
    """Paints what is chosen in the colours of choice only while its list has the keyboard."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:  # noqa: N802
        super().initStyleOption(option, index)
        view = self.parent()
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_chosen and isinstance(view, QWidget) and not view.hasFocus():
            soften(option.palette)


def soften(palette: QPalette) -> None:
    """Make what is chosen look at rest: a tint of the colour of choice under ordinary text."""
    strong, ground = palette.color(QPalette.ColorRole.Highlight), palette.color(QPalette.ColorRole.Base)
    palette.setColor(QPalette.ColorRole.Highlight, _between(strong, ground))
    palette.setColor(QPalette.ColorRole.HighlightedText, palette.color(QPalette.ColorRole.Text))


def _between(strong: QColor, ground: QColor) -> QColor:
    def part(one: float, other: float) -> float:
        return _TINT * one + (1 - _TINT) * other

    red, green = part(strong.redF(), ground.redF()), part(strong.greenF(), ground.greenF())
    return QColor.fromRgbF(red, green, part(strong.blueF(), ground.blueF()))


class PaddedItems(QuietWithoutFocus):
    """A line of text with its count, if it has one."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        text, count = option.text, index.data(COUNT_ROLE) or ""
        option.text = ""
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        area = option.rect.adjusted(_PADDING, 0, -_PADDING, 0)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        plain = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        beside = plain if chosen else QPalette.ColorRole.PlaceholderText
        painter.save()
        painter.setPen(option.palette.color(beside))
        painter.drawText(area, _ALIGN | Qt.AlignmentFlag.AlignRight, count)
        area.setRight(area.right() - option.fontMetrics.horizontalAdvance(count) - _PADDING)
        painter.setPen(option.palette.color(plain))
        shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, _ALIGN | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        size = super().sizeHint(option, index)
        count = option.fontMetrics.horizontalAdvance(index.data(COUNT_ROLE) or "")
        return QSize(size.width() + count + 4 * _PADDING, size.height() + _AIR)


def as_margin_list(view: QListWidget) -> QListWidget:
    """Dress a list as part of the window's margin: no frame, the window's own ground, padded lines."""
    view.setItemDelegate(PaddedItems(view))
    view.setTabKeyNavigation(False)
    view.setFrameShape(QListWidget.Shape.NoFrame)
    view.viewport().setBackgroundRole(QPalette.ColorRole.Window)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return view

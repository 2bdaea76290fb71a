"""The list of screens at the left edge: quiet while the work is elsewhere, plain to see when the keys are in it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPalette
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from observatory.terms import Language
from ui.desktop.icons import icon
from ui.desktop.screens import Screen, shortcut

_ROW_IN_LINES = 2.2
_WIDTH_IN_LINES = 8.5
_TINT = 0.16


class Rail(QListWidget):
    """One line per screen, with its icon."""

    def __init__(self, places: tuple[Screen, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places = places
        self.setObjectName("rail")
        line = self.fontMetrics().height()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.setIconSize(QSize(line + 4, line + 4))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(line // 3, line // 2, line // 3, 0)
        for _ in places:
            item = QListWidgetItem(self)
            item.setSizeHint(QSize(round(line * _WIDTH_IN_LINES), round(line * _ROW_IN_LINES)))
        self.setFixedWidth(round(line * _WIDTH_IN_LINES))

    def reword(self, language: Language) -> None:
        self.setAccessibleName(self.tr("Screens"))
        for row, screen in enumerate(self._places):
            item, keys = self.item(row), shortcut(screen)
            item.setText(screen.text(language))
            item.setToolTip(f"{item.text()} ({keys})" if keys else item.text())
            item.setIcon(icon(screen.name, selected=self.hasFocus()))
        self._tint()

    def _tint(self) -> None:
        """The chosen screen in full colour only while the keyboard is here: two bright lines would compete."""
        colours = QPalette()
        if not self.hasFocus():
            ground = _mixed(colours.color(QPalette.ColorRole.Window), colours.color(QPalette.ColorRole.Accent))
            colours.setColor(QPalette.ColorRole.Highlight, ground)
            colours.setColor(QPalette.ColorRole.HighlightedText, colours.color(QPalette.ColorRole.WindowText))
        # Only when it differs: a change of palette is what brings us here.
        if colours.color(QPalette.ColorRole.Highlight) != self.palette().color(QPalette.ColorRole.Highlight):
            self.setPalette(colours)

    def _redraw(self) -> None:
        for row, screen in enumerate(self._places):
            self.item(row).setIcon(icon(screen.name, selected=self.hasFocus()))
        self._tint()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self._redraw()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self._redraw()


def _mixed(ground: QColor, colour: QColor) -> QColor:
    def part(of: float, with_: float) -> float:
        return of * (1 - _TINT) + with_ * _TINT

    return QColor.fromRgbF(
        part(ground.redF(), colour.redF()),
        part(ground.greenF(), colour.greenF()),
        part(ground.blueF(), colour.blueF()),
    )

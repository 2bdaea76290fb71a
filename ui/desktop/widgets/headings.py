"""Headings and quiet notes, sized from the application's font."""

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QWidget

_SCALE = {1: 1.35, 2: 1.12, 3: 1.0}


def heading(text: str, *, level: int, parent: QWidget | None = None) -> QLabel:
    """A heading of level 1 (a record), 2 (a section) or 3 (a part of a card)."""
    label = QLabel(text, parent)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * _SCALE[level])
    font.setWeight(font.Weight.DemiBold)
    label.setFont(font)
    label.setWordWrap(level == 1)
    if level == min(_SCALE):
        label.setForegroundRole(QPalette.ColorRole.WindowText)
    return label


def quiet(text: str, parent: QWidget | None = None) -> QLabel:
    """A note that stands back."""
    label = QLabel(text, parent)
    label.setWordWrap(True)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label

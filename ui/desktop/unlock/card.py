"""The quiet card in the middle of a closed window, and the small parts it is made of."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QScrollArea, QVBoxLayout, QWidget

from ui.desktop.naming import named

_WIDTH_IN_LINES = 27


class Card(QScrollArea):
    """A framed column as wide as a page of text, centred; it scrolls where the window is small."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        frame = QFrame(frameShape=QFrame.Shape.StyledPanel)
        frame.setAutoFillBackground(True)
        frame.setBackgroundRole(QPalette.ColorRole.Base)
        frame.setFixedWidth(self.fontMetrics().height() * _WIDTH_IN_LINES)
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(32, 28, 32, 28)
        inner.addWidget(content)
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.addStretch(2)
        # Between stretches, not aligned: only so does the height of wrapped text count.
        column.addLayout(row_of(None, frame, None))
        column.addStretch(3)
        self.setWidget(ground)


def heading(name: str) -> QLabel:
    """A title, half as large again as the text."""
    label = named(QLabel(wordWrap=True), name)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * 1.5)
    font.setBold(True)
    label.setFont(font)
    return label


def sentence(name: str) -> QLabel:
    """Running text."""
    label = named(QLabel(wordWrap=True), name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def complaint(name: str) -> QLabel:
    """The place where a sentence says what does not do; empty and without height until then."""
    label = sentence(name)
    label.setForegroundRole(QPalette.ColorRole.BrightText)
    label.hide()
    return label


def complain(label: QLabel, field: QWidget, text: str) -> None:
    """Show a sentence beside a field, and tell it to whoever listens; an empty one takes it away."""
    label.setText(text)
    label.setVisible(bool(text))
    field.setAccessibleDescription(text)


def row_of(*parts: QWidget | None) -> QLayout:
    """Widgets side by side; None is a stretch."""
    row = QHBoxLayout()
    row.setSpacing(10)
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part)
    return row

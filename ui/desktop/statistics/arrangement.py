"""How the statistics page is laid out: choices at the left, at the right the answer and what can be done with it."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

_CHOICES_IN_LINES = 14


def scrolled(choices: QWidget) -> QScrollArea:
    """The choices; they scroll where the window is low."""
    left = QScrollArea(widgetResizable=True)
    left.setFrameShape(QFrame.Shape.NoFrame)
    left.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    left.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    left.setFixedWidth(choices.fontMetrics().height() * _CHOICES_IN_LINES)
    choices.setContentsMargins(16, 16, 16, 16)
    left.setWidget(choices)
    return left


def arrange_waiting(page: QWidget, message: QLabel, again: QPushButton) -> None:
    """What stands where the answer will."""
    column = QVBoxLayout(page)
    column.setContentsMargins(40, 40, 40, 40)
    column.setSpacing(12)
    column.addWidget(message)
    column.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)
    column.addStretch(1)


def writing_lines(writers: Iterable[QPushButton], label: QLabel, add: QPushButton) -> QVBoxLayout:
    """A line of what writes the answer out; under it what that means, and what keeps the question instead."""
    buttons, below, lines = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
    buttons.setSpacing(8)
    for button in writers:
        buttons.addWidget(button)
    buttons.addStretch(1)
    below.addWidget(label, 1)
    below.addWidget(add)
    lines.setContentsMargins(16, 10, 16, 10)
    lines.setSpacing(6)
    lines.addLayout(buttons)
    lines.addLayout(below)
    return lines


def answer_side(release: QWidget, writing: QVBoxLayout, pages: QWidget) -> QVBoxLayout:
    """How it leaves, how it is written out, and the answer itself."""
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(release)
    column.addLayout(writing)
    column.addWidget(pages, 1)
    return column

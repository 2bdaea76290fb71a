"""Names of widgets: one for the program and its tests, one for people who listen to the window."""

from typing import TypeVar

from PySide6.QtWidgets import QWidget

W = TypeVar("W", bound=QWidget)


def named(widget: W, name: str) -> W:
    """The same widget with its object name."""
    widget.setObjectName(name)
    return widget

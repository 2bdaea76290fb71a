"""How large a dialog opens."""

from PySide6.QtWidgets import QDialog

_SHARE_OF_SCREEN = 0.92


def fit(dialog: QDialog, lines: tuple[int, int]) -> None:
    """As wide and as high as so many lines of text are high, as far as the screen lets."""
    line, room = dialog.fontMetrics().height(), dialog.screen().availableSize() * _SHARE_OF_SCREEN
    wide, high = lines
    dialog.resize(min(wide * line, room.width()), min(high * line, room.height()))

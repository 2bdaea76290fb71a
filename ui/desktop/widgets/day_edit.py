"""A day, by arrows, figures or a calendar."""

from PySide6.QtWidgets import QDateEdit, QWidget


class DayEdit(QDateEdit):
    """A day that Tab leaves at once, with years of four figures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # The short format of the locale shows years of two figures.
        self.setDisplayFormat("dd/MM/yyyy")
        self.setCalendarPopup(True)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Qt would walk through day, month and year first; the arrows and the separators do that."""
        return QWidget.focusNextPrevChild(self, forward)

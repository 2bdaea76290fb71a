"""The bar over a record that is looked at as it was known on a past day: which day, another one, back to today."""

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from ui.desktop.naming import named
from ui.desktop.widgets.day_edit import DayEdit


class PastBar(QWidget):
    """`day_chosen` carries the day to look at; `left` when the record as it stands is wanted again."""

    day_chosen = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("past")
        self._label = QLabel(self)
        self.day = named(DayEdit(self), "past.day")
        self.day.setKeyboardTracking(False)
        self.back = named(QPushButton(self), "past.back")
        self.back.setAutoDefault(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self._label, self.day, self.back):
            row.addWidget(part)
        row.addStretch(1)
        self.day.dateChanged.connect(lambda chosen: self.day_chosen.emit(_date(chosen)))
        self.back.clicked.connect(self.left)
        self.hide()

    def show_day(self, day: date, today: date) -> None:
        """Stand on a day, without telling anybody."""
        self.day.blockSignals(True)
        self.day.setMaximumDate(QDate(today.year, today.month, today.day))
        self.day.setDate(QDate(day.year, day.month, day.day))
        self.day.blockSignals(False)
        self.show()

    def reword(self) -> None:
        self._label.setText(self.tr("As known on"))
        self.day.setAccessibleName(self.tr("As known on"))
        self.back.setText(self.tr("Back to today"))


def _date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())

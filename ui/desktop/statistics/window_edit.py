"""From which month to which: only months that the division of the window lets it begin and end with."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QWidget

from observatory.periods import Month, Window
from observatory.terms import Language
from observatory.usecases.possible_questions import NOTHING, starts
from ui.desktop.naming import named

_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_A_YEAR = 12


class MonthEdit(QWidget):
    """A month of some of the year, and the year."""

    changed = Signal()

    def __init__(self, name: str, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.months = named(QComboBox(), f"{name}_month")
        self.year = named(QSpinBox(minimum=_FIRST_YEAR, maximum=_LAST_YEAR), f"{name}_year")
        self.setFocusProxy(self.months)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.months, 1)
        row.addWidget(self.year)
        self.months.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.year.valueChanged.connect(lambda _: self.changed.emit())

    @property
    def month(self) -> Month:
        return Month(self.year.value(), self.months.currentData())

    def offer(self, numbers: tuple[int, ...], *, chosen: int) -> None:
        """These months of a year, and which one stands there; says nothing of the change."""
        self.months.blockSignals(True)
        self.months.clear()
        for number in numbers:
            self.months.addItem(self._name(number), number)
        self.months.setCurrentIndex(numbers.index(chosen))
        self.months.blockSignals(False)

    def speak(self, language: Language, month_name: str, year_name: str) -> None:
        self._language = language
        for row in range(self.months.count()):
            self.months.setItemText(row, self._name(self.months.itemData(row)))
        self.months.setAccessibleName(month_name)
        self.year.setAccessibleName(year_name)

    def _name(self, number: int) -> str:
        """As in `marzo`: the month without a year."""
        name = Month(_FIRST_YEAR, number).name.in_(self._language)
        return name.removesuffix(str(_FIRST_YEAR)).strip()


class WindowEdit:
    """Two months that belong together: the first and the last of a window."""

    def __init__(self, language: Language, last_year: int, years: int) -> None:
        self.first, self.last = MonthEdit("statistics_from", language), MonthEdit("statistics_to", language)
        self.divide(NOTHING)
        self.first.year.setValue(last_year - years + 1)
        self.last.year.setValue(last_year)

    @property
    def window(self) -> Window:
        return Window(self.first.month, self.last.month)

    def divide(self, division: str) -> None:
        """Offer the months at which periods of this kind begin and end; the window that stands only grows."""
        begin = starts(division)
        end = tuple(number - 1 for number in (*begin[1:], _A_YEAR + 1))
        first, last = self.first.months.currentData() or 1, self.last.months.currentData() or _A_YEAR
        self.first.offer(begin, chosen=max(number for number in begin if number <= first))
        self.last.offer(end, chosen=min(number for number in end if number >= last))

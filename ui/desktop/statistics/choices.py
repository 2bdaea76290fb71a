"""What is asked: a measure, by which characteristics, over which months, for whom, as known on which day.

Only what may be asked of the measure and for the audience is offered: nobody chooses what would be refused.
"""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QEvent, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QWidget

from observatory.disclosure.rules import Audience
from observatory.summary.question import DIMENSIONS, MEASURE_LABELS, Measure
from observatory.terms import Language
from observatory.usecases import possible_questions as possible
from observatory.usecases.possible_questions import NOTHING
from ui.desktop.naming import named
from ui.desktop.statistics.asked import Asked
from ui.desktop.statistics.window_edit import WindowEdit
from ui.desktop.summaries.workshop import AUDIENCES
from ui.desktop.widgets.day_edit import DayEdit

_YEARS = 5
_USUAL_DIMENSION = "force"


class Choices(QWidget):
    """Starts with the deaths by force of the last five whole years, for the members."""

    changed = Signal()

    def __init__(self, today: date, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._measure, self._audience = named(QComboBox(), "statistics_measure"), named(QComboBox(), "audience")
        self._first, self._second = named(QComboBox(), "statistics_by"), named(QComboBox(), "statistics_by_also")
        self._division = named(QComboBox(), "statistics_division")
        self._window = WindowEdit(language, today.year - 1, _YEARS)
        self._as_of = named(DayEdit(), "as_of")
        self._as_of.setDate(QDate(today.year, today.month, today.day))
        self._labels = [QLabel() for _ in self._fields]
        self._arrange()
        self._start()
        self._listen()
        self.speak(language)

    @property
    def asked(self) -> Asked:
        day = self._as_of.date()
        return Asked(
            self._chosen_measure,
            (self._first.currentData(), self._second.currentData(), self._division.currentData()),
            self._window.window,
            self._chosen_audience,
            date(day.year(), day.month(), day.day()),
        )

    def focus_first(self) -> None:
        self._measure.setFocus()

    def speak(self, language: Language) -> None:
        """Everything in another language; the choice stays."""
        self._language = language
        for box, name in self._namings():
            for row in range(box.count()):
                box.setItemText(row, name(box.itemData(row)))
        self._reword()

    @property
    def _fields(self) -> tuple[QWidget, ...]:
        boxes = (self._measure, self._first, self._second, self._division)
        return (*boxes, self._window.first, self._window.last, self._audience, self._as_of)

    @property
    def _chosen_measure(self) -> Measure:
        return Measure(self._measure.currentData())

    @property
    def _chosen_audience(self) -> Audience:
        return Audience(self._audience.currentData())

    def _start(self) -> None:
        _fill(self._measure, tuple(measure.value for measure in Measure), self._measure_name)
        _fill(self._audience, tuple(AUDIENCES), self._audience_name)
        self._audience.setCurrentIndex(self._audience.findData(Audience.MEMBERS.value))
        self._offer_first()
        self._first.setCurrentIndex(self._first.findData(_USUAL_DIMENSION))
        self._offer_second()

    def _listen(self) -> None:
        for box, offer in (
            (self._measure, self._offer_first),
            (self._audience, self._offer_first),
            (self._first, self._offer_second),
            (self._second, self._offer_divisions),
            (self._division, self._divide),
        ):
            box.currentIndexChanged.connect(lambda _, offer=offer: self._follow(offer))
        for end in (self._window.first, self._window.last):
            end.changed.connect(self.changed)
        self._as_of.dateChanged.connect(lambda _: self.changed.emit())

    def _follow(self, offer: Callable[[], None]) -> None:
        offer()
        self.changed.emit()

    def _offer_first(self) -> None:
        names = possible.first_dimensions(self._chosen_measure, self._chosen_audience)
        _fill(self._first, names, self._dimension_name)
        self._offer_second()

    def _offer_second(self) -> None:
        first = self._first.currentData()
        names = possible.second_dimensions(self._chosen_measure, first, self._chosen_audience)
        _fill(self._second, names, self._further_name)
        self._second.setEnabled(len(names) > 1)
        self._offer_divisions()

    def _offer_divisions(self) -> None:
        dimensions = (self._first.currentData(), self._second.currentData())
        names = possible.divisions(self._chosen_measure, dimensions, self._chosen_audience)
        _fill(self._division, names, self._division_name)
        self._division.setEnabled(len(names) > 1)
        self._divide()

    def _divide(self) -> None:
        self._window.divide(self._division.currentData())

    def _namings(self) -> tuple[tuple[QComboBox, Callable[[str], str]], ...]:
        return (
            (self._measure, self._measure_name),
            (self._first, self._dimension_name),
            (self._second, self._further_name),
            (self._division, self._division_name),
            (self._audience, self._audience_name),
        )

    def _measure_name(self, name: str) -> str:
        return MEASURE_LABELS[Measure(name)].in_(self._language)

    def _dimension_name(self, name: str) -> str:
        return DIMENSIONS[name].title.in_(self._language) if name else self.tr("all together")

    def _further_name(self, name: str) -> str:
        return self._dimension_name(name) if name else self.tr("nothing else")

    def _division_name(self, name: str) -> str:
        return {
            NOTHING: self.tr("not divided"),
            "year": self.tr("years"),
            "half-year": self.tr("half-years"),
            "four-months": self.tr("four-month periods"),
            "quarter": self.tr("quarters"),
        }[name]

    def _audience_name(self, name: str) -> str:
        return AUDIENCES[name].in_(self._language)

    def _arrange(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(4)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for label, field in zip(self._labels, self._fields, strict=True):
            # What takes the keyboard is labelled: a screen reader hears the value of a list of choices, not its name.
            label.setBuddy(field.focusProxy() or field)
            form.addRow(label, field)

    def _reword(self) -> None:
        names = (
            self.tr("&What"),
            self.tr("&By"),
            self.tr("&And by"),
            self.tr("&Time divided into"),
            self.tr("Fro&m"),
            self.tr("T&o"),
            self.tr("Fo&r whom"),
            self.tr("&Known up to"),
        )
        for label, field, name in zip(self._labels, self._fields, names, strict=True):
            label.setText(name)
            field.setAccessibleName(name.replace("&", ""))
        year = self.tr("{end}, year")
        for end, name in ((self._window.first, names[4]), (self._window.last, names[5])):
            plain = name.replace("&", "")
            end.speak(self._language, plain, year.format(end=plain))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.LanguageChange:
            self._reword()
        super().changeEvent(event)


def _fill(box: QComboBox, names: tuple[str, ...], told: Callable[[str], str]) -> None:
    """Offer these; what was chosen stays where it is still offered. Says nothing of the change."""
    kept = box.currentData()
    box.blockSignals(True)
    box.clear()
    for name in names:
        box.addItem(told(name), name)
    box.setCurrentIndex(max(0, names.index(kept) if kept in names else 0))
    box.blockSignals(False)

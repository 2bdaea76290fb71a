"""What the summary is about: its period, its readers, and the day up to which knowledge counts."""

from datetime import date

from PySide6.QtCore import QDate, QEvent, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QPushButton, QSpinBox, QWidget

from observatory.periods import MONTHS_OF, Period
from observatory.terms import Language
from ui.desktop.naming import named
from ui.desktop.summaries.workshop import AUDIENCES, Choice
from ui.desktop.widgets.day_edit import DayEdit

_KINDS = ("Q", "T", "S", "A")
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_USUAL_AUDIENCE = "members"


class RequestForm(QWidget):
    """Starts with the last quarter that is over."""

    asked = Signal()
    loss_asked = Signal()
    """Whoever asks wants to see what would be hidden, and why."""
    changed = Signal()
    """Something else was chosen."""

    def __init__(self, today: date, period: Period, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._kind, self._number = named(QComboBox(), "period_kind"), named(QComboBox(), "period_number")
        self._year = named(QSpinBox(minimum=_FIRST_YEAR, maximum=_LAST_YEAR), "period_year")
        self._audience = named(QComboBox(), "audience")
        self._as_of = named(DayEdit(), "as_of")
        self._prepare = named(QPushButton(autoDefault=True), "prepare")
        self._loss = named(QPushButton(autoDefault=True), "loss")
        self._labels = [QLabel() for _ in range(5)]
        self._arrange()
        self._fill_kinds()
        self._fill_audiences()
        self._start_at(today, period)
        self._kind.currentIndexChanged.connect(lambda _: self._fill_numbers())
        self._prepare.clicked.connect(self.asked)
        self._loss.clicked.connect(self.loss_asked)
        for box in (self._kind, self._number, self._audience):
            box.currentIndexChanged.connect(lambda _: self.changed.emit())
        self._year.valueChanged.connect(lambda _: self.changed.emit())
        self._as_of.dateChanged.connect(lambda _: self.changed.emit())
        self.speak(language)

    @property
    def choice(self) -> Choice:
        day = self._as_of.date()
        period = Period(self._kind.currentData(), self._year.value(), self._number.currentData() or 1)
        return Choice(period, self._audience.currentData(), date(day.year(), day.month(), day.day()))

    def set_busy(self, busy: bool) -> None:
        for button in (self._prepare, self._loss):
            button.setEnabled(not busy)

    def focus_first(self) -> None:
        self._kind.setFocus()

    def speak(self, language: Language) -> None:
        """Everything in another language; the choice stays."""
        self._language = language
        self._reword()
        for box, texts in ((self._kind, self._kind_names()), (self._audience, self._audience_names())):
            for row, text in enumerate(texts):
                box.setItemText(row, text)
        for row in range(self._number.count()):
            self._number.setItemText(row, self._number_name(row + 1))

    def _start_at(self, today: date, period: Period) -> None:
        self._year.setValue(period.year)
        self._fill_numbers()
        self._number.setCurrentIndex(period.number - 1)
        self._as_of.setDate(QDate(today.year, today.month, today.day))

    def _fill_kinds(self) -> None:
        for kind, name in zip(_KINDS, self._kind_names(), strict=True):
            self._kind.addItem(name, kind)

    def _fill_audiences(self) -> None:
        for code, name in zip(AUDIENCES, self._audience_names(), strict=True):
            self._audience.addItem(name, code)
        self._audience.setCurrentIndex(self._audience.findData(_USUAL_AUDIENCE))

    def _fill_numbers(self) -> None:
        kept = self._number.currentIndex()
        count = 12 // MONTHS_OF[self._kind.currentData()]
        self._number.clear()
        for number in range(1, count + 1):
            self._number.addItem(self._number_name(number), number)
        self._number.setCurrentIndex(min(max(kept, 0), count - 1))
        self._number.setEnabled(count > 1)

    def _kind_names(self) -> tuple[str, ...]:
        return (self.tr("Quarter"), self.tr("Four-month period"), self.tr("Half-year"), self.tr("Year"))

    def _audience_names(self) -> tuple[str, ...]:
        return tuple(name.in_(self._language) for name in AUDIENCES.values())

    def _number_name(self, number: int) -> str:
        kind = self._kind.currentData()
        return self.tr("whole year") if kind == "A" else self._within(Period(kind, self._year.value(), number))

    def _within(self, period: Period) -> str:
        """`1  (gennaio – marzo)`: the number, and the months for whoever does not count in quarters."""
        names = [month.name.in_(self._language).rsplit(" ", 1)[0] for month in period.window.months]
        return f"{period.number}  ({names[0]} – {names[-1]})"

    def _arrange(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(4)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        fields = (self._kind, self._year, self._number, self._audience, self._as_of)
        for label, field in zip(self._labels, fields, strict=True):
            label.setBuddy(field)
            form.addRow(label, field)
        form.addRow(self._prepare)
        form.addRow(self._loss)

    def _reword(self) -> None:
        names = (
            self.tr("&Period"),
            self.tr("&Year"),
            self.tr("N&umber"),
            self.tr("F&or whom"),
            self.tr("&Known up to"),
        )
        fields = (self._kind, self._year, self._number, self._audience, self._as_of)
        for label, field, name in zip(self._labels, fields, names, strict=True):
            label.setText(name)
            field.setAccessibleName(name.replace("&", ""))
        self._prepare.setText(self.tr("P&repare"))
        self._loss.setText(self.tr("&What is hidden and why…"))
        self._loss.setAccessibleName(self.tr("What is hidden and why"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.LanguageChange:
            self._reword()
        super().changeEvent(event)

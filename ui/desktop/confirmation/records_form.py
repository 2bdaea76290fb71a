"""Which records are to leave, and how many of them must be equal."""

from datetime import date

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSpinBox, QWidget

from observatory.periods import Period
from observatory.usecases.export_records import LEAST_K, LEAST_L, RecordsRequest
from ui.desktop.naming import named

_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_MOST = 50
_YEARS = 3


class RecordsForm(QWidget):
    """Starts with the three years before this one."""

    changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._quarters = [named(QComboBox(), f"records_{end}_quarter") for end in ("first", "last")]
        self._years = [
            named(QSpinBox(minimum=_FIRST_YEAR, maximum=_LAST_YEAR), f"records_{end}_year") for end in ("first", "last")
        ]
        self._k = named(QSpinBox(minimum=LEAST_K, maximum=_MOST), "records_k")
        self._l = named(QSpinBox(minimum=LEAST_L, maximum=_MOST), "records_l")
        self._labels = [QLabel() for _ in range(4)]
        self._arrange()
        self._start()

    def request(self) -> RecordsRequest:
        """What is chosen; raises `WrongUse` where the periods run backwards."""
        first, last = (
            Period("Q", year.value(), quarter.currentIndex() + 1)
            for year, quarter in zip(self._years, self._quarters, strict=True)
        )
        return RecordsRequest(first, last, self._today, self._k.value(), self._l.value())

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        pairs = zip(self._quarters, self._years, strict=True)
        groups: list[tuple[QWidget, ...]] = [*pairs, (self._k,), (self._l,)]
        for label, boxes in zip(self._labels, groups, strict=True):
            row.addWidget(label)
            label.setBuddy(boxes[0])
            for box in boxes:
                row.addWidget(box)
        row.addStretch(1)

    def _start(self) -> None:
        for quarter in self._quarters:
            quarter.addItems([str(n) for n in range(1, 5)])
        self._quarters[1].setCurrentIndex(3)
        self._years[0].setValue(self._today.year - _YEARS)
        self._years[1].setValue(self._today.year - 1)
        self._name()
        for quarter in self._quarters:
            quarter.currentIndexChanged.connect(lambda _: self.changed.emit())
        for number in (*self._years, self._k, self._l):
            number.valueChanged.connect(lambda _: self.changed.emit())

    def _name(self) -> None:
        words = (self.tr("&From"), self.tr("&To"), self.tr("Equal &records (k)"), self.tr("Known &values (l)"))
        for label, text in zip(self._labels, words, strict=True):
            label.setText(text)
        prefix = self.tr("quarter {n}")
        for quarter in self._quarters:
            for n in range(quarter.count()):
                quarter.setItemText(n, prefix.format(n=n + 1))
        for box, text in zip((*self._quarters, self._k, self._l), words, strict=True):
            box.setAccessibleName(text.replace("&", ""))
        for year, text in zip(self._years, (self.tr("From: year"), self.tr("To: year")), strict=True):
            year.setAccessibleName(text)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
        super().changeEvent(event)

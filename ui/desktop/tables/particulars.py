"""What is rarely asked for when tables are protected: other readers, figures already known, and the time given."""

from collections.abc import Mapping
from typing import Any, cast

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QSpinBox, QWidget

from observatory.disclosure.rules import Reader
from ui.desktop.imports.file_field import FileField
from ui.desktop.naming import named

_WITHOUT_RULE: Reader = "A2"
_WITH_RULE: Reader = "A4"
_LONGEST = 86_400
_DRAWN, _LARGEST_SEED = -1, 2**31 - 1
"""Without a seed a secret one is drawn."""


class Particulars(QWidget):
    """Readers and known figures go with hiding only; rounding refuses them."""

    def __init__(self) -> None:
        super().__init__()
        self.known = FileField("tables_known", "csv", self)
        self.insiders = named(QLineEdit(), "tables_insiders")
        self.reader = named(QComboBox(), "tables_reader")
        self.seconds = named(QSpinBox(minimum=0, maximum=_LONGEST), "tables_seconds")
        self.seed = named(QSpinBox(minimum=_DRAWN, maximum=_LARGEST_SEED, value=_DRAWN), "tables_seed")
        self._asked: tuple[QWidget, ...] = (self.insiders, self.reader, self.seconds, self.seed)
        self._labels = [QLabel() for _ in self._asked]
        self._arrange()
        self.reword()

    @property
    def is_usual(self) -> bool:
        """Whether nothing here changes from whom the tables are protected."""
        return not self.insiders.text().strip() and self.known.path is None and self.reader.currentIndex() == 0

    def asked(self) -> Mapping[str, Any]:
        """What an order takes from here."""
        names = dict.fromkeys(name for each in self.insiders.text().split(",") if (name := each.strip()))
        seed = None if self.seed.value() == _DRAWN else self.seed.value()
        return {"insiders": tuple(names), "known": self.known.path, "attacker": self.reader.currentData(), "seed": seed}

    @property
    def labels(self) -> tuple[QLabel, ...]:
        """What stands before the fields."""
        return (self.known.label, *self._labels)

    def indent(self, width: int) -> None:
        """Let the fields begin so far from the edge, in line with those above."""
        cast("QGridLayout", self.layout()).setColumnMinimumWidth(0, width)

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        grid.setColumnStretch(1, 1)
        for column, widget in enumerate((self.known.label, self.known.line, self.known.button)):
            grid.addWidget(widget, 0, column)
        for row, (label, widget) in enumerate(zip(self._labels, self._asked, strict=True), start=1):
            label.setBuddy(widget)
            grid.addWidget(label, row, 0)
            wide = widget is self.insiders
            grid.addWidget(widget, row, 1, Qt.AlignmentFlag(0) if wide else Qt.AlignmentFlag.AlignLeft)
        for reader in (_WITH_RULE, _WITHOUT_RULE):
            self.reader.addItem("", reader)

    def reword(self) -> None:
        self.known.reword(self.tr("Fi&gures of others (CSV)"), self.tr("File of figures of others"), self.tr("Browse…"))
        words = (self.tr("&Insiders by"), self.tr("Protect &against"), self.tr("Ti&me given"), self.tr("See&d"))
        for label, widget, text in zip(self._labels, self._asked, words, strict=True):
            label.setText(text)
            widget.setAccessibleName(text.replace("&", ""))
        self.insiders.setPlaceholderText(self.tr("dimensions whose categories know their own cases: force"))
        self.reader.setItemText(0, self.tr("whoever knows the rule on zeros (usual)"))
        self.reader.setItemText(1, self.tr("whoever does not (weaker, for comparison)"))
        self.seconds.setSuffix(self.tr(" s"))
        self.seed.setSpecialValueText(self.tr("secret, drawn anew"))
        self.seed.setToolTip(
            self.tr("With the same seed the same files come out again. Keep it as secret as the counts.")
        )

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.LanguageChange:
            self.reword()
        super().changeEvent(event)

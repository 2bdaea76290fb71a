"""What is to be protected: counts and hierarchies on files, tables, threshold, and whether to hide or to round."""

import csv
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import cast

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QLineEdit, QSpinBox, QWidget

from observatory.disclosure.files import named_paths
from observatory.disclosure.files_attack import Assault
from observatory.disclosure.files_generalise import Wish
from observatory.disclosure.files_protect import Order
from observatory.disclosure.rules import Zeros
from observatory.errors import WrongUse
from observatory.terms import Term
from ui.desktop.imports.file_field import FileField
from ui.desktop.naming import named
from ui.desktop.tables.particulars import Particulars
from ui.desktop.tables.path_fields import FilesField, FolderField

HIDE, ROUND = "suppression", "rounding"
_COUNT_COLUMN = "n"
_LEAST, _USUAL, _MOST = 2, 3, 1_000
_SECONDS = {HIDE: 5, ROUND: 600}
_NOTHING_CHOSEN = Term(
    "Scegliere il file dei conteggi e almeno una tavola.", "Choose the file of counts and at least one table."
)


class TablesForm(QWidget):
    """Tables are dimensions with commas between them, and semicolons between tables; first, all dimensions together."""

    def __init__(self) -> None:
        super().__init__()
        self.counts = FileField("tables_counts", "csv", self)
        self.hierarchies = FilesField("tables_hierarchies", "csv", self)
        self.ledger = FolderField("tables_ledger", "", self)
        self.tables = named(QLineEdit(), "tables_tables")
        self.method = named(QComboBox(), "tables_method")
        self.threshold = named(QSpinBox(minimum=_LEAST, maximum=_MOST, value=_USUAL), "tables_threshold")
        self.base = named(QSpinBox(minimum=0, maximum=_MOST), "tables_base")
        self.zeros = named(QCheckBox(), "tables_zeros")
        self.more = named(QCheckBox(), "tables_more")
        self.particulars = Particulars()
        self._asked: tuple[QWidget, ...] = (self.tables, self.method, self.threshold, self.base)
        self._labels = [QLabel() for _ in self._asked]
        self._proposed = ""
        self._seconds, self._method = dict(_SECONDS), HIDE
        self.particulars.seconds.setValue(_SECONDS[HIDE])
        self._arrange()
        self.counts.changed.connect(self._propose_tables)
        self.method.currentIndexChanged.connect(self._offer)
        self.more.toggled.connect(self._unfold)
        self.reword()
        self._offer()

    @property
    def is_rounding(self) -> bool:
        return bool(self.method.currentData() == ROUND)

    def order(self, folder: Path) -> Order:
        """What is chosen, to be written into a new folder within this one; raises `WrongUse` where something lacks."""
        counts, tables = self._counts(), self._tables()
        suffix = self.tr("protected")
        order = Order(
            counts=counts,
            hierarchies=self._hierarchies(),
            tables=tables,
            out=_new(folder / f"{counts.stem}-{suffix}"),
            threshold=self.threshold.value(),
            zeros="camouflage" if self.zeros.isChecked() or self.is_rounding else "open",
            ledger=self.ledger.path,
        )
        return self._rounded(order) if self.is_rounding else self._hidden(order)

    def assault(self, folder: Path) -> Assault:
        """An attack on the tables in a folder, judged by the counts chosen; raises as `order`."""
        told = {name: value for name, value in self.particulars.asked().items() if name != "seed"}
        return Assault(folder, self._counts(), self._hierarchies(), ledger=self.ledger.path, **told)

    def wishes(self) -> tuple[Wish, ...]:
        """For each table the search for the levels at which it tells most; raises as `order`."""
        counts, tables, hierarchies = self._counts(), self._tables(), self._hierarchies()
        zeros: Zeros = "camouflage" if self.zeros.isChecked() else "open"
        return tuple(Wish(counts, hierarchies, table, self.threshold.value(), zeros) for table in tables)

    def take(self, place: int, table: str) -> None:
        """Ask for this table in place of the one at that place."""
        tables = list(self._tables())
        tables[place] = table
        self.tables.setText("; ".join(tables))
        self.tables.setFocus()

    def _counts(self) -> Path:
        if self.counts.path is None:
            raise WrongUse(_NOTHING_CHOSEN)
        return self.counts.path

    def _tables(self) -> tuple[str, ...]:
        tables = tuple(table for each in self.tables.text().split(";") if (table := each.replace(" ", "")))
        if not tables:
            raise WrongUse(_NOTHING_CHOSEN)
        return tables

    def _hierarchies(self) -> Mapping[str, Path]:
        return named_paths([(path.stem, path) for path in self.hierarchies.paths])

    def _rounded(self, order: Order) -> Order:
        """With what rounding cannot do as well: it is refused in a sentence, not passed over."""
        seconds = self.particulars.seconds.value()
        return replace(order, base=self.base.value() or None, rounding_seconds=seconds, **self.particulars.asked())

    def _hidden(self, order: Order) -> Order:
        return replace(order, budget_seconds=self.particulars.seconds.value(), **self.particulars.asked())

    def _propose_tables(self) -> None:
        """All dimensions of the file, unless something else was typed."""
        found: list[str] = []
        with suppress(OSError, UnicodeError, csv.Error):
            if self.counts.path is not None:
                with self.counts.path.open(encoding="utf-8-sig", newline="") as file:
                    found = [name.strip() for name in next(csv.reader(file), []) if name.strip() != _COUNT_COLUMN]
        if self.tables.text() == self._proposed:
            self._proposed = ",".join(found)
            self.tables.setText(self._proposed)

    def _offer(self) -> None:
        self.base.setEnabled(self.is_rounding)
        self.zeros.setEnabled(not self.is_rounding)
        self._seconds[self._method] = self.particulars.seconds.value()
        self._method = self.method.currentData()
        self.particulars.seconds.setValue(self._seconds[self._method])

    def _unfold(self, wanted: bool) -> None:
        """What changes the protection stays in sight."""
        self.more.setChecked(wanted or not self.particulars.is_usual)
        self.particulars.setVisible(self.more.isChecked())

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, field in enumerate((self.counts, self.hierarchies, self.ledger)):
            for column, widget in enumerate((field.label, field.line, field.button)):
                grid.addWidget(widget, row, column)
        for row, (label, widget) in enumerate(zip(self._labels, self._asked, strict=True), start=3):
            label.setBuddy(widget)
            grid.addWidget(label, row, 0)
            narrow = Qt.AlignmentFlag(0) if widget is self.tables else Qt.AlignmentFlag.AlignLeft
            grid.addWidget(widget, row, 1, narrow)
        grid.addWidget(self.zeros, 7, 1)
        self.zeros.setChecked(True)
        grid.addWidget(self.more, 8, 0, 1, 3)
        grid.addWidget(self.particulars, 9, 0, 1, 3)
        self.particulars.hide()
        for method in (HIDE, ROUND):
            self.method.addItem("", method)

    def _line_up(self) -> None:
        """The fields below *More choices* begin where those above do."""
        above = (self.counts.label, self.hierarchies.label, self.ledger.label, *self._labels)
        width = max(label.sizeHint().width() for label in (*above, *self.particulars.labels))
        cast("QGridLayout", self.layout()).setColumnMinimumWidth(0, width)
        self.particulars.indent(width)

    def reword(self) -> None:
        browse = self.tr("Browse…")
        self.counts.reword(self.tr("&Counts (CSV)"), self.tr("File of counts"), browse)
        self.hierarchies.reword(self.tr("Hie&rarchies (CSV)"), self.tr("Files of hierarchies"), browse)
        self.ledger.reword(self.tr("&Ledger of releases"), self.tr("Folder of the ledger"), browse)
        words = (self.tr("&Tables"), self.tr("H&ow"), self.tr("Least count &shown"), self.tr("&Base of rounding"))
        for label, widget, text in zip(self._labels, self._asked, words, strict=True):
            label.setText(text)
            widget.setAccessibleName(text.replace("&", ""))
        self.tables.setPlaceholderText(self.tr("force,kind; force,time"))
        self.method.setItemText(0, self.tr("Hide cells"))
        self.method.setItemText(1, self.tr("Round all counts"))
        self.base.setSpecialValueText(self.tr("as the least count shown"))
        self.more.setText(self.tr("More choices: readers, k&nown figures, time"))
        self.more.setToolTip(self.tr("They stay in sight while one of them is used."))
        self.zeros.setText(self.tr("&Zeros may be hidden too (safest)"))
        self._line_up()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.LanguageChange:
            self.reword()
        if event.type() == QEvent.Type.FontChange:
            self._line_up()
        super().changeEvent(event)


def _new(folder: Path) -> Path:
    """The folder, or with a number where it is there already."""
    numbered = (folder.with_name(f"{folder.name}-{n}") for n in range(2, 10_000))
    return folder if not folder.exists() else next((each for each in numbered if not each.exists()), folder)

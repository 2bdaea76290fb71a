"""What an import found: the counts, and every problem as a table that can be sorted and narrowed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from observatory.imports.report import ImportReport
from observatory.labels import number
from observatory.terms import Language
from ui.desktop.imports.counts import Counts
from ui.desktop.imports.report_model import At, ProblemsModel, Show
from ui.desktop.naming import named
from ui.desktop.widgets.headings import heading, quiet
from ui.desktop.widgets.padded_items import QuietWithoutFocus

_ROW_AIR = 8
_LETTERS = {At.ROW: 10, At.COLUMN: 20, At.CODE: 11, At.WEIGHT: 11}


class ReportView(QWidget):
    """Empty until it is told a report, and again once it forgets it."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._report: ImportReport | None = None
        self._title = heading("", level=2)
        self._counts = Counts()
        self._warned = named(quiet(""), "warned")
        self._show_label = QLabel()
        self._show = named(QComboBox(), "show")
        self._shown = named(quiet(""), "shown_count")
        self.table = named(QTableView(), "problems")
        self._none = named(quiet(""), "no_problems")
        self._lists = QStackedWidget()
        self.model = ProblemsModel(language, self)
        self._dress_table()
        self._arrange()
        for show in Show:
            self._show.addItem("", show)
        self._show.currentIndexChanged.connect(self._narrow)
        self.reword(language)

    @property
    def report(self) -> ImportReport | None:
        return self._report

    @property
    def has_problems(self) -> bool:
        return self._report is not None and bool(self._report.listed)

    def tell(self, report: ImportReport | None) -> None:
        """Show a report, sorted by row, with everything listed; None forgets what was shown."""
        self._report = report
        self._show.setCurrentIndex(0)
        self.table.sortByColumn(At.ROW, Qt.SortOrder.AscendingOrder)
        self.model.tell(report)
        self._tell()

    def enter(self) -> None:
        """Put the keyboard onto the first problem."""
        self.table.selectRow(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def reword(self, language: Language) -> None:
        """Everything in another language."""
        self._language = language
        self._show_label.setText(self.tr("Sho&w"))
        self._show.setAccessibleName(self.tr("Which problems to show"))
        names = (self.tr("All problems"), self.tr("Only refusals"), self.tr("Only warnings"))
        for place, name in enumerate(names):
            self._show.setItemText(place, name)
        self.table.setAccessibleName(self.tr("Problems found, row by row"))
        self._none.setText(self.tr("No row refused, no warning."))
        self.model.speak(language)
        self._tell()

    def _tell(self) -> None:
        self._lists.setCurrentWidget(self.table if self.has_problems else self._none)
        for widget in (self._show_label, self._show, self._shown):
            widget.setVisible(self.has_problems)
        self._count()
        if self._report is None:
            return
        dry = self._report.dry_run
        self._title.setText(self.tr("Dry run: nothing was written") if dry else self.tr("Import done"))
        self._counts.tell(self._report, self._language)
        taken = number(self._report.warned, self._language)
        self._warned.setText(self.tr("Rows taken in with warnings: {n}").format(n=taken))
        self._warned.setVisible(bool(self._report.warned))

    def _narrow(self) -> None:
        self.model.show_only(Show(self._show.currentData()))
        self._count()

    def _count(self) -> None:
        shown = number(self.model.rowCount(), self._language)
        self._shown.setText(self.tr("Problems listed: {n}").format(n=shown))

    def _dress_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.verticalHeader().hide()  # shown, it asks for the label of every row
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + _ROW_AIR)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setItemDelegate(QuietWithoutFocus(table))
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setWordWrap(False)
        table.setSortingEnabled(True)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        letter = table.fontMetrics().averageCharWidth()
        for column, letters in _LETTERS.items():
            table.setColumnWidth(column, letter * letters)

    def _arrange(self) -> None:
        self._show_label.setBuddy(self._show)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._lists.addWidget(self.table)
        self._lists.addWidget(self._none)
        filters = QHBoxLayout()
        filters.setSpacing(10)
        filters.addWidget(self._show_label)
        filters.addWidget(self._show)
        filters.addWidget(self._shown, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self._title, self._counts, self._warned):
            column.addWidget(widget)
        column.addLayout(filters)
        column.addWidget(self._lists, 1)

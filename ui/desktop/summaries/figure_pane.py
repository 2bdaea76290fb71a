"""A chart on a page, with its name, what it shows in words, and its table twin."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from observatory.charts.chart import Chart
from observatory.terms import Language, Term
from ui.desktop.charts.chart_view import ChartView
from ui.desktop.naming import named
from ui.desktop.summaries.table_model import of_chart
from ui.desktop.summaries.table_view import SummaryTable
from ui.desktop.widgets.headings import heading

_LOWEST = 90


class FigurePane(QWidget):
    """Empty until it shows a chart; either the chart or its table is seen."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._title: QLabel = heading("", level=2)
        self.switch = named(QPushButton(), f"{name}_see_table")
        self.switch.setCheckable(True)
        self.switch.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.switch.toggled.connect(self._see)
        self._frame = QScrollArea(widgetResizable=True)
        self._frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the chart or the table inside takes the keyboard
        self._frame.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._shown: tuple[str, Chart, Term, Language] | None = None
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self.switch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self._frame)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def display(self, title: str, chart: Chart, alternative: Term, language: Language) -> None:
        """Show a chart under this title."""
        self._shown = (title, chart, alternative, language)
        self._title.setText(title)
        self.switch.setText(self.tr("See as &table"))
        self.switch.setAccessibleName(self.tr("See as table: {title}").format(title=title))
        self._see(self.switch.isChecked())
        self.show()

    def clear(self) -> None:
        """Nothing is chosen."""
        self._shown = None
        self.hide()

    def _see(self, as_table: bool) -> None:
        if self._shown is None:
            return
        title, chart, alternative, language = self._shown
        view = named(ChartView(chart, language), f"{self._name}_chart")
        view.describe(title, alternative.in_(language))
        shown: QWidget = view
        height = view.sizeHint().height()
        if as_table:
            shown = named(SummaryTable(of_chart(chart, language)), f"{self._name}_table")
            shown.setAccessibleName(title)
        self._frame.setWidget(shown)
        # In a low window the list above keeps its rows, and the figure scrolls.
        self._frame.setMinimumHeight(min(_LOWEST, height))
        self._frame.setMaximumHeight(height + 2 * self._frame.frameWidth())

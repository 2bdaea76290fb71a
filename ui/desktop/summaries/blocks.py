"""The parts of a summary as widgets: text, tables with the signs of paper, figures with their table twin."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from observatory.charts.numerals import glued
from observatory.reports.grid import grid
from observatory.summary.content import Block, Figure, ObservationStatus, Paragraph, PublishedTable
from observatory.terms import Language
from ui.desktop.charts.chart_view import ChartView
from ui.desktop.naming import named
from ui.desktop.summaries.table_model import of_chart, of_grid
from ui.desktop.summaries.table_view import SummaryTable

translate = QCoreApplication.translate
_TITLE, _SUBTITLE, _NOTE = 1.45, 1.1, 0.92


class Suppression(QObject):
    """How many values of a table are hidden. An object because lupdate finds plurals only in `tr` of one."""

    def in_words(self, count: int) -> str:
        return self.tr("%n value(s) hidden for confidentiality (*).", "", count)


def text(words: str, *, size: float = 1.0, bold: bool = False, faded: bool = False) -> QLabel:
    """Running text, wrapped."""
    label = QLabel(glued(words), wordWrap=True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * size)
    font.setBold(bold)
    label.setFont(font)
    if faded:
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def title(words: str) -> QLabel:
    return text(words, size=_TITLE, bold=True)


def note(words: str) -> QLabel:
    return text(words, size=_NOTE, faded=True)


def widgets_of(block: Block, language: Language) -> list[QWidget]:
    """The widgets that show one block, from top to bottom."""
    match block:
        case Paragraph():
            return [text(block.text.in_(language))]
        case PublishedTable():
            return _table(block, language)
        case Figure():
            return _figure(block, language)


def _table(table: PublishedTable, language: Language) -> list[QWidget]:
    heading = f"{table.id}. {table.title.in_(language)}"
    laid_out = grid(table)
    view = named(SummaryTable(of_grid(laid_out, language), laid_out), table.id)
    view.setAccessibleName(heading)
    view.setAccessibleDescription(table.window.in_(language))
    notes = [note(each.in_(language)) for each in table.notes]
    hidden = _hidden(table)
    if hidden:
        notes.append(note(Suppression().in_words(hidden)))
    return [text(heading, size=_SUBTITLE, bold=True), note(table.window.in_(language)), view, *notes]


def _hidden(table: PublishedTable) -> int:
    return sum(o.status is ObservationStatus.SUPPRESSED for o in table.observations.values())


def _figure(figure: Figure, language: Language) -> list[QWidget]:
    heading = f"{figure.id}. {figure.title.in_(language)}"
    view = named(ChartView(figure.chart, language), figure.id)
    view.describe(heading, figure.alternative.in_(language))
    twin = named(SummaryTable(of_chart(figure.chart, language)), f"{figure.id}_table")
    twin.setAccessibleName(heading)
    twin.hide()
    button = named(QPushButton(translate("Summary", "See as table"), autoDefault=True), f"{figure.id}_see_table")
    button.setCheckable(True)
    button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    button.setAccessibleName(translate("Summary", "See as table: {title}").format(title=heading))
    button.toggled.connect(twin.setVisible)
    return [
        text(heading, size=_SUBTITLE, bold=True),
        view,
        note(figure.alternative.in_(language)),
        button,
        twin,
    ]


def stacked(groups: Sequence[Sequence[QWidget]]) -> QWidget:
    """Groups of widgets on a page, with air between the groups."""
    page = QWidget()
    page.setAutoFillBackground(True)
    page.setBackgroundRole(QPalette.ColorRole.Base)
    column = QVBoxLayout(page)
    column.setContentsMargins(28, 24, 28, 28)
    column.setSpacing(6)
    for group in groups:
        for widget in group:
            column.addWidget(widget)
        column.addSpacing(16)
    column.addStretch(1)
    return page

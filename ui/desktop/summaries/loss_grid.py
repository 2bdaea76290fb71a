"""A table of a summary as it would leave, with a sign for why each hidden cell is: looked at, never copied so."""

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy

from observatory.reports.grid import Grid, grid
from observatory.summary.counted import At
from observatory.summary.keeping import Mark
from observatory.summary.loss import Account, Reason, TableLoss
from observatory.summary.loss_words import REASONS, why
from observatory.terms import Language
from ui.desktop.summaries.table_model import Index, TextTable, parts_of
from ui.desktop.summaries.table_view import SummaryTable

SIGNS = {
    Reason.SMALL: "•",
    Reason.BESIDE: "○",
    Reason.WINDOWS: "◇",
    Reason.REST: "△",
    Reason.EARLIER: "□",
    Reason.DERIVED: "=",
}
KEPT = "✓"
_UNBROKEN = "\N{NO-BREAK SPACE}"
_WIDE, _HIGH = 480, 160
_PLAIN = Qt.ItemDataRole.EditRole
"""What a cell says in the summary: the only thing of it that is copied."""


class LossModel(TextTable):
    """The table's text, with a sign after what is hidden or to be kept."""

    def __init__(self, account: Account, loss: TableLoss, language: Language) -> None:
        self.laid_out = grid(loss.table)
        super().__init__(*parts_of(self.laid_out, language))
        self._account, self._loss, self._language = account, loss, language
        self._places = _places(self.laid_out, self.heads)

    def at(self, row: int, column: int) -> At | None:
        """The codes of a cell; None for a heading."""
        return self._places.get((row, column))

    def place_of(self, at: At) -> tuple[int, int] | None:
        return next((place for place, codes in self._places.items() if codes == at), None)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own type
        at = self.at(index.row(), index.column())
        text = super().data(index, Qt.ItemDataRole.DisplayRole if role == _PLAIN else role)
        if at is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return text
        mark = Mark(self._loss.table.id, at)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return why(self._account, mark).in_(self._language)
        hidden = self._account.at(mark)
        signs = [SIGNS[hidden.reason]] if hidden is not None else []
        return " ".join([text, *signs, *([KEPT] if mark in self._account.kept else [])])


def _places(laid_out: Grid, heads: int) -> dict[tuple[int, int], At]:
    return {
        (heads + line, column + 1): tuple(item.code for item in (*row.path, *laid_out.columns[column]))
        for line, row in enumerate(laid_out.rows)
        for column in range(len(row.observations))
        if row.observations[column] is not None
    }


class LossGrid(SummaryTable):
    """Scrolls by itself; Space marks the cell it stands on."""

    chosen = Signal(object)
    """The codes of the cell that the keyboard stands on, or None."""
    marked = Signal(object)

    def __init__(self, model: LossModel) -> None:
        super().__init__(model, model.laid_out)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._own = model
        self.selectionModel().currentChanged.connect(lambda now, _: self.chosen.emit(model.at(now.row(), now.column())))
        self.doubleClicked.connect(lambda at: self.marked.emit(model.at(at.row(), at.column())))

    @property
    def current(self) -> At | None:
        index = self.currentIndex()
        return self._own.at(index.row(), index.column())

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(_WIDE, _HIGH)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """It scrolls by itself, unlike the tables of a page."""
        return QSize(_WIDE // 2, _HIGH)

    def stand_on(self, at: At | None) -> None:
        """Put the keyboard on a cell, or on the first one."""
        place = self._own.place_of(at) if at is not None else None
        row, column = place or (self._own.heads, 1)
        self.setCurrentIndex(self._own.index(row, column))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """What is copied is what the summary prints: nobody is told why a cell is hidden."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(str(self.currentIndex().data(_PLAIN) or ""))
        elif event.key() == Qt.Key.Key_Space:
            self.marked.emit(self.current)
        else:
            super().keyPressEvent(event)


def legend(loss: TableLoss, language: Language) -> str:
    """What the signs of a table mean; empty where none stands in it."""
    there = {cell.reason for cell in loss.hidden.values()}
    told = (f"{sign}{_UNBROKEN}{REASONS[reason].in_(language)}" for reason, sign in SIGNS.items() if reason in there)
    return "   ".join(words.replace(" ", _UNBROKEN) for words in told)

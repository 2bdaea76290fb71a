"""The problems of an import as a table: row, column, code, what became of the row, why; never the value."""

from collections.abc import Callable
from enum import IntEnum, StrEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from observatory.imports.report import ImportReport, RowProblem
from observatory.labels import number
from observatory.terms import Language

_Index = QModelIndex | QPersistentModelIndex
_NOTHING = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class At(IntEnum):
    """What stands in which column."""

    ROW = 0
    COLUMN = 1
    CODE = 2
    WEIGHT = 3
    SENTENCE = 4


class Show(StrEnum):
    """Which problems are listed."""

    ALL = "all"
    REFUSALS = "refusals"
    WARNINGS = "warnings"


class ProblemsModel(QAbstractTableModel):
    """Sorts and filters for itself: a proxy is slow on large tables."""

    def __init__(self, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._all: tuple[RowProblem, ...] = ()
        self._shown: list[RowProblem] = []
        self._show = Show.ALL
        self._order = (int(At.ROW), Qt.SortOrder.AscendingOrder)

    def tell(self, report: ImportReport | None) -> None:
        """The problems of another report; None forgets them."""
        self._all = report.listed if report is not None else ()
        self._list()

    def show_only(self, show: Show) -> None:
        self._show = show
        self._list()

    def speak(self, language: Language) -> None:
        self._language = language
        self._list()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, At.ROW, At.SENTENCE)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._order = (column, order)
        self._list()

    def _list(self) -> None:
        column, order = self._order
        self.beginResetModel()
        kept = [problem for problem in self._all if self._is_asked_for(problem)]
        self._shown = sorted(kept, key=self._key(column), reverse=order is Qt.SortOrder.DescendingOrder)
        self.endResetModel()

    def _is_asked_for(self, problem: RowProblem) -> bool:
        return self._show is Show.ALL or problem.warning == (self._show is Show.WARNINGS)

    def _key(self, column: int) -> Callable[[RowProblem], tuple[str, int]]:
        """Rows by number; anything else as it reads, then by row."""
        if column == At.ROW:
            return lambda problem: ("", problem.row)
        return lambda problem: (self._text(problem, column), problem.row)

    def _text(self, problem: RowProblem, column: int) -> str:
        match column:
            case At.ROW:
                return number(problem.row, self._language)
            case At.COLUMN:
                return problem.column
            case At.CODE:
                return problem.code
            case At.WEIGHT:
                return self.tr("Warning") if problem.warning else self.tr("Refused")
            case _:
                return problem.message.in_(self._language)

    def rowCount(self, parent: _Index = _NOTHING) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index = _NOTHING) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(At)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own type
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() == At.ROW else _LEFT
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(self._shown[index.row()], index.column())
        return None

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's own type
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section == At.ROW else _LEFT
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        heads = (self.tr("Row"), self.tr("Column"), self.tr("Code"), self.tr("What"), self.tr("Why"))
        return heads[section]

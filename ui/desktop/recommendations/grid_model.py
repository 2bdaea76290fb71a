"""Recommendations by row and the four forces by column, each cell a state in words."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from observatory.codelists import FORCES, codelist
from observatory.recommendations.clocks import next_due
from observatory.recommendations.course import adopted, in_grid, oldest_overdue
from observatory.recommendations.recommendation import ForceResponse, Recommendation
from observatory.recommendations.words import adopted_words, cell_words
from observatory.selection import Selection
from observatory.usecases.record import today
from ui.desktop.session import Session

translate = QCoreApplication.translate
NAME, FIRST_FORCE = 0, 1
ADOPTED, OLDEST = FIRST_FORCE + len(FORCES), FIRST_FORCE + len(FORCES) + 1
_COLUMNS = OLDEST + 1
_Index = QModelIndex | QPersistentModelIndex
_NOTHING = QModelIndex()


class GridModel(QAbstractTableModel):
    """What is overdue is told in words, marked and bold: never by colour alone."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: tuple[Recommendation, ...] = ()

    def reload(self) -> None:
        """Read the recommendations anew, the newest first and drafts before them."""
        with self._session.begin() as unit:
            found = unit.recommendations.select(Selection())
        self.beginResetModel()
        self._rows = tuple(sorted(found, key=lambda each: each.code or "~", reverse=True))
        self.endResetModel()

    def recommendation_at(self, row: int) -> Recommendation | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def force_at(self, column: int) -> str:
        """The force of a column; empty for the others."""
        return FORCES[column - FIRST_FORCE] if FIRST_FORCE <= column < ADOPTED else ""

    def row_of(self, record_id: str) -> int:
        return next((row for row, each in enumerate(self._rows) if each.id == record_id), -1)

    def rowCount(self, parent: _Index = _NOTHING) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOTHING) -> int:  # noqa: N802
        return 0 if parent.isValid() else _COLUMNS

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own type
        if not index.isValid():
            return None
        each, column = self._rows[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(each, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(each, column)
        if role == Qt.ItemDataRole.FontRole and self._is_overdue(each, column):
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        return None

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's own type
        if orientation is Qt.Orientation.Vertical:
            return None
        force = self.force_at(section)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole) and force:
            return self._session.say(codelist("force").label(force))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return self._heading(section, force) if role == Qt.ItemDataRole.DisplayRole else None

    def _heading(self, section: int, force: str) -> str:
        if force:
            return codelist("force")[force].short
        return {
            NAME: translate("GridModel", "Recommendation"),
            ADOPTED: translate("GridModel", "Adopted"),
            OLDEST: translate("GridModel", "Overdue since"),
        }[section]

    def _response(self, each: Recommendation, column: int) -> ForceResponse | None:
        return in_grid(each)[column - FIRST_FORCE]

    def _text(self, each: Recommendation, column: int) -> str:
        day = today(self._session.clock)
        if self.force_at(column):
            return self._session.say(cell_words(each, self._response(each, column), day))
        if column == ADOPTED:
            return self._session.say(adopted_words(adopted(each)))
        if column == OLDEST:
            oldest = oldest_overdue(each, day)
            return f"{oldest:%d/%m/%Y}" if oldest else "–"
        code = each.code or self._session.say(codelist("recommendation_status").label(each.status or "BO"))
        return f"{code}\n{each.title or ''}"

    def _spoken(self, each: Recommendation, column: int) -> str:
        """What a screen reader says: which recommendation and force too, for who walks from cell to cell."""
        text = self._text(each, column).replace("\n", ", ")
        return (
            text
            if column == NAME
            else f"{each.code or each.title or ''}, {self._heading(column, self.force_at(column))}: {text}"
        )

    def _is_overdue(self, each: Recommendation, column: int) -> bool:
        force = self.force_at(column)
        awaited = next_due(each, force, today(self._session.clock)) if force else None
        return awaited is not None and awaited.is_overdue

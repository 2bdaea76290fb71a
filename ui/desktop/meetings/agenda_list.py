"""The points proposed for an agenda: kept or not, in the order wanted, with the reason of each that is struck."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from observatory.meetings.agenda import Proposal
from observatory.usecases.open_meeting import Chosen
from ui.desktop.naming import named
from ui.desktop.session import Session

_PROPOSAL, _REASON = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_LINES, _AIR = 2, 12


class AgendaList(QListWidget):
    """Space keeps or leaves out, Alt with the arrows moves. `chosen` is what the use case takes."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "agenda_points")
        self._session = session
        self.setAlternatingRowColors(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)

    def show_proposals(self, proposals: Sequence[Proposal]) -> None:
        """All of them, kept."""
        self.clear()
        for each in proposals:
            told = f"{each.item.summary or '–'}\n{self._session.say(each.why)}"
            row = QListWidgetItem(told, self)
            row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            row.setCheckState(Qt.CheckState.Checked)
            row.setToolTip(told)
            row.setData(Qt.ItemDataRole.AccessibleTextRole, told.replace("\n", ". "))
            row.setData(_PROPOSAL, each)
            row.setSizeHint(QSize(0, self.fontMetrics().height() * _LINES + _AIR))
        self.setCurrentRow(0)

    @property
    def chosen(self) -> Chosen:
        """Kept in this order; what must be answered and is not kept is struck, with the reason typed or none."""
        rows = [self.item(row) for row in range(self.count())]
        kept = tuple(row.data(_PROPOSAL).key for row in rows if is_kept(row))
        left = [row for row in rows if not is_kept(row)]
        struck = {row.data(_PROPOSAL).key: str(row.data(_REASON) or "") for row in left if takes_reason(row)}
        return Chosen(kept, struck)

    def move_by(self, by: int) -> None:
        """Move the point at hand up or down."""
        row = self.currentRow()
        if row >= 0 and 0 <= row + by < self.count():
            self.insertItem(row + by, self.takeItem(row))
            self.setCurrentRow(row + by)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        moves = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in moves:
            self.move_by(moves[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


def is_kept(row: QListWidgetItem) -> bool:
    return row.checkState() == Qt.CheckState.Checked


def takes_reason(row: QListWidgetItem | None) -> bool:
    """Whether leaving the point out takes a reason."""
    return row is not None and row.data(_PROPOSAL).must_be_answered and not is_kept(row)


def reason_of(row: QListWidgetItem) -> str:
    return str(row.data(_REASON) or "")


def set_reason(row: QListWidgetItem, text: str) -> None:
    row.setData(_REASON, text)

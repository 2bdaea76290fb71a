"""Two cases in two columns, with what agrees and what does not told by a sign and a sentence, never by colour alone."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from observatory.cases.case import Case
from observatory.cases.fields import CASE
from observatory.labels import shown
from observatory.links.comparing import Compared, Likeness
from observatory.privacy.masking import Place
from ui.desktop.naming import named
from ui.desktop.session import Session

SIGNS = {Likeness.SAME: "=", Likeness.NEAR: "≈", Likeness.UNKNOWN: "?", Likeness.DIFFERENT: "≠"}


class SideBySide(QTableWidget):
    """One row for each field compared: its name, both answers, and the sentence; what differs is in bold."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(0, 4, parent)
        named(self, "side_by_side")
        self._session = session
        self.setAccessibleName(self.tr("The two cases side by side"))
        self.setHorizontalHeaderLabels(
            (self.tr("Field"), self.tr("This case"), self.tr("Other case"), self.tr("Compared"))
        )
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)

    def tell(self, case: Case, other: Case, compared: tuple[Compared, ...]) -> None:
        """Show these two."""
        self.setRowCount(len(compared))
        for row, each in enumerate(compared):
            sentence = f"{SIGNS[each.likeness]}  {self._session.say(each.sentence)}"
            name = self._session.say(CASE[each.field].heading)
            for column, text in enumerate((name, self._told(case, each), self._told(other, each), sentence)):
                self.setItem(row, column, self._cell(text, is_bold=each.likeness is Likeness.DIFFERENT))
        self.setCurrentCell(0, 0)
        self.resizeRowsToContents()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Sentences wrap, so that none is cut off."""
        super().resizeEvent(event)
        self.resizeRowsToContents()

    def _told(self, case: Case, each: Compared) -> str:
        sight = self._session.sight(Place.RECORD)
        return shown(CASE[each.field], getattr(case, each.field), self._session.language, sight) or "–"

    def _cell(self, text: str, *, is_bold: bool) -> QTableWidgetItem:
        cell = QTableWidgetItem(text)
        cell.setToolTip(text)
        font = cell.font()
        font.setBold(is_bold)
        cell.setFont(font)
        return cell

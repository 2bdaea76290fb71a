"""What two people changed in one record at once: each answer as it was before, as it is there, and as typed here."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from observatory.fields import Entity, Field
from observatory.labels import shown
from observatory.privacy.masking import Place
from observatory.usecases.changes import Change, changes
from ui.desktop.naming import named
from ui.desktop.session import Session

_ROWS_IN_SIGHT, _ROW_IN_LINES = 4, 1.5


@dataclass(frozen=True, slots=True)
class Versions:
    """The record as both sides began from it, as the other side recorded it, and as it is typed here."""

    before: Any
    theirs: Any
    mine: Any


class Conflict(QTableWidget):
    """One row for each answer that either side changed; what both changed is in bold and says so."""

    def __init__(self, entity: Entity, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(0, 4, parent)
        named(self, "form.conflict")
        self._entity = entity
        self._session = session
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(round(_ROW_IN_LINES * self.fontMetrics().height()))
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.hide()

    def tell(self, versions: Versions) -> None:
        """Show what differs between them."""
        self.setAccessibleName(self.tr("What both sides changed"))
        self.setHorizontalHeaderLabels((self.tr("Field"), self.tr("Before"), self.tr("Theirs"), self.tr("Mine")))
        theirs = self._by_place(changes(self._entity, versions.before, versions.theirs))
        mine = self._by_place(changes(self._entity, versions.before, versions.mine))
        places = tuple(dict.fromkeys((*theirs, *mine)))
        self.setRowCount(len(places))
        for row, place in enumerate(places):
            self._fill(row, theirs.get(place), mine.get(place))
        lines = min(len(places), _ROWS_IN_SIGHT) * self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + lines + 2 * self.frameWidth())
        self.setVisible(bool(places))

    def _by_place(self, found: tuple[Change, ...]) -> dict[tuple[object, str], Change]:
        return {(change.within, change.field.name): change for change in found}

    def _fill(self, row: int, theirs: Change | None, mine: Change | None) -> None:
        one = theirs or mine
        if one is None:
            return
        is_both = theirs is not None and mine is not None and theirs.after != mine.after
        within = "".join(f"{self._session.say(part)} {place}, " for part, place in one.within)
        label = within + self._session.say(one.field.label)
        values = (one.before, theirs.after if theirs else one.before, mine.after if mine else one.before)
        told = (self._told(one.field, value) for value in values)
        name = self.tr("{field} (changed in both)").format(field=label) if is_both else label
        for column, text in enumerate((name, *told)):
            item = QTableWidgetItem(text)
            font = self.font()
            font.setBold(is_both)
            item.setFont(font)
            item.setToolTip(text)
            self.setItem(row, column, item)

    def _told(self, field: Field, value: object) -> str:
        return shown(field, value, self._session.language, self._session.sight(Place.RECORD)) or "–"

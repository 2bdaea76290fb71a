"""The left pane: ready-made views with how many records each holds."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from observatory.fields import Entity
from observatory.labels import number
from observatory.usecases.record import today
from observatory.usecases.views import View, view_counts, views
from ui.desktop.session import Session
from ui.desktop.widgets.padded_items import COUNT_ROLE, as_margin_list

_WIDEST_CHARS = 34


class ViewsPane(QListWidget):
    """One line for each view of the entity; `chosen` carries the view."""

    chosen = Signal(object)

    def __init__(self, entity: Entity, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entity = entity
        self._session = session
        self._views = views(entity, today(session.clock))
        self.setObjectName("views")
        as_margin_list(self)
        for view in self._views:
            self._word(QListWidgetItem(self), view, "")
        self.setCurrentRow(0)
        self.currentRowChanged.connect(self._choose)

    def current(self) -> View:
        return self._views[max(self.currentRow(), 0)]

    def refresh(self) -> None:
        """Count anew; labels follow the session's language."""
        with self._session.begin() as unit:
            counts = view_counts(unit, self._entity, today(self._session.clock))
        self.setAccessibleName(self.tr("Views"))
        for row, view in enumerate(self._views):
            self._word(self.item(row), view, number(counts[view.name], self._session.language))
        self.setMinimumWidth(min(self.sizeHintForColumn(0), self.fontMetrics().averageCharWidth() * _WIDEST_CHARS))

    def _word(self, item: QListWidgetItem, view: View, count: str) -> None:
        label = self._session.say(view.label)
        item.setText(label)
        item.setData(COUNT_ROLE, count)
        item.setToolTip(label)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{label}, {count}")

    def _choose(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(self._views[row])

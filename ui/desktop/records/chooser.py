"""Chooses one record from the list of its kind, by search and arrow keys."""

from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from observatory.fields import Entity
from ui.desktop.icons import without_icons
from ui.desktop.records.list_pane import ListPane
from ui.desktop.session import Session

_SIZE = QSize(720, 460)
_CHOICE = QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel


class Chooser(QDialog):
    """A list of records of one entity; Enter takes the one at hand, Esc none."""

    chosen = Signal(str)

    def __init__(self, entity: Entity, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(session.say(entity.plural))
        self.pane = ListPane(entity, session, self)
        self.pane.opened.connect(self._choose)
        buttons = without_icons(QDialogButtonBox(_CHOICE, self))
        buttons.accepted.connect(lambda: self._choose(self.pane.table.current_record()))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.pane)
        column.addWidget(buttons)
        self.resize(_SIZE)
        self.pane.refresh()
        self.pane.search.setFocus()

    def _choose(self, record: Any) -> None:  # noqa: ANN401 - the entity's dataclass
        if record is not None:
            self.chosen.emit(record.id)
            self.accept()

"""Editor of a reference to another record: chosen from the list of such records, never typed."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from observatory.entities import ENTITIES
from observatory.errors import NotAllowed, NotFound
from observatory.fields import Entity, Field
from observatory.labels import record_title
from observatory.privacy.masking import Place
from ui.desktop.records.chooser import Chooser
from ui.desktop.session import Session
from ui.desktop.widgets.editor import Editor


class _ChosenLine(QLineEdit):
    """Shows what is chosen; Space, F4 or Alt+↓ choose, Delete lets go."""

    asked = Signal()
    emptied = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setReadOnly(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.emptied.emit()
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_F4) or (alt and key == Qt.Key.Key_Down):
            self.asked.emit()
        else:
            super().keyPressEvent(event)


class ReferenceEditor(Editor):
    """The id of a record of another entity, shown by its title."""

    def __init__(self, field: Field, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(field, session, parent)
        self._entity: Entity = next(entity for entity in ENTITIES if entity.name == field.entity)
        self._id = ""
        self.line = _ChosenLine(self)
        self.line.setPlaceholderText(self.tr("none – the space bar chooses"))
        self.line.asked.connect(self.choose)
        self.line.emptied.connect(lambda: self._take(""))
        self.button = QPushButton(self.tr("Choose…"), self)
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.choose)
        self._place(self.line, self.button)

    def value(self) -> Any:  # noqa: ANN401
        return self._id or None

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        self._id = str(value or "")
        self.line.setText(self._title() if self._id else "")
        self.line.setCursorPosition(0)

    def stops(self) -> tuple[QWidget, ...]:
        return (self.line, self.button)

    def name(self, object_name: str, spoken: str) -> None:
        super().name(object_name, spoken)
        self.button.setObjectName(f"{object_name}.choose")
        self.button.setAccessibleName(self.tr("Choose: {name}").format(name=spoken))

    def choose(self) -> None:
        """Open the list of records; what is chosen there is taken."""
        chooser = Chooser(self._entity, self.session, self)
        chooser.chosen.connect(self._take)
        chooser.open()

    def _take(self, record_id: str) -> None:
        if record_id != self._id:
            self.set_value(record_id)
            self.changed.emit()
        self.line.setFocus()

    def _title(self) -> str:
        try:
            with self.session.begin() as unit:
                found = unit.records(self._entity.name).get(self._id)
        except (NotAllowed, NotFound):
            return self.tr("record not found")
        return record_title(self._entity, found, self.session.language, self.session.sight(Place.LIST))

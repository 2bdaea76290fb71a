"""One child record on a form: a line that names it, opening into its fields."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from observatory.fields import Entity
from observatory.labels import record_title, shown
from observatory.plain import restored
from observatory.ports import Json
from ui.desktop.session import Session
from ui.desktop.widgets.field_cell import FieldCell

_GAP = 8
_INDENT = 10
NUMBER = "position"
"""The field by which numbered child records are numbered."""


class FieldSheet(QWidget):
    """What a card needs of the sheet of fields inside it, so that sheets may hold lists that hold cards in turn."""

    changed = Signal(str)
    """The path of the field that changed."""

    left = Signal(str)
    entered = Signal(QWidget)

    regrown = Signal()
    """Child records came, went, opened or closed: the order of Tab is to be told anew."""

    def values(self) -> Json:
        raise NotImplementedError

    def set_values(self, values: Mapping[str, Any]) -> None:
        raise NotImplementedError

    def rename(self, place: str) -> None:
        raise NotImplementedError

    def walk(self) -> Iterator[FieldCell]:
        raise NotImplementedError

    def stops(self) -> Iterator[QWidget]:
        raise NotImplementedError

    def reveal(self, path: str) -> FieldCell | None:
        raise NotImplementedError

    def in_columns(self) -> Self:
        raise NotImplementedError


MakeSheet = Callable[[Entity, Session, str, QWidget], FieldSheet]


@dataclass(frozen=True, slots=True)
class ChildKind:
    """What the child records of one list have in common: their entity, the session, and what edits one."""

    entity: Entity
    session: Session
    make_sheet: MakeSheet


class ChildCard(QFrame):
    """One child record: a line that names it, opening into its fields; these are made when it first opens."""

    changed = Signal(str)
    left = Signal(str)
    entered = Signal(QWidget)
    regrown = Signal()
    removed = Signal()

    def __init__(self, kind: ChildKind, values: Json, place: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind = kind
        self._values = values
        self._place = place
        self.sheet: FieldSheet | None = None
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.title = QToolButton(self)
        self.title.setAutoRaise(True)
        self.title.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.title.setArrowType(Qt.ArrowType.RightArrow)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.title.clicked.connect(lambda: self._unfold(not self.is_open))
        self.remove = QPushButton(self.tr("Remove"), self)
        self.remove.setAutoDefault(False)
        self.remove.clicked.connect(self.removed)
        self._lay_out()
        self.rename(place)

    def values(self) -> Json:
        """What the child record holds, its id included."""
        return {"id": self._values["id"], **self.sheet.values()} if self.sheet else self._values

    @property
    def is_open(self) -> bool:
        return self.title.arrowType() is Qt.ArrowType.DownArrow

    def open(self) -> None:
        """Unfold the card."""
        if not self.is_open:
            self._unfold(True)

    def rename(self, place: str) -> None:
        self._place = place
        self.title.setObjectName(f"{place}.open")
        self.remove.setObjectName(f"{place}.remove")
        if self.sheet:
            self.sheet.rename(f"{place}.")
        self.reword()

    def reword(self) -> None:
        """Name the card by its number and by what it holds."""
        number = int(self._place.rpartition(".")[2]) + 1
        text = f"{number} – {self._named()}"
        self.title.setText(text)
        self.title.setAccessibleName(text)
        self.remove.setAccessibleName(f"{self.remove.text()}: {text}")

    def walk(self) -> Iterator[FieldCell]:
        if self.sheet:
            yield from self.sheet.walk()

    def stops(self) -> Iterator[QWidget]:
        yield self.title
        yield self.remove
        if self.sheet:
            yield from self.sheet.stops()

    def reveal(self, path: str) -> FieldCell | None:
        """The cell at that path if it lies in this card, which opens for it."""
        if not path.startswith(f"{self._place}."):
            return None
        self.open()
        return self.sheet.reveal(path) if self.sheet else None

    def focus_first(self) -> None:
        if self.sheet:
            next(self.sheet.walk()).editor.setFocus(Qt.FocusReason.TabFocusReason)

    def _named(self) -> str:
        entity, language = self._kind.entity, self._kind.session.language
        record = restored(entity, self._values["id"], 0, self.values())
        if entity.title:
            return record_title(entity, record, language)
        names = (name for name in entity.listed if name != NUMBER)
        told = (shown(entity[name], getattr(record, name), language) for name in names)
        return " · ".join(text for text in told if text) or entity.label.in_(language)

    def _unfold(self, is_open: bool) -> None:
        if is_open and self.sheet is None:
            self._build()
        if self.sheet:
            self.sheet.setVisible(is_open)
        self.title.setArrowType(Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow)
        self.title.setAccessibleDescription(self.tr("open") if is_open else self.tr("closed"))
        self.regrown.emit()

    def _build(self) -> None:
        sheet = self._kind.make_sheet(self._kind.entity, self._kind.session, f"{self._place}.", self).in_columns()
        sheet.set_values(self._values)
        sheet.changed.connect(self.reword)
        for name in ("changed", "left", "entered", "regrown"):
            getattr(sheet, name).connect(getattr(self, name))
        self.sheet = sheet
        self._column.addWidget(sheet)

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(_INDENT, _GAP // 2, _INDENT, _GAP // 2)
        line = QHBoxLayout()
        line.addWidget(self.title, 1)
        line.addWidget(self.remove)
        self._column.addLayout(line)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        wanted = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if event.modifiers() == wanted and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)

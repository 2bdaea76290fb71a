"""The child records of a record: circumstances, sources, follow-ups, attendance, the agenda and what it decides."""

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from observatory.plain import values_of
from observatory.ports import Json
from observatory.usecases.record import new_child
from ui.desktop.records.child_card import NUMBER, ChildCard, ChildKind
from ui.desktop.widgets.field_cell import FieldCell

_GAP = 8
OPEN_AT_MOST = 1
"""Recorded child records open by themselves only when there are no more than this many."""


class ChildList(QWidget):
    """The child records of one attribute, with what adds one, takes one away and brings it back."""

    changed = Signal(str)
    left = Signal(str)
    entered = Signal(QWidget)
    regrown = Signal()

    def __init__(self, kind: ChildKind, place: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind = kind
        self.cards: list[ChildCard] = []
        self._place = place
        self._taken: list[tuple[int, Json]] = []
        self.add = QPushButton(self.tr("Add: {name}").format(name=kind.session.say(kind.entity.label).lower()), self)
        self.add.setAutoDefault(False)
        self.add.setToolTip(self.tr("Ctrl+Shift+A adds one, Ctrl+Shift+Del removes the one at hand"))
        self.add.clicked.connect(self.add_one)
        self.bring_back = QPushButton(self.tr("Bring back the last one removed"), self)
        self.bring_back.setAutoDefault(False)
        self.bring_back.clicked.connect(self._restore)
        self.bring_back.hide()
        self._lay_out()
        self.rename(place)

    def values(self) -> list[Json]:
        return [card.values() for card in self.cards]

    def set_values(self, rows: Sequence[Any]) -> None:
        """Show these child records; nothing is emitted but `regrown`."""
        while self.cards:
            self._drop(self.cards[-1])
        self._taken.clear()
        self.bring_back.hide()
        for values in rows:
            card = self._insert(len(self.cards), dict(values))
            if len(rows) <= OPEN_AT_MOST:
                card.open()
        self.regrown.emit()

    def rename(self, place: str) -> None:
        self._place = place
        self.add.setObjectName(f"{place}.add")
        self.bring_back.setObjectName(f"{place}.bring_back")
        for number, card in enumerate(self.cards):
            card.rename(f"{place}.{number}")

    def walk(self) -> Iterator[FieldCell]:
        for card in self.cards:
            yield from card.walk()

    def stops(self) -> Iterator[QWidget]:
        for card in self.cards:
            yield from card.stops()
        yield self.add
        yield self.bring_back

    def reveal(self, path: str) -> FieldCell | None:
        return next((cell for card in self.cards if (cell := card.reveal(path)) is not None), None)

    def add_one(self) -> None:
        """Add an empty child record, open, with focus in its first field."""
        card = self._insert(len(self.cards), self._blank())
        card.open()
        self._grown()
        card.focus_first()

    def _blank(self) -> Json:
        child = new_child(self._kind.entity)
        return {"id": child.id, **values_of(self._kind.entity, child), **self._numbered()}

    def _numbered(self) -> Json:
        """The next number, where the children are numbered."""
        if all(field.name != NUMBER for field in self._kind.entity.fields):
            return {}
        positions = (row.get(NUMBER) for row in self.values())
        return {NUMBER: max((p for p in positions if isinstance(p, int)), default=0) + 1}

    def _insert(self, position: int, values: Json) -> ChildCard:
        card = ChildCard(self._kind, values, f"{self._place}.{position}", self)
        for name in ("changed", "left", "entered", "regrown"):
            getattr(card, name).connect(getattr(self, name))
        card.removed.connect(lambda: self._remove(card))
        self.cards.insert(position, card)
        self._column.insertWidget(position, card)
        card.show()  # Qt would show it at the next turn of the event loop: too late to take focus
        return card

    def _drop(self, card: ChildCard) -> None:
        self.cards.remove(card)
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _remove(self, card: ChildCard) -> None:
        position = self.cards.index(card)
        self._taken.append((position, card.values()))
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self._drop(card)
        self._grown()

    def _restore(self) -> None:
        position, values = self._taken.pop()
        card = self._insert(min(position, len(self.cards)), values)
        card.open()
        self._grown()
        card.focus_first()

    def _grown(self) -> None:
        self.rename(self._place)
        self.bring_back.setVisible(bool(self._taken))
        self.regrown.emit()
        self.changed.emit(self._place)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        self._column = QVBoxLayout()
        self._column.setSpacing(_GAP)
        column.addLayout(self._column)
        line = QHBoxLayout()
        line.addWidget(self.add)
        line.addWidget(self.bring_back)
        line.addStretch(1)
        column.addLayout(line)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        wanted = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if event.modifiers() == wanted and event.key() == Qt.Key.Key_A:
            self.add_one()
        else:
            super().keyPressEvent(event)

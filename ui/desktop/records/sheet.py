"""The fields of one record, or of one of its child records, as editors that follow one another."""

from collections.abc import Iterator, Mapping
from typing import Any, Self

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from observatory.applicability import choices, why_not
from observatory.authorisation.rules import fixed_fields
from observatory.fields import Entity
from observatory.ports import Json
from ui.desktop.records.child_card import ChildKind, FieldSheet
from ui.desktop.records.children import ChildList
from ui.desktop.records.editors import editor_for, is_tall
from ui.desktop.session import Session
from ui.desktop.widgets.field_cell import FieldCell
from ui.desktop.widgets.headings import heading

LABEL_WIDTH_CHARS = 27
WIDEST_EDITOR_CHARS = 78
_ROW_GAP = 8
_SECTION_GAP = 18


class Sheet(FieldSheet):
    """Editors for every field of an entity, and a list for each of its children.

    `values` are those that drafts keep. `place` is the path before the field names: empty, or `agenda.0.`. Child
    records that acts of their own write are kept as they are. A field that stops applying closes and gives up its
    value; it gets it back when it applies again. One that the member may not change is closed and keeps its value.
    """

    def __init__(self, entity: Entity, session: Session, place: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entity = entity
        self.session = session
        self.place = place
        self._set_aside: dict[str, Any] = {}
        self._untyped: dict[str, Any] = {}
        self._fixed = {} if place else fixed_fields(session.member, entity)
        self.cells = {field.name: self._cell(field.name) for field in entity.fields if not field.automatic}
        self.lists = {
            name: self._list(name, child) for name, child in entity.children.items() if name not in entity.acted
        }
        self.starts: list[tuple[str, QWidget]] = []

    def values(self) -> Json:
        """Everything typed, closed fields empty."""
        return self._untyped | self._own() | {name: rows.values() for name, rows in self.lists.items()}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show these values; nothing is emitted."""
        self._set_aside.clear()
        automatic = [field.name for field in self.entity.fields if field.automatic]
        self._untyped = {name: values.get(name) for name in automatic}
        self._untyped |= {name: values.get(name) or [] for name in self.entity.acted}
        for name, cell in self.cells.items():
            cell.editor.set_value(values.get(name))
        for name, rows in self.lists.items():
            rows.set_values(values.get(name) or ())
        self.adapt()

    def adapt(self) -> None:
        """Open, close and narrow the fields by what the others hold."""
        for name, cell in self.cells.items():
            values = self._own()
            reason = why_not(self.entity.name, name, values)
            if name in self._fixed:
                cell.close_because(self._fixed[name])
                continue
            if (reason is not None) != cell.is_closed:
                self._set_value_aside(name, cell, closing=reason is not None)
            cell.close_because(reason)
            cell.editor.narrow(choices(self.entity.name, name, values))
            cell.editor.follow(values)

    def rename(self, place: str) -> None:
        """Take another place among the child records."""
        self.place = place
        for name, cell in self.cells.items():
            cell.rename(place + name)
        for name, rows in self.lists.items():
            rows.rename(place + name)

    def walk(self) -> Iterator[FieldCell]:
        """Every cell in order, those of open child records included."""
        yield from self.cells.values()
        for rows in self.lists.values():
            yield from rows.walk()

    def stops(self) -> Iterator[QWidget]:
        """Everything that Tab visits, in order."""
        for cell in self.cells.values():
            yield from cell.stops()
        for rows in self.lists.values():
            yield from rows.stops()

    def reveal(self, path: str) -> FieldCell | None:
        """The cell at that path, its child record opened if need be."""
        own = next((cell for cell in self.cells.values() if cell.path == path), None)
        below = (rows.reveal(path) for rows in self.lists.values())
        return own or next((cell for cell in below if cell is not None), None)

    def in_sections(self) -> Self:
        """Lay out as a page: sections one below the other, labels at the left."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_ROW_GAP)
        self.setMaximumWidth(self.fontMetrics().averageCharWidth() * (LABEL_WIDTH_CHARS + WIDEST_EDITOR_CHARS))
        for section in self.entity.sections:
            cells = [cell for cell in self.cells.values() if cell.editor.field.section == section]
            self._start(column, self.session.say(section), cells[0].editor)
            column.addLayout(self._beside_labels(cells))
        for name, rows in self.lists.items():
            self._start(column, self.session.say(self.entity.children[name].plural), rows.add)
            column.addWidget(rows)
        column.addStretch(1)
        return self

    def in_columns(self) -> Self:
        """Lay out as a card: two columns, labels above, long texts across."""
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * _ROW_GAP)
        grid.setVerticalSpacing(_ROW_GAP)
        slot = 0
        for cell in self.cells.values():
            tall = is_tall(cell.editor.field)
            slot += slot % 2 if tall else 0
            grid.addLayout(_under_label(cell), slot // 2, slot % 2, 1, 2 if tall else 1)
            slot += 2 if tall else 1
        for name, rows in self.lists.items():
            grid.addWidget(
                heading(self.session.say(self.entity.children[name].plural), level=3), slot // 2 + 1, 0, 1, 2
            )
            grid.addWidget(rows, slot // 2 + 2, 0, 1, 2)
            slot += 4
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        return self

    def _own(self) -> dict[str, Any]:
        return {name: cell.editor.value() for name, cell in self.cells.items()}

    def _set_value_aside(self, name: str, cell: FieldCell, *, closing: bool) -> None:
        if closing:
            self._set_aside[name] = cell.editor.value()
            cell.editor.set_value(None)
        else:
            cell.editor.set_value(self._set_aside.pop(name, None))

    def _cell(self, name: str) -> FieldCell:
        editor = editor_for(self.entity[name], self.session, self)
        cell = FieldCell(editor, self.place + name, self)
        editor.changed.connect(lambda: self._took(cell))
        editor.left.connect(lambda: self.left.emit(cell.path))
        editor.entered.connect(lambda: self.entered.emit(cell))
        cell.confirmed.connect(lambda: self.left.emit(cell.path))
        return cell

    def _took(self, cell: FieldCell) -> None:
        self.adapt()
        self.changed.emit(cell.path)

    def _list(self, name: str, child: Entity) -> ChildList:
        rows = ChildList(ChildKind(child, self.session, Sheet), self.place + name, self)
        rows.changed.connect(self.changed)
        rows.left.connect(self.left)
        rows.entered.connect(self.entered)
        rows.regrown.connect(self.regrown)
        return rows

    def _start(self, column: QVBoxLayout, text: str, first: QWidget) -> None:
        if self.starts:
            column.addSpacing(_SECTION_GAP - _ROW_GAP)
        column.addWidget(heading(text, level=2))
        self.starts.append((text, first))

    def _beside_labels(self, cells: list[FieldCell]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * _ROW_GAP)
        grid.setVerticalSpacing(_ROW_GAP)
        grid.setColumnMinimumWidth(0, self.fontMetrics().averageCharWidth() * LABEL_WIDTH_CHARS)
        grid.setColumnStretch(1, 1)
        for row, cell in enumerate(cells):
            grid.addWidget(_level_with_input(cell), row, 0)
            grid.addWidget(cell, row, 1)
        return grid


def _level_with_input(cell: FieldCell) -> QWidget:
    """The label, moved down so that its text stands level with the text of the editor."""
    beside = QWidget()
    column = QVBoxLayout(beside)
    top = max(0, (cell.editor.input.sizeHint().height() - cell.label.fontMetrics().height()) // 2)
    column.setContentsMargins(0, min(top, 6), 0, 0)
    cell.label.setFixedWidth(cell.fontMetrics().averageCharWidth() * LABEL_WIDTH_CHARS)
    column.addWidget(cell.label)
    column.addStretch(1)
    return beside


def _under_label(cell: FieldCell) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(2)
    column.addWidget(cell.label)
    column.addWidget(cell)
    column.addStretch(1)
    return column

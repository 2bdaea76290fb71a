"""Turning the rows of a foreign register into records, each with the day from which it counts as known."""

import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from observatory.imports.cells import CellError, Value, constant, converted, day
from observatory.imports.mapping import RegisterMapping
from observatory.imports.reader import Row
from observatory.imports.report import RowProblem
from observatory.terms import Term
from observatory.validation import problems


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row understood: digests of its key and of its content, the record, and the day of knowledge.

    `problems` that are not warnings refuse the row; then `record` is None.
    """

    number: int
    key: str
    digest: str
    record: Any
    known_on: date
    problems: tuple[RowProblem, ...]


def understood(rows: Iterable[Row], mapping: RegisterMapping, today: date) -> Iterator[ReadRow]:
    """Each row as a record of the mapping's entity, checked like a typed one."""
    seen: set[str] = set()
    for row in rows:
        read = _understood(row, mapping, today)
        if read.key and read.key in seen:
            read = _refused(row.number, (RowProblem(row.number, mapping.key, "E301", _REPEATED),), read.key)
        seen.add(read.key)
        yield read


def _understood(row: Row, mapping: RegisterMapping, today: date) -> ReadRow:
    if row.cells is None:
        return _refused(row.number, (RowProblem(row.number, "", "E302", _WIDTH),))
    if not row.cells[mapping.key].strip():
        return _refused(row.number, (RowProblem(row.number, mapping.key, "E201", _NO_KEY),))
    key = _digest([mapping.name, row.cells[mapping.key].strip()])
    values, found = _values(row, mapping)
    known_on, undated = _known_on(row, mapping, today)
    if found or undated:
        return _refused(row.number, (*found, *undated), key)
    record = mapping.entity.type(id=str(uuid.uuid4()), **values)
    flaws = _flaws(record, row.number, mapping, today)
    if any(not flaw.warning for flaw in flaws):
        return _refused(row.number, flaws, key)
    return ReadRow(row.number, key, _content(record, known_on), record, known_on, flaws)


def _values(row: Row, mapping: RegisterMapping) -> tuple[dict[str, Value], tuple[RowProblem, ...]]:
    values: dict[str, Value] = {n: constant(t, mapping.entity[n]) for n, t in mapping.constants.items()}
    found = []
    cells = row.cells or {}
    for column in mapping.columns:
        source = next((name for name in column.sources if cells[name].strip()), column.sources[0])
        try:
            values[column.target] = converted(cells[source], column, mapping.entity[column.target])
        except CellError as error:
            found.append(RowProblem(row.number, source, error.code, error.message))
    return values, tuple(found)


def _known_on(row: Row, mapping: RegisterMapping, today: date) -> tuple[date, tuple[RowProblem, ...]]:
    cells = row.cells or {}
    for column in mapping.known_on:
        if cells[column].strip():
            try:
                known = day(cells[column], mapping.date_format)
            except CellError as error:
                return today, (RowProblem(row.number, column, error.code, error.message),)
            if known > today:
                return today, (RowProblem(row.number, column, "E207", _FUTURE),)
            return known, ()
    return today, ()


def _flaws(record: object, number: int, mapping: RegisterMapping, today: date) -> tuple[RowProblem, ...]:
    columns = {column.target: column.sources[0] for column in mapping.columns}
    return tuple(
        RowProblem(number, columns.get(p.field, p.field), p.code, p.message, warning=p.warning)
        for p in problems(mapping.entity, record, today=today)
    )


def _refused(number: int, found: tuple[RowProblem, ...], key: str = "") -> ReadRow:
    return ReadRow(number, key, "", None, date.min, found)


def _content(record: Any, known_on: date) -> str:  # noqa: ANN401 - any entity's dataclass
    values = {**asdict(record), "id": "", "known_on": known_on}
    return _digest([json.dumps(values, default=str, sort_keys=True)])


def _digest(parts: list[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


_REPEATED = Term(
    "La chiave della riga compare già in una riga precedente.", "The row’s key already appears in an earlier row."
)
_WIDTH = Term(
    "La riga non ha tante celle quante le colonne.", "The row does not have as many cells as there are columns."
)
_NO_KEY = Term("Manca la chiave della riga.", "The row’s key is missing.")
_FUTURE = Term("La data è nel futuro.", "The date is in the future.")

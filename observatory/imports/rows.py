"""Turning the rows of a foreign register into records, each with the day from which it counts as known."""

import hashlib
import json
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from observatory.cases.case import Case
from observatory.field_rules import month_of
from observatory.imports.cells import CellError, converted, day
from observatory.imports.mapping import RegisterMapping, Value
from observatory.imports.reader import Row
from observatory.imports.report import RowProblem
from observatory.periods import Month
from observatory.terms import Term
from observatory.validation import problems


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row understood: digests of its key and of its content, the record, and the day of knowledge.

    A refused row has no record; its problems, or some of them, are no warnings.
    """

    number: int
    key: str
    digest: str
    record: Any
    known_on: date
    problems: tuple[RowProblem, ...]


def understood(rows: Sequence[Row], mapping: RegisterMapping, today: date) -> Iterator[ReadRow]:
    """Each row as a record of the mapping's entity, checked like a typed one.

    Rows that share a key are all refused: which of them is right is not for the program to guess.
    """
    times = Counter(_key(row.cells, mapping) for row in rows if row.cells is not None)
    for row in rows:
        if row.cells is None:
            yield _refused(row.number, RowProblem(row.number, "", "E302", _WIDTH))
        elif not _key(row.cells, mapping):
            yield _refused(row.number, RowProblem(row.number, mapping.key, "E201", _NO_KEY))
        elif times[_key(row.cells, mapping)] > 1:
            yield _refused(row.number, RowProblem(row.number, mapping.key, "E301", _REPEATED))
        else:
            yield _understood(row.number, row.cells, mapping, today)


def row_problems(record: object, number: int, mapping: RegisterMapping, today: date) -> tuple[RowProblem, ...]:
    """What the rules for typed records find, told by the file's columns and without any value of the row."""
    columns = {column.target.name: column.sources[0] for column in mapping.columns}
    return tuple(
        RowProblem(number, columns.get(p.field, p.field), p.code, _TELLING.get(p.code, p.message), warning=p.warning)
        for p in problems(mapping.entity, record, today=today)
    )


def _understood(number: int, cells: Mapping[str, str], mapping: RegisterMapping, today: date) -> ReadRow:
    values, found = _values(number, cells, mapping)
    dated = next((column for column in mapping.known_on if cells[column].strip()), "")
    try:
        known_on = _known_on(cells[dated], mapping, today) if dated else today
    except CellError as error:
        # A column may fill a field as well: one bad cell is told once.
        return _refused(number, *dict.fromkeys((*found, RowProblem(number, dated, error.code, error.message))))
    if found:
        return _refused(number, *found)
    record = mapping.entity.type(id=str(uuid.uuid4()), **values)
    flaws = row_problems(record, number, mapping, today)
    if dated and _is_too_early(record, known_on):
        flaws = (*flaws, RowProblem(number, dated, "E208", _BEFORE_EVENT))
    if any(not flaw.warning for flaw in flaws):
        return _refused(number, *flaws)
    key = _digest(mapping.name, _key(cells, mapping))
    return ReadRow(number, key, _digest(json.dumps(values, default=str, sort_keys=True)), record, known_on, flaws)


def _key(cells: Mapping[str, str], mapping: RegisterMapping) -> str:
    return cells[mapping.key].strip()


def _values(
    number: int, cells: Mapping[str, str], mapping: RegisterMapping
) -> tuple[dict[str, Value], tuple[RowProblem, ...]]:
    values = dict(mapping.constants)
    found: dict[tuple[str, str], RowProblem] = {}
    for column in mapping.columns:
        source = next((name for name in column.sources if cells[name].strip()), column.sources[0])
        try:
            values[column.target.name] = converted(cells[source], column)
        except CellError as error:
            found[source, error.code] = RowProblem(number, source, error.code, error.message)
    return values, tuple(found.values())


def _known_on(cell: str, mapping: RegisterMapping, today: date) -> date:
    known = day(cell, mapping.date_format)
    if known > today:
        raise CellError("E207", _FUTURE)
    return known


def _is_too_early(record: object, known_on: date) -> bool:
    """An event cannot have been known before the month (or the quarter, if no more is known) in which it happened."""
    if not isinstance(record, Case) or (month := month_of(record.month)) is None:
        return False
    return Month.of(known_on) < (month.quarter.window.first if record.precision == "T" else month)


def _refused(number: int, *found: RowProblem) -> ReadRow:
    return ReadRow(number, "", "", None, date.min, found)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


_REPEATED = Term(
    "La chiave della riga compare più volte nel file.", "The row’s key appears more than once in the file."
)
_WIDTH = Term(
    "La riga non ha tante celle quante le colonne.", "The row does not have as many cells as there are columns."
)
_NO_KEY = Term("Manca la chiave della riga.", "The row’s key is missing.")
_FUTURE = Term("La data è nel futuro.", "The date is in the future.")
_BEFORE_EVENT = Term(
    "L’evento risulta noto prima del mese in cui è avvenuto.", "The event was known before the month it happened in."
)
_TELLING = {
    "closed_code": Term(
        "Il valore non era più in uso alla data della scheda.", "The value was no longer in use on the record’s date."
    ),
    "V4": Term(
        "Codice ICD-10 non ammesso, oppure di un altro metodo o tipo di evento.",
        "ICD-10 code not allowed, or of another method or event type.",
    ),
    "V8": Term(
        "La misura sull’arma non esiste per questa forza.", "The firearm measure does not exist for this force."
    ),
}
"""Sentences in place of those that would tell what stood in the cell."""

"""Reading a mapping file (TOML) and refusing, entry by entry, whatever could not hold for any row."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from observatory.entities import ENTITIES
from observatory.errors import ImportRefused
from observatory.field_rules import field_problems
from observatory.fields import Entity, Field, Kind
from observatory.imports.cells import CellError, fold, own
from observatory.imports.mapping import ISO_DATE, Band, Column, RegisterMapping, Value
from observatory.terms import Term

LARGEST_FILE = 1024 * 1024

_TOP = {"name", "entity", "key", "known_on", "date_format", "encoding", "delimiter", "drop", "constants", "column"}
_COLUMN = {"from", "to", "values", "bands", "icd10", "blank", "otherwise", "date_format"}
_ENCODINGS = ("utf-8", "utf-16", "cp1252")
_ICD10 = {"method": "method", "event_type": "event_type", "block": "icd10", "firearm": "firearm_ownership"}
"""What an ICD-10 code can be read as, and the field that takes it."""

_NEVER_IMPORTED = (Kind.NARRATIVE, Kind.REFERENCE)
"""Free text about an event may name people; ids of records mean nothing outside the store."""

_PROBE = datetime(2019, 12, 31)  # noqa: DTZ001 - a day to try a date format on
_LATER = date(2999, 1, 1)


def read_mapping(path: Path) -> RegisterMapping:
    """Read and check a mapping file; raises `ImportRefused` saying which entry is wrong."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError):
        raise ImportRefused(_UNREADABLE) from None
    try:
        if len(content) > LARGEST_FILE:
            raise ImportRefused(_NOT_TOML)
        data = tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError):
        raise ImportRefused(_NOT_TOML) from None
    return _mapping(_Table(data, ""))


@dataclass(frozen=True, slots=True)
class _Table:
    """A TOML table and where it stands, so that whatever is wrong in it can be named."""

    data: Mapping[str, Any]
    place: str

    def bad(self, name: str) -> ImportRefused:
        return ImportRefused(_BAD.with_values(entry=self.place + name))

    def refuse_others(self, known: set[str]) -> None:
        if unknown := sorted(set(self.data) - known):
            raise self.bad(unknown[0])

    def text(self, name: str, default: str | None = None) -> str:
        value = self.data.get(name, default)
        if not isinstance(value, str) or not value.strip():
            raise self.bad(name)
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.data.get(name, [])
        if not isinstance(value, list) or not all(isinstance(entry, str) and entry.strip() for entry in value):
            raise self.bad(name)
        return tuple(value)

    def entries(self, name: str) -> list[Any]:
        value = self.data.get(name, [])
        if not isinstance(value, list):
            raise self.bad(name)
        return value

    def table(self, name: str) -> "_Table":
        value = self.data.get(name, {})
        if not isinstance(value, dict):
            raise self.bad(name)
        return _Table(value, f"{self.place}{name}.")

    def value(self, name: str, field: Field) -> Value:
        """An entry that is a value of the field in the Observatory's own form; None when it is not there."""
        text = self.data.get(name, "")
        if not isinstance(text, str):
            raise self.bad(name)
        try:
            return _possible(own(text, field), field)
        except CellError:
            raise self.bad(name) from None

    def date_format(self, default: str) -> str:
        found = self.text("date_format", default)
        if not _tells_month(found):
            raise self.bad("date_format")
        return found


def _possible(value: Value, field: Field) -> Value:
    """The value, if some record could hold it; a code no longer in use may still be that of an old event."""
    found = () if value is None else tuple(field_problems(field, value, field.name, _LATER, None))
    if any(problem.code != "closed_code" and not problem.warning for problem in found):
        raise CellError("E203", _BAD)
    return value


def _mapping(top: _Table) -> RegisterMapping:
    top.refuse_others(_TOP)
    entity = _entity(top)
    date_format = top.date_format(ISO_DATE)
    mapping = RegisterMapping(
        name=top.text("name"),
        entity=entity,
        key=top.text("key"),
        columns=tuple(_column(entry, n, entity, date_format) for n, entry in enumerate(top.entries("column"), start=1)),
        known_on=top.texts("known_on"),
        drop=frozenset(top.texts("drop")),
        constants=_constants(top.table("constants"), entity),
        date_format=date_format,
        encoding=_encoding(top),
        delimiter=_delimiter(top),
    )
    _refuse_contradictions(mapping, top)
    return mapping


def _constants(table: _Table, entity: Entity) -> dict[str, Value]:
    constants: dict[str, Value] = {}
    for name in table.data:
        field = _field(name, entity)
        if field is None:
            raise table.bad(name)
        constants[name] = table.value(name, field)
    return constants


def _refuse_contradictions(mapping: RegisterMapping, top: _Table) -> None:
    if not mapping.columns:
        raise top.bad("column")
    if twice := [name for name in mapping.fields if mapping.fields.count(name) > 1]:
        raise top.bad(f"to = {twice[0]}")
    if mapping.drop & mapping.expected:
        raise top.bad("drop")
    if mapping.known_on and not _tells_day(mapping.date_format):
        raise top.bad("date_format")


def _column(entry: Any, number: int, entity: Entity, date_format: str) -> Column:  # noqa: ANN401 - TOML is untyped
    if not isinstance(entry, dict):
        raise _Table({}, "").bad("column")
    table = _Table(entry, f"column {number}: ")
    table.refuse_others(_COLUMN)
    name = table.text("to")
    field = _field(name, entity)
    if field is None:
        raise table.bad(f"to = {name}")
    table = _Table(entry, f"column {number} ({name}): ")
    column = Column(
        sources=table.texts("from") if isinstance(entry.get("from"), list) else (table.text("from"),),
        target=field,
        values=_values(table.table("values"), field),
        bands=_bands(table, field),
        icd10=_icd10(table, name),
        blank=table.value("blank", field),
        otherwise=table.value("otherwise", field),
        date_format=table.date_format(date_format),
    )
    if not column.sources:
        raise table.bad("from")
    if column.icd10 and column.bands:
        raise table.bad("bands")
    if field.kind is Kind.DATE and not _tells_day(column.date_format):
        raise table.bad("date_format")
    return column


def _field(name: str, entity: Entity) -> Field | None:
    return next(
        (f for f in entity.fields if f.name == name and f.kind not in _NEVER_IMPORTED and not f.automatic), None
    )


def _values(table: _Table, field: Field) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for foreign in table.data:
        value = table.value(foreign, field)
        if values.setdefault(fold(foreign), value) != value:
            raise table.bad(foreign)
    return values


def _bands(table: _Table, field: Field) -> tuple[Band, ...]:
    bands = []
    for entry in table.entries("bands"):
        match entry:
            case [int() | float() as low, int() | float() as high, str() as code] if low <= high:
                bands.append(Band(low, high, _Table({"bands": code}, table.place).value("bands", field)))
            case _:
                raise table.bad("bands")
    if any(later.low <= earlier.high for earlier, later in pairwise(sorted(bands, key=lambda band: band.low))):
        raise table.bad("bands")
    return tuple(bands)


def _icd10(table: _Table, target: str) -> str:
    if "icd10" not in table.data:
        return ""
    wanted = table.text("icd10")
    if _ICD10.get(wanted) != target:
        raise table.bad("icd10")
    return wanted


def _entity(top: _Table) -> Entity:
    name = top.text("entity", "case")
    for entity in ENTITIES:
        if entity.name == name:
            return entity
    raise top.bad("entity")


def _encoding(top: _Table) -> str:
    encoding = top.text("encoding", "utf-8").lower()
    if encoding not in _ENCODINGS:
        raise top.bad("encoding")
    return encoding


def _delimiter(top: _Table) -> str:
    delimiter = top.data.get("delimiter", ",")
    if not isinstance(delimiter, str) or len(delimiter) != 1 or delimiter.isalnum() or delimiter in '"\r\n\0 ':
        raise top.bad("delimiter")
    return delimiter


def _tells_month(date_format: str) -> bool:
    try:
        read = datetime.strptime(_PROBE.strftime(date_format), date_format)  # noqa: DTZ007 - a day has no time zone
    except ValueError:
        return False
    return (read.year, read.month) == (_PROBE.year, _PROBE.month)


def _tells_day(date_format: str) -> bool:
    return datetime.strptime(_PROBE.strftime(date_format), date_format).day == _PROBE.day  # noqa: DTZ007 - as above


_BAD = Term(
    "La mappatura non è valida alla voce «{entry}»: correggerla e riprovare. Nulla è stato importato.",
    "The mapping is not valid at “{entry}”: correct it and try again. Nothing was imported.",
)
_UNREADABLE = Term(
    "Il file della mappatura non si può leggere: controllare percorso e permessi. Nulla è stato importato.",
    "The mapping file cannot be read: check its path and permissions. Nothing was imported.",
)
_NOT_TOML = Term(
    "Il file della mappatura non è TOML valido (UTF-8). Nulla è stato importato.",
    "The mapping file is not valid TOML (UTF-8). Nothing was imported.",
)

"""What a mapping file (TOML) says: how the columns of a foreign register become the fields of a record.

    name = "register"                  # remembers the rows already taken in
    entity = "case"                    # or "intervention", "meeting", "strength" or another entity
    key = "row_id"                     # column that names a row; only a digest of it is kept
    known_on = ["registered", "dated"] # first filled column: the day from which the record counts as known
    date_format = "%Y-%m-%d"           # of every date column, unless a column says otherwise
    encoding = "utf-8"                 # or cp1252, utf-16; a byte-order mark is fine
    delimiter = ","
    drop = ["name", "address"]         # columns that are read and thrown away

    [constants]                        # fields with the same value in every row
    precision = "M"

    [[column]]                         # one table per field that a column fills; a column may fill several
    from = "place"                            # or a list of columns: the first filled one counts
    to = "place"
    values = { home = "AB", street = "PU" }   # foreign value → code; case, accents and dashes do not matter
    bands = [[18, 24, "E1"]]                  # number from … to (both included) → code
    icd10 = "method"                          # ICD-10 cause → "method", "event_type", "block", or "firearm": NN if one
    blank = "NN"                              # what an empty cell means; without it an empty cell stays unanswered
    otherwise = "AL"                          # what any other value means; without it the row is refused

A column that is neither mapped nor dropped refuses the file: it may hold names.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from observatory.fields import Entity, Field

Value = str | int | date | tuple[str, ...] | None

ISO_DATE = "%Y-%m-%d"


@dataclass(frozen=True, slots=True)
class Band:
    """Numbers from `low` to `high`, both included, that mean `value`."""

    low: float
    high: float
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """How one column, or the first filled of several, fills one field; `values` are keyed by folded cell."""

    sources: tuple[str, ...]
    target: Field
    values: Mapping[str, Value] = field(default_factory=dict)
    bands: tuple[Band, ...] = ()
    icd10: str = ""
    blank: Value = None
    otherwise: Value = None
    date_format: str = ISO_DATE


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterMapping:
    """A whole mapping, checked against the entity's fields and code lists."""

    name: str
    entity: Entity
    key: str
    columns: tuple[Column, ...]
    known_on: tuple[str, ...] = ()
    drop: frozenset[str] = frozenset()
    constants: Mapping[str, Value] = field(default_factory=dict)
    date_format: str = ISO_DATE
    encoding: str = "utf-8"
    delimiter: str = ","

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that the file fills."""
        return (*self.constants, *(column.target.name for column in self.columns))

    @property
    def expected(self) -> frozenset[str]:
        """The columns that must be there."""
        return frozenset({self.key, *self.known_on, *(source for column in self.columns for source in column.sources)})

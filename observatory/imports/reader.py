"""Reading a foreign file row by row, behind guards that refuse a file before any of it is believed."""

import csv
import io
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from observatory.errors import ImportRefused
from observatory.imports.mapping import RegisterMapping
from observatory.terms import Term

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes; a register of a hundred thousand rows takes a third of it."""

LARGEST_CELL = 131_072
"""Characters; checked here, since the limit of the csv module is one for the whole process: any library may lift it."""

FIRST_DATA_ROW = 2
"""Rows are numbered as a spreadsheet shows them; the heading is row 1."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a spreadsheet shows it, the cells the mapping asks for; None when its width is wrong."""

    number: int
    cells: Mapping[str, str] | None


def read_rows(path: Path, mapping: RegisterMapping) -> tuple[Row, ...]:
    """All rows of a CSV file in the mapping's encoding and delimiter; rows without any content are passed over.

    Raises `ImportRefused` for a file that cannot be read, is too large, is not text in that encoding, or whose columns
    are missing, double or unknown to the mapping.
    """
    text = io.StringIO(_text(path, mapping.encoding), newline="")
    reader = csv.reader(text, delimiter=mapping.delimiter, strict=True)
    try:
        heading = [name.strip() for name in next(reader, [])]
        _check_heading(heading, mapping)
        return tuple(_rows(reader, heading, mapping.expected))
    except csv.Error:
        raise ImportRefused(_NOT_CSV.with_values(line=reader.line_num)) from None


def _rows(reader: Iterator[list[str]], heading: list[str], expected: Collection[str]) -> Iterator[Row]:
    """What the mapping drops is let go at once: it may hold names, and a large register would fill the memory."""
    kept = [(place, name) for place, name in enumerate(heading) if name in expected]
    for number, cells in enumerate(reader, start=FIRST_DATA_ROW):
        if any(len(cell) > LARGEST_CELL for cell in cells):
            raise csv.Error
        if any(cell.strip() for cell in cells):
            is_whole = len(cells) == len(heading)
            yield Row(number, {name: cells[place] for place, name in kept} if is_whole else None)


def _text(path: Path, encoding: str) -> str:
    content = _content(path)
    try:
        text = content.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError:
        raise ImportRefused(_NOT_TEXT.with_values(encoding=encoding)) from None
    if "\0" in text:
        raise ImportRefused(_NOT_TEXT.with_values(encoding=encoding))
    return text


def _content(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise ImportRefused(_UNREADABLE)
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError):
        raise ImportRefused(_UNREADABLE) from None
    if len(content) > LARGEST_FILE:
        raise ImportRefused(_TOO_LARGE)
    return content


def _check_heading(heading: list[str], mapping: RegisterMapping) -> None:
    if not any(heading):
        raise ImportRefused(_NO_HEADING)
    if any(times > 1 for times in Counter(heading).values()):
        raise ImportRefused(_DOUBLE)
    if missing := sorted(mapping.expected - set(heading)):
        raise ImportRefused(_MISSING.with_values(columns=", ".join(missing)))
    unknown = [n for n, name in enumerate(heading, start=1) if name not in mapping.expected | mapping.drop]
    if unknown:
        raise ImportRefused(_UNKNOWN.with_values(numbers=", ".join(map(str, unknown))))


_UNREADABLE = Term(
    "Il file non si può leggere: controllare percorso e permessi. Nulla è stato importato.",
    "The file cannot be read: check its path and permissions. Nothing was imported.",
)
_TOO_LARGE = Term(
    "Il file supera 64 MB: dividerlo e riprovare. Nulla è stato importato.",
    "The file is larger than 64 MB: split it and try again. Nothing was imported.",
)
_NOT_TEXT = Term(
    "Il file non è testo in codifica {encoding}: salvarlo come CSV e indicare la codifica nella mappatura. "
    "Nulla è stato importato.",
    "The file is not text in the encoding {encoding}: save it as CSV and name its encoding in the mapping. "
    "Nothing was imported.",
)
_NOT_CSV = Term(
    "Il file non è un CSV leggibile (intorno alla riga di testo {line}). Nulla è stato importato.",
    "The file is not readable CSV (near line {line}). Nothing was imported.",
)
_NO_HEADING = Term(
    "Il file è vuoto o la prima riga non contiene le intestazioni. Nulla è stato importato.",
    "The file is empty or its first line holds no headings. Nothing was imported.",
)
_DOUBLE = Term(
    "Due colonne del file hanno la stessa intestazione. Nulla è stato importato.",
    "Two columns of the file have the same heading. Nothing was imported.",
)
_MISSING = Term(
    "Nel file mancano colonne previste dalla mappatura: {columns}. Se mancano tutte, controllare «delimiter». "
    "Nulla è stato importato.",
    "Columns that the mapping expects are missing from the file: {columns}. If all are, check “delimiter”. "
    "Nothing was imported.",
)
_UNKNOWN = Term(
    "Il file ha colonne che la mappatura non conosce (in posizione {numbers}): potrebbero contenere nomi. "
    "Mapparle o elencarle in «drop». Nulla è stato importato.",
    "The file has columns that the mapping does not know (at position {numbers}): they may hold names. "
    "Map them or list them under «drop». Nothing was imported.",
)

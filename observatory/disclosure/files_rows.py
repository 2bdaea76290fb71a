"""Reads a CSV file of codes and counts row by row, behind guards that refuse it before any of it is believed."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from observatory.errors import FileTrouble, ImportRefused
from observatory.terms import Term

LARGEST_FILE = 256 * 1024 * 1024
"""Bytes; a row for each of a million combinations takes a fifth of it."""

LARGEST_COUNT = 10**12
"""Beyond this the optimiser's arithmetic would no longer tell neighbouring whole numbers apart."""

LONGEST_CELL = 1_000
"""Characters; a sentence names codes, and must stay one that can be read."""

COUNT = "n"
_FORMULA = "=+-@"
_OTHER_MARKS = ";\t|"


@dataclass(frozen=True, slots=True)
class Row:
    """One row and its number as a spreadsheet shows it; the heading is row 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file's name (for messages), its column names and its rows; empty rows are passed over."""

    file: str
    heading: tuple[str, ...]
    rows: tuple[Row, ...]

    @classmethod
    def read(cls, path: Path) -> "Sheet":
        """Raises `FileTrouble` for a file that cannot be read, `ImportRefused` for one that is not such a table."""
        reader = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
        try:
            heading = tuple(name.strip() for name in next(reader, []))
            _check_heading(path.name, heading)
            rows = tuple(_rows(reader, path.name, len(heading)))
        except csv.Error:
            raise refusal(_NOT_CSV, path.name, row=reader.line_num) from None
        return cls(path.name, heading, rows)

    def places(self, names: Sequence[str]) -> tuple[int, ...]:
        """Where these columns stand; raises `ImportRefused` naming the first that is missing."""
        for name in names:
            if name not in self.heading:
                other = len(self.heading) == 1 and any(mark in self.heading[0] for mark in _OTHER_MARKS)
                raise refusal(_OTHER_MARK if other else _MISSING, self.file, column=name)
        return tuple(self.heading.index(name) for name in names)

    def refuse(self, message: Term, row: Row, **values: object) -> ImportRefused:
        """The error for one row, to be raised."""
        return refusal(message, self.file, row=row.number, **values)


def refusal(message: Term, file: str, **values: object) -> ImportRefused:
    """The error for a file, to be raised; says that nothing was written."""
    said = message.with_values(file=file, **values)
    return ImportRefused(Term(f"{said.it} Nulla è stato scritto.", f"{said.en} Nothing was written."))


def count(sheet: Sheet, row: Row, text: str) -> int:
    """A whole number from 0 written in plain digits; raises `ImportRefused` saying what it is instead."""
    text = text.strip()
    if not (text.isascii() and text.isdigit()):
        raise sheet.refuse(_NEGATIVE if _is_negative(text) else _NOT_WHOLE, row)
    if len(text.lstrip("0")) > len(str(LARGEST_COUNT)) or int(text) > LARGEST_COUNT:
        raise sheet.refuse(_TOO_MANY, row)
    return int(text)


def check_code(sheet: Sheet, row: Row, code: str) -> None:
    """Raises `ImportRefused` for a code that is empty, is not printable, or that a spreadsheet would calculate."""
    if not code:
        raise sheet.refuse(_NO_CODE, row)
    if code[0] in _FORMULA:
        raise sheet.refuse(_FORMULA_CODE, row)
    if not code.isprintable() or code != code.strip():
        raise sheet.refuse(_ODD_CODE, row)


def is_safe_name(name: str) -> bool:
    """Whether a column's name can be printed, and no spreadsheet would calculate it."""
    return name.isprintable() and name[:1] not in _FORMULA


def _is_negative(text: str) -> bool:
    return text[:1] in {"-", "−"} and text[1:].strip().isdigit()


def _rows(reader: Iterator[list[str]], file: str, width: int) -> Iterator[Row]:
    for number, cells in enumerate(reader, start=2):
        if any(cell.strip() for cell in cells):
            _check_lengths(file, number, cells)
            if len(cells) != width:
                raise refusal(_WIDTH, file, row=number, found=len(cells), width=width)
            yield Row(number, tuple(cells))


def _check_lengths(file: str, number: int, cells: Sequence[str]) -> None:
    if any(len(cell) > LONGEST_CELL for cell in cells):
        raise refusal(_LONG_CELL, file, row=number, most=LONGEST_CELL)


def _check_heading(file: str, heading: Sequence[str]) -> None:
    _check_lengths(file, 1, heading)
    if not any(heading):
        raise refusal(_EMPTY, file)
    if not all(heading):
        raise refusal(_NAMELESS, file, place=heading.index("") + 1)
    for name in heading:
        if heading.count(name) > 1:
            raise refusal(_TWICE, file, column=name)


def _text(path: Path) -> str:
    try:
        if not path.is_file():
            raise FileTrouble(_UNREADABLE.with_values(file=path.name))
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError):
        raise FileTrouble(_UNREADABLE.with_values(file=path.name)) from None
    if len(content) > LARGEST_FILE:
        raise refusal(_TOO_LARGE, path.name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refusal(_NOT_TEXT, path.name) from None
    if "\0" in text:
        raise refusal(_NOT_TEXT, path.name)
    return text


_UNREADABLE = Term(
    "Il file {file} non si può leggere: controllare percorso e permessi.",
    "The file {file} cannot be read: check its path and permissions.",
)
_TOO_LARGE = Term("Il file {file} supera 256 MB.", "The file {file} is larger than 256 MB.")
_NOT_TEXT = Term(
    "Il file {file} non è testo UTF-8: salvarlo come CSV UTF-8.",
    "The file {file} is not UTF-8 text: save it as CSV UTF-8.",
)
_NOT_CSV = Term(
    "{file}, riga {row}: virgolette non chiuse o fuori posto, oppure una cella troppo lunga.",
    "{file}, row {row}: quotes are open or misplaced, or a cell is too long.",
)
_LONG_CELL = Term(
    "{file}, riga {row}: una cella è troppo lunga; al più {most} caratteri.",
    "{file}, row {row}: a cell is too long; at most {most} characters.",
)
_EMPTY = Term(
    "Il file {file} è vuoto: la prima riga deve dare i nomi delle colonne.",
    "The file {file} is empty: its first row must name the columns.",
)
_NAMELESS = Term("{file}: la colonna {place} non ha nome.", "{file}: column {place} has no name.")
_TWICE = Term("{file}: la colonna «{column}» è presente due volte.", "{file}: the column “{column}” is there twice.")
_OTHER_MARK = Term(
    "{file}: le colonne non sono separate da virgole: salvarlo come CSV con le virgole.",
    "{file}: the columns are not separated by commas: save it as CSV with commas.",
)
_MISSING = Term("{file}: manca la colonna «{column}».", "{file}: the column “{column}” is missing.")
_WIDTH = Term(
    "{file}, riga {row}: {found} celle, mentre le colonne sono {width}.",
    "{file}, row {row}: {found} cells where there are {width} columns.",
)
_NEGATIVE = Term("{file}, riga {row}: il conteggio è negativo.", "{file}, row {row}: the count is negative.")
_NOT_WHOLE = Term(
    "{file}, riga {row}: il conteggio non è un numero intero scritto in cifre.",
    "{file}, row {row}: the count is not a whole number written in digits.",
)
_TOO_MANY = Term(
    "{file}, riga {row}: il conteggio supera mille miliardi.",
    "{file}, row {row}: the count is larger than a million million.",
)
_NO_CODE = Term("{file}, riga {row}: manca un codice.", "{file}, row {row}: a code is missing.")
_FORMULA_CODE = Term(
    "{file}, riga {row}: un codice comincia con = + - oppure @ e un foglio di calcolo lo eseguirebbe come formula; "
    "cambiarlo.",
    "{file}, row {row}: a code begins with = + - or @, and a spreadsheet would run it as a formula; change it.",
)
_ODD_CODE = Term(
    "{file}, riga {row}: un codice contiene spazi ai margini o caratteri non stampabili.",
    "{file}, row {row}: a code has blanks at its ends or characters that cannot be printed.",
)

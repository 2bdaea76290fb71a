"""A protected table as a CSV file and back: the dimensions' codes, `n` (empty where hidden), `status` A, Q, O or R."""

import csv
import io
from math import prod
from pathlib import Path

from observatory.disclosure.files_rows import COUNT, Row, Sheet, count, refusal
from observatory.disclosure.tables import (
    HIDDEN,
    LEFT_OUT,
    Classification,
    Coordinates,
    SafeCell,
    SafeTable,
    Status,
)
from observatory.terms import Term

STATUS = "status"


def shown(value: int) -> SafeCell:
    """A published cell."""
    return SafeCell(value, Status.PUBLISHED)


def table_bytes(table: SafeTable) -> bytes:
    """The file of a table, cell after cell in the table's order."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*table.dimensions, COUNT, STATUS])
    for at, cell in table.cells.items():
        writer.writerow([*at, cell.value, cell.status.value])
    return text.getvalue().encode()


def read_table(path: Path, axes: dict[str, Classification], size: int) -> SafeTable:
    """A published table of so many cells, named as its file; `axes` are the classifications by name.

    Raises `FileTrouble` for a file that cannot be read, and `ImportRefused` for unknown columns or codes, a row that
    is there twice or missing, or a count and a status that do not belong together.
    """
    sheet = Sheet.read(path)
    at_count, at_status = sheet.places([COUNT, STATUS])
    names = tuple(name for name in sheet.heading if name not in {COUNT, STATUS})
    cells: dict[Coordinates, SafeCell] = {}
    for row in sheet.rows:
        at = tuple(row.cells[place].strip() for place in sheet.places(names))
        for name, code in zip(names, at, strict=True):
            if name not in axes or code not in axes[name].parents:
                raise sheet.refuse(_UNKNOWN, row, dimension=name)
        if at in cells:
            raise sheet.refuse(_SAME, row)
        cells[at] = _cell(sheet, row, row.cells[at_count].strip(), row.cells[at_status].strip())
    if len(cells) != size or size != prod(len({*codes}) for codes in zip(*cells, strict=True)):
        raise refusal(_HOLES, sheet.file)
    return SafeTable(path.stem, names, cells)


def _cell(sheet: Sheet, row: Row, number: str, status: str) -> SafeCell:
    if status == Status.ROUNDED and number:
        return SafeCell(count(sheet, row, number), Status.ROUNDED)
    if status == Status.SUPPRESSED and not number:
        return HIDDEN
    if status == Status.WITHHELD and not number:
        return LEFT_OUT
    if status != Status.PUBLISHED or not number:
        raise sheet.refuse(_STATUS, row)
    return shown(count(sheet, row, number))


_UNKNOWN = Term(
    "{file}, riga {row}: il codice di «{dimension}» non è in una gerarchia data.",
    "{file}, row {row}: the code of “{dimension}” is not in a hierarchy given.",
)
_SAME = Term(
    "{file}, riga {row}: la stessa cella è già più sopra.", "{file}, row {row}: the same cell is above already."
)
_HOLES = Term(
    "{file}: mancano delle celle; una tavola ha una riga per ogni combinazione dei suoi codici, quante ne dice "
    "report.json.",
    "{file}: cells are missing; a table has a row for each combination of its codes, as many as report.json tells.",
)
_STATUS = Term(
    "{file}, riga {row}: attesi un conteggio con lo stato A o R, oppure nessun conteggio con lo stato Q o O.",
    "{file}, row {row}: a count with status A or R, or no count with status Q or O, is expected.",
)

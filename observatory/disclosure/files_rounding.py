"""Rounded tables on the disk: from files to a release, and the attack on one."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import Any

from observatory.disclosure.attacker import Interval, Knowledge, Wanted, besiege
from observatory.disclosure.files import read_cube
from observatory.disclosure.files_protect import Order
from observatory.disclosure.files_release import REPORT_FILE, VERSION, Contents, check_folder, write_folder
from observatory.disclosure.files_requests import read_tables
from observatory.disclosure.files_tables import read_table
from observatory.disclosure.ledger import Entry, Ledger
from observatory.disclosure.rounding import RoundedReport, Rounding, round_tables
from observatory.disclosure.rounding_certificate import write_rounded_certificate
from observatory.disclosure.tables import LEFT_OUT, CellName, Coordinates, Cube, SafeTable, Status, tallied
from observatory.errors import FileTrouble, ImportRefused, Unprotectable, WrongUse
from observatory.progress import Progress, silent
from observatory.terms import Term

METHOD = "rounding"


@dataclass(frozen=True, slots=True)
class RoundedDone:
    """A rounded release on the disk and the digest of its certificate."""

    rounding: Rounding
    digest: str


def round_files(order: Order, progress: Progress = silent) -> RoundedDone:
    """Round the tables of an order and write them with their report and certificate, all or nothing.

    An attacker who has the tables alone, base and bound must think 0 and the threshold possible for every small count,
    or nothing is written. Raises as `protect_files`; `WrongUse` too for what rounding cannot do: open zeros, insiders,
    figures of others, and a ledger that holds a release already.
    """
    check_folder(order.out)
    entries = _entries(order)
    started = process_time()
    cube = read_cube(order.counts, order.hierarchies)
    specs = read_tables(cube, order.tables)
    made = round_tables(cube, specs, order.threshold, base=order.base, seed=order.drawn_seed, progress=progress)
    audit_rounded(made.tables, cube, Margin(order.threshold, made.base, made.bound), progress)
    seconds = process_time() - started
    contents = Contents(
        made.tables,
        lambda write: write_rounded_certificate(cube, made, order.threshold, write),
        lambda digest: _report(made, order, seconds, digest),
    )
    if order.ledger is None:
        return RoundedDone(made, write_folder(contents, order.out))
    ledger = Ledger(order.ledger)
    digest = write_folder(contents, order.out, lambda at, digest: ledger.append(at, digest, entries, order.counts))
    return RoundedDone(made, digest)


def _entries(order: Order) -> tuple[Entry, ...]:
    refuse_with(
        ("--zeros open", order.zeros == "open"),
        ("--attacker A2", order.attacker == "A2"),
        ("--insider", bool(order.insiders)),
        ("--known", order.known is not None),
    )
    if order.ledger is None:
        return ()
    for _ in Ledger(order.ledger).releases():
        raise WrongUse(_NOT_FIRST)
    return Ledger(order.ledger).entries()


def refuse_with(*options: tuple[str, bool]) -> None:
    """Raises `WrongUse` naming the first option that is used."""
    for option, is_used in options:
        if is_used:
            raise WrongUse(_NOT_WITH.with_values(option=option))


def _report(made: Rounding, order: Order, seconds: float, digest: str) -> dict[str, object]:
    return {
        "version": VERSION,
        "method": METHOD,
        "certificate": digest,
        "threshold": order.threshold,
        "zeros": order.zeros,
        "base": made.base,
        "bound": made.bound,
        "insiders": [],
        "earlier": [],
        "seconds": round(seconds, 2),
        "tables": [_table(table, told) for table, told in zip(made.tables, made.report, strict=True)],
    }


def _table(table: SafeTable, told: RoundedReport) -> dict[str, object]:
    return {
        "file": f"{table.name}.csv",
        "dimensions": list(table.dimensions),
        "cells": told.cells,
        "sensitive": told.sensitive,
        "changed": told.changed,
        "deviation": told.deviation,
        "largest": told.largest,
    }


@dataclass(frozen=True, slots=True)
class Margin:
    """What is known of how tables were rounded."""

    threshold: int
    base: int
    bound: int

    def around(self, value: int) -> Interval:
        return Interval(max(0, value - self.bound), value + self.bound)


@dataclass(frozen=True, slots=True)
class Siege:
    """What the attacker of rounded tables is asked for, and got."""

    wanted: Mapping[CellName, Interval]
    found: Mapping[CellName, Interval]
    undecided: tuple[CellName, ...]

    def narrow(self) -> Iterator[tuple[CellName, Interval]]:
        for cell, goal in self.wanted.items():
            reached = self.found[cell]
            if reached.low > goal.low + _CLOSE or reached.high < goal.high - _CLOSE:
                yield cell, reached


def siege(
    tables: tuple[SafeTable, ...], cube: Cube, margin: Margin, *, whole: bool, progress: Progress = silent
) -> Siege:
    """How far a reader of rounded tables, base and bound narrows each small count, by its own equations."""
    true = {(t.name, at): n for t in tables for at, n in tallied(cube, t).items()}
    wanted = {cell: Interval(0, margin.threshold) for cell, n in true.items() if 0 < n < margin.threshold}
    between = {(t.name, at): margin.around(cell.value or 0) for t in tables for at, cell in t.cells.items()}
    blank = tuple(SafeTable(t.name, t.dimensions, dict.fromkeys(t.cells, LEFT_OUT)) for t in tables)
    found = besiege(blank, cube.classifications, Wanted(wanted, Knowledge(between=between), whole), progress)
    return Siege(wanted, found.intervals, tuple(sorted(found.undecided)))


def audit_rounded(tables: tuple[SafeTable, ...], cube: Cube, margin: Margin, progress: Progress = silent) -> None:
    """Raises `Unprotectable` unless every value is a near multiple and no small count is narrowed by its readers."""
    for table in tables:
        if _false_cell(table, cube, margin) is not None:
            raise Unprotectable(_UNTRUE.with_values(table=table.name))
    for (name, at), _ in siege(tables, cube, margin, whole=False, progress=progress).narrow():
        raise Unprotectable(_NARROW.with_values(table=name, cell=" × ".join(at)))


def is_rounded_folder(folder: Path) -> bool:
    """Whether the report in a folder says that its tables are rounded."""
    try:
        return bool(json.loads((folder / REPORT_FILE).read_bytes()).get("method") == METHOD)
    except (OSError, ValueError, AttributeError):
        return False


def read_rounded(folder: Path, cube: Cube) -> tuple[tuple[SafeTable, ...], Margin]:
    """The rounded tables in a folder, each near its counts. Raises `FileTrouble` and `ImportRefused`."""
    told = _told(folder)
    axes = {axis.name: axis for axis in cube.classifications}
    tables = tuple(read_table(folder / name, axes) for name in told["files"])
    for table in tables:
        false = _false_cell(table, cube, told["margin"])
        if false is not None:
            raise ImportRefused(_OTHER_COUNTS.with_values(table=table.name, cell=" × ".join(false)))
    return tables, told["margin"]


def _told(folder: Path) -> Mapping[str, Any]:
    try:
        told = json.loads((folder / REPORT_FILE).read_bytes())
        numbers = [told[name] for name in ("threshold", "base", "bound")]
        numbers = [number for number in numbers if type(number) is int and number > 0]
        return {"margin": Margin(*numbers), "files": [Path(str(table["file"])).name for table in told["tables"]]}
    except OSError:
        raise FileTrouble(_BAD_REPORT.with_values(path=folder)) from None
    except (KeyError, TypeError, ValueError):
        raise ImportRefused(_BAD_REPORT.with_values(path=folder)) from None


def _false_cell(table: SafeTable, cube: Cube, margin: Margin) -> Coordinates | None:
    """A cell that cannot come from these counts: not rounded, no multiple, or too far from the truth."""
    for at, true in tallied(cube, table).items():
        cell = table.cells[at]
        value = cell.value if cell.status is Status.ROUNDED else None
        if value is None or value % margin.base or abs(value - true) > margin.bound:
            return at
    return None


_CLOSE = 1e-6

_NOT_WITH = Term(
    "Con l’arrotondamento {option} non si può usare: togliere l’opzione oppure nascondere (--method suppression).",
    "{option} cannot be used with rounding: leave the option out, or hide instead (--method suppression).",
)
_NOT_FIRST = Term(
    "Il registro contiene già pubblicazioni: tavole arrotondate accanto a esse potrebbero svelare conteggi, e questa "
    "versione non sa proteggerle insieme. Nulla è stato scritto: nascondere (--method suppression), che tiene conto "
    "del registro, oppure usare un altro registro per altri eventi.",
    "The ledger holds releases already: rounded tables beside them might tell counts, and this version cannot protect "
    "them together. Nothing was written: hide instead (--method suppression), which takes the ledger into account, or "
    "use another ledger for other events.",
)
_UNTRUE = Term(
    "Tavola «{table}»: un valore arrotondato è troppo lontano dai dati. Nulla è stato scritto; segnalare l’errore.",
    "Table “{table}”: a rounded value is too far from the data. Nothing was written; please report this error.",
)
_NARROW = Term(
    "Tavola «{table}», cella {cell}: dalle tavole arrotondate si ricava troppo. Nulla è stato scritto; usare voci più "
    "ampie oppure una base più grande.",
    "Table “{table}”, cell {cell}: the rounded tables tell too much. Nothing was written; use broader categories or a "
    "larger base.",
)
_OTHER_COUNTS = Term(
    "Tavola {table}, {cell}: il valore arrotondato non può venire da questi conteggi; dare quelli da cui la tavola è "
    "nata.",
    "Table {table}, {cell}: the rounded value cannot come from these counts; give those the table was made from.",
)
_BAD_REPORT = Term(
    "Il file report.json in {path} non si legge come quello di una pubblicazione.",
    "The file report.json in {path} does not read as that of a release.",
)

"""Rounded tables on the disk: from files to a release, and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import Any

from observatory.disclosure.certificate import Claim, Published
from observatory.disclosure.files_protect import Order, beyond_rounding, read_task, refuse_with
from observatory.disclosure.files_release import (
    VERSION,
    Contents,
    check_folder,
    read_report,
    told_files,
    told_number,
    write_folder,
)
from observatory.disclosure.files_siege import audit_company, false_cell
from observatory.disclosure.files_tables import read_table
from observatory.disclosure.ledger import Ledger
from observatory.disclosure.rounding import RoundedReport, Rounding, round_tables
from observatory.disclosure.rounding_certificate import write_rounded_certificate
from observatory.disclosure.rounding_note import reader_note
from observatory.disclosure.rules import Rule
from observatory.disclosure.tables import Cube, SafeTable
from observatory.errors import FileTrouble, ImportRefused
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
    with all that the ledger holds, or nothing is written. Raises as `protect_files`; `WrongUse` too for what rounding
    cannot do: open zeros, insiders, figures of others, and revised counts.
    """
    check_folder(order.out, order.ledger)
    refuse_with(NOT_WITH, *beyond_rounding(order))
    started = process_time()
    task = read_task(order)
    company = task.company(METHOD)
    made = round_tables(
        task.cube, task.specs, order.threshold, base=order.base, seed=order.drawn_seed,
        company=company, seconds=order.rounding_seconds, progress=progress,
    )  # fmt: skip
    own = Published(made.tables, Rule(order.threshold), base=made.base, bound=made.bound)
    audit_company(company.after(own), task.cube, progress)
    seconds, claim = process_time() - started, Claim(task.cube, own, made.worlds, task.earlier)
    contents = Contents(
        made.tables,
        lambda write: write_rounded_certificate(claim, write),
        lambda digest: _report(made, order, seconds, digest) | {"earlier": [one.digest for one in task.earlier]},
        reader_note(made.base, made.bound),
    )
    if order.ledger is None:
        return RoundedDone(made, write_folder(contents, order.out))
    ledger = Ledger(order.ledger)
    digest = write_folder(contents, order.out, lambda at, digest: ledger.append(at, digest, task.entries, order.counts))
    return RoundedDone(made, digest)


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


def is_rounded_folder(folder: Path) -> bool:
    """Whether the report in a folder says that its tables are rounded."""
    try:
        return bool(read_report(folder).get("method") == METHOD)
    except (AttributeError, OSError, RecursionError, ValueError):
        return False


def read_rounded(folder: Path, cube: Cube) -> Published:
    """The rounded release in a folder, each value near its count. Raises `FileTrouble` and `ImportRefused`."""
    told = _told(folder)
    axes = {axis.name: axis for axis in cube.classifications}
    tables = tuple(read_table(folder / name, axes, size) for name, size in told["files"])
    threshold, base, bound = told["numbers"]
    release = Published(tables, Rule(threshold), digest=told["certificate"], base=base, bound=bound)
    for table in tables:
        false = false_cell(release, table, cube)
        if false is not None:
            raise ImportRefused(_OTHER_COUNTS.with_values(table=table.name, cell=" × ".join(false)))
    return release


def _told(folder: Path) -> Mapping[str, Any]:
    try:
        told = read_report(folder)
        numbers = [told_number(told[name]) for name in ("threshold", "base", "bound")]
        files = told_files(told)
        return {"numbers": numbers, "files": files, "certificate": str(told["certificate"])}
    except OSError:
        raise FileTrouble(_BAD_REPORT.with_values(path=folder)) from None
    except (LookupError, RecursionError, TypeError, ValueError):
        raise ImportRefused(_BAD_REPORT.with_values(path=folder)) from None


NOT_WITH = Term(
    "Con l’arrotondamento {option} non si può usare: togliere l’opzione oppure nascondere (--method suppression).",
    "{option} cannot be used with rounding: leave the option out, or hide instead (--method suppression).",
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

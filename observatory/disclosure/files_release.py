"""Puts a release on the disk: its tables, report and certificate, all of them in a new folder or nothing."""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from observatory.disclosure.certificate import Claim, write_certificate
from observatory.disclosure.files_rows import LARGEST_COUNT
from observatory.disclosure.files_tables import table_bytes
from observatory.disclosure.protection import Protection
from observatory.disclosure.rounding_certificate import write_rounded_certificate
from observatory.disclosure.tables import SafeTable
from observatory.errors import FileTrouble
from observatory.files import STORE_MARK, read_bytes, trouble, whole_file
from observatory.terms import Term

CERTIFICATE_FILE = "release.oscert"
REPORT_FILE = "report.json"
NOTE_FILE = "README.txt"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Release:
    """What is to be written: the claim, what protecting it cost, and how long it took."""

    claim: Claim
    protection: Protection
    seconds: float

    def report(self, digest: str) -> dict[str, object]:
        """Figures for whoever releases; confidential, as it tells small cells from those hidden for them."""
        told = self.claim.release
        return {
            "version": VERSION,
            "certificate": digest,
            "threshold": told.rule.threshold,
            "zeros": told.rule.zeros,
            "attacker": told.rule.attacker,
            "insiders": list(told.insiders),
            "earlier": [release.digest for release in self.claim.earlier],
            "seconds": round(self.seconds, 2),
            "unkept": [
                {"table": one.table, "cell": list(one.cell), "reason": one.reason.en} for one in self.protection.unkept
            ],
            "tables": [self._table(number) for number in range(len(told.tables))],
        }

    def _table(self, number: int) -> dict[str, object]:
        table, report = self.claim.release.tables[number], self.protection.report[number]
        return {
            "file": f"{table.name}.csv",
            "dimensions": list(table.dimensions),
            "cells": report.cells,
            "sensitive": report.sensitive,
            "secondary": report.secondary,
            "loss": round(report.loss, 1),
            "bound": None if report.bound is None else round(report.bound, 1),
            "gap": None if report.gap is None else round(report.gap, 4),
            "withheld": report.withheld,
        }


def read_report(folder: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    """What `report.json` in a folder says. Raises `OSError`, `ValueError` and `RecursionError`."""
    return json.loads(read_bytes(folder / REPORT_FILE), object_pairs_hook=_each_once)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    told = dict(pairs)
    if len(told) < len(pairs):
        raise ValueError
    return told


def told_number(number: object) -> int:
    """A threshold, base or bound in a report. Raises `ValueError` for anything else."""
    if type(number) is int and 0 < number <= LARGEST_COUNT:
        return number
    raise ValueError


def told_files(report: Mapping[str, Any]) -> list[tuple[str, int]]:
    """The tables in a report, each with its cells. Raises `LookupError` also where there are none, and `TypeError`."""
    files = [(Path(str(table["file"])).name, table["cells"]) for table in report["tables"]]
    return [files[0], *files[1:]]


def check_folder(folder: Path, ledger: Path | None = None) -> Path:
    """Where the release would stand, links followed.

    Raises `FileTrouble` before any long work: for a folder that holds something, a file of that name, the inside of a
    store or of the ledger, one that holds the ledger, and a parent that is missing or cannot be written to.
    """
    place = Path(os.path.realpath(folder))
    if ledger is not None:
        kept = Path(os.path.realpath(ledger))
        if place in {kept, *kept.parents} or kept in place.parents:
            raise FileTrouble(_IN_LEDGER.with_values(path=folder))
    try:
        if place.exists() and (not place.is_dir() or any(place.iterdir())):
            raise FileTrouble(_TAKEN.with_values(path=folder))
        if any((above / STORE_MARK).is_file() for above in place.parents):
            raise FileTrouble(_IN_STORE.with_values(path=folder))
        if not place.parent.is_dir() or not os.access(place.parent, os.W_OK):
            raise FileTrouble(_NO_PARENT.with_values(path=folder))
    except OSError as error:
        raise trouble(error) from error
    return place


@dataclass(frozen=True, slots=True)
class Contents:
    """What a folder of a release holds: tables, a certificate (whose writer returns its digest), and a report on it.

    `note` is for whoever reads the tables and may go out with them; without one none is written.
    """

    tables: tuple[SafeTable, ...]
    certify: Callable[[Callable[[bytes], object]], str]
    report: Callable[[str], Mapping[str, object]]
    note: str = ""


def write_release(release: Release, folder: Path, record: Callable[[Path, str], object] | None = None) -> str:
    """Write all files of a release into a new or empty folder; returns the digest of its certificate.

    `record` is called with the finished files and the digest before they take their place: what it cannot record is
    not released. Raises `FileTrouble`, `Unprotectable` and whatever `record` raises; the folder is then as it was.
    """
    claim = release.claim
    certify = write_rounded_certificate if any(one.base for one in claim.earlier) else write_certificate
    contents = Contents(claim.release.tables, lambda write: certify(claim, write), release.report)
    return write_folder(contents, folder, record)


def write_folder(contents: Contents, folder: Path, record: Callable[[Path, str], object] | None = None) -> str:
    """As `write_release`, whatever protects the tables."""
    with _new_folder(check_folder(folder)) as staging:
        for table in contents.tables:
            with whole_file(staging / f"{table.name}.csv") as file:
                file.write(table_bytes(table))
        if contents.note:
            with whole_file(staging / NOTE_FILE) as file:
                file.write(contents.note.encode())
        with whole_file(staging / CERTIFICATE_FILE) as file:
            digest = contents.certify(file.write)
        with whole_file(staging / REPORT_FILE) as file:
            file.write(json.dumps(contents.report(digest), ensure_ascii=False, indent=1).encode() + b"\n")
        if record is not None:
            record(staging, digest)
    return digest


@contextmanager
def _new_folder(place: Path) -> Iterator[Path]:
    """A hidden folder beside the place that takes it when the block ends well, and vanishes when it does not."""
    try:
        staging = Path(tempfile.mkdtemp(prefix=".osservatorio-", dir=place.parent))
        try:
            yield staging
            if place.is_dir():
                place.rmdir()
            staging.replace(place)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    except OSError as error:
        raise trouble(error) from error


_TAKEN = Term(
    "{path} esiste già e non è una cartella vuota: una pubblicazione non ne sostituisce un’altra. Nulla è stato "
    "scritto; scegliere una cartella nuova.",
    "{path} exists and is not an empty folder: a release never replaces another. Nothing was written; choose a new "
    "folder.",
)
_IN_STORE = Term(
    "{path} è dentro un archivio: scegliere un altro posto. Nulla è stato scritto.",
    "{path} is inside a store: choose another place. Nothing was written.",
)
_IN_LEDGER = Term(
    "{path} e il registro stanno uno dentro l’altro: scegliere per la pubblicazione una cartella fuori dal registro. "
    "Nulla è stato scritto.",
    "{path} and the ledger lie one inside the other: choose a folder outside the ledger for the release. Nothing was "
    "written.",
)
_NO_PARENT = Term(
    "Non si può creare la cartella {path}: quella che la contiene manca o non è scrivibile.",
    "The folder {path} cannot be made: the one that would hold it is missing or not writable.",
)

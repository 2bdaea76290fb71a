"""Remembers on the disk every release that was ever made, each entry sealed by the digest of all before it.

A release that was withdrawn still counts: it was read.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from observatory.disclosure.files_release import CERTIFICATE_FILE
from observatory.disclosure.verifier import Certificate, Refused
from observatory.disclosure.verifier_rounding import verify_either
from observatory.errors import FileTrouble, ObservatoryError
from observatory.files import opened, read_bytes, trouble, whole_file
from observatory.terms import Term

INDEX_FILE, COUNTS_FILE = "ledger.jsonl", "counts.csv"
_RELEASE, _WITHDRAWAL = "release", "withdrawal"


class BrokenLedger(ObservatoryError):
    """The ledger is not as it was written; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger: a release with the digest of its certificate, or the withdrawal of one."""

    number: int
    act: str
    certificate: str
    at: str
    digest: str

    def folder(self, ledger: Path) -> Path:
        """Where the files of a release are kept."""
        return ledger / f"{self.number:04d}"


@dataclass(frozen=True, slots=True)
class Ledger:
    """A folder with an index and a folder for each release. Only ever added to."""

    folder: Path

    def entries(self) -> tuple[Entry, ...]:
        """All entries in order; none where there is no ledger yet. Raises `BrokenLedger` and `FileTrouble`."""
        try:
            lines, names = self._lines(), self._names()
        except OSError:
            raise FileTrouble(_UNREADABLE.with_values(path=self.folder)) from None
        if names and INDEX_FILE not in names:
            raise BrokenLedger(_NOT_ONE.with_values(path=self.folder))
        found = tuple(_entries(lines))
        if any(name.isdecimal() and int(name) > len(found) + 1 for name in names):
            raise BrokenLedger(_BROKEN.with_values(n=len(found) + 1))  # one alone may be left of a stopped release
        return found

    def _lines(self) -> list[bytes]:
        index = self.folder / INDEX_FILE
        return read_bytes(index).splitlines(keepends=True) if index.exists() else []

    def _names(self) -> list[str]:
        """What lies in the folder; none where the ledger is still to be made."""
        if self.folder.parent.is_dir() and not self.folder.exists():
            return []
        return [path.name for path in self.folder.iterdir()]

    def existing(self) -> "Ledger":
        """Itself, for whoever only reads. Raises `FileTrouble` where there is no such folder."""
        if not self.folder.is_dir():
            raise FileTrouble(_UNREADABLE.with_values(path=self.folder))
        return self

    def releases(self) -> Iterator[tuple[Entry, Certificate]]:
        """Every release, withdrawn ones too, with its certificate read and checked.

        Raises `BrokenLedger`.
        """
        for entry in self.entries():
            if entry.act == _RELEASE:
                yield entry, self._certificate(entry)

    def _certificate(self, entry: Entry) -> Certificate:
        try:
            with opened(entry.folder(self.folder) / CERTIFICATE_FILE) as file:
                found = verify_either(file)
        except (OSError, Refused):
            raise BrokenLedger(_BROKEN.with_values(n=entry.number)) from None
        if found.sum != entry.certificate:
            raise BrokenLedger(_BROKEN.with_values(n=entry.number))
        return found

    def append(self, files: Path, certificate: str, after: tuple[Entry, ...], counts: Path | None = None) -> Entry:
        """Take a copy of a release's files and of the counts it was made from, then enter it.

        `after` are the entries that the release was protected against. Raises `BrokenLedger`, also when there are
        others by now, and `FileTrouble`.
        """
        before = self.entries()
        if before != after:
            raise BrokenLedger(_MOVED_ON)
        entry = _next(before, _RELEASE, certificate)
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
            self._write(before)
            shutil.rmtree(entry.folder(self.folder), ignore_errors=True)
            shutil.copytree(files, entry.folder(self.folder))
            if counts is not None:
                shutil.copyfile(counts, entry.folder(self.folder) / COUNTS_FILE)
            for path in entry.folder(self.folder).iterdir():
                _flush(path)
        except OSError as error:
            raise trouble(error) from error
        self._write((*before, entry))
        return entry

    def withdraw(self, number: int) -> Entry:
        """Enter that a release was withdrawn; it goes on counting. Raises `BrokenLedger` and `FileTrouble`."""
        before = self.entries()
        certificate = next((e.certificate for e in before if e.number == number and e.act == _RELEASE), "")
        if not certificate:
            raise BrokenLedger(_NO_RELEASE.with_values(n=number))
        entry = _next(before, _WITHDRAWAL, certificate)
        self._write((*before, entry))
        return entry

    def _write(self, entries: tuple[Entry, ...]) -> None:
        with whole_file(self.folder / INDEX_FILE) as file:
            file.writelines(_line(entry) for entry in entries)


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _entries(lines: list[bytes]) -> Iterator[Entry]:
    before = ""
    for number, line in enumerate(lines, start=1):
        try:
            entry = Entry(**json.loads(line))
        except (RecursionError, TypeError, ValueError):
            raise BrokenLedger(_BROKEN.with_values(n=number)) from None
        if entry.number != number or entry.digest != _digest(before, _told(entry)):
            raise BrokenLedger(_BROKEN.with_values(n=number))
        before = entry.digest
        yield entry


def _next(before: tuple[Entry, ...], act: str, certificate: str) -> Entry:
    entry = Entry(len(before) + 1, act, certificate, datetime.now(UTC).isoformat(timespec="seconds"), "")
    return replace(entry, digest=_digest(before[-1].digest if before else "", _told(entry)))


def _told(entry: Entry) -> dict[str, Any]:
    return {"number": entry.number, "act": entry.act, "certificate": entry.certificate, "at": entry.at}


def _digest(before: str, told: dict[str, Any]) -> str:
    return hashlib.sha256((before + json.dumps(told, sort_keys=True)).encode()).hexdigest()


def _line(entry: Entry) -> bytes:
    return json.dumps({**_told(entry), "digest": entry.digest}).encode() + b"\n"


_UNREADABLE = Term(
    "Il registro delle pubblicazioni in {path} non si può leggere: controllare percorso e permessi.",
    "The ledger of releases in {path} cannot be read: check its path and permissions.",
)
_NOT_ONE = Term(
    "La cartella {path} contiene altro e non è un registro delle pubblicazioni: sceglierne una vuota. Nulla è stato "
    "scritto.",
    "The folder {path} holds something else and is not a ledger of releases: choose an empty one. Nothing was written.",
)
_BROKEN = Term(
    "Il registro delle pubblicazioni non è come fu scritto (voce {n}). Nulla è stato modificato: non pubblicare finché "
    "non se ne è ripristinata una copia integra.",
    "The ledger of releases is not as it was written (entry {n}). Nothing was changed: release nothing until a sound "
    "copy is restored.",
)
_MOVED_ON = Term(
    "Nel frattempo un’altra pubblicazione è entrata nel registro. Nulla è stato scritto; rifare la protezione, che ne "
    "terrà conto.",
    "Meanwhile another release was entered in the ledger. Nothing was written; protect again, and it will be taken "
    "into account.",
)
_NO_RELEASE = Term("La voce {n} del registro non è una pubblicazione.", "Entry {n} of the ledger is not a release.")

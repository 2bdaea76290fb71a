"""Shutting a member out: everything is written anew under keys they never had, and the copy takes the store's place.

Until the copy takes the database's name nothing has happened, from then on everything has: at every moment the salt
at the database's beginning tells which key file it belongs to, and the next opening finishes or clears away the rest.
"""

import contextlib
import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, delete

from db import cipher, key_binding
from db.audit_log import AuditLog
from db.connections import Connections
from db.copying import copy_database
from db.database_check import check_pages_and_rows, counted
from db.files import flush_folder
from db.key_acts import key_notes
from db.key_pair import KeyPair, salt_of
from db.layout import DATABASE, NEW_DATABASE, WRITE_AHEAD_LOG
from db.schema import DRAFT
from db.sentences import BUSY
from db.troubles import spoken
from observatory.errors import DamagedStore, FileTrouble, ObservatoryError, StoreBusy
from observatory.progress import Progress
from observatory.security.audit.entries import Act, Note
from observatory.security.audit.fingerprint import Standing
from observatory.security.key_file import Change
from observatory.security.keyring import Keyring
from observatory.terms import Term

COPYING = Term("Copia sotto chiavi nuove", "Copying under new keys")
CHECKING = Term("Verifica della copia", "Checking the copy")
WAITING = Term("Attesa che finiscano gli altri lavori", "Waiting for other work to end")

_PATIENCE = 10
"""Times a second that another work may go on writing."""
_MARGIN = 1024 * 1024
"""Bytes that the copy may need beyond the database and its log."""

Counts = dict[str, int]


@dataclass(frozen=True, slots=True, repr=False)
class Rotation:
    """The open store whose files are exchanged; its keyring follows."""

    pair: KeyPair
    connections: Connections
    keyring: Keyring
    log: AuditLog

    def carry_out(self, old: bytes, change: Change, progress: Progress) -> None:
        """Put the new key file and the database under its keys in place.

        Whoever writes meanwhile is told that the store is busy; whoever reads goes on. Raises `Cancelled`, `StoreBusy`,
        `FileTrouble`, `DamagedStore`, `NotAStore` when the store is closed meanwhile; then everything is as before.
        """
        new, newer = change
        with _told(), self.connections.reserved():
            self._refuse_full_disk()
            self.pair.settle(old)
            mine = self._write_lock(progress)
            try:
                standing = self._copy(mine, newer, progress)
                self.pair.announce(new)
                with self.connections.exchanging(mine, lambda: progress(0, 0, WAITING)):
                    self._exchange(new, newer)
                    self.log.acknowledge(standing, durable=True)
            finally:
                self._clear_away(newer)
                self.connections.take_back(mine)

    def _refuse_full_disk(self) -> None:
        files = (self.pair.folder / name for name in (DATABASE, WRITE_AHEAD_LOG))
        needed = _MARGIN + sum(file.stat().st_size for file in files if file.exists())
        if shutil.disk_usage(self.pair.folder).free < needed:
            raise FileTrouble(_NO_ROOM.with_values(megabytes=-(-needed // 2**20)))

    def _write_lock(self, progress: Progress) -> Connection:
        for _ in range(_PATIENCE):
            progress(0, 0, WAITING)
            with contextlib.suppress(StoreBusy):
                return self.connections.lend("BEGIN IMMEDIATE")
        raise StoreBusy(BUSY)

    @property
    def _database(self) -> Path:
        return self.pair.folder / DATABASE

    @property
    def _fresh(self) -> Path:
        return self.pair.folder / NEW_DATABASE

    def _copy(self, mine: Connection, newer: Keyring, progress: Progress) -> Standing | None:
        """The database under the new keys, whole, checked and on the disk; where its log stands."""

        def tell(done: int, total: int) -> None:
            self.connections.check_open()
            progress(done, total, COPYING)

        with spoken():
            before = counted(mine.connection.driver_connection)
        copy_database(self._database, self._fresh, (self.keyring, newer), tell)
        progress(0, 0, CHECKING)
        standing, after = self._note_in_copy(newer, before)
        _check(self._fresh, newer, after)
        with self._fresh.open("rb+") as file:
            os.fsync(file.fileno())
        flush_folder(self.pair.folder)
        progress(1, 1, CHECKING)
        return standing

    def _note_in_copy(self, newer: Keyring, before: Counts) -> tuple[Standing | None, Counts]:
        """The new key file, the log's entries, and no drafts of whoever was shut out; the counts that result."""
        engine = cipher.engine(self._fresh, newer)
        try:
            with spoken(), engine.connect() as connection:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                if counted(connection.connection.driver_connection) != before:
                    raise FileTrouble(_UNFAITHFUL)
                key_binding.note(connection, newer)
                gone = {member.id for member in self.keyring.people} - {member.id for member in newer.people}
                connection.execute(delete(DRAFT).where(DRAFT.c.member.in_(gone)))
                notes = [*key_notes(newer), Note(Act.ROTATED, f"keys/{newer.sequence}")]
                standing = self.log.write(connection, notes)
                after = counted(connection.connection.driver_connection)
                connection.commit()
        finally:
            engine.dispose()
        return standing, after

    def _exchange(self, new: bytes, newer: Keyring) -> None:
        """No file is open. Once the copy has the name, what the disk refuses waits for the next opening."""
        _without_log(self._database, self.keyring)
        try:
            self._fresh.replace(self._database)
            flush_folder(self.pair.folder)
            self.pair.settle(new)
        except (OSError, ObservatoryError):
            if not self._has_happened(newer):
                raise
        finally:
            if self._has_happened(newer):
                self.keyring.follow(newer)

    def _has_happened(self, newer: Keyring) -> bool:
        return salt_of(self._database) == newer.cipher_salt

    def _clear_away(self, newer: Keyring) -> None:
        if not self._has_happened(newer):
            with contextlib.suppress(OSError):
                self.pair.discard()


def _check(copy: Path, newer: Keyring, counts: Counts) -> None:
    """Every page and every count, on a connection of its own, after which nothing stands beside the file."""
    try:
        with closing(cipher.connect(copy, newer, alone=True)) as connection, spoken():
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            check_pages_and_rows(connection)
            is_faithful = counted(connection) == counts
    except DamagedStore as error:
        raise FileTrouble(_UNFAITHFUL) from error
    if not is_faithful or copy.with_name(f"{copy.name}-wal").exists():
        raise FileTrouble(_UNFAITHFUL)


def _without_log(database: Path, keyring: Keyring) -> None:
    """The old database without a write-ahead log, which would be read into the new one; raises `StoreBusy`."""
    with closing(cipher.connect(database, keyring)) as connection, spoken():
        is_busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        (mode,) = connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    if is_busy or mode != "delete" or (database.parent / WRITE_AHEAD_LOG).exists():
        raise StoreBusy(BUSY)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FileTrouble(_REFUSED) from error


_NO_ROOM = Term(
    "Per togliere un membro l’archivio viene riscritto e servono {megabytes} MB liberi sul suo disco: fare spazio e "
    "riprovare. Nulla è cambiato: quel membro c’è ancora.",
    "To remove a member the store is written anew, which takes {megabytes} MB free on its disk: make room and try "
    "again. Nothing changed: that member is still there.",
)
_REFUSED = Term(
    "Il disco non accetta la copia dell’archivio: controllare spazio e permessi. Nulla è cambiato: quel membro c’è "
    "ancora.",
    "The disk refuses the copy of the store: check space and permissions. Nothing changed: that member is still there.",
)
_UNFAITHFUL = Term(
    "La copia dell’archivio non è risultata fedele e non è stata usata: controllare il disco. Nulla è cambiato: quel "
    "membro c’è ancora.",
    "The copy of the store was not faithful and was not used: check the disk. Nothing changed: that member is still "
    "there.",
)

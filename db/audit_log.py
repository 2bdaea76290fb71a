"""Writing the log: entries and checkpoints in the transaction of what they speak of, the anchor right after it."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from threading import Lock
from typing import Any

from sqlalchemy import Connection, insert, select

from db.anchor import AnchorFile
from db.connections import Connections
from db.schema import AUDIT_CHECKPOINT, AUDIT_ENTRY
from db.stored_rows import all_objects, stored_rows
from db.troubles import spoken
from observatory.errors import ObservatoryError
from observatory.security.audit.anchors import Anchor
from observatory.security.audit.checkpoints import EVERY, Checkpoint, signed_checkpoint
from observatory.security.audit.entries import (
    GENESIS,
    Act,
    Author,
    Content,
    Entry,
    Note,
    moment_text,
    row_digest,
    signed_entry,
)
from observatory.security.audit.fingerprint import Standing
from observatory.security.audit.merkle import Peaks
from observatory.security.audit.verification import StoredRow
from observatory.security.keyring import Keyring

_WRITES = (
    *(Act.ADOPT, Act.RECORD, Act.AMEND, Act.IMPORT, Act.SETTING, Act.RELEASE),
    *(Act.PREPARED, Act.CONFIRMED, Act.WITHDRAWN, Act.CARRIED_OUT, Act.ERASED),
)
"""Acts whose entries carry the digest of their object's rows."""
_CHECKPOINT_AFTER = (Act.RELEASE, Act.LOCK)
_SALT_BYTES = 16
_HASH_BYTES = 32


def _now() -> datetime:
    return datetime.now(UTC)


class AuditLog:
    """The log of one open store; units of work hand over what they did."""

    def __init__(self, keyring: Keyring, anchor: AnchorFile, clock: Callable[[], datetime] = _now) -> None:
        self._keyring = keyring
        self._anchor = anchor
        self._clock = clock
        self._readings: dict[tuple[str, int], Note] = {}
        self._taken: tuple[tuple[str, int], ...] = ()
        self._told: set[tuple[str, int]] = set()
        self._one_at_a_time = Lock()
        self.is_entered = False

    def note_reading(self, note: Note) -> None:
        """A narrative was read; written with the next transaction, once for each version in a session."""
        with self._one_at_a_time:
            key = (note.object, note.version)
            if key not in self._told:
                self._told.add(key)
                self._readings[key] = Note(note.act, note.object, note.version, note.fields, self._clock())

    def write(self, connection: Connection, notes: Iterable[Note]) -> Standing | None:
        """Append entries within the connection's write transaction; where the log then stands, None if nothing is new.

        To be followed by `acknowledge` once the transaction is committed.
        """
        with self._one_at_a_time:
            self._taken = tuple(self._readings)
            told = [*self._readings.values(), *notes]
            if not told:
                return None
            with spoken():
                return self._append(connection, told)

    def acknowledge(self, standing: Standing | None, *, durable: bool = False) -> None:
        """The transaction is committed: anchor it."""
        if standing is not None:
            with self._one_at_a_time:
                for key in self._taken:
                    self._readings.pop(key, None)
            at_checkpoint = standing.sequence % EVERY == 0
            anchor = Anchor(
                self._keyring.store_id,
                standing.sequence,
                standing.hash.hex(),
                moment_text(self._clock()),
                self._keyring.member,
            )
            self._anchor.write(anchor, self._author(), durable=durable or at_checkpoint)

    def record(self, connections: Connections, *notes: Note, durable: bool = False) -> None:
        """Append entries in a transaction of their own, readings that wait included."""
        if notes or self._readings:
            connection = connections.lend("BEGIN IMMEDIATE")
            try:
                standing = self.write(connection, notes)
                with spoken():
                    connection.commit()
            finally:
                connections.take_back(connection)
            self.acknowledge(standing, durable=durable)

    def flush_readings(self, connections: Connections) -> None:
        """Write readings that wait; where another work is writing they wait for its commit, or for the lock."""
        with suppress(ObservatoryError):
            self.record(connections)

    def enter(self, connections: Connections, act: Act = Act.UNLOCK) -> None:
        """The store was opened or made: say so, after the unlocks that failed before."""
        failures = [Note(Act.FAILED_UNLOCK, at=moment) for moment in self._anchor.failures()]
        self.record(connections, *failures, Note(act), durable=True)
        self.is_entered = True
        self._anchor.forget_failures()

    def leave(self, connection: Connection) -> None:
        """The store is being closed: the last entry, on the last connection."""
        if self.is_entered:
            standing = self.write(connection, [Note(Act.LOCK)])
            connection.commit()
            self.acknowledge(standing, durable=True)
            self.is_entered = False

    def adopt(self, connection: Connection, revision: str, notes: Iterable[Note] | None = None) -> None:
        """The tables were brought up to date; without notes a log begins, with one entry for each record there is."""
        told = [Note(Act.ADOPT, name) for name in all_objects(connection)] if notes is None else notes
        self.write(connection, [Note(Act.MIGRATE, f"revision/{revision}"), *told])

    def _author(self) -> Author:
        return Author(self._keyring.member, self._keyring.me.roles_text, self._keyring.signing)

    def _append(self, connection: Connection, notes: list[Note]) -> Standing:
        stored = stored_rows(connection, [note.object for note in notes if note.act in _WRITES])
        at, author, previous = self._clock(), self._author(), tail(connection)
        wants_checkpoint = any(note.act in _CHECKPOINT_AFTER for note in notes)
        tree = tree_of(connection) if wants_checkpoint or _crosses(previous.sequence, len(notes)) else None
        entries, checkpoints = [], []
        for note in notes:
            entry = _entry(note, stored.get(note.object) if note.act in _WRITES else None, (at, previous, author))
            entries.append(entry)
            previous = Standing(entry.content.sequence, entry.hash)
            if tree is not None:
                tree = tree.appended(entry.hash)
                if tree.size % EVERY == 0:
                    checkpoints.append(signed_checkpoint(tree, self._keyring.store_id, moment_text(at), author))
        if tree is not None and wants_checkpoint and tree.size % EVERY:
            checkpoints.append(signed_checkpoint(tree, self._keyring.store_id, moment_text(at), author))
        connection.execute(insert(AUDIT_ENTRY), [_entry_row(entry) for entry in entries])
        if checkpoints:
            connection.execute(insert(AUDIT_CHECKPOINT), [_checkpoint_row(each) for each in checkpoints])
        return previous


def _crosses(sequence: int, more: int) -> bool:
    return sequence // EVERY != (sequence + more) // EVERY


def _entry(note: Note, stored: StoredRow | None, standing: tuple[datetime, Standing, Author]) -> Entry:
    at, previous, author = standing
    salt = os.urandom(_SALT_BYTES) if stored else b""
    content = Content(
        sequence=previous.sequence + 1,
        at=moment_text(note.at or at),
        member=author.member,
        role=author.role,
        act=note.act.value,
        object=note.object,
        version=stored.version if note.act is Act.ADOPT and stored else note.version,
        fields=" ".join(note.fields),
        digest=row_digest(salt, stored.rows) if stored else "",
    )
    return signed_entry(content, previous.hash, author, salt)


def tail(connection: Connection) -> Standing:
    """Where the log stands; 0 entries for an empty one."""
    query = select(AUDIT_ENTRY.c.sequence, AUDIT_ENTRY.c.hash).order_by(AUDIT_ENTRY.c.sequence.desc()).limit(1)
    found = connection.execute(query).one_or_none()
    return Standing(found.sequence, found.hash) if found else Standing(0, GENESIS)


def tree_of(connection: Connection) -> Peaks:
    """The log's Merkle tree: that of the last checkpoint, grown by the entries since."""
    last = connection.execute(select(AUDIT_CHECKPOINT).order_by(AUDIT_CHECKPOINT.c.size.desc()).limit(1)).one_or_none()
    tree = _checkpoint(last).tree if last else Peaks()
    since = select(AUDIT_ENTRY.c.hash).where(AUDIT_ENTRY.c.sequence > tree.size).order_by(AUDIT_ENTRY.c.sequence)
    for (digest,) in connection.execute(since):
        tree = tree.appended(digest)
    return tree


def checkpoints_of(connection: Connection) -> Iterator[Checkpoint]:
    """All checkpoints, shortest first."""
    return (_checkpoint(row) for row in connection.execute(select(AUDIT_CHECKPOINT).order_by(AUDIT_CHECKPOINT.c.size)))


def entry_of(row: Any) -> Entry:  # noqa: ANN401 - a row
    """The entry in a row of its table."""
    content = Content(
        row.sequence, row.at, row.member, row.role, row.act, row.object, row.version, row.fields, row.digest
    )
    return Entry(content, row.previous, row.hash, row.signature, row.salt)


def _entry_row(entry: Entry) -> dict[str, Any]:
    proof = {"salt": entry.salt, "previous": entry.previous, "hash": entry.hash, "signature": entry.signature}
    return asdict(entry.content) | proof


def _checkpoint(row: Any) -> Checkpoint:  # noqa: ANN401 - a row
    peaks = tuple(row.peaks[start : start + _HASH_BYTES] for start in range(0, len(row.peaks), _HASH_BYTES))
    return Checkpoint(row.size, row.root, peaks, row.at, row.member, row.signature)


def _checkpoint_row(checkpoint: Checkpoint) -> dict[str, Any]:
    return asdict(checkpoint) | {"peaks": b"".join(checkpoint.peaks)}

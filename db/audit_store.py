"""Asking the log: its entries by filter, where it stands, and whether it and the rows it speaks of are sound."""

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Connection, and_, func, select, true

from db.anchor import AnchorFile
from db.audit_log import checkpoints_of, entry_of, tail
from db.schema import AUDIT_ENTRY
from db.stored_rows import all_objects, stored_rows
from db.troubles import spoken
from observatory.progress import Progress, silent
from observatory.security.audit.anchors import Anchor, AnchorTrouble
from observatory.security.audit.entries import Act, Entry, Note, Wanted, moment_text
from observatory.security.audit.fingerprint import Standing
from observatory.security.audit.verification import Inspector, Verification
from observatory.security.keyring import Keyring
from observatory.terms import Term

if TYPE_CHECKING:
    from db.unit import SqlUnit

_STEP = 500


class AuditStore:
    """`observatory.ports.AuditTrail`."""

    def __init__(self, unit: "SqlUnit") -> None:
        self._unit = unit

    def note(self, act: Act, object_: str = "", fields: tuple[str, ...] = ()) -> None:
        self._unit.take_write_lock()
        self._unit.note(Note(act, object_, fields=fields))

    def standing(self) -> Standing:
        """Where the log stands in this transaction, what the unit itself has not yet committed left out."""
        query = select(AUDIT_ENTRY.c.sequence, AUDIT_ENTRY.c.hash).order_by(AUDIT_ENTRY.c.sequence.desc()).limit(1)
        found = self._unit.read(query)
        return Standing(found[0].sequence, found[0].hash) if found else Standing(0, bytes(32))

    def count(self, wanted: Wanted) -> int:
        return int(self._unit.read(select(func.count()).select_from(AUDIT_ENTRY).where(self._condition(wanted)))[0][0])

    def entries(self, wanted: Wanted, *, offset: int = 0, limit: int | None = None) -> tuple[Entry, ...]:
        query = select(AUDIT_ENTRY).where(self._condition(wanted)).order_by(AUDIT_ENTRY.c.sequence.desc())
        return tuple(entry_of(row) for row in self._unit.read(query.offset(offset).limit(limit)))

    def _condition(self, wanted: Wanted) -> ColumnElement[bool]:
        everyone = self._unit.seals.keyring.everyone
        named = [member.id for member in everyone if wanted.actor.casefold() in member.name.casefold()]
        return _condition(wanted, named)


def _condition(wanted: Wanted, named: list[str]) -> ColumnElement[bool]:
    """`named` are the members whose names hold the text for the actor."""
    columns = AUDIT_ENTRY.c
    asked: list[ColumnElement[bool]] = [true()]
    if wanted.actor:
        asked.append(
            columns.member.contains(wanted.actor, autoescape=True)
            | columns.role.contains(wanted.actor, autoescape=True)
            | columns.member.in_(named)
        )
    if wanted.act:
        asked.append(columns.act == wanted.act)
    if wanted.object:
        asked.append(columns.object.contains(wanted.object, autoescape=True))
    if wanted.since is not None:
        asked.append(columns.at >= moment_text(wanted.since))
    if wanted.until is not None:
        asked.append(columns.at < moment_text(wanted.until))
    return and_(*asked)


def is_as_anchored(connection: Connection, anchor: Anchor | AnchorTrouble) -> bool:
    """Whether the log still holds the entry that the anchor knows; without an anchor nothing speaks against it."""
    if not isinstance(anchor, Anchor):
        return True
    with spoken():
        known = select(AUDIT_ENTRY.c.hash).where(AUDIT_ENTRY.c.sequence == anchor.sequence)
        digest = connection.execute(known).scalar()
        connection.rollback()
    return digest is not None and bytes(digest).hex() == anchor.hash


def verify(connection: Connection, keyring: Keyring, anchor: AnchorFile, progress: Progress = silent) -> Verification:
    """Check the whole log and every row, in one snapshot of the store. Raises `Cancelled` when stopped.

    The anchor is read first: what other threads record meanwhile only makes the log longer.
    """
    known = anchor.read(keyring.members)
    inspector = Inspector(keyring.store_id, keyring.members, keyring.roles_held)
    with spoken():
        length = tail(connection).sequence
        checkpoints = {checkpoint.size: checkpoint for checkpoint in checkpoints_of(connection)}
        for number, row in enumerate(connection.execute(select(AUDIT_ENTRY).order_by(AUDIT_ENTRY.c.sequence))):
            if number % _STEP == 0:
                progress(number, length, _ENTRIES)
            inspector.entry(entry_of(row), checkpoints.pop(row.sequence, None))
        objects = all_objects(connection)
        for start in range(0, len(objects), _STEP):
            progress(start, len(objects), _ROWS)
            for name, stored in stored_rows(connection, objects[start : start + _STEP]).items():
                inspector.row(name, stored)
    return inspector.finish(known, checkpoints.values())


_ENTRIES = Term("Verifica del registro", "Checking the log")
_ROWS = Term("Verifica delle schede contro il registro", "Checking the records against the log")

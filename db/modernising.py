"""Brings a store of an earlier version to this one: its tables, what is sealed in them, and its key file, together."""

from pathlib import Path

from sqlalchemy import Connection, Engine, select, update

from db import key_binding
from db.anchor import AnchorFile
from db.append_only import lifted
from db.audit_log import AuditLog
from db.copying import keep_copy
from db.key_pair import KeyPair
from db.layout import DATABASE
from db.migrate import FIRST_WITH_LOG, FIRST_WITH_MEMBERS, upgrade
from db.schema import DRAFT, MEETING, REVISION
from observatory.security.audit.entries import Act, Note
from observatory.security.key_file_changes import modernised
from observatory.security.keyring import Keyring
from observatory.security.roles import Compartment
from observatory.security.sealing import Seal
from observatory.security.slots import Secret


def modernise(engine: Engine, folder: Path, keyring: Keyring, secret: Secret) -> None:
    """Do what is missing, in one transaction and after a verified copy; the keyring becomes that of the new file."""
    bringing = _Modernising(folder, keyring, secret)
    upgrade(engine, bringing.keep_copy, bringing.finish)


class _Modernising:
    """What follows the change of tables, before it is committed."""

    def __init__(self, folder: Path, keyring: Keyring, secret: Secret) -> None:
        self._pair, self._keyring, self._secret = KeyPair(folder), keyring, secret
        self._log = AuditLog(keyring, AnchorFile(folder, keyring.store_id))
        self._folder = folder

    def keep_copy(self, revision: str) -> None:
        keep_copy(self._folder / DATABASE, self._folder / f"vault-{revision}.db", self._keyring)

    def finish(self, connection: Connection, revision: str) -> None:
        """As a change of keys: noted, then put in place, then committed by the caller."""
        old = self._pair.content()
        change = modernised(old, self._keyring, self._secret)
        if change is not None:
            new, newer = change
            key_binding.note(connection, newer)
            self._keyring.follow(newer)
        self._take_over_drafts(connection)
        changed = self._seal_minutes_apart(connection) if revision < FIRST_WITH_MEMBERS else []
        notes = [Note(Act.ADOPT, name) for name in changed] if revision >= FIRST_WITH_LOG else None
        self._log.adopt(connection, revision, notes)
        if change is not None:
            self._pair.succeed(old, new)

    def _take_over_drafts(self, connection: Connection) -> None:
        """Drafts that were the store's become its member's, under a key of their own."""
        before = Seal({0: self._keyring.store_draft_key()})
        ((member, key),) = self._keyring.drafts.items()
        for row in connection.execute(select(DRAFT).where(DRAFT.c.member == "")).all():
            place = ("draft", row.key, "typed")
            typed = Seal({0: key}).close(before.open(row.typed, place), place)
            told = update(DRAFT).where(DRAFT.c.member == "", DRAFT.c.key == row.key)
            connection.execute(told.values(member=member, typed=typed))

    def _seal_minutes_apart(self, connection: Connection) -> list[str]:
        """Minutes, which had the key of all narratives, get one that those who read cases need not have."""
        meetings = connection.execute(select(MEETING).where(MEETING.c.minutes.is_not(None))).all()
        for row in meetings:
            minutes = self._sealed_apart(row.minutes, ("meeting", row.id, "minutes"))
            connection.execute(update(MEETING).where(MEETING.c.id == row.id).values(minutes=minutes))
        own = (REVISION.c.entity == "meeting", REVISION.c.narratives.is_not(None))
        revisions = connection.execute(select(REVISION).where(*own)).all()
        with lifted(REVISION, lambda query: connection.execute(query).all(), connection.execute):
            for row in revisions:
                told = self._sealed_apart(row.narratives, ("revision", "meeting", row.record_id, str(row.version)))
                connection.execute(update(REVISION).where(REVISION.c.sequence == row.sequence).values(narratives=told))
        return sorted({f"meeting/{row.id}" for row in meetings} | {f"meeting/{row.record_id}" for row in revisions})

    def _sealed_apart(self, sealed: bytes, place: tuple[str, ...]) -> bytes:
        before, after = (Seal(self._keyring.narratives[each]) for each in (Compartment.CASES, Compartment.MINUTES))
        return after.close(before.open(sealed, place), place)

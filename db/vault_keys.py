"""The key file of an open store: another passphrase, a recovery sheet, a costlier slot."""

import contextlib
from collections.abc import Callable
from threading import Lock

from db import key_binding
from db.audit_log import AuditLog
from db.connections import Connections
from db.key_pair import KeyPair
from db.troubles import spoken
from observatory.errors import ObservatoryError
from observatory.security.audit.entries import Act, Note
from observatory.security.key_derivation import KdfCost, calibrated
from observatory.security.key_file_changes import Change, recovered, with_passphrase, with_recovery
from observatory.security.keyring import Keyring
from observatory.security.paper_key import PaperKey
from observatory.security.passphrases import accept, in_words
from observatory.terms import Term

Raise = Callable[[KdfCost, float], KdfCost | None]
"""Given a slot's cost and the seconds it took: what it should cost from now on, or nothing if it does."""


class VaultKeys:
    """`observatory.security.store_keys.StoreKeys`. Every change is one new file, bound in the database.

    Either a change raises, and everything is as it was, or it holds from the moment the file stands: what interrupts
    the note in the database is made good at the next opening, which accepts the file's direct successor.
    """

    def __init__(
        self, pair: KeyPair, connections: Connections, keyring: Keyring, notices: tuple[Term, ...], log: AuditLog
    ) -> None:
        self.notices = notices
        self._log = log
        self._pair = pair
        self._connections = connections
        self._keyring = keyring
        self._one_at_a_time = Lock()

    @property
    def fingerprint(self) -> str:
        """The store in six words."""
        return in_words(self._keyring.store_id.encode())

    @property
    def sheet(self) -> str:
        """The recovery sheet in force, as `PaperKey.sheet`; empty if there is none."""
        return self._keyring.sheet

    def change_passphrase(self, old: str, new: str, *, cost: KdfCost | None = None) -> None:
        """From now on `new` opens the store and `old` does not.

        Raises `WrongPassphrase`, `WrongUse` for one too short, `StoreBusy`, `FileTrouble`; then nothing changed.
        """
        accepted = accept(new)
        self._replace(lambda content: with_passphrase(content, old, accepted, cost or calibrated()))

    def set_recovery(self, passphrase: str, paper: PaperKey) -> None:
        """From now on the paper key opens the store, and that of an earlier sheet does not; raises likewise."""
        self._replace(lambda content: with_recovery(content, passphrase, paper))

    def let_in_again(self, paper: PaperKey, new: str, *, cost: KdfCost | None = None) -> None:
        """A new passphrase for whoever lost theirs; raises likewise."""
        accepted = accept(new)
        self._replace(lambda content: recovered(content, paper, accepted, cost or calibrated()))

    def strengthen(self, passphrase: str, seconds: float, raised: Raise) -> None:
        """Seal the slot anew where guessing has become too cheap; a disk that refuses is asked at the next opening."""
        cost = self._keyring.cost
        dearer = raised(cost, seconds) if cost else None
        if dearer is not None:
            with contextlib.suppress(ObservatoryError):
                self._replace(lambda content: with_passphrase(content, passphrase, passphrase, dearer))

    def _replace(self, change: Callable[[bytes], Change]) -> None:
        with self._one_at_a_time:
            self._connections.check_open()
            old = self._pair.content()
            key_binding.expect(self._keyring, old)
            new, newer = change(old)
            try:
                self._put_in_place(old, new, newer)
            finally:
                newer.wipe()

    def _put_in_place(self, old: bytes, new: bytes, newer: Keyring) -> None:
        """Noted, then put in place, then committed: a busy or full store is told before any file is touched."""
        connection = self._connections.lend("BEGIN IMMEDIATE")
        try:
            with spoken():
                key_binding.note(connection, newer)
                standing = self._log.write(connection, [Note(Act.KEYS, f"keys/{newer.sequence}")])
            self._pair.succeed(old, new)
            self._keyring.follow(newer)
            with contextlib.suppress(ObservatoryError), spoken():
                connection.commit()
                self._log.acknowledge(standing, durable=True)
        finally:
            self._connections.take_back(connection)

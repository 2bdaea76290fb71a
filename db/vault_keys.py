"""The key file of an open store: another passphrase, a recovery sheet, a costlier slot."""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from threading import Lock

from db import key_binding
from db.audit_log import AuditLog
from db.connections import Connections
from db.key_acts import carry_out_grants, key_notes
from db.key_pair import KeyPair
from db.rotation import Rotation
from db.troubles import spoken
from observatory.errors import ObservatoryError
from observatory.progress import Progress, silent
from observatory.security import custody
from observatory.security.key_derivation import KdfCost, calibrated
from observatory.security.key_file import Change, open_key_file
from observatory.security.key_file_changes import (
    appointed,
    appointment,
    recovered,
    supplied,
    with_member,
    with_passphrase,
    with_recovery,
    with_roles,
    without_member,
)
from observatory.security.keyring import Keyring
from observatory.security.members import Member, folded
from observatory.security.paper_key import PaperKey
from observatory.security.passphrases import accept, in_words
from observatory.security.proposals import Proposal
from observatory.security.roles import Role
from observatory.security.slots import Login
from observatory.security.store_keys import Newcomer
from observatory.security.witnesses import SigningWitness
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
        self._replace(lambda content: with_passphrase(content, self._keyring, old, accepted, cost or calibrated()))

    def set_recovery(self, passphrase: str, paper: PaperKey) -> None:
        """From now on the paper key opens the store, and that of an earlier sheet does not; raises likewise."""
        self._replace(lambda content: with_recovery(content, self._keyring, passphrase, paper))

    def let_in_again(self, paper: PaperKey, name: str, new: str, *, cost: KdfCost | None = None) -> None:
        """A new passphrase for whoever lost theirs, who then may claim their drafts; raises likewise."""
        accepted = accept(new)
        self._replace(lambda content: recovered(content, paper, name, accepted, cost or calibrated()))

    def add_member(self, newcomer: Newcomer, passphrase: str, *, cost: KdfCost | None = None) -> Member:
        """Let somebody in; raises as `StoreKeys.add_member`."""
        accepted = accept(passphrase)
        self._replace(lambda content: with_member(content, self._keyring, newcomer, accepted, cost or calibrated()))
        return self._named(newcomer.name)

    def change_member(self, name: str, roles: Iterable[Role], force: str) -> Member:
        """Give a member other roles or another force; raises as `StoreKeys.change_member`."""
        self._replace(lambda content: with_roles(content, self._keyring, name, roles, force))
        return self._named(name)

    def appointment(self, name: str, roles: Iterable[Role], force: str) -> str:
        """What two members sign who make a linkage custodian; raises as `StoreKeys.appointment`."""
        return appointment(self._keyring, name, roles, force)

    def appoint(self, proposal: Proposal) -> Member:
        """Carry out what two members confirmed; raises as `StoreKeys.appoint`."""
        self._replace(lambda content: appointed(content, self._keyring, proposal))
        return self._named(custody.appointment_in(proposal).name)

    def remove_member(self, name: str, progress: Progress = silent) -> None:
        """Shut a member out and write the store anew; raises as `StoreKeys.remove_member`.

        Copies that were kept when the tables were changed are deleted: they would open under the old keys, as backups
        made until now do.
        """
        rotation = Rotation(self._pair, self._connections, self._keyring, self._log)
        with self._changing(lambda content: without_member(content, self._keyring, name)) as (old, change):
            rotation.carry_out(old, change, progress)

    def make_good(self) -> None:
        """Note the key file in force, and what it changed, where a crash kept a change from being noted."""
        if self._is_noted():
            return
        connection = self._connections.lend("BEGIN IMMEDIATE")
        try:
            with spoken():
                key_binding.note(connection, self._keyring)
                carry_out_grants(connection, self._keyring)
                standing = self._log.write(connection, key_notes(self._keyring))
                connection.commit()
        finally:
            self._connections.take_back(connection)
        self._log.acknowledge(standing, durable=True)

    def _is_noted(self) -> bool:
        connection = self._connections.lend("BEGIN")
        try:
            with spoken():
                return key_binding.is_noted(connection, self._keyring)
        finally:
            self._connections.take_back(connection)

    def pass_on(self) -> None:
        """Give others the keys that they lack and this member has; asked again at the next opening if it fails."""
        with contextlib.suppress(ObservatoryError), self._one_at_a_time:
            change = supplied(self._pair.content(), self._keyring)
            if change is not None:
                self._put_in_place(self._pair.content(), *change)

    def second(self, name: str, passphrase: str) -> SigningWitness:
        """Another member, by name and passphrase; raises `WrongPassphrase`, `TamperedStore`."""
        with self._one_at_a_time:
            content = self._pair.content()
            key_binding.expect(self._keyring, content)
        theirs = open_key_file(content, Login(name, passphrase))
        return SigningWitness(theirs.me, theirs.signing, theirs.wipe)

    def strengthen(self, passphrase: str, seconds: float, raised: Raise) -> None:
        """Seal the slot anew where guessing has become too cheap; a disk that refuses is asked at the next opening."""
        cost = self._keyring.cost
        dearer = raised(cost, seconds) if cost else None
        if dearer is not None:
            with contextlib.suppress(ObservatoryError):
                self._replace(lambda content: with_passphrase(content, self._keyring, passphrase, passphrase, dearer))

    def _named(self, name: str) -> Member:
        return next(member for member in self._keyring.people if folded(member.name) == folded(name))

    def _replace(self, change: Callable[[bytes], Change]) -> None:
        with self._changing(change) as (old, (new, newer)):
            self._put_in_place(old, new, newer)

    @contextlib.contextmanager
    def _changing(self, change: Callable[[bytes], Change]) -> Iterator[tuple[bytes, Change]]:
        with self._one_at_a_time:
            self._connections.check_open()
            old = self._pair.content()
            key_binding.expect(self._keyring, old)
            new, newer = change(old)
            try:
                yield old, (new, newer)
            finally:
                newer.wipe()

    def _put_in_place(self, old: bytes, new: bytes, newer: Keyring) -> None:
        """Noted, then put in place, then committed: a busy or full store is told before any file is touched."""
        connection = self._connections.lend("BEGIN IMMEDIATE")
        try:
            with spoken():
                key_binding.note(connection, newer)
                carry_out_grants(connection, newer)
                standing = self._log.write(connection, key_notes(newer))
            self._pair.succeed(old, new)
            self._keyring.follow(newer)
            with contextlib.suppress(ObservatoryError), spoken():
                connection.commit()
                self._log.acknowledge(standing, durable=True)
        finally:
            self._connections.take_back(connection)

"""What whoever holds an open store may ask of its keys."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from observatory.progress import Progress, silent
from observatory.security.members import Member
from observatory.security.paper_key import PaperKey
from observatory.security.proposals import Proposal
from observatory.security.roles import Role
from observatory.terms import Term


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who is to become a member; the force is a code of the list `force`, or empty."""

    name: str
    force: str
    roles: tuple[Role, ...]


class StoreKeys(Protocol):
    """The keys of an open store. Each change is whole or did not happen; it derives a key and so takes a second."""

    @property
    def notices(self) -> tuple[Term, ...]:
        """What the opening mended, to be told once."""
        ...

    @property
    def fingerprint(self) -> str:
        """The store in six words."""
        ...

    @property
    def sheet(self) -> str:
        """The recovery sheet in force, as `PaperKey.sheet`; empty if there is none."""
        ...

    def change_passphrase(self, old: str, new: str) -> None:
        """Raises `WrongPassphrase`, `WrongUse` for one too short, `StoreBusy`, `FileTrouble`."""
        ...

    def set_recovery(self, passphrase: str, paper: PaperKey) -> None:
        """The paper key opens the store, and no earlier one; raises likewise."""
        ...

    def add_member(self, newcomer: Newcomer, passphrase: str) -> Member:
        """Let somebody in, who types the passphrase themselves; nobody else's is needed.

        Raises `NotAllowed` unless whoever opened the store may change members, `WrongUse` for a name that is taken or a
        passphrase too short, `StoreBusy`, `FileTrouble`; then nothing changed.
        """
        ...

    def change_member(self, name: str, roles: Iterable[Role], force: str) -> Member:
        """Give a member other roles or another force; raises likewise, and `WrongUse` for the last administrator.

        A linkage custodian is not made so: raises `NotAllowed`, see `appoint`.
        """
        ...

    def appointment(self, name: str, roles: Iterable[Role], force: str) -> str:
        """What two members sign who make a linkage custodian of a member with these roles, as a proposal's subject.

        Raises `NotAllowed` unless whoever opened the store may change members, and for oneself; `WrongUse` where
        nobody would become custodian by it.
        """
        ...

    def appoint(self, proposal: Proposal) -> Member:
        """Carry out a confirmed proposal of linkage: roles and proposal change together, or neither.

        Raises as `change_member`, `TamperedStore` unless two genuine signatures stand for exactly this, and `WrongUse`
        where anything changed about the member since.
        """
        ...

    def remove_member(self, name: str, progress: Progress = silent) -> None:
        """Shut a member out: the store is written anew under new keys, which the member never had.

        Raises likewise, and `Cancelled`; whatever interrupts it, the store opens, with the member or without.
        """
        ...

"""Who works with a store: members by name, force and roles, and what a member's signature vouches for."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, Self

from observatory.codelists import codelist
from observatory.errors import WrongUse
from observatory.security import roles
from observatory.security.roles import ASSIGNABLE, Compartment, Permission, Role
from observatory.terms import Term

LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Member:
    """One account. `force` is a code of the list `force`, empty for nobody's; no roles means a member of the past."""

    id: str
    name: str
    force: str
    roles: tuple[Role, ...]

    def may(self, permission: Permission) -> bool:
        return roles.may(self.roles, permission)

    def reads(self, compartment: Compartment) -> bool:
        """Whether the member holds the key of these sealed texts."""
        return roles.reads(self.roles, compartment)

    def role_for(self, *permissions: Permission) -> Role:
        """The role in which the member does a thing: the first that lets do it."""
        return next((r for r in self.roles for p in permissions if p in roles.MAY[r]), self.roles[0])

    @property
    def roles_text(self) -> str:
        """The roles as the log writes them."""
        return "+".join(self.roles)


class Witness(Protocol):
    """A member who signs: whoever opened the store, or another who has just typed their own passphrase."""

    @property
    def member(self) -> Member: ...

    def sign(self, purpose: bytes, message: bytes) -> bytes:
        """The Ed25519 signature (64 bytes)."""
        ...

    def close(self) -> None:
        """Wipe the signing key of a second member; does nothing for whoever opened the store."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...


def accepted_name(name: str) -> str:
    """The name as it is kept: without spaces around it and repeated inside; raises `WrongUse` for an impossible one."""
    kept = _composed(name)
    if not kept or len(kept) > LONGEST_NAME or not kept.isprintable():
        raise WrongUse(_IMPOSSIBLE_NAME)
    return kept


def accepted_roles(asked: Iterable[str]) -> tuple[Role, ...]:
    """Roles in their usual order, each once.

    Raises `WrongUse` for none, one that nobody can be given, or two that exclude each other.
    """
    wanted = set(asked)
    if not wanted or not wanted <= set(ASSIGNABLE):
        raise WrongUse(_IMPOSSIBLE_ROLE.with_values(roles=", ".join(ASSIGNABLE)))
    if {Role.CUSTODIAN, Role.DESK} <= wanted:
        raise WrongUse(_NO_LIAISON)
    return tuple(role for role in ASSIGNABLE if role in wanted)


def accepted_force(force: str, roles: Iterable[Role]) -> str:
    """The force, which may be empty; raises `WrongUse` for one without members, or a force liaison of none."""
    if force and force not in forces():
        raise WrongUse(_IMPOSSIBLE_FORCE.with_values(forces=", ".join(forces())))
    if not force and Role.DESK in roles:
        raise WrongUse(_LIAISON_OF_NONE)
    return force


def forces() -> tuple[str, ...]:
    """The forces that members can be of: those of the Observatory."""
    return codelist("force").where("in_totals", "1")


def folded(name: str) -> str:
    """What two names have in common that people read as one: capitals, spaces and ways to write an accent aside."""
    return _composed(name).casefold()


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", " ".join(name.split()))


_IMPOSSIBLE_NAME = Term(
    "Il nome di un membro ha da 1 a 40 caratteri su una riga. Nulla è stato modificato.",
    "A member’s name has 1 to 40 characters on one line. Nothing was changed.",
)
_IMPOSSIBLE_ROLE = Term(
    "Serve almeno un ruolo tra: {roles}. Nulla è stato modificato.",
    "At least one role is needed, among: {roles}. Nothing was changed.",
)
_IMPOSSIBLE_FORCE = Term(
    "Un membro è di una di queste Forze, o di nessuna: {forces}. Nulla è stato modificato.",
    "A member is of one of these forces, or of none: {forces}. Nothing was changed.",
)
_NO_LIAISON = Term(
    "Chi è referente di una Forza non è custode dei collegamenti: chi segnala i casi non decide di chi sono. Nulla è "
    "stato modificato.",
    "A force liaison is not linkage custodian: whoever reports cases does not decide whose they are. Nothing was "
    "changed.",
)
_LIAISON_OF_NONE = Term(
    "Il referente di Forza ha bisogno di una Forza: vede solo le schede della sua. Nulla è stato modificato.",
    "A force liaison needs a force, whose records alone they see. Nothing was changed.",
)

"""Roles of members, what each may do, and which sealed texts each can read at all."""

from collections.abc import Iterable
from enum import StrEnum

from observatory.terms import Term


class Role(StrEnum):
    """What a member is to the Observatory. `RECOVERY` is the sheet of paper and is given to nobody."""

    ADMINISTRATOR = "administrator"
    CLINICIAN = "clinician"
    ANALYST = "analyst"
    SECRETARY = "secretary"
    DESK = "desk"
    AUDITOR = "auditor"
    CUSTODIAN = "custodian"
    RECOVERY = "recovery"


class Permission(StrEnum):
    """One thing a member may be let do; `*_OWN_*` reach no further than the member's own force."""

    READ_CASES = "read_cases"
    WRITE_CASES = "write_cases"
    READ_OWN_CASES = "read_own_cases"
    WRITE_OWN_CASES = "write_own_cases"
    READ_MEETINGS = "read_meetings"
    WRITE_MEETINGS = "write_meetings"
    READ_STRENGTHS = "read_strengths"
    WRITE_STRENGTHS = "write_strengths"
    IMPORT = "import"
    SUMMARISE = "summarise"
    ANSWER = "answer"
    READ_RELEASES = "read_releases"
    CONFIRM = "confirm"
    READ_LOG = "read_log"
    SETTINGS = "settings"
    BACK_UP = "back_up"
    MEMBERS = "members"
    RETAIN = "retain"
    LINK_PERSONS = "link_persons"
    """Decide that cases of different person codes, or of none, are of the same person."""


class Compartment(StrEnum):
    """Texts sealed under keys of their own: whoever lacks the key cannot read them by any means."""

    CASES = "cases"
    """Narratives of cases and interventions."""
    MINUTES = "minutes"
    """Minutes of meetings."""


COMPARTMENT_OF = {"case": Compartment.CASES, "intervention": Compartment.CASES, "meeting": Compartment.MINUTES}
"""The compartment of an entity's sealed fields, by the entity's name."""

_P = Permission
MAY: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(
        {_P.MEMBERS, _P.SETTINGS, _P.BACK_UP, _P.RETAIN, _P.READ_LOG, _P.READ_RELEASES, _P.CONFIRM}
        | {_P.READ_STRENGTHS, _P.WRITE_STRENGTHS}
    ),
    Role.CLINICIAN: frozenset(
        {_P.READ_CASES, _P.WRITE_CASES, _P.READ_MEETINGS, _P.READ_STRENGTHS, _P.READ_RELEASES, _P.IMPORT, _P.CONFIRM}
    ),
    Role.ANALYST: frozenset(
        {_P.READ_CASES, _P.READ_MEETINGS, _P.READ_STRENGTHS, _P.WRITE_STRENGTHS, _P.SUMMARISE, _P.READ_RELEASES}
        | {_P.CONFIRM}
    ),
    Role.SECRETARY: frozenset({_P.READ_MEETINGS, _P.WRITE_MEETINGS, _P.READ_RELEASES, _P.CONFIRM}),
    Role.DESK: frozenset({_P.READ_OWN_CASES, _P.WRITE_OWN_CASES, _P.ANSWER, _P.CONFIRM}),
    Role.AUDITOR: frozenset({_P.READ_LOG, _P.READ_RELEASES}),
    Role.CUSTODIAN: frozenset({_P.READ_CASES, _P.LINK_PERSONS}),
    Role.RECOVERY: frozenset(),
}

READS: dict[Role, frozenset[Compartment]] = {
    Role.CLINICIAN: frozenset({Compartment.CASES}),
    Role.SECRETARY: frozenset({Compartment.MINUTES}),
    Role.RECOVERY: frozenset(Compartment),
}
"""Whose role holds the key of which sealed texts; whoever is not named holds none."""

FOUNDER_ROLES = (Role.ADMINISTRATOR, Role.CLINICIAN, Role.ANALYST, Role.SECRETARY)
"""Of whoever makes a store: alone in it they do everything, until others take roles over."""

ASSIGNABLE = tuple(role for role in Role if role is not Role.RECOVERY)
GIVEN_BY_ONE = tuple(role for role in ASSIGNABLE if role is not Role.CUSTODIAN)
"""What an administrator gives alone; a custodian is appointed by two (`custody`)."""


def may(roles: Iterable[Role], permission: Permission) -> bool:
    """Whether one of the roles lets do it."""
    return any(permission in MAY[role] for role in roles)


def reads(roles: Iterable[Role], compartment: Compartment) -> bool:
    """Whether one of the roles holds the key of these texts."""
    return any(compartment in READS.get(role, ()) for role in roles)


ROLE_LABELS: dict[Role, Term] = {
    Role.ADMINISTRATOR: Term("Amministratore", "Administrator"),
    Role.CLINICIAN: Term("Clinico", "Clinician"),
    Role.ANALYST: Term("Analista", "Analyst"),
    Role.SECRETARY: Term("Segreteria", "Secretary"),
    Role.DESK: Term("Referente di Forza", "Force liaison"),
    Role.AUDITOR: Term("Revisore", "Auditor"),
    Role.CUSTODIAN: Term("Custode dei collegamenti", "Linkage custodian"),
    Role.RECOVERY: Term("Foglio di recupero", "Recovery sheet"),
}

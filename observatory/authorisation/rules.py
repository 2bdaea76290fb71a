"""Which permission each thing takes, as tables, and what follows from them for a member."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from observatory.authorisation.refusals import RESERVED, YOUR_FORCE, refusal, roles_reading
from observatory.disclosure.rules import TIE_BREAK
from observatory.errors import NotAllowed
from observatory.fields import Entity, Field
from observatory.population.reference import SETTING as REFERENCE
from observatory.security.members import Member
from observatory.security.roles import COMPARTMENT_OF, Permission, Role
from observatory.terms import Term

FORCE = "force"
"""The field by which records belong to a force."""


@dataclass(frozen=True, slots=True)
class Right:
    """The permission that opens all records of an entity, and the one that opens those of the member's own force.

    `to_forces` opens all of them too, to members of a force: what is addressed to the forces together.
    """

    to_all: Permission
    to_own: Permission | None = None
    to_forces: Permission | None = None

    @property
    def permissions(self) -> tuple[Permission, ...]:
        return tuple(each for each in (self.to_all, self.to_own, self.to_forces) if each is not None)

    @property
    def to_whole(self) -> tuple[Permission, ...]:
        """Those that open all records."""
        return (self.to_all,) if self.to_forces is None else (self.to_all, self.to_forces)


class Reach(Enum):
    """How far a right goes for a member."""

    NOTHING = 0
    OWN_FORCE = 1
    EVERYTHING = 2


_P = Permission
READING: Mapping[str, Right] = {
    "case": Right(_P.READ_CASES, _P.READ_OWN_CASES),
    "intervention": Right(_P.READ_CASES, _P.READ_OWN_CASES),
    "meeting": Right(_P.READ_MEETINGS),
    "strength": Right(_P.READ_STRENGTHS),
    "case_link": Right(_P.READ_CASES),
    "recommendation": Right(_P.READ_MEETINGS, to_forces=_P.ANSWER),
    "procedure": Right(_P.READ_MEETINGS, to_forces=_P.ANSWER),
    "indicator": Right(_P.READ_MEETINGS),
    "signal": Right(_P.READ_CASES),
}
WRITING: Mapping[str, Right] = {
    "case": Right(_P.WRITE_CASES, _P.WRITE_OWN_CASES),
    "intervention": Right(_P.WRITE_CASES, _P.WRITE_OWN_CASES),
    "meeting": Right(_P.WRITE_MEETINGS),
    "strength": Right(_P.WRITE_STRENGTHS),
    "case_link": Right(_P.WRITE_CASES),
    "recommendation": Right(_P.WRITE_MEETINGS),
    "procedure": Right(_P.WRITE_MEETINGS),
    "indicator": Right(_P.WRITE_MEETINGS),
    "signal": Right(_P.SUMMARISE),
}
"""By the entity's name; a new entity needs a line in both."""

PREPARING: Mapping[str, Permission] = {
    "release": _P.SUMMARISE,
    "retention": _P.RETAIN,
    "record_export": _P.SUMMARISE,
    "linkage": _P.MEMBERS,
}
"""What preparing takes, by the value of `Matter`; confirming takes `CONFIRM` whatever the matter."""

FIRST_SETTINGS: Mapping[str, Permission] = {TIE_BREAK: _P.SUMMARISE}
"""Settings that a use case makes as it first needs them: with this permission, as long as they are empty."""

SETTINGS_OF: Mapping[str, Permission] = {REFERENCE: _P.WRITE_STRENGTHS}
"""Settings that are data, each with the permission that lets change it too."""


def reach(member: Member, right: Right) -> Reach:
    """How far the right goes; a member of no force has no records of their own force."""
    if member.may(right.to_all):
        return Reach.EVERYTHING
    if right.to_forces is not None and member.may(right.to_forces) and member.force:
        return Reach.EVERYTHING
    if right.to_own is not None and member.may(right.to_own) and member.force:
        return Reach.OWN_FORCE
    return Reach.NOTHING


def may_read(member: Member, entity: Entity) -> bool:
    """Whether there are records of the entity that the member may read."""
    return reach(member, READING[entity.name]) is not Reach.NOTHING


def may_write(member: Member, entity: Entity) -> bool:
    """Whether there are records of the entity that the member may make and change."""
    return reach(member, WRITING[entity.name]) is not Reach.NOTHING


def may_answer(member: Member) -> bool:
    """Whether the member answers for a force: its responses, and the actions that it owns."""
    return member.may(Permission.ANSWER) and bool(member.force)


def may_follow_actions(member: Member) -> bool:
    """Whether there are actions of meetings that the member may see: all of them, or those of the own force."""
    return reach(member, READING["meeting"]) is not Reach.NOTHING or may_answer(member)


def may_any(member: Member, permissions: tuple[Permission, ...]) -> bool:
    """Whether one of the permissions is the member's; where none is asked for, everybody may."""
    return not permissions or any(map(member.may, permissions))


def own_force(member: Member, entity: Entity) -> str:
    """The only force whose records of the entity the member may write; empty where there is no such bound."""
    return member.force if reach(member, WRITING[entity.name]) is Reach.OWN_FORCE else ""


def acting_role(member: Member, entity: Entity) -> Role:
    """The role in which the member writes records of the entity."""
    right = WRITING[entity.name]
    return member.role_for(next(filter(member.may, right.permissions), right.to_all))


def require(member: Member, *permissions: Permission) -> None:
    """Raise `NotAllowed`, naming the roles that may, unless the member has one of the permissions."""
    if not any(map(member.may, permissions)):
        raise NotAllowed(refusal(permissions))


def is_withheld(member: Member, entity: Entity, field: Field) -> bool:
    """Whether the field's texts are sealed under a key that the member does not hold."""
    compartment = COMPARTMENT_OF.get(entity.name)
    return field.is_sealed and compartment is not None and not member.reads(compartment)


def withheld_fields(member: Member, entity: Entity) -> Mapping[str, Term]:
    """Per field that is withheld, the sentence that stands in its place."""
    told = RESERVED.with_values(roles=roles_reading(COMPARTMENT_OF[entity.name])) if entity.sealed_fields else None
    return {f.name: told for f in entity.sealed_fields if told is not None and is_withheld(member, entity, f)}


def fixed_fields(member: Member, entity: Entity) -> Mapping[str, Term]:
    """Per field that a form must not let the member change, the sentence that says why."""
    bound = {FORCE: YOUR_FORCE} if own_force(member, entity) else {}
    return {**withheld_fields(member, entity), **bound}

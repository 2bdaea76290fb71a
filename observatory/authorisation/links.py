"""Which permission a decision about two cases takes: to say that two are one person takes more than writing cases."""

from collections.abc import Iterable
from dataclasses import replace

from observatory.authorisation.records import GuardedRecords
from observatory.authorisation.rules import require
from observatory.errors import NotFound
from observatory.links.case_link import CaseLink
from observatory.links.kinds import SAME_PERSON
from observatory.ports import Stamp
from observatory.security.members import Member
from observatory.security.roles import Permission, Role
from observatory.selection import UNANSWERED, Selection
from observatory.terms import Term


def permission_to_link(kind: str | None) -> Permission:
    """What deciding, changing and revoking a link of this kind takes."""
    return {SAME_PERSON: Permission.LINK_PERSONS}.get(str(kind), Permission.WRITE_CASES)


def may_link(member: Member, kind: str | None) -> bool:
    """Whether the member may decide so."""
    return member.may(permission_to_link(kind))


def linking_role(member: Member, kind: str | None) -> Role:
    """The role in which the member decides so."""
    return member.role_for(permission_to_link(kind))


class GuardedLinks(GuardedRecords[CaseLink]):
    """The links as a member may have them: what writing one takes depends on what it says."""

    def add(self, record: CaseLink, stamp: Stamp) -> CaseLink:
        return self._below.add(record, self._in_role(stamp, record))

    def add_many(self, records: Iterable[tuple[CaseLink, Stamp]]) -> int:
        return self._below.add_many((record, self._in_role(stamp, record)) for record, stamp in records)

    def add_histories(self, histories: Iterable[tuple[tuple[CaseLink, Stamp], ...]]) -> int:
        return self._below.add_histories(
            tuple((record, self._in_role(stamp, record)) for record, stamp in history) for history in histories
        )

    def replace(self, record: CaseLink, stamp: Stamp) -> CaseLink:
        """A link goes on saying what it said: else whoever may write one kind could turn it into another."""
        own = self._in_role(stamp, record)
        same = (("id", frozenset({record.id})), ("kind", frozenset({record.kind or UNANSWERED})))
        if not self._below.count(Selection(where=same)):
            raise NotFound(_OTHER_KIND)
        return self._below.replace(record, own)

    def _in_role(self, stamp: Stamp, link: CaseLink) -> Stamp:
        """Nobody claims a role: it is that in which the member may decide so; raises `NotAllowed`."""
        require(self._member, permission_to_link(link.kind))
        return replace(stamp, role=linking_role(self._member, link.kind))


_OTHER_KIND = Term(
    "Il collegamento non c’è, o dice altro: una decisione si revoca, non si cambia. Nulla è stato modificato.",
    "There is no such link, or it says something else: a decision is revoked, not changed. Nothing was changed.",
)

"""Linking two cases, revoking a link, and what is to be seen of a case's links: candidates, course, contradictions.

A link is a record of its own: neither of its cases is written, so revoking it leaves both as they were to the byte.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import uuid4

from observatory.cases.case import Case
from observatory.cases.counting import COUNTABLE
from observatory.errors import NotFound, WrongUse
from observatory.links.candidates import NONE, Candidate, ShortList, blocking, short_list
from observatory.links.case_link import CaseLink
from observatory.links.components import Counts, components
from observatory.links.contradictions import Contradiction, contradictions
from observatory.links.course import Course, course_of
from observatory.links.fields import CASE_LINK
from observatory.links.kinds import BY_CODE, BY_LIAISONS, BY_LIKENESS, POSSIBLE, SAME_PERSON, active, other_end, pair_of
from observatory.links.pairs import pairs
from observatory.links.validation import ACTIVE, REVOKED
from observatory.ports import Stamp, UnitOfWork
from observatory.selection import Selection
from observatory.terms import Term
from observatory.usecases.link_rules import case_of, decided_with, neighbourhood
from observatory.usecases.record import record


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided about two cases; an empty basis is the usual one of the kind."""

    case_a: str
    case_b: str
    kind: str
    basis: str = ""
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """A link that holds, and the case at its other end; None where it is gone or may not be read."""

    link: CaseLink
    case: Case | None


@dataclass(frozen=True, slots=True)
class Ties:
    """All that ties one case to others, as the member may see it."""

    linked: tuple[Linked, ...]
    same_code: tuple[Case, ...]
    """Of the same person by their code alone, no link needed."""
    candidates: ShortList
    course: Course
    counts: Counts
    """Of the person: cases and events."""
    contradictions: tuple[Contradiction, ...]


def candidates_of(unit: UnitOfWork, case: Case) -> ShortList:
    """Cases that could be the same event, among those the member may read; also for a case not recorded yet."""
    selection = blocking(case)
    if selection is None:
        return NONE
    return short_list(case, unit.cases.select(selection), decided_with(unit, case.id))


def ties_of(unit: UnitOfWork, case: Case) -> Ties:
    """What a case is tied to; raises `NotAllowed` for a member who may read no links."""
    own = unit.links.select(_ends_in(case.id))
    cases, links = neighbourhood(unit, case.id)
    by_id = {each.id: each for each in cases}
    linked = tuple(Linked(link, by_id.get(str(other_end(link, case.id)))) for link in active(own))
    person = components(cases, links).persons.get(case.id, frozenset({case.id}))
    theirs = [each for each in cases if each.id in person]
    told = {each.case.id for each in linked if each.case is not None}
    return Ties(
        linked,
        tuple(each for each in theirs if _has_code_of(case, each) and each.id not in told),
        candidates_of(unit, case),
        course_of(case, theirs, links),
        components(theirs, links).counts(),
        contradictions(theirs, [link for link in links if _is_among(link, by_id)]),
    )


def decide(unit: UnitOfWork, decision: Decision, stamp: Stamp, *, confirmed_warnings: bool = False) -> CaseLink:
    """Record a decision about two cases, known from the day of the stamp.

    Raises `Refused` for a pair already decided, and for contradictions that nobody has confirmed; `NotAllowed`,
    `NotFound` for a case that the member cannot read.
    """
    first, second = case_of(unit, decision.case_a), case_of(unit, decision.case_b)
    made = CaseLink(
        id=str(uuid4()),
        case_a=first.id,
        case_b=second.id,
        kind=decision.kind,
        basis=decision.basis or _usual_basis(decision.kind, first, second),
        force=first.force,
        decided_on=stamp.as_of,
        note=decision.note or None,
        status=ACTIVE,
    )
    return _recorded(unit, made, stamp, confirmed_warnings=confirmed_warnings)


def revoke(unit: UnitOfWork, link_id: str, reason: str, stamp: Stamp) -> CaseLink:
    """Revoke a link, with the reason; raises `WrongUse` for one revoked already, `Refused` without a reason."""
    link = unit.links.get(link_id)
    if link.status != ACTIVE:
        raise WrongUse(_REVOKED_ALREADY)
    ended = replace(link, status=REVOKED, revoked_on=stamp.as_of, revoked_reason=reason.strip() or None)
    return _recorded(unit, ended, stamp, confirmed_warnings=True)


def decide_again(unit: UnitOfWork, revoked: CaseLink, stamp: Stamp) -> CaseLink:
    """The decision of a revoked link once more, as a new link; raises as `decide`."""
    ends = (str(revoked.case_a), str(revoked.case_b))
    decision = Decision(*ends, str(revoked.kind), str(revoked.basis or ""), revoked.note)
    return decide(unit, decision, stamp, confirmed_warnings=True)


def candidate_pairs(unit: UnitOfWork) -> tuple[tuple[Case, Candidate], ...]:
    """All undecided pairs of cases that the member may read, the likeliest first; reads every countable case."""
    decided = frozenset(pair_of(link) for link in _active(unit))
    found = pairs(unit.cases.select(_COUNTABLE), decided)
    return tuple(sorted(found, key=lambda each: (-each[1].points, each[0].id, each[1].case.id)))


def all_contradictions(unit: UnitOfWork) -> tuple[Contradiction, ...]:
    """Everything that contradicts itself in the store, by links or by person codes."""
    return contradictions(unit.cases.select(_COUNTABLE), _active(unit))


def counts(unit: UnitOfWork) -> Counts:
    """All countable cases that the member may read, counted as cases, events and persons."""
    return components(unit.cases.select(_COUNTABLE), _active(unit)).counts()


def link_named(unit: UnitOfWork, beginning: str) -> CaseLink:
    """The link whose id begins so; raises `NotFound` for none, `WrongUse` for several."""
    found = [each for each in unit.links.select(Selection()) if beginning and each.id.startswith(beginning)]
    if not found:
        raise NotFound(_NO_LINK)
    if len(found) > 1:
        raise WrongUse(_SEVERAL)
    return found[0]


def _recorded(unit: UnitOfWork, link: CaseLink, stamp: Stamp, *, confirmed_warnings: bool) -> CaseLink:
    made: CaseLink = record(unit, CASE_LINK, link, stamp, confirmed_warnings=confirmed_warnings).record
    return made


def _usual_basis(kind: str, one: Case, two: Case) -> str:
    if kind == SAME_PERSON and one.person_code and one.person_code == two.person_code:
        return BY_CODE
    return BY_LIKENESS if kind == POSSIBLE else BY_LIAISONS


def _has_code_of(case: Case, other: Case) -> bool:
    return other.id != case.id and bool(case.person_code) and case.person_code == other.person_code


def _is_among(link: CaseLink, cases: Iterable[str]) -> bool:
    return {link.case_a, link.case_b} <= set(cases)


def _active(unit: UnitOfWork) -> tuple[CaseLink, ...]:
    return unit.links.select(Selection(where=(("status", frozenset({ACTIVE})),)))


def _ends_in(case_id: str) -> Selection:
    ids = frozenset({case_id})
    return Selection(any_of=((("case_a", ids), ("case_b", ids)),), descending=False)


_COUNTABLE = Selection(where=(("status", frozenset(COUNTABLE)),), descending=False)
_REVOKED_ALREADY = Term(
    "Il collegamento è già revocato. Nulla è stato modificato.", "The link is revoked already. Nothing was changed."
)
_NO_LINK = Term(
    "Nessun collegamento comincia così: elencarli con «link list». Nulla è stato modificato.",
    "No link begins so: list them with “link list”. Nothing was changed.",
)
_SEVERAL = Term(
    "Più collegamenti cominciano così: scrivere l’identificativo per intero. Nulla è stato modificato.",
    "Several links begin so: write the whole id. Nothing was changed.",
)

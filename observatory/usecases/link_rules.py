"""Rules of links across records: one decision for a pair, ends that stay, and contradictions that a change brings."""

from collections.abc import Iterator

from observatory.cases.case import Case
from observatory.errors import NotAllowed, NotFound, Problem
from observatory.links.case_link import CaseLink
from observatory.links.contradictions import Contradiction, contradictions
from observatory.links.kinds import active, other_end, pair_of
from observatory.links.validation import ACTIVE, REVOKED
from observatory.ports import UnitOfWork
from observatory.selection import Selection
from observatory.terms import Term

_FIELD_OF = {"sex": "sex", "two_deaths": "event_type", "after_death": "month", "excluded": "person_code"}
"""Where on a case's form a contradiction is told."""


def links_of(unit: UnitOfWork, *case_ids: str) -> tuple[CaseLink, ...]:
    """The links of these cases, revoked ones too; none for a member who may read no links."""
    ids = frozenset(filter(None, case_ids))
    if not ids:
        return ()
    try:
        found: tuple[CaseLink, ...] = unit.records("case_link").select(
            Selection(any_of=((("case_a", ids), ("case_b", ids)),))
        )
    except NotAllowed:
        return ()
    return found


def decided_with(unit: UnitOfWork, case_id: str) -> frozenset[str]:
    """The cases about which it was decided how they stand to this one."""
    return frozenset(end for link in active(links_of(unit, case_id)) if (end := other_end(link, case_id)))


def neighbourhood(unit: UnitOfWork, *case_ids: str) -> tuple[tuple[Case, ...], tuple[CaseLink, ...]]:
    """Everything that links and person codes tie to these cases, however far, that the member may read."""
    seen: dict[str, Case] = {}
    links: dict[str, CaseLink] = {}
    asked, ask = set[str](), set(case_ids)
    while ask:
        asked |= ask
        found = _with_their_codes(unit, ask)
        seen |= found
        links |= {link.id: link for link in links_of(unit, *found)}
        ask = {end for link in active(links.values()) for end in pair_of(link)} - asked - seen.keys()
    return tuple(seen.values()), tuple(links.values())


def case_of(unit: UnitOfWork, case_id: str) -> Case:
    """The case as lists show it: its note is not opened, so no reading is written down. Raises `NotFound`."""
    for case in _cases(unit, "id", frozenset({case_id})):
        return case
    raise NotFound(_NO_CASE)


def link_problems(unit: UnitOfWork, record: object) -> Iterator[Problem]:
    """What is wrong with a link, or with a case for the sake of its links; only what this change brings is told."""
    if isinstance(record, CaseLink):
        yield from _of_link(unit, record)
    elif isinstance(record, Case):
        yield from _of_case(unit, record)


def _of_link(unit: UnitOfWork, link: CaseLink) -> Iterator[Problem]:
    before: CaseLink | None = unit.records("case_link").get(link.id) if link.version else None
    if before is not None and (before.status == REVOKED or _decision(before) != _decision(link)):
        yield Problem("status" if before.status == REVOKED else "kind", "decided", _REVOKE_FIRST)
    elif link.status == ACTIVE and len(pair_of(link)) > 1:
        yield from _of_active(unit, link)


def _of_active(unit: UnitOfWork, link: CaseLink) -> Iterator[Problem]:
    others = [each for each in links_of(unit, str(link.case_a)) if each.id != link.id]
    if any(pair_of(each) == pair_of(link) for each in active(others)):
        yield Problem("case_b", "already_decided", _ALREADY)
    else:
        cases, links = neighbourhood(unit, *pair_of(link))
        earlier = [each for each in links if each.id != link.id]
        yield from _brought(contradictions(cases, earlier), contradictions(cases, (*earlier, link)), "kind")


def _decision(link: CaseLink) -> tuple[frozenset[str], str | None]:
    return pair_of(link), link.kind


def _of_case(unit: UnitOfWork, case: Case) -> Iterator[Problem]:
    """A changed case among those it is tied to, before and after."""
    if not case.person_code and not (case.version and _is_tied(unit, case)):
        return
    cases, links = neighbourhood(unit, case.id, *_of_code(unit, case.person_code))
    others = [each for each in cases if each.id != case.id]
    before = [each for each in cases if each.id == case.id]
    yield from _brought(contradictions((*others, *before), links), contradictions((*others, case), links), "")


def _is_tied(unit: UnitOfWork, case: Case) -> bool:
    """Whether an active link names the case, or another case has the code that it had so far."""
    stored = case_of(unit, case.id)
    return bool(stored.person_code) or any(True for _ in active(links_of(unit, case.id)))


def _brought(before: tuple[Contradiction, ...], after: tuple[Contradiction, ...], field: str) -> Iterator[Problem]:
    fresh = {each.code: each.message for each in after if each not in before}
    for code, message in fresh.items():
        yield Problem(field or _FIELD_OF[code], f"link_{code}", message, warning=True)


def _with_their_codes(unit: UnitOfWork, ids: set[str]) -> dict[str, Case]:
    found = {case.id: case for case in _cases(unit, "id", frozenset(ids))}
    codes = frozenset(case.person_code for case in found.values() if case.person_code)
    return found | {case.id: case for case in _cases(unit, "person_code", codes)}


def _of_code(unit: UnitOfWork, code: str | None) -> tuple[str, ...]:
    return tuple(case.id for case in _cases(unit, "person_code", frozenset(filter(None, (code,)))))


def _cases(unit: UnitOfWork, field: str, values: frozenset[str]) -> tuple[Case, ...]:
    return unit.cases.select(Selection(where=((field, values),))) if values else ()


_NO_CASE = Term(
    "Il caso non c’è, o è di un’altra Forza. Nulla è stato modificato.",
    "There is no such case, or it is another force’s. Nothing was changed.",
)
_ALREADY = Term(
    "Di questa coppia si è già deciso: revocare prima il collegamento che c’è. Nulla è stato modificato.",
    "This pair was decided already: revoke the present link first. Nothing was changed.",
)
_REVOKE_FIRST = Term(
    "Una decisione presa non si cambia e una revocata non si riattiva: revocare il collegamento, se è attivo, e "
    "deciderne uno nuovo. Nulla è stato modificato.",
    "A decision taken is not changed, and a revoked one not revived: revoke the link if it is active, and decide a new "
    "one. Nothing was changed.",
)

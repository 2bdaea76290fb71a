"""What the commands on links do: show candidates and links, decide about two cases, revoke a decision."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from observatory.errors import Refused, WrongUse
from observatory.ports import Stamp, Store, UnitOfWork
from observatory.terms import Language, Term
from ui import bootstrap
from ui.cli.commands import opened
from ui.cli.output import say

if TYPE_CHECKING:
    from observatory.cases.case import Case
    from observatory.links.candidates import Candidate
    from observatory.links.case_link import CaseLink
    from observatory.links.contradictions import Contradiction

MOST_PAIRS = 50


def candidates(asked: argparse.Namespace, language: Language) -> None:
    """Ids and reasons, never an answer of a case: what stands on a terminal may be seen by others."""
    with opened(asked, language) as store, store.begin() as unit:
        pairs = _pairs(asked, unit)
    for case, found in pairs[:MOST_PAIRS]:
        say(_PAIR.with_values(one=case.id, two=found.case.id, points=found.points), language)
        for compared in found.compared:
            say(_REASON.with_values(sentence=compared.sentence), language)
    if len(pairs) > MOST_PAIRS:
        say(_MORE.with_values(n=len(pairs) - MOST_PAIRS), language)
    say(_PAIRS.with_values(n=len(pairs)) if pairs else _NO_PAIRS, language)


def _pairs(asked: argparse.Namespace, unit: UnitOfWork) -> "Sequence[tuple[Case, Candidate]]":
    from observatory.usecases.link_cases import candidate_pairs, candidates_of
    from observatory.usecases.link_rules import case_of

    if not asked.case:
        return candidate_pairs(unit)
    case = case_of(unit, asked.case)
    return [(case, found) for found in candidates_of(unit, case).candidates]


def list_(asked: argparse.Namespace, language: Language) -> None:
    from observatory.usecases.link_cases import all_contradictions, counts, ties_of
    from observatory.usecases.link_rules import case_of

    with opened(asked, language) as store, store.begin() as unit:
        links = _links(asked, unit)
        if asked.case:
            ties = ties_of(unit, case_of(unit, asked.case))
            wrong, counted = ties.contradictions, ties.counts
        else:
            wrong, counted = all_contradictions(unit), counts(unit)
    for link in links:
        _tell(link, language)
    if not links:
        say(_NO_LINKS, language)
    _tell_contradictions(wrong, language)
    say(_COUNTS.with_values(cases=counted.cases, events=counted.events, persons=counted.persons), language)


def _links(asked: argparse.Namespace, unit: UnitOfWork) -> "Sequence[CaseLink]":
    from observatory.links.validation import ACTIVE
    from observatory.selection import Selection

    ids = frozenset({asked.case})
    ends = ((("case_a", ids), ("case_b", ids)),) if asked.case else ()
    found = unit.links.select(Selection(any_of=ends))
    return [link for link in found if asked.all or link.status == ACTIVE]


def add(asked: argparse.Namespace, language: Language) -> None:
    from observatory.usecases.link_cases import Decision, decide

    decision = Decision(asked.case, asked.other, asked.kind, note=asked.note)
    with opened(asked, language) as store, store.begin() as unit:
        try:
            made = decide(unit, decision, _stamp(store, asked.kind), confirmed_warnings=asked.confirm_contradictions)
        except Refused as refusal:
            raise WrongUse(_why(refusal)) from None
    say(_ADDED.with_values(id=made.id), language)


def revoke(asked: argparse.Namespace, language: Language) -> None:
    from observatory.usecases.link_cases import link_named
    from observatory.usecases.link_cases import revoke as end

    with opened(asked, language) as store, store.begin() as unit:
        link = link_named(unit, asked.link)
        try:
            end(unit, link.id, asked.reason, _stamp(store, link.kind))
        except Refused as refusal:
            raise WrongUse(_why(refusal)) from None
    say(_REVOKED, language)


def _stamp(store: Store, kind: str | None) -> Stamp:
    from observatory.authorisation.links import linking_role
    from observatory.usecases.record import stamped

    return stamped(bootstrap.system_clock, linking_role(store.member, kind))


def _why(refusal: Refused) -> Term:
    """All that is wrong in one sentence after the other; what may be confirmed, with how."""
    told = [problem.message for problem in refusal.problems]
    if all(problem.warning for problem in refusal.problems):
        told.append(_CONFIRM)
    return Term(" ".join(term.it for term in told), " ".join(term.en for term in told))


def _tell(link: "CaseLink", language: Language) -> None:
    from observatory.codelists import codelist

    told = {
        "kind": codelist("link_kind").label(str(link.kind)),
        "status": codelist("link_status").label(str(link.status)),
    }
    say(_LINK.with_values(id=link.id, day=link.decided_on, one=link.case_a, two=link.case_b, **told), language)


def _tell_contradictions(found: "Sequence[Contradiction]", language: Language) -> None:
    for each in found:
        say(_WRONG.with_values(message=each.message, cases=", ".join(sorted(each.cases))), language)


_PAIR = Term("{one} e {two}: {points} punti", "{one} and {two}: {points} points")
_REASON = Term("  {sentence}", "  {sentence}")
_MORE = Term("… e altre {n} coppie meno probabili.", "… and {n} less likely pairs.")
_PAIRS = Term(
    "Coppie da decidere: {n}. Decidere con «link add». Nulla è stato modificato.",
    "Pairs to decide: {n}. Decide with “link add”. Nothing was changed.",
)
_NO_PAIRS = Term("Nessuna coppia da decidere.", "No pair to decide.")
_LINK = Term("{id}  {day}  {kind} ({status}): {one} – {two}", "{id}  {day}  {kind} ({status}): {one} – {two}")
_NO_LINKS = Term("Nessun collegamento.", "No links.")
_WRONG = Term("Contraddizione: {message} Casi: {cases}.", "Contradiction: {message} Cases: {cases}.")
_COUNTS = Term(
    "Casi che contano {cases}, eventi {events}, persone al più {persons}.",
    "Countable cases {cases}, events {events}, persons at most {persons}.",
)
_ADDED = Term(
    "Collegamento {id} registrato. I due casi non sono stati modificati.",
    "Link {id} recorded. The two cases were not changed.",
)
_REVOKED = Term(
    "Collegamento revocato. I due casi sono com’erano prima.", "Link revoked. The two cases are as they were before."
)
_CONFIRM = Term(
    "Se è giusto così, ripetere con --confirm-contradictions. Nulla è stato modificato.",
    "If it is right, repeat with --confirm-contradictions. Nothing was changed.",
)

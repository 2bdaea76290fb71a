"""What the commands on recommendations do: list, show, the grid of forces, and every step of their life."""

import argparse
from typing import TYPE_CHECKING

from observatory.errors import Refused, WrongUse
from observatory.ports import Stamp, Store, UnitOfWork
from observatory.terms import Language, Term, same
from ui import bootstrap
from ui.cli.commands import opened
from ui.cli.output import say

if TYPE_CHECKING:
    from observatory.recommendations.recommendation import ForceResponse, Recommendation


def list_(asked: argparse.Namespace, language: Language) -> None:
    from observatory.codelists import codelist
    from observatory.recommendations.course import adopted
    from observatory.recommendations.words import adopted_words

    with opened(asked, language) as store, store.begin() as unit:
        found = _every(unit)
    for each in found:
        status = codelist("recommendation_status").label(each.status or "BO")
        told = {"name": _name(each), "status": status, "title": each.title or ""}
        say(_LINE.with_values(**told, adopted=adopted_words(adopted(each))), language)
    if not found:
        say(_NONE, language)


def grid(asked: argparse.Namespace, language: Language) -> None:
    """One line for each recommendation and force."""
    from observatory.codelists import FORCES
    from observatory.recommendations.course import in_grid
    from observatory.recommendations.words import cell_words, who
    from observatory.usecases.record import today

    day = today(bootstrap.system_clock)
    with opened(asked, language) as store, store.begin() as unit:
        found = _every(unit)
    for each in found:
        say(same(f"{_name(each)}  {each.title or ''}"), language)
        for force, response in zip(FORCES, in_grid(each), strict=True):
            words = cell_words(each, response, day).in_(language).replace("\n", " – ")
            say(same(f"  {who(force).in_(language):<4} {words}"), language)
    if not found:
        say(_NONE, language)


def show(asked: argparse.Namespace, language: Language) -> None:
    from observatory.usecases.advance import found_by

    with opened(asked, language) as store:
        with store.begin() as unit:
            found = found_by(unit, asked.recommendation)
        say(same(f"{_name(found)}  {found.title or ''}"), language)
        say(same(found.text or ""), language)
        for response in found.responses:
            _tell(store, found, response, language)


def advance(asked: argparse.Namespace, language: Language) -> None:
    from observatory.recommendations.course import Change
    from observatory.recommendations.words import state_words
    from observatory.usecases import advance as use_case
    from observatory.usecases.record import today

    with opened(asked, language) as store:
        told = Change(go_live_on=asked.live_on, share_reached=asked.share, answer_due_on=asked.until)
        attempt = use_case.Attempt(
            to=asked.to,
            on=asked.on or today(bootstrap.system_clock),
            by=asked.by,
            reason=asked.reason,
            evidence=asked.evidence,
            decision_id=_decision(store, asked),
            told=told,
        )
        record_id = _id(store, asked.recommendation)
        try:
            made = use_case.advance(
                store, (record_id, asked.force), attempt, _stamp(), confirmed_warnings=asked.confirm
            )
        except Refused as error:
            for problem in error.problems:
                say(problem.message, language)
            raise
    state = next(response.state for response in made.responses if response.force == asked.force)
    say(_STANDS.with_values(name=_name(made), force=asked.force, state=state_words(state)), language)


def issue(asked: argparse.Namespace, language: Language) -> None:
    from observatory.usecases import advance as use_case

    with opened(asked, language) as store:
        made = use_case.issue(store, _id(store, asked.recommendation), _decision(store, asked) or "", _stamp())
    say(_ISSUED.with_values(name=_name(made)), language)


def address(asked: argparse.Namespace, language: Language) -> None:
    from observatory.usecases import advance as use_case

    with opened(asked, language) as store:
        made = use_case.address(store, _id(store, asked.recommendation), tuple(asked.force), _stamp())
    say(_ADDRESSED.with_values(name=_name(made), n=len(made.responses)), language)


def supersede(asked: argparse.Namespace, language: Language) -> None:
    from observatory.usecases import advance as use_case

    with opened(asked, language) as store:
        old, new = _id(store, asked.recommendation), _id(store, asked.by)
        made = use_case.supersede(store, old, new, _decision(store, asked) or "", _stamp())
    say(_SUPERSEDED.with_values(name=_name(made)), language)


def decisions(asked: argparse.Namespace, language: Language) -> None:
    """The decisions that a step can name, the newest first."""
    from observatory.usecases.decisions import decisions as use_case
    from observatory.usecases.record import today

    with opened(asked, language) as store, store.begin() as unit:
        for taken in use_case(unit, today(bootstrap.system_clock)):
            say(_DECISION.with_values(id=taken.decision.id, words=taken.words), language)


def procedures(asked: argparse.Namespace, language: Language) -> None:
    """The shared instruments, each with the version in force today."""
    from observatory.codelists import codelist
    from observatory.procedures.versions import version_on
    from observatory.selection import EVERYTHING
    from observatory.usecases.record import today

    with opened(asked, language) as store, store.begin() as unit:
        found = unit.procedures.select(EVERYTHING)
    for each in found:
        valid = version_on(each, today(bootstrap.system_clock))
        status = codelist("procedure_status").label(each.status or "BO")
        told = {"id": each.id[:8], "status": status, "version": valid.number if valid else "–"}
        say(_INSTRUMENT.with_values(**told, title=each.title or ""), language)


def adopt(asked: argparse.Namespace, language: Language) -> None:
    """Adopt a version of a shared instrument."""
    from observatory.usecases import adopt as use_case

    with opened(asked, language) as store:
        with store.begin() as unit:
            found = use_case.procedure_found(unit, asked.procedure)
        adoption = use_case.Adoption(
            decision_id=_decision(store, asked) or "",
            number=asked.number,
            valid_from=asked.valid_from,
            summary=asked.summary,
            reference=asked.reference,
        )
        made = use_case.adopt(store, found.id, adoption, _stamp())
    for version in made.versions:
        told = {"number": version.number, "since": version.valid_from or "–", "until": version.valid_to or "–"}
        say(_VERSION.with_values(**told), language)


def _tell(store: Store, found: "Recommendation", response: "ForceResponse", language: Language) -> None:
    """The response of a force, its steps, and where the member may lead it now."""
    from observatory.recommendations.words import NEED_LABELS, cell_words, offer_words, step_words, who
    from observatory.usecases.advance import offers
    from observatory.usecases.record import today

    words = cell_words(found, response, today(bootstrap.system_clock)).in_(language).replace("\n", " – ")
    say(same(f"{who(response.force).in_(language)}: {words}"), language)
    for step in response.steps:
        say(same(f"  {step_words(step).in_(language)}"), language)
    for offer in offers(store.member, found, response.force or ""):
        needs = ", ".join(NEED_LABELS[need].in_(language) for need in offer.needs) or "–"
        told = {"code": offer.to, "needs": needs}
        state = offer_words(offer.to, response, corrects=offer.corrects)
        say(_OFFER.with_values(**told, state=state), language)


def _every(unit: UnitOfWork) -> "tuple[Recommendation, ...]":
    from observatory.selection import EVERYTHING

    return unit.recommendations.select(EVERYTHING)


def _id(store: Store, name: str) -> str:
    from observatory.usecases.advance import found_by

    with store.begin() as unit:
        return found_by(unit, name).id


def _decision(store: Store, asked: argparse.Namespace) -> str | None:
    """The id of the decision named by it or by its beginning; one that is not there is left for the guard to refuse."""
    from observatory.usecases.decisions import decisions as use_case
    from observatory.usecases.record import today

    if not asked.decision:
        return None
    with store.begin() as unit:
        every = [taken.decision.id for taken in use_case(unit, today(bootstrap.system_clock))]
    found = [ident for ident in every if ident.startswith(asked.decision)]
    if len(found) > 1:
        raise WrongUse(_WHICH_DECISION)
    return found[0] if found else str(asked.decision)


def _stamp() -> Stamp:
    from observatory.usecases.record import UPDATE, stamped

    return stamped(bootstrap.system_clock, "", UPDATE)


def _name(recommendation: "Recommendation") -> str:
    return recommendation.code or recommendation.id[:8]


_LINE = Term("{name}  {status}  attuata: {adopted}  {title}", "{name}  {status}  adopted: {adopted}  {title}")
_NONE = Term("Nessuna raccomandazione.", "No recommendations.")
_OFFER = Term("  → {code}  {state}; serve: {needs}", "  → {code}  {state}; needs: {needs}")
_STANDS = Term("{name}, {force}: {state}.", "{name}, {force}: {state}.")
_ISSUED = Term("Deliberata: {name}.", "Issued: {name}.")
_ADDRESSED = Term("{name}: {n} Forze destinatarie.", "{name}: {n} addressed forces.")
_SUPERSEDED = Term(
    "Sostituita da {name}; quanto era aperto è chiuso con la decisione.",
    "Superseded by {name}; what was open is closed by the decision.",
)
_DECISION = Term("{id}  {words}", "{id}  {words}")
_VERSION = Term("Versione {number}: dal {since} al {until}", "Version {number}: from {since} to {until}")
_INSTRUMENT = Term(
    "{id}  {status}  versione in vigore: {version}  {title}", "{id}  {status}  version in force: {version}  {title}"
)
_WHICH_DECISION = Term(
    "Più decisioni cominciano così: indicare l’identificativo per intero. Nulla è stato modificato.",
    "Several decisions begin so: give the whole id. Nothing was changed.",
)

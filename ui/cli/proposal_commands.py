"""What the commands on proposals do: list them, show, confirm or withdraw one, propose a release."""

import argparse
from typing import TYPE_CHECKING

from observatory.ports import Store
from observatory.terms import Language, Term
from ui import bootstrap
from ui.cli.commands import opened
from ui.cli.output import say
from ui.cli.progress_line import progress_line
from ui.cli.summary_commands import question

if TYPE_CHECKING:
    from observatory.security.proposals import Proposal, Signature


def list_(asked: argparse.Namespace, language: Language) -> None:
    from observatory.security.proposals import MATTER_LABELS, STATE_LABELS
    from observatory.usecases.confirm import all_proposals

    with opened(asked, language) as store:
        found = all_proposals(store)
        for each in found:
            state = STATE_LABELS[each.state(bootstrap.system_clock())]
            told = {"id": each.id, "matter": MATTER_LABELS[each.matter], "state": state}
            say(_LINE.with_values(**told, first=_by(each.prepared, store)), language)
    if not found:
        say(_NONE, language)


def show(asked: argparse.Namespace, language: Language) -> None:
    from observatory.security.proposals import STATE_LABELS
    from observatory.usecases.confirm import named

    with opened(asked, language) as store:
        found = named(store, asked.proposal)
        tell(found, language)
        say(_PREPARED_BY.with_values(who=_by(found.prepared, store)), language)
        if found.confirmed is not None:
            say(_CONFIRMED_BY.with_values(who=_by(found.confirmed, store)), language)
    say(_STATE.with_values(state=STATE_LABELS[found.state(bootstrap.system_clock())]), language)


def confirm(asked: argparse.Namespace, language: Language) -> None:
    """As whoever opens the store: on another occasion, another member."""
    from observatory.usecases import confirm as use_case

    with opened(asked, language) as store:
        found = use_case.named(store, asked.proposal)
        confirmed = use_case.confirm(store, found.id, store.witness(), bootstrap.system_clock)
    tell(confirmed, language)
    say(_CONFIRMED, language)


def withdraw(asked: argparse.Namespace, language: Language) -> None:
    from observatory.usecases import confirm as use_case

    with opened(asked, language) as store:
        use_case.withdraw(store, use_case.named(store, asked.proposal).id, bootstrap.system_clock)
    say(_WITHDRAWN, language)


def release(asked: argparse.Namespace, language: Language) -> None:
    """Propose to release a summary as it is now."""
    from observatory.usecases.release import prepare_release
    from observatory.usecases.summarise import make_summary

    with opened(asked, language) as store:
        with progress_line(language) as progress:
            made = make_summary(store, question(asked), clock=bootstrap.system_clock, progress=progress)
        proposal = prepare_release(store, made, bootstrap.system_clock)
    tell(proposal, language)
    say(_TO_CONFIRM.with_values(id=proposal.id), language)


def tell(proposal: "Proposal", language: Language) -> None:
    """Exactly what it is about."""
    from observatory.usecases.proposal_words import words

    for name, value in words(proposal):
        say(_FIELD.with_values(name=name, value=value), language)


def _by(signature: "Signature", store: Store) -> str:
    """Name, force and day; the beginning of the id for a member of the past."""
    name = next((each.name for each in store.members if each.id == signature.member), signature.member[:8])
    return f"{name} ({signature.force}), {signature.at.astimezone().date().isoformat()}"


_LINE = Term("{id}  {state}  {matter}  {first}", "{id}  {state}  {matter}  {first}")
_FIELD = Term("{name}: {value}", "{name}: {value}")
_NONE = Term("Nessuna proposta.", "No proposals.")
_PREPARED_BY = Term("Preparata da {who}", "Prepared by {who}")
_CONFIRMED_BY = Term("Confermata da {who}", "Confirmed by {who}")
_STATE = Term("Stato: {state}", "State: {state}")
_CONFIRMED = Term(
    "Proposta confermata: chi l’ha preparata può eseguirla, entro 30 giorni dalla preparazione.",
    "The proposal is confirmed: whoever prepared it can carry it out, within 30 days of its preparation.",
)
_WITHDRAWN = Term(
    "Proposta ritirata. Resta scritta nell’archivio e nel registro.",
    "The proposal was withdrawn. It stays written in the store and in the log.",
)
_TO_CONFIRM = Term(
    "Proposta {id} preparata: vale 30 giorni. La conferma un membro di un’altra Forza con «proposal confirm», poi "
    "«summary» o «export» con --proposal. Nulla è uscito.",
    "Proposal {id} prepared: it holds for 30 days. A member of another force confirms it with “proposal confirm”, then "
    "“summary” or “export” with --proposal. Nothing left.",
)

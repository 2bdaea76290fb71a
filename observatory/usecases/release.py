"""What leaves the Observatory: a draft until two members of two forces stand for exactly this content."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TypeVar, cast

from observatory.disclosure.rules import Audience
from observatory.errors import WrongUse
from observatory.exports.answers import Told
from observatory.ports import Clock, Store
from observatory.security import proposals
from observatory.security.members import Witness
from observatory.security.proposals import Matter, Proposal
from observatory.summary.content import Confirmation, Summary
from observatory.terms import Term
from observatory.usecases import confirm
from observatory.usecases.record_files import window_code

Leaving = TypeVar("Leaving", bound=Summary | Told)
"""A summary, or the answer to a single question."""


def confirmation(store: Store, what: Summary | Told) -> Confirmation:
    """Whether this content needs two members, has them, or is a draft; their signatures are checked each time."""
    return standing_of(store, audience_of(what), subject_of(what))


def standing_of(store: Store, audience: str, subject: str) -> Confirmation:
    """The same, from what two members would have signed."""
    return standing_among(confirm.all_proposals(store), store, audience, subject)


def standing_among(found: Iterable[Proposal], store: Store, audience: str, subject: str) -> Confirmation:
    """The same, from proposals that were read already."""
    if not is_outside(audience):
        return Confirmation.NOT_NEEDED
    return Confirmation.DRAFT if carried_out(found, store, subject) is None else Confirmation.CONFIRMED


def carried_out(found: Iterable[Proposal], store: Store, subject: str) -> Proposal | None:
    """The proposal by which two members released exactly this; None where a signature is missing or not genuine."""
    done = (each for each in found if each.done_at is not None and each.subject == subject)
    return next((each for each in done if each.matter is Matter.RELEASE and proposals.is_genuine(each, store)), None)


def is_outside(audience: str) -> bool:
    """Whether whoever receives it is not a member of the Observatory."""
    return audience != Audience.MEMBERS


def audience_of(what: Summary | Told) -> str:
    """For whom it is."""
    return what.cover.audience_code if isinstance(what, Summary) else what.audience.value


def is_draft(what: Summary | Told) -> bool:
    """Whether it needs two members and has not got them."""
    return what.cover.is_draft if isinstance(what, Summary) else what.is_draft


def subject_of(what: Summary | Told) -> str:
    """What two members sign: period, audience, day of the data, and the digest of all that it says.

    The cells that the preparer of a summary asked to keep are part of the digest, and named beside it where there are
    any; beside an answer stands what was asked.
    """
    if isinstance(what, Summary):
        cover = what.cover
        return subject_for((cover.period_code, cover.audience_code, cover.as_of), what.digest, kept=what.kept)
    asked = what.answer.question
    place = window_code(asked.window), what.audience.value, what.as_of
    return subject_for(place, what.answer.digest, question=asked.code)


def subject_for(place: tuple[str, str, date], digest: str, *, kept: tuple[str, ...] = (), question: str = "") -> str:
    """The same, of an issue that was noted; `place` is period, audience and day of the data."""
    period, audience, as_of = place
    told = {
        "as_of": as_of.isoformat(),
        "audience": audience,
        "digest": digest,
        "period": period,
        **({"kept": kept} if kept else {}),
        **({"question": question} if question else {}),
    }
    return json.dumps(told, sort_keys=True, separators=(",", ":"))


def asked_by(subject: str) -> tuple[str, Audience, date]:
    """Period or window, audience and day of the data, as a proposal carries them."""
    told = json.loads(subject)
    return told["period"], Audience(told["audience"]), date.fromisoformat(told["as_of"])


def kept_in(subject: str) -> tuple[str, ...]:
    """The cells that the preparer asked to keep, as `table:code,code`."""
    return tuple(json.loads(subject).get("kept", ()))


def question_in(subject: str) -> str:
    """What was asked, as `Question.code`; empty for a summary."""
    return str(json.loads(subject).get("question", ""))


def prepare_release(store: Store, what: Summary | Told, clock: Clock) -> Proposal:
    """Propose to release it; raises `WrongUse` for what needs no second member, `NotAllowed`."""
    refuse_inside(audience_of(what))
    return confirm.prepare(store, Matter.RELEASE, subject_of(what), clock)


def proposed_release(store: Store, what: Summary | Told, clock: Clock) -> Proposal:
    """As `prepare_release`, or what was prepared or confirmed already of exactly the same."""
    refuse_inside(audience_of(what))
    return confirm.proposed(store, Matter.RELEASE, subject_of(what), clock)


def release_with(store: Store, what: Leaving, witness: Witness, clock: Clock) -> Leaving:
    """Release it with a second member who is there now; raises as `prepare_release` and `release`."""
    refuse_inside(audience_of(what))
    if not is_draft(what):
        return what
    made = confirm.prepare_with(store, Matter.RELEASE, subject_of(what), witness, clock)
    return release(store, what, made.id, clock)


def confirm_and_release(store: Store, what: Leaving, proposal_id: str, witness: Witness, clock: Clock) -> Leaving:
    """It as released by what the second member confirms now; raises as `confirm.confirm` and `release`."""
    confirm.confirm(store, proposal_id, witness, clock)
    return release(store, what, proposal_id, clock)


def release(store: Store, what: Leaving, proposal_id: str, clock: Clock) -> Leaving:
    """It as released, which a second member confirmed earlier; it stays released, whatever the file's form.

    Raises as `proposals.done`, `NotFound`, and `WrongUse` if what they confirmed is another content.
    """
    refuse_inside(audience_of(what))
    with store.begin() as unit:
        proposal = unit.proposals.get(proposal_id)
        if proposal.matter is not Matter.RELEASE or proposal.subject != subject_of(what):
            raise WrongUse(_OTHER_CONTENT)
        unit.proposals.replace(proposals.done(proposal, store, clock()))
        unit.commit()
    return as_standing(store, what)


def as_standing(store: Store, what: Leaving) -> Leaving:
    """It as it stands by now: a draft, or confirmed by two members."""
    stands = confirmation(store, what)
    if isinstance(what, Summary):
        return cast("Leaving", replace(what, cover=replace(what.cover, confirmation=stands)))
    return cast("Leaving", replace(what, is_confirmed=stands is Confirmation.CONFIRMED))


def refuse_inside(audience: str) -> None:
    """Raise `WrongUse` for what needs no second member."""
    if not is_outside(audience):
        raise WrongUse(_INSIDE)


_INSIDE = Term(
    "Ciò che è per i membri non esce dall’Osservatorio: non serve la conferma di un secondo membro.",
    "What is for the members does not leave the Observatory: it needs no second member.",
)
_OTHER_CONTENT = Term(
    "La proposta confermata riguarda un contenuto diverso: periodo, destinatari, data o dati non sono gli stessi. "
    "Preparare una nuova proposta. Nulla è uscito.",
    "The confirmed proposal is about another content: period, audience, day or data are not the same. Prepare a new "
    "proposal. Nothing left.",
)

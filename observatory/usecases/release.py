"""What leaves the Observatory: a draft until two members of two forces stand for exactly this content."""

import json
from dataclasses import replace
from datetime import date

from observatory.disclosure.rules import Audience
from observatory.errors import WrongUse
from observatory.ports import Clock, Store
from observatory.security import proposals
from observatory.security.members import Witness
from observatory.security.proposals import Matter, Proposal
from observatory.summary.content import Confirmation, Summary
from observatory.terms import Term
from observatory.usecases import confirm


def confirmation(store: Store, summary: Summary) -> Confirmation:
    """Whether this content needs two members, has them, or is a draft; their signatures are checked each time."""
    return standing_of(store, summary.cover.audience_code, subject_of(summary))


def standing_of(store: Store, audience: str, subject: str) -> Confirmation:
    """The same, from what two members would have signed."""
    if not is_outside(audience):
        return Confirmation.NOT_NEEDED
    released = (each for each in confirm.all_proposals(store) if each.done_at is not None and each.subject == subject)
    is_released = any(each.matter is Matter.RELEASE and proposals.is_genuine(each, store) for each in released)
    return Confirmation.CONFIRMED if is_released else Confirmation.DRAFT


def is_outside(audience: str) -> bool:
    """Whether whoever receives it is not a member of the Observatory."""
    return audience != Audience.MEMBERS


def subject_of(summary: Summary) -> str:
    """What two members sign: period, audience, day of the data, and the digest of all that the summary says.

    The cells that the preparer asked to keep are part of the digest, and named beside it where there are any.
    """
    cover = summary.cover
    return subject_for(cover.period_code, cover.audience_code, cover.as_of, summary.digest, summary.kept)


def subject_for(period: str, audience: str, as_of: date, digest: str, kept: tuple[str, ...]) -> str:
    """The same, of an issue that was noted."""
    told = {
        "as_of": as_of.isoformat(),
        "audience": audience,
        "digest": digest,
        "period": period,
        **({"kept": kept} if kept else {}),
    }
    return json.dumps(told, sort_keys=True, separators=(",", ":"))


def asked_by(subject: str) -> tuple[str, Audience, date]:
    """Period, audience and day of the data, as a proposal carries them."""
    told = json.loads(subject)
    return told["period"], Audience(told["audience"]), date.fromisoformat(told["as_of"])


def kept_in(subject: str) -> tuple[str, ...]:
    """The cells that the preparer asked to keep, as `table:code,code`."""
    return tuple(json.loads(subject).get("kept", ()))


def prepare_release(store: Store, summary: Summary, clock: Clock) -> Proposal:
    """Propose to release a summary; raises `WrongUse` for one that needs no second member, `NotAllowed`."""
    _refuse_inside(summary)
    return confirm.prepare(store, Matter.RELEASE, subject_of(summary), clock)


def proposed_release(store: Store, summary: Summary, clock: Clock) -> Proposal:
    """As `prepare_release`, or what was prepared or confirmed already of exactly the same."""
    _refuse_inside(summary)
    return confirm.proposed(store, Matter.RELEASE, subject_of(summary), clock)


def release_with(store: Store, summary: Summary, witness: Witness, clock: Clock) -> Summary:
    """Release a summary with a second member who is there now; raises as `prepare_release` and `release`."""
    _refuse_inside(summary)
    if summary.cover.confirmation is Confirmation.CONFIRMED:
        return summary
    made = confirm.prepare_with(store, Matter.RELEASE, subject_of(summary), witness, clock)
    return release(store, summary, made.id, clock)


def confirm_and_release(store: Store, summary: Summary, proposal_id: str, witness: Witness, clock: Clock) -> Summary:
    """The summary as released by what the second member confirms now; raises as `confirm.confirm` and `release`."""
    confirm.confirm(store, proposal_id, witness, clock)
    return release(store, summary, proposal_id, clock)


def release(store: Store, summary: Summary, proposal_id: str, clock: Clock) -> Summary:
    """The summary as released, which a second member confirmed earlier; it stays released, whatever the file's form.

    Raises as `proposals.done`, `NotFound`, and `WrongUse` if what they confirmed is another content.
    """
    _refuse_inside(summary)
    with store.begin() as unit:
        proposal = unit.proposals.get(proposal_id)
        if proposal.matter is not Matter.RELEASE or proposal.subject != subject_of(summary):
            raise WrongUse(_OTHER_CONTENT)
        unit.proposals.replace(proposals.done(proposal, store, clock()))
        unit.commit()
    return replace(summary, cover=replace(summary.cover, confirmation=confirmation(store, summary)))


def _refuse_inside(summary: Summary) -> None:
    if not is_outside(summary.cover.audience_code):
        raise WrongUse(_INSIDE)


_INSIDE = Term(
    "La sintesi per i membri non esce dall’Osservatorio: non serve la conferma di un secondo membro.",
    "The members’ summary does not leave the Observatory: it needs no second member.",
)
_OTHER_CONTENT = Term(
    "La proposta confermata riguarda un contenuto diverso: periodo, destinatari, data o dati non sono gli stessi. "
    "Preparare una nuova proposta. Nulla è uscito.",
    "The confirmed proposal is about another content: period, audience, day or data are not the same. Prepare a new "
    "proposal. Nothing left.",
)

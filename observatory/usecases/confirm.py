"""Proposals of two members: prepare one, see which wait, confirm or withdraw one."""

from collections.abc import Callable

from observatory.errors import NotFound, WrongUse
from observatory.ports import Clock, Store
from observatory.security import custody, proposals
from observatory.security.members import Witness
from observatory.security.proposals import Matter, Proposal, State
from observatory.terms import Term


def prepare(store: Store, matter: Matter, subject: str, clock: Clock) -> Proposal:
    """Prepare as whoever opened the store; raises `NotAllowed`."""
    made = proposals.prepared(matter, subject, store.witness(), clock())
    with store.begin() as unit:
        unit.proposals.add(made)
        unit.commit()
    return made


def prepare_with(store: Store, matter: Matter, subject: str, witness: Witness, clock: Clock) -> Proposal:
    """Prepare as whoever opened the store and confirm as the second member, at once or not at all; raises as both."""
    made = proposals.prepared(matter, subject, store.witness(), clock())
    custody.refuse_concerned(made, witness.member)
    confirmed = proposals.confirmed(made, witness, clock())
    with store.begin() as unit:
        unit.proposals.add(made)
        unit.proposals.replace(confirmed)
        unit.commit()
    return confirmed


def confirm(store: Store, proposal_id: str, witness: Witness, clock: Clock) -> Proposal:
    """Confirm as the witness: whoever opened the store, or a second member beside them.

    Raises `NotAllowed`, `NotFound`, `TamperedStore`, `WrongUse` for a proposal that waits for nobody.
    """

    def step(proposal: Proposal) -> Proposal:
        proposals.check_first(proposal, store)
        custody.refuse_concerned(proposal, witness.member)
        return proposals.confirmed(proposal, witness, clock())

    return _replaced(store, proposal_id, step)


def withdraw(store: Store, proposal_id: str, clock: Clock) -> Proposal:
    """Set a proposal aside; raises as `confirm`."""
    return _replaced(store, proposal_id, lambda proposal: proposals.withdrawn(proposal, store.member, clock()))


def all_proposals(store: Store) -> tuple[Proposal, ...]:
    """Newest first."""
    with store.begin() as unit:
        return unit.proposals.all()


def waiting(store: Store, clock: Clock) -> tuple[Proposal, ...]:
    """Those that a second member may still confirm, newest first."""
    return tuple(each for each in all_proposals(store) if each.state(clock()) is State.PREPARED)


def proposed(store: Store, matter: Matter, subject: str, clock: Clock) -> Proposal:
    """The proposal of exactly this that is confirmed, or the own one that waits; else a new one. Raises `NotAllowed`.

    So whoever asks twice finds what was prepared the first time, and what others confirmed meanwhile.
    """
    same = [each for each in all_proposals(store) if (each.matter, each.subject) == (matter, subject)]
    mine = [each for each in same if each.prepared.member == store.member.id]
    for state, among in ((State.CONFIRMED, same), (State.PREPARED, mine)):
        for each in among:
            if each.state(clock()) is state:
                return each
    return prepare(store, matter, subject, clock)


def named(store: Store, beginning: str) -> Proposal:
    """The proposal whose id begins so; raises `NotFound` for none, `WrongUse` for several."""
    found = [each for each in all_proposals(store) if beginning and each.id.startswith(beginning)]
    if not found:
        raise NotFound(_NONE)
    if len(found) > 1:
        raise WrongUse(_SEVERAL)
    return found[0]


def _replaced(store: Store, proposal_id: str, step: Callable[[Proposal], Proposal]) -> Proposal:
    with store.begin() as unit:
        after = step(unit.proposals.get(proposal_id))
        unit.proposals.replace(after)
        unit.commit()
    return after


_NONE = Term(
    "Nessuna proposta comincia così: elencarle con «proposal list». Nulla è stato fatto.",
    "No proposal begins so: list them with “proposal list”. Nothing was done.",
)
_SEVERAL = Term(
    "Più proposte cominciano così: scrivere l’identificativo per intero. Nulla è stato fatto.",
    "Several proposals begin so: write the whole id. Nothing was done.",
)

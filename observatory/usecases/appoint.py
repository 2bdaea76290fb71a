"""The linkage custodian: propose one, and make exactly whom two other members of two forces stand for."""

from observatory.errors import WrongUse
from observatory.ports import Clock, Store
from observatory.security import custody, proposals
from observatory.security.members import Member, Witness
from observatory.security.proposals import Matter, Proposal
from observatory.security.store_keys import StoreKeys
from observatory.usecases import confirm


def prepare_appointment(store: Store, subject: str, clock: Clock) -> Proposal:
    """Propose what `StoreKeys.appointment` gave; raises `NotAllowed`."""
    return confirm.prepare(store, Matter.LINKAGE, subject, clock)


def proposed_appointment(store: Store, subject: str, clock: Clock) -> Proposal:
    """As `prepare_appointment`, or what was prepared or confirmed already of exactly the same."""
    return confirm.proposed(store, Matter.LINKAGE, subject, clock)


def propose_with(store: Store, subject: str, witness: Witness, clock: Clock) -> Proposal:
    """As `prepare_appointment`, confirmed at once by a second member who is there; raises as both."""
    return confirm.prepare_with(store, Matter.LINKAGE, subject, witness, clock)


def confirm_and_appoint(store: Store, keys: StoreKeys, proposal_id: str, witness: Witness, clock: Clock) -> Member:
    """Make the custodian whom the second member confirms now; raises as `confirm.confirm` and `appoint`."""
    found = confirm.confirm(store, proposal_id, witness, clock)
    return appoint(store, keys, found, clock)


def appoint(store: Store, keys: StoreKeys, proposal: Proposal, clock: Clock, asked: str = "") -> Member:
    """Make the custodian whom two members stand for; the keys mark the proposal done in the same transaction.

    `asked` is the subject that is wanted, where it is known. Raises as `proposals.done` and `StoreKeys.appoint`, and
    `WrongUse` for a proposal about something else.
    """
    if proposal.matter is not Matter.LINKAGE or asked not in ("", proposal.subject):
        raise WrongUse(custody.CHANGED)
    proposals.done(proposal, store, clock())
    return keys.appoint(proposal)

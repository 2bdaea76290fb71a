"""Retention: see what is past its term, propose to erase it, and erase exactly what two members confirmed."""

from collections.abc import Iterable
from dataclasses import dataclass

from observatory.errors import ObservatoryError, WrongUse
from observatory.ports import Clock, Stamp, Store, UnitOfWork
from observatory.progress import Progress, silent
from observatory.retention.plan import Line, RetentionPlan, day_of, plan
from observatory.retention.policies import set_term
from observatory.security import proposals
from observatory.security.audit.fingerprint import Standing
from observatory.security.members import Witness
from observatory.security.proposals import Matter, Proposal
from observatory.security.roles import Permission
from observatory.terms import Term
from observatory.usecases import confirm
from observatory.usecases.record import UPDATE, today

_STEP = 250


class NotErased(ObservatoryError):
    """Something would have been left of a record; nothing was erased."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased, by policy, and the proof: the tables looked through afterwards, and where the log then stood."""

    lines: tuple[tuple[Term, int], ...]
    tables: tuple[str, ...]
    entries: int
    standing: Standing

    @property
    def count(self) -> int:
        return sum(count for _, count in self.lines)


def see_plan(store: Store, clock: Clock) -> RetentionPlan:
    """The dry run of today; raises `NotAllowed`."""
    with store.begin() as unit:
        return plan(unit, today(clock))


def change_term(store: Store, code: str, months: int) -> None:
    """Keep what a policy names for so many months, 0 for ever; raises `WrongUse`, `NotAllowed`."""
    with store.begin() as unit:
        set_term(unit.settings, code, months)
        unit.commit()


def prepare_retention(store: Store, clock: Clock) -> Proposal:
    """Propose to erase what is past its term today; raises `WrongUse` where nothing is, `NotAllowed`."""
    return confirm.prepare(store, Matter.RETENTION, _due_subject(store, clock), clock)


def proposed_retention(store: Store, clock: Clock) -> Proposal:
    """As `prepare_retention`, or what was prepared or confirmed already of exactly the same."""
    return confirm.proposed(store, Matter.RETENTION, _due_subject(store, clock), clock)


def confirm_and_run(
    store: Store, proposal_id: str, witness: Witness, clock: Clock, progress: Progress = silent
) -> Erased:
    """Erase what the second member confirms now; raises as `confirm.confirm` and `run_retention`."""
    confirm.confirm(store, proposal_id, witness, clock)
    return run_retention(store, proposal_id, clock, progress)


def propose_with(store: Store, witness: Witness, clock: Clock) -> Proposal:
    """As `prepare_retention`, confirmed at once by a second member who is there; raises as both."""
    return confirm.prepare_with(store, Matter.RETENTION, _due_subject(store, clock), witness, clock)


def run_retention(store: Store, proposal_id: str, clock: Clock, progress: Progress = silent) -> Erased:
    """Erase exactly what two members confirmed, in one transaction that is proved before it is committed.

    Raises as `proposals.done`, `NotAllowed`, `NotFound`, `Cancelled`, `WrongUse` if other records are past their term
    than those confirmed, `NotErased` if something would be left.
    """
    with store.begin() as unit:
        before = unit.audit.standing().sequence
        proposal = unit.proposals.get(proposal_id)
        unit.proposals.replace(proposals.done(proposal, store, clock()))
        confirmed = _confirmed_plan(unit, proposal)
        for line in confirmed.lines:
            _erase(unit, line, _stamp(store, clock), progress)
        tables = _proved(unit, confirmed.ids, progress)
        unit.commit()
    return _told(store, confirmed, tables, before)


def _due_subject(store: Store, clock: Clock) -> str:
    found = see_plan(store, clock)
    if not found.count:
        raise WrongUse(_NOTHING_DUE)
    return found.subject


def _confirmed_plan(unit: UnitOfWork, proposal: Proposal) -> RetentionPlan:
    """The plan of the day of the proposal, as it is now: it must be the very same."""
    if proposal.matter is not Matter.RETENTION:
        raise WrongUse(_OTHER_MATTER)
    found = plan(unit, day_of(proposal.subject))
    if found.subject != proposal.subject:
        raise WrongUse(_CHANGED)
    return found


def _erase(unit: UnitOfWork, line: Line, stamp: Stamp, progress: Progress) -> None:
    ids = sorted(line.due)
    for start in range(0, len(ids), _STEP):
        progress(start, len(ids), _ERASING.with_values(what=line.policy.label))
        unit.erasure.erase(line.policy.entity, ids[start : start + _STEP], line.policy.code, stamp)


def _proved(unit: UnitOfWork, ids: tuple[str, ...], progress: Progress) -> tuple[str, ...]:
    progress(0, 1, _PROVING)
    left = unit.erasure.places(*ids)
    if left:
        raise NotErased(_LEFT.with_values(tables=", ".join(left)))
    return unit.erasure.tables


def _stamp(store: Store, clock: Clock) -> Stamp:
    return Stamp(today(clock), clock(), store.member.role_for(Permission.RETAIN).value, UPDATE)


def _told(store: Store, done: RetentionPlan, tables: Iterable[str], before: int) -> Erased:
    with store.begin() as unit:
        standing = unit.audit.standing()
    lines = tuple((line.policy.label, line.count) for line in done.lines if line.count)
    return Erased(lines, tuple(tables), standing.sequence - before, standing)


_ERASING = Term("Cancellazione: {what}", "Erasing: {what}")
_PROVING = Term("Ricerca di residui in ogni tabella", "Looking through every table for what is left")
_NOTHING_DUE = Term(
    "Nessuna scheda ha superato il suo termine: non c’è nulla da cancellare.",
    "No record is past its term: there is nothing to erase.",
)
_OTHER_MATTER = Term(
    "La proposta riguarda altro: serve una proposta di cancellazione alla scadenza. Nulla è stato cancellato.",
    "The proposal is about something else: one for retention is needed. Nothing was erased.",
)
_CHANGED = Term(
    "Dopo la preparazione sono cambiate le schede o i termini: ciò che i due membri hanno confermato non è più ciò che "
    "si cancellerebbe. Preparare una nuova proposta. Nulla è stato cancellato.",
    "Records or terms have changed since it was prepared: what the two members confirmed is no longer what would be "
    "erased. Prepare a new proposal. Nothing was erased.",
)
_LEFT = Term(
    "Dopo la cancellazione resterebbero tracce in: {tables}. La cancellazione è stata annullata per intero: l’archivio "
    "è com’era. Segnalare questa frase a chi cura il programma.",
    "After the erasure traces would be left in: {tables}. It was undone as a whole: the store is as it was. Report "
    "this sentence to whoever maintains the program.",
)

"""What needs two members, in SQL: each of its steps with an entry of the log."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from db.schema import PROPOSAL
from db.sentences import NO_SUCH_PROPOSAL
from observatory.errors import NotFound, TamperedStore
from observatory.security.audit.entries import Act, Note, moment_text
from observatory.security.proposals import FORGED, Matter, Proposal, Signature, act_between, told_of

if TYPE_CHECKING:
    from db.unit import SqlUnit


class ProposalStore:
    """`observatory.ports.Proposals`."""

    def __init__(self, unit: "SqlUnit") -> None:
        self._unit = unit

    def add(self, proposal: Proposal) -> None:
        self._unit.write(insert(PROPOSAL), _row(proposal))
        self._unit.note(Note(Act.PREPARED, f"proposal/{proposal.id}", fields=told_of(Act.PREPARED, proposal)))

    def replace(self, proposal: Proposal) -> None:
        self._unit.take_write_lock()
        act = act_between(self.get(proposal.id), proposal)
        changed = update(PROPOSAL).where(PROPOSAL.c.id == proposal.id).values(_row(proposal))
        self._unit.write(changed)
        self._unit.note(Note(act, f"proposal/{proposal.id}", fields=told_of(act, proposal)))

    def get(self, proposal_id: str) -> Proposal:
        found = self._unit.read(select(PROPOSAL).where(PROPOSAL.c.id == proposal_id))
        if not found:
            raise NotFound(NO_SUCH_PROPOSAL)
        return _proposal(found[0])

    def all(self) -> tuple[Proposal, ...]:
        newest_first = select(PROPOSAL).order_by(PROPOSAL.c.prepared_at.desc(), PROPOSAL.c.id)
        return tuple(_proposal(row) for row in self._unit.read(newest_first))


def _row(proposal: Proposal) -> dict[str, Any]:
    first, second = proposal.prepared, proposal.confirmed
    return {
        "id": proposal.id,
        "matter": proposal.matter.value,
        "subject": proposal.subject,
        "prepared_by": first.member,
        "prepared_force": first.force,
        "prepared_at": moment_text(first.at),
        "prepared_signature": first.bytes,
        "confirmed_by": second and second.member,
        "confirmed_force": second and second.force,
        "confirmed_at": None if second is None else moment_text(second.at),
        "confirmed_signature": second and second.bytes,
        "withdrawn_at": _text(proposal.withdrawn_at),
        "done_at": _text(proposal.done_at),
    }


def _proposal(row: Any) -> Proposal:  # noqa: ANN401 - a row
    """Raises `TamperedStore` for a row that this program cannot have written."""
    try:
        first = _signature(row.prepared_by, row.prepared_force, row.prepared_at, row.prepared_signature)
        second = _signature(row.confirmed_by, row.confirmed_force, row.confirmed_at, row.confirmed_signature)
        ends = (_moment(row.withdrawn_at), _moment(row.done_at))
        return Proposal(row.id, Matter(row.matter), row.subject, first, second if row.confirmed_by else None, *ends)
    except (TypeError, ValueError):
        raise TamperedStore(FORGED) from None


def _signature(member: str, force: str, at: str, signed: bytes) -> Signature:
    return Signature(member or "", force or "", _moment(at) or datetime.min.replace(tzinfo=UTC), signed or b"")


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment_text(moment)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)

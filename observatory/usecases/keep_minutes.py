"""The minutes of a meeting through their life: shared, approved at a later meeting, amended, checked."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import uuid4

from observatory.authorisation.refusals import RESERVED, roles_reading
from observatory.errors import NotAllowed, NotFound, StaleVersion, WrongUse
from observatory.meetings.fields import MEETING
from observatory.meetings.meeting import Meeting, MinutesStep
from observatory.meetings.minutes import (
    AMENDED,
    APPROVED,
    SHARED,
    check_change,
    digest,
    is_approved,
    with_step,
)
from observatory.meetings.minutes_guards import MinutesGuard, MinutesRefused
from observatory.ports import Stamp, Store, UnitOfWork
from observatory.security.members import Member
from observatory.security.roles import Compartment
from observatory.selection import EVERYTHING
from observatory.terms import Term
from observatory.usecases.drafts import recover, restored
from observatory.usecases.record import UPDATE, record


@dataclass(frozen=True, slots=True)
class MinutesVersion:
    """A step of the minutes and the meeting as it was then recorded; `meeting` is None where the history lacks it."""

    step: MinutesStep
    meeting: Meeting | None

    @property
    def is_intact(self) -> bool:
        """Whether the text kept for the step is the one that its digest was taken of."""
        return self.meeting is not None and digest(self.meeting) == self.step.digest


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of checking minutes: their versions, and whether the text as it stands is that of the last step."""

    meeting: Meeting
    versions: tuple[MinutesVersion, ...]

    @property
    def stands(self) -> bool:
        """Whether what is read today has the digest of the last step; a draft and a shared text may move on."""
        return bool(self.versions) and digest(self.meeting) == self.versions[-1].step.digest

    @property
    def is_intact(self) -> bool:
        """Whether every version is, and an approved text still stands."""
        return all(each.is_intact for each in self.versions) and (self.stands or not is_approved(self.meeting))


def share(store: Store, meeting_id: str, stamp: Stamp, on: date | None = None) -> Meeting:
    """Share the text as it stands, from that day or today. Raises `MinutesRefused`, `NotAllowed`, `NotFound`."""
    with store.begin() as unit:
        return _stepped(unit, unit.meetings.get(meeting_id), _step(SHARED, on or stamp.as_of), stamp)


def approve(store: Store, meeting_id: str, at_id: str, stamp: Stamp) -> Meeting:
    """Approve the shared text at the later meeting `at_id`: its day is the step’s. Raises as `share` does.

    The number of that meeting stands in the step, in Italian as what the office writes does.
    """
    with store.begin() as unit:
        minuted, at = unit.meetings.get(meeting_id), unit.meetings.get(at_id)
        if at.held_on is None or at.held_on > stamp.as_of or at.id == minuted.id:
            raise MinutesRefused(MinutesGuard.NEEDS_LATER_MEETING)
        told = _APPROVED_AT.with_values(number=at.number) if at.number else _APPROVED_LATER
        return _stepped(unit, minuted, _step(APPROVED, at.held_on, told.it), stamp)


def amend(store: Store, after: Meeting, reason: str, stamp: Stamp, *, confirmed_warnings: bool = False) -> Meeting:
    """Record `after` as the next version of approved minutes. Raises as `share` does, and `Refused` as recording does.

    `after.version` is the version read: raises `StaleVersion` when somebody recorded the meeting meanwhile.
    """
    with store.begin() as unit:
        before = unit.meetings.get(after.id)
        if before.version != after.version:
            raise StaleVersion
        amended = with_step(after, _step(AMENDED, stamp.as_of, reason))
        check_change(before, amended, stamp.as_of)  # before the texts are: what is not due needs no correcting
        return record(unit, MEETING, amended, _stamped(stamp), confirmed_warnings=confirmed_warnings).record  # type: ignore[no-any-return]


def as_drafted(unit: UnitOfWork, meeting_id: str) -> Meeting:
    """The meeting as the member’s draft has it; its steps and status stay. Raises `WrongUse` without a draft."""
    draft = recover(unit, MEETING, meeting_id)
    if draft is None:
        raise WrongUse(_NO_DRAFT)
    now = unit.meetings.get(meeting_id)
    typed: Meeting = restored(MEETING, meeting_id, draft.version, draft.values)
    return replace(typed, minutes_steps=now.minutes_steps, minutes_status=now.minutes_status)


def checked(store: Store, meeting_id: str) -> Checked:
    """The minutes against their digests, each version read from the history. Raises `NotAllowed`, `NotFound`."""
    _require_reader(store.member)
    with store.begin() as unit:
        now, history = unit.meetings.get(meeting_id), unit.meetings.history(meeting_id)
    kept = [revision.record for revision in history]
    return Checked(now, tuple(MinutesVersion(s, _first_with(kept, n)) for n, s in enumerate(now.minutes_steps, 1)))


def version_of(store: Store, meeting_id: str, number: int) -> Meeting:
    """The meeting as it was when its step `number` was taken. Raises `NotFound` where there is none, `NotAllowed`."""
    found = next((v.meeting for v in checked(store, meeting_id).versions if v.step.number == number), None)
    if found is None:
        raise NotFound(_NO_VERSION)
    return found


def meeting_named(unit: UnitOfWork, name: str) -> Meeting:
    """The meeting of that number or day (yyyy-mm-dd), or whose id begins so; raises `WrongUse` for none or several."""
    every = unit.meetings.select(EVERYTHING)
    told = [m for m in every if name and name in (str(m.number), str(m.held_on))]
    found = told or [m for m in every if name and m.id.startswith(name)]
    if len(found) != 1:
        raise WrongUse(_WHICH)
    return found[0]


def _step(status: str, on: date, reason: str = "") -> MinutesStep:
    return MinutesStep(id=str(uuid4()), status=status, taken_on=on, reason=reason.strip() or None)


def _stepped(unit: UnitOfWork, meeting: Meeting, step: MinutesStep, stamp: Stamp) -> Meeting:
    kept = unit.meetings.replace(with_step(meeting, step), _stamped(stamp))
    unit.commit()
    return kept


def _stamped(stamp: Stamp) -> Stamp:
    return replace(stamp, reason=stamp.reason or UPDATE)


def _first_with(kept: list[Meeting], steps: int) -> Meeting | None:
    return next((each for each in kept if len(each.minutes_steps) >= steps), None)


def _require_reader(member: Member) -> None:
    """Whoever does not read the text could not tell whether it is the one."""
    if not member.reads(Compartment.MINUTES):
        raise NotAllowed(RESERVED.with_values(roles=roles_reading(Compartment.MINUTES)))


_APPROVED_AT = Term("Approvato nella riunione n. {number}", "Approved at meeting no. {number}")
_APPROVED_LATER = Term("Approvato in una riunione successiva", "Approved at a later meeting")
_NO_DRAFT = Term(
    "Per questa riunione non c’è una bozza: aprirla, correggere, e rettificare di nuovo. Nulla è stato modificato.",
    "There is no draft of this meeting: open it, correct it, and amend again. Nothing was changed.",
)
_NO_VERSION = Term(
    "Il verbale non ha un passaggio con questo numero: «verify» li elenca.",
    "The minutes have no step of this number: “verify” lists them.",
)
_WHICH = Term(
    "Nessuna riunione, o più d’una, ha questo numero, questa data o un identificativo che comincia così: indicarne uno "
    "per intero. Nulla è stato modificato.",
    "No meeting, or several, have this number, this day or an id that begins so: give one in full. "
    "Nothing was changed.",
)

"""The minutes of a meeting: what leads from draft to approved and amended, and that nothing else changes their text."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.memory import MemoryStore
from observatory.authorisation.store import GuardedStore
from observatory.errors import NotAllowed, ObservatoryError, StaleVersion
from observatory.meetings.fields import MEETING
from observatory.meetings.meeting import ActionItem, AgendaItem, Attendance, Decision, Meeting, MinutesStep
from observatory.meetings.minutes import canonical_text, digest, is_approved, status_of, version_number
from observatory.meetings.minutes_guards import SENTENCES, MinutesGuard, MinutesRefused
from observatory.ports import Stamp
from observatory.security.members import Member
from observatory.security.roles import Role
from observatory.usecases import keep_minutes as acts
from observatory.usecases.drafts import save_draft, values_of
from observatory.usecases.record import record
from observatory.usecases.undo import Step, take_back

HELD, NEXT, DAY = date(2026, 1, 10), date(2026, 5, 12), date(2026, 6, 1)
STAMP = Stamp(DAY, datetime(2026, 6, 1, 9, tzinfo=UTC), "", "A")
SECRETARY = Member("s", "segreteria", "", (Role.SECRETARY,))
ANALYST = Member("n", "analista", "", (Role.ANALYST,))
ACTION = ActionItem(id="a", text="Inviare la scheda", owner_force="PS", due_on=date(2026, 7, 1), status="DF")
DECISION = Decision(
    id="d", kind="PRO", element="05", text="Adottare", status="AP", due_on=date(2026, 9, 1), actions=(ACTION,)
)
ITEM = AgendaItem(id="i", position=1, kind="DE", theme="ARM", summary="Un punto", decisions=(DECISION,))
MINUTED = Meeting(
    id="m",
    number=3,
    kind="OR",
    held_on=HELD,
    seat="DPS",
    forces=("CC", "PS"),
    minutes="La riunione adotta.",
    attendance=(Attendance(id="p", force="PS", role="UF", attendance="P"),),
    agenda=(ITEM,),
)


class Kept:
    """One store in memory with a minuted meeting and the next one, as each member has it."""

    def __init__(self) -> None:
        self.below = MemoryStore(SECRETARY)
        with self.below.begin() as unit:
            unit.meetings.add(MINUTED, STAMP)
            unit.meetings.add(Meeting(id="later", number=4, kind="OR", held_on=NEXT), STAMP)
            unit.meetings.add(Meeting(id="planned", number=5, kind="OR", held_on=date(2026, 9, 9)), STAMP)
            unit.commit()

    def as_(self, member: Member = SECRETARY) -> GuardedStore:
        self.below.member = member  # type: ignore[misc]
        return GuardedStore(self.below)

    def now(self) -> Meeting:
        with self.as_().begin() as unit:
            return unit.meetings.get("m")

    def put(self, after: Meeting, member: Member = SECRETARY) -> None:
        with self.as_(member).begin() as unit:
            unit.meetings.replace(after, STAMP)
            unit.commit()

    def share(self) -> Meeting:
        return acts.share(self.as_(), "m", STAMP, date(2026, 2, 1))

    def approve(self) -> Meeting:
        return acts.approve(self.as_(), "m", "later", STAMP)

    def amend(self, text: str, reason: str = "Una svista") -> Meeting:
        return acts.amend(self.as_(), replace(self.now(), minutes=text), reason, STAMP, confirmed_warnings=True)


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def approved(kept: Kept) -> Kept:
    kept.share()
    kept.approve()
    return kept


def guard_of(act: Callable[[], object]) -> MinutesGuard:
    with pytest.raises(MinutesRefused) as caught:
        act()
    return caught.value.guard


def test_from_draft_to_a_second_version(kept: Kept) -> None:
    assert (status_of(kept.now()), version_number(kept.now())) == ("BO", 0)
    assert kept.share().minutes_status == "CO"
    approved = kept.approve()
    assert (approved.minutes_status, version_number(approved)) == ("AP", 1)
    assert approved.minutes_steps[-1].taken_on == NEXT
    assert approved.minutes_steps[-1].reason == "Approvato nella riunione n. 4"
    amended = kept.amend("La riunione adotta, con una riserva.")
    assert (amended.minutes_status, version_number(amended)) == ("RE", 2)
    assert [step.number for step in amended.minutes_steps] == [1, 2, 3]
    found = acts.checked(kept.as_(), "m")
    assert found.is_intact
    assert found.stands
    texts = [acts.version_of(kept.as_(), "m", number).minutes for number in (1, 2, 3)]
    assert texts == ["La riunione adotta.", "La riunione adotta.", "La riunione adotta, con una riserva."]


def test_the_digest_is_the_sha256_of_everything_that_was_said(kept: Kept) -> None:
    """The oracle is the format as the manual gives it, written out by hand."""
    small = Meeting(id="x", number=1, held_on=HELD, minutes="Sì", attendance=(Attendance(id="p", force="PS"),))
    told = '{"attendance":[{"force":"PS"}],"held_on":"2026-01-10","minutes":"Sì","number":1}'
    assert digest(small) == hashlib.sha256(f"observatory minutes 1\n{told}".encode()).hexdigest()
    assert digest(replace(small, id="y", version=7)) == digest(small)
    assert kept.share().minutes_steps[0].digest == digest(MINUTED)


def _in_item(**told: object) -> Meeting:
    return replace(MINUTED, agenda=(replace(ITEM, **told),))  # type: ignore[arg-type]


def _in_decision(**told: object) -> Meeting:
    return _in_item(decisions=(replace(DECISION, **told),))  # type: ignore[arg-type]


def _in_action(**told: object) -> Meeting:
    return _in_decision(actions=(replace(ACTION, **told),))  # type: ignore[arg-type]


TEXT = {
    "the text": replace(MINUTED, minutes="Altro"),
    "the day": replace(MINUTED, held_on=date(2026, 1, 11)),
    "who was there": replace(MINUTED, attendance=()),
    "an item": _in_item(summary="Altro"),
    "an item more": replace(MINUTED, agenda=(ITEM, replace(ITEM, id="j", position=2))),
    "the decision": _in_decision(text="Altro"),
    "the dissent": _in_decision(dissent=("CC",), dissent_reason="Tempi troppo brevi"),
    "how it was adopted": _in_decision(adopted="MA"),
    "who does it": _in_action(owner_force="CC"),
    "by when": _in_action(due_on=date(2026, 8, 1)),
}
FOLLOW_UP = {
    "the decision’s status": _in_decision(status="AT", closed_on=date(2026, 5, 30)),
    "the decision’s outcome": _in_decision(outcome="Fatto"),
    "the action’s status": _in_action(status="FA", done_on=date(2026, 5, 30), evidence="Nota 12"),
    "what came of the item": _in_item(recommendation_id="r", procedure_id="p"),
}


@pytest.mark.parametrize("name", TEXT)
def test_approved_text_is_read_only(approved: Kept, name: str) -> None:
    now = approved.now()
    after = replace(TEXT[name], version=now.version, minutes_status="AP", minutes_steps=now.minutes_steps)
    assert guard_of(lambda: approved.put(after)) is MinutesGuard.READ_ONLY
    with approved.as_().begin() as unit:
        assert guard_of(lambda: record(unit, MEETING, after, STAMP, confirmed_warnings=True)) is MinutesGuard.READ_ONLY
    assert approved.now() == now
    amended = acts.amend(approved.as_(), after, "Una svista", STAMP, confirmed_warnings=True)
    assert digest(amended) == digest(TEXT[name]) == amended.minutes_steps[-1].digest


@pytest.mark.parametrize("name", FOLLOW_UP)
def test_what_is_done_about_it_goes_on_under_approved_minutes(approved: Kept, name: str) -> None:
    now = approved.now()
    approved.put(replace(FOLLOW_UP[name], version=now.version, minutes_status="AP", minutes_steps=now.minutes_steps))
    found = acts.checked(approved.as_(), "m")
    assert found.stands
    assert found.meeting.agenda == FOLLOW_UP[name].agenda


STEPS_BY_HAND: dict[str, Callable[[Meeting], Meeting]] = {
    "a status without a step": lambda now: replace(now, minutes_status="BO"),
    "a digest of nothing": lambda now: replace(
        now, minutes_status="RE", minutes_steps=(*now.minutes_steps, MinutesStep(id="x", number=3, status="RE"))
    ),
    "a step whose status is not told": lambda now: replace(
        now,
        minutes="Altro",
        minutes_steps=(
            *now.minutes_steps,
            MinutesStep(
                id="x", number=3, status="RE", taken_on=DAY, reason="x", digest=digest(replace(now, minutes="Altro"))
            ),
        ),
    ),
}


@pytest.mark.parametrize("name", STEPS_BY_HAND)
def test_steps_are_not_written_by_hand(approved: Kept, name: str) -> None:
    now = approved.now()
    assert guard_of(lambda: approved.put(STEPS_BY_HAND[name](now))) is MinutesGuard.BY_HAND
    assert approved.now() == now


def test_recorded_steps_stay(approved: Kept) -> None:
    now = approved.now()
    first, last = now.minutes_steps
    for steps in ((), (first,), (last, first), (first, replace(last, reason="altro"))):
        after = replace(now, minutes_steps=steps, minutes_status=steps[-1].status if steps else None)
        assert guard_of(lambda a=after: approved.put(a)) is MinutesGuard.APPEND_ONLY  # type: ignore[misc]
    assert approved.now() == now


def test_a_new_meeting_starts_as_a_draft(kept: Kept) -> None:
    made = replace(MINUTED, id="new", minutes_status="AP")
    with kept.as_().begin() as unit:
        assert guard_of(lambda: unit.meetings.add(made, STAMP)) is MinutesGuard.BY_HAND
        assert unit.meetings.add(replace(made, minutes_status="BO"), STAMP).version == 1


def test_undoing_does_not_take_approval_back(approved: Kept) -> None:
    now = approved.now()
    step = Step("meeting", "m", now.version, now.version - 1)
    with approved.as_().begin() as unit:
        assert guard_of(lambda: take_back(unit, step, STAMP)) is MinutesGuard.APPEND_ONLY
    assert approved.now() == now


def _early(kept: Kept) -> Meeting:
    return acts.share(kept.as_(), "m", STAMP, HELD - timedelta(days=1))


def _late(kept: Kept) -> Meeting:
    return acts.share(kept.as_(), "m", STAMP, DAY + timedelta(days=1))


def _changed_then_approved(kept: Kept) -> Meeting:
    kept.share()
    kept.put(replace(kept.now(), minutes="Altro"))
    return kept.approve()


def _without_text(kept: Kept) -> Meeting:
    kept.put(replace(kept.now(), minutes=" "))
    return kept.share()


def _approved_at(which: str) -> Callable[[Kept], Meeting]:
    def act(kept: Kept) -> Meeting:
        kept.share()
        return acts.approve(kept.as_(), "m", which, STAMP)

    return act


def _approved_and(act: Callable[[Kept], Meeting]) -> Callable[[Kept], Meeting]:
    def after_approval(kept: Kept) -> Meeting:
        kept.share()
        kept.approve()
        return act(kept)

    return after_approval


REFUSED: dict[MinutesGuard, tuple[Callable[[Kept], Meeting], ...]] = {
    MinutesGuard.NOT_FROM_HERE: (Kept.approve, lambda kept: kept.amend("Altro"), _approved_and(Kept.share)),
    MinutesGuard.EMPTY: (_without_text,),
    MinutesGuard.ALREADY_SHARED: (lambda kept: (kept.share(), kept.share())[1],),
    MinutesGuard.NOT_AS_SHARED: (_changed_then_approved,),
    MinutesGuard.NEEDS_LATER_MEETING: (_approved_at("m"), _approved_at("planned")),
    MinutesGuard.NEEDS_REASON: (_approved_and(lambda kept: kept.amend("Altro", " ")),),
    MinutesGuard.NOTHING_AMENDED: (_approved_and(lambda kept: kept.amend(MINUTED.minutes or "")),),
    MinutesGuard.OUT_OF_ORDER: (_early,),
    MinutesGuard.NOT_YET: (_late,),
}


@pytest.mark.parametrize(
    ("guard", "act"), [(guard, act) for guard, acts_ in REFUSED.items() for act in acts_], ids=lambda _: ""
)
def test_each_refusal_has_its_sentence(kept: Kept, guard: MinutesGuard, act: Callable[[Kept], Meeting]) -> None:
    with pytest.raises(MinutesRefused) as caught:
        act(kept)
    assert (caught.value.guard, caught.value.message) == (guard, SENTENCES[guard])


def test_every_guard_is_refused_somewhere() -> None:
    elsewhere = {MinutesGuard.READ_ONLY, MinutesGuard.APPEND_ONLY, MinutesGuard.BY_HAND}
    assert {*REFUSED, *elsewhere} == set(MinutesGuard) == set(SENTENCES)


def test_only_whoever_writes_meetings_takes_steps_and_only_readers_check(approved: Kept) -> None:
    now = approved.now()
    for act in (
        lambda: acts.share(approved.as_(ANALYST), "m", STAMP),
        lambda: acts.amend(approved.as_(ANALYST), replace(now, minutes="Altro"), "x", STAMP, confirmed_warnings=True),
        lambda: acts.checked(approved.as_(ANALYST), "m"),
        lambda: acts.version_of(approved.as_(ANALYST), "m", 1),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert approved.now() == now


def test_an_amendment_of_what_somebody_changed_is_stale(approved: Kept) -> None:
    read = approved.now()
    approved.put(replace(read, agenda=FOLLOW_UP["the decision’s outcome"].agenda))
    with pytest.raises(StaleVersion):
        acts.amend(approved.as_(), replace(read, minutes="Altro"), "x", STAMP, confirmed_warnings=True)


def test_an_amendment_takes_up_the_draft_of_the_form(approved: Kept) -> None:
    now = approved.now()
    with approved.as_().begin() as unit:
        save_draft(unit, MEETING, now, values_of(MEETING, replace(now, forces=("CC",))), lambda: STAMP.recorded_at)
        after = acts.as_drafted(unit, "m")
    made = acts.amend(approved.as_(), after, "Presenze corrette", STAMP, confirmed_warnings=True)
    assert (made.forces, version_number(made)) == (("CC",), 2)
    with approved.as_().begin() as unit, pytest.raises(ObservatoryError):
        acts.as_drafted(unit, "m")


def test_a_text_changed_under_the_guard_is_noticed(approved: Kept) -> None:
    with approved.below.begin() as unit:
        unit.meetings.replace(replace(unit.meetings.get("m"), minutes="Alterato"), STAMP)
        unit.commit()
    found = acts.checked(approved.as_(), "m")
    assert (found.is_intact, found.stands) == (False, False)
    assert all(version.is_intact for version in found.versions)


ACTS: dict[str, Callable[[Kept, str], object]] = {
    "share": lambda kept, _: kept.share(),
    "approve": lambda kept, _: kept.approve(),
    "amend": lambda kept, text: kept.amend(text),
    "amend without a reason": lambda kept, text: kept.amend(text, ""),
    "write": lambda kept, text: kept.put(replace(kept.now(), minutes=text)),
    "decide": lambda kept, text: kept.put(replace(kept.now(), agenda=_in_decision(text=text).agenda)),
    "follow up": lambda kept, text: kept.put(replace(kept.now(), agenda=_in_decision(outcome=text).agenda)),
    "lower the status": lambda kept, _: kept.put(replace(kept.now(), minutes_status="BO")),
    "drop a step": lambda kept, _: kept.put(replace(kept.now(), minutes_steps=kept.now().minutes_steps[:-1])),
}


@given(st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(["uno", "due", "tre"])), max_size=12))
def test_no_sequence_changes_approved_text_without_an_amendment(sequence: list[tuple[str, str]]) -> None:
    kept = Kept()
    for name, text in sequence:
        before = kept.now()
        try:
            ACTS[name](kept, text)
        except MinutesRefused:
            assert kept.now() == before
        after = kept.now()
        assert after.minutes_steps[: len(before.minutes_steps)] == before.minutes_steps
        if is_approved(before) and canonical_text(before) != canonical_text(after):
            assert name == "amend"
            assert version_number(after) == version_number(before) + 1
            assert after.minutes_steps[-1].reason
        assert acts.checked(kept.as_(), "m").is_intact

"""Undo and redo: further versions that restore earlier ones, whatever sequence of edits and undos went before."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.memory import MemoryStore
from observatory.cases.case import Case
from observatory.cases.fields import CASE
from observatory.entities import BY_NAME
from observatory.errors import Refused
from observatory.interventions.intervention import Intervention
from observatory.plain import values_of
from observatory.population.strength import Strength
from observatory.ports import Stamp
from observatory.usecases.drafts import recover, save_draft
from observatory.usecases.record import Changes, record
from observatory.usecases.undo import NotUndone, Step, Trail, take_back

NOON = datetime(2026, 5, 14, 12, tzinfo=UTC)
STAMP = Stamp(date(2026, 5, 14), NOON, "clinician", "")
SOUND = Case(
    id="c-1", event_type="SU", month="2026-03", precision="M", force="GF", macro_region="3", status="CO",
    status_date=date(2026, 4, 2), outcome="DE", sex="M", age_band="E4", rank_category="R2", position="IS",
    on_duty="N", place="AB", method="IMP", homicide_suicide="N", prior_firearm_measure="W00", prior_attempts="NN",
    service_contact="NN",
)  # fmt: skip
CONTACT = Intervention(id="i-1", kind="S01", scope="IN", force="CC", start="2026-02", outcome="IC")


class Desk:
    """Somebody at work: records, undoes and redoes on a store in memory."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.trail = Trail()

    def record(self, entity: str, what: object) -> Changes:
        with self.store.begin() as unit:
            changes = record(unit, BY_NAME[entity], what, STAMP, confirmed_warnings=True)
        self.trail = self.trail.noted(changes)
        return changes

    def undo(self) -> Changes:
        changes = self._take_back(self.trail.done[-1])
        self.trail = self.trail.after_undo(changes.record.version)
        return changes

    def redo(self) -> Changes:
        changes = self._take_back(self.trail.undone[-1])
        self.trail = self.trail.after_redo(changes.record.version)
        return changes

    def case(self, record_id: str = "c-1") -> Case:
        with self.store.begin() as unit:
            return unit.cases.get(record_id)

    def versions(self, record_id: str = "c-1") -> list[int]:
        with self.store.begin() as unit:
            return [revision.version for revision in unit.cases.history(record_id)]

    def _take_back(self, step: Step) -> Changes:
        with self.store.begin() as unit:
            return take_back(unit, step, STAMP)


def without_version(case: Case) -> Case:
    return replace(case, version=0)


def test_undo_restores_what_stood_before_as_a_new_version() -> None:
    desk = Desk()
    first = desk.record("case", SOUND).record
    desk.record("case", replace(first, place="CA", prior_attempts="S"))
    changes = desk.undo()
    assert without_version(desk.case()) == without_version(first)
    assert changes.changed == ("place", "prior_attempts")
    assert desk.versions() == [1, 2, 3]
    with desk.store.begin() as unit:
        assert unit.cases.history("c-1")[-1].stamp.reason == "U"


def test_several_steps_back_and_forth_again() -> None:
    desk = Desk()
    states = [desk.record("case", SOUND).record]
    for place in ("CA", "UF", "VE"):
        states.append(desk.record("case", replace(states[-1], place=place)).record)
    for earlier in (2, 1, 0):
        assert without_version(desk.undo().record) == without_version(states[earlier])
    for later in (1, 2, 3):
        assert without_version(desk.redo().record) == without_version(states[later])
    assert desk.versions() == list(range(1, 11))


def test_a_new_record_is_set_aside_and_comes_back() -> None:
    desk = Desk()
    first = desk.record("case", replace(SOUND, event_type="DS", outcome="SO", method=None)).record
    aside = desk.undo().record
    assert (aside.status, aside.status_date) == ("ES", STAMP.as_of)
    assert without_version(desk.redo().record) == without_version(first)


def test_a_new_intervention_is_no_longer_relevant() -> None:
    desk = Desk()
    desk.record("intervention", CONTACT)
    assert desk.undo().record.outcome == "NP"


def test_a_new_record_without_such_an_answer_stays() -> None:
    desk = Desk()
    desk.trail = Trail((Step("strength", "s-1", 1, 0),))
    with desk.store.begin() as unit:
        unit.strengths.add(Strength(id="s-1", force="CC", quarter="2026-Q1", mean_present=100_000), STAMP)
        unit.commit()
    with pytest.raises(NotUndone) as refusal:
        desk.undo()
    assert "nessuna scheda registrata si elimina" in refusal.value.message.it
    assert "no recorded one is deleted" in refusal.value.message.en


def test_what_somebody_changed_since_is_not_undone() -> None:
    desk, other = Desk(), Desk()
    other.store = desk.store
    first = desk.record("case", SOUND).record
    mine = desk.record("case", replace(first, place="CA")).record
    theirs = other.record("case", replace(mine, sex="F")).record
    with pytest.raises(NotUndone):
        desk.undo()
    assert desk.case() == theirs
    assert desk.trail.without(desk.trail.done[-1]) == Trail()


def test_what_is_against_a_rule_now_is_refused_whole() -> None:
    desk = Desk()
    with desk.store.begin() as unit:
        unit.cases.add(replace(SOUND, outcome="SO"), STAMP)
        unit.commit()
    desk.record("case", replace(desk.case(), outcome="DE"))
    with pytest.raises(Refused):
        desk.undo()
    assert desk.versions() == [1, 2]


def test_a_draft_of_the_record_outlives_an_undo() -> None:
    desk = Desk()
    first = desk.record("case", SOUND).record
    second = desk.record("case", replace(first, place="CA")).record
    with desk.store.begin() as unit:
        save_draft(unit, CASE, second, values_of(CASE, second) | {"sex": "F"}, lambda: NOON)
    desk.undo()
    with desk.store.begin() as unit:
        draft = recover(unit, CASE, "c-1")
    assert draft is not None
    assert (draft.version, draft.values["sex"]) == (2, "F")


def test_recording_again_forgets_what_was_undone() -> None:
    desk = Desk()
    first = desk.record("case", SOUND).record
    desk.record("case", replace(first, place="CA"))
    undone = desk.undo().record
    desk.record("case", replace(undone, place="UF"))
    assert desk.trail.undone == ()


def test_recording_nothing_is_no_step() -> None:
    desk = Desk()
    first = desk.record("case", SOUND).record
    desk.record("case", first)
    assert len(desk.trail.done) == 1


_ACTS = st.lists(
    st.tuples(
        st.sampled_from(("edit", "edit", "undo", "undo", "redo")),
        st.sampled_from(("c-1", "c-2")),
        st.sampled_from(("AB", "CA", "UF", "VE")),
        st.sampled_from(("S", "N", "NN")),
    ),
    max_size=20,
)


@settings(max_examples=40, deadline=None)
@given(_ACTS)
def test_any_sequence_of_edits_and_undos_is_what_two_stacks_of_states_say(
    acts: list[tuple[str, str, str, str]],
) -> None:
    """The oracle knows no versions: whole states of both cases, one stack to go back to and one to go forth to."""
    desk = Desk()
    for ident in ("c-1", "c-2"):
        desk.record("case", replace(SOUND, id=ident))
    desk.trail, written = Trail(), 0
    now = {ident: desk.case(ident) for ident in ("c-1", "c-2")}
    back: list[dict[str, Case]] = []
    forth: list[dict[str, Case]] = []
    for act, ident, place, answer in acts:
        if act == "edit":
            changes = desk.record("case", replace(desk.case(ident), place=place, prior_attempts=answer))
            if changes.changed:
                back, forth, now = [*back, now], [], {**now, ident: changes.record}
                written += 1
        elif act == "undo" and back:
            desk.undo()
            back, forth, now = back[:-1], [*forth, now], back[-1]
            written += 1
        elif act == "redo" and forth:
            desk.redo()
            back, forth, now = [*back, now], forth[:-1], forth[-1]
            written += 1
        assert (len(desk.trail.done), len(desk.trail.undone)) == (len(back), len(forth))
    for ident, case in now.items():
        assert values_of(CASE, desk.case(ident)) == values_of(CASE, case)
        versions = desk.versions(ident)
        assert versions == list(range(1, len(versions) + 1))
    assert sum(len(desk.versions(ident)) for ident in now) == written + 2

"""Any sequence of edits, links, unlinks, undos and redos against a plain list of the states of each day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from db.memory import MemoryStore
from observatory.cases.case import Case
from observatory.entities import BY_NAME
from observatory.errors import Refused, StaleVersion
from observatory.links.case_link import CaseLink
from observatory.links.kinds import EXCLUDED, POSSIBLE, SAME_EVENT, SAME_PERSON
from observatory.ports import Stamp
from observatory.selection import EVERYTHING
from observatory.usecases.changes import known_on
from observatory.usecases.link_cases import Decision, decide, decide_again, revoke
from observatory.usecases.record import Changes, record
from observatory.usecases.undo import Step, Trail, take_back

FIRST = date(2026, 5, 1)
SOUND = Case(
    id="a", event_type="SU", month="2026-03", precision="M", force="GF", macro_region="3", status="CO",
    status_date=date(2026, 4, 2), outcome="DE", sex="M", age_band="E4", rank_category="R2", position="IS",
    on_duty="N", place="AB", method="IMP", homicide_suicide="N", prior_firearm_measure="W00", prior_attempts="NN",
    service_contact="NN", note="Una nota",
)  # fmt: skip
NAMES = ("a", "b", "c")
CASES, OTHERS = st.sampled_from(NAMES), st.sampled_from(["AB", "CA", "UF", "VE"])
KINDS = st.sampled_from([SAME_EVENT, SAME_PERSON, POSSIBLE, EXCLUDED])


class Desk(RuleBasedStateMachine):
    """Somebody at work; `told` is what each case was from which day, as a list that only grows."""

    @initialize()
    def begin(self) -> None:
        self.store, self.day, self.trail = MemoryStore(), FIRST, Trail()
        with self.store.begin() as unit:
            first = [unit.cases.add(replace(SOUND, id=name), self.stamp) for name in NAMES]
            unit.commit()
        self.told: dict[str, list[tuple[date, Case]]] = {case.id: [(self.day, case)] for case in first}

    @property
    def stamp(self) -> Stamp:
        return Stamp(self.day, datetime.combine(self.day, datetime.min.time(), UTC), "clinician", "")

    @rule()
    def sleep(self) -> None:
        self.day += timedelta(days=1)

    @rule(name=CASES, place=OTHERS)
    def edit(self, name: str, place: str) -> None:
        with self.store.begin() as unit:
            edited = replace(unit.cases.get(name), place=place)
            changes = record(unit, BY_NAME["case"], edited, self.stamp, confirmed_warnings=True)
        self.trail = self.trail.noted(changes) if changes.changed else self.trail
        self._write_down(changes)

    @rule(name=CASES)
    def replay(self, name: str) -> None:
        """What was recorded last, once more: no version; what was recorded before that: refused, and nothing stays."""
        before = self._bytes()
        with self.store.begin() as unit:
            assert not record(unit, BY_NAME["case"], self.told[name][-1][1], self.stamp).changed
        for _, earlier in self.told[name][:-1]:
            with self.store.begin() as unit, pytest.raises(StaleVersion):
                record(unit, BY_NAME["case"], replace(earlier, note="Altra nota"), self.stamp, confirmed_warnings=True)
        assert self._bytes() == before

    @precondition(lambda self: self.trail.done)
    @rule()
    def undo(self) -> None:
        changes = self._taken_back(self.trail.done[-1])
        self.trail = self.trail.after_undo(changes.record.version)

    @precondition(lambda self: self.trail.undone)
    @rule()
    def redo(self) -> None:
        changes = self._taken_back(self.trail.undone[-1])
        self.trail = self.trail.after_redo(changes.record.version)

    @rule(pair=st.permutations(NAMES), kind=KINDS)
    def link(self, pair: list[str], kind: str) -> None:
        before = self._bytes()
        with self.store.begin() as unit:
            try:
                decide(unit, Decision(pair[0], pair[1], kind), self.stamp, confirmed_warnings=True)
            except Refused:
                assert self._link_of({pair[0], pair[1]}), "only a pair already decided about is refused"
        assert self._bytes() == before

    @precondition(lambda self: self._links("AT"))
    @rule(n=st.integers(0, 9))
    def unlink(self, n: int) -> None:
        before, active = self._bytes(), self._links("AT")
        chosen = active[n % len(active)]
        with self.store.begin() as unit:
            revoke(unit, chosen.id, "Un errore", self.stamp)
        assert self._bytes() == before
        assert not self._link_of({chosen.case_a, chosen.case_b})

    @rule(pair=st.permutations(NAMES), kind=KINDS)
    def link_and_unlink(self, pair: list[str], kind: str) -> None:
        """Together they are the identity, byte for byte, in whatever state the cases are."""
        if not self._link_of({pair[0], pair[1]}):
            before, active = self._bytes(), self._links("AT")
            with self.store.begin() as unit:
                made = decide(unit, Decision(pair[0], pair[1], kind), self.stamp, confirmed_warnings=True)
                revoked = revoke(unit, made.id, "Un errore", self.stamp)
                again = decide_again(unit, revoked, self.stamp)
                revoke(unit, again.id, "Un errore", self.stamp)
            assert (self._bytes(), self._links("AT")) == (before, active)

    @invariant()
    def the_history_is_what_was_told(self) -> None:
        with self.store.begin() as unit:
            for name, states in self.told.items():
                history = unit.cases.history(name)
                assert [(each.stamp.as_of, each.record) for each in history] == states
                assert [each.version for each in history] == list(range(1, len(states) + 1))
                assert unit.cases.get(name) == states[-1][1]

    @invariant()
    def every_vintage_is_what_stood_that_day(self) -> None:
        with self.store.begin() as unit:
            for number in range((self.day - FIRST).days + 1):
                day = FIRST + timedelta(days=number)
                stood = {name: [case for since, case in told if since <= day][-1] for name, told in self.told.items()}
                vintage = {case.id: case for case in unit.cases.as_of(day)}
                assert vintage == {name: replace(case, note=None) for name, case in stood.items()}
                known = {name: known_on(unit.cases.history(name), day) for name in NAMES}
                assert {name: each and each.record for name, each in known.items()} == stood

    def _taken_back(self, step: Step) -> Changes:
        with self.store.begin() as unit:
            changes = take_back(unit, step, self.stamp)
        self._write_down(changes)
        return changes

    def _write_down(self, changes: Changes) -> None:
        if changes.changed:
            self.told[changes.record.id].append((self.day, changes.record))

    def _links(self, status: str) -> list[CaseLink]:
        with self.store.begin() as unit:
            return sorted((each for each in unit.links.select(EVERYTHING) if each.status == status), key=lambda x: x.id)

    def _link_of(self, pair: set[str | None]) -> bool:
        return any({each.case_a, each.case_b} == pair for each in self._links("AT"))

    def _bytes(self) -> str:
        return repr((self.store.contents.records["case"], self.store.contents.revisions["case"]))


TestDesk = Desk.TestCase
TestDesk.settings = settings(max_examples=20, stateful_step_count=15, deadline=None)

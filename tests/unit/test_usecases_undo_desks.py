"""Undo at the desks: meetings, recommendations, shared instruments, evaluations, signals; and what stays as it is."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.memory import MemoryStore
from observatory.authorisation.store import GuardedStore
from observatory.entities import BY_NAME
from observatory.errors import NotAllowed, ObservatoryError, Refused
from observatory.evaluation.indicator import Indicator
from observatory.meetings.actions import ActionRefused
from observatory.meetings.meeting import ActionItem, AgendaItem, Decision, Meeting
from observatory.plain import values_of
from observatory.ports import Stamp
from observatory.procedures.procedure import Procedure
from observatory.recommendations.recommendation import Recommendation
from observatory.security.members import Member
from observatory.security.roles import FOUNDER_ROLES, Role
from observatory.signals.investigation import next_step
from observatory.signals.signal import Signal
from observatory.usecases import advance, desk_acts, keep_minutes, watch
from observatory.usecases.adopt import Adoption, adopt
from observatory.usecases.desk_acts import Act
from observatory.usecases.evaluate import Judgement, judge
from observatory.usecases.follow_actions import Move, move
from observatory.usecases.record import Changes, change_from, record
from observatory.usecases.undo import NotUndone, Step, Trail, take_back

DAY = date(2026, 5, 14)
STAMP = Stamp(DAY, datetime(2026, 5, 14, 9, tzinfo=UTC), "secretary", "A")
ADA = Member("1", "Ada", "PS", FOUNDER_ROLES)
ACTION = ActionItem(id="a", text="Inviare i dati", owner_force="PS", due_on=date(2026, 4, 1), status="DF")
AGREED = Decision(id="d", kind="PRO", element="05", text="Adottare", status="AP", actions=(ACTION,))
ITEM = AgendaItem(id="i", position=1, kind="DE", theme="ARM", summary="Misure sull’arma", decisions=(AGREED,))
HELD = date(2026, 2, 10)
TOLD = {"instrument": "LG", "strength": "FO", "priority": "A", "element": "05", "text": "Ricontattare entro 72 ore"}
RECORDS: Mapping[str, Any] = {
    "meeting": Meeting(
        id="m",
        number=3,
        kind="OR",
        held_on=HELD,
        seat="DPS",
        forces=("CC", "GF", "PP", "PS"),
        quorum=3,
        minutes="Testo",
        agenda=(ITEM,),
    ),
    "recommendation": Recommendation(
        id="r", code="RAC-2026-001", title="Ricontatto", status="DE", issued_on=HELD, **TOLD
    ),  # type: ignore[arg-type]
    "procedure": Procedure(id="p", kind="LG", title="Linea guida", status="BO"),
    "indicator": Indicator(
        id="n",
        recommendation_id="r",
        kind="PR",
        name="Ricontatti",
        direction="AU",
        fixed_on=HELD,
        go_live_on=date(2026, 3, 1),
    ),
    "signal": Signal(
        id="s", method="EC", event_group="SU", period="2026-Q1", as_of=date(2026, 4, 1), observed=9, outcome="NE"
    ),
}


def filled(member: Member = ADA) -> GuardedStore:
    below = MemoryStore(ADA)
    with below.begin() as unit:
        for name, each in RECORDS.items():
            unit.records(name).add(each, STAMP)
        unit.recommendations.add(Recommendation(id="draft", title="Bozza", status="BO", **TOLD), STAMP)  # type: ignore[arg-type]
        unit.commit()
    below.member = member  # type: ignore[misc]
    return GuardedStore(below)


def now(store: GuardedStore, entity: str, ident: str = "") -> Any:  # noqa: ANN401 - a record of any entity
    with store.begin() as unit:
        return unit.records(entity).get(ident or RECORDS[entity].id)


def edited(store: GuardedStore, entity: str, **more: object) -> Changes:
    with store.begin() as unit:
        after = replace(unit.records(entity).get(RECORDS[entity].id), **more)
        return record(unit, BY_NAME[entity], after, STAMP, confirmed_warnings=True)


def address(store: GuardedStore, n: int) -> Any:  # noqa: ANN401
    return advance.address(store, "r", (("CC", "GF", "PP", "PS")[n],), STAMP)


def send(store: GuardedStore, n: int) -> Any:  # noqa: ANN401
    return advance.advance(store, ("r", ("CC", "GF", "PP", "PS")[n]), advance.Attempt(to="AT", on=DAY), STAMP)


def investigate(store: GuardedStore, _n: int) -> Any:  # noqa: ANN401
    signal = now(store, "signal")
    return watch.step(store, signal, (next_step(signal) or "report", "Righe verificate", DAY), STAMP)


def conclude(store: GuardedStore, _n: int) -> Any:  # noqa: ANN401
    return watch.conclude(store, now(store, "signal"), "CH", "d", STAMP)


def verdict(store: GuardedStore, n: int) -> Any:  # noqa: ANN401
    told = Judgement(verdict=("VE", "NV")[n % 2], confidence="M", grounds=f"Punti concordi {n}", day=DAY)
    return judge(store, now(store, "indicator"), told, STAMP)


def act_on(store: GuardedStore, n: int) -> Any:  # noqa: ANN401
    moves = (
        Move("IC"),
        Move("FA", done_on=DAY, evidence="Prot. 12"),
        Move("RP", postponed_to=date(2026, 7, 1)),
        Move("AN", decision_id="d"),
    )
    return move(store, "a", moves[n], STAMP)


DEEDS: Mapping[str, tuple[str, Act | None, Callable[[GuardedStore, int], Any]]] = {
    "title": ("recommendation", None, lambda store, n: edited(store, "recommendation", title=f"Titolo {n}")),
    "minutes": ("meeting", None, lambda store, n: edited(store, "meeting", minutes=f"Testo {n}")),
    "instrument": ("procedure", None, lambda store, n: edited(store, "procedure", title=f"Linea {n}")),
    "address": ("recommendation", desk_acts.ADDRESSED, address),
    "action": ("meeting", desk_acts.ACTION_MOVED, act_on),
    "judge": ("indicator", desk_acts.JUDGED, verdict),
    "investigate": ("signal", desk_acts.INVESTIGATED, investigate),
    "send": ("recommendation", desk_acts.RESPONSE_STEPPED, send),
    "share": ("meeting", desk_acts.MINUTES_STEPPED, lambda store, _n: keep_minutes.share(store, "m", STAMP)),
    "adopt": (
        "procedure",
        desk_acts.ADOPTED,
        lambda store, _n: adopt(store, "p", Adoption(decision_id="d", valid_from=DAY), STAMP),
    ),
    "conclude": ("signal", desk_acts.CONCLUDED, conclude),
}


class Desk:
    """Somebody at work at every desk, whose acts are noted as the window notes them."""

    def __init__(self) -> None:
        self.store, self.trail = filled(), Trail()

    def do(self, name: str, n: int) -> bool:
        """Whether it was let, and changed something."""
        entity, act, deed = DEEDS[name]
        before = now(self.store, entity)
        try:
            made = deed(self.store, n)
        except ObservatoryError:
            return False
        changes = made if isinstance(made, Changes) else change_from(BY_NAME[entity], before, made)
        self.trail = self.trail.noted(changes, act)
        return bool(changes.changed)

    def undo(self) -> None:
        self.trail = self.trail.after_undo(self._taken_back(self.trail.done[-1]))

    def redo(self) -> None:
        self.trail = self.trail.after_redo(self._taken_back(self.trail.undone[-1]))

    def pass_over(self) -> None:
        """What stays is told once, and what came before it on its record stays too."""
        with pytest.raises(ObservatoryError):
            self._taken_back(self.trail.done[-1])
        self.trail = self.trail.without(self.trail.done[-1])

    def state(self) -> dict[str, str]:
        """Every record as text: equal only byte for byte."""
        return {name: json.dumps(values_of(BY_NAME[name], now(self.store, name)), sort_keys=True) for name in RECORDS}

    def versions(self) -> int:
        return sum(now(self.store, name).version for name in RECORDS)

    def _taken_back(self, step: Step) -> int:
        with self.store.begin() as unit:
            return int(take_back(unit, step, STAMP).record.version)


@dataclass(frozen=True, slots=True)
class Line:
    """Of the oracle: which record changed, from what to what, and whether it stays."""

    record: str
    before: str
    after: str
    stays: bool


class Oracle:
    """Knows no versions: lines of whole states, one list to go back along and one to go forth along.

    Each method says how many versions must have been written.
    """

    def __init__(self, stands: dict[str, str]) -> None:
        self.stands, self.back, self.forth = stands, list[Line](), list[Line]()

    def undo(self) -> int:
        line = self.back.pop()
        if line.stays:
            self.back = [each for each in self.back if each.record != line.record]
            self.forth = [each for each in self.forth if each.record != line.record]
            return 0
        self.stands |= {line.record: line.before}
        self.forth.append(line)
        return 1

    def redo(self) -> int:
        line = self.forth.pop()
        self.stands |= {line.record: line.after}
        self.back.append(line)
        return 1

    def deed(self, entity: str, act: Act | None, after: str) -> int:
        self.back.append(Line(entity, self.stands[entity], after, bool(act and act.stays)))
        self.stands |= {entity: after}
        self.forth = []
        return 1


def one_more(desk: Desk, oracle: Oracle, name: str, n: int) -> int:
    """The next thing that somebody does, at the desk and in the oracle."""
    if name == "undo" and oracle.back:
        assert (desk.trail.done[-1].stays is not None) == oracle.back[-1].stays
        (desk.pass_over if oracle.back[-1].stays else desk.undo)()
        return oracle.undo()
    if name == "redo" and oracle.forth:
        desk.redo()
        return oracle.redo()
    if name in DEEDS and desk.do(name, n):
        entity, act, _ = DEEDS[name]
        return oracle.deed(entity, act, desk.state()[entity])
    return 0


_WORK = st.lists(
    st.tuples(st.sampled_from((*DEEDS, *("undo",) * 8, *("redo",) * 3)), st.integers(0, 3)), min_size=4, max_size=24
)


@settings(max_examples=200, deadline=None)
@given(_WORK)
def test_desk_work_and_undos_give_back_the_exact_earlier_states(work: list[tuple[str, int]]) -> None:
    desk = Desk()
    oracle = Oracle(desk.state())
    for name, n in work:
        versions = desk.versions()
        written = one_more(desk, oracle, name, n)
        assert desk.state() == oracle.stands
        assert desk.versions() == versions + written
        assert (len(desk.trail.done), len(desk.trail.undone)) == (len(oracle.back), len(oracle.forth))


def test_an_undo_is_a_version_with_its_reason_in_the_history() -> None:
    desk = Desk()
    assert desk.do("judge", 0)
    assert desk.do("judge", 1)
    desk.undo()
    with desk.store.begin() as unit:
        history = unit.indicators.history("n")
    assert [each.stamp.reason for each in history] == ["A", "A", "A", "U"]
    assert values_of(BY_NAME["indicator"], history[3].record) == values_of(BY_NAME["indicator"], history[1].record)


def undone(store: GuardedStore, entity: str, ident: str = "") -> None:
    version = now(store, entity, ident).version
    with store.begin() as unit:
        take_back(unit, Step(entity, ident or RECORDS[entity].id, version, version - 1), STAMP)


def closed(store: GuardedStore) -> None:
    address(store, 0)
    advance.advance(store, ("r", "CC"), advance.Attempt(to="CX", on=DAY, decision_id="d"), STAMP)


STAYING = {
    "issued": ("recommendation", "draft", desk_acts.DECIDED, lambda s: advance.issue(s, "draft", "d", STAMP)),
    "adopted": ("procedure", "p", desk_acts.DECIDED, lambda s: DEEDS["adopt"][2](s, 0)),
    "concluded": ("signal", "s", desk_acts.DECIDED, lambda s: [*(investigate(s, n) for n in range(3)), conclude(s, 0)]),
    "closed": ("recommendation", "r", desk_acts.OVER, closed),
    "corrected after closing": (
        "recommendation",
        "r",
        desk_acts.OVER,
        lambda s: (closed(s), edited(s, "recommendation", title="Altro")),
    ),
}


@pytest.mark.parametrize("case", STAYING)
def test_what_was_decided_or_closed_stays_and_says_so(case: str) -> None:
    entity, ident, why, deed = STAYING[case]
    store = filled()
    deed(store)
    before = now(store, entity, ident)
    with pytest.raises(NotUndone) as refusal:
        undone(store, entity, ident)
    assert refusal.value.message == why
    assert now(store, entity, ident) == before


def test_an_approved_text_does_not_come_back_by_an_undo() -> None:
    store = filled()
    with store.begin() as unit:
        unit.meetings.add(replace(RECORDS["meeting"], id="g", number=4, held_on=DAY, agenda=()), STAMP)
        unit.commit()
    edited(store, "meeting", minutes="Altro testo")
    keep_minutes.share(store, "m", STAMP)
    keep_minutes.approve(store, "m", "g", STAMP)
    before = now(store, "meeting")
    for version in (before.version, before.version - 2):
        with store.begin() as unit, pytest.raises(ObservatoryError):
            take_back(unit, Step("meeting", "m", version, version - 1), STAMP)
    move(store, "a", Move("IC"), STAMP)
    undone(store, "meeting")
    assert replace(now(store, "meeting"), version=0) == replace(before, version=0)


def test_a_decision_that_something_rests_on_goes_neither_by_undo_nor_by_hand() -> None:
    store = filled()
    further = replace(ITEM, decisions=(AGREED, replace(AGREED, id="e", actions=())))
    edited(store, "meeting", agenda=(further,))
    undone(store, "meeting")
    edited(store, "meeting", agenda=(further,))
    advance.issue(store, "draft", "e", STAMP)
    before = now(store, "meeting")
    for way in (lambda: undone(store, "meeting"), lambda: edited(store, "meeting", agenda=(ITEM,))):
        with pytest.raises(Refused) as refusal:
            way()
        assert [problem.code for problem in refusal.value.problems] == ["decision_in_use"]
    assert now(store, "meeting") == before


def test_what_another_member_changed_since_stays_at_every_desk() -> None:
    for entity, field in (("recommendation", "title"), ("procedure", "title"), ("meeting", "minutes")):
        store = filled()
        version = edited(store, entity, **{field: "Uno"}).record.version
        edited(store, entity, **{field: "Due"})
        with store.begin() as unit, pytest.raises(NotUndone):
            take_back(unit, Step(entity, RECORDS[entity].id, version, version - 1), STAMP)
        assert getattr(now(store, entity), field) == "Due"


def test_undoing_takes_the_right_to_record() -> None:
    store = filled()
    verdict(store, 0)
    reader = GuardedStore(store._below)
    store._below.member = Member("2", "Rita", "", (Role.ANALYST,))  # type: ignore[misc]
    with pytest.raises(NotAllowed):
        undone(reader, "indicator")
    assert now(reader, "indicator").verdict == "VE"


def test_calling_a_change_undone_does_not_pass_the_course_of_actions() -> None:
    store = filled()
    move(store, "a", Move("AN", decision_id="d"), STAMP)
    dropped = now(store, "meeting")
    invented = replace(ITEM, decisions=(replace(AGREED, actions=(replace(ACTION, due_on=DAY),)),))
    with store.begin() as unit, pytest.raises(ActionRefused):
        unit.meetings.replace(replace(dropped, agenda=(invented,)), replace(STAMP, reason="U"))
    undone(store, "meeting")
    assert now(store, "meeting").agenda == (ITEM,)


def test_a_new_record_that_nothing_sets_aside_is_known_to_stay() -> None:
    made = replace(RECORDS["procedure"], version=1)
    (step,) = Trail().noted(Changes("procedure", made, ("title",))).done
    assert step.stays is not None
    assert "nessuna scheda registrata si elimina" in step.stays.it


@pytest.mark.parametrize("name", DEEDS)
def test_every_deed_of_the_oracle_can_be_done(name: str) -> None:
    """Else the sequences above would show nothing about it."""
    desk = Desk()
    needed = {"send": ["address"], "conclude": ["investigate"] * 3}.get(name, [])
    assert [desk.do(each, 0) for each in (*needed, name)] == [True] * (len(needed) + 1)


def test_what_is_changed_in_a_closed_recommendation_is_known_to_stay() -> None:
    store = filled()
    closed(store)
    (step,) = Trail().noted(edited(store, "recommendation", title="Altro")).done
    assert step.stays == desk_acts.OVER

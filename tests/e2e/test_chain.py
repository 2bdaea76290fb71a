"""The whole chain in the real window, with the keyboard alone: from a case to a step of a force that is verified."""

import importlib.util
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest

from observatory.cases.case import Case
from observatory.codelists import FORCES, codelist
from observatory.fields import Field
from observatory.meetings.fields import MEETING
from observatory.periods import Month
from observatory.ports import Stamp
from observatory.selection import EVERYTHING
from ui.bootstrap import create_store, open_store

pytestmark = pytest.mark.window


def loaded(name: str) -> ModuleType:
    """A script beside this file: tests are no package."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # a dataclass looks its module up
    spec.loader.exec_module(module)
    return module


keyboard = loaded("keyboard")


def first(field: Field) -> str:
    """The first code of a field."""
    return next(iter(codelist(field.codelist))).code


POINT = MEETING.children["agenda"]
DECISION = POINT.children["decisions"]
PASSPHRASE = "quattro cavalli blu"  # noqa: S105 - of an invented store
MOST_STROKES, TAB_SECONDS = 40, 0.12
QUORUM = 3
TODAY = datetime.now(UTC).date()
MONTH = Month.of(TODAY) - 1
HELD_ON = f"10/{MONTH.number}/{MONTH.year}"
ANSWERS = {
    "event_type": "SU", "force": "GF", "outcome": "DE", "sex": "M", "age_band": "E4", "rank_category": "R2",
    "position": "IS", "on_duty": "N", "place": "AB", "method": "IMP", "homicide_suicide": "N",
    "prior_firearm_measure": "W00", "prior_attempts": "NN", "service_contact": "NN",
}  # fmt: skip
A_CASE = ANSWERS | {"month": f"{MONTH.number}/{MONTH.year}", "macro_region": "centro"}
AN_INTERVENTION = {"kind": "S01", "scope": "IN", "start": f"{TODAY.month}/{TODAY.year}"}
A_MEETING = {"number": "1", "held_on": HELD_ON, "seat": "DPS"}
A_POINT = {
    "kind": first(POINT["kind"]),
    "theme": first(POINT["theme"]),
    "summary": "Un intervento in corso",
}
A_DECISION = {
    "decisions.0.kind": first(DECISION["kind"]),
    "decisions.0.element": first(DECISION["element"]),
    "decisions.0.text": "Si raccomanda una linea guida comune",
    "decisions.0.status": first(DECISION["status"]),
    "decisions.0.adopted": first(DECISION["adopted"]),
}
A_RECOMMENDATION = {
    "title": "Custodia delle armi",
    "instrument": "LG",
    "text": "Adottare la linea guida",
    "strength": "FO",
}


@pytest.fixture
def store_folder(tmp_path: Path) -> Path:
    """A real, encrypted store with one case, recorded by another force, that could be the same event."""
    folder = tmp_path / "osservatorio" / "store"
    folder.parent.mkdir()
    store = create_store(folder, PASSPHRASE)
    known = {"month": str(MONTH), "precision": "M", "macro_region": "3", "status": "SO", "status_date": TODAY}
    with store.begin() as unit:
        other = Case(id="other", **(ANSWERS | known | {"rank_category": "R3"}))
        unit.cases.add(other, Stamp(TODAY, datetime.now(UTC), "clinician", "N"))
        unit.commit()
    store.close()
    return folder


@pytest.fixture
def operator(store_folder: Path, tmp_path: Path) -> Iterator["keyboard.Operator"]:
    assert store_folder.is_dir()
    with keyboard.display("1280x720") as display, keyboard.at_work(display, tmp_path) as operator:
        yield operator


def record(operator: "keyboard.Operator", answers: dict[str, str], *keys: str) -> None:
    """Open a form with these keys, answer, record."""
    operator.press(*keys)
    operator.wait(lambda: operator.at in answers, "the form did not open")
    operator.fill_in(answers)
    operator.press("ctrl+s")
    operator.wait_at("records")


def tab_to(operator: "keyboard.Operator", name: str) -> None:
    """Tab walks through the links of a page as well, which moves the keyboard to no other widget."""
    for _ in range(60):
        if operator.at.endswith(name):
            return
        operator.press("Tab")
        time.sleep(TAB_SECONDS)
    raise AssertionError(f"Tab never came to {name}; it went {operator.focus[-20:]}")


def press_in_dialog(operator: "keyboard.Operator", name: str) -> None:
    """Press a button that closes its dialog; without a window manager the window is then to be taken again."""
    tab_to(operator, name)
    operator.press("space")
    operator.wait(lambda: operator.at != name, "the dialog did not close")
    operator.take_window()


def link(operator: "keyboard.Operator") -> None:
    """From the list of cases: the section of links below the case, its first candidate, «same event»."""
    operator.press("F6")
    operator.wait_at("reading.edit")
    tab_to(operator, "links_rows")
    operator.press("Return")
    operator.wait_at("side_by_side")
    press_in_dialog(operator, "decide_SE")


def meet(operator: "keyboard.Operator") -> None:
    """A meeting with one point on its agenda, and what it decided on it."""
    operator.press("ctrl+3", "ctrl+n")
    operator.wait_at("number")
    operator.fill_in(A_MEETING)
    tab_to(operator, "forces")
    for _ in range(QUORUM):
        operator.press("space", "Down")
    tab_to(operator, "agenda.add")
    operator.press("space")
    operator.wait_at("agenda.0.position")
    operator.fill_in({f"agenda.0.{name}": answer for name, answer in A_POINT.items()})
    tab_to(operator, "decisions.add")
    operator.press("space")
    operator.wait_at("agenda.0.decisions.0.kind")
    operator.fill_in({f"agenda.0.{name}": answer for name, answer in A_DECISION.items()})
    operator.press("ctrl+s")
    operator.wait_at("records")


def issue(operator: "keyboard.Operator") -> None:
    """From the page of the recommendation to the grid of forces, where the decision issues it."""
    operator.press("ctrl+j")
    operator.wait_at("grid_table")
    tab_to(operator, "grid_issue")
    operator.press("space")
    operator.wait_at("step_decision")
    operator.press("Down")
    press_in_dialog(operator, "step_go")
    tab_to(operator, "grid_table")


def step(operator: "keyboard.Operator", down: int = 0, **told: str) -> None:
    """Take the step that stands so far down among those that the force at hand can take."""
    operator.press("Return")
    operator.wait_at("step_state")
    operator.press(*["Down"] * down)
    if told:
        operator.fill_in({f"step.{name}": text for name, text in told.items()})
    press_in_dialog(operator, "step_go")
    operator.wait_at("grid_table")


def answer(operator: "keyboard.Operator") -> None:
    """All four are sent; the first two answer by a letter; the first implements and is verified."""
    for number, _ in enumerate(FORCES):
        operator.press(*["Right"] * bool(number))
        step(operator)
    operator.press("Left", "Left")
    step(operator, 1, evidence="prot. 2")
    operator.press("Left")
    step(operator, 1, evidence="prot. 1")
    step(operator)
    step(operator, 1, evidence="circolare 12")
    step(operator, 1)


def test_from_a_case_to_a_verified_step_with_the_keyboard_alone(
    operator: "keyboard.Operator", store_folder: Path, tmp_path: Path
) -> None:
    try:
        operator.unlock(PASSPHRASE)
        operator.strokes = 0
        record(operator, A_CASE, "ctrl+1", "ctrl+n")
        assert operator.strokes < MOST_STROKES
        time.sleep(0.5)  # the section of links waits for whoever goes down the list
        link(operator)
        record(operator, AN_INTERVENTION, "ctrl+shift+n")
        meet(operator)
        record(operator, A_RECOMMENDATION, "ctrl+shift+n")
        issue(operator)
        answer(operator)
    finally:
        operator.picture(tmp_path / "end.png")
    operator.leave()
    _holds(store_folder)


def _holds(folder: Path) -> None:
    """What was typed stands in the store."""
    store = open_store(folder, PASSPHRASE)
    with store.begin() as unit:
        case = next(each for each in unit.cases.select(EVERYTHING) if each.id != "other")
        (link,) = unit.links.select(EVERYTHING)
        (intervention,) = unit.interventions.select(EVERYTHING)
        (meeting,) = unit.meetings.select(EVERYTHING)
        (recommendation,) = unit.recommendations.select(EVERYTHING)
        assert {link.kind, link.status} == {"SE", "AT"}
        assert (intervention.case_id, intervention.force) == (case.id, case.force)
        (decision,) = meeting.agenda[0].decisions
        assert (recommendation.meeting_id, recommendation.decision_id) == (meeting.id, decision.id)
        states = {each.force: each.state for each in recommendation.responses}
        assert [states[force] for force in FORCES] == ["VE", "RA", "AT", "AT"]
    store.close()

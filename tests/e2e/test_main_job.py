"""The main job in the real window, as a process of its own under an X server, with the keyboard alone."""

import importlib.util
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest

from observatory.errors import StoreInUse
from observatory.periods import Month
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

PASSPHRASE = "quattro cavalli blu"  # noqa: S105 - of an invented store
LAST_MONTH = Month.of(datetime.now(UTC).date()) - 1
A_CASE = {
    "event_type": "SU", "month": f"{LAST_MONTH.number}/{LAST_MONTH.year}", "force": "GF", "macro_region": "centro",
    "outcome": "DE", "sex": "M", "age_band": "E4", "rank_category": "R2", "position": "IS", "on_duty": "N",
    "place": "AB", "method": "IMP", "homicide_suicide": "N", "prior_firearm_measure": "W00", "prior_attempts": "NN",
    "service_contact": "NN",
}  # fmt: skip
AN_INTERVENTION = {
    "kind": "P01", "scope": "FO", "force": "CC", "start": f"{LAST_MONTH.number}/{LAST_MONTH.year}", "outcome": "IC",
}  # fmt: skip
A_MEETING = {
    "number": "1",
    "kind": "OR",
    "held_on": f"10/{LAST_MONTH.number}/{LAST_MONTH.year}",
    "seat": "DPS",
    "forces": " ",
}


@pytest.fixture
def store_folder(tmp_path: Path) -> Path:
    """A real, encrypted, empty store where the program looks for it."""
    folder = tmp_path / "osservatorio" / "store"
    folder.parent.mkdir()
    create_store(folder, PASSPHRASE).close()
    return folder


@pytest.fixture
def operator(store_folder: Path, tmp_path: Path) -> Iterator["keyboard.Operator"]:
    assert store_folder.is_dir()
    with keyboard.display() as display, keyboard.at_work(display, tmp_path) as operator:
        yield operator


def record(operator: "keyboard.Operator", screen: str, answers: dict[str, str]) -> None:
    operator.press(screen, "ctrl+n")
    operator.wait(lambda: operator.at in answers, "the form did not open")
    operator.fill_in(answers)
    operator.press("ctrl+s")
    operator.wait_at("records")


def summarise(operator: "keyboard.Operator", target: Path) -> None:
    operator.press("ctrl+6")
    operator.wait_at("period_kind")
    operator.press("alt+r")
    for _ in range(60):
        # The button is faded until the summary is ready; then it asks where to write.
        operator.press("alt+c")
        time.sleep(0.5)
        if operator.at == "fileNameEdit":
            break
    operator.wait_at("fileNameEdit")
    operator.press("ctrl+a")
    operator.type(str(target))
    operator.press("Return")
    operator.wait(lambda: target.exists() and target.read_bytes().endswith(b"%%EOF\n"), "no PDF")


def test_unlock_record_and_summarise_with_the_keyboard_alone(
    operator: "keyboard.Operator", store_folder: Path, tmp_path: Path
) -> None:
    operator.unlock(PASSPHRASE, "views")
    record(operator, "ctrl+1", A_CASE)
    record(operator, "ctrl+2", AN_INTERVENTION)
    record(operator, "ctrl+3", A_MEETING)
    summarise(operator, tmp_path / "sintesi.pdf")
    operator.leave()

    store = open_store(store_folder, PASSPHRASE)
    with store.begin() as unit:
        (case,) = unit.cases.select(EVERYTHING)
        (intervention,) = unit.interventions.select(EVERYTHING)
        (meeting,) = unit.meetings.select(EVERYTHING)
        assert (case.event_type, case.force, case.month) == ("SU", "GF", str(LAST_MONTH))
        assert (intervention.kind, intervention.force) == ("P01", "CC")
        assert (meeting.kind, meeting.seat) == ("OR", "DPS")
        assert len(unit.releases.all("summary")) == 1
    store.close()


def test_locking_by_key_asks_for_the_passphrase_again(operator: "keyboard.Operator", store_folder: Path) -> None:
    operator.unlock(PASSPHRASE, "views")
    operator.press("ctrl+l")
    operator.wait_at("passphrase")
    # The store is closed, at once or when the check of the log has stopped: another process may open it.
    operator.wait(lambda: is_closed(store_folder), "the store stayed in use")
    operator.unlock(PASSPHRASE, "views")
    operator.leave()


def is_closed(folder: Path) -> bool:
    try:
        open_store(folder, PASSPHRASE).close()
    except StoreInUse:
        return False
    return True

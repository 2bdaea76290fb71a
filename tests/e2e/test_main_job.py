"""The main job in the real window, as a process of its own under an X server, with the keyboard alone."""

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import pytest

from observatory.errors import StoreInUse
from observatory.periods import Month
from observatory.selection import EVERYTHING
from ui.bootstrap import create_store, open_store

pytestmark = pytest.mark.window

PASSPHRASE = "quattro cavalli blu"  # noqa: S105 - of an invented store
WITNESS = Path(__file__).with_name("witness.py")
PATIENCE_SECONDS = 30.0
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


@dataclass
class Operator:
    """Whoever sits at the keyboard: sends keys to the X server and is told where the keyboard is."""

    environment: dict[str, str]
    process: "subprocess.Popen[str]"
    focus: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        assert self.process.stdout is not None
        threading.Thread(target=self._listen, args=(self.process.stdout,), daemon=True).start()

    def _listen(self, lines: IO[str]) -> None:
        self.focus.extend(line.strip() for line in lines)

    @property
    def at(self) -> str:
        """The name of the widget that has the keyboard."""
        return self.focus[-1] if self.focus else ""

    def press(self, *keys: str) -> None:
        self._xdotool("key", "--delay", "30", *keys)

    def type(self, text: str) -> None:
        self._xdotool("type", "--delay", "12", text)

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while not condition():
            assert time.monotonic() < until, f"{what}; the keyboard went {self.focus[-12:]}"
            assert self.process.poll() is None, f"{what}; the program ended"
            time.sleep(0.05)

    def wait_at(self, name: str) -> None:
        self.wait(lambda: self.at == name, f"waited for {name}")

    def tab(self) -> None:
        moves = len(self.focus)
        self.press("Tab")
        self.wait(lambda: len(self.focus) > moves, "Tab did not move")

    def take_window(self) -> None:
        """Without a window manager the window does not get the keyboard by itself, nor back from a dialog."""
        found = self._xdotool("search", "--sync", "--onlyvisible", "--name", "^Osservatorio$").split()[0]
        self._xdotool("windowfocus", "--sync", found)

    def fill_in(self, answers: dict[str, str]) -> None:
        """Go through the form with Tab and answer what is asked, until every answer is given."""
        left = dict(answers)
        for _ in range(80):
            self.type(left.pop(self.at, ""))
            if not left:
                return
            self.tab()
        raise AssertionError(f"never asked for {left}")

    def _xdotool(self, *arguments: str) -> str:
        command = ["xdotool", *arguments]
        done = subprocess.run(  # noqa: S603 - keys that this file names
            command, env=self.environment, check=True, capture_output=True, text=True, timeout=30
        )
        return done.stdout


@pytest.fixture
def display() -> Iterator[str]:
    """A screen that nobody sees."""
    if not shutil.which("Xvfb") or not shutil.which("xdotool"):
        pytest.skip("needs Xvfb and xdotool")
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    with subprocess.Popen(  # noqa: S603 - the server that this file names
        command, pass_fds=(writing,), stderr=subprocess.DEVNULL
    ) as server:
        os.close(writing)
        with os.fdopen(reading) as told:
            yield f":{told.readline().strip()}"
        server.terminate()


@pytest.fixture
def store_folder(tmp_path: Path) -> Path:
    """A real, encrypted, empty store where the program looks for it."""
    folder = tmp_path / "osservatorio" / "store"
    folder.parent.mkdir()
    create_store(folder, PASSPHRASE).close()
    return folder


@pytest.fixture
def operator(display: str, store_folder: Path, tmp_path: Path) -> Iterator[Operator]:
    assert store_folder.is_dir()
    environment = {
        **os.environ,
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
    }
    command = [sys.executable, str(WITNESS)]
    with subprocess.Popen(  # noqa: S603 - the program under test
        command, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield Operator(environment, process)
        finally:
            process.kill()


def record(operator: Operator, screen: str, answers: dict[str, str]) -> None:
    operator.press(screen, "ctrl+n")
    operator.wait(lambda: operator.at in answers, "the form did not open")
    operator.fill_in(answers)
    operator.press("ctrl+s")
    operator.wait_at("records")


def unlock(operator: Operator) -> None:
    operator.take_window()
    operator.wait_at("passphrase")
    operator.type(PASSPHRASE)
    operator.press("Return")
    operator.wait_at("views")


def summarise(operator: Operator, target: Path) -> None:
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


def leave(operator: Operator) -> None:
    operator.take_window()
    operator.press("ctrl+q")
    assert operator.process.wait(timeout=PATIENCE_SECONDS) == 0


def test_unlock_record_and_summarise_with_the_keyboard_alone(
    operator: Operator, store_folder: Path, tmp_path: Path
) -> None:
    unlock(operator)
    record(operator, "ctrl+1", A_CASE)
    record(operator, "ctrl+2", AN_INTERVENTION)
    record(operator, "ctrl+3", A_MEETING)
    summarise(operator, tmp_path / "sintesi.pdf")
    leave(operator)

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


def test_locking_by_key_asks_for_the_passphrase_again(operator: Operator, store_folder: Path) -> None:
    unlock(operator)
    operator.press("ctrl+l")
    operator.wait_at("passphrase")
    # The store is closed, at once or when the check of the log has stopped: another process may open it.
    operator.wait(lambda: is_closed(store_folder), "the store stayed in use")
    unlock(operator)
    leave(operator)


def is_closed(folder: Path) -> bool:
    try:
        open_store(folder, PASSPHRASE).close()
    except StoreInUse:
        return False
    return True

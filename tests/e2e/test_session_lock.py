"""The store locks with the desktop: on a private bus, with a session manager of the test's own."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the buses of a Linux desktop")

HERE = Path(__file__).parent
LOGIND, SESSION = "/org/freedesktop/login1", "/org/freedesktop/login1/session/_31"
ANOTHER_SESSION = "/org/freedesktop/login1/session/_99"
LOCKED = {"closed": True, "keys": 0, "models": 0, "clipboard": "", "drafts": 1}
CONFIGURATION = """<busconfig><type>session</type><listen>unix:dir={folder}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>
"""


@dataclass
class Partner:
    """A process one talks with, line by line."""

    process: "subprocess.Popen[str]"

    def hear(self) -> str:
        return self._pipe(self.process.stdout).readline().strip()

    def say(self, line: str) -> None:
        writing = self._pipe(self.process.stdin)
        writing.write(f"{line}\n")
        writing.flush()

    @staticmethod
    def _pipe(pipe: IO[str] | None) -> IO[str]:
        assert pipe is not None
        return pipe


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A bus of its own, which is both the machine's and the session's."""
    if not shutil.which("dbus-daemon"):
        pytest.skip("needs dbus-daemon")
    configuration = tmp_path / "bus.conf"
    configuration.write_text(CONFIGURATION.format(folder=tmp_path))
    command = ["dbus-daemon", f"--config-file={configuration}", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as bus:  # noqa: S603
        address = Partner(bus).hear()
        buses = {"DBUS_SYSTEM_BUS_ADDRESS": address, "DBUS_SESSION_BUS_ADDRESS": address, "XDG_SESSION_ID": "31"}
        yield {**os.environ, **buses, "QT_QPA_PLATFORM": "offscreen", "XDG_STATE_HOME": str(tmp_path / "state")}
        bus.kill()


def started(environment: dict[str, str], script: str, *arguments: str) -> "subprocess.Popen[str]":
    command = [sys.executable, str(HERE / script), *arguments]
    return subprocess.Popen(  # noqa: S603 - our own interpreter
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.fixture
def logind(environment: dict[str, str]) -> Iterator[Partner]:
    with started(environment, "logind.py") as process:
        partner = Partner(process)
        assert partner.hear() == "ready"
        yield partner
        process.kill()


@pytest.fixture
def window(environment: dict[str, str], tmp_path: Path) -> Iterator[Partner]:
    with started(environment, "watched_window.py", str(tmp_path)) as process:
        yield Partner(process)
        process.kill()


def let_sleep(logind: Partner, window: Partner) -> None:
    """Open, asleep and open again; by then the window hears everything."""
    assert window.hear() == "open"
    assert {logind.hear(), logind.hear()} == {"delay sleep delay", "session 31"}
    logind.say(f"{LOGIND} org.freedesktop.login1.Manager PrepareForSleep true")
    assert json.loads(window.hear()) == LOCKED
    assert logind.hear() == "released"  # only now may the machine sleep
    assert window.hear() == "open"
    logind.say(f"{LOGIND} org.freedesktop.login1.Manager PrepareForSleep false")
    assert logind.hear() == "delay sleep delay"


def test_whatever_leaves_the_desktop_locks_the_store_and_leaves_nothing(logind: Partner, window: Partner) -> None:
    let_sleep(logind, window)
    logind.say(f"{SESSION} org.freedesktop.login1.Session Lock")
    assert json.loads(window.hear()) == LOCKED
    assert window.hear() == "open"

    for desktop in ("freedesktop", "gnome"):
        logind.say(f"/org/{desktop}/ScreenSaver org.{desktop}.ScreenSaver ActiveChanged true")
        assert json.loads(window.hear()) == LOCKED
        assert window.hear() == "open"


def test_what_is_not_ours_or_says_nothing_locks_nothing(logind: Partner, window: Partner) -> None:
    let_sleep(logind, window)
    for line in (
        f"{ANOTHER_SESSION} org.freedesktop.login1.Session Lock",
        "/org/freedesktop/ScreenSaver org.freedesktop.ScreenSaver ActiveChanged false",
        "/org/freedesktop/ScreenSaver org.freedesktop.ScreenSaver ActiveChanged",
        f"{LOGIND} org.freedesktop.login1.Manager PrepareForSleep",
    ):
        logind.say(line)
    # Signals come in order: had one of those locked the store, this one would find it locked already.
    logind.say(f"{SESSION} org.freedesktop.login1.Session Lock")
    assert json.loads(window.hear()) == LOCKED
    assert window.hear() == "open"
    logind.say(f"{SESSION} org.freedesktop.login1.Session Lock")
    assert json.loads(window.hear()) == LOCKED


def test_without_any_bus_the_window_works_and_nothing_is_printed(environment: dict[str, str], tmp_path: Path) -> None:
    nowhere = f"unix:path={tmp_path / 'nowhere'}"
    alone = {**environment, "DBUS_SYSTEM_BUS_ADDRESS": nowhere, "XDG_RUNTIME_DIR": str(tmp_path)}
    del alone["DBUS_SESSION_BUS_ADDRESS"]
    with started(alone, "watched_window.py", str(tmp_path)) as process:
        assert Partner(process).hear() == "open"
        process.kill()
        _, complaints = process.communicate()
    assert [line for line in complaints.splitlines() if "propagateSizeHints" not in line] == []

"""Whoever sits at the keyboard of the real window: a process of its own under an X server, and keys sent to it.

Loaded by the window tests beside it; needs Xvfb and xdotool.
"""

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import pytest

WITNESS = Path(__file__).with_name("witness.py")
PATIENCE_SECONDS = 30.0
_SETTLED_SECONDS, _SEARCHES = 0.15, 5


@dataclass
class Operator:
    """Whoever sits at the keyboard: sends keys to the X server and is told where the keyboard is."""

    environment: dict[str, str]
    process: "subprocess.Popen[str]"
    focus: list[str] = field(default_factory=list)
    strokes: int = 0
    """How many keys were pressed beyond what was typed."""

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
        self.strokes += len(keys)
        if keys:
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

    def picture(self, target: Path) -> Path:
        """Have the whole screen painted into a PNG file."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{target}\n")
        self.process.stdin.flush()
        self.wait(lambda: target.exists() and target.read_bytes()[-8:-4] == b"IEND", "no picture")
        return target

    def take_window(self) -> None:
        """Without a window manager the window does not get the keyboard by itself, nor back from a dialog."""
        for _ in range(_SEARCHES - 1):
            with suppress(subprocess.CalledProcessError):  # a window that goes while xdotool looks stops it
                self._focus_window()
                return
            time.sleep(_SETTLED_SECONDS)
        self._focus_window()

    def _focus_window(self) -> None:
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

    def unlock(self, passphrase: str, arrives: str = "records") -> None:
        """The keyboard passes through the views to the first list, and stays there where the list is empty."""
        self.take_window()
        self.wait_at("passphrase")
        self.type(passphrase)
        self.press("Return")
        self.wait_at(arrives)

    def leave(self) -> None:
        self.take_window()
        self.press("ctrl+q")
        assert self.process.wait(timeout=PATIENCE_SECONDS) == 0

    def _xdotool(self, *arguments: str) -> str:
        command = ["xdotool", *arguments]
        done = subprocess.run(  # noqa: S603 - keys that this file names
            command, env=self.environment, check=True, capture_output=True, text=True, timeout=30
        )
        return done.stdout


@contextmanager
def display(size: str = "1280x800") -> Iterator[str]:
    """A screen that nobody sees."""
    if not shutil.which("Xvfb") or not shutil.which("xdotool"):
        pytest.skip("needs Xvfb and xdotool")
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{size}x24", "-nolisten", "tcp"]
    with subprocess.Popen(  # noqa: S603 - the server that this file names
        command, pass_fds=(writing,), stderr=subprocess.DEVNULL
    ) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as told:
                yield f":{told.readline().strip()}"
        finally:
            server.terminate()


@contextmanager
def at_work(display: str, home: Path, more: Mapping[str, str] | None = None) -> Iterator[Operator]:
    """The program started on that display, with everything it keeps below `home`, and somebody at its keyboard."""
    environment = {
        **os.environ,
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "HOME": str(home),
        "XDG_DATA_HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        **(more or {}),
    }
    command = [sys.executable, str(WITNESS)]
    with subprocess.Popen(  # noqa: S603 - the program under test
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield Operator(environment, process)
        finally:
            process.kill()

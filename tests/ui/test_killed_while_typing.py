"""The program is killed in the middle of a word: of what was typed at most the last two seconds are lost."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from db import vault
from observatory.security.key_derivation import KdfCost

WORDS = "cavallo nuvola pettine diciotto"
PROJECT = Path(__file__).resolve().parents[2]
LOST_SECONDS = 2.0

TYPING = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from db import vault
from observatory.cases.fields import CASE
from ui.desktop.records.screen import RecordsScreen
from ui.desktop.session import Session

application = QApplication([])
store = vault.open_(Path(sys.argv[1]), sys.argv[2])
screen = RecordsScreen(CASE, Session(store, clock=lambda: datetime.now(UTC)))
screen.resize(1180, 680)
screen.show()
screen.new_record()
note = screen.form.findChild(QPlainTextEdit)
pause, typed = float(sys.argv[3]), 0
until = time.monotonic() + float(sys.argv[4])
while True:
    if time.monotonic() < until:
        QTest.keyClicks(note, "a")
        typed += 1
        print(typed, time.time(), flush=True)
    rests = time.monotonic() + pause
    while time.monotonic() < rests:
        application.processEvents()
        time.sleep(0.005)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("killed") / "s"
    vault.create(made, WORDS, cost=KdfCost(1024, 1, 1)).close()
    return made


def killed(folder: Path, pause: float, typing: float, after: float) -> tuple[list[tuple[int, float]], float]:
    """What the program said it had typed, and when; and its end, `after` seconds from its first letter."""
    program = [sys.executable, "-c", TYPING, str(folder), WORDS, str(pause), str(typing)]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(  # noqa: S603 - our own interpreter
        program, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        told = [process.stdout.readline()]
        assert told[0], "it began to type"
        time.sleep(after)
        ended = time.time()
        process.send_signal(signal.SIGKILL)
        told += process.stdout.readlines()
    pairs = [line.split() for line in told if line.endswith("\n")]
    return [(int(letters), float(at)) for letters, at in pairs], ended


def kept_letters(folder: Path) -> int:
    store = vault.open_(folder, WORDS)
    with store.begin() as unit:
        (draft,) = unit.drafts.all("case")
        unit.drafts.discard(draft.key)
        unit.commit()
    store.close()
    return str(draft.values["note"]).count("a")


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
@pytest.mark.parametrize(
    ("pause", "typing", "after"),
    [(0.05, 60.0, 3.6), (0.05, 0.4, 2.7)],
    ids=["typing-without-a-pause", "a-word-and-then-thinking"],
)
def test_a_killed_program_loses_at_most_two_seconds_of_typing(
    folder: Path, pause: float, typing: float, after: float
) -> None:
    told, ended = killed(folder, pause, typing, after)
    due = max((letters for letters, at in told if at <= ended - LOST_SECONDS), default=0)
    assert due >= 1, "something was typed two seconds before the end"
    assert kept_letters(folder) >= due

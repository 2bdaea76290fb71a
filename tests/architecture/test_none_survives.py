"""PySide6 6.12.0 loses one reference to None at every void call on Python 3.11, until the interpreter aborts."""

import os
import subprocess
import sys
from pathlib import Path

CALLS = 100_000
PROGRAM = f"""
import sys
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel()
before = sys.getrefcount(None)
for number in range({CALLS}):
    label.setObjectName("a")
print(before - sys.getrefcount(None))
"""


def test_a_hundred_thousand_void_calls_do_not_lose_none() -> None:
    """The fault takes a whole process down, so it is tried in one of its own."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(  # noqa: S603 - the program above
        [sys.executable, "-c", PROGRAM],
        cwd=Path(__file__).parents[2],
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < CALLS // 100

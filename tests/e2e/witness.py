"""Starts the window exactly as the program does, and tells on standard output which widget has the keyboard.

Run by `test_main_job.py` as a process of its own; the keys come from outside, through the X server.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtWidgets import QApplication, QWidget

from ui.entry import main

_run = QApplication.exec


def told(_before: QWidget | None, now: QWidget | None) -> None:
    sys.stdout.write(f"{now.objectName() if now is not None else ''}\n")
    sys.stdout.flush()


def watched(*_: object) -> int:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.focusChanged.connect(told)
    return _run()


QApplication.exec = watched  # type: ignore[method-assign,assignment]
raise SystemExit(main([]))

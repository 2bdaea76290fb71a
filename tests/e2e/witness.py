"""Starts the window exactly as the program does, and tells on standard output which widget has the keyboard.

Run by `keyboard.py` as a process of its own; the keys come from outside, through the X server. A path on standard
input is where a picture of the whole screen is to be put.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication, QWidget

from ui.entry import main

_run = QApplication.exec


def told(_before: QWidget | None, now: QWidget | None) -> None:
    sys.stdout.write(f"{now.objectName() if now is not None else ''}\n")
    sys.stdout.flush()


def pictured() -> None:
    picture = QApplication.primaryScreen().grabWindow(0)
    picture.save(sys.stdin.readline().strip())


def watched(*_: object) -> int:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.focusChanged.connect(told)
    asked = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, application)
    asked.activated.connect(pictured)
    return _run()


QApplication.exec = watched  # type: ignore[method-assign,assignment]
raise SystemExit(main([]))

"""Paints every page of the window on an invented store: `python tests/e2e/pictures.py FOLDER`.

In Italian and English, light and dark, at 1280×720 and at 200 %. Every figure is invented; nothing else is written.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QDialog

from db.memory import MemoryStore
from observatory.terms import Language
from observatory.usecases.build_demo import build_demo
from ui.bootstrap import system_clock
from ui.desktop import theme
from ui.desktop.language import Translation
from ui.desktop.main_window import MainWindow
from ui.desktop.screens import PAGES, SCREENS
from ui.desktop.settings import Preferences, Theme
from ui.desktop.unlock.stores import Stores

SIZE, SCALES, CASES = (1280, 720), ("1", "2"), 120


def main(folder: Path) -> int:
    """Paint at each scale in a process of its own: Qt reads the scale as it starts."""
    if "QT_SCALE_FACTOR" in os.environ:
        return paint(folder)
    for scale in SCALES:
        command = [sys.executable, __file__, str(folder / f"{scale}00")]
        subprocess.run(command, env={**os.environ, "QT_SCALE_FACTOR": scale}, check=True)  # noqa: S603 - itself
    return 0


def paint(folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication(sys.argv[:1])
    theme.dress(application)
    window = opened(folder)
    for language in Language:
        window.speak(language)
        for kind in (Theme.LIGHT, Theme.DARK):
            window.wear(kind)
            for name in views(window):
                settle(window)
                window.grab().save(str(folder / f"{name}-{language}-{kind}.png"))
                for dialog in window.findChildren(QDialog):
                    dialog.grab().save(str(folder / f"{name}-dialog-{language}-{kind}.png"))
                    dialog.reject()
    window.close()
    return 0


def opened(folder: Path) -> MainWindow:
    store, unused = MemoryStore(), lambda *_: None
    build_demo(store, seed=3, cases=CASES)
    preferences = Preferences(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    preferences.folder = folder
    keys = SimpleNamespace(notices=(), sheet="", fingerprint="")
    stores = Stores(Path.exists, unused, unused, unused, system_clock, unused, lambda _: keys, lambda _: 1)  # type: ignore[arg-type,return-value]
    window = MainWindow(stores, preferences, Translation())
    scale = int(os.environ["QT_SCALE_FACTOR"])
    window.resize(SIZE[0] // scale, SIZE[1] // scale)
    window.show()
    window._entrance.opened.emit(store, folder)
    return window


def views(window: MainWindow) -> Iterator[str]:
    """Every page; of records one that is read and one that is edited."""
    for screen in (*SCREENS, *PAGES):
        window.go_to(screen.name)
        settle(window)
        yield screen.name
        edit = window.ability("edit")
        if edit is not None:
            edit()
            yield f"{screen.name}-form"
            leave = getattr(window._workplace.current, "leave", None) if window._workplace else None
            if leave is not None:
                leave()
        take_step = getattr(window._workplace.current, "take_step", None) if window._workplace else None
        if take_step is not None:
            take_step()
            yield f"{screen.name}-step"


def settle(window: MainWindow) -> None:
    for _ in range(4):
        while window._background.is_busy:
            QApplication.processEvents()
        QApplication.processEvents()


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))

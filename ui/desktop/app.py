"""Starts the window: style, language, last resort for faults, and the real stores."""

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from observatory.ports import Store
from observatory.progress import Progress
from observatory.terms import Language
from ui.bootstrap import create_store, open_store, store_exists, system_clock
from ui.desktop import problems, theme
from ui.desktop.language import Translation
from ui.desktop.main_window import MainWindow
from ui.desktop.settings import Preferences
from ui.desktop.unlock.stores import Stores

SAMPLE_SEED = 1
SAMPLE_CASES = 5000


def run(language: Language | None = None, folder: Path | None = None) -> int:
    """Show the window until it is closed; the exit status. `folder` is the store to ask for, else the last one."""
    application = QApplication(sys.argv[:1])
    QCoreApplication.setApplicationName("Osservatorio")
    preferences = Preferences()
    if language is not None:
        preferences.language = language
    if folder is not None:
        preferences.folder = folder
    theme.dress(application)
    theme.apply(preferences.theme)
    application.styleHints().colorSchemeChanged.connect(lambda _: theme.apply(preferences.theme))
    translation = Translation()
    translation.speak(preferences.language)
    window = MainWindow(real_stores(), preferences, translation)
    forget = problems.watch(window.message.problem, lambda: preferences.language)
    window.show()
    status = application.exec()
    forget()
    return status


def real_stores() -> Stores:
    """Stores on this machine."""
    return Stores(exists=store_exists, open=open_store, create=create_store, fill=_fill, clock=system_clock)


def _fill(store: Store, progress: Progress) -> None:
    from observatory.usecases.build_demo import build_demo  # noqa: PLC0415 - asked for once in a store's life

    build_demo(store, seed=SAMPLE_SEED, cases=SAMPLE_CASES, progress=progress)

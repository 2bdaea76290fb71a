"""Starts the window: style, language, last resort for faults, and the real stores."""

import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication

from observatory.ports import Store
from observatory.progress import Progress
from observatory.security.paper_key import PaperKey
from observatory.security.process import harden_process
from observatory.security.slots import Login
from observatory.security.store_keys import Newcomer
from observatory.terms import Language
from ui.bootstrap import (
    create_store,
    keys_of,
    member_count,
    open_store,
    recover_store,
    store_exists,
    system_clock,
    why_not_in,
)
from ui.desktop import problems, theme
from ui.desktop.icons import icon
from ui.desktop.language import Translation
from ui.desktop.main_window import MainWindow
from ui.desktop.screens import SCREENS
from ui.desktop.session_lock import lock_with_session
from ui.desktop.settings import Preferences
from ui.desktop.unlock.stores import Stores

SAMPLE_SEED = 1
SAMPLE_CASES = 5000
CHECKING_SECONDS = 0.8
"""So long a store’s pages are checked before it is shown; what is left of a large one is checked behind the window."""

_FIRST_SCREEN = ("checking", "sheet", "form_frame", "form", "list_pane", "reading_pane", "views_pane", "screen")


def run(language: Language | None = None, folder: Path | None = None) -> int:
    """Show the window until it is closed; the exit status. `folder` is the store to ask for, else the last one."""
    harden_process()  # before a passphrase is typed
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
    watching = lock_with_session(window)
    _load_while_waiting([*(partial(import_module, f"ui.desktop.records.{name}") for name in _FIRST_SCREEN), *_icons()])
    status = application.exec()
    forget()
    del watching
    return status


def _load_while_waiting(parts: list[Callable[[], object]]) -> None:
    """Load the first screen, part by part, while the passphrase is typed: afterwards it would hold the window."""
    if parts:
        parts.pop(0)()
        QTimer.singleShot(0, lambda: _load_while_waiting(parts))


def _icons() -> list[Callable[[], object]]:
    """Those of the rail, drawn ahead."""
    return [partial(icon, screen.name, selected=chosen) for screen in SCREENS for chosen in (False, True)]


def real_stores() -> Stores:
    """Stores on this machine."""
    return Stores(
        exists=store_exists,
        open=_open,
        create=_create,
        fill=_fill,
        clock=system_clock,
        recover=_recover,
        keys=keys_of,
        members=member_count,
        why_not_in=why_not_in,
    )


def _open(folder: Path, login: Login) -> Store:
    store = open_store(folder, login, CHECKING_SECONDS)
    _read_ahead()
    return store


def _create(folder: Path, passphrase: str, founder: Newcomer) -> Store:
    store = create_store(folder, passphrase, founder=founder)
    _read_ahead()
    return store


def _recover(folder: Path, paper: PaperKey, login: Login) -> Store:
    return recover_store(folder, paper, login.passphrase, login.name)


def _read_ahead() -> None:
    """Load on the worker, while one waits for the store anyway, what the first screen would hold the window for."""
    for name in ("build_demo", "record", "views", "find", "drafts", "due_period"):
        import_module(f"observatory.usecases.{name}")


def _fill(store: Store, progress: Progress) -> None:
    from observatory.usecases.build_demo import build_demo  # noqa: PLC0415 - asked for once in a store's life

    build_demo(store, seed=SAMPLE_SEED, cases=SAMPLE_CASES, progress=progress)

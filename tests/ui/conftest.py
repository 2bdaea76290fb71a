"""Fixtures of the window's tests: no screen, no settings of the person running them, nothing left behind."""

import importlib.util
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from db.memory import MemoryStore
from observatory.errors import Cancelled, StoreExists, WrongPassphrase
from observatory.ports import Store
from observatory.progress import Progress
from observatory.security.paper_key import PaperKey
from observatory.security.slots import Login
from observatory.security.store_keys import Newcomer
from observatory.summary.content import Summary
from observatory.terms import Language, Term
from ui.desktop import theme
from ui.desktop.language import Translation
from ui.desktop.main_window import MainWindow
from ui.desktop.settings import Preferences, Theme
from ui.desktop.unlock.stores import Stores

RIGHT = "quattro cavalli blu"
NOW = datetime(2026, 4, 20, 9, 0, tzinfo=UTC)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says of itself what it cannot do; that is no fault of the window."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints"))


@pytest.fixture(autouse=True)
def _nothing_dangling() -> Iterator[None]:
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    workers = [thread.name for thread in threading.enumerate() if thread.name.startswith("work")]
    assert not workers, "a worker thread is still alive"


@dataclass
class FakeKeys:
    """The keys of the store in memory: a passphrase, and perhaps a sheet."""

    passphrase: str = RIGHT
    paper: PaperKey | None = None
    notices: tuple[Term, ...] = ()
    fingerprint: str = "uno due tre quattro cinque sei"

    @property
    def sheet(self) -> str:
        return self.paper.sheet if self.paper else ""

    def change_passphrase(self, old: str, new: str) -> None:
        self._check(old)
        self.passphrase = new

    def set_recovery(self, passphrase: str, paper: PaperKey) -> None:
        self._check(passphrase)
        self.paper = paper

    def _check(self, passphrase: str) -> None:
        if passphrase != self.passphrase:
            raise WrongPassphrase(Term("Non apre.", "It does not open."))


@dataclass
class FakeStores:
    """One store in memory behind one passphrase; `opened` are those handed out."""

    there: bool = True
    opened: list[Store] = field(default_factory=list)
    filled: int = 0
    stops_filling: bool = False
    prepared: Store | None = None
    keyring: FakeKeys = field(default_factory=FakeKeys)
    names: tuple[str, ...] = ()
    """The members, where there are several."""
    founder: Newcomer | None = None
    let_in: str = ""
    """Whom the recovery sheet let in again, by name."""

    def exists(self, _folder: Path) -> bool:
        return self.there

    def open(self, _folder: Path, login: Login) -> Store:
        if login.passphrase != self.keyring.passphrase or (self.names and login.name not in self.names):
            raise WrongPassphrase(Term("Non apre.", "It does not open."))
        return self._made()

    def create(self, _folder: Path, _passphrase: str, founder: Newcomer) -> Store:
        if self.there:
            raise StoreExists(Term("C’è già.", "It is there already."))
        self.there, self.founder = True, founder
        return self._made()

    def recover(self, _folder: Path, paper: PaperKey, login: Login) -> Store:
        if paper != self.keyring.paper:
            raise WrongPassphrase(Term("Il foglio non apre.", "The sheet does not open."))
        self.keyring.passphrase, self.let_in = login.passphrase, login.name
        return self._made()

    def members(self, _folder: Path) -> int:
        return max(1, len(self.names))

    def keys(self, _store: Store) -> FakeKeys:
        return self.keyring

    def fill(self, _store: Store, progress: Progress) -> None:
        progress(1, 1, Term("Campione", "Sample"))
        if self.stops_filling:
            raise Cancelled
        self.filled += 1

    def _made(self) -> Store:
        self.opened.append(self.prepared or MemoryStore())
        return self.opened[-1]

    def stores(self) -> Stores:
        ways = (self.exists, self.open, self.create, self.fill, lambda: NOW, self.recover, self.keys, self.members)
        return Stores(*ways)


@pytest.fixture
def fake_stores() -> FakeStores:
    return FakeStores()


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    kept = Preferences(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    kept.folder = tmp_path / "store"
    kept.theme = Theme.LIGHT
    return kept


@pytest.fixture
def translation(qapp: QApplication) -> Iterator[Translation]:
    """Italian; taken away after the test, so that the next one starts from the source texts."""
    theme.dress(qapp)
    theme.apply(Theme.LIGHT)
    spoken = Translation()
    spoken.speak(Language.IT)
    yield spoken
    spoken.silence()


@pytest.fixture
def locked_window(
    qtbot: QtBot, fake_stores: FakeStores, preferences: Preferences, translation: Translation
) -> Iterator[MainWindow]:
    """The window as it starts: a store is there and locked."""
    window = MainWindow(fake_stores.stores(), preferences, translation)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()


@pytest.fixture
def window(locked_window: MainWindow, qtbot: QtBot, unlock: Callable[[MainWindow, str], None]) -> MainWindow:
    """The window with its store open."""
    unlock(locked_window, RIGHT)
    qtbot.waitUntil(lambda: locked_window.is_open)
    return locked_window


@pytest.fixture
def unlock(qtbot: QtBot) -> Callable[[MainWindow, str], None]:
    """Type a passphrase into a window and press Enter."""

    def typed(window: MainWindow, passphrase: str) -> None:
        line = window.findChild(QLineEdit, "passphrase")
        assert line is not None
        qtbot.keyClicks(line, passphrase)
        qtbot.keyClick(line, Qt.Key.Key_Return)

    return typed


@pytest.fixture
def right() -> str:
    """The passphrase that opens the store."""
    return RIGHT


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def sample_summary() -> Summary:
    """The whole summary with invented numbers that the renderers are tested with."""
    path = Path(__file__).parent.parent / "unit" / "sample_summary.py"
    spec = importlib.util.spec_from_file_location("sample_summary", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    build: Callable[[], Summary] = module.sample_summary
    return build()

"""The page «Security»: how the backups stand, one made and one checked from the window, the daily one kept."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db import backup_folder, vault
from db.memory import MemoryStore
from db.vault import Vault
from observatory.errors import FileTrouble
from observatory.ports import Store
from observatory.progress import Progress, silent
from observatory.security.key_derivation import KdfCost
from observatory.terms import Language, Term
from ui import bootstrap
from ui.desktop.background import Background
from ui.desktop.language import Translation
from ui.desktop.main_window import MainWindow
from ui.desktop.security import backup_custody
from ui.desktop.security.backup_custody import Parting
from ui.desktop.security.status_screen import SecurityScreen
from ui.desktop.session import Session
from ui.desktop.widgets.message_bar import MessageBar

NOW = datetime(2026, 4, 20, 9, 0, tzinfo=UTC)
WORDS = "cavallo nuvola pettine diciotto"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Vault]:
    made = vault.create(tmp_path / "s", WORDS, cost=KdfCost(1024, 1, 1))
    yield made
    made.close()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "usb").mkdir()
    return tmp_path / "usb"


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr(bootstrap, "system_clock", lambda: now)


@pytest.fixture
def background() -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


@pytest.fixture
def session(store: Vault, now: datetime) -> Session:
    return Session(bootstrap.OpenStore(store), clock=lambda: now)


@pytest.fixture
def page(qtbot: QtBot, translation: Translation, session: Session, background: Background) -> SecurityScreen:
    assert translation
    made = SecurityScreen(session, background)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    qtbot.waitExposed(made)
    made.arrive()
    rest(made, qtbot)
    return made


def button(page: QWidget, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert found is not None, name
    return found


def text(page: QWidget, name: str) -> str:
    found = page.findChild(QLabel, name)
    assert found is not None, name
    return found.text() if not found.isHidden() else ""


def rest(page: SecurityScreen, qtbot: QtBot) -> None:
    """Wait until nothing runs any more."""
    qtbot.waitUntil(lambda: not button(page, "stop").isEnabled(), timeout=8000)


def choose(monkeypatch: pytest.MonkeyPatch, method: str, answer: Path) -> None:
    given = str(answer) if method == "getExistingDirectory" else (str(answer), "")
    monkeypatch.setattr(QFileDialog, method, lambda *_: given)


def test_a_store_without_a_backup_is_told_so(page: SecurityScreen) -> None:
    assert text(page, "last_backup").startswith("Non c’è ancora alcun salvataggio.")
    assert text(page, "last_check") == "Nessun salvataggio è stato ancora verificato."
    assert "cifrati" in text(page, "protected")


def test_a_copy_is_saved_where_one_says_and_shown_as_checked(
    page: SecurityScreen, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, place: Path
) -> None:
    said = QSignalSpy(page.said)
    choose(monkeypatch, "getSaveFileName", place / "copia")
    button(page, "save_copy").click()
    assert button(page, "stop").isEnabled()
    assert not button(page, "save_copy").isEnabled()
    qtbot.waitUntil(lambda: said.count() == 1, timeout=8000)
    rest(page, qtbot)
    assert [path.name for path in place.iterdir()] == ["copia.osbackup"]
    assert said.at(0)[0] == f"Salvataggio fatto e verificato: {place / 'copia.osbackup'}"
    assert text(page, "last_backup").startswith("Ultimo salvataggio: 20/04/26")
    assert text(page, "last_check").endswith("copia.osbackup.")


def test_choosing_a_folder_makes_the_first_daily_backup_and_lists_it(
    page: SecurityScreen, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, place: Path, store: Vault
) -> None:
    choose(monkeypatch, "getExistingDirectory", place)
    button(page, "choose_backup_folder").click()
    shown = page.findChild(QListWidget, "backups")
    assert shown is not None
    qtbot.waitUntil(lambda: shown.count() == 1, timeout=8000)
    rest(page, qtbot)
    assert backup_folder.chosen(store) == place
    assert str(place) in text(page, "backup_place")
    assert shown.item(0).text().endswith(next(place.iterdir()).name)


def test_a_good_backup_is_told_from_a_damaged_one(
    page: SecurityScreen, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, place: Path, store: Vault
) -> None:
    said = QSignalSpy(page.said)
    made = backup_folder.make(store, place / "one.osbackup", NOW, silent).path
    choose(monkeypatch, "getOpenFileName", made)
    button(page, "check_backup").click()
    qtbot.waitUntil(lambda: said.count() == 1, timeout=8000)
    rest(page, qtbot)
    assert said.at(0)[0] == "Il salvataggio è integro: one.osbackup"
    content = bytearray(made.read_bytes())
    content[-5000] ^= 1
    made.write_bytes(content)
    button(page, "check_backup").click()
    qtbot.waitUntil(lambda: bool(text(page, "security_sentence")), timeout=8000)
    rest(page, qtbot)
    assert text(page, "security_sentence").startswith("Il salvataggio è danneggiato o incompleto")
    assert said.count() == 1


def test_a_backup_that_cannot_be_made_is_told_on_the_page(
    page: SecurityScreen, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, place: Path
) -> None:
    choose(monkeypatch, "getSaveFileName", place / "gone" / "copia.osbackup")
    button(page, "save_copy").click()
    qtbot.waitUntil(lambda: bool(text(page, "security_sentence")), timeout=8000)
    rest(page, qtbot)
    assert text(page, "security_sentence").startswith("Il salvataggio non è stato fatto")
    assert list(place.iterdir()) == []


def test_a_backup_under_way_can_be_stopped(
    page: SecurityScreen, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, place: Path
) -> None:
    def endless(_store: Store, _target: Path, progress: Progress) -> None:
        while True:
            progress(0, 0, Term("Copia", "Copy"))

    monkeypatch.setattr(bootstrap, "back_up", endless)
    choose(monkeypatch, "getSaveFileName", place / "copia.osbackup")
    button(page, "save_copy").click()
    button(page, "stop").click()
    qtbot.waitUntil(lambda: bool(text(page, "security_sentence")), timeout=8000)
    rest(page, qtbot)
    assert text(page, "security_sentence") == "Operazione annullata: nulla è stato scritto."


def test_closing_a_file_dialog_without_a_choice_does_nothing(
    page: SecurityScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    for name in ("save_copy", "check_backup", "choose_backup_folder"):
        button(page, name).click()
        assert not button(page, "stop").isEnabled()


def test_the_page_speaks_english(page: SecurityScreen, session: Session, translation: Translation) -> None:
    session.language = Language.EN
    translation.speak(Language.EN)
    QApplication.sendPostedEvents()
    assert button(page, "save_copy").text() == "Save a &copy now…"
    assert text(page, "last_backup").startswith("There is no backup yet.")


def test_everything_on_the_page_has_a_name_for_whoever_listens(page: SecurityScreen) -> None:
    for name in ("save_copy", "check_backup", "choose_backup_folder", "stop"):
        assert button(page, name).accessibleName().strip("…&")
    shown = page.findChild(QListWidget, "backups")
    assert shown is not None
    assert shown.accessibleName() == "Salvataggi di ogni giorno, dal più recente"


def test_the_page_is_reached_from_the_menu_and_left_by_esc(window: MainWindow, qtbot: QtBot) -> None:
    window.commands.run("security")
    found = window.findChild(SecurityScreen)
    assert found is not None
    rest(found, qtbot)
    assert window.shown_screen() == "security"
    qtbot.keyClick(found, Qt.Key.Key_Escape)
    assert window.shown_screen() == "cases"


def test_the_daily_backup_is_made_after_unlocking(
    qtbot: QtBot, session: Session, background: Background, place: Path, store: Vault
) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    backup_custody.keep_up(session, background, bar)
    assert not background.is_busy
    backup_folder.choose(store, place)
    backup_custody.keep_up(session, background, bar)
    qtbot.waitUntil(lambda: not background.is_busy, timeout=8000)
    assert len(list(place.iterdir())) == 1
    assert bar.text == "Salvataggio del giorno fatto e verificato."
    bar.put_away()
    backup_custody.keep_up(session, background, bar)
    qtbot.waitUntil(lambda: not background.is_busy, timeout=8000)
    assert (len(list(place.iterdir())), bar.text) == (1, "")


@pytest.mark.parametrize("may_stop", [True, False])
def test_closing_makes_the_backup_that_is_due_and_then_locks(
    qtbot: QtBot, session: Session, background: Background, place: Path, may_stop: bool
) -> None:
    bar, opened = MessageBar(), session.store
    assert isinstance(opened, bootstrap.OpenStore)
    store = opened.vault
    qtbot.addWidget(bar)
    backup_folder.choose(store, place)
    backup_custody.part(session, background, bar, Parting.LOCKING if may_stop else Parting.LEAVING)
    if may_stop:
        qtbot.waitUntil(lambda: not background.is_busy, timeout=8000)
    else:
        # Leaving stops whatever can be stopped and waits.
        background.close()
    assert len(list(place.iterdir())) == 1
    assert not any(store.keyring.database)


def test_when_the_desktop_is_left_the_store_closes_now_and_the_backup_waits(
    qtbot: QtBot, session: Session, background: Background, place: Path, store: Vault
) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    backup_folder.choose(store, place)
    backup_custody.part(session, background, bar, Parting.AT_ONCE)
    assert not any(store.keyring.database)
    assert list(place.iterdir()) == []


def test_a_folder_that_is_away_is_told_and_the_store_is_closed_all_the_same(
    qtbot: QtBot, session: Session, background: Background, place: Path, store: Vault
) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    backup_folder.choose(store, place)
    place.rmdir()
    backup_custody.part(session, background, bar, Parting.LOCKING)
    qtbot.waitUntil(lambda: bool(bar.text), timeout=8000)
    assert bar.text.startswith("La cartella dei salvataggi non è raggiungibile")
    assert not any(store.keyring.database)


def test_a_window_with_a_schedule_locks_through_the_worker(
    window: MainWindow, qtbot: QtBot, fake_stores: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = fake_stores.opened[0]  # type: ignore[attr-defined]
    assert isinstance(store, MemoryStore)
    asked: list[Store] = []

    def unreachable(asking: Store, _progress: Progress) -> None:
        asked.append(asking)
        raise FileTrouble(Term("Lontana.", "Away."))

    monkeypatch.setattr(bootstrap, "back_up_if_due", unreachable)
    with store.begin() as unit:
        unit.settings.set("backup_folder", "/media/usb")
        unit.commit()
    window.lock()
    qtbot.waitUntil(lambda: window.message.text == "Lontana.", timeout=8000)
    assert asked == [store]
    assert not window.is_open

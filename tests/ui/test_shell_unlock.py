"""Opening a store, making one, and locking it again."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from time import sleep
from typing import Any, Protocol

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from db.memory import MemoryStore
from observatory.cases.fields import CASE
from observatory.meetings.fields import MEETING
from observatory.plain import values_of
from observatory.ports import Draft
from observatory.progress import Progress
from observatory.terms import Language, Term
from observatory.usecases.drafts import save_draft
from observatory.usecases.record import new_record
from ui.desktop.language import Translation
from ui.desktop.main_window import MainWindow
from ui.desktop.settings import LOCK_AFTER_SECONDS, Preferences

Unlock = Callable[[MainWindow, str], None]


class FakeStores(Protocol):
    """What these tests ask of the stores in memory."""

    there: bool
    opened: list[Any]
    filled: int
    stops_filling: bool
    names: tuple[str, ...]
    founder: Any


RIGHT = "quattro cavalli blu"


def child(parent: QWidget, name: str) -> QWidget:
    """The widget of that object name."""
    found = parent.findChild(QWidget, name)
    assert found is not None, name
    return found


def label(window: QWidget, name: str) -> str:
    found = window.findChild(QLabel, name)
    assert found is not None
    return found.text() if found.isVisible() else ""


def line(window: QWidget, name: str) -> QLineEdit:
    found = window.findChild(QLineEdit, name)
    assert found is not None
    return found


def test_the_right_passphrase_opens_the_store(locked_window: MainWindow, qtbot: QtBot, unlock: Unlock) -> None:
    unlock(locked_window, RIGHT)
    qtbot.waitUntil(lambda: locked_window.is_open)
    assert locked_window.findChild(QWidget, "workplace") is not None
    assert line(locked_window, "passphrase").text() == ""


def test_a_wrong_passphrase_is_said_beside_the_field_and_asked_again(
    locked_window: MainWindow, qtbot: QtBot, unlock: Unlock
) -> None:
    unlock(locked_window, "sbagliata")
    qtbot.waitUntil(lambda: label(locked_window, "unlock_problem") == "Non apre.")
    field = line(locked_window, "passphrase")
    assert field.text() == ""
    assert field.isEnabled()
    assert field.accessibleDescription() == "Non apre."
    assert not locked_window.is_open
    unlock(locked_window, RIGHT)
    qtbot.waitUntil(lambda: locked_window.is_open)


def test_an_empty_passphrase_is_not_even_tried(locked_window: MainWindow, unlock: Unlock) -> None:
    unlock(locked_window, "")
    assert label(locked_window, "unlock_problem")
    assert line(locked_window, "passphrase").isEnabled()


def test_locking_closes_the_store_and_drops_everything_that_showed_it(
    window: MainWindow, qtbot: QtBot, fake_stores: FakeStores, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[bool] = []
    monkeypatch.setattr(fake_stores.opened[0], "close", lambda: closed.append(True))
    window.commands.run("keys")
    window.commands.run("lock")
    qtbot.waitUntil(lambda: window.findChild(QWidget, "workplace") is None)
    assert closed == [True]
    assert not window.is_open
    assert window.findChild(QWidget, "key_sheet") is None or not child(window, "key_sheet").isVisible()
    assert line(window, "passphrase").isVisible()
    assert window.windowTitle() == "Osservatorio"


def test_a_locked_store_is_opened_again_by_its_passphrase(window: MainWindow, qtbot: QtBot, unlock: Unlock) -> None:
    window.lock()
    unlock(window, RIGHT)
    qtbot.waitUntil(lambda: window.is_open)


def test_closing_the_window_locks_the_store(
    window: MainWindow, fake_stores: FakeStores, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[bool] = []
    monkeypatch.setattr(fake_stores.opened[0], "close", lambda: closed.append(True))
    window.close()
    assert closed == [True]


def test_the_store_locks_itself_when_nobody_touches_anything(window: MainWindow, qtbot: QtBot) -> None:
    assert LOCK_AFTER_SECONDS == 240
    window.set_lock_milliseconds(150)
    qtbot.waitUntil(lambda: not window.is_open, timeout=2000)


def test_a_key_puts_the_lock_off(window: MainWindow, qtbot: QtBot) -> None:
    window.set_lock_milliseconds(400)
    handle = window.windowHandle()
    for _ in range(6):
        qtbot.wait(120)
        press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(handle, press)
    assert window.is_open
    qtbot.waitUntil(lambda: not window.is_open, timeout=2000)


@pytest.fixture
def first_run(qtbot: QtBot, fake_stores: FakeStores, preferences: Preferences, translation: Translation) -> MainWindow:
    """The window where no store is yet."""
    fake_stores.there = False
    window = MainWindow(fake_stores.stores(), preferences, translation)
    qtbot.addWidget(window, before_close_func=lambda w: w.lock())
    window.show()
    qtbot.waitExposed(window)
    return window


def go_on(window: MainWindow, qtbot: QtBot) -> None:
    button = child(window, "step_next")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)


def answer_passphrase(window: MainWindow, qtbot: QtBot, first: str, again: str) -> None:
    for name, text in (("new_passphrase", first), ("new_passphrase_again", again)):
        line(window, name).clear()
        qtbot.keyClicks(line(window, name), text)


def test_four_steps_make_an_empty_store(first_run: MainWindow, qtbot: QtBot, fake_stores: FakeStores) -> None:
    go_on(first_run, qtbot)
    answer_passphrase(first_run, qtbot, RIGHT, RIGHT)
    go_on(first_run, qtbot)
    go_on(first_run, qtbot)
    go_on(first_run, qtbot)
    qtbot.waitUntil(lambda: first_run.is_open)
    assert fake_stores.filled == 0
    assert (fake_stores.founder.name, fake_stores.founder.force) == ("titolare", "")
    assert first_run.findChild(QWidget, "first_run") is None or not child(first_run, "first_run").isVisible()


def test_the_new_store_may_start_with_the_sample(first_run: MainWindow, qtbot: QtBot, fake_stores: FakeStores) -> None:
    go_on(first_run, qtbot)
    answer_passphrase(first_run, qtbot, RIGHT, RIGHT)
    go_on(first_run, qtbot)
    go_on(first_run, qtbot)
    sample = first_run.findChild(QRadioButton, "start_sample")
    assert sample is not None
    sample.setChecked(True)
    go_on(first_run, qtbot)
    qtbot.waitUntil(lambda: first_run.is_open)
    assert fake_stores.filled == 1


@pytest.mark.parametrize(
    ("first", "again", "where"),
    [("troppo corta", "troppo corta", "new_passphrase"), (RIGHT, RIGHT + "x", "new_passphrase_again")],
)
def test_a_short_or_differing_passphrase_is_said_where_it_stands(
    first_run: MainWindow, qtbot: QtBot, first: str, again: str, where: str
) -> None:
    go_on(first_run, qtbot)
    answer_passphrase(first_run, qtbot, first, again)
    go_on(first_run, qtbot)
    assert label(first_run, f"{where}_problem")
    assert line(first_run, where).accessibleDescription() == label(first_run, f"{where}_problem")
    assert line(first_run, "store_folder").isVisible()


def test_the_first_step_changes_the_language_at_once(first_run: MainWindow, qtbot: QtBot) -> None:
    assert label(first_run, "step_title") == "Lingua"
    english = first_run.findChild(QRadioButton, "language_en")
    assert english is not None
    english.setChecked(True)
    QApplication.processEvents()
    assert label(first_run, "step_title") == "Language"
    qtbot.waitUntil(lambda: first_run.commands.action("lock").text() == "&Lock the store")


def test_a_sample_that_is_stopped_leaves_the_new_store_empty_and_locked(
    first_run: MainWindow, qtbot: QtBot, fake_stores: FakeStores
) -> None:
    fake_stores.stops_filling = True
    go_on(first_run, qtbot)
    answer_passphrase(first_run, qtbot, RIGHT, RIGHT)
    go_on(first_run, qtbot)
    go_on(first_run, qtbot)
    sample = first_run.findChild(QRadioButton, "start_sample")
    assert sample is not None
    sample.setChecked(True)
    go_on(first_run, qtbot)
    qtbot.waitUntil(lambda: line(first_run, "passphrase").isVisible())
    assert not first_run.is_open
    assert len(fake_stores.opened) == 1


def test_the_folder_is_remembered_and_nothing_of_the_store(
    window: MainWindow, preferences: Preferences, tmp_path: Path
) -> None:
    window.close()
    written = (tmp_path / "settings.ini").read_text() if (tmp_path / "settings.ini").exists() else ""
    assert preferences.folder == tmp_path / "store"
    assert RIGHT not in written


@pytest.mark.parametrize("language", list(Language))
def test_no_letter_means_two_things_on_any_step(first_run: MainWindow, qtbot: QtBot, language: Language) -> None:
    first_run.speak(language)
    for _ in range(4):
        QApplication.processEvents()
        labels = [found.text() for found in first_run.findChildren(QLabel) if found.isVisible() and found.buddy()]
        buttons = [button.text() for button in first_run.findChildren(QAbstractButton) if button.isVisible()]
        menus = [action.text() for action in first_run.menuBar().actions()]
        marked = [text[text.index("&") + 1].casefold() for text in (*labels, *buttons, *menus) if "&" in text]
        assert sorted(set(marked)) == sorted(marked)
        if line(first_run, "new_passphrase").isVisible():
            answer_passphrase(first_run, qtbot, RIGHT, RIGHT)
        if not child(first_run, "start_empty").isVisible():
            go_on(first_run, qtbot)


def test_a_proposed_passphrase_is_shown_and_must_be_typed_again(first_run: MainWindow, qtbot: QtBot) -> None:
    go_on(first_run, qtbot)
    qtbot.keyClick(child(first_run, "new_passphrase_propose"), Qt.Key.Key_Space)
    proposed = line(first_run, "new_passphrase")
    assert len(proposed.text()) >= 14
    assert proposed.echoMode() is QLineEdit.EchoMode.Normal
    assert line(first_run, "new_passphrase_again").text() == ""
    assert label(first_run, "strength_text") == "Robustezza: ottima"


def test_locking_in_the_middle_of_a_work_stops_it_and_then_closes_the_store(
    window: MainWindow, qtbot: QtBot, unlock: Unlock, fake_stores: FakeStores, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(fake_stores.opened[0], "close", lambda: told.append("closed"))

    def work(progress: Progress) -> None:
        try:
            while True:
                progress(0, 0, Term("Lavoro", "Work"))
                sleep(0.01)
        finally:
            told.append("stopped")

    window._background.run(Term("Lavoro", "Work"), work, done=print, failed=lambda _: told.append("answered"))
    qtbot.wait(50)
    window.lock()
    assert line(window, "passphrase").isVisible()
    unlock(window, RIGHT)
    qtbot.waitUntil(lambda: window.is_open)
    assert told == ["stopped", "closed"]


def test_drafts_that_wait_are_offered_once_the_store_is_open(
    locked_window: MainWindow,
    qtbot: QtBot,
    unlock: Unlock,
    fake_stores: Any,  # noqa: ANN401 - the stores of conftest
    now: datetime,
) -> None:
    store = MemoryStore()
    begun = new_record(MEETING, lambda: now)
    with store.begin() as unit:
        save_draft(unit, MEETING, begun, {**values_of(MEETING, begun), "number": 41}, lambda: now)
    fake_stores.prepared = store
    unlock(locked_window, RIGHT)
    qtbot.waitUntil(lambda: locked_window.is_open)
    assert locked_window.message.text == "Una bozza conservata attende di essere registrata."
    offer = child(locked_window, "message_action")
    assert isinstance(offer, QAbstractButton)
    offer.setFocus()
    qtbot.keyClick(offer, Qt.Key.Key_Return)
    assert locked_window.shown_screen() == "meetings"
    assert line(locked_window, "number").text() == "41"


def test_an_offer_that_nobody_takes_goes_with_the_next_screen(
    locked_window: MainWindow,
    qtbot: QtBot,
    unlock: Unlock,
    fake_stores: Any,  # noqa: ANN401 - the stores of conftest
    now: datetime,
) -> None:
    store = MemoryStore()
    begun = new_record(CASE, lambda: now)
    with store.begin() as unit:
        save_draft(unit, CASE, begun, values_of(CASE, begun), lambda: now)
    fake_stores.prepared = store
    unlock(locked_window, RIGHT)
    qtbot.waitUntil(lambda: locked_window.is_open)
    locked_window.go_to("meetings")
    assert locked_window.message.text == ""
    assert [draft.record_id for draft in drafts_of(store)] == [begun.id]


def drafts_of(store: MemoryStore) -> tuple[Draft, ...]:
    with store.begin() as unit:
        return unit.drafts.all("case")


def test_enter_goes_on_and_escape_goes_back_on_every_step(first_run: MainWindow, qtbot: QtBot) -> None:
    italian = child(first_run, "language_it")
    qtbot.keyClick(italian, Qt.Key.Key_Return)
    assert child(first_run, "new_passphrase").isVisible()
    qtbot.keyClick(child(first_run, "new_passphrase"), Qt.Key.Key_Escape)
    assert italian.isVisible()
    assert not child(first_run, "new_passphrase").isVisible()


def test_enter_on_a_button_presses_it_and_nothing_else(first_run: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(child(first_run, "language_it"), Qt.Key.Key_Return)
    qtbot.keyClick(child(first_run, "step_back"), Qt.Key.Key_Return)
    assert child(first_run, "language_it").isVisible()


def founder_step(window: MainWindow, qtbot: QtBot) -> None:
    """Go to the step that asks who makes the store."""
    go_on(window, qtbot)
    answer_passphrase(window, qtbot, RIGHT, RIGHT)
    go_on(window, qtbot)


def test_whoever_makes_the_store_may_say_who_they_are(
    first_run: MainWindow, qtbot: QtBot, fake_stores: FakeStores
) -> None:
    founder_step(first_run, qtbot)
    assert line(first_run, "founder_name").hasFocus()
    qtbot.keyClicks(line(first_run, "founder_name"), "  Anna   Rossi ")
    force = first_run.findChild(QComboBox, "founder_force")
    assert force is not None
    assert [force.itemText(row) for row in range(force.count())][:2] == ["Nessuna", "Polizia di Stato"]
    force.setCurrentIndex(force.findData("GF"))
    go_on(first_run, qtbot)
    go_on(first_run, qtbot)
    qtbot.waitUntil(lambda: first_run.is_open)
    assert (fake_stores.founder.name, fake_stores.founder.force) == ("Anna Rossi", "GF")


def test_an_impossible_name_is_said_beside_it(first_run: MainWindow, qtbot: QtBot) -> None:
    founder_step(first_run, qtbot)
    line(first_run, "founder_name").setText("x" * 41)
    go_on(first_run, qtbot)
    assert label(first_run, "founder_name_problem").startswith("Il nome di un membro")
    assert line(first_run, "founder_name").hasFocus()


@pytest.fixture
def shared_window(
    qtbot: QtBot, fake_stores: FakeStores, preferences: Preferences, translation: Translation
) -> Iterator[MainWindow]:
    """The window in front of a store of two members."""
    fake_stores.names = ("Anna", "Bruno")
    window = MainWindow(fake_stores.stores(), preferences, translation)  # type: ignore[attr-defined]
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()


def test_no_name_is_asked_where_one_opens_the_store(locked_window: MainWindow) -> None:
    assert not line(locked_window, "member_name").isVisible()
    assert line(locked_window, "passphrase").isVisible()


def test_name_then_passphrase_open_a_store_of_several(shared_window: MainWindow, qtbot: QtBot, unlock: Unlock) -> None:
    name = line(shared_window, "member_name")
    qtbot.waitUntil(name.hasFocus)
    qtbot.keyClicks(name, "Bruno")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert line(shared_window, "passphrase").hasFocus()
    unlock(shared_window, RIGHT)
    qtbot.waitUntil(lambda: shared_window.is_open)
    shared_window.lock()
    assert line(shared_window, "member_name").text() == ""


@pytest.mark.parametrize(("name", "passphrase"), [("Carla", RIGHT), ("Anna", "sbagliata")])
def test_a_wrong_name_and_a_wrong_passphrase_say_the_same(
    shared_window: MainWindow, qtbot: QtBot, unlock: Unlock, name: str, passphrase: str
) -> None:
    qtbot.keyClicks(line(shared_window, "member_name"), name)
    unlock(shared_window, passphrase)
    qtbot.waitUntil(lambda: label(shared_window, "unlock_problem") == "Non apre.")
    assert line(shared_window, "member_name").text() == name
    assert line(shared_window, "passphrase").text() == ""
    assert line(shared_window, "passphrase").hasFocus()


def test_without_a_name_nothing_is_tried(shared_window: MainWindow, unlock: Unlock, fake_stores: FakeStores) -> None:
    unlock(shared_window, RIGHT)
    assert label(shared_window, "unlock_problem") == "Scrivere il proprio nome di membro di questo archivio."
    assert line(shared_window, "member_name").hasFocus()
    assert fake_stores.opened == []


def test_no_name_of_a_member_reaches_the_settings(
    shared_window: MainWindow, qtbot: QtBot, unlock: Unlock, tmp_path: Path
) -> None:
    qtbot.keyClicks(line(shared_window, "member_name"), "Bruno")
    unlock(shared_window, RIGHT)
    qtbot.waitUntil(lambda: shared_window.is_open)
    shared_window.close()
    written = tmp_path / "settings.ini"
    assert not written.exists() or "Bruno" not in written.read_text()

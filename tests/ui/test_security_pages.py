"""Changing the passphrase, making the recovery sheet, and coming in with it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from db.memory import MemoryStore
from observatory.errors import FileTrouble
from observatory.security.members import Member
from observatory.security.paper_key import PaperKey, new_paper_key
from observatory.security.recovery_sheet import RecoverySheet, sheet_mark
from observatory.security.roles import Role
from observatory.terms import Language, Term
from ui.desktop.language import Translation
from ui.desktop.main_window import MainWindow
from ui.desktop.security import recovery_making
from ui.desktop.settings import Preferences
from ui.desktop.unlock.stores import Stores

Unlock = Callable[[MainWindow, str], None]
RIGHT = "quattro cavalli blu"
OTHER = "lampada sentiero arancia"
WRONG = "sbagliata"


class FakeStores(Protocol):
    """What these tests ask of the stores in memory."""

    there: bool
    keyring: Any
    names: tuple[str, ...]
    let_in: str
    prepared: Any

    def stores(self) -> Stores: ...


def child(parent: QWidget, name: str) -> QWidget:
    """The widget of that object name."""
    found = parent.findChild(QWidget, name)
    assert found is not None, name
    return found


def label(window: QWidget, name: str) -> str:
    found = window.findChild(QLabel, name)
    assert found is not None, name
    return found.text() if found.isVisible() else ""


def fill(window: QWidget, qtbot: QtBot, **texts: str) -> None:
    for name, text in texts.items():
        line = window.findChild(QLineEdit, name)
        assert line is not None, name
        line.clear()
        qtbot.keyClicks(line, text)


def press(window: QWidget, qtbot: QtBot, name: str) -> None:
    button = child(window, name)
    assert button.isEnabled(), name
    qtbot.keyClick(button, Qt.Key.Key_Space)


def bar(window: MainWindow) -> str:
    return window.message.text


def is_closed(window: MainWindow, name: str) -> bool:
    QApplication.processEvents()
    found = window.findChild(QDialog, name)
    return found is None or not found.isVisible()


def letters(parent: QWidget) -> list[str]:
    labels = [each.text() for each in parent.findChildren(QLabel) if each.isVisible() and each.buddy()]
    buttons = [each.text() for each in parent.findChildren(QAbstractButton) if each.isVisible()]
    return [text[text.index("&") + 1].casefold() for text in (*labels, *buttons) if "&" in text]


# Another passphrase.


@pytest.fixture
def change(window: MainWindow) -> QDialog:
    window.commands.run("change_passphrase")
    found = child(window, "passphrase_change")
    assert isinstance(found, QDialog)
    return found


def test_a_changed_passphrase_opens_the_store_from_then_on(
    window: MainWindow, change: QDialog, qtbot: QtBot, unlock: Unlock, fake_stores: FakeStores
) -> None:
    fill(change, qtbot, current_passphrase=RIGHT, new_passphrase=OTHER, new_passphrase_again=OTHER)
    assert label(change, "strength_text").startswith("Robustezza: ")
    press(change, qtbot, "passphrase_change_now")
    qtbot.waitUntil(lambda: is_closed(window, "passphrase_change"))
    assert bar(window) == "La frase d’accesso è cambiata: da ora vale solo quella nuova."
    assert fake_stores.keyring.passphrase == OTHER
    window.lock()
    unlock(window, RIGHT)
    qtbot.waitUntil(lambda: label(window, "unlock_problem") == "Non apre.")
    unlock(window, OTHER)
    qtbot.waitUntil(lambda: window.is_open)


def test_a_wrong_passphrase_in_use_is_said_beside_it_and_the_new_one_stays(
    change: QDialog, qtbot: QtBot, fake_stores: FakeStores
) -> None:
    fill(change, qtbot, current_passphrase=WRONG, new_passphrase=OTHER, new_passphrase_again=OTHER)
    press(change, qtbot, "passphrase_change_now")
    qtbot.waitUntil(lambda: label(change, "current_passphrase_problem") == "Non apre.")
    line = change.findChild(QLineEdit, "new_passphrase")
    assert line is not None
    assert line.text() == OTHER
    assert fake_stores.keyring.passphrase == RIGHT


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ({"new_passphrase": OTHER, "new_passphrase_again": OTHER}, "current_passphrase_problem"),
        ({"current_passphrase": RIGHT, "new_passphrase": WRONG}, "new_passphrase_problem"),
        ({"current_passphrase": RIGHT, "new_passphrase": OTHER}, "new_passphrase_again_problem"),
    ],
)
def test_what_is_missing_is_said_where_it_is_missing(
    change: QDialog, qtbot: QtBot, fake_stores: FakeStores, typed: dict[str, str], where: str
) -> None:
    fill(change, qtbot, **typed)
    press(change, qtbot, "passphrase_change_now")
    assert label(change, where)
    assert fake_stores.keyring.passphrase == RIGHT


def test_a_disk_that_refuses_is_said_in_the_dialog(
    change: QDialog, qtbot: QtBot, fake_stores: FakeStores, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_old: str, _new: str) -> None:
        raise FileTrouble(Term("Il disco non accetta.", "The disk refuses."))

    monkeypatch.setattr(fake_stores.keyring, "change_passphrase", refuse)
    fill(change, qtbot, current_passphrase=RIGHT, new_passphrase=OTHER, new_passphrase_again=OTHER)
    press(change, qtbot, "passphrase_change_now")
    qtbot.waitUntil(lambda: label(change, "new_passphrase_problem") == "Il disco non accetta.")


def test_locking_takes_the_dialog_and_what_was_typed_away(window: MainWindow, change: QDialog, qtbot: QtBot) -> None:
    fill(change, qtbot, current_passphrase=RIGHT, new_passphrase=OTHER)
    lines = change.findChildren(QLineEdit)
    window.lock()
    assert [line.text() for line in lines if line.text()] == []
    assert is_closed(window, "passphrase_change")


def test_nothing_of_the_keys_can_be_changed_while_the_store_is_locked(locked_window: MainWindow) -> None:
    for name in ("change_passphrase", "recovery_sheet"):
        locked_window.commands.run(name)
        assert not locked_window.commands.action(name).isEnabled()
    assert locked_window.findChild(QDialog) is None


# The recovery sheet.


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[RecoverySheet]]:
    """The sheets that were written; the file chooser answers with one place."""
    sheets: list[RecoverySheet] = []

    def write(sheet: RecoverySheet, _language: Language, file: Path) -> None:
        sheets.append(sheet)
        file.write_bytes(b"%PDF")

    monkeypatch.setattr(recovery_making, "write_sheet", write)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "foglio.pdf"), ""))
    return sheets


@pytest.fixture
def making(window: MainWindow, printed: list[RecoverySheet]) -> QDialog:
    assert printed == []
    window.commands.run("recovery_sheet")
    found = child(window, "recovery_making")
    assert isinstance(found, QDialog)
    return found


def save(making: QDialog, qtbot: QtBot) -> None:
    press(making, qtbot, "recovery_save")
    qtbot.waitUntil(lambda: child(making, "recovery_confirm").isEnabled())


def groups(making: QDialog) -> dict[int, QLineEdit]:
    lines = [line for line in making.findChildren(QLineEdit) if line.objectName().startswith("recovery_group_")]
    return {int(line.objectName().rsplit("_", 1)[1]): line for line in lines}


def type_back(making: QDialog, qtbot: QtBot, paper: PaperKey) -> None:
    for place, line in groups(making).items():
        line.clear()
        qtbot.keyClicks(line, paper.groups[place - 1].lower())


def test_a_sheet_is_valid_once_two_groups_and_the_passphrase_are_typed_from_it(
    window: MainWindow, making: QDialog, qtbot: QtBot, fake_stores: FakeStores, printed: list[RecoverySheet]
) -> None:
    assert "non ha un foglio" in label(making, "recovery_state")
    assert not child(making, "recovery_confirm").isEnabled()
    save(making, qtbot)
    assert fake_stores.keyring.paper is None
    type_back(making, qtbot, printed[0].paper)
    fill(making, qtbot, recovery_passphrase=RIGHT)
    press(making, qtbot, "recovery_confirm")
    qtbot.waitUntil(lambda: is_closed(window, "recovery_making"))
    assert fake_stores.keyring.paper == printed[0].paper
    assert (printed[0].store, printed[0].fingerprint) == ("store", fake_stores.keyring.fingerprint)
    window.commands.run("recovery_sheet")
    qtbot.waitUntil(lambda: sheet_mark(printed[0].paper.sheet) in label(window, "recovery_state"))


def test_the_file_the_sheet_was_printed_from_can_be_deleted_at_once(
    window: MainWindow, making: QDialog, qtbot: QtBot, printed: list[RecoverySheet], tmp_path: Path
) -> None:
    save(making, qtbot)
    type_back(making, qtbot, printed[0].paper)
    fill(making, qtbot, recovery_passphrase=RIGHT)
    press(making, qtbot, "recovery_confirm")
    qtbot.waitUntil(lambda: "nuovo foglio di recupero è valido" in bar(window))
    assert (tmp_path / "foglio.pdf").exists()
    press(window, qtbot, "message_action")
    assert not (tmp_path / "foglio.pdf").exists()


def test_a_group_that_is_not_on_the_sheet_or_a_wrong_passphrase_makes_nothing_valid(
    making: QDialog, qtbot: QtBot, fake_stores: FakeStores, printed: list[RecoverySheet]
) -> None:
    save(making, qtbot)
    first, second = groups(making)
    press(making, qtbot, "recovery_confirm")
    assert label(making, "recovery_problem") == f"Il gruppo {first} non è quello di questo foglio: ricontrollare."
    type_back(making, qtbot, printed[0].paper)
    groups(making)[second].setText(printed[0].paper.groups[first - 1])
    press(making, qtbot, "recovery_confirm")
    assert f"gruppo {second} " in label(making, "recovery_problem")
    type_back(making, qtbot, printed[0].paper)
    press(making, qtbot, "recovery_confirm")
    assert label(making, "recovery_problem") == "Scrivere la frase d’accesso di questo archivio."
    fill(making, qtbot, recovery_passphrase=WRONG)
    press(making, qtbot, "recovery_confirm")
    qtbot.waitUntil(lambda: label(making, "recovery_problem") == "Non apre.")
    assert fake_stores.keyring.paper is None


def test_the_security_page_says_whether_there_is_a_sheet_and_leads_to_one(
    window: MainWindow, qtbot: QtBot, fake_stores: FakeStores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.bootstrap.recovery_sheet", lambda _store: fake_stores.keyring.sheet)
    window.go_to("security")
    assert "Non c’è un foglio" in label(window, "recovery_told")
    press(window, qtbot, "recovery_make")
    dialog = child(window, "recovery_making")
    assert dialog.isVisible()
    fake_stores.keyring.paper = new_paper_key()
    made = dialog.made  # type: ignore[attr-defined]
    dialog.close()
    made.emit(Path("foglio.pdf"))
    assert sheet_mark(fake_stores.keyring.sheet) in label(window, "recovery_told")


def test_a_sheet_that_is_left_half_way_leaves_the_one_in_force(
    window: MainWindow, making: QDialog, qtbot: QtBot, fake_stores: FakeStores
) -> None:
    save(making, qtbot)
    press(making, qtbot, "recovery_cancel")
    assert is_closed(window, "recovery_making")
    assert fake_stores.keyring.paper is None


def test_a_sheet_that_cannot_be_saved_says_so(making: QDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise FileTrouble(Term("Non si scrive.", "It cannot be written."))

    monkeypatch.setattr(recovery_making, "write_sheet", refuse)
    press(making, qtbot, "recovery_save")
    qtbot.waitUntil(lambda: label(making, "recovery_save_problem") == "Non si scrive.")
    assert not child(making, "recovery_confirm").isEnabled()


def test_a_store_just_made_offers_its_sheet(
    qtbot: QtBot, fake_stores: FakeStores, preferences: Preferences, translation: Translation
) -> None:
    fake_stores.there = False
    window = MainWindow(fake_stores.stores(), preferences, translation)
    qtbot.addWidget(window, before_close_func=lambda each: each.lock())
    window.show()
    press(window, qtbot, "step_next")
    fill(window, qtbot, new_passphrase=RIGHT, new_passphrase_again=RIGHT)
    for _ in range(3):
        press(window, qtbot, "step_next")
    qtbot.waitUntil(lambda: "non ha ancora un foglio di recupero" in bar(window))
    press(window, qtbot, "message_action")
    assert child(window, "recovery_making").isVisible()


# Coming in with the sheet.


@pytest.fixture
def recovery(locked_window: MainWindow, qtbot: QtBot, fake_stores: FakeStores) -> QWidget:
    fake_stores.keyring.paper = new_paper_key()
    press(locked_window, qtbot, "unlock_forgot")
    return child(locked_window, "recovery")


def test_the_sheet_opens_the_store_and_sets_a_new_passphrase(
    locked_window: MainWindow, recovery: QWidget, qtbot: QtBot, fake_stores: FakeStores
) -> None:
    key = " ".join(fake_stores.keyring.paper.groups).lower()
    fill(recovery, qtbot, paper_key=key, new_passphrase=OTHER, new_passphrase_again=OTHER)
    press(recovery, qtbot, "recovery_open")
    qtbot.waitUntil(lambda: locked_window.is_open)
    assert fake_stores.keyring.passphrase == OTHER
    assert "nuova frase d’accesso è valida" in bar(locked_window)
    QApplication.processEvents()
    assert locked_window.findChild(QLineEdit, "paper_key") is None


def test_a_slip_of_the_pen_is_told_with_its_group_before_anything_is_tried(
    recovery: QWidget, qtbot: QtBot, fake_stores: FakeStores
) -> None:
    written = list(fake_stores.keyring.paper.groups)
    written[4] = ("Z" if written[4][0] != "Z" else "Y") + written[4][1:]
    fill(recovery, qtbot, paper_key=" ".join(written), new_passphrase=OTHER, new_passphrase_again=OTHER)
    press(recovery, qtbot, "recovery_open")
    assert label(recovery, "paper_key_problem").startswith("Il gruppo 5 ")
    fill(recovery, qtbot, paper_key="ABCD")
    assert label(recovery, "paper_key_problem") == ""
    press(recovery, qtbot, "recovery_open")
    assert "otto gruppi" in label(recovery, "paper_key_problem")


def test_another_sheet_is_refused_and_what_was_typed_stays(
    locked_window: MainWindow, recovery: QWidget, qtbot: QtBot
) -> None:
    other = " ".join(new_paper_key().groups)
    fill(recovery, qtbot, paper_key=other, new_passphrase=OTHER, new_passphrase_again=OTHER)
    press(recovery, qtbot, "recovery_open")
    qtbot.waitUntil(lambda: label(recovery, "paper_key_problem") == "Il foglio non apre.")
    line = recovery.findChild(QLineEdit, "paper_key")
    assert line is not None
    assert line.text() == other
    assert not locked_window.is_open


def test_one_may_go_back_to_the_passphrase(locked_window: MainWindow, recovery: QWidget, qtbot: QtBot) -> None:
    fill(recovery, qtbot, paper_key="ABCD")
    press(recovery, qtbot, "recovery_back")
    assert child(locked_window, "passphrase").isVisible()


def test_what_the_opening_mended_is_told(
    locked_window: MainWindow, qtbot: QtBot, unlock: Unlock, fake_stores: FakeStores
) -> None:
    fake_stores.keyring.notices = (Term("Il file è stato rifatto.", "The file was made again."),)
    unlock(locked_window, RIGHT)
    qtbot.waitUntil(lambda: bar(locked_window) == "Il file è stato rifatto.")


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", ["recovery_sheet", "change_passphrase"])
def test_no_letter_means_two_things_in_a_dialog(window: MainWindow, language: Language, name: str) -> None:
    window.speak(language)
    window.commands.run(name)
    dialog = window.findChild(QDialog)
    assert dialog is not None
    found = letters(dialog)
    assert len(found) >= 3
    assert sorted(set(found)) == sorted(found)


@pytest.mark.parametrize("language", list(Language))
def test_no_letter_means_two_things_on_the_way_in_by_the_sheet(
    locked_window: MainWindow, recovery: QWidget, language: Language
) -> None:
    locked_window.speak(language)
    QApplication.processEvents()
    menus = [action.text() for action in locked_window.menuBar().actions()]
    found = [*letters(recovery), *(text[text.index("&") + 1].casefold() for text in menus)]
    assert sorted(set(found)) == sorted(found)


def test_in_a_store_of_several_the_sheet_asks_who_lost_the_passphrase(
    qtbot: QtBot, locked_window: MainWindow, fake_stores: FakeStores
) -> None:
    fake_stores.keyring.paper, fake_stores.names = new_paper_key(), ("Anna", "Bruno")
    press(locked_window, qtbot, "unlock_forgot")
    recovery = child(locked_window, "recovery")
    key = " ".join(fake_stores.keyring.paper.groups)
    fill(recovery, qtbot, paper_key=key, new_passphrase=OTHER, new_passphrase_again=OTHER)
    press(recovery, qtbot, "recovery_open")
    assert label(recovery, "recovery_member_problem").startswith("Scrivere il nome di chi")
    fill(recovery, qtbot, recovery_member="Anna")
    press(recovery, qtbot, "recovery_open")
    qtbot.waitUntil(lambda: locked_window.is_open)
    assert fake_stores.let_in == "Anna"


def test_whoever_administers_nothing_is_offered_no_new_sheet(
    qtbot: QtBot, locked_window: MainWindow, recovery: QWidget, fake_stores: FakeStores
) -> None:
    fake_stores.prepared = MemoryStore(member=Member("m", "Anna", "CC", (Role.ANALYST,)))
    key = " ".join(fake_stores.keyring.paper.groups)
    fill(recovery, qtbot, paper_key=key, new_passphrase=OTHER, new_passphrase_again=OTHER)
    press(recovery, qtbot, "recovery_open")
    qtbot.waitUntil(lambda: "nuova frase d’accesso è valida" in bar(locked_window))
    offer = locked_window.findChild(QPushButton, "message_action")
    assert offer is None or not offer.isVisible()

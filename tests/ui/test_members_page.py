"""The page «Members» on a real store: who is there, one let in, other roles, one shut out."""

from collections.abc import Iterator
from pathlib import Path
from time import sleep

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from db.memory import MemoryStore
from observatory.errors import Cancelled
from observatory.ports import Store
from observatory.progress import Progress
from observatory.security.key_derivation import KdfCost
from observatory.security.members import Member
from observatory.security.roles import FOUNDER_ROLES, Role
from observatory.security.slots import Login
from observatory.security.store_keys import Newcomer
from observatory.terms import Language, Term
from observatory.usecases import confirm
from ui import bootstrap
from ui.desktop.background import Background
from ui.desktop.language import Translation
from ui.desktop.main_window import MainWindow
from ui.desktop.members.member_dialog import MemberDialog
from ui.desktop.members.screen import MembersScreen
from ui.desktop.security.keys_line import KeysLine
from ui.desktop.session import Session

WORDS = "cavallo nuvola pettine diciotto"
RIGHT = "quattro cavalli blu"
HERS = "lampada sentiero arancia ventuno"
RIGHT_OF_RITA = "bottiglia torrente mandorla sei"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store of a founder and an analyst."""
    for module in ("vault", "vault_keys"):
        monkeypatch.setattr(f"db.{module}.calibrated", lambda: KdfCost(1024, 1, 1))
    monkeypatch.setattr(bootstrap, "harden_process", lambda: None)
    made = bootstrap.create_store(tmp_path / "s", WORDS)
    bootstrap.keys_of(made).add_member(Newcomer("Anna Analisi", "CC", (Role.ANALYST,)), HERS)
    yield made
    made.close()


@pytest.fixture
def background() -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, translation: Translation, store: Store, background: Background) -> MembersScreen:
    assert translation
    made = MembersScreen(Session(store, clock=bootstrap.system_clock), background)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    qtbot.waitExposed(made)
    made.arrive()
    return made


def press(inside: QWidget, name: str) -> None:
    button = inside.findChild(QPushButton, name)
    assert button is not None, name
    button.click()


def field(inside: QWidget, name: str) -> QLineEdit:
    found = inside.findChild(QLineEdit, name)
    assert found is not None, name
    return found


def tick(inside: QWidget, *roles: Role) -> None:
    for role in Role:
        box = inside.findChild(QCheckBox, f"role_{role}")
        if box is not None:
            box.setChecked(role in roles)


def told(inside: QWidget, name: str) -> str:
    label = inside.findChild(QLabel, name)
    assert label is not None, name
    return label.text() if not label.isHidden() else ""


def dialog_of(page: MembersScreen) -> MemberDialog:
    found = [each for each in page.findChildren(MemberDialog) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def rows(page: MembersScreen) -> list[list[str]]:
    model = page.model
    return [[model.index(row, at).data() for at in range(model.columnCount())] for row in range(model.rowCount())]


def choose(page: MembersScreen, name: str) -> None:
    table = page.findChild(QTableView, "members_table")
    assert table is not None
    table.selectRow([row[0] for row in rows(page)].index(name))


def open_newcomer(page: MembersScreen, passphrase: str = HERS, again: str = HERS) -> MemberDialog:
    press(page, "member_add")
    dialog = dialog_of(page)
    field(dialog, "newcomer_name").setText(" Sergio  Segreto ")
    field(dialog, "new_passphrase").setText(passphrase)
    field(dialog, "new_passphrase_again").setText(again)
    return dialog


def test_everybody_is_listed_with_what_they_read(page: MembersScreen) -> None:
    founder = "Amministratore, Clinico, Analista, Segreteria"
    assert rows(page) == [
        ["Anna Analisi", "Arma dei Carabinieri", "Analista", "nessuno"],
        ["titolare (chi lavora ora)", "–", founder, "testi dei casi, verbali"],
    ]
    assert told(page, "recovery_told").startswith("Non c’è un foglio di recupero")


def test_a_newcomer_types_a_passphrase_and_opens_the_store(
    page: MembersScreen, qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    said = QSignalSpy(page.said)
    dialog = open_newcomer(page)
    tick(dialog, Role.SECRETARY)
    force = dialog.findChild(QComboBox, "newcomer_force")
    assert force is not None
    force.setCurrentIndex(force.findData("GF"))
    press(dialog, "member_go")
    qtbot.waitUntil(lambda: said.count() == 1)
    assert said.at(0)[0] == "Sergio Segreto è ora un membro."
    assert rows(page)[1] == ["Sergio Segreto", "Guardia di Finanza", "Segreteria", "verbali"]
    qtbot.waitUntil(lambda: not page.findChildren(MemberDialog))
    store.close()
    bootstrap.open_store(tmp_path / "s", Login("Sergio Segreto", HERS)).close()


@pytest.mark.parametrize(
    ("name", "roles", "sentence"),
    [
        ("", (Role.AUDITOR,), "Il nome di un membro"),
        ("x" * 41, (Role.AUDITOR,), "Il nome di un membro"),
        ("ANNA analisi", (Role.AUDITOR,), "C’è già un membro"),
        ("Sergio", (), "Segnare almeno un ruolo"),
        ("Sergio", (Role.DESK,), "Il referente di Forza ha bisogno"),
    ],
)
def test_what_does_not_do_is_said_in_the_dialog_and_lets_nobody_in(
    page: MembersScreen, name: str, roles: tuple[Role, ...], sentence: str
) -> None:
    dialog = open_newcomer(page)
    field(dialog, "newcomer_name").setText(name)
    tick(dialog, *roles)
    press(dialog, "member_go")
    assert told(dialog, "member_problem").startswith(sentence)
    assert dialog.isVisible()
    assert len(rows(page)) == 2


def test_two_passphrases_that_differ_let_nobody_in(page: MembersScreen) -> None:
    dialog = open_newcomer(page, again=HERS + "x")
    tick(dialog, Role.AUDITOR)
    press(dialog, "member_go")
    assert told(dialog, "new_passphrase_again_problem").startswith("Le due frasi")
    assert len(rows(page)) == 2


def test_giving_up_forgets_the_passphrase(page: MembersScreen) -> None:
    dialog = open_newcomer(page)
    typed = field(dialog, "new_passphrase")
    press(dialog, "member_cancel")
    assert typed.text() == ""
    assert len(rows(page)) == 2


def test_roles_are_changed_from_what_they_were(page: MembersScreen, qtbot: QtBot, store: Store) -> None:
    said = QSignalSpy(page.said)
    choose(page, "Anna Analisi")
    press(page, "member_change")
    dialog = dialog_of(page)
    assert dialog.windowTitle() == "Ruoli di Anna Analisi"
    assert [box.objectName() for box in dialog.findChildren(QCheckBox) if box.isChecked()] == ["role_analyst"]
    tick(dialog, Role.CLINICIAN, Role.ANALYST)
    press(dialog, "member_go")
    qtbot.waitUntil(lambda: said.count() == 1)
    assert rows(page)[0][2:] == ["Clinico, Analista", "testi dei casi"]
    assert store.members[0].force == "CC"


def test_ones_own_roles_are_told_to_show_at_the_next_unlock(page: MembersScreen, qtbot: QtBot) -> None:
    said = QSignalSpy(page.said)
    choose(page, "titolare (chi lavora ora)")
    press(page, "member_change")
    dialog = dialog_of(page)
    tick(dialog, Role.ADMINISTRATOR, Role.CLINICIAN, Role.SECRETARY)
    press(dialog, "member_go")
    qtbot.waitUntil(lambda: said.count() == 1)
    assert "dalla prossima apertura" in said.at(0)[0]


def test_the_last_administrator_is_refused_in_the_dialog(page: MembersScreen, qtbot: QtBot) -> None:
    choose(page, "titolare (chi lavora ora)")
    press(page, "member_change")
    dialog = dialog_of(page)
    tick(dialog, Role.CLINICIAN, Role.SECRETARY)
    press(dialog, "member_go")
    qtbot.waitUntil(lambda: bool(told(dialog, "member_problem")))
    assert told(dialog, "member_problem").startswith("Resterebbe un archivio senza amministratore")
    assert dialog.isVisible()


def test_nobody_removes_themselves(page: MembersScreen) -> None:
    choose(page, "titolare (chi lavora ora)")
    press(page, "member_remove")
    assert told(page, "members_sentence").startswith("Nessuno rimuove se stesso")
    assert not [each for each in page.findChildren(MemberDialog) if each.isVisible()]


def test_a_removal_says_what_will_happen_and_wants_the_name(page: MembersScreen, qtbot: QtBot) -> None:
    said = QSignalSpy(page.said)
    choose(page, "Anna Analisi")
    press(page, "member_remove")
    dialog = dialog_of(page)
    whole = " ".join(told(dialog, f"removal_told_{place}") for place in range(5))
    assert "chiavi nuove" in whole
    assert "i salvataggi fatti prima restano sotto le chiavi di prima" in whole
    assert not dialog.go.isEnabled()
    press(dialog, "member_go")
    field(dialog, "removal_name").setText(" anna ANALISI")
    assert dialog.go.isEnabled()
    press(dialog, "member_go")
    qtbot.waitUntil(lambda: said.count() == 1)
    assert "chiavi nuove" in said.at(0)[0]
    assert [row[0] for row in rows(page)] == ["titolare (chi lavora ora)"]


def test_a_removal_under_way_shows_how_far_it_is_and_can_be_stopped(
    page: MembersScreen, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(_name: str, progress: Progress) -> None:
        for done in range(10_000):
            progress(done, 10_000, Term("Riscrittura", "Writing anew"))
            sleep(0.005)

    monkeypatch.setattr(bootstrap.keys_of(page.session.store), "remove_member", slow)
    choose(page, "Anna Analisi")
    press(page, "member_remove")
    dialog = dialog_of(page)
    field(dialog, "removal_name").setText("Anna Analisi")
    press(dialog, "member_go")
    qtbot.waitUntil(lambda: told(dialog, "member_work") == "Riscrittura …")
    dialog.close()
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: told(dialog, "member_problem") == Cancelled().message.it)
    assert len(rows(page)) == 2
    assert dialog.go.isEnabled()
    press(dialog, "member_cancel")
    assert not dialog.isVisible()


def test_a_second_look_shows_whoever_came_meanwhile(
    page: MembersScreen, store: Store, translation: Translation
) -> None:
    bootstrap.keys_of(store).add_member(Newcomer("Zeno", "", (Role.AUDITOR,)), HERS)
    page.session.language = Language.EN
    translation.speak(Language.EN)
    QApplication.sendPostedEvents()
    assert rows(page)[2] == ["Zeno", "–", "Auditor", "none"]
    assert page.model.headerData(0, Qt.Orientation.Horizontal) == "Name"


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.ANALYST])
def test_the_page_is_there_for_whoever_administers(
    locked_window: MainWindow, qtbot: QtBot, fake_stores: object, role: Role
) -> None:
    is_there = role is Role.ADMINISTRATOR
    fake_stores.prepared = MemoryStore(member=Member("m", "Anna", "", (role,)))  # type: ignore[attr-defined]
    field(locked_window, "passphrase").setText(RIGHT)
    qtbot.keyClick(field(locked_window, "passphrase"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: locked_window.is_open)
    locked_window.commands.run("members")
    assert (locked_window.shown_screen() == "members") is is_there
    locked_window.commands.refresh()
    assert locked_window.commands.action("members").isVisible() is is_there


def test_the_page_is_left_by_escape(window: MainWindow, qtbot: QtBot) -> None:
    window.commands.run("members")
    found = window.findChild(MembersScreen)
    assert found is not None
    qtbot.keyClick(found, Qt.Key.Key_Escape)
    assert window.shown_screen() == "cases"


def test_locking_takes_the_dialog_away_and_what_was_typed(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "keys_of", lambda _store: None)
    window.commands.run("members")
    found = window.findChild(MembersScreen)
    assert found is not None
    dialog = open_newcomer(found)
    typed = field(dialog, "new_passphrase")
    dialog._set_busy(busy=True)
    window.lock()
    assert typed.text() == ""
    assert not dialog.isVisible()


def test_everything_has_a_name_for_whoever_listens(page: MembersScreen) -> None:
    for name in ("member_add", "member_change", "member_remove"):
        button = page.findChild(QPushButton, name)
        assert button is not None
        assert button.accessibleName().strip("…&")
    dialog = open_newcomer(page)
    for line in dialog.findChildren(QLineEdit):
        assert line.accessibleName(), line.objectName()
    box = dialog.findChild(QCheckBox, "role_desk")
    assert box is not None
    assert "propria Forza" in box.accessibleDescription()


def test_the_security_page_tells_how_many_open_the_store_and_when_its_keys_changed(
    qtbot: QtBot, translation: Translation, store: Store
) -> None:
    assert translation
    session = Session(store, clock=bootstrap.system_clock)
    line = KeysLine(session)
    qtbot.addWidget(line)
    assert told(line, "keys_told").startswith("2 membri aprono questo archivio. Uno di loro lo amministra.")
    assert "quelle con cui è stato creato" in told(line, "keys_told")
    bootstrap.keys_of(store).remove_member("Anna Analisi")
    session.keys_changed.emit()
    assert told(line, "keys_told").startswith("Un membro apre questo archivio. Le chiavi sono state rinnovate il ")


# The linkage custodian.


@pytest.fixture
def forces(store: Store) -> Store:
    """The founder is of the State Police; beside the analyst of the Carabinieri there is an auditor."""
    keys = bootstrap.keys_of(store)
    keys.change_member("titolare", FOUNDER_ROLES, "PS")
    keys.add_member(Newcomer("Rita", "GF", (Role.AUDITOR,)), RIGHT_OF_RITA)
    return store


def propose(page: MembersScreen, qtbot: QtBot) -> MemberDialog:
    """Tick the role; the dialog of the second member, once it is there."""
    page.model.reload()
    choose(page, "Rita")
    press(page, "member_change")
    tick(dialog_of(page), Role.CUSTODIAN)
    press(dialog_of(page), "member_go")
    qtbot.waitUntil(lambda: [each.objectName() for each in visible(page)] == ["second_member"])
    return dialog_of(page)


def visible(page: MembersScreen) -> list[MemberDialog]:
    return [each for each in page.findChildren(MemberDialog) if each.isVisible()]


def test_choosing_the_custodian_asks_for_the_second_member(page: MembersScreen, qtbot: QtBot, forces: Store) -> None:
    said = QSignalSpy(page.said)
    dialog = propose(page, qtbot)
    people = dialog.findChild(QComboBox, "second_name")
    assert people is not None
    assert [people.itemText(n) for n in range(people.count())] == ["Anna Analisi"]
    assert "Custode dei collegamenti" in " ".join(label.text() for label in dialog.findChildren(QLabel))
    field(dialog, "second_passphrase").setText(HERS)
    press(dialog, "member_go")
    qtbot.waitUntil(lambda: said.count() == 1)
    assert next(each.roles for each in forces.members if each.name == "Rita") == (Role.CUSTODIAN,)
    assert ["Rita", "Guardia di Finanza", "Custode dei collegamenti", "nessuno"] in rows(page)


def test_without_the_second_member_the_proposal_waits_and_is_carried_out_once_confirmed(
    page: MembersScreen, qtbot: QtBot, forces: Store
) -> None:
    said = QSignalSpy(page.said)
    propose(page, qtbot).reject()
    assert "resta preparata" in said.at(0)[0]
    assert next(each.roles for each in forces.members if each.name == "Rita") == (Role.AUDITOR,)
    (proposal,) = confirm.all_proposals(forces)
    with forces.second("Anna Analisi", HERS) as witness:
        confirm.confirm(forces, proposal.id, witness, bootstrap.system_clock)
    choose(page, "Rita")
    qtbot.waitUntil(lambda: not visible(page))
    press(page, "member_change")
    tick(dialog_of(page), Role.CUSTODIAN)
    press(dialog_of(page), "member_go")
    qtbot.waitUntil(lambda: said.count() == 2)
    assert next(each.roles for each in forces.members if each.name == "Rita") == (Role.CUSTODIAN,)


def test_a_newcomer_is_not_offered_to_be_custodian(page: MembersScreen) -> None:
    press(page, "member_add")
    assert dialog_of(page).findChild(QCheckBox, "role_custodian") is None

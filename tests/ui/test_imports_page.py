"""Importing a register in the window: tried first, told without any value, then taken in whole or not at all."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QLineEdit, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from db.memory import MemoryStore
from observatory.imports.mapping_file import read_mapping
from observatory.imports.report import ImportReport
from observatory.ports import Store
from observatory.progress import Progress
from observatory.selection import EVERYTHING
from observatory.terms import Language, Term
from observatory.usecases.import_register import ImportRequest, import_register
from ui.desktop.background import Background
from ui.desktop.imports import intake
from ui.desktop.imports.example import example
from ui.desktop.imports.screen import ImportsScreen
from ui.desktop.language import Translation
from ui.desktop.main_window import MainWindow
from ui.desktop.session import Session
from ui.desktop.window_commands import commands_of

HEADING = "file_no;surname;death;registered;corps;sex;age"
CANARY = "ROSSI MARIO"
ROWS = (
    f"1;{CANARY};04/03/2025;01/04/2025;police;male;30",
    f"2;{CANARY};19/05/2025;02/06/2025;carabinieri;female;50",
    f"3;x;19/05/2025;02/06/2025;{CANARY};male;40",
    f"4;x;19/05/2025;{CANARY};police;male;40",
    "10;x;19/05/2025;02/06/2025;police;male;200",
)
"""Rows 2 and 3 can be taken in, row 3 with a warning (a trainee of 50); 4 to 6 are refused."""


@dataclass
class Files:
    """A register and its mapping on disk."""

    register: Path
    mapping: Path

    def write(self, *rows: str, heading: str = HEADING) -> None:
        self.register.write_text("\n".join((heading, *rows)), encoding="utf-8")


@pytest.fixture
def files(tmp_path: Path) -> Files:
    made = Files(tmp_path / "registro.csv", tmp_path / "registro.toml")
    made.write(*ROWS)
    made.mapping.write_text(example(Language.IT).replace('position = "IS"', 'position = "AL"'), encoding="utf-8")
    return made


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def page(qtbot: QtBot, translation: Translation, store: MemoryStore, now: datetime) -> Iterator[ImportsScreen]:
    assert translation
    background = Background()
    made = ImportsScreen(Session(store, clock=lambda: now), background)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    qtbot.waitExposed(made)
    yield made
    background.close()


@pytest.fixture
def tried(page: ImportsScreen, qtbot: QtBot, files: Files) -> ImportsScreen:
    """The page after the dry run of the register."""
    choose(page, files)
    button(page, "try_out").click()
    rest(page, qtbot)
    return page


def button(page: QWidget, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert found is not None, name
    return found


def line(page: QWidget, name: str) -> QLineEdit:
    found = page.findChild(QLineEdit, f"{name}_path")
    assert found is not None, name
    return found


def choose(page: QWidget, files: Files) -> None:
    line(page, "register").setText(str(files.register))
    line(page, "mapping").setText(str(files.mapping))


def rest(page: QWidget, qtbot: QtBot) -> None:
    """Wait until nothing runs any more."""
    qtbot.waitUntil(lambda: not button(page, "stop").isEnabled(), timeout=5000)


def sentence(page: QWidget) -> str:
    found = page.findChild(QLabel, "import_sentence")
    assert found is not None
    return found.text()


def counts(page: QWidget) -> list[str]:
    labels = (page.findChild(QLabel, f"count_{name}") for name in ("read", "new", "changed", "unchanged", "refused"))
    return [label.text() for label in labels if label is not None]


def problems(page: ImportsScreen) -> list[list[str]]:
    model = page.view.table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def cases(store: Store) -> int:
    with store.begin() as unit:
        return unit.cases.count(EVERYTHING)


def test_a_dry_run_shows_counts_that_add_up_and_writes_nothing(tried: ImportsScreen, store: MemoryStore) -> None:
    assert counts(tried) == ["5", "2", "0", "0", "3"]
    assert cases(store) == 0
    assert button(tried, "take_in").isEnabled()


def test_each_problem_is_told_by_row_column_code_and_sentence(tried: ImportsScreen) -> None:
    assert [row[:4] for row in problems(tried)] == [
        ["3", "age", "trainee_age", "Avviso"],
        ["4", "corps", "E203", "Rifiutata"],
        ["5", "registered", "E202", "Rifiutata"],
        ["6", "age", "E204", "Rifiutata"],
    ]
    assert problems(tried)[2][4] == "Data non leggibile nel formato previsto."


def test_no_value_of_a_row_is_ever_shown(tried: ImportsScreen) -> None:
    shown = [text for row in problems(tried) for text in row]
    for widget in tried.findChildren(QWidget):
        shown += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        if isinstance(widget, QLabel):
            shown.append(widget.text())
    assert len(shown) > 50
    assert not [text for text in shown if "ROSSI" in text.upper()]


def test_problems_can_be_sorted_and_narrowed(tried: ImportsScreen) -> None:
    tried.view.table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert [row[2] for row in problems(tried)] == ["trainee_age", "E204", "E203", "E202"]
    show = tried.findChild(QComboBox, "show")
    assert show is not None
    show.setCurrentIndex(1)
    assert [row[2] for row in problems(tried)] == ["E204", "E203", "E202"]
    show.setCurrentIndex(2)
    assert [row[2] for row in problems(tried)] == ["trainee_age"]


def test_rows_are_sorted_by_number_and_not_by_letter(page: ImportsScreen, qtbot: QtBot, files: Files) -> None:
    good, bad = ROWS[0], ROWS[4]
    numbered = [f"{n};{(bad if n in (1, 10) else good).partition(';')[2]}" for n in range(11)]
    files.write(*numbered)
    choose(page, files)
    page.try_out()
    rest(page, qtbot)
    assert [row[0] for row in problems(page) if row[2] != "V7"] == ["3", "12"]
    told = [int(row[0]) for row in problems(page)]
    assert told == sorted(told), "those that could be one event among them"


def test_an_import_after_its_dry_run_records_and_says_so(
    tried: ImportsScreen, qtbot: QtBot, store: MemoryStore
) -> None:
    changed, said = QSignalSpy(tried.session.changed), QSignalSpy(tried.said)
    button(tried, "take_in").click()
    rest(tried, qtbot)
    assert cases(store) == 2
    assert counts(tried) == ["5", "2", "0", "0", "3"]
    assert changed.at(0) == ["case"]
    assert said.at(0)[0].startswith("Importazione conclusa. Righe lette 5 = nuove 2 +")
    assert not button(tried, "take_in").isEnabled()


def test_an_import_is_not_offered_before_a_dry_run_nor_for_nothing_new(
    tried: ImportsScreen, qtbot: QtBot, store: MemoryStore
) -> None:
    tried.take_in()
    rest(tried, qtbot)
    tried.take_in()
    assert cases(store) == 2
    tried.try_out()
    rest(tried, qtbot)
    assert counts(tried) == ["5", "0", "0", "2", "3"]
    assert not button(tried, "take_in").isEnabled()
    assert "Nulla da importare" in sentence(tried)


@pytest.mark.parametrize("which", ["register", "mapping"])
def test_an_import_is_no_longer_offered_when_a_file_changes(
    tried: ImportsScreen, qtbot: QtBot, files: Files, which: str
) -> None:
    changed: Path = getattr(files, which)
    changed.write_text(changed.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    qtbot.waitUntil(lambda: not button(tried, "take_in").isEnabled())
    assert "cambiato dopo la prova" in sentence(tried)
    assert len(problems(tried)) == 4, "what was found stays for whoever mends the files"


def test_another_path_takes_the_offer_and_the_report_away(tried: ImportsScreen) -> None:
    line(tried, "register").setText("/altro.csv")
    assert not button(tried, "take_in").isEnabled()
    assert not button(tried, "save_report").isEnabled()
    assert problems(tried) == []


def test_a_change_that_nobody_noticed_is_found_before_anything_is_written(
    tried: ImportsScreen, qtbot: QtBot, files: Files, store: MemoryStore
) -> None:
    tried._watch(None)
    files.write(ROWS[0])
    tried.take_in()
    rest(tried, qtbot)
    assert cases(store) == 0
    assert "cambiato dopo la prova" in sentence(tried)
    assert not button(tried, "take_in").isEnabled()


def test_a_file_swapped_at_the_very_last_moment_is_not_imported(
    tried: ImportsScreen, qtbot: QtBot, files: Files, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried._watch(None)

    def swapped(store: Store, request: ImportRequest, **others: object) -> ImportReport:
        files.write(ROWS[0])
        return import_register(store, request, **others)  # type: ignore[arg-type]

    monkeypatch.setattr(intake, "import_register", swapped)
    tried.take_in()
    rest(tried, qtbot)
    assert cases(store) == 0
    assert "cambiato dopo la prova" in sentence(tried)


@dataclass
class Held:
    """An import that waits, at its writing or after its end, until the test lets it go on."""

    at_the_end: bool = False
    arrived: Event = field(default_factory=Event)
    may_go_on: Event = field(default_factory=Event)

    def __call__(
        self, store: Store, request: ImportRequest, *, clock: Callable[[], datetime], progress: Progress
    ) -> ImportReport:
        def held(done: int, total: int, what: Term) -> None:
            if not self.at_the_end and what.en == "Writing records":
                self._wait()
            progress(done, total, what)

        report = import_register(store, request, clock=clock, progress=held)
        if self.at_the_end:
            self._wait()
        return report

    def _wait(self) -> None:
        self.arrived.set()
        self.may_go_on.wait(5)


def test_a_cancelled_import_leaves_nothing_behind_and_is_still_offered(
    tried: ImportsScreen, qtbot: QtBot, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held()
    monkeypatch.setattr(intake, "import_register", held)
    tried.take_in()
    qtbot.waitUntil(held.arrived.is_set)
    assert tried.focusWidget() is button(tried, "stop")
    qtbot.keyClick(button(tried, "stop"), Qt.Key.Key_Escape)
    held.may_go_on.set()
    rest(tried, qtbot)
    assert cases(store) == 0
    assert sentence(tried) == "Operazione annullata: nulla è stato scritto."
    assert button(tried, "take_in").isEnabled()


def test_a_stop_that_comes_too_late_is_not_told_as_one(
    tried: ImportsScreen, qtbot: QtBot, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(at_the_end=True)
    monkeypatch.setattr(intake, "import_register", held)
    said = QSignalSpy(tried.said)
    tried.take_in()
    qtbot.waitUntil(held.arrived.is_set)
    button(tried, "stop").click()
    held.may_go_on.set()
    rest(tried, qtbot)
    assert cases(store) == 2
    assert said.at(0)[0].startswith("Importazione conclusa.")
    assert "annullata" not in sentence(tried)


def unknown_column(files: Files) -> None:
    files.write(ROWS[0] + ";x", heading=f"{HEADING};{CANARY}")


def binary(files: Files) -> None:
    files.register.write_bytes(b"MZ\x00\xff\xfe\x00" * 50)


def broken_mapping(files: Files) -> None:
    files.mapping.write_text("name = [", encoding="utf-8")


def no_file(files: Files) -> None:
    files.register.unlink()


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (unknown_column, "colonne che la mappatura non conosce (in posizione 8)"),
        (binary, "Il file non è testo in codifica utf-8"),
        (broken_mapping, "Il file della mappatura non è TOML valido"),
        (no_file, "Il file non si può leggere"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_inline_in_a_sentence(
    page: ImportsScreen, qtbot: QtBot, files: Files, harm: Callable[[Files], None], told: str
) -> None:
    harm(files)
    choose(page, files)
    page.try_out()
    rest(page, qtbot)
    assert told in sentence(page)
    assert CANARY not in sentence(page)
    assert not button(page, "take_in").isEnabled()
    assert button(page, "try_out").hasFocus()


@pytest.mark.parametrize("missing", ["register", "mapping"])
def test_a_file_not_chosen_is_asked_for_and_gets_the_keyboard(page: ImportsScreen, files: Files, missing: str) -> None:
    choose(page, files)
    line(page, missing).setText("  ")
    page.try_out()
    assert sentence(page) in ("Scegliere il registro.", "Scegliere la mappatura.")
    assert line(page, missing).hasFocus()


def test_a_path_in_quotes_or_as_an_address_will_do(page: ImportsScreen, qtbot: QtBot, files: Files) -> None:
    line(page, "register").setText(f'"{files.register}"')
    line(page, "mapping").setText(files.mapping.as_uri())
    page.try_out()
    rest(page, qtbot)
    assert counts(page) == ["5", "2", "0", "0", "3"]


def save_as(monkeypatch: pytest.MonkeyPatch, target: Path | str) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))


def test_the_report_is_saved_row_by_row_and_without_values(
    tried: ImportsScreen, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_as(monkeypatch, tmp_path / "resoconto")
    with qtbot.waitSignal(tried.said) as said:
        button(tried, "save_report").click()
    target = tmp_path / "resoconto.csv"
    assert str(target) in said.args[0]
    text = target.read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert [(row["row"], row["outcome"], row["code"]) for row in rows] == [
        ("2", "new", ""),
        ("3", "new", "trainee_age"),
        ("4", "refused", "E203"),
        ("5", "refused", "E202"),
        ("6", "refused", "E204"),
    ]
    assert CANARY not in text
    assert button(tried, "take_in").isEnabled()


def test_a_folder_that_is_not_there_is_told_and_the_report_stays(
    tried: ImportsScreen, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_as(monkeypatch, tmp_path / "nessuna" / "resoconto.csv")
    button(tried, "save_report").click()
    rest(tried, qtbot)
    assert "la cartella non esiste" in sentence(tried)
    assert len(problems(tried)) == 4
    assert button(tried, "take_in").isEnabled()


def test_leaving_the_file_dialogs_changes_nothing(tried: ImportsScreen, monkeypatch: pytest.MonkeyPatch) -> None:
    save_as(monkeypatch, "")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    for name in ("save_report", "register_browse"):
        button(tried, name).click()
    assert button(tried, "take_in").isEnabled()


def test_a_file_can_be_browsed_for(page: ImportsScreen, files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(files.register), ""))
    button(page, "register_browse").click()
    assert line(page, "register").text() == str(files.register)


@pytest.mark.parametrize("language", list(Language))
def test_the_example_shown_is_a_mapping_that_works(
    page: ImportsScreen, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    page.session.language = language
    save_as(monkeypatch, tmp_path / "esempio")
    with qtbot.waitSignal(page.said):
        button(page, "save_example").click()
    mapping = read_mapping(tmp_path / "esempio.toml")
    assert mapping.entity.name == "case"
    assert {"force", "month", "sex", "age_band"} <= set(mapping.fields)


def test_the_page_follows_the_language(tried: ImportsScreen, translation: Translation, qapp: QApplication) -> None:
    assert qapp
    tried.session.language = Language.EN
    translation.speak(Language.EN)
    QApplication.processEvents()
    assert button(tried, "take_in").text() == "&Import"
    assert [row[3] for row in problems(tried)] == ["Warning", "Refused", "Refused", "Refused"]
    assert problems(tried)[2][4] == "Not a date in the expected format."
    assert sentence(tried) == "Dry run done: the new and changed rows can be imported."
    model = tried.view.table.model()
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Row"


def test_everything_that_takes_the_keyboard_has_a_name(tried: ImportsScreen) -> None:
    takers = [
        widget
        for kind in (QLineEdit, QPushButton, QComboBox, QTableView)
        for widget in tried.findChildren(kind)
        if widget.isVisible() and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
    ]
    assert len(takers) == 10
    assert [widget.objectName() for widget in takers if not widget.accessibleName()] == []


@pytest.mark.parametrize("language", list(Language))
def test_no_two_things_on_the_page_and_in_the_menus_share_a_letter(
    window: MainWindow, qtbot: QtBot, files: Files, language: Language
) -> None:
    window.speak(language)
    window.go_to("imports")
    page = shown_page(window)
    choose(page, files)
    page.try_out()
    rest(page, qtbot)
    texts = [label.text() for label in page.findChildren(QLabel) if label.buddy() is not None]
    texts += [each.text() for each in page.findChildren(QPushButton)]
    texts += [action.text() for action in window.menuBar().actions()]
    letters = [text[text.index("&") + 1].lower() for text in texts if "&" in text]
    assert len(letters) > 10
    assert sorted(letters) == sorted(set(letters))


def shown_page(window: MainWindow) -> ImportsScreen:
    found = window.findChild(ImportsScreen)
    assert found is not None
    return found


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, key, modifier)


def type_in(qtbot: QtBot, text: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClicks(focus, text)


def test_a_register_is_imported_by_keyboard_alone(window: MainWindow, qtbot: QtBot, files: Files) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    press(qtbot, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    page = shown_page(window)
    type_in(qtbot, str(files.register))
    press(qtbot, Qt.Key.Key_Tab)
    press(qtbot, Qt.Key.Key_Tab)
    type_in(qtbot, str(files.mapping))
    press(qtbot, Qt.Key.Key_Return)
    rest(page, qtbot)
    assert QApplication.focusWidget() is page.view.table
    for _ in range(12):
        if QApplication.focusWidget() is button(page, "take_in"):
            break
        press(qtbot, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, Qt.Key.Key_Space)
    rest(page, qtbot)
    assert window.message.text.startswith("Importazione conclusa.")
    press(qtbot, Qt.Key.Key_Escape)
    assert window.shown_screen() == "cases"
    found = window.findChild(QLabel, "records.count")
    assert found is not None
    assert found.text() == "Schede trovate: 2"


def test_the_page_leads_back_to_the_screen_one_came_from(window: MainWindow, qtbot: QtBot) -> None:
    window.go_to("meetings")
    window.go_to("imports")
    assert window.shown_screen() == "imports"
    qtbot.keyClick(shown_page(window), Qt.Key.Key_Escape)
    assert window.shown_screen() == "meetings"


def test_the_command_waits_for_an_open_store(locked_window: MainWindow) -> None:
    command = next(each for each in commands_of(locked_window) if each.name == "import_register")
    assert (command.menu, command.keys, command.is_available()) == ("file", "Ctrl+I", False)
    assert command.text() == "&Importa registro…"


def test_locking_drops_the_page_and_what_it_showed(window: MainWindow, qtbot: QtBot, files: Files) -> None:
    window.go_to("imports")
    page = shown_page(window)
    choose(page, files)
    page.try_out()
    rest(page, qtbot)
    window.lock()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert window.findChild(ImportsScreen) is None
    assert not [each for each in window.findChildren(QLineEdit) if str(files.register) in each.text()]


def test_locking_while_rows_are_written_leaves_nothing_behind(
    window: MainWindow, qtbot: QtBot, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held()
    window.go_to("imports")
    page = shown_page(window)
    choose(page, files)
    page.try_out()
    rest(page, qtbot)
    store = page.session.store
    assert isinstance(store, MemoryStore)
    monkeypatch.setattr(intake, "import_register", held)
    page.take_in()
    qtbot.waitUntil(held.arrived.is_set)
    window.lock()
    held.may_go_on.set()
    qtbot.waitUntil(lambda: not store.is_open)
    assert store.contents.records["case"] == {}


def test_the_page_can_be_read_in_a_small_window(tried: ImportsScreen, qtbot: QtBot) -> None:
    tried.resize(840, 520)
    qtbot.wait(20)
    assert tried.minimumSizeHint().width() <= 840
    assert tried.minimumSizeHint().height() <= 520
    picture = tried.view.table.viewport().grab().toImage()
    assert isinstance(picture, QImage)
    assert tried.view.table.viewport().height() >= 3 * tried.view.table.rowHeight(0)
    assert not tried.view.table.horizontalScrollBar().isVisible()

"""The page on which tables of any office’s counts are protected, rounded and checked, from files to files."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.memory import MemoryStore
from observatory.disclosure.certificate_check import checked
from observatory.disclosure.verifier_rounding import verify_either
from observatory.errors import WrongUse
from observatory.security.members import Member
from observatory.security.roles import FOUNDER_ROLES, Role
from observatory.terms import Language
from ui.desktop.background import Background
from ui.desktop.language import Translation
from ui.desktop.screens import offered
from ui.desktop.session import Session
from ui.desktop.tables.form import HIDE, ROUND
from ui.desktop.tables.screen import TablesScreen

ADA = Member("1", "Ada", "PS", FOUNDER_ROLES)
COUNTS = """unit,kind,n
A,x,7
A,y,1
A,z,12
B,x,9
B,y,8
B,z,2
C,x,11
C,y,14
C,z,6
"""


@pytest.fixture
def page(qtbot: QtBot, now: datetime, translation: Translation) -> Iterator[TablesScreen]:
    assert translation
    background = Background()
    made = TablesScreen(Session(MemoryStore(ADA), clock=lambda: now, language=Language.IT), background)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    yield made
    background.close()


@pytest.fixture
def counts(tmp_path: Path) -> Path:
    path = tmp_path / "reparti.csv"
    path.write_text(COUNTS, encoding="utf-8")
    for name, codes in (("unit", "ABC"), ("kind", "xyz")):
        rows = ["code,parent", "all,", *(f"{code},all" for code in codes)]
        (tmp_path / f"{name}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def choose(page: TablesScreen, counts: Path) -> None:
    page.form.counts.line.setText(str(counts))
    page.form.hierarchies.line.setText("; ".join(str(counts.with_name(f"{name}.csv")) for name in ("unit", "kind")))


def written(qtbot: QtBot, page: TablesScreen, folder: Path) -> Path:
    """The new folder, once it is there."""
    before = set(folder.iterdir())
    page.protect_into(folder)
    qtbot.waitUntil(lambda: not page.is_busy and bool(page.result.text()), timeout=20_000)
    (made,) = set(folder.iterdir()) - before
    return made


def shown(folder: Path) -> list[list[str]]:
    return [line.split(",") for line in (folder / "table-1.csv").read_text(encoding="utf-8").splitlines()[1:]]


def true_count(unit: str, kind: str) -> int:
    """Of a cell of the table, totals included."""
    rows = [line.split(",") for line in COUNTS.splitlines()[1:]]
    return sum(int(n) for u, k, n in rows if unit in (u, "all") and kind in (k, "all"))


def test_small_counts_are_hidden_and_the_certificate_holds(
    qtbot: QtBot, page: TablesScreen, counts: Path, tmp_path: Path
) -> None:
    choose(page, counts)
    assert page.form.tables.text() == "unit,kind"
    made = written(qtbot, page, tmp_path)
    assert not [row for row in shown(made) if row[2] in ("1", "2")]
    assert page.rows.rowCount() == 1
    assert str(made) in page.result.text()
    page.check_file(made / "release.oscert")
    qtbot.waitUntil(lambda: "16" in page.result.text() and not page.is_busy)


def test_rounding_tells_base_and_distance_and_is_certified_too(
    qtbot: QtBot, page: TablesScreen, counts: Path, tmp_path: Path
) -> None:
    choose(page, counts)
    page.form.method.setCurrentIndex(page.form.method.findData(ROUND))
    assert not page.form.zeros.isEnabled()
    made = written(qtbot, page, tmp_path)
    assert {int(row[2]) % 3 for row in shown(made)} == {0}
    assert "multipli di 3" in page.result.text()
    with (made / "release.oscert").open("rb") as file:
        assert verify_either(file)


def test_rounding_tells_how_far_numbers_moved_and_what_may_be_worked_out(
    qtbot: QtBot, page: TablesScreen, counts: Path, tmp_path: Path
) -> None:
    choose(page, counts)
    page.form.method.setCurrentIndex(page.form.method.findData(ROUND))
    made = written(qtbot, page, tmp_path)
    moved = [abs(int(n) - true_count(unit, kind)) for unit, kind, n, _ in shown(made)]
    row = [page.rows.index(0, column).data() for column in range(page.rows.columnCount())]
    mean = f"{sum(moved) / 16:.1f}".replace(".", ",")
    assert row == ["table-1", "16", "2", str(sum(map(bool, moved))), mean, str(max(moved))]
    assert "solo da questi conteggi arrotondati" in page.result.text()
    assert "base 3" in (made / "README.txt").read_text(encoding="utf-8")


def test_a_release_beside_a_rounded_one_counts_with_it(
    qtbot: QtBot, page: TablesScreen, counts: Path, tmp_path: Path
) -> None:
    choose(page, counts)
    ledger = tmp_path / "ledger"
    ledger.mkdir()
    page.form.ledger.line.setText(str(ledger))
    page.form.method.setCurrentIndex(page.form.method.findData(ROUND))
    written(qtbot, page, tmp_path)
    page.tell("")
    page.form.method.setCurrentIndex(page.form.method.findData(HIDE))
    page.form.tables.setText("unit")
    second = written(qtbot, page, tmp_path)
    found = checked(second / "release.oscert", ledger)
    assert len(found.certificate.releases) == 2


def test_stopping_leaves_nothing_behind(qtbot: QtBot, page: TablesScreen, counts: Path, tmp_path: Path) -> None:
    choose(page, counts)
    page.form.method.setCurrentIndex(page.form.method.findData(ROUND))
    with qtbot.waitSignal(page.failed, timeout=10_000):
        page.protect_into(tmp_path)
        qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert not page.is_busy
    assert not [path for path in tmp_path.iterdir() if path.is_dir()]


def test_readers_known_figures_and_time_are_part_of_what_is_asked(
    page: TablesScreen, counts: Path, tmp_path: Path
) -> None:
    choose(page, counts)
    usual = page.form.order(tmp_path)
    assert usual.out.name == "reparti-protette"
    assert (usual.insiders, usual.known, usual.attacker, usual.budget_seconds) == ((), None, "A4", 5)
    more = page.form.particulars
    more.insiders.setText("unit, kind,unit")
    more.known.line.setText(str(tmp_path / "known.csv"))
    more.reader.setCurrentIndex(1)
    more.seconds.setValue(9)
    asked = page.form.order(tmp_path)
    assert (asked.insiders, asked.known) == (("unit", "kind"), tmp_path / "known.csv")
    assert (asked.attacker, asked.budget_seconds) == ("A2", 9)
    page.form.method.setCurrentIndex(page.form.method.findData(ROUND))
    rounded = page.form.order(tmp_path)
    assert (rounded.insiders, rounded.known, rounded.attacker) == (asked.insiders, asked.known, "A2")
    assert rounded.rounding_seconds == 600
    more.seconds.setValue(60)
    page.form.method.setCurrentIndex(page.form.method.findData(HIDE))
    assert page.form.order(tmp_path).budget_seconds == 9


def test_the_same_seed_makes_the_same_files(qtbot: QtBot, page: TablesScreen, counts: Path, tmp_path: Path) -> None:
    choose(page, counts)
    assert page.form.order(tmp_path).seed is None
    page.form.particulars.seed.setValue(7)
    first = written(qtbot, page, tmp_path)
    page.tell("")
    second = written(qtbot, page, tmp_path)
    assert (first / "release.oscert").read_bytes() == (second / "release.oscert").read_bytes()


def test_an_attack_on_protected_tables_narrows_nothing_and_reads_what_somebody_opened(
    qtbot: QtBot, page: TablesScreen, counts: Path, tmp_path: Path
) -> None:
    choose(page, counts)
    made = written(qtbot, page, tmp_path)
    page.attack_folder(made)
    qtbot.waitUntil(lambda: "non restringe alcuna" in page.result.text())
    assert page.rows.rowCount() == 0
    table = made / "table-1.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    shown_as = next(line.split(",")[3] for line in lines[1:] if line.split(",")[2])
    opened = [f"A,y,1,{shown_as}" if line.startswith("A,y,") else line for line in lines]
    table.write_text("\n".join(opened) + "\n", encoding="utf-8")
    page.attack_folder(made)
    qtbot.waitUntil(lambda: "non pubblicare" in page.result.text())
    told = [[page.rows.index(row, column).data() for column in range(5)] for row in range(page.rows.rowCount())]
    assert ["table-1", "A × y", "1", "1", "–"] in told


def test_broader_categories_are_found_and_taken_over(
    qtbot: QtBot, page: TablesScreen, counts: Path, tmp_path: Path
) -> None:
    choose(page, counts)
    page.form.tables.setText("unit; unit,kind")
    page.form.threshold.setValue(10)
    page.broaden()
    qtbot.waitUntil(lambda: page.rows.rowCount() > 1 and not page.is_busy)
    rows = [page.rows.index(row, 0).data() for row in range(page.rows.rowCount())]
    last = len(rows) - 1
    page.table.activated.emit(page.rows.index(last, 0))
    assert page.form.tables.text() == f"unit; {rows[last]}"
    assert not [path for path in tmp_path.iterdir() if path.is_dir()]


def test_without_counts_neither_attack_nor_search_begins(qtbot: QtBot, page: TablesScreen, tmp_path: Path) -> None:
    for act in (page.broaden, lambda: page.attack_folder(tmp_path)):
        with qtbot.waitSignal(page.failed, timeout=5_000):
            act()


def test_what_changes_the_protection_stays_in_sight(page: TablesScreen) -> None:
    page.form.more.setChecked(True)
    page.form.particulars.reader.setCurrentIndex(1)
    page.form.more.setChecked(False)
    assert page.form.particulars.isVisible()
    page.form.particulars.reader.setCurrentIndex(0)
    page.form.more.setChecked(False)
    assert not page.form.particulars.isVisible()


def test_protecting_for_comparison_only_is_said(qtbot: QtBot, page: TablesScreen, counts: Path, tmp_path: Path) -> None:
    choose(page, counts)
    page.form.zeros.setChecked(False)
    page.form.particulars.reader.setCurrentIndex(1)
    made = written(qtbot, page, tmp_path)
    assert "solo per confronto" in page.result.text()
    assert json.loads((made / "report.json").read_text(encoding="utf-8"))["attacker"] == "A2"


def test_two_hierarchies_of_one_name_are_refused(page: TablesScreen, counts: Path, tmp_path: Path) -> None:
    choose(page, counts)
    page.form.hierarchies.line.setText(f"{counts.with_name('unit.csv')}; {tmp_path / 'other' / 'unit.csv'}")
    with pytest.raises(WrongUse, match="unit"):
        page.form.order(tmp_path)


def test_a_second_release_goes_to_a_folder_of_its_own(
    qtbot: QtBot, page: TablesScreen, counts: Path, tmp_path: Path
) -> None:
    choose(page, counts)
    page.form.ledger.line.setText(str(tmp_path / "ledger"))
    first = written(qtbot, page, tmp_path / "..")
    page.tell("")
    second = written(qtbot, page, first.parent)
    assert second != first


def test_what_cannot_be_read_is_refused_and_nothing_is_written(
    qtbot: QtBot, page: TablesScreen, counts: Path, tmp_path: Path
) -> None:
    with qtbot.waitSignal(page.failed, timeout=5_000):
        page.protect_into(tmp_path)
    counts.write_text(COUNTS.replace("A,y,1", "A,y,-1"), encoding="utf-8")
    choose(page, counts)
    with qtbot.waitSignal(page.failed, timeout=10_000):
        page.protect_into(tmp_path)
    assert {path.suffix for path in tmp_path.iterdir()} == {".csv"}


def test_an_altered_certificate_is_refused(qtbot: QtBot, page: TablesScreen, counts: Path, tmp_path: Path) -> None:
    choose(page, counts)
    certificate = written(qtbot, page, tmp_path) / "release.oscert"
    certificate.write_bytes(certificate.read_bytes().replace(b"14", b"15", 1))
    with qtbot.waitSignal(page.failed, timeout=10_000) as told:
        page.check_file(certificate)
    assert "non regge" in told.args[0]


def test_the_page_is_for_whoever_makes_summaries() -> None:
    assert offered("tables", ADA)
    assert not offered("tables", Member("2", "Bruno", "CC", (Role.AUDITOR,)))


def test_what_rounding_cannot_do_is_refused_and_not_passed_over(
    qtbot: QtBot, page: TablesScreen, counts: Path, tmp_path: Path
) -> None:
    choose(page, counts)
    page.form.particulars.insiders.setText("unit")
    page.form.method.setCurrentIndex(page.form.method.findData(ROUND))
    with qtbot.waitSignal(page.failed, timeout=10_000):
        page.protect_into(tmp_path)
    assert {path.suffix for path in tmp_path.iterdir()} == {".csv"}

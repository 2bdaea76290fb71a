"""The list of records: views with counts, search, order, pages, and what it says when it is empty."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Self

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from db.memory import FOUNDER, MemoryStore
from observatory.cases.case import Case
from observatory.cases.fields import CASE
from observatory.codelists import codelist
from observatory.ports import Stamp
from observatory.security.members import Member
from observatory.selection import Selection
from observatory.terms import Language
from ui.desktop.records import table_model
from ui.desktop.records.list_pane import ListPane
from ui.desktop.records.pages import PAGE_ROWS, PAGES_KEPT
from ui.desktop.records.screen import RecordsScreen
from ui.desktop.records.search_field import WAIT_MS
from ui.desktop.records.table_model import RecordsModel
from ui.desktop.session import Session
from ui.desktop.widgets.code_editor import rank

NOW = datetime(2026, 5, 14, 10, 30, tzinfo=UTC)
STAMP = Stamp(date(2026, 5, 2), NOW, "clinician", "N")
EVENTS = (("SU", "2026-03", "GF"), ("TE", "2026-01", "CC"), ("ID", "2025-02", "CC"), ("SI", "2024-07", "PS"))


@pytest.fixture
def session() -> Iterator[Session]:
    store = MemoryStore()
    with store.begin() as unit:
        for number, (event, month, force) in enumerate(EVENTS):
            unit.cases.add(Case(id=f"c-{number}", event_type=event, month=month, force=force, status="CO"), STAMP)
        unit.commit()
    made = Session(store, clock=lambda: NOW, language=Language.IT)
    yield made
    made.deleteLater()


@pytest.fixture
def screen(qtbot: QtBot, session: Session) -> RecordsScreen:
    made = RecordsScreen(CASE, session)
    qtbot.addWidget(made)
    made.resize(1180, 680)
    with qtbot.waitActive(made):
        made.show()
    return made


def months(screen: RecordsScreen) -> list[str]:
    model = screen.list.model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_views_tell_how_many_records_they_hold_and_filter_the_list(screen: RecordsScreen) -> None:
    views = screen.findChild(QListWidget, "views")
    assert views is not None
    counts = {views.item(row).text(): views.item(row).data(Qt.ItemDataRole.UserRole) for row in range(views.count())}
    assert (counts["Tutti"], counts["Quest’anno"], counts["Decessi"], counts["Tentativi"]) == ("4", "2", "2", "1")
    views.setCurrentRow(list(counts).index("Quest’anno"))
    assert months(screen) == ["marzo 2026", "gennaio 2026"]


def test_the_newest_record_comes_first_and_a_header_turns_the_order(screen: RecordsScreen) -> None:
    assert months(screen) == ["marzo 2026", "gennaio 2026", "febbraio 2025", "luglio 2024"]
    screen.list.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert months(screen)[0] == "luglio 2024"


def test_a_search_narrows_the_view_soon_after_the_last_key(qtbot: QtBot, screen: RecordsScreen) -> None:
    assert WAIT_MS <= 100
    screen.find()
    line = screen.list.search.line
    assert QApplication.focusWidget() is line
    qtbot.keyClicks(line, "forza:CC")
    qtbot.waitUntil(lambda: months(screen) == ["gennaio 2026", "febbraio 2025"], timeout=1000)
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(months(screen)) == 4, timeout=1000)


def test_words_not_understood_are_told_under_the_box_and_the_rest_is_searched(
    qtbot: QtBot, screen: RecordsScreen
) -> None:
    qtbot.keyClicks(screen.list.search.line, "forza:CC zorro:1")
    trouble = screen.findChild(QLabel, "search.trouble")
    assert trouble is not None
    qtbot.waitUntil(lambda: "zorro:1" in trouble.text(), timeout=1000)
    assert trouble.isVisible()
    assert len(months(screen)) == 2


def test_an_empty_list_says_which_key_fills_it(qtbot: QtBot) -> None:
    session = Session(MemoryStore(), clock=lambda: NOW)
    pane = ListPane(CASE, session)
    qtbot.addWidget(pane)
    pane.refresh()
    empty = pane.findChild(QLabel, "records.empty")
    assert empty is not None
    assert "Ctrl+N" in empty.text()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_help_names_the_fields_that_can_be_searched(screen: RecordsScreen) -> None:
    screen.list.search.help.click()
    help_shown = QApplication.activePopupWidget()
    assert help_shown is not None
    told = " ".join(label.text() for label in help_shown.findChildren(QLabel))
    assert "forza" in told
    assert "metodo" in told
    help_shown.close()


def test_down_goes_from_the_search_to_the_list_and_enter_opens(qtbot: QtBot, screen: RecordsScreen) -> None:
    screen.find()
    qtbot.keyClick(screen.list.search.line, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is screen.list.table
    assert screen.reading.record.id == "c-0"
    qtbot.keyClick(screen.list.table, Qt.Key.Key_Down)
    assert screen.reading.record.id == "c-1"
    qtbot.keyClick(screen.list.table, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is screen.reading.page


def test_tab_leaves_the_table(qtbot: QtBot, screen: RecordsScreen) -> None:
    screen.list.enter_list()
    qtbot.keyClick(screen.list.table, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not screen.list.table


@pytest.mark.parametrize("size", [(1024, 600), (640, 480)])
def test_the_screen_fits_a_small_window(screen: RecordsScreen, size: tuple[int, int]) -> None:
    smallest = screen.minimumSizeHint()
    assert smallest.width() <= 1024 - 160, "beside the rail of screens"
    screen.resize(*size)
    screen.new_record()
    assert screen.minimumSizeHint().height() <= 600


@dataclass
class CountedRecords:
    """A hundred thousand cases made when they are asked for; every query is noted."""

    queries: list[tuple[str, int, int]] = field(default_factory=list)

    def count(self, _selection: Selection) -> int:
        self.queries.append(("count", 0, 0))
        return 100_000

    def select(self, selection: Selection) -> tuple[Case, ...]:
        rows = range(selection.offset, selection.offset + selection.limit)
        if selection.after is not None:
            here = int(selection.after[1].removeprefix("c-"))
            down, up = range(here + 1, here + 1 + selection.limit), range(here - 1, here - 1 - selection.limit, -1)
            rows = down if selection.descending else up
        self.queries.append(("select", min(rows), selection.limit))
        return tuple(Case(id=f"c-{row}", month="2026-03", force="CC") for row in rows)


@dataclass
class CountedUnit:
    """A unit of work that holds these records only."""

    kept: CountedRecords

    def heed(self, *_how: object) -> None:
        """Nothing is given up."""

    def records(self, _entity: str) -> CountedRecords:
        return self.kept

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None


@dataclass
class CountedStore:
    """A store of these records."""

    kept: CountedRecords
    member: Member = FOUNDER

    def begin(self) -> Any:  # noqa: ANN401 - stands for a unit of work
        return CountedUnit(self.kept)

    def close(self) -> None:
        """Nothing to close."""


def test_a_hundred_thousand_records_are_read_by_the_page(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_model, "NOTICEABLE_SECONDS", 60.0)
    records = CountedRecords()
    pane = ListPane(CASE, Session(CountedStore(records), clock=lambda: NOW))
    qtbot.addWidget(pane)
    pane.resize(600, 500)
    with qtbot.waitExposed(pane):
        pane.show()
    pane.refresh()
    assert pane.model.rowCount() == 100_000
    records.queries.clear()
    pane.table.point_at(80_000)
    qtbot.wait(50)
    read = [offset for kind, offset, _ in records.queries if kind == "select"]
    assert set(read) <= set(range(79_880, 80_120)), "only what is painted, and what is beside it"
    assert all(limit == PAGE_ROWS for kind, _, limit in records.queries if kind == "select")
    pane.table.scrollToBottom()
    qtbot.wait(50)
    assert pane.model.record_at(99_999).id == "c-99999"
    assert len(records.queries) <= 10


@pytest.mark.usefixtures("qapp")
def test_pages_long_out_of_sight_are_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_model, "NOTICEABLE_SECONDS", 60.0)
    records = CountedRecords()
    model = RecordsModel(CASE, Session(CountedStore(records), clock=lambda: NOW))
    model.reload()
    for page in range(PAGES_KEPT + 5):
        model.record_at(page * PAGE_ROWS)
    records.queries.clear()
    model.record_at(0)
    model.record_at((PAGES_KEPT + 4) * PAGE_ROWS)
    assert records.queries == [("select", 0, PAGE_ROWS)], "the first was let go, the last is at hand"


LABELS: Mapping[str, str] = {c.code: c.label.it for c in codelist("answer")}


@pytest.mark.parametrize(("typed", "code"), [("s", "S"), ("n", "N"), ("nn", "NN"), ("nc", "NC"), ("na", "NA")])
def test_each_answer_has_its_letters(typed: str, code: str) -> None:
    ranked = {c: rank(typed, c, label) for c, label in LABELS.items()}
    best = min((place, n) for n, place in enumerate(ranked.values()) if place is not None)
    assert list(ranked)[best[1]] == code


@pytest.mark.parametrize(
    "name", ["force", "event_type", "method", "macro_region", "age_band", "status", "circumstance"]
)
def test_every_code_is_reached_by_typing_it(name: str) -> None:
    codes = codelist(name).codes
    for wanted in codes:
        ranked = [
            (place, n) for n, c in enumerate(codes) if (place := rank(wanted.code, c.code, c.label.it)) is not None
        ]
        assert codes[min(ranked)[1]] == wanted


def test_the_search_line_is_found_by_name(screen: RecordsScreen) -> None:
    assert isinstance(screen.findChild(QLineEdit, "search"), QLineEdit)

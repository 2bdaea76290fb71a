"""A list that takes the store longer than a window can wait: what comes later is the right thing.

Every reading is given up at once here, as on a store of a million records; what is shown in the end is compared with
the same question answered in plain Python.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from db import vault
from observatory.cases.case import Case
from observatory.cases.fields import CASE
from observatory.ports import Stamp
from observatory.search import parse_search
from observatory.security.key_derivation import KdfCost
from observatory.selection import matches
from observatory.terms import Language
from observatory.usecases.views import views
from ui.desktop.records import reader, table_model
from ui.desktop.records.pages import PAGE_ROWS
from ui.desktop.records.screen import RecordsScreen
from ui.desktop.records.table_model import RecordsModel
from ui.desktop.session import Session

NOW = datetime(2026, 5, 14, 10, 30, tzinfo=UTC)
STAMP = Stamp(date(2026, 5, 2), NOW, "clinician", "N")
MANY = 12 * PAGE_ROWS + 7
TEXTS = (
    "",
    "f",
    "forza:CC",
    "forza:CC,PS stato:AC",
    "2019",
    "2019-Q3 tipo:SU",
    "is:incompleto",
    "-forza:CC",
    "stato:DU",
)


def invented(number: int, chance: Random) -> Case:
    month = f"{chance.randint(2017, 2021)}-{chance.randint(1, 12):02d}" if chance.random() < 0.95 else None
    code = {
        name: chance.choice((*codes, None))
        for name, codes in (("force", ("CC", "GF", "PS")), ("status", ("AC", "CO", "SO")), ("event_type", ("SU", "TE")))
    }
    return Case(id=f"{number:08x}-0000", month=month, **code)


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    chance = Random(7)  # noqa: S311 - invented records, no secret
    return [invented(chance.getrandbits(31), chance) for _ in range(MANY)]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, cases: list[Case]) -> Iterator[vault.Vault]:
    words = "cavallo nuvola pettine diciotto"
    made = vault.create(tmp_path_factory.mktemp("long") / "s", words, cost=KdfCost(1024, 1, 1))
    with made.begin() as unit:
        unit.cases.add_many((case, STAMP) for case in cases)
        unit.commit()
    yield made
    made.close()


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is waited for, and everything counts as slow."""
    monkeypatch.setattr(reader, "HURRY_SECONDS", 0.0)
    monkeypatch.setattr(reader, "ALWAYS_FINISHED", 0)
    monkeypatch.setattr(table_model, "NOTICEABLE_SECONDS", 0.0)


@pytest.fixture
def model(qtbot: QtBot, store: vault.Vault, _impatient: None) -> Iterator[RecordsModel]:
    session = Session(store, clock=lambda: NOW)
    made = RecordsModel(CASE, session)
    yield made
    qtbot.waitUntil(lambda: made.is_settled, timeout=20_000)
    made.deleteLater()
    session.deleteLater()


def in_order(cases: list[Case], *, descending: bool = True, by: str = "month") -> list[str]:
    filled = sorted((c for c in cases if getattr(c, by) is not None), key=lambda c: (getattr(c, by), c.id))
    empty = sorted((c for c in cases if getattr(c, by) is None), key=lambda c: c.id)
    ordered = filled[::-1] + empty[::-1] if descending else filled + empty
    return [case.id for case in ordered]


def shown(qtbot: QtBot, model: RecordsModel, rows: range | None = None) -> list[str]:
    """The ids in the rows, once they have come; looked at in the order of the range."""
    qtbot.waitUntil(lambda: model.is_settled, timeout=20_000)
    found = []
    for row in range(model.rowCount()) if rows is None else rows:
        if model.record_at(row) is None:
            qtbot.waitUntil(lambda at=row: model.record_at(at) is not None, timeout=20_000)
        found.append(model.record_at(row).id)
    return found


def test_the_rows_that_come_later_are_those_of_the_store(qtbot: QtBot, model: RecordsModel, cases: list[Case]) -> None:
    model.reload()
    assert not model.is_counted
    assert model.rowCount() < MANY
    wanted = in_order(cases)
    assert shown(qtbot, model) == wanted
    assert model.rowCount() == MANY
    model.sort(CASE.listed.index("force"))
    assert shown(qtbot, model) == in_order(cases, descending=False, by="force")


@pytest.mark.parametrize("descending", [True, False], ids=["newest-first", "oldest-first"])
def test_from_the_middle_and_upwards_the_rows_are_the_same(
    qtbot: QtBot, model: RecordsModel, cases: list[Case], descending: bool
) -> None:
    model._selection = replace(model._selection, descending=descending)
    model.reload()
    qtbot.waitUntil(lambda: model.is_settled, timeout=20_000)
    wanted = in_order(cases, descending=descending)
    middle = MANY // 2
    assert shown(qtbot, model, range(middle, middle + 3)) == wanted[middle : middle + 3]
    assert shown(qtbot, model, range(middle, -1, -1)) == wanted[middle::-1]
    assert shown(qtbot, model, range(MANY - 1, middle, -1)) == wanted[:middle:-1]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4))
def test_whatever_was_typed_before_the_last_word_is_what_is_found(
    qtbot: QtBot, model: RecordsModel, cases: list[Case], typed: list[str]
) -> None:
    """Typed one after the other without waiting: no answer to an earlier word is shown for a later one."""
    for text in typed:
        asked = parse_search(CASE, text, Language.IT, today=NOW.date()).selection
        model.ask(asked)
    assert shown(qtbot, model) == in_order([case for case in cases if matches("case", case, asked)])


def test_records_added_while_the_list_is_read_are_in_it_after_it_was_told(
    qtbot: QtBot, model: RecordsModel, store: vault.Vault, cases: list[Case]
) -> None:
    model.reload()
    new = Case(id="ffffffff-ffff", month="2021-12")
    with store.begin() as unit:
        unit.cases.add(new, STAMP)
        unit.commit()
    model.reload()
    assert shown(qtbot, model) == in_order([*cases, new])
    with store.begin() as unit:
        recorded = unit.cases.get(new.id)
        unit.cases.replace(replace(recorded, month="2016-01"), STAMP)
        unit.commit()
    model.reload()
    qtbot.waitUntil(lambda: model.is_settled, timeout=20_000)
    assert new.id in shown(qtbot, model)[-MANY // 10 :]
    with store.begin() as unit:
        connection = unit.take_write_lock()
        connection.exec_driver_sql('DELETE FROM "case" WHERE id = ?', (new.id,))
        unit.commit()


@pytest.mark.usefixtures("_impatient")
def test_the_screen_says_that_it_counts_and_then_how_many(qtbot: QtBot, store: vault.Vault, cases: list[Case]) -> None:
    session = Session(store, clock=lambda: NOW)
    screen = RecordsScreen(CASE, session)
    qtbot.addWidget(screen)
    screen.resize(1180, 680)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.refresh()
    assert screen.list.empty.text() == screen.list.tr("Searching…")
    qtbot.waitUntil(lambda: screen.list.model.is_settled and screen.views.is_settled, timeout=20_000)
    assert screen.list.count.text().endswith(str(MANY))
    told = {view.name: screen.views.item(row).data(0x0100) for row, view in enumerate(views(CASE, NOW.date()))}
    today = NOW.date()
    wanted = {view.name: sum(matches("case", c, view.selection) for c in cases) for view in views(CASE, today)}
    assert told == {name: str(count) for name, count in wanted.items()}
    session.closing.emit()
    session.deleteLater()

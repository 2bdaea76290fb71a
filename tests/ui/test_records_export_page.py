"""The page on which single records leave: seen first, then written with a second member, once."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.memory import MemoryStore
from observatory.cases.case import Case, Circumstance
from observatory.ports import Stamp
from observatory.security.members import Member
from observatory.security.proposals import Matter, State
from observatory.security.roles import FOUNDER_ROLES, Role
from observatory.terms import Language
from observatory.usecases import confirm
from ui.desktop.background import Background
from ui.desktop.confirmation.records_screen import RecordsExportScreen
from ui.desktop.language import Translation
from ui.desktop.screens import offered
from ui.desktop.session import Session

ADA = Member("1", "Ada", "PS", FOUNDER_ROLES)
BRUNO = Member("2", "Bruno", "CC", (Role.ANALYST,))
DARIO = Member("4", "Dario", "GF", (Role.AUDITOR,))


@pytest.fixture
def store(now: datetime) -> MemoryStore:
    made = MemoryStore(ADA, (BRUNO, DARIO))
    stamp = Stamp(date(2000, 1, 6), datetime(2000, 1, 6, tzinfo=UTC), "clinician", "N")
    with made.begin() as unit:
        for n in range(40):
            held = (Circumstance(id=f"c{n}", circumstance=("C01", "C05")[n // 2 % 2], value="S"),)
            unit.cases.add(
                Case(
                    id=f"Zanzottera-{n}",
                    event_type="SU",
                    status="CO",
                    month=f"{now.year - 1}-{1 + n % 12:02d}",
                    force=("PS", "CC")[n % 2],
                    sex="M",
                    age_band="E3",
                    rank_category="R1",
                    method=("FUO", "IMP")[n // 4 % 2],
                    circumstances=held,
                ),
                stamp,
            )
        unit.commit()
    return made


@pytest.fixture
def page(qtbot: QtBot, store: MemoryStore, now: datetime, translation: Translation) -> Iterator[RecordsExportScreen]:
    assert translation
    background = Background()
    made = RecordsExportScreen(Session(store, clock=lambda: now, language=Language.IT), background)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    yield made
    background.close()


def seen(qtbot: QtBot, page: RecordsExportScreen) -> None:
    page.buttons["records_look"].click()
    qtbot.waitUntil(lambda: page.preview.rowCount() > 0, timeout=15_000)


def test_what_would_leave_is_shown_before_anything_leaves(qtbot: QtBot, page: RecordsExportScreen) -> None:
    assert not page.buttons["records_write"].isEnabled()
    seen(qtbot, page)
    assert page.rows.rowCount() == 8
    assert "40" in page.result.text()
    assert page.buttons["records_write"].isEnabled()
    assert confirm.all_proposals(page.session.store) == ()


def test_another_question_takes_back_what_was_seen(qtbot: QtBot, page: RecordsExportScreen) -> None:
    seen(qtbot, page)
    page.form._k.setValue(6)
    assert page.preview.rowCount() == 0
    assert not page.buttons["records_prepare"].isEnabled()


def test_periods_that_run_backwards_are_refused_in_a_sentence(qtbot: QtBot, page: RecordsExportScreen) -> None:
    page.form._years[0].setValue(page.form._years[1].value() + 1)
    with qtbot.waitSignal(page.failed, timeout=5_000) as told:
        page.buttons["records_look"].click()
    assert "trimestri interi" in told.args[0]


def test_what_another_force_confirmed_is_written_once(
    qtbot: QtBot, page: RecordsExportScreen, store: MemoryStore, tmp_path: Path
) -> None:
    seen(qtbot, page)
    page.buttons["records_prepare"].click()
    qtbot.waitUntil(lambda: len(confirm.all_proposals(store)) == 1, timeout=5_000)
    qtbot.waitUntil(lambda: not page.is_busy)
    proposal = confirm.all_proposals(store)[0]
    assert proposal.matter is Matter.RECORD_EXPORT
    confirm.confirm(store, proposal.id, store.second("Bruno", "x"), page.session.clock)
    page.write_to(tmp_path / "out")
    qtbot.waitUntil((tmp_path / "out" / "records.csv").is_file, timeout=15_000)
    qtbot.waitUntil(lambda: not page.is_busy)
    assert confirm.all_proposals(store)[0].state(page.session.clock()) is State.DONE
    assert "Zanzottera" not in (tmp_path / "out" / "records.csv").read_text(encoding="utf-8")
    with qtbot.waitSignal(page.failed, timeout=5_000):
        page.buttons["records_look"].click()


def test_the_page_is_for_whoever_summarises_and_reads_cases() -> None:
    assert offered("records_export", BRUNO)
    assert offered("records_export", DARIO) is None

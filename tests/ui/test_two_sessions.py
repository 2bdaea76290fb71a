"""Two windows on one record of an encrypted store: whoever records second is shown both sides, and loses nothing."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from db import vault
from observatory.cases.case import Case
from observatory.cases.fields import CASE
from observatory.ports import Stamp
from observatory.security.key_derivation import KdfCost
from observatory.terms import Language
from observatory.usecases.drafts import recover
from ui.desktop.records.screen import RecordsScreen
from ui.desktop.session import Session

NOW = datetime(2026, 5, 14, 10, 30, tzinfo=UTC)
STAMP = Stamp(date(2026, 5, 2), NOW, "clinician", "N")
PASSPHRASE = "quattro cavalli blu"  # noqa: S105 - of an invented store
SOUND = {
    "event_type": "SU", "month": "2026-03", "precision": "M", "force": "GF", "macro_region": "3", "status": "CO",
    "status_date": date(2026, 4, 2), "outcome": "DE", "sex": "M", "age_band": "E4", "rank_category": "R2",
    "position": "IS", "on_duty": "N", "place": "AB", "method": "IMP", "homicide_suicide": "N",
    "prior_firearm_measure": "W00", "prior_attempts": "NN", "service_contact": "NN",
}  # fmt: skip
CHANGED = {"age_band": (False, True), "rank_category": (True, False), "place": (True, True)}
"""By field: whether it was changed there, and here."""

Open = Callable[[], RecordsScreen]


@pytest.fixture
def open_window(qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    """A screen of cases with a session of its own; all are on one store."""
    store = vault.create(tmp_path / "store", PASSPHRASE, cost=KdfCost(1024, 1, 1))
    with store.begin() as unit:
        unit.cases.add(Case(id="c-1", **SOUND), STAMP)
        unit.commit()
    sessions: list[Session] = []

    def opened() -> RecordsScreen:
        sessions.append(Session(store, clock=lambda: NOW, language=Language.IT))
        screen = RecordsScreen(CASE, sessions[-1])
        qtbot.addWidget(screen)
        screen.resize(1180, 680)
        screen.show()
        qtbot.waitExposed(screen)
        return screen

    yield opened
    store.close()


def part(screen: RecordsScreen, kind: type[Any], name: str) -> Any:  # noqa: ANN401 - a widget of that kind
    found = screen.findChild(kind, name)
    assert found is not None, name
    return found


def answer(qtbot: QtBot, screen: RecordsScreen, answers: dict[str, str]) -> None:
    screen.look_at("c-1")
    screen.edit()
    for name, text in answers.items():
        qtbot.keyClicks(part(screen, QComboBox, name), text)
        qtbot.keyClick(part(screen, QComboBox, name), Qt.Key.Key_Tab)


def told_apart(table: QTableWidget) -> dict[str, tuple[bool, bool]]:
    """By field: whether what is there, and what is here, differs from what was before."""
    assert not table.isHidden()
    labels = {name: CASE[name].label.in_(Language.IT) for name in CHANGED}
    found = {}
    for row in range(table.rowCount()):
        label, before, there, here = (table.item(row, column).text() for column in range(4))
        (name,) = (name for name, text in labels.items() if label.startswith(text))
        found[name] = (before != there, before != here)
    return found


def test_the_second_to_record_sees_before_theirs_and_mine_and_loses_nothing(qtbot: QtBot, open_window: Open) -> None:
    theirs, mine = open_window(), open_window()
    answer(qtbot, mine, {"age_band": "E5", "place": "CA"})
    answer(qtbot, theirs, {"rank_category": "R3", "place": "VE"})
    theirs.save()
    assert not theirs.is_editing

    typed = mine.form.values()
    mine.save()
    assert mine.is_editing
    assert mine.form.values() == typed
    assert told_apart(part(mine, QTableWidget, "form.conflict")) == CHANGED
    with theirs._session.begin() as unit:
        draft = recover(unit, CASE, "c-1")
        assert unit.cases.get("c-1").version == 2
    assert draft is not None
    assert {name: draft.values[name] for name in ("age_band", "place")} == {"age_band": "E5", "place": "CA"}

    part(mine, QPushButton, "form.act").click()
    mine.save()
    assert not mine.is_editing
    with theirs._session.begin() as unit:
        kept = unit.cases.get("c-1")
        assert [each.version for each in unit.cases.history("c-1")] == [1, 2, 3]
    assert (kept.age_band, kept.rank_category, kept.place) == ("E5", "R3", "CA")

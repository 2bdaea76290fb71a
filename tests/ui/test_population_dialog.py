"""The general population in the window: reached from the strengths, taken in whole or refused with its reason."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.memory import MemoryStore
from observatory.authorisation.store import GuardedStore
from observatory.cases.fields import CASE
from observatory.population.fields import STRENGTH
from observatory.security.members import Member
from observatory.security.roles import Role
from observatory.terms import Language
from observatory.usecases.reference_population import reference_of
from ui.desktop.language import Translation
from ui.desktop.population.reference_dialog import ReferenceDialog, population_commands
from ui.desktop.session import Session


def session(now: datetime, *roles: Role) -> Session:
    store = GuardedStore(MemoryStore(Member("1", "Ada", "PS", roles)))
    return Session(store, clock=lambda: now, language=Language.IT)


@pytest.fixture
def dialog(qtbot: QtBot, translation: Translation, now: datetime) -> Iterator[ReferenceDialog]:
    """With its window, which owns it, for as long as the test lasts."""
    assert translation
    window, own = QWidget(), session(now, Role.ANALYST)
    qtbot.addWidget(window)
    made = ReferenceDialog(own, window)
    made.show()
    yield made
    window.close()


def test_a_population_is_taken_in_and_shown_with_year_and_source(dialog: ReferenceDialog, tmp_path: Path) -> None:
    rates = tmp_path / "rates.csv"
    rates.write_text("sex,age_band,rate\nM,E3,9.25\nF,E3,3\n", encoding="utf-8")
    label, text = dialog.findChild(QLabel, "reference_what"), dialog.findChild(QPlainTextEdit, "reference_shown")
    assert "Non ce n’è" in label.text()
    assert not text.isVisible()
    dialog.findChild(QLineEdit, "reference_path").setText(str(rates))
    dialog.year.setValue(2021)
    take = dialog.findChild(QPushButton, "reference_import")
    take.click()
    assert "anno" in dialog.findChild(QLabel, "reference_refusal").text()
    dialog.findChild(QLineEdit, "reference_source").setText("Istat")
    take.click()
    assert "popolazione generale 2021 (Istat)" in label.text()
    assert (text.isVisible(), text.toPlainText()) == (True, "Maschio, 35–44: 9,25\nFemmina, 35–44: 3,00")
    assert not dialog.findChild(QLabel, "reference_refusal").isVisible()
    with dialog._session.begin() as unit:
        assert reference_of(unit) is not None
    assert not dialog.grab().toImage().convertToFormat(QImage.Format.Format_RGB32).isNull()


def test_it_is_offered_on_the_page_of_strengths_to_whoever_may_write_them(
    qtbot: QtBot, translation: Translation, now: datetime
) -> None:
    assert translation
    window = QWidget()
    qtbot.addWidget(window)
    offered = [
        len(population_commands(entity, session(now, role), window))
        for role, entity in ((Role.ANALYST, STRENGTH), (Role.ANALYST, CASE), (Role.CLINICIAN, STRENGTH))
    ]
    assert offered == [1, 0, 0]

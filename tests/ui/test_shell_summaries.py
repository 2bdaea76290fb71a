"""The summary on screen: the signs of paper, figures with their twin, and the files written."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QListWidget,
    QPushButton,
    QScrollArea,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from db.memory import MemoryStore
from observatory.errors import FileTrouble, WrongUse
from observatory.progress import Progress
from observatory.summary.content import Summary
from observatory.terms import Language, Term
from ui.desktop.background import Background
from ui.desktop.charts.chart_view import ChartView
from ui.desktop.language import Translation
from ui.desktop.session import Session
from ui.desktop.summaries.screen import SummariesScreen
from ui.desktop.summaries.workshop import Choice, Form, Workshop


def child(parent: QWidget, name: str) -> QWidget:
    """The widget of that object name."""
    found = parent.findChild(QWidget, name)
    assert found is not None, name
    return found


class FakeWorkshop(Workshop):
    """Answers with one summary and remembers what was asked and written."""

    def __init__(self, summary: Summary) -> None:
        self.summary = summary
        self.asked: list[Choice] = []
        self.written: list[tuple[Form, Language, Path]] = []
        self.error: Exception | None = None

    def make(self, session: Session, choice: Choice, progress: Progress) -> Summary:
        assert session.store
        progress(0, 1, Term("Conteggi", "Counts"))
        self.asked.append(choice)
        if self.error is not None:
            raise self.error
        return self.summary

    def write(self, summary: Summary, form: Form, language: Language, target: Path) -> None:
        assert summary is self.summary
        if self.error is not None:
            raise self.error
        self.written.append((form, language, target))


@pytest.fixture
def workshop(sample_summary: Summary) -> FakeWorkshop:
    return FakeWorkshop(sample_summary)


@pytest.fixture
def screen(qtbot: QtBot, translation: Translation, workshop: FakeWorkshop, now: datetime) -> Iterator[SummariesScreen]:
    assert translation
    background = Background()
    made = SummariesScreen(Session(MemoryStore(), clock=lambda: now), background, workshop)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    qtbot.waitExposed(made)
    yield made
    background.close()


@pytest.fixture
def shown(screen: SummariesScreen, qtbot: QtBot) -> SummariesScreen:
    """The screen with its summary made."""
    prepare = child(screen, "prepare")
    prepare.setFocus()
    qtbot.keyClick(prepare, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: screen.summary is not None)
    return screen


def press(screen: SummariesScreen, name: str) -> None:
    button = child(screen, name)
    assert isinstance(button, QPushButton)
    button.click()


def go_to_page(screen: SummariesScreen, row: int) -> None:
    contents = child(screen, "contents")
    assert isinstance(contents, QListWidget)
    contents.setCurrentRow(row)


def table(screen: SummariesScreen, name: str) -> list[list[str]]:
    view = child(screen, name)
    assert isinstance(view, QTableView)
    model = view.model()
    return [
        [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_the_last_quarter_that_is_over_is_proposed(
    shown: SummariesScreen, workshop: FakeWorkshop, now: datetime
) -> None:
    assert shown
    choice = workshop.asked[0]
    assert choice.period.code == "2026-Q1"
    assert choice.audience == "members"
    assert choice.as_of == now.date()


def test_a_summary_shows_its_cover_and_sections(shown: SummariesScreen, sample_summary: Summary) -> None:
    contents = child(shown, "contents")
    assert isinstance(contents, QListWidget)
    titles = [contents.item(row).text() for row in range(contents.count())]
    assert titles == ["Copertina e punti principali", *(s.title.it for s in sample_summary.sections), "Note e segni"]
    texts = {label.text() for label in shown.findChildren(QLabel)}
    assert "USO D’UFFICIO – DATI AGGREGATI" in texts
    assert "Dati sintetici" in texts


def test_a_table_carries_the_signs_of_paper_and_says_how_many_values_are_hidden(
    shown: SummariesScreen, sample_summary: Summary
) -> None:
    go_to_page(shown, 2)
    rows = {row[0].strip(): row[1:] for row in table(shown, "T2")}
    assert rows["Polizia di Stato"] == ["75", "98.765", "15,2", "11,9", "19,0"]
    assert rows["Arma dei Carabinieri"][0] == "78 *"
    assert rows["Guardia di Finanza"] == ["28", "....", "9,5", "6,3", ".."]
    assert rows["Polizia Penitenziaria"][2] == "6,6 (u)"
    hidden = sum(o.value is None and o.status.value == "Q" for o in sample_summary.tables[3].observations.values())
    assert f"{hidden} valori oscurati per la riservatezza (*)." in {w.text() for w in shown.findChildren(QLabel)}


def test_signs_are_spoken_in_words(shown: SummariesScreen) -> None:
    go_to_page(shown, 2)
    view = child(shown, "T2")
    assert isinstance(view, QTableView)
    model = view.model()
    spoken = [
        str(model.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole))
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    ]
    assert "Guardia di Finanza, Anni-persona: dato non noto" in spoken
    assert "Polizia Penitenziaria, Tasso per 100.000: 6,6 poco affidabile" in spoken


def test_a_table_is_shown_at_its_full_height_and_tab_leaves_it(shown: SummariesScreen) -> None:
    go_to_page(shown, 2)
    view = child(shown, "T3")
    assert isinstance(view, QTableView)
    assert view.height() >= sum(view.rowHeight(row) for row in range(view.model().rowCount()))
    assert not view.tabKeyNavigation()


def test_a_figure_has_a_name_a_description_and_a_table(shown: SummariesScreen, sample_summary: Summary) -> None:
    go_to_page(shown, 1)
    figure = sample_summary.figures[0]
    view = child(shown, "F1")
    assert view.accessibleName() == "F1. Decessi per trimestre"
    assert view.accessibleDescription() == figure.alternative.it
    button, twin = child(shown, "F1_see_table"), child(shown, "F1_table")
    assert isinstance(button, QPushButton)
    assert not twin.isVisible()
    button.click()
    assert twin.isVisible()
    rows = table(shown, "F1_table")
    assert len(rows) == 1 + len(figure.chart.series[0].points)
    assert rows[1][:2] == ["1° trim. 2015", "9"]
    assert rows[7][1] == "(*)"


def colours_in(picture: QImage, area: QRect) -> set[str]:
    return {
        picture.pixelColor(x, y).name()
        for x in range(area.left(), area.right())
        for y in range(area.top(), area.bottom())
    }


@pytest.mark.parametrize("figure", ["F1", "F2", "F3"])
def test_a_figure_is_really_painted(shown: SummariesScreen, qtbot: QtBot, figure: str) -> None:
    go_to_page(shown, 1 if figure == "F1" else 2)
    view = child(shown, figure)
    assert isinstance(view, ChartView)
    qtbot.wait(20)
    picture = view.grab().toImage()
    found = colours_in(picture, picture.rect())
    assert QColor("#1f5582").name() in found, "the colour of the data"
    assert len(found) > 10


def test_the_summary_follows_the_language(shown: SummariesScreen, translation: Translation, qapp: QApplication) -> None:
    assert qapp
    go_to_page(shown, 2)
    shown.session.language = Language.EN
    translation.speak(Language.EN)
    QApplication.processEvents()
    rows = {row[0].strip(): row[1:] for row in table(shown, "T2")}
    assert rows["Carabinieri"][2] == "14.2"
    texts = {label.text() for label in shown.findChildren(QLabel)}
    assert "Rates of death by suicide" in texts


def save_as(monkeypatch: pytest.MonkeyPatch, target: Path | str) -> None:
    """Whoever is asked where to write says there."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))


def test_a_summary_cannot_be_written_under_choices_it_was_not_made_from(shown: SummariesScreen) -> None:
    writers = [child(shown, f"write_{form.value}") for form in Form]
    audience = child(shown, "audience")
    assert isinstance(audience, QComboBox)
    made_for = audience.currentIndex()
    assert all(writer.isEnabled() for writer in writers)
    audience.setCurrentIndex(audience.findData("external"))
    assert not any(writer.isEnabled() for writer in writers)
    audience.setCurrentIndex(made_for)
    assert all(writer.isEnabled() for writer in writers)


@pytest.mark.parametrize("form", [Form.PDF, Form.XLSX])
def test_a_file_is_written_where_the_person_says(  # noqa: PLR0913, PLR0917 - fixtures, named where they are used
    shown: SummariesScreen,
    qtbot: QtBot,
    workshop: FakeWorkshop,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    form: Form,
) -> None:
    save_as(monkeypatch, tmp_path / "sintesi")
    said = QSignalSpy(shown.said)
    press(shown, f"write_{form.value}")
    # The spy's own waiting keeps Python's lock and starves the worker; an event loop lets it go.
    qtbot.waitUntil(lambda: said.count() > 0, timeout=5000)
    target = tmp_path / f"sintesi.{form.value}"
    assert workshop.written == [(form, Language.IT, target)]
    assert str(target) in said.at(0)[0]


@pytest.mark.parametrize("form", [Form.CSV, Form.SDMX, Form.FIGURES])
def test_several_files_are_written_into_a_folder_of_their_own(  # noqa: PLR0913, PLR0917 - as above
    shown: SummariesScreen,
    qtbot: QtBot,
    workshop: FakeWorkshop,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    form: Form,
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    said = QSignalSpy(shown.said)
    press(shown, f"write_{form.value}")
    qtbot.waitUntil(lambda: said.count() > 0, timeout=5000)
    assert workshop.written == [(form, Language.IT, tmp_path / f"sintesi_2019-Q4_members_{form.value}")]


def test_leaving_the_file_dialog_writes_nothing(
    shown: SummariesScreen, workshop: FakeWorkshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_as(monkeypatch, "")
    press(shown, "write_pdf")
    assert workshop.written == []


def test_a_refusal_is_said_and_the_choice_can_be_changed(
    screen: SummariesScreen, qtbot: QtBot, workshop: FakeWorkshop
) -> None:
    workshop.error = WrongUse(Term("Periodo non ancora finito.", "Period not over."))
    with qtbot.waitSignal(screen.failed) as failed:
        screen.prepare()
    assert failed.args == ["Periodo non ancora finito."]
    assert child(screen, "prepare").isEnabled()
    assert not child(screen, "write_pdf").isEnabled()


def test_a_disk_that_says_no_leaves_the_summary_open(
    shown: SummariesScreen, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workshop: FakeWorkshop
) -> None:
    save_as(monkeypatch, tmp_path / "x.pdf")
    workshop.error = FileTrouble(Term("Il disco è pieno.", "The disk is full."))
    with qtbot.waitSignal(shown.failed) as failed:
        press(shown, "write_pdf")
    assert failed.args == ["Il disco è pieno."]
    assert shown.summary is not None


def test_the_page_scrolls_by_keys(shown: SummariesScreen, qtbot: QtBot) -> None:
    go_to_page(shown, 2)
    page = child(shown, "page")
    assert isinstance(page, QScrollArea)
    page.setFocus()
    before = page.verticalScrollBar().value()
    qtbot.keyClick(page, Qt.Key.Key_PageDown)
    assert page.verticalScrollBar().value() > before


def test_tab_leaves_the_day_and_reaches_the_button(screen: SummariesScreen, qtbot: QtBot) -> None:
    day = child(screen, "as_of")
    day.setFocus()
    qtbot.keyClick(day, Qt.Key.Key_Tab)
    assert screen.focusWidget() is child(screen, "prepare")


def test_the_keyboard_waits_in_the_contents_once_the_summary_is_there(shown: SummariesScreen) -> None:
    assert shown.focusWidget() is child(shown, "contents")

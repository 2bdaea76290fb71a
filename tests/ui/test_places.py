"""Where files are to be written: endings, and no other file written over unasked."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from ui.desktop.places import ask_where


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def answering(monkeypatch: pytest.MonkeyPatch, *answers: Path | str) -> list[str]:
    """The dialog gives these answers in turn; what it proposed each time."""
    given, proposed = iter(answers), []

    def ask(_parent: QWidget, _title: str, name: str, _filter: str) -> tuple[str, str]:
        proposed.append(name)
        return str(next(given)), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    return proposed


@pytest.mark.parametrize(
    ("typed", "written"), [("a.csv", "a.csv"), ("a.CSV", "a.CSV"), ("a", "a.csv"), ("a.b", "a.b.csv")]
)
def test_the_ending_is_added_where_it_lacks(
    monkeypatch: pytest.MonkeyPatch, parent: QWidget, tmp_path: Path, typed: str, written: str
) -> None:
    answering(monkeypatch, tmp_path / typed)
    assert ask_where(parent, "", tmp_path / "x.csv") == tmp_path / written


def test_a_file_that_is_there_is_asked_about_by_its_whole_name(
    monkeypatch: pytest.MonkeyPatch, parent: QWidget, tmp_path: Path
) -> None:
    """The dialog asked about «a», which is not there; «a.csv» is."""
    (tmp_path / "a.csv").touch()
    proposed = answering(monkeypatch, tmp_path / "a", "")
    assert ask_where(parent, "", tmp_path / "x.csv") is None
    assert proposed == [str(tmp_path / "x.csv"), str(tmp_path / "a.csv")]

"""An answer as a file: its figure says what it is about and that it is a draft, and it never leaves unnoted."""

import io
import json
import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PIL import Image

from db.memory import MemoryStore
from observatory.disclosure.rules import Audience
from observatory.errors import FileTrouble, NotAllowed, WrongUse
from observatory.security.members import Member
from observatory.security.roles import Role
from observatory.summary.question import Measure, Question, parse_window
from observatory.terms import Language
from observatory.usecases.answer_files import AnswerFile, AnswerForm, release_to_file
from observatory.usecases.build_demo import build_demo
from observatory.usecases.statistics import StatisticsRequest
from observatory.usecases.summarise import MARKING


def clock() -> datetime:
    return datetime(2026, 4, 20, 9, tzinfo=UTC)


@pytest.fixture
def store() -> MemoryStore:
    made = MemoryStore()
    build_demo(made, seed=1, cases=200)
    with made.begin() as unit:
        unit.settings.set(MARKING, "USO INTERNO")
        unit.commit()
    return made


def request(by: str, audience: str = "members") -> StatisticsRequest:
    question = Question(Measure.COUNT, tuple(by.split(",")), parse_window("2021..2025"))
    return StatisticsRequest(question, Audience(audience), date(2026, 4, 20))


def written(store: MemoryStore, asked: StatisticsRequest, form: AnswerForm, target: Path) -> bytes:
    release_to_file(store, asked, AnswerFile(form, target, Language.IT), clock=clock)
    return target.read_bytes()


def releases(store: MemoryStore) -> int:
    with store.begin() as unit:
        return len(unit.releases.all("statistics"))


@pytest.mark.parametrize(("audience", "is_draft"), [("members", False), ("interforce", True)])
def test_a_figure_alone_says_what_it_is_about(
    store: MemoryStore, tmp_path: Path, audience: str, is_draft: bool
) -> None:
    drawn = written(store, request("year", audience), AnswerForm.SVG, tmp_path / "a.svg")
    words = " ".join(ET.fromstring(drawn).itertext())  # noqa: S314 - written here
    for told in ("gennaio 2021 – dicembre 2025", "20 aprile 2026", "USO INTERNO", "Dati sintetici"):
        assert told in words
    assert ("Bozza" in words) is is_draft


def test_a_picture_carries_its_description(store: MemoryStore, tmp_path: Path) -> None:
    painted = written(store, request("year"), AnswerForm.PNG, tmp_path / "a.png")
    with Image.open(io.BytesIO(painted)) as image:
        assert "dicembre 2025" in image.info["Title"]
        assert "USO INTERNO" in image.info["Description"]


def test_every_form_of_one_answer_is_one_release(store: MemoryStore, tmp_path: Path) -> None:
    for form in AnswerForm:
        written(store, request("year"), form, tmp_path / f"a.{form.value}")
    assert releases(store) == 1
    told = json.loads((tmp_path / "a.json").read_bytes())
    shown = (tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()
    assert len(shown) == 1 + len(told["observations"])


def test_nothing_is_noted_of_what_cannot_leave(store: MemoryStore, tmp_path: Path) -> None:
    with pytest.raises(FileTrouble):
        written(store, request("year"), AnswerForm.CSV, tmp_path / "none" / "a.csv")
    with pytest.raises(WrongUse, match="no figure"):
        written(store, request("type"), AnswerForm.PNG, tmp_path / "a.png")
    assert releases(store) == 0
    assert not list(tmp_path.iterdir())


def test_whoever_makes_no_summaries_lets_nothing_leave(tmp_path: Path) -> None:
    clinician = MemoryStore(Member("1", "Ada", "PS", (Role.CLINICIAN,)))
    with pytest.raises(NotAllowed):
        written(clinician, request("year"), AnswerForm.CSV, tmp_path / "a.csv")
    assert not list(tmp_path.iterdir())

"""Going on from a record by the command line: what follows, beginning it by the same rules, and what is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from db.memory import MemoryStore
from observatory.authorisation.store import GuardedStore
from observatory.cases.case import Case
from observatory.codelists import FORCES
from observatory.meetings.meeting import AgendaItem, Decision, Meeting
from observatory.ports import Stamp
from observatory.security.members import Member
from observatory.security.roles import FOUNDER_ROLES, Role
from observatory.selection import EVERYTHING
from ui import bootstrap
from ui.cli import main

NOON = datetime(2026, 5, 14, 12, tzinfo=UTC)
HELD = date(2026, 5, 1)
STAMP = Stamp(HELD, NOON, "clinician", "N")
ADA = Member("1", "Ada", "PS", FOUNDER_ROLES)
DESK = Member("2", "Rita", "PS", (Role.DESK,))
DECISION = Decision(id="d", kind="PRO", element="05", text="Adottare", status="AP")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def store() -> MemoryStore:
    """A case and a meeting with a decision."""
    made = MemoryStore(ADA)
    with made.begin() as unit:
        case = Case(id="caso", force="CC", event_type="DS", month="2026-04", macro_region="3", status="SO")
        unit.cases.add(case, STAMP)
        agenda = (AgendaItem(id="i", position=1, kind="DE", theme="ARM", summary="Armi", decisions=(DECISION,)),)
        unit.meetings.add(Meeting(id="riunione", number=3, kind="OR", held_on=HELD, seat="DPS", agenda=agenda), STAMP)
        unit.commit()
    return made


@pytest.fixture
def run(store: MemoryStore, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    (tmp_path / "p").write_text("una frase giusta\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(bootstrap, "open_store", lambda *_given, **_named: GuardedStore(store))
    monkeypatch.setattr(bootstrap, "system_clock", lambda: NOON)
    monkeypatch.setattr(MemoryStore, "close", lambda _: None)  # looked into afterwards

    def ran(verb: str, *arguments: str, language: str = "en") -> tuple[int, str, str]:
        status = main(["--lang", language, "work", verb, "store", *arguments, "--passphrase-file", "p"])
        told = capsys.readouterr()
        return status, told.out, told.err

    return ran


INTERVENTION = ("--set", "kind=S01", "--set", "scope=IN", "--set", "start=2026-05")
RECOMMENDATION = (
    *("--set", "title=Custodia", "--set", "instrument=LG", "--set", "text=Adottare la linea guida"),
    *("--set", "strength=FO"),
)


def test_the_chain_is_begun_step_by_step_with_what_the_record_before_tells(run: Run, store: MemoryStore) -> None:
    status, out, error = run("begin", "case", "caso", *INTERVENTION)
    assert (status, error, "Intervention: recorded as" in out) == (0, "", True)
    assert run("begin", "meeting", "3", *RECOMMENDATION)[0] == 0
    with store.begin() as unit:
        (intervention,) = unit.interventions.select(EVERYTHING)
        (recommendation,) = unit.recommendations.select(EVERYTHING)
        assert (intervention.case_id, intervention.force, intervention.macro_region) == ("caso", "CC", "3")
        assert unit.interventions.history(intervention.id)[0].stamp.role == "clinician"
        assert (recommendation.element, [each.force for each in recommendation.responses]) == ("05", list(FORCES))
        assert unit.recommendations.history(recommendation.id)[0].stamp.role == "secretary"
    out = run("next", "case", "caso")[1]
    assert f"followed by  {intervention.id[:8]}  Intervention" in out
    assert "observatory work begin DIR case caso --set kind=…" in out
    told = run("next", "recommendation", recommendation.id[:8], language="it")[1]
    assert f"si prosegue con  observatory recommendation show DIR {recommendation.id}" in told
    assert "observatory work begin DIR recommendation" in told


@pytest.mark.parametrize(
    ("answers", "language", "told"),
    [
        ((), "it", "(kind): "),
        (("--set", "kind=XX"), "en", "Write one of: "),
        (("--set", "start=maggio"), "it", "un mese come 2026-05"),
        (("--set", "kind"), "en", "“field=value”"),
        (("--set", "colour=red"), "it", "«colour» non è un campo"),
        ((*INTERVENTION, "--set", "start=2030-01"), "en", "(start): "),
    ],
    ids=["nothing answered", "no such code", "no month", "no value", "no such field", "in the future"],
)
def test_what_is_wrong_is_said_field_by_field_and_nothing_is_recorded(
    run: Run, store: MemoryStore, answers: tuple[str, ...], language: str, told: str
) -> None:
    status, _, error = run("begin", "case", "caso", *answers, language=language)
    assert status != 0
    assert told in error
    assert ("Nulla è stato registrato" in error) is (language == "it")
    with store.begin() as unit:
        assert unit.interventions.count(EVERYTHING) == 0


def test_a_liaison_begins_interventions_on_cases_of_the_own_force_alone(run: Run, store: MemoryStore) -> None:
    with store.begin() as unit:
        unit.cases.add(replace(unit.cases.get("caso"), id="nostro", version=0, force="PS"), STAMP)
        unit.commit()
    store.member = DESK  # type: ignore[misc]
    assert run("begin", "case", "caso", *INTERVENTION)[0] == 1
    assert run("begin", "meeting", "3", *RECOMMENDATION)[0] == 1
    assert run("begin", "case", "nostro", *INTERVENTION)[0] == 0
    with store.begin() as unit:
        assert [each.case_id for each in unit.interventions.select(EVERYTHING)] == ["nostro"]
        assert unit.recommendations.count(EVERYTHING) == 0


def test_whoever_may_not_begin_is_not_told_how(run: Run, store: MemoryStore) -> None:
    store.member = Member("3", "Ugo", "PS", (Role.ANALYST,))  # type: ignore[misc]
    status, out, _ = run("next", "case", "caso")
    assert (status, "work begin" in out, "link candidates" in out) == (0, False, True)


def test_a_record_that_is_not_there_is_said(run: Run) -> None:
    for kind in ("case", "meeting", "recommendation", "indicator", "signal"):
        status, out, error = run("next", kind, "none-such")
        assert (status != 0, out) == (True, "")
        assert error

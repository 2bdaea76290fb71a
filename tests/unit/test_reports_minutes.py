"""Minutes on paper: what the pages say, the draft mark, the digest, what amendments changed and why, same bytes."""

import io
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from db.memory import MemoryStore
from observatory.authorisation.store import GuardedStore
from observatory.errors import NotAllowed, NotFound
from observatory.meetings.differences import changed_lines, differences
from observatory.meetings.meeting import ActionItem, AgendaItem, Attendance, Decision, Meeting
from observatory.meetings.minutes import digest
from observatory.meetings.paper import MinutesPaper
from observatory.ports import Stamp
from observatory.reports.pdf.minutes import write_minutes
from observatory.security.members import Member
from observatory.security.roles import Role
from observatory.terms import Language
from observatory.usecases import keep_minutes
from observatory.usecases.print_minutes import NotPrinted, minutes_paper, print_minutes

SECRETARY = Member("s", "segreteria", "", (Role.SECRETARY,))
NOW = Stamp(date(2026, 6, 20), datetime(2026, 6, 20, 9, tzinfo=UTC), "", "A")
ACTION = ActionItem(
    id="a",
    text="Inviare i dati",
    owner_force="PS",
    owner_office="SAN",
    informed_forces=("GF",),
    due_on=date(2026, 5, 1),
)
DECISION = Decision(
    id="d",
    kind="PRO",
    element="05",
    text="Adottare una procedura comune",
    adopted="MA",
    dissent=("GF",),
    dissent_reason="tempi troppo brevi",
    status="AP",
    actions=(replace(ACTION, status="DF"),),
)
MINUTED = Meeting(
    id="m",
    number=12,
    kind="OR",
    held_on=date(2026, 2, 10),
    seat="DPS",
    forces=("CC", "GF", "PS"),
    quorum=3,
    minutes="La riunione esamina i dati.\nLa riunione adotta.",
    attendance=tuple(
        Attendance(id=force, force=force, role="UF", attendance=here)
        for force, here in (("PS", "P"), ("CC", "D"), ("GF", "P"), ("PP", "A"))
    ),
    agenda=(
        AgendaItem(id="i", position=1, kind="DE", theme="ARM", summary="Misure sull’arma", decisions=(DECISION,)),
        AgendaItem(
            id="j", position=2, kind="DI", theme="FOR", summary="Formazione", outcome="ST", outcome_reason="superata"
        ),
    ),
)
needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="poppler-utils is missing: apt-get install poppler-utils"
)


@pytest.fixture
def store() -> GuardedStore:
    made = MemoryStore(SECRETARY)
    with made.begin() as unit:
        unit.meetings.add(MINUTED, NOW)
        unit.meetings.add(Meeting(id="later", number=13, kind="OR", held_on=date(2026, 6, 10)), NOW)
        unit.commit()
    return GuardedStore(made)


def approved(store: GuardedStore) -> GuardedStore:
    keep_minutes.share(store, "m", NOW, date(2026, 3, 1))
    keep_minutes.approve(store, "m", "later", NOW)
    return store


def pdf(paper: MinutesPaper, language: Language = Language.IT) -> bytes:
    stream = io.BytesIO()
    write_minutes(paper, language, stream)
    return stream.getvalue()


def words(content: bytes, tmp_path: Path) -> str:
    path = tmp_path / "v.pdf"
    path.write_bytes(content)
    command = ["pdftotext", "-layout", str(path), "-"]
    told = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout  # noqa: S603
    return " ".join(told.split())


@needs_poppler
@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            Language.IT,
            (
                "Verbale della riunione n. 12",
                "Numero legale raggiunto: presenti 3 Forze su 4, ne occorrono 3.",
                "A maggioranza",
                "Dissenso di GdF: tempi troppo brevi",
                "PS – Direzione sanitaria",
                "Punti stralciati",
                "Esito: Stralciato – superata",
                "Bozza: verbale non approvato",
                "pagina 1 di",
            ),
        ),
        (
            Language.EN,
            (
                "Minutes of meeting no. 12",
                "Quorum reached: 3 of 4 forces present, 3 needed.",
                "By majority",
                "Dissent of GdF: tempi troppo brevi",
                "PS – Health directorate",
                "Items struck",
                "Draft: minutes not approved",
                "page 1 of",
            ),
        ),
    ],
    ids=("it", "en"),
)
def test_what_the_pages_of_a_draft_say(
    store: GuardedStore, tmp_path: Path, language: Language, expected: tuple[str, ...]
) -> None:
    told = words(pdf(minutes_paper(store, "m"), language), tmp_path)
    assert [each for each in expected if each not in told] == []
    assert digest(MINUTED) in told


@needs_poppler
def test_an_amended_version_says_what_and_why_and_an_earlier_one_stays_as_it_was(
    store: GuardedStore, tmp_path: Path
) -> None:
    first = pdf(minutes_paper(approved(store), "m"))
    with store.begin() as unit:
        now = unit.meetings.get("m")
    after = replace(now, minutes="La riunione esamina i dati.\nLa riunione adotta, con riserva.")
    keep_minutes.amend(store, after, "Una riserva omessa", NOW, confirmed_warnings=True)
    told = words(pdf(minutes_paper(store, "m")), tmp_path)
    assert "Versione 2, rettificata il 20 giugno 2026" in told
    assert "Motivo: Una riserva omessa" in told
    assert "La riunione adotta. La riunione adotta, con riserva." in told, "before and after, side by side"
    assert "Bozza" not in told
    assert digest(after) in told
    assert "Rettificato, versione 2" in told
    assert pdf(minutes_paper(store, "m", 2)) == first
    assert "Rettifiche" not in words(first, tmp_path)


def test_the_same_version_gives_the_same_bytes_whatever_becomes_of_its_actions(store: GuardedStore) -> None:
    approved(store)
    before = pdf(minutes_paper(store, "m"))
    assert pdf(minutes_paper(store, "m")) == before
    with store.begin() as unit:
        now = unit.meetings.get("m")
        done = replace(DECISION.actions[0], status="FA", done_on=date(2026, 6, 1), evidence="Prot. 12")
        item = replace(now.agenda[0], decisions=(replace(DECISION, status="CO", actions=(done,)),))
        unit.meetings.replace(replace(now, agenda=(item, *now.agenda[1:])), NOW)
        unit.commit()
    assert pdf(minutes_paper(store, "m")) == before


def test_what_is_printed_is_checked_and_only_for_who_reads_minutes(store: GuardedStore, tmp_path: Path) -> None:
    approved(store)
    with pytest.raises(NotFound):
        minutes_paper(store, "m", 9)
    below = store._below
    with below.begin() as unit:
        now = unit.meetings.get("m")
        unit.meetings.replace(replace(now, minutes="Altro"), NOW)
        unit.commit()
    with pytest.raises(NotPrinted):
        minutes_paper(store, "m")
    below.member = Member("n", "analista", "", (Role.ANALYST,))  # type: ignore[misc]
    with pytest.raises(NotAllowed):
        minutes_paper(GuardedStore(below), "m")
    assert list(tmp_path.iterdir()) == []


def test_writing_is_noted_in_the_log(store: GuardedStore, tmp_path: Path) -> None:
    noted: list[tuple[str, ...]] = []
    paper = minutes_paper(store, "m")
    unit = store._below.begin()
    kind = type(unit.audit)
    kept = kind.note
    kind.note = lambda _self, act, object_="", fields=(): noted.append((str(act), object_, *fields))  # type: ignore[method-assign,assignment,misc]
    try:
        print_minutes(store, paper, Language.IT, tmp_path / "v.pdf")
    finally:
        kind.note = kept  # type: ignore[method-assign]
    assert noted == [("export", "minutes/m", "pdf", "v0")]
    assert (tmp_path / "v.pdf").read_bytes() == pdf(paper)


def test_differences_name_the_part_and_leave_out_what_is_no_text() -> None:
    other = replace(ACTION, status="FA", owner_force="CC", evidence="Prot. 12")
    item = replace(MINUTED.agenda[0], decisions=(replace(DECISION, actions=(other,)),))
    after = replace(MINUTED, number=13, agenda=(item,))
    told = {each.where.en: (each.before[Language.EN], each.after[Language.EN]) for each in differences(MINUTED, after)}
    assert told["Number"] == ("12", "13")
    inner = "Agenda item 1, Decision 1, Action 1 – Owner force"
    assert told[inner] == ("State Police (Polizia di Stato)", "Carabinieri")
    assert told["Agenda item 2 – Summary"] == ("Formazione", "")
    assert not [name for name in told if "Evidence" in name or "Status" in name]
    assert changed_lines("a\nb\nc", "a\nx\ny\nc") == (("b", "x"), ("", "y"))

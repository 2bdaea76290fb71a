"""Several members of one store: what each can open, what others write leaves untouched, and stores from before."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from db import backup, vault
from observatory.cases.case import Case
from observatory.errors import FileTrouble, NotAllowed, WrongPassphrase, WrongUse
from observatory.meetings.meeting import Meeting
from observatory.ports import Draft, Stamp
from observatory.security.audit.entries import Wanted
from observatory.security.key_derivation import KdfCost
from observatory.security.paper_key import PaperKey, read_paper_key
from observatory.security.roles import FOUNDER_ROLES, Compartment, Role
from observatory.security.slots import Login
from observatory.security.store_keys import Newcomer
from observatory.selection import EVERYTHING
from observatory.terms import Term

CHEAP = KdfCost(1024, 1, 1)
WORDS = "cavallo nuvola pettine diciotto"
OTHERS = "lampada sentiero arancia ventuno"
NOW = datetime(2026, 5, 6, tzinfo=UTC)
STAMP = Stamp(date(2026, 5, 6), NOW, "clinician", "N")
GOLDEN = Path(__file__).parents[1] / "golden"
PAPER = PaperKey(bytes(range(20)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = vault.create(tmp_path / "s", WORDS, cost=CHEAP, paper=PAPER, founder=Newcomer("Verdi", "PS", FOUNDER_ROLES))
    with made.begin() as unit:
        unit.cases.add(Case(id="c", force="PS", note="Nota riservata."), STAMP)
        unit.meetings.add(Meeting(id="m", number=1, minutes="Verbale riservato."), STAMP)
        unit.commit()
    made.close()
    return tmp_path / "s"


@pytest.fixture
def store(folder: Path) -> Iterator[vault.Vault]:
    opened = vault.open_(folder, WORDS)
    yield opened
    opened.close()


def let_in(folder: Path, name: str, *roles: Role, force: str = "CC") -> None:
    store = vault.open_(folder, Login("Verdi", WORDS))
    store.keys.add_member(Newcomer(name, force, roles), f"frase di {name} {OTHERS}", cost=CHEAP)
    store.close()


def opened(folder: Path, name: str) -> vault.Vault:
    return vault.open_(folder, Login(name, WORDS if name == "Verdi" else f"frase di {name} {OTHERS}"))


def notes(store: vault.Vault) -> tuple[str | None, str | None]:
    """The case's note and the meeting's minutes, as this member has them."""
    with store.begin() as unit:
        return unit.cases.get("c").note, unit.meetings.get("m").minutes


def test_each_role_reads_the_sealed_texts_of_its_compartment_and_no_others(folder: Path) -> None:
    expected = {
        Role.ADMINISTRATOR: (None, None),
        Role.CLINICIAN: ("Nota riservata.", None),
        Role.ANALYST: (None, None),
        Role.SECRETARY: (None, "Verbale riservato."),
        Role.DESK: (None, None),
        Role.AUDITOR: (None, None),
    }
    for role, told in expected.items():
        let_in(folder, role.value, role)
        store = opened(folder, role.value)
        assert notes(store) == told
        assert store.verify().findings == ()
        store.close()


def test_a_name_is_needed_once_there_are_several_and_wrong_names_are_wrong_passphrases(folder: Path) -> None:
    vault.open_(folder, WORDS).close()
    let_in(folder, "Rossi", Role.ANALYST)
    with pytest.raises(WrongUse):
        vault.open_(folder, WORDS)
    said = set()
    for login in (Login("Bianchi", WORDS), Login("Rossi", WORDS), Login("Verdi", OTHERS)):
        with pytest.raises(WrongPassphrase) as wrong:
            vault.open_(folder, login)
        said.add(wrong.value.message)
    assert len(said) == 1
    vault.open_(folder, Login("VERDI", WORDS)).close()


def test_whoever_cannot_read_a_narrative_changes_the_rest_and_leaves_it_as_it_was(folder: Path) -> None:
    let_in(folder, "Rossi", Role.ANALYST)
    store = opened(folder, "Rossi")
    with store.begin() as unit:
        case = unit.cases.get("c")
        assert unit.cases.replace(replace(case, force="CC"), STAMP).force == "CC"
        unit.commit()
    with store.begin() as unit, pytest.raises(NotAllowed):
        unit.cases.replace(replace(unit.cases.get("c"), note="Di chi non legge."), STAMP)
    assert [revision.record.note for revision in history(store)] == [None, None]
    store.close()
    store = opened(folder, "Verdi")
    assert notes(store)[0] == "Nota riservata."
    assert [(r.record.force, r.record.note) for r in history(store)] == [
        ("PS", "Nota riservata."),
        ("CC", "Nota riservata."),
    ]
    assert store.verify().findings == ()
    store.close()


def history(store: vault.Vault) -> list:  # type: ignore[type-arg]  # of revisions
    with store.begin() as unit:
        return list(unit.cases.history("c"))


def test_drafts_are_their_writers_own_and_the_sheet_hands_them_over(folder: Path) -> None:
    let_in(folder, "Rossi", Role.CLINICIAN)
    for name in ("Verdi", "Rossi"):
        store = opened(folder, name)
        with store.begin() as unit:
            unit.drafts.save(Draft("case/c", "case", "c", 1, {"note": f"di {name}"}, NOW))
            unit.commit()
        store.close()
    store = opened(folder, "Verdi")
    assert drafts(store) == ["di Verdi"]
    store.close()
    store = vault.recover(folder, PAPER, OTHERS, member="Rossi", cost=CHEAP)
    assert store.member.name == "Rossi"
    assert drafts(store) == ["di Rossi"]
    assert notes(store) == ("Nota riservata.", None)
    assert store.verify().findings == ()
    store.close()


def drafts(store: vault.Vault) -> list[str]:
    with store.begin() as unit:
        return [draft.values["note"] for draft in unit.drafts.all("case")]


def test_an_administrator_who_reads_nothing_lets_a_clinician_in_who_gets_the_key_from_another(folder: Path) -> None:
    let_in(folder, "Neri", Role.ADMINISTRATOR, force="GF")
    store = opened(folder, "Neri")
    store.keys.add_member(Newcomer("Rossi", "CC", (Role.CLINICIAN,)), f"frase di Rossi {OTHERS}", cost=CHEAP)
    store.close()
    store = opened(folder, "Rossi")
    assert notes(store) == (None, None)
    store.close()
    opened(folder, "Verdi").close()
    store = opened(folder, "Rossi")
    assert notes(store) == ("Nota riservata.", None)
    store.close()


def test_whoever_loses_a_role_loses_the_key_of_what_is_written_afterwards(folder: Path) -> None:
    let_in(folder, "Rossi", Role.CLINICIAN)
    store = opened(folder, "Rossi")
    known = {number: bytes(key) for number, key in store.keyring.narratives[Compartment.CASES].items()}
    store.close()
    store = opened(folder, "Verdi")
    store.keys.change_member("rossi", [Role.ANALYST], "CC")
    newest = max(store.keyring.narratives[Compartment.CASES])
    assert newest not in known
    with store.begin() as unit:
        unit.cases.replace(replace(unit.cases.get("c"), note="Dopo."), STAMP)
        unit.commit()
    assert notes(store)[0] == "Dopo."
    store.close()
    store = opened(folder, "Rossi")
    assert notes(store) == (None, None)
    assert store.keyring.narratives.get(Compartment.CASES, {}) == {}
    store.close()


def test_a_second_member_signs_with_their_own_key_and_only_with_their_passphrase(folder: Path) -> None:
    let_in(folder, "Rossi", Role.CLINICIAN)
    store = opened(folder, "Verdi")
    with store.second("rossi", f"frase di Rossi {OTHERS}") as second:
        signature = second.sign(b"p", b"m")
        assert (second.member.name, second.member.force) == ("Rossi", "CC")
        assert store.is_signed(second.member.id, b"p", b"m", signature)
        assert not store.is_signed(store.member.id, b"p", b"m", signature)
        assert not store.is_signed("nobody", b"p", b"m", signature)
    with pytest.raises(ValueError, match="wiped"):
        second.sign(b"p", b"m")
    with pytest.raises(WrongPassphrase):
        store.second("rossi", WORDS)
    store.close()


@pytest.mark.parametrize("format_", ["0001", "0002"])
def test_a_store_from_before_opens_with_everything_in_it(format_: str, tmp_path: Path) -> None:
    folder = tmp_path / "s"
    shutil.copytree(GOLDEN / format_ / "store", folder)
    for _ in range(2):
        store = vault.open_(folder, WORDS)
        assert (store.member.name, store.member.roles) == ("titolare", FOUNDER_ROLES)
        with store.begin() as unit:
            assert [meeting.minutes for meeting in unit.meetings.select(EVERYTHING)] in (
                ["Verbale inventato."],
                ["Verbale di prova, inventato."],
            )
            assert any(case.note for case in unit.cases.select(EVERYTHING))
        assert drafts(store) == ["bozza inventata"]
        assert store.verify().findings == ()
        store.close()
    assert (folder / f"vault-{format_}.db").exists()
    let_in_old(folder)


def let_in_old(folder: Path) -> None:
    store = vault.open_(folder, WORDS)
    store.keys.add_member(Newcomer("Rossi", "CC", (Role.SECRETARY,)), OTHERS, cost=CHEAP)
    store.close()
    store = vault.open_(folder, Login("Rossi", OTHERS))
    with store.begin() as unit:
        assert all(meeting.minutes for meeting in unit.meetings.select(EVERYTHING))
        assert not any(case.note for case in unit.cases.select(EVERYTHING))
    assert drafts(store) == []
    store.close()


def test_the_sheet_of_a_store_from_before_still_recovers_it_before_and_after_it_is_brought_up_to_date(
    tmp_path: Path,
) -> None:
    paper = read_paper_key((GOLDEN / "0002" / "paper_key.txt").read_text())
    for is_up_to_date in (False, True):
        folder = tmp_path / f"s{is_up_to_date}"
        shutil.copytree(GOLDEN / "0002" / "store", folder)
        if is_up_to_date:
            vault.open_(folder, WORDS).close()
        store = vault.recover(folder, paper, OTHERS, cost=CHEAP)
        assert drafts(store) == ["bozza inventata"]
        with store.begin() as unit:
            assert [case.note for case in unit.cases.select(EVERYTHING)] == ["Una nota di prova, corretta."]
            assert [meeting.minutes for meeting in unit.meetings.select(EVERYTHING)] == ["Verbale di prova, inventato."]
        assert store.verify().findings == ()
        store.close()
        with pytest.raises(WrongPassphrase):
            vault.open_(folder, WORDS)
        vault.open_(folder, OTHERS).close()


def test_a_backup_from_before_is_checked_and_restored(tmp_path: Path) -> None:
    path = GOLDEN / "0002" / "store.osbackup"
    copy = shutil.copy(path, tmp_path / "b.osbackup")
    assert backup.verify_alone(Path(copy), WORDS, lambda *_: None).counts["case"] == 1
    backup.restore(Path(copy), WORDS, tmp_path / "s", lambda *_: None)
    store = vault.open_(tmp_path / "s", WORDS)
    assert store.verify().findings == ()
    store.close()


def test_a_store_recovered_before_keeps_what_its_former_members_signed(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    shutil.copytree(GOLDEN / "0002" / "recovered", folder)
    store = vault.open_(folder, OTHERS)
    assert [member.name for member in store.members] == ["titolare"]
    assert len(store.everyone) == 4  # who lost the passphrase, who came after, an old sheet and the one in force
    assert store.verify().findings == ()
    store.close()


def test_a_change_that_a_crash_kept_from_the_log_is_told_at_the_next_opening(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_in(folder, "Rossi", Role.CLINICIAN)
    store = opened(folder, "Verdi")
    with monkeypatch.context() as patch:
        patch.setattr("sqlalchemy.Connection.commit", refused)
        store.keys.change_member("Rossi", [Role.ANALYST], "CC")
    store.close()
    store = opened(folder, "Rossi")
    assert store.member.roles == (Role.ANALYST,)
    with store.begin() as unit:
        (told,) = unit.audit.entries(Wanted(act="member_changed"))
    assert told.content.object == f"member/{store.member.id}"
    assert store.verify().findings == ()
    store.close()


def refused(_: object) -> None:
    raise FileTrouble(Term("pieno", "full"))


def test_a_store_of_this_format_opens_for_each_of_its_members_as_it_did(tmp_path: Path) -> None:
    """Made once by the program that brought the format, and never made anew."""
    folder = tmp_path / "s"
    shutil.copytree(GOLDEN / "0003" / "store", folder)
    expected = {
        "Verdi": ("Una nota di prova, corretta.", "Verbale di prova, inventato."),
        "Rossi": ("Una nota di prova, corretta.", None),
        "Bianchi": (None, None),
        "Neri": (None, "Verbale di prova, inventato."),
    }
    for name, told in expected.items():
        store = vault.open_(folder, Login(name, WORDS if name == "Verdi" else OTHERS))
        with store.begin() as unit:
            ((case,), (meeting,)) = unit.cases.select(EVERYTHING), unit.meetings.select(EVERYTHING)
            assert (case.note, meeting.minutes) == told
            assert [proposal.matter for proposal in unit.proposals.all()] == ["release"]
        assert drafts(store) == (["bozza inventata"] if name == "Verdi" else [])
        assert store.verify().findings == ()
        store.close()
    with pytest.raises(WrongPassphrase):
        vault.open_(folder, Login("Gialli", OTHERS))


def test_the_sheet_and_the_backup_of_this_format_work_as_they_did(tmp_path: Path) -> None:
    paper = read_paper_key((GOLDEN / "0003" / "paper_key.txt").read_text())
    copy = Path(shutil.copy(GOLDEN / "0003" / "store.osbackup", tmp_path / "b.osbackup"))
    assert backup.verify_alone(copy, Login("Bianchi", OTHERS), lambda *_: None).counts["case"] == 1
    backup.restore(copy, Login("Verdi", WORDS), tmp_path / "s", lambda *_: None)
    store = vault.recover(tmp_path / "s", paper, OTHERS + "!", member="Verdi", cost=CHEAP)
    assert (store.member.name, drafts(store)) == ("Verdi", ["bozza inventata"])
    assert store.verify().findings == ()
    store.close()

"""`observatory retention` and `proposal` on a real store of two members, together and on two occasions."""

import gettext
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from db import vault
from observatory.cases.case import Case
from observatory.interventions.intervention import Intervention
from observatory.ports import Stamp
from observatory.security import key_derivation
from observatory.security.key_derivation import KdfCost
from observatory.security.roles import FOUNDER_ROLES, Role
from observatory.security.slots import Login
from observatory.security.store_keys import Newcomer
from observatory.selection import EVERYTHING
from observatory.terms import Language
from ui.cli import main

CHEAP = KdfCost(1024, 1, 1)
WORDS, OTHER_WORDS = "cavallo nuvola pettine diciotto", "tavolo pioggia cestino ventidue"
STAMP = Stamp(date(1995, 5, 6), datetime(1995, 5, 6, tzinfo=UTC), "clinician", "N")
CANARY = "Zanzottera"
ADA, BRUNO = ("--member", "Ada", "--passphrase-file", "a"), ("--member", "Bruno", "--passphrase-file", "b")
SECOND = ("--confirm-member", "Bruno", "--confirm-passphrase-file", "b")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _language_of_tests(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LANGUAGE", "en")
    domain = gettext.textdomain()
    yield
    gettext.textdomain(domain)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line beside a store `s` of Ada (PS), Bruno (CC) and Carla (PS); passphrases are in `a`, `b`, `c`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(key_derivation, "raised", lambda _cost, _seconds: None)
    store = vault.create(tmp_path / "s", WORDS, cost=CHEAP, founder=Newcomer("Ada", "PS", FOUNDER_ROLES))
    store.keys.add_member(Newcomer("Bruno", "CC", (Role.ANALYST,)), OTHER_WORDS, cost=CHEAP)
    store.keys.add_member(Newcomer("Carla", "PS", (Role.ANALYST,)), OTHER_WORDS, cost=CHEAP)
    with store.begin() as unit:
        for name, month in (("old", "1995-01"), ("older", "1994-01"), ("young", None)):
            case = Case(id=f"{name}-{CANARY}", event_type="SU", month=month, force="PS", note=CANARY)
            unit.cases.add(case, STAMP)
        unit.interventions.add(Intervention(id="help", kind="S01", case_id=f"old-{CANARY}"), STAMP)
        unit.commit()
    store.close()
    for name, words in (("a", WORDS), ("b", OTHER_WORDS), ("c", OTHER_WORDS)):
        (tmp_path / name).write_text(f"{words}\n", encoding="utf-8")

    def command(*arguments: object) -> tuple[int, str, str]:
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as left:
            status = left.code if isinstance(left.code, int) else 1
        out, err = capsys.readouterr()
        return status, out, err

    return command


def done(result: tuple[int, str, str]) -> str:
    """What a command said, which went well."""
    status, out, err = result
    assert status == 0, err
    assert CANARY not in out + err
    return out


def refused(result: tuple[int, str, str]) -> str:
    """The one line that a command failed with."""
    status, out, err = result
    assert status in (1, 2), out
    assert CANARY not in out + err
    (line,) = [line for line in err.splitlines() if not line.endswith("…")]
    return line


def cases() -> set[str]:
    store = vault.open_(Path("s"), Login("Ada", WORDS))
    with store.begin() as unit:
        found = {case.id.partition("-")[0] for case in unit.cases.select(EVERYTHING)}
    assert store.verify().findings == ()
    store.close()
    return found


def test_the_plan_shows_numbers_and_erases_nothing(run: Run) -> None:
    told = done(run("retention", "plan", "s", *ADA))
    assert "Decessi (deaths, 240 mesi): 2 da cancellare, 1994-01 – 1995-01" in told
    assert "In tutto 2." in told
    assert cases() == {"old", "older", "young"}


def test_two_members_together_erase_and_see_the_proof(run: Run) -> None:
    told = done(run("retention", "run", "s", *ADA, *SECOND, "--lang", "en"))
    assert "Deaths: 2 erased for good" in told
    assert re.search(r"looked for in \d\d tables, every column: no trace", told)
    assert re.search(r"Fingerprint of the log \d+: (\w+ ?){6}", told)
    assert cases() == {"young"}
    assert "nothing to erase" in refused(run("retention", "run", "s", *ADA, *SECOND, "--lang", "en")).replace(
        "there is ", ""
    )


def test_two_members_on_two_occasions(run: Run) -> None:
    told = done(run("retention", "prepare", "s", *ADA))
    found = re.search(r"Proposta ([0-9a-f-]{36}) preparata", told)
    assert found
    name = found[1]
    assert "In sei parole" in told
    assert "secondo membro" in refused(run("retention", "run", "s", *ADA, "--proposal", name))
    assert cases() == {"old", "older", "young"}
    assert "da confermare" in done(run("proposal", "list", "s", *BRUNO))
    words = re.findall(r"In sei parole: (.*)", done(run("proposal", "show", "s", name[:8], *BRUNO)))
    assert words == re.findall(r"In sei parole: (.*)", told)
    assert "Decessi: 2 da cancellare (termine: 240 mesi)" in done(run("proposal", "confirm", "s", name[:8], *BRUNO))
    assert "già confermata" in refused(run("proposal", "confirm", "s", name[:8], *BRUNO))
    done(run("retention", "run", "s", *ADA, "--proposal", name[:8]))
    assert cases() == {"young"}
    assert "eseguita" in done(run("proposal", "list", "s", *ADA))
    assert "una volta sola" in refused(run("retention", "run", "s", *ADA, "--proposal", name))


def test_the_same_force_the_same_member_and_nobody_are_refused(run: Run) -> None:
    third = ("--confirm-member", "Carla", "--confirm-passphrase-file", "c")
    assert "stessa Forza" in refused(run("retention", "run", "s", *ADA, *third))
    first = ("--confirm-member", "Ada", "--confirm-passphrase-file", "a")
    assert "stessa persona" in refused(run("retention", "run", "s", *ADA, *first))
    assert "due membri" in refused(run("retention", "run", "s", *ADA))
    assert "insieme" in refused(run("retention", "run", "s", *ADA, "--confirm-member", "Bruno"))
    assert "non entrambi" in refused(run("retention", "run", "s", *ADA, *SECOND, "--proposal", "x"))
    refused(run("retention", "run", "s", *ADA, "--confirm-member", "Bruno", "--confirm-passphrase-file", "a"))
    assert cases() == {"old", "older", "young"}
    assert "Nessuna proposta" in done(run("proposal", "list", "s", *ADA))


def test_whoever_is_no_administrator_is_refused(run: Run) -> None:
    for verb in ("plan", "prepare"):
        assert "Amministratore" in refused(run("retention", verb, "s", *BRUNO))
    assert "Amministratore" in refused(run("retention", "set", "s", "deaths", "12", *BRUNO))


def test_a_term_is_set_and_an_impossible_one_refused(run: Run) -> None:
    done(run("retention", "set", "s", "deaths", "0", *ADA))
    assert "Decessi (deaths): conservati senza limite" in done(run("retention", "plan", "s", *ADA))
    assert "0 conserva" in refused(run("retention", "set", "s", "deaths", "99999", *ADA))
    assert "deaths" in refused(run("retention", "set", "s", "unheard", "12", *ADA))


def test_a_withdrawn_proposal_is_not_carried_out(run: Run) -> None:
    done(run("retention", "prepare", "s", *ADA))
    (name,) = re.findall(r"^([0-9a-f-]{36})", done(run("proposal", "list", "s", *ADA)), re.MULTILINE)
    done(run("proposal", "withdraw", "s", name, *BRUNO))
    assert "ritirata" in refused(run("retention", "run", "s", *ADA, "--proposal", name))
    assert "ritirata" in done(run("proposal", "show", "s", name, *ADA))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    "command",
    [
        *(["retention"], *(["retention", verb] for verb in ("plan", "set", "prepare", "run"))),
        *(["proposal"], *(["proposal", verb] for verb in ("list", "show", "confirm", "withdraw", "release"))),
    ],
    ids=" ".join,
)
def test_every_command_has_help_in_both_languages(run: Run, command: list[str], language: Language) -> None:
    out = done(run("--lang", language, *command, "--help"))
    assert out.startswith("uso: observatory" if language is Language.IT else "usage: observatory")
    english = re.search(r"\b(usage|options|arguments|folder|second member)\b", out)
    assert (english is None) == (language is Language.IT), out


def summarised(run: Run, *more: object) -> tuple[int, str, str]:
    question = ("--period", "1995", "--audience", "external", "--as-of", "1996-06-30")
    return run("export", "s", *question, "--format", "csv", "--out", "out", *ADA, *more)


def read_me() -> str:
    return Path("out/LEGGIMI.txt").read_text(encoding="utf-8")


def test_what_leaves_the_observatory_is_a_draft_until_two_members_stand_for_it(run: Run) -> None:
    done(summarised(run))
    assert "Bozza: non confermata da un secondo membro" in read_me()
    done(summarised(run, *SECOND))
    assert "Conferma: Confermata da due membri di due Forze" in read_me()
    assert "Bozza" not in read_me()
    assert not {"Ada", "Bruno"} & set(re.findall(r"\w+", read_me()))
    done(summarised(run))
    assert "Confermata" in read_me()
    log = done(run("audit", "show", "s", "--act", "export", *ADA))
    assert re.findall(r"csv (\w+)", log) == ["draft", "confirmed", "confirmed"]


def test_a_release_is_confirmed_on_another_occasion_and_only_for_that_content(run: Run) -> None:
    question = ("--period", "1995", "--audience", "external", "--as-of", "1996-06-30")
    told = done(run("proposal", "release", "s", *question, *ADA))
    found = re.search(r"Proposta ([0-9a-f-]{36}) preparata", told)
    assert found
    assert "uso esterno" in done(run("proposal", "confirm", "s", found[1], *BRUNO))
    other = ("--period", "1994", "--audience", "external", "--as-of", "1996-06-30")
    refused(run("export", "s", *other, "--format", "csv", "--out", "out", *ADA, "--proposal", found[1]))
    done(summarised(run, "--proposal", found[1]))
    assert "Confermata" in read_me()


def test_the_members_summary_needs_nobody_else(run: Run) -> None:
    question = ("--period", "1995", "--as-of", "1996-06-30", "--format", "csv", "--out", "out")
    done(run("export", "s", *question, *ADA))
    assert "onferma" not in read_me()
    assert "non serve" in refused(run("export", "s", *question, *ADA, *SECOND))

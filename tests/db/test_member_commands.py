"""`observatory member …` on a real store: who founds it, who joins, what each may do, and who is shut out."""

import gettext
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from observatory.security import key_derivation
from observatory.security.key_derivation import KdfCost
from observatory.security.paper_key import new_paper_key
from observatory.security.slots import Login
from ui import bootstrap
from ui.cli import main

Run = Callable[..., tuple[int, str, str]]
WORDS = {
    "Fondatrice": "cavallo nuvola pettine diciotto",
    "Anna Analisi": "lampada sentiero arancia ventuno",
    "Sergio": "finestra cammino limone quaranta",
    "Rita": "bottiglia torrente mandorla sei",
}
PERIOD = ("--period", "2025-Q4", "--as-of", "2026-01-31")


@pytest.fixture(autouse=True)
def _cheap_and_italian(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A derivation that costs nothing; argparse's language, set for the whole process, is put back."""
    for module in ("vault", "vault_keys"):
        monkeypatch.setattr(f"db.{module}.calibrated", lambda: KdfCost(1024, 1, 1))
    monkeypatch.setattr(key_derivation, "raised", lambda _cost, _seconds: None)
    monkeypatch.setattr(bootstrap, "harden_process", lambda: None)
    monkeypatch.setenv("LANGUAGE", "en")
    domain = gettext.textdomain()
    yield
    gettext.textdomain(domain)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line in a folder with everybody's passphrase in a file of their name."""
    monkeypatch.chdir(tmp_path)
    for name, words in WORDS.items():
        Path(name).write_text(f"{words}\n", encoding="utf-8")

    def command(*arguments: object, by: str = "") -> tuple[int, str, str]:
        who = ("--member", by, "--passphrase-file", by) if by else ()
        try:
            status = main([str(argument) for argument in (*arguments, *who)])
        except SystemExit as left:
            status = left.code if isinstance(left.code, int) else 1
        out, err = capsys.readouterr()
        return status, out, err

    return command


@pytest.fixture
def staffed(run: Run) -> Run:
    """A store `s` of a founder of the State Police, an analyst, a secretary and an auditor."""
    assert run("store", "create", "s", "--force", "PS", by="Fondatrice")[0] == 0
    for name, role, force in (
        ("Anna Analisi", "analyst", "CC"),
        ("Sergio", "secretary", "GF"),
        ("Rita", "auditor", "PP"),
    ):
        new = ("--role", role, "--force", force, "--new-passphrase-file", name)
        status, out, err = run("member", "add", "s", name, *new, by="Fondatrice")
        assert (status, err) == (0, ""), err
        assert name in out
    return run


def complaint(result: tuple[int, str, str]) -> str:
    """The one line of a command that refused; neither output nor usage beside it."""
    status, out, err = result
    assert status in (1, 2)
    assert out == ""
    (line,) = [line for line in err.splitlines() if not line.endswith("…")]
    return line


def keys() -> bytes:
    return Path("s/vault.keys").read_bytes()


def test_the_list_tells_names_forces_roles_and_days_and_no_whole_id(staffed: Run) -> None:
    status, out, err = staffed("member", "list", "s", by="Fondatrice")
    assert (status, err) == (0, "")
    head, anna, founder, rita, sergio, sheet = out.splitlines()
    assert head.split() == ["Nome", "Forza", "Ruoli", "Dal", "Id"]
    assert re.fullmatch(r"Anna Analisi +CC +Analista +\d{4}-\d\d-\d\d  [0-9a-f]{8}", anna)
    assert re.match(r"Fondatrice +PS +Amministratore, Clinico, Analista, Segreteria +\d", founder)
    assert (rita.split()[:3], sergio.split()[:3]) == (["Rita", "PP", "Revisore"], ["Sergio", "GF", "Segreteria"])
    assert sheet == "Foglio di recupero: nessuno."
    assert not re.search(r"[0-9a-f]{9}", out)


def test_whoever_may_not_read_the_log_is_told_no_days(staffed: Run) -> None:
    status, out, _ = staffed("member", "list", "s", "--lang", "en", by="Anna Analisi")
    assert status == 0
    assert re.search(r"Fondatrice +PS .*Secretary  – +[0-9a-f]{8}\n", out)


def test_a_store_of_several_asks_who_opens_it(staffed: Run) -> None:
    line = complaint(staffed("member", "list", "s", "--passphrase-file", "Fondatrice"))
    assert "indicare il nome" in line
    assert staffed("member", "list", "s", "--member", " ANNA  analisi ", "--passphrase-file", "Anna Analisi")[0] == 0


def test_a_wrong_name_and_a_wrong_passphrase_say_the_same(staffed: Run) -> None:
    wrong_name = staffed("member", "list", "s", "--member", "Nessuno", "--passphrase-file", "Rita")
    wrong_words = staffed("member", "list", "s", "--member", "Rita", "--passphrase-file", "Sergio")
    assert complaint(wrong_name) == complaint(wrong_words)
    assert wrong_name[0] == wrong_words[0] == 1


def test_an_analyst_makes_summaries_and_adds_nobody(staffed: Run) -> None:
    status, _, err = staffed("summary", "s", *PERIOD, "--out", "sintesi.pdf", by="Anna Analisi")
    assert status == 0, err
    assert Path("sintesi.pdf").read_bytes().startswith(b"%PDF")
    before = keys()
    new = ("--role", "administrator", "--new-passphrase-file", "Rita")
    assert "Solo un amministratore" in complaint(staffed("member", "add", "s", "Complice", *new, by="Anna Analisi"))
    assert "amministratore" in complaint(staffed("member", "role", "s", "Rita", "clinician", by="Anna Analisi"))
    assert "amministratore" in complaint(staffed("member", "remove", "s", "Rita", by="Anna Analisi"))
    assert keys() == before


def test_a_secretary_exports_nothing(staffed: Run) -> None:
    line = complaint(staffed("export", "s", *PERIOD, "--format", "csv", "--out", "o", by="Sergio"))
    assert "Analista" in line
    assert "registro" not in line
    assert "Revisore" in complaint(staffed("audit", "show", "s", by="Sergio"))


def test_an_auditor_reads_the_log_and_makes_no_summary(staffed: Run) -> None:
    status, out, err = staffed("audit", "show", "s", by="Rita")
    assert (status, err) == (0, "")
    assert "Archivio creato" in out
    assert "Analista" in complaint(staffed("summary", "s", *PERIOD, "--out", "sintesi.pdf", by="Rita"))
    assert not Path("sintesi.pdf").exists()


def test_every_command_on_a_store_takes_a_member(staffed: Run) -> None:
    assert staffed("store", "verify", "s", by="Rita")[0] == 0
    assert "casi: 0" in staffed("store", "info", "s", by="Anna Analisi")[1]
    assert staffed("audit", "verify", "s", by="Sergio")[0] == 0
    Path("usb").mkdir()
    assert staffed("store", "backup", "s", "--to", "usb/c.osbackup", by="Fondatrice")[0] == 0
    assert staffed("store", "restore", "usb/c.osbackup", "--to", "again", by="Anna Analisi")[0] == 0
    assert staffed("store", "rescue", "s", "--out", "rescued", by="Fondatrice")[0] == 0
    assert staffed("store", "rekey", "s", "--new-passphrase-file", "Sergio", by="Rita")[0] == 0
    assert staffed("member", "list", "s", "--member", "Rita", "--passphrase-file", "Sergio")[0] == 0


def test_other_roles_hold_from_the_next_opening_and_the_force_stays(staffed: Run) -> None:
    status, out, _ = staffed("member", "role", "s", "sergio", "secretary", "analyst", by="Fondatrice")
    assert (status, out) == (0, "Ruoli di Sergio da ora: Analista, Segreteria.\n")
    assert staffed("summary", "s", *PERIOD, "--out", "sintesi.pdf", by="Sergio")[0] == 0
    assert re.search(r"Sergio +GF +Analista, Segreteria", staffed("member", "list", "s", by="Rita")[1])
    assert staffed("member", "role", "s", "Sergio", "desk,secretary", "--force", "pp", by="Fondatrice")[0] == 0
    assert re.search(r"Sergio +PP +Segreteria, Referente", staffed("member", "list", "s", by="Rita")[1])


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("add", "s", "Nuova", "--role", "boss"), "secretary"),
        (("add", "s", "Nuova", "--role", "recovery"), "secretary"),
        (("add", "s", "Nuova", "--role", ","), "secretary"),
        (("add", "s", "Nuova", "--role", "analyst", "--force", "KGB"), "PS, CC, GF, PP"),
        (("role", "s", "Rita", "king"), "secretary"),
    ],
)
def test_roles_and_forces_that_nobody_has_are_told_with_those_there_are(
    staffed: Run, arguments: tuple[str, ...], told: str
) -> None:
    before = keys()
    more = ("--new-passphrase-file", "Rita") if arguments[0] == "add" else ()
    status, out, err = staffed("member", *arguments, *more, by="Fondatrice")
    assert (status, out) == (2, "")
    assert told in err.splitlines()[-1]
    assert keys() == before


@pytest.mark.parametrize("name", ["", "  ", "x" * 41, "a\nb\x07c", "\x1b[2J", "nero\u202eotagel", "zero\u200bwidth"])
def test_names_that_cannot_be_read_are_refused(staffed: Run, name: str) -> None:
    before = keys()
    new = ("--role", "analyst", "--new-passphrase-file", "Rita")
    line = complaint(staffed("member", "add", "s", name, *new, by="Fondatrice"))
    assert "\x1b" not in line
    assert keys() == before


@pytest.mark.parametrize("name", ["RITA", " rita ", "Anna  ANALISI"])
def test_a_name_is_taken_in_other_capitals_too(staffed: Run, name: str) -> None:
    before = keys()
    new = ("--role", "analyst", "--new-passphrase-file", "Rita")
    assert "già un membro" in complaint(staffed("member", "add", "s", name, *new, by="Fondatrice"))
    assert keys() == before


def test_the_same_accent_written_another_way_is_the_same_name(staffed: Run) -> None:
    new = ("--role", "analyst", "--new-passphrase-file", "Rita")
    assert staffed("member", "add", "s", "Jos\u00e9", *new, by="Fondatrice")[0] == 0
    assert "già un membro" in complaint(staffed("member", "add", "s", "Jose\u0301", *new, by="Fondatrice"))
    assert staffed("member", "list", "s", "--member", "JOSE\u0301", "--passphrase-file", "Rita")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("role", "s", "Fondatrice", "clinician"), "senza amministratore"),
        (("role", "s", "Fondatrice", "administrator"), "ultima persona che può leggere"),
        (("role", "s", "Rita", "desk", "--force", ""), "bisogno di una Forza"),
        (("role", "s", "Nessuno", "analyst"), "Nessun membro ha questo nome"),
        (("role", "s", "foglio di recupero", "analyst"), "Nessun membro ha questo nome"),
        (("remove", "s", "Fondatrice"), "Nessuno toglie se stesso"),
        (("remove", "s", "Nessuno"), "Nessun membro ha questo nome"),
    ],
)
def test_what_would_leave_the_store_without_somebody_changes_nothing(
    staffed: Run, arguments: tuple[str, ...], told: str
) -> None:
    before = keys()
    assert told in complaint(staffed("member", *arguments, by="Fondatrice"))
    assert keys() == before


def test_too_short_a_passphrase_lets_nobody_in(staffed: Run) -> None:
    Path("corta").write_text("corta\n", encoding="utf-8")
    before = keys()
    new = ("--role", "analyst", "--new-passphrase-file", "corta")
    complaint(staffed("member", "add", "s", "Nuova", *new, by="Fondatrice"))
    assert keys() == before


def test_whoever_is_removed_opens_nothing_any_more(staffed: Run) -> None:
    Path("usb").mkdir()
    assert staffed("store", "backup", "s", "--to", "usb/before.osbackup", by="Fondatrice")[0] == 0
    status, out, err = staffed("member", "remove", "s", "rita", by="Fondatrice")
    assert status == 0, err
    assert "chiavi nuove (epoca 2)" in out
    assert "salvataggi fatti prima" in out
    assert "errat" in complaint(staffed("audit", "show", "s", by="Rita"))
    for name in ("Fondatrice", "Anna Analisi", "Sergio"):
        assert staffed("member", "list", "s", by=name)[0] == 0
    assert "Rita" not in staffed("member", "list", "s", by="Sergio")[1]
    assert staffed("audit", "verify", "s", by="Fondatrice")[0] == 0
    # What the member had before still opens the copy of before: that is what the sentence says.
    assert staffed("store", "verify", "usb/before.osbackup", by="Rita")[0] == 0


def test_the_sheet_lets_in_again_whoever_is_named(staffed: Run) -> None:
    paper = new_paper_key()
    store = bootstrap.open_store(Path("s"), Login("Fondatrice", WORDS["Fondatrice"]))
    bootstrap.keys_of(store).set_recovery(WORDS["Fondatrice"], paper)
    store.close()
    Path("key").write_text(" ".join(paper.groups), encoding="utf-8")
    new = ("--recovery-file", "key", "--new-passphrase-file", "Sergio")
    assert "indicare il nome" in complaint(staffed("store", "recover", "s", *new))
    assert "Nessun membro" in complaint(staffed("store", "recover", "s", "--member", "Nessuno", *new))
    assert staffed("store", "recover", "s", "--member", "rita", *new)[0] == 0
    assert staffed("audit", "show", "s", "--member", "Rita", "--passphrase-file", "Sergio")[0] == 0
    assert "Foglio di recupero: in vigore" in staffed("member", "list", "s", by="Fondatrice")[1]


@pytest.mark.parametrize("command", ["list", "add", "role", "remove"])
def test_each_command_explains_itself_in_both_languages(run: Run, command: str) -> None:
    italian, english = run("member", command, "--help"), run("member", command, "--help", "--lang", "en")
    assert italian[0] == english[0] == 0
    assert italian[1].startswith("uso:")
    assert english[1].startswith("usage:")


# The linkage custodian.

SECOND = ("--confirm-member", "Anna Analisi", "--confirm-passphrase-file", "Anna Analisi")


def test_a_custodian_is_appointed_with_a_second_member_who_is_there(staffed: Run) -> None:
    before = keys()
    assert "due membri di due Forze" in complaint(staffed("member", "role", "s", "Rita", "custodian", by="Fondatrice"))
    wrong = complaint(staffed("member", "role", "s", "Rita", "custodian", *SECOND[:3], "Rita", by="Fondatrice"))
    assert "frase d’accesso errati" in wrong
    assert keys() == before
    status, out, err = staffed("member", "role", "s", "Rita", "auditor,custodian", *SECOND, by="Fondatrice")
    assert (status, err) == (0, "")
    assert "Revisore, Custode dei collegamenti" in out
    status, out, _ = staffed("member", "list", "s", by="Rita")
    assert (status, "Custode dei collegamenti" in out) == (0, True)
    assert staffed("member", "role", "s", "Rita", "auditor", by="Fondatrice")[0] == 0
    assert "Custode" not in staffed("member", "list", "s", by="Rita")[1]


def test_a_custodian_is_proposed_confirmed_on_another_occasion_and_appointed_once(staffed: Run) -> None:
    status, out, err = staffed("proposal", "custodian", "s", "Rita", "custodian", by="Fondatrice")
    assert (status, err) == (0, "")
    assert "Membro: Rita (" in out
    (name,) = re.findall(r"Proposta (\S+) preparata", out)
    role = ("member", "role", "s", "Rita", "custodian", "--proposal", name[:8])
    assert "attende ancora la conferma" in complaint(staffed(*role, by="Fondatrice"))
    assert "propria nomina" in complaint(staffed("proposal", "confirm", "s", name, by="Rita"))
    assert staffed("proposal", "confirm", "s", name, by="Sergio")[0] == 0
    assert "un’altra" in complaint(staffed(*role[:4], "clinician,custodian", *role[5:], by="Fondatrice"))
    assert "Solo un amministratore" in complaint(staffed(*role, by="Anna Analisi"))
    assert staffed(*role, by="Fondatrice")[0] == 0
    assert "eseguita" in staffed("proposal", "list", "s", by="Rita")[1]
    assert staffed("member", "role", "s", "Rita", "auditor", by="Fondatrice")[0] == 0
    before = keys()
    complaint(staffed(*role, by="Fondatrice"))
    assert keys() == before


def test_nobody_becomes_custodian_as_they_are_let_in(staffed: Run) -> None:
    new = ("--role", "custodian", "--new-passphrase-file", "Rita")
    assert "due membri di due Forze" in complaint(staffed("member", "add", "s", "Nuova", *new, by="Fondatrice"))

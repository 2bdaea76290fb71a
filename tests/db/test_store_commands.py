"""`observatory store info|verify|backup|restore|rescue` on a real store: both languages, one clear line on failure."""

import gettext
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from db import vault
from observatory.cases.case import Case
from observatory.ports import Stamp
from observatory.security import key_derivation
from observatory.security.key_derivation import KdfCost
from ui.cli import main

STAMP = Stamp(date(2026, 5, 6), datetime(2026, 5, 6, tzinfo=UTC), "clinician", "N")
WORDS = "cavallo nuvola pettine diciotto"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _language_of_tests(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The command line sets the language of argparse for the whole process; put it back."""
    monkeypatch.setattr(key_derivation, "raised", lambda _cost, _seconds: None)
    monkeypatch.setenv("LANGUAGE", "en")
    domain = gettext.textdomain()
    yield
    gettext.textdomain(domain)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line in a folder with a store `s`, a folder `usb` and the passphrase in `p`."""
    monkeypatch.chdir(tmp_path)
    store = vault.create(tmp_path / "s", WORDS, cost=KdfCost(1024, 1, 1))
    with store.begin() as unit:
        unit.cases.add(Case(id="1"), STAMP)
        unit.commit()
    store.close()
    (tmp_path / "usb").mkdir()
    (tmp_path / "p").write_text(f"{WORDS}\n", encoding="utf-8")

    def command(*arguments: object) -> tuple[int, str, str]:
        try:
            status = main(["store", *(str(argument) for argument in arguments)])
        except SystemExit as left:
            status = left.code if isinstance(left.code, int) else 1
        out, err = capsys.readouterr()
        return status, out, err

    return command


def backup_of(run: Run, *more: object) -> Path:
    status, out, err = run("backup", "s", "--passphrase-file", "p", *more)
    assert status == 0, err
    found = re.search(r": (\S+\.osbackup)\n", out)
    assert found is not None, out
    return Path(found[1])


def complaint(err: str) -> str:
    (line,) = [line for line in err.splitlines() if not line.endswith("…")]
    return line


def test_info_tells_what_is_there_and_counts_only_with_the_passphrase(run: Run) -> None:
    status, out, err = run("info", "s")
    assert (status, err) == (0, "")
    assert re.match(r"Archivio [0-9a-f-]{36}, epoca 1, file delle chiavi n. 1\n  chiuso; ", out)
    assert "casi" not in out
    assert WORDS not in out
    assert "  casi: 1\n" in run("info", "s", "--passphrase-file", "p")[1]


def test_info_sees_an_open_store_and_a_damaged_key_file(run: Run) -> None:
    Path("s/vault.keys.bak").write_bytes(b"OSSKEYS no more")
    store = vault.open_(Path("s"), WORDS)
    assert "aperto adesso" in run("info", "s")[1]
    store.close()
    Path("s/vault.keys.bak").write_bytes(b"OSSKEYS no more")
    assert "vault.keys.bak è danneggiato o manca" in run("info", "s")[1]
    assert "vault.keys.bak is damaged or missing" in run("verify", "s", "--passphrase-file", "p", "--lang", "en")[1]


def test_a_backup_is_made_told_checked_and_restored(run: Run) -> None:
    made = backup_of(run, "--to", "usb")
    assert made.is_file()
    status, out, _ = run("info", made)
    assert status == 0
    assert "firmato dal membro" in out
    assert "casi" not in out
    status, out, _ = run("verify", made, "--passphrase-file", "p", "--lang", "en")
    assert (status, out.splitlines()[-1]) == (0, f"Checked: {made} is whole.")
    status, out, _ = run("restore", made, "--to", "new", "--passphrase-file", "p")
    assert status == 0
    assert "  casi: 1\n" in out
    assert run("verify", "new", "--passphrase-file", "p")[0] == 0


def test_a_backup_goes_to_a_file_that_is_not_there_yet(run: Run) -> None:
    made = backup_of(run, "--to", "usb/mine.osbackup")
    before = made.read_bytes()
    status, _, err = run("backup", "s", "--to", made, "--passphrase-file", "p")
    assert (status, made.read_bytes()) == (1, before)
    assert "esiste già" in complaint(err)


def test_the_daily_folder_is_chosen_once(run: Run) -> None:
    status, _, err = run("backup", "s", "--passphrase-file", "p")
    assert status == 2
    assert "--to" in complaint(err)
    first = backup_of(run, "--to", "usb", "--keep")
    assert first.parent == Path("usb").absolute()
    assert re.fullmatch(r"osservatorio-[0-9a-f]{8}-\d{8}T\d{6}Z\.osbackup", first.name)
    assert backup_of(run).parent == Path("usb").absolute()


def test_a_folder_that_is_not_there_is_told(run: Run) -> None:
    assert "non esiste" in complaint(run("backup", "s", "--to", "gone", "--passphrase-file", "p")[2])


def test_nothing_is_restored_or_rescued_over_anything(run: Run) -> None:
    made = backup_of(run, "--to", "usb")
    assert "non è vuota" in complaint(run("restore", made, "--to", "s", "--passphrase-file", "p")[2])
    assert "non è vuota" in complaint(run("rescue", "s", "--out", "usb", "--passphrase-file", "p")[2])


def test_a_damaged_store_and_a_damaged_backup_are_named(run: Run) -> None:
    made = backup_of(run, "--to", "usb")
    for path, sentence in ((Path("s/vault.db"), "base dati è danneggiata"), (made, "salvataggio è danneggiato")):
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
        status, _, err = run("verify", path if path == made else "s", "--passphrase-file", "p")
        assert status == 1
        assert sentence in complaint(err)


def test_what_was_rescued_is_told_page_by_page(run: Run) -> None:
    status, out, _ = run("rescue", "s", "--out", "whole", "--passphrase-file", "p")
    assert (status, out.splitlines()[-1]) == (0, "Recuperato tutto in whole.")
    content = bytearray(Path("s/vault.db").read_bytes())
    content[-100] ^= 1
    Path("s/vault.db").write_bytes(content)
    status, out, _ = run("rescue", "s", "--out", "part", "--passphrase-file", "p", "--lang", "en")
    assert status == 0
    assert f"of which damaged 1\n  damaged pages: {len(content) // 4096}\n" in out
    assert not Path("part/rescued.sqlite").exists()


def test_a_plain_rescue_warns(run: Run) -> None:
    status, out, _ = run("rescue", "s", "--out", "open", "--plain", "--passphrase-file", "p")
    assert status == 0
    assert "non cifrata" in out
    assert Path("open/rescued.sqlite").read_bytes().startswith(b"SQLite format 3\x00")


@pytest.mark.parametrize("command", ["info", "verify", "backup", "restore", "rescue"])
def test_each_command_explains_itself_in_both_languages(run: Run, command: str) -> None:
    italian, english = run(command, "--help"), run(command, "--help", "--lang", "en")
    assert italian[0] == english[0] == 0
    assert italian[1].startswith("uso:")
    assert english[1].startswith("usage:")


def test_the_help_of_a_plain_rescue_says_what_it_means(run: Run) -> None:
    told = " ".join(run("rescue", "--help", "--lang", "en")[1].split())
    assert "NOT encrypted: anybody who has the file reads every record" in told


def test_the_wrong_passphrase_opens_nothing(run: Run) -> None:
    made = backup_of(run, "--to", "usb")
    Path("p").write_text("tutta un’altra frase\n", encoding="utf-8")
    for arguments in (("verify", made), ("verify", "s"), ("restore", made, "--to", "n"), ("rescue", "s", "--out", "n")):
        status, _, err = run(*arguments, "--passphrase-file", "p")
        assert status == 1
        assert "Nome o frase d’accesso errati" in complaint(err)
    assert not Path("n").exists()

"""The commands on a store's keys, on a real store whose derivation is as cheap as it may be."""

import re
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from observatory.security import key_derivation
from observatory.security.key_derivation import KdfCost
from observatory.security.paper_key import PaperKey, new_paper_key
from ui import bootstrap
from ui.cli import main

OLD, NEW = "cavallo nuvola pettine diciotto", "lampada sentiero arancia ventuno"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("db.vault.calibrated", lambda: KdfCost(1024, 1, 1))
    monkeypatch.setattr("db.vault_keys.calibrated", lambda: KdfCost(1024, 1, 1))
    monkeypatch.setattr(key_derivation, "raised", lambda _cost, _seconds: None)
    monkeypatch.setattr(bootstrap, "harden_process", lambda: None)
    return


class Run:
    """The command line in a folder of its own, with the two passphrases in files."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys
        self.store, self.sheet = folder / "s", folder / "f.pdf"
        for name, words in (("old", OLD), ("new", NEW)):
            (folder / name).write_text(f"{words}\n", encoding="utf-8")

    def __call__(self, verb: str, *arguments: object, lang: str = "it") -> tuple[int, str, str]:
        try:
            status = main(["store", verb, str(self.store), *map(str, arguments), "--lang", lang])
        except SystemExit as left:
            status = left.code if isinstance(left.code, int) else 1
        out, err = self._capsys.readouterr()
        return status, out, err

    def create(self, *more: object) -> tuple[int, str, str]:
        return self("create", "--passphrase-file", self.folder / "old", *more)

    def rekey(self, old: str = "old", new: str = "new", lang: str = "it") -> tuple[int, str, str]:
        files = ("--passphrase-file", self.folder / old, "--new-passphrase-file", self.folder / new)
        return self("rekey", *files, lang=lang)

    def recover(self, new: str = "new") -> tuple[int, str, str]:
        files = ("--recovery-file", self.folder / "key", "--new-passphrase-file", self.folder / new)
        return self("recover", *files)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return Run(tmp_path, capsys)


def test_a_store_is_made_without_a_sheet_unless_one_is_asked_for(run: Run) -> None:
    status, out, err = run.create()
    assert (status, err) == (0, "")
    assert "oglio" not in out
    assert not run.sheet.exists()
    store = bootstrap.open_store(run.store, OLD)
    assert bootstrap.keys_of(store).sheet == ""
    store.close()


def test_the_sheet_is_written_where_it_was_asked_for_and_said(run: Run) -> None:
    status, out, err = run.create("--recovery-sheet", run.sheet)
    assert (status, err) == (0, "")
    assert f"Foglio di recupero scritto in {run.sheet}" in out
    assert stat.S_IMODE(run.sheet.stat().st_mode) == 0o600
    store = bootstrap.open_store(run.store, OLD)
    assert bootstrap.keys_of(store).sheet
    store.close()


def test_a_sheet_that_cannot_be_written_means_no_store(run: Run) -> None:
    status, _, err = run.create("--recovery-sheet", run.folder / "nowhere" / "f.pdf")
    assert (status, err.count("\n")) == (1, 1)
    assert not run.store.exists()


def test_the_passphrase_changes_and_the_old_one_is_refused(run: Run) -> None:
    run.create()
    status, out, err = run.rekey()
    assert (status, out.count("\n"), err) == (0, 1, "")
    assert "vale solo quella nuova" in out
    status, _, err = run.rekey()
    assert status == 1
    assert "Nome o frase d’accesso errati" in err
    assert run.rekey("new", "old")[0] == 0


def test_the_groups_of_the_sheet_set_a_new_passphrase(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = new_paper_key()
    monkeypatch.setattr("observatory.security.paper_key.new_paper_key", lambda: paper)
    run.create("--recovery-sheet", run.sheet)
    (run.folder / "key").write_text("\n".join(paper.groups).lower() + "\n", encoding="utf-8")
    status, out, err = run.recover()
    assert (status, err) == (0, "")
    assert "non apre più" in out
    assert run.rekey("old", "old")[0] == 1
    assert run.rekey("new", "old")[0] == 0
    assert run.recover()[0] == 0  # the sheet stays valid


@pytest.mark.parametrize("key", ["", "ABCDE", "\udcff", None, " ".join(PaperKey(bytes(range(20))).groups)])
def test_a_key_that_is_not_of_this_store_is_one_clear_line(run: Run, key: str | None) -> None:
    run.create("--recovery-sheet", run.sheet)
    if key is not None:
        (run.folder / "key").write_bytes(key.encode(errors="surrogateescape"))
    before = (run.store / "vault.keys").read_bytes()
    status, out, err = run.recover()
    assert (status in (1, 2), out, err.count("\n")) == (True, "", 1)
    assert re.match(r"observatory: .*\.\n$", err)
    assert (run.store / "vault.keys").read_bytes() == before


def test_a_mended_key_file_is_told_beside_the_output_in_the_language_asked_for(run: Run) -> None:
    run.create()
    (run.store / "vault.keys").write_bytes(b"rubbish")
    status, out, err = run.rekey(lang="en")
    assert (status, out.count("\n")) == (0, 1)
    assert "vault.keys” was damaged" in err
    assert run.rekey("new", "old")[2] == ""


def test_too_short_a_new_passphrase_changes_nothing(run: Run) -> None:
    run.create()
    (run.folder / "new").write_text("corta\n", encoding="utf-8")
    assert run.rekey()[0] != 0
    (run.folder / "new").write_text(NEW, encoding="utf-8")
    assert run.rekey()[0] == 0

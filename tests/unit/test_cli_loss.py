"""`summary --explain` and `--keep`: the loss account and its price on the command line; nothing is made by it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db.memory import MemoryStore
from observatory.security.slots import Login
from observatory.usecases.build_demo import build_demo
from observatory.usecases.earlier_editions import SUMMARY
from ui import bootstrap
from ui.cli import main

ASKED = ("--period", "2025-Q4", "--as-of", "2025-12-31", "--lang", "en")


class _Open(MemoryStore):
    """Stays open from command to command."""

    def close(self) -> None: ...


@pytest.fixture(scope="module")
def store() -> MemoryStore:
    made = _Open()
    build_demo(made, seed=1, cases=150)
    return made


@pytest.fixture
def run(
    store: MemoryStore, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    def opened(_folder: Path, _login: Login) -> MemoryStore:
        return store

    monkeypatch.setattr(bootstrap, "open_store", opened)
    passphrase = tmp_path / "passphrase.txt"
    passphrase.write_text("frase\n", encoding="utf-8")

    def ran(*arguments: str) -> tuple[int, str, str]:
        try:
            status: Any = main(
                ["summary", str(tmp_path / "s"), *ASKED, "--passphrase-file", str(passphrase), *arguments]
            )
        except SystemExit as left:
            status = left.code
        return (int(status or 0), *capsys.readouterr())

    return ran


def test_the_account_names_every_hidden_count_with_its_reason_and_makes_nothing(
    run: Callable[..., tuple[int, str, str]], store: MemoryStore
) -> None:
    status, out, _ = run("--explain")
    assert status == 0
    lines = out.splitlines()
    assert lines[0].startswith("Only for whoever prepares the summary")
    assert any(line.startswith("T1b: ") and "under the threshold" in line for line in lines)
    assert any(line.startswith("  T1b:") and "fewer events than the threshold" in line for line in lines)
    with store.begin() as unit:
        assert unit.releases.all(SUMMARY) == ()


def test_a_cell_to_keep_comes_with_its_price(run: Callable[..., tuple[int, str, str]]) -> None:
    _, out, _ = run("--explain")
    hidden = [line.split()[0] for line in out.splitlines() if line.startswith("  T") and "work out" in line]
    mark = next(name for name in hidden if name.startswith(("T1b", "T5", "T10a", "T3b")))
    status, out, _ = run("--explain", "--keep", mark)
    assert status == 0
    assert "Cells kept: 1 of 1." in out
    assert "Shown besides:" in out


def test_what_cannot_be_kept_is_refused_in_one_sentence(run: Callable[..., tuple[int, str, str]]) -> None:
    _, out, _ = run("--explain")
    small = next(line.split()[0] for line in out.splitlines() if "fewer events than the threshold" in line)
    status, _, err = run("--explain", "--keep", small)
    assert (status, "cannot be kept, whatever else is hidden" in err) == (2, True)
    status, _, err = run("--explain", "--keep", "T2:2025,CC,rate")
    assert (status, "no count of events" in err) == (2, True)
    assert run("--explain", "--keep", "T1b")[0] == 2


def test_either_a_file_or_an_explanation(run: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    assert run()[0] == 2
    status, _, err = run("--explain", "--out", str(tmp_path / "x.pdf"))
    assert (status, "--explain writes nothing" in err) == (2, True)
    assert not (tmp_path / "x.pdf").exists()

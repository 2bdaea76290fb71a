"""The command line as each role has it: what the role may not do is refused in one line and leaves nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from db.memory import MemoryStore
from observatory.authorisation.store import GuardedStore
from observatory.errors import NotAllowed
from observatory.progress import silent
from observatory.security.audit.entries import Wanted
from observatory.security.members import Member
from observatory.security.roles import ASSIGNABLE, Role
from observatory.selection import EVERYTHING
from ui import bootstrap
from ui.cli import main

REGISTER = "id,sex\n1,M\n"
MAPPING = 'name = "r"\nkey = "id"\n[[column]]\nfrom = "sex"\nto = "sex"\n'
COMMANDS = {
    "import store register.csv --mapping mapping.toml": {Role.CLINICIAN},
    "import store register.csv --mapping mapping.toml --dry-run": {Role.CLINICIAN},
    "summary store --period 2019 --out out.pdf": {Role.ANALYST},
    "export store --period 2019 --format csv --out tables": {Role.ANALYST},
    "audit show store": {Role.ADMINISTRATOR, Role.AUDITOR},
    "audit export store --format csv --out log.csv": {Role.ADMINISTRATOR, Role.AUDITOR},
}


@pytest.fixture
def run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[[str, MemoryStore], tuple[int, str]]:
    """Runs a command on a store; exit status and standard error."""
    (tmp_path / "passphrase.txt").write_text("una frase giusta\n", encoding="utf-8")
    (tmp_path / "register.csv").write_text(REGISTER, encoding="utf-8")
    (tmp_path / "mapping.toml").write_text(MAPPING, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANGUAGE", "en")

    def ran(command: str, store: MemoryStore) -> tuple[int, str]:
        monkeypatch.setattr(bootstrap, "open_store", lambda *_given, **_named: GuardedStore(store))
        status = main([*command.split(), "--passphrase-file", "passphrase.txt"])
        return status, capsys.readouterr().err

    return ran


def member(role: Role) -> Member:
    return Member("me", "rossi", "PS", (role,))


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("role", ASSIGNABLE)
def test_a_command_outside_a_role_says_one_line_and_leaves_nothing(
    run: Callable[[str, MemoryStore], tuple[int, str]], tmp_path: Path, role: Role, command: str
) -> None:
    store = MemoryStore(member(role))
    before = sorted(path.name for path in tmp_path.iterdir())
    status, told = run(command, store)
    if role in COMMANDS[command]:
        assert status == 0, told
        return
    assert status == 1
    lines = [line for line in told.splitlines() if line.startswith("observatory: ")]
    assert len(lines) == 1
    assert lines[0].startswith("observatory: Non consentito: serve il ruolo di ")
    written = [path.name for path in tmp_path.iterdir() if not path.is_dir()]
    assert set(written) <= set(before)
    assert not any(path.is_file() for folder in tmp_path.iterdir() if folder.is_dir() for path in folder.iterdir())
    with MemoryStore.begin(reopened(store)) as unit:
        assert unit.cases.count(EVERYTHING) == 0
        assert unit.audit.count(Wanted()) == 0, "what is refused is not noted as done"
        assert unit.releases.all("summary") == ()


def reopened(store: MemoryStore) -> MemoryStore:
    again = MemoryStore(store.member)
    again.contents = store.contents
    return again


@pytest.mark.parametrize("role", [role for role in ASSIGNABLE if role is not Role.ADMINISTRATOR])
def test_only_an_administrator_makes_or_orders_backups(tmp_path: Path, role: Role) -> None:
    store = GuardedStore(MemoryStore(member(role)))
    for act in (
        lambda: bootstrap.back_up(store, tmp_path / "b.osbackup", silent),
        lambda: bootstrap.back_up_in_folder(store, silent),
        lambda: bootstrap.choose_backup_folder(store, tmp_path),
        lambda: bootstrap.check_backup(store, tmp_path / "b.osbackup", silent),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("role", ASSIGNABLE)
def test_the_backup_of_the_day_is_nobodys_permission(role: Role) -> None:
    # A store that is not on disk has none to make; the point is that nobody is refused.
    assert bootstrap.back_up_if_due(GuardedStore(MemoryStore(member(role))), silent) is None

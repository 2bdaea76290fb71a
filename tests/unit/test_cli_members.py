"""The command line on members, without a store on disk: what is asked of the keys, and what is said."""

import gettext
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from db.memory import MemoryStore
from observatory.errors import NotAllowed
from observatory.ports import Store
from observatory.progress import Progress
from observatory.security.members import Member, accepted_force, accepted_name, folded, forces
from observatory.security.paper_key import PaperKey
from observatory.security.roles import Role
from observatory.security.slots import Login
from observatory.security.store_keys import Newcomer
from observatory.terms import Term
from ui import bootstrap
from ui.cli import main


@dataclass
class Asked:
    """Keys that remember what they were asked for."""

    calls: list[tuple[object, ...]] = field(default_factory=list)
    refuses: bool = False

    def add_member(self, newcomer: Newcomer, passphrase: str) -> Member:
        self._note("add", newcomer, passphrase)
        return Member("1", newcomer.name, newcomer.force, newcomer.roles)

    def change_member(self, name: str, roles: tuple[Role, ...], force: str) -> Member:
        self._note("role", name, roles, force)
        return Member("1", name, force, roles)

    def remove_member(self, name: str, progress: Progress) -> None:
        progress(0, 0, Term("Riscrittura", "Writing anew"))
        self._note("remove", name)

    def _note(self, *call: object) -> None:
        if self.refuses:
            raise NotAllowed(Term("Non consentito.", "Not allowed."))
        self.calls.append(call)


class Run:
    """The command line in a folder with two passphrase files."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.keys, self.logins, self.founders = Asked(), list[Login](), list[Newcomer | None]()
        self._capsys = capsys
        monkeypatch.chdir(folder)
        monkeypatch.setattr(bootstrap, "open_store", self._open)
        monkeypatch.setattr(bootstrap, "create_store", self._create)
        monkeypatch.setattr(bootstrap, "keys_of", lambda _store: self.keys)
        for name in ("mine", "theirs"):
            Path(name).write_text(f"frase di {name} lunga\n", encoding="utf-8")

    def _open(self, _folder: Path, login: Login) -> Store:
        self.logins.append(login)
        return MemoryStore()

    def _create(
        self, _folder: Path, _words: str, _paper: PaperKey | None = None, founder: Newcomer | None = None
    ) -> Store:
        self.founders.append(founder)
        return MemoryStore()

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        try:
            status = main([*arguments, "--passphrase-file", "mine"])
        except SystemExit as left:
            status = left.code if isinstance(left.code, int) else 1
        out, err = self._capsys.readouterr()
        return status, out, err

    def add(self, *more: str) -> tuple[int, str, str]:
        return self("member", "add", "s", "Anna", "--new-passphrase-file", "theirs", *more)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    monkeypatch.setenv("LANGUAGE", "en")
    domain = gettext.textdomain()
    yield Run(tmp_path, capsys, monkeypatch)
    gettext.textdomain(domain)


def test_roles_come_with_commas_or_again_and_the_force_in_any_letters(run: Run) -> None:
    status, out, err = run.add("--role", "analyst, Secretary", "--role", "auditor", "--force", "cc")
    assert (status, err) == (0, "")
    assert out.startswith("Anna è ora un membro")
    roles = (Role.ANALYST, Role.SECRETARY, Role.AUDITOR)
    assert run.keys.calls == [("add", Newcomer("Anna", "CC", roles), "frase di theirs lunga")]


def test_a_member_opens_by_name(run: Run) -> None:
    run.add("--role", "analyst", "--member", "Capo")
    run.add("--role", "analyst")
    assert [(login.name, login.passphrase) for login in run.logins] == [
        ("Capo", "frase di mine lunga"),
        ("", "frase di mine lunga"),
    ]


def test_whoever_founds_a_store_may_say_who_they_are(run: Run) -> None:
    assert run("store", "create", "s", "--member", "Capo", "--force", "PS")[0] == 0
    assert run("store", "create", "t")[0] == 0
    told = [(founder.name, founder.force) for founder in run.founders if founder is not None]
    assert told == [("Capo", "PS"), ("titolare", "")]


def test_other_roles_leave_the_force_as_it_was_unless_one_is_given(run: Run) -> None:
    name = MemoryStore().member.name
    assert run("member", "role", "s", name, "auditor", "desk")[0] == 0
    assert run("member", "role", "s", name, "auditor", "--force", "GF")[0] == 0
    force = MemoryStore().member.force
    assert [call[2:] for call in run.keys.calls] == [((Role.AUDITOR, Role.DESK), force), ((Role.AUDITOR,), "GF")]


def test_a_removal_shows_how_far_it_is_and_says_what_follows(run: Run) -> None:
    status, out, err = run("member", "remove", "s", "Anna", "--lang", "en")
    assert (status, err) == (0, "Writing anew …\n")
    assert run.keys.calls == [("remove", "Anna")]
    assert "Backups made before stay under the keys of before" in out


def test_a_refusal_is_one_line(run: Run) -> None:
    run.keys.refuses = True
    for status, out, err in (run.add("--role", "analyst"), run("member", "role", "s", "titolare", "auditor")):
        assert (status, out, err) == (1, "", "observatory: Non consentito.\n")


@pytest.mark.parametrize("missing", ["theirs", "mine"])
def test_nothing_is_opened_without_both_passphrases(run: Run, missing: str) -> None:
    Path(missing).unlink()
    status, out, err = run.add("--role", "analyst")
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert not run.logins


def test_forces_of_members_are_those_of_the_observatory() -> None:
    assert forces() == ("PS", "CC", "GF", "PP")
    assert accepted_force("", (Role.ANALYST,)) == ""


def test_names_are_the_same_that_read_the_same() -> None:
    assert folded(" Jose\u0301  ROSSI ") == folded("josé rossi")
    assert accepted_name(" Jose\u0301  Rossi ") == "José Rossi"

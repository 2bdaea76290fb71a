"""The command line: help, wrong use, one clear line on failure, both languages, nothing of Qt; on a memory store."""

import argparse
import errno
import gettext
import io
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

from db.memory import MemoryStore
from observatory.errors import FileTrouble, StoreExists, WrongPassphrase, WrongUse
from observatory.security.first_version import FOUNDER
from observatory.security.paper_key import PaperKey
from observatory.security.slots import Login
from observatory.security.store_keys import Newcomer
from observatory.selection import EVERYTHING
from observatory.terms import Language, Term
from ui import bootstrap
from ui.cli import main
from ui.cli.parser import parser
from ui.cli.progress_line import progress_line

ROOT = Path(__file__).parents[2]
COMMANDS = (
    ["audit"],
    ["audit", "verify"],
    ["audit", "show"],
    ["audit", "export"],
    ["demo"],
    ["member"],
    *(["member", verb] for verb in ("list", "add", "role", "remove")),
    ["link"],
    *(["link", verb] for verb in ("candidates", "list", "add", "revoke")),
    ["disclosure"],
    ["disclosure", "protect"],
    ["disclosure", "verify"],
    ["disclosure", "attack"],
    ["store"],
    ["store", "create"],
    ["import"],
    ["summary"],
    ["export"],
)
RIGHT = "una frase giusta"
REGISTER = "id,sex\n1,M\n"
MAPPING = 'name = "r"\nkey = "id"\n[[column]]\nfrom = "sex"\nto = "sex"\n'


@pytest.fixture(autouse=True)
def language_of_tests(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The command line sets the language of argparse for the whole process; put it back."""
    monkeypatch.setenv("LANGUAGE", "en")
    domain = gettext.textdomain()
    yield
    gettext.textdomain(domain)


class Run:
    """The command line on a memory store that any folder opens with the right passphrase."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.store = MemoryStore()
        self._capsys = capsys
        self.passphrase = folder / "passphrase.txt"
        self.passphrase.write_text(f"{RIGHT}\n", encoding="utf-8")
        monkeypatch.setattr(bootstrap, "open_store", self._open)
        monkeypatch.setattr(bootstrap, "create_store", self._create)
        monkeypatch.chdir(folder)
        (folder / "register.csv").write_text(REGISTER, encoding="utf-8")
        (folder / "mapping.toml").write_text(MAPPING, encoding="utf-8")

    def _open(self, _folder: Path, login: Login) -> MemoryStore:
        if login.passphrase != RIGHT:
            raise WrongPassphrase(Term("Frase d’accesso errata.", "Wrong passphrase."))
        return self.store

    def _create(
        self, folder: Path, _passphrase: str, _paper: PaperKey | None = None, founder: Newcomer = FOUNDER
    ) -> MemoryStore:
        self.founder = founder
        if folder.exists() and any(folder.iterdir()):
            raise StoreExists(Term("C’è già un archivio.", "There is a store already."))
        folder.mkdir(exist_ok=True)
        (folder / "vault.db").write_bytes(b"")
        return self.store

    def __call__(self, *arguments: object) -> tuple[int, str, str]:
        """Exit status, standard output and standard error."""
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as left:
            status = left.code if isinstance(left.code, int) else 1
        out, err = self._capsys.readouterr()
        return status, out, err

    def imports(self, *more: object) -> tuple[int, str, str]:
        given = ("--mapping", "mapping.toml", "--passphrase-file", self.passphrase)
        return self("import", "store", "register.csv", *given, *more)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    return Run(tmp_path, capsys, monkeypatch)


def only_line(text: str) -> str:
    lines = [line for line in text.splitlines() if not line.endswith("…")]
    assert len(lines) == 1, text
    return lines[0]


@pytest.mark.parametrize("command", [[], *COMMANDS], ids=" ".join)
@pytest.mark.parametrize("language", Language)
def test_every_command_has_help_in_both_languages(run: Run, command: list[str], language: Language) -> None:
    status, out, err = run("--lang", language, *command, "--help")
    assert (status, err) == (0, "")
    assert out.startswith("uso: observatory" if language is Language.IT else "usage: observatory")
    english = re.search(r"\b(show th|usage|options|arguments|folder|file to)\b", out)
    assert (english is None) == (language is Language.IT), out


@pytest.mark.parametrize("language", Language)
def test_no_command_is_without_help(language: Language) -> None:
    """Found in the parser itself: a per cent sign in a help sentence would break it."""

    def all_of(told: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
        yield told
        for action in told._actions:
            if isinstance(action, argparse._SubParsersAction):
                for below in action.choices.values():
                    yield from all_of(below)

    found = list(all_of(parser(language)))
    assert len(found) > len(COMMANDS)
    assert all(each.format_help() for each in found)


def test_what_argparse_says_is_translated(run: Run) -> None:
    """Every sentence of argparse that this command line can bring out has an Italian counterpart."""
    tried = [
        run("nothing"),
        run("store"),
        run("demo", "--cases"),
        run("demo", "--cases", "many"),
        run("store", "create", "x", "y", "--passphrase-file", "z"),
        run("import", "--dry-run=3", "a", "b"),
        run("--lang", "fr", "demo"),
    ]
    assert [status for status, _, _ in tried] == [2] * len(tried)
    said = " ".join(err for _, _, err in tried)
    assert not re.search(r"\b(error|argument |invalid|required|unrecognized|expected|ignored|choose)\b", said), said


@pytest.mark.parametrize("language", Language)
def test_the_version_is_told(run: Run, language: Language) -> None:
    status, out, _ = run("--version", "--lang", language)
    assert status == 0
    assert re.fullmatch(r"observatory( \d+\.\d+\.\d+\S*)?\n", out)


@pytest.mark.parametrize(
    "arguments",
    [
        "demo --store a --out b --passphrase-file c --cases 0",
        "demo --store a --out b --passphrase-file c --cases 9999999",
        "demo --store a --out b --passphrase-file c --seed x",
        "demo --store a --out b",
        "summary a --period 2019-Q5 --out b --passphrase-file c",
        "summary a --period 2019-Q1 --as-of 2019-02-30 --out b --passphrase-file c",
        "summary a --period 2019-Q1 --audience everybody --out b --passphrase-file c",
        "export a --period 2019 --format pdf --out b --passphrase-file c",
        "import a b --passphrase-file c",
        "it",
    ],
)
def test_wrong_use_leaves_with_two_and_says_what_was_expected(run: Run, arguments: str) -> None:
    status, out, err = run(*arguments.split())
    assert (status, out) == (2, "")
    assert "uso non valido" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("short", ["--passphrase", "--mapp", "--dry"])
def test_abbreviated_options_are_refused(run: Run, short: str) -> None:
    assert run("import", "a", "b", short, "c")[0] == 2


@pytest.mark.parametrize("place", ["before", "after"])
def test_the_language_may_stand_before_or_after_the_command(run: Run, place: str) -> None:
    given = ("import", "store", "register.csv", "--mapping", "gone.toml", "--passphrase-file", run.passphrase)
    asked = ("--lang", "en", *given) if place == "before" else (*given, "--lang=en")
    assert "mapping file cannot be read" in only_line(run(*asked)[2])
    assert "file della mappatura non si può leggere" in only_line(run(*given)[2])


def test_a_store_is_made(run: Run) -> None:
    status, out, err = run("store", "create", "new", "--passphrase-file", run.passphrase)
    assert (status, out, err) == (0, "Archivio creato in new.\n", "")


def test_a_store_that_exists_is_left_as_it_is(run: Run) -> None:
    run("store", "create", "new", "--passphrase-file", run.passphrase)
    status, _, err = run("store", "create", "new", "--passphrase-file", run.passphrase)
    assert (status, only_line(err)) == (1, "observatory: C’è già un archivio.")


def test_the_wrong_passphrase_is_told_in_one_line(run: Run) -> None:
    run.passphrase.write_text("una frase sbagliata\n", encoding="utf-8")
    status, out, err = run.imports()
    assert (status, out, only_line(err)) == (1, "", "observatory: Frase d’accesso errata.")


@pytest.mark.parametrize("content", [b"\xef\xbb\xbfuna frase giusta\r\n", b"una frase giusta", b"una frase giusta\nx"])
def test_the_passphrase_is_the_first_line_however_the_file_was_saved(run: Run, content: bytes) -> None:
    run.passphrase.write_bytes(content)
    assert run.imports()[0] == 0


@pytest.mark.parametrize("content", [b"", b"  \n", b"\nuna frase giusta\n", b"\xff\xfe\xff segreto", None])
def test_a_passphrase_file_without_a_passphrase_is_told_without_its_content(run: Run, content: bytes | None) -> None:
    if content is None:
        run.passphrase.unlink()
    else:
        run.passphrase.write_bytes(content)
    status, _, err = run.imports()
    assert status == 1
    assert "frase d’accesso" in only_line(err)
    assert "segreto" not in err
    assert "giusta" not in err


def test_an_import_says_its_counts_and_what_was_refused(run: Run) -> None:
    (run.folder / "register.csv").write_text("id,sex\n" + "".join(f"{n},Q\n" for n in range(12)), encoding="utf-8")
    status, out, _ = run.imports("--report", "report.csv")
    lines = out.splitlines()
    assert status == 0
    assert lines[0].endswith("Righe lette 12 = nuove 0 + modificate 0 + invariate 0 + rifiutate 12.")
    assert lines[1].startswith("  riga 2, colonna «sex», E203: ")
    assert len(lines) == 12
    assert "altri 2" in lines[-1]
    report = (run.folder / "report.csv").read_text(encoding="utf-8").splitlines()
    assert len(report) == 13


def test_a_report_that_cannot_be_written_stops_the_import_before_it_begins(run: Run) -> None:
    status, out, err = run.imports("--report", "gone/report.csv")
    assert (status, out) == (1, "")
    assert "la cartella non esiste" in only_line(err)
    with run.store.begin() as unit:
        assert unit.cases.count(EVERYTHING) == 0


@pytest.mark.parametrize("place", ["folder", "device"])
def test_a_report_where_no_file_can_stand_stops_the_import_before_it_begins(run: Run, place: str) -> None:
    """A device would otherwise be replaced by a plain file, for whoever may do that."""
    target = run.folder / "folder"
    target.mkdir()
    status, out, err = run.imports("--report", target if place == "folder" else os.devnull)
    assert (status, out) == (1, "")
    assert ("cartella" if place == "folder" else "dispositivo") in only_line(err)
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize("named", ["register.csv", "mapping.toml", "passphrase.txt", "link"])
def test_a_result_never_takes_the_place_of_what_is_read(run: Run, named: str) -> None:
    (run.folder / "link").symlink_to("register.csv")
    before = (run.folder / named).read_bytes()
    status, out, err = run.imports("--report", named)
    assert (status, out) == (2, "")
    assert "Nulla è stato sovrascritto" in only_line(err)
    assert (run.folder / named).read_bytes() == before


@pytest.mark.parametrize("place", ["store/vault.db", "other/vault.keys", "other/below"])
def test_a_result_never_stands_inside_a_store(run: Run, place: str) -> None:
    for folder in ("store", "other"):
        (run.folder / folder).mkdir()
        for name in ("vault.db", "vault.keys"):
            (run.folder / folder / name).write_bytes(b"kept")
    asked = ("--period", "2019", "--out", place, "--passphrase-file", run.passphrase)
    exports = [("export", "store", "--format", form) for form in ("csv", "sdmx")]
    for command in (("summary", "store"), *exports, ("demo", "--store", "store")):
        given = asked[2:] if command[0] == "demo" else asked
        status, out, err = run(*command, *given)
        assert (status, out) == (2, "")
        assert "dentro un archivio" in only_line(err)
    assert {path.read_bytes() for path in run.folder.glob("*/vault.*")} == {b"kept"}
    assert not (run.folder / "other" / "below").exists()


def test_an_import_whose_report_finds_no_room_is_told_as_done(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    status, out, err = run.imports("--report", "report.csv")
    assert (status, "Importazione conclusa" in out) == (1, True)
    assert "disco è pieno" in only_line(err)
    assert {path.name for path in run.folder.iterdir()} == {"register.csv", "mapping.toml", "passphrase.txt"}


def test_a_failed_import_leaves_no_report(run: Run) -> None:
    (run.folder / "register.csv").write_text("x\n", encoding="utf-8")
    assert run.imports("--report", "report.csv")[0] == 1
    assert not (run.folder / "report.csv").exists()


def test_an_output_folder_that_cannot_be_made_stops_the_demo_before_it_begins(run: Run) -> None:
    (run.folder / "file").touch()
    asked = ("demo", "--store", "new", "--out", "file/out", "--passphrase-file", run.passphrase)
    status, _, err = run(*asked)
    assert status == 1
    assert "Non si può scrivere nella cartella" in only_line(err)
    assert not (run.folder / "new").exists()


def test_a_summary_that_could_not_be_written_is_not_issued(run: Run) -> None:
    asked = ("summary", "store", "--period", "2019", "--out", "gone/s.pdf", "--passphrase-file", run.passphrase)
    status, _, err = run(*asked)
    assert (status, only_line(err)[:12]) == (1, "observatory:")
    assert "la cartella non esiste" in err
    with run.store.begin() as unit:
        assert unit.releases.all("summary") == ()


FAILURES = (
    (FileTrouble(Term("Il disco è pieno.", "The disk is full.")), 1, "Il disco è pieno."),
    (WrongUse(Term("Periodo impossibile.", "Impossible period.")), 2, "Periodo impossibile."),
    (KeyboardInterrupt(), 1, "Interrotto"),
    (ZeroDivisionError("Mario Rossi"), 1, "Errore imprevisto"),
)


@pytest.mark.parametrize("failing", FAILURES, ids=lambda failing: type(failing[0]).__name__)
@pytest.mark.parametrize("was_there", [True, False])
def test_a_demo_that_fails_says_one_line_and_takes_its_store_away(
    run: Run, monkeypatch: pytest.MonkeyPatch, failing: tuple[BaseException, int, str], *, was_there: bool
) -> None:
    failure, status, said = failing

    def fails(*_: object, **__: object) -> None:
        raise failure

    monkeypatch.setattr("observatory.usecases.make_demo.make_demo", fails)
    if was_there:
        (run.folder / "new").mkdir()
    left, out, err = run("demo", "--store", "new", "--out", "out", "--passphrase-file", run.passphrase)
    assert (left, out) == (status, "")
    assert said in only_line(err)
    assert "Rossi" not in err
    assert (run.folder / "new").exists() == was_there
    assert not list(run.folder.glob("new/*"))


def test_nobody_reading_is_no_accident(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_text: str) -> int:
        raise BrokenPipeError

    monkeypatch.setattr(sys.stdout, "write", gone)
    assert run("store", "create", "new", "--passphrase-file", run.passphrase)[::2] == (1, "")


@pytest.mark.parametrize("closed", ["stdout", "stderr"])
def test_a_closed_output_stops_no_work(run: Run, monkeypatch: pytest.MonkeyPatch, closed: str) -> None:
    monkeypatch.setattr(sys, closed, None)
    status = run.imports()[0]
    getattr(sys, closed).close()
    assert status == 0


class _Full(io.StringIO):
    """A stream onto a full disk, which tells at once or only in the end."""

    def __init__(self, *, at_once: bool) -> None:
        super().__init__()
        self._at_once = at_once

    def write(self, text: str) -> int:
        return self._fail() if self._at_once else super().write(text)

    def flush(self) -> None:
        if not self._at_once:
            self._fail()

    def _fail(self) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("at_once", [True, False])
def test_progress_that_cannot_be_shown_stops_no_work(
    run: Run, monkeypatch: pytest.MonkeyPatch, *, at_once: bool
) -> None:
    monkeypatch.setattr(sys, "stderr", _Full(at_once=at_once))
    assert run.imports()[0] == 0


@pytest.mark.parametrize("at_once", [True, False])
def test_an_outcome_that_cannot_be_shown_is_told_as_such(
    run: Run, monkeypatch: pytest.MonkeyPatch, *, at_once: bool
) -> None:
    monkeypatch.setattr(sys, "stdout", _Full(at_once=at_once))
    status, _, err = run("store", "create", "new", "--passphrase-file", run.passphrase)
    assert (status, "Il lavoro è concluso" in only_line(err)) == (1, True)


@pytest.mark.parametrize("told", [end for end in signal.Signals if end.name in {"SIGTERM", "SIGHUP"}])
def test_being_told_to_end_leaves_nothing_half_done(
    run: Run, monkeypatch: pytest.MonkeyPatch, told: signal.Signals
) -> None:
    def ended(*_: object, **__: object) -> None:
        signal.raise_signal(told)

    monkeypatch.setattr("observatory.usecases.make_demo.make_demo", ended)
    # Whoever started the tests may have set the signal to be ignored, as nohup does; the program keeps to that.
    inherited = signal.signal(told, signal.SIG_DFL)
    try:
        status, out, err = run("demo", "--store", "new", "--out", "out", "--passphrase-file", run.passphrase)
        assert (status, out) == (1, "")
        assert "Interrotto" in only_line(err)
        assert not (run.folder / "new").exists()
        assert signal.getsignal(told) == signal.SIG_DFL
    finally:
        signal.signal(told, inherited)


def left(run: Callable[[], int]) -> object:
    try:
        return run()
    except SystemExit as exit_:
        return exit_.code


def test_the_command_line_loads_neither_qt_nor_what_only_some_commands_need() -> None:
    script = (
        "import json, sys\n"
        "from ui.cli.parser import parser\n"
        "from observatory.terms import Language\n"
        "parser(Language.IT)\n"
        "import observatory.usecases.import_register\n"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True, text=True)  # noqa: S603 - our own script
    assert not {"PySide6", "reportlab", "highspy", "xlsxwriter", "numpy", "scipy", "sqlalchemy"} & set(
        json.loads(done.stdout)
    )


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("stream", "says"), [(io.StringIO(), "Leggo …\n"), (_Terminal(), "\r\x1b[K 50 % Leggo …")])
def test_progress_is_a_line_for_people_and_a_stage_for_logs(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, says: str
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    with progress_line(Language.IT) as progress:
        progress(1, 2, Term("Leggo", "Reading"))
        progress(2, 2, Term("Leggo", "Reading"))
    assert stream.getvalue().startswith(says)
    assert stream.getvalue().count("Leggo") == 1


def test_the_catalogue_holds_what_argparse_may_say() -> None:
    """The compiled catalogue is the one whose source is beside it, and argparse still says these sentences."""
    folder = ROOT / "resources" / "translations"
    compiled: Any = gettext.translation("argparse", str(folder), languages=["it"])
    source = (folder / "argparse.po").read_text(encoding="utf-8")
    wanted = dict(re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', source, re.MULTILINE))
    unescaped = {k.replace("\\n", "\n"): v.replace("\\n", "\n") for k, v in wanted.items()}
    assert {k: compiled.gettext(k) for k in unescaped} == unescaped
    said = Path(argparse.__file__).read_text(encoding="utf-8")
    unknown = [sentence for sentence in wanted if sentence not in said]
    assert not unknown

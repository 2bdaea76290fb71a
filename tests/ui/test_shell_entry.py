"""Which way in is taken: the window without a command, the command line with one."""

import subprocess
import sys
from pathlib import Path

import pytest

import ui.cli
import ui.desktop.app
from observatory.terms import Language
from ui import entry


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [
        ([], (None, None)),
        (["--lang", "en"], (Language.EN, None)),
        (["--lang=it"], (Language.IT, None)),
        (["--store", "/archivio"], (None, Path("/archivio"))),
        (["--lang", "en", "--store=/archivio"], (Language.EN, Path("/archivio"))),
    ],
)
def test_without_a_command_the_window_opens(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], asked: tuple[Language | None, Path | None]
) -> None:
    given: list[tuple[Language | None, Path | None]] = []
    monkeypatch.setattr(ui.desktop.app, "run", lambda language, folder: given.append((language, folder)) or 0)
    assert entry.main(arguments) == 0
    assert given == [asked]


@pytest.mark.parametrize(
    "arguments",
    [["summary", "x"], ["--lang", "fr"], ["it"], ["--help"], ["--store"], ["--store="], ["--lang", "it", "demo"]],
)
def test_anything_else_goes_to_the_command_line(monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    passed: list[list[str]] = []
    monkeypatch.setattr(ui.cli, "main", lambda given: passed.append(given) or 2)
    assert entry.main(arguments) == 2
    assert passed == [arguments]


def test_the_window_loads_no_heavy_library_until_it_is_needed() -> None:
    program = (
        "import sys, ui.desktop.app, ui.desktop.main_window\n"
        "heavy = {'scipy', 'highspy', 'reportlab', 'xlsxwriter', 'numpy', 'sqlalchemy', 'zxcvbn'} & set(sys.modules)\n"
        "print(*sorted(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)  # noqa: S603
    assert (done.stdout.strip(), done.stderr.strip(), done.returncode) == ("", "", 0)

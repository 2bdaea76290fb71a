"""Which way in is taken: the window without a command, the command line with one."""

import subprocess
import sys

import pytest

import ui.cli
import ui.desktop.app
from observatory.terms import Language
from ui import entry


@pytest.mark.parametrize(
    ("arguments", "language"),
    [([], None), (["--lang", "en"], Language.EN), (["--lang=it"], Language.IT)],
)
def test_without_a_command_the_window_opens(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], language: Language | None
) -> None:
    asked: list[Language | None] = []
    monkeypatch.setattr(ui.desktop.app, "run", lambda wanted: asked.append(wanted) or 0)
    assert entry.main(arguments) == 0
    assert asked == [language]


@pytest.mark.parametrize("arguments", [["summary", "x"], ["--lang", "fr"], ["it"], ["--help"]])
def test_anything_else_goes_to_the_command_line(monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    passed: list[list[str]] = []
    monkeypatch.setattr(ui.cli, "main", lambda given: passed.append(given) or 2)
    assert entry.main(arguments) == 2
    assert passed == [arguments]


def test_the_window_loads_no_heavy_library_until_it_is_needed() -> None:
    program = (
        "import sys, ui.desktop.app, ui.desktop.main_window\n"
        "heavy = {'scipy', 'highspy', 'reportlab', 'xlsxwriter', 'numpy', 'sqlalchemy', 'zxcvbn'} & set(sys.modules)\n"
        "raise SystemExit(','.join(sorted(heavy)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)  # noqa: S603
    assert done.stderr.strip() == ""
    assert done.returncode == 0

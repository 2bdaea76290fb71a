"""Who may import whom, and what a start loads."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REPORT = """
import json, sys
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""
HELP = """
import contextlib, io
from ui.entry import main
with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):
    main(["--help"])
"""
WINDOW = """
from PySide6.QtWidgets import QApplication
QApplication.exec = lambda *_: 0
from ui.entry import main
main([])
"""
RECORDS = """
import observatory.entities, observatory.ports, observatory.search, observatory.validation
"""


def loaded_by(program: str, home: Path) -> set[str]:
    """The top-level packages in memory after this program, run in a process of its own."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_CONFIG_HOME": str(home),
        "XDG_DATA_HOME": str(home),
    }
    done = subprocess.run(  # noqa: S603 - a program written above
        [sys.executable, "-c", program + REPORT], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_every_import_contract_holds() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(  # noqa: S603 - the tool of this environment
        [linter, "--no-cache"], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("program", "needed", "unwanted"),
    [
        (HELP, "argparse", {"PySide6", "sqlalchemy", "numpy", "scipy", "highspy", "reportlab", "xlsxwriter", "zxcvbn"}),
        (WINDOW, "PySide6", {"scipy", "highspy", "reportlab", "xlsxwriter", "zxcvbn"}),
        (RECORDS, "observatory", {"PySide6", "sqlalchemy", "numpy", "scipy", "highspy", "reportlab", "cryptography"}),
    ],
    ids=["help", "window", "records"],
)
def test_a_start_loads_only_what_it_needs(program: str, needed: str, unwanted: set[str], tmp_path: Path) -> None:
    loaded = loaded_by(program, tmp_path)
    assert needed in loaded
    assert loaded & unwanted == set()

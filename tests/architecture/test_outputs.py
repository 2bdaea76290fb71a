"""Nothing that leaves, nor anything that shows statistics, knows a count that was not protected."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RENDERERS = (
    "observatory/charts",
    "observatory/exports",
    "observatory/reports",
    "ui/desktop/charts",
    "ui/desktop/statistics",
    "ui/desktop/summaries",
)
"""What draws, prints, writes or copies statistics."""

FROM_RECORDS = (
    "observatory.cases", "observatory.interventions", "observatory.meetings", "observatory.population",
    "observatory.ports", "observatory.selection",
)  # fmt: skip
RAW = ("facts", "recount", "grid", "ledger", "told", "editions", "published", "events", "persons", "actions", "quality")
"""Parts of the summary that see records before they are protected."""

LOSS = {"coarser", "loss", "loss_words", "weighing"}
"""They tell which counts are small: for the preparer's dialog and command, and for nothing that leaves."""

TOLD = {"loss_dialog.py", "loss_grid.py", "reckoning.py", "workshop.py", "summary_commands.py", "summarise.py"}
RECORD_FILES = {"record_files.py"}
"""Anonymised record files, which are protected as such."""

MINUTES = {"minutes.py", "minutes_pages.py", "minutes_parts.py", "minutes_words.py"}
"""Minutes on paper: they print what a meeting said, about no person, and read no other record."""


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("path", sources(*RENDERERS), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_whatever_shows_statistics_reads_no_record_and_no_raw_count(path: Path) -> None:
    if path.name in RECORD_FILES:
        return
    found = set(imports(path))
    records = tuple(each for each in FROM_RECORDS if path.name not in MINUTES or each != "observatory.meetings")
    assert not [name for name in found if name.startswith(records)]
    assert not [name for name in found if name.startswith(tuple(f"observatory.summary.{part}" for part in RAW))]
    assert not [name for name in found if name.startswith("observatory.disclosure") and name.endswith("Cube")]


def test_which_counts_are_small_is_told_to_the_preparer_alone() -> None:
    everywhere = sources("observatory", "ui", "db")
    outside = [path for path in everywhere if "observatory.summary" in path.read_text(encoding="utf-8")]
    telling = {
        path.name
        for path in outside
        if path.parent.name != "summary" and any(f"observatory.summary.{part}" in set(imports(path)) for part in LOSS)
    }
    assert telling <= TOLD
    for path in sources("observatory/exports", "observatory/reports", "observatory/charts"):
        assert not [name for name in imports(path) if name.rpartition(".")[2] in LOSS]

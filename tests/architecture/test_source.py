"""Budgets and habits of the source that the linter does not know."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("observatory", "db", "ui", "resources")
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
SCRIPTS = [ROOT / "bootstrap.py", ROOT / "main.py"]
LONGEST_MODULE = 300
LONGEST_DECLARATION = 450
UNFINISHED = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" * 3, "Not" + "Implemented")) + r")\b")
VAGUE = re.compile(r"(Manager|Helper|Utils?|Base|Impl|Info|Singleton)$")
TOP_LEVEL = {"benchmarks", "db", "docs", "observatory", "resources", "tests", "ui"}


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def nodes(path: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def only_declares(path: Path) -> bool:
    """Whether a module is one long table: names with values, no function and no class."""
    return not any(isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda) for node in nodes(path))


def budget(path: Path) -> int:
    return LONGEST_DECLARATION if only_declares(path) else LONGEST_MODULE


def test_a_module_can_be_read_in_one_sitting() -> None:
    lengths = {
        named(path): (len(path.read_text(encoding="utf-8").splitlines()), budget(path))
        for path in [*SOURCES, *SCRIPTS]
        if "migrations" not in path.parts
    }
    assert {name: pair for name, pair in lengths.items() if pair[0] > pair[1]} == {}


def test_every_module_says_what_it_is_for() -> None:
    silent = [named(path) for path in SOURCES if ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) is None]
    assert silent == []


def test_nothing_is_left_unfinished() -> None:
    marks = [
        f"{named(path)}:{number}"
        for path in [*SOURCES, *SCRIPTS]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert marks == []


def is_abstract(method: ast.FunctionDef) -> bool:
    """Whether a method does nothing but raise that its subclass must say what to do."""
    last = method.body[-1]
    return isinstance(last, ast.Raise) and isinstance(last.exc, ast.Name) and last.exc.id.startswith("NotImpl")


def test_what_is_left_to_subclasses_is_done_by_one() -> None:
    methods = [node for path in SOURCES for node in nodes(path) if isinstance(node, ast.FunctionDef)]
    done = {method.name for method in methods if not is_abstract(method)}
    assert {method.name for method in methods if is_abstract(method)} <= done


def test_classes_are_named_for_what_they_are() -> None:
    vague = [
        f"{named(path)}: {node.name}"
        for path in SOURCES
        for node in nodes(path)
        if isinstance(node, ast.ClassDef) and VAGUE.search(node.name)
    ]
    assert vague == []


def test_the_top_level_stays_as_it_is() -> None:
    python = {path.parent for path in ROOT.glob("*/**/*.py")}
    found = {path.relative_to(ROOT).parts[0] for path in python}
    assert {name for name in found if not name.startswith(".")} <= TOP_LEVEL
    assert {path.name for path in ROOT.glob("*.py")} == {"bootstrap.py", "main.py"}

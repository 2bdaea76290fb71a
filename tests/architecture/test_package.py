"""What is shipped, and what it is shipped with."""

import importlib.util
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = PROJECT["dependency-groups"]
PACKAGES = ("observatory", "ui", "db", "resources")
RUNTIME, DEVELOPMENT = "requirements.lock", "requirements-dev.lock"
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;\\]+)", re.MULTILINE)
HASHED_PIN = re.compile(PIN.pattern + r".*(\\\n +--hash=sha256:[0-9a-f]{64} ?)+\n?$")


def pins(lock: str) -> dict[str, set[Version]]:
    """The locked versions of each distribution; there may be one for each Python."""
    found: dict[str, set[Version]] = {}
    for pin in PIN.finditer((ROOT / lock).read_text(encoding="utf-8")):
        found.setdefault(canonicalize_name(pin["name"]), set()).add(Version(pin["version"]))
    return found


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        (RUNTIME, PROJECT["project"]["dependencies"] + GROUPS["build"]),
        (DEVELOPMENT, PROJECT["project"]["dependencies"] + GROUPS["build"] + GROUPS["dev"]),
    ],
)
def test_a_lock_satisfies_the_project_file(lock: str, wanted: list[str]) -> None:
    locked = pins(lock)
    for requirement in map(Requirement, wanted):
        versions = locked.get(canonicalize_name(requirement.name), set())
        assert versions, f"{lock} lacks {requirement}"
        assert all(requirement.specifier.contains(found) for found in versions), requirement


def test_the_tests_run_with_what_is_shipped() -> None:
    shipped, tested = pins(RUNTIME), pins(DEVELOPMENT)
    assert {name: tested.get(name) for name in shipped} == shipped


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT])
def test_a_lock_names_hashes_and_no_place(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    # One block a pin, its hashes indented below it.
    assert [block for block in re.split(r"\n(?=\S)", text) if not HASHED_PIN.match(block)] == []
    assert re.search(r"https?:|file:|--(extra-)?index-url|--find-links|#", text) is None


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="the fault is met on Python 3.11 only")
def test_qt_is_older_than_the_release_that_loses_references_to_none() -> None:
    assert Version(version("PySide6-Essentials")) < Version("6.12")


@pytest.mark.skipif(importlib.util.find_spec("hatchling") is None, reason="hatchling is missing: bootstrap.py setup")
def test_the_wheel_carries_every_resource_and_nothing_else(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # noqa: S603 - the build backend
    (wheel,) = tmp_path.glob("*.whl")
    shipped = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    wanted = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert shipped == wanted

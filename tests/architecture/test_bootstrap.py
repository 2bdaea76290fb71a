"""The one command: what it refuses, what it takes for finished, and what it says is missing."""

import ast
import importlib.util
import json
import os
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock", "pyproject.toml")


@pytest.fixture
def bootstrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    """The script, looking at an empty checkout of its own, with nothing started and every command noted."""
    spec = importlib.util.spec_from_file_location("bootstrap_under_test", ROOT / "bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in LOCKS:
        (tmp_path / name).write_text(f"first {name}", encoding="utf-8")
    venv = tmp_path / ".venv"
    for name, path in (("ROOT", tmp_path), ("VENV", venv), ("DEMO", tmp_path / "demo")):
        monkeypatch.setattr(module, name, path)
    monkeypatch.setattr(module, "PYTHON", venv / "bin" / "python")
    monkeypatch.setattr(module, "STAMP", venv / "osservatorio.json")
    return module


@pytest.fixture
def commands(bootstrap: types.ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands the set-up would run; making the environment leaves an interpreter behind."""
    noted: list[list[str]] = []

    def note(command: list[str], *_: str) -> None:
        noted.append(command)
        bootstrap.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        bootstrap.PYTHON.touch()

    monkeypatch.setattr(bootstrap, "run_quietly", note)
    return noted


def installs(commands: list[list[str]]) -> list[str]:
    return [command[-1] for command in commands]


def test_an_old_python_is_refused_in_one_sentence(bootstrap: types.ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(bootstrap.SetupError) as refusal:
        bootstrap.check_python()
    assert all("3.9" in sentence and "apt-get install python3" in sentence for sentence in refusal.value.args)


def test_a_python_without_venv_is_told_which_package_brings_it(
    bootstrap: types.ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else object())
    with pytest.raises(bootstrap.SetupError) as refusal:
        bootstrap.check_python()
    package = "python{}.{}-venv".format(*sys.version_info[:2])
    assert all(package in sentence for sentence in refusal.value.args)


def test_the_script_can_be_read_by_an_older_python() -> None:
    source = (ROOT / "bootstrap.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 8))


def test_a_second_set_up_starts_nothing(bootstrap: types.ModuleType, commands: list[list[str]]) -> None:
    bootstrap.set_up(with_tests=True)
    assert installs(commands) == [str(bootstrap.VENV), "requirements-dev.lock", "."]
    commands.clear()
    bootstrap.set_up(with_tests=True)
    bootstrap.set_up(with_tests=False)
    assert commands == []


def test_the_tools_are_added_to_a_finished_environment(bootstrap: types.ModuleType, commands: list[list[str]]) -> None:
    bootstrap.set_up(with_tests=False)
    commands.clear()
    bootstrap.set_up(with_tests=True)
    assert installs(commands) == ["requirements-dev.lock", "."]


def test_an_installation_that_fails_is_started_afresh(
    bootstrap: types.ModuleType, commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    bootstrap.set_up(with_tests=False)
    note = bootstrap.run_quietly

    def fail_at_pip(command: list[str], *sentences: str) -> None:
        note(command, *sentences)
        if "pip" in command:
            raise bootstrap.SetupError(*sentences)

    (bootstrap.ROOT / "requirements.lock").write_text("second", encoding="utf-8")
    monkeypatch.setattr(bootstrap, "run_quietly", fail_at_pip)
    with pytest.raises(bootstrap.SetupError):
        bootstrap.set_up(with_tests=False)
    monkeypatch.setattr(bootstrap, "run_quietly", note)
    commands.clear()
    bootstrap.set_up(with_tests=False)
    assert installs(commands) == [str(bootstrap.VENV), "requirements.lock", "."]


def move(bootstrap: types.ModuleType) -> None:
    stamp = json.loads(bootstrap.STAMP.read_text(encoding="utf-8"))
    bootstrap.STAMP.write_text(json.dumps({**stamp, "place": "/elsewhere"}), encoding="utf-8")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda bootstrap: (bootstrap.ROOT / "requirements.lock").write_text("second"),
        lambda bootstrap: bootstrap.PYTHON.unlink(),
        lambda bootstrap: bootstrap.STAMP.write_text("{half", encoding="utf-8"),
        lambda bootstrap: bootstrap.STAMP.write_text("[]", encoding="utf-8"),
        move,
    ],
    ids=["other lock", "interpreter gone", "half a stamp", "another file", "moved checkout"],
)
def test_an_environment_that_does_not_fit_is_rebuilt(
    bootstrap: types.ModuleType, commands: list[list[str]], spoil: Callable[[types.ModuleType], object]
) -> None:
    bootstrap.set_up(with_tests=False)
    commands.clear()
    spoil(bootstrap)
    bootstrap.set_up(with_tests=False)
    assert "--clear" in commands[0]


def test_everything_is_installed_by_hash_and_never_compiled(
    bootstrap: types.ModuleType, commands: list[list[str]]
) -> None:
    bootstrap.set_up(with_tests=True)
    assert [command for command in commands if "-r" in command]
    assert all({"--require-hashes", "--only-binary"} <= set(command) for command in commands if "-r" in command)
    assert all({"--no-deps", "--no-build-isolation"} <= set(command) for command in commands if "-e" in command)


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX's")
def test_the_passphrase_is_for_its_owner_only_and_never_replaced(
    bootstrap: types.ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(bootstrap, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(bootstrap, "ROOT", ROOT)
    file = tmp_path / "passphrase.txt"
    bootstrap.write_passphrase(file)
    first = file.read_text(encoding="utf-8")
    assert file.stat().st_mode & 0o777 == 0o600
    assert len(first.strip()) >= 14
    with pytest.raises(FileExistsError):
        bootstrap.write_passphrase(file)
    assert file.read_text(encoding="utf-8") == first


def test_an_unfinished_demonstration_is_built_again_and_a_finished_one_kept(
    bootstrap: types.ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    statuses = [1, 0]
    started: list[str] = []

    def start(*arguments: str) -> int:
        started.append(arguments[0])
        (bootstrap.DEMO / "store").mkdir()
        return statuses.pop(0)

    monkeypatch.setattr(bootstrap, "write_passphrase", Path.touch)
    monkeypatch.setattr(bootstrap, "start", start)
    assert [bootstrap.build_demo(fresh=False) for _ in range(3)] == [1, 0, 0]
    assert started == ["demo", "demo"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere Qt brings its own libraries")
def test_what_is_missing_is_named_with_its_package(
    bootstrap: types.ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "is_loadable", lambda library: library != "libxcb-cursor.so.0")
    absent = {"pdffonts", "dbus-daemon", "cc", "/usr/include/stdio.h", "apt-get"}
    monkeypatch.setattr(bootstrap.shutil, "which", lambda tool: None if tool in absent else tool)
    monkeypatch.setattr(bootstrap.Path, "is_file", lambda _: False)
    monkeypatch.setattr(bootstrap, "package_names", lambda missing: " ".join(sorted(missing.values())))
    assert not bootstrap.is_system_ready(with_tests=True)
    said = capsys.readouterr().out
    assert "libxcb-cursor.so.0" in said
    assert "sudo apt-get install --no-install-recommends" in said
    assert {"libxcb-cursor0", "poppler-utils", "dbus", "gcc", "libc6-dev"} <= set(said.split())


def test_the_closing_line_of_the_tests_is_given_back(bootstrap: types.ModuleType) -> None:
    program = "import sys; print('one'); print('== 3 passed in 0.1s =='); print(); sys.exit(3)"
    assert bootstrap.run_pytest([sys.executable, "-c", program], "offscreen") == (3, "== 3 passed in 0.1s ==")


def test_no_registry_is_named(bootstrap: types.ModuleType) -> None:
    assert bootstrap.ROOT != ROOT
    assert "://" not in (ROOT / "bootstrap.py").read_text(encoding="utf-8")


def test_wrong_use_ends_with_status_two() -> None:
    done = subprocess.run(
        [sys.executable, "bootstrap.py", "nonsense"], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "nonsense" in done.stderr

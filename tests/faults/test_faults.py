"""Power losses, kill -9 and failing disks, a few of each; `run.py` beside this file does hundreds."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the simulator is made for Linux’s loader")


def counts(report: subprocess.CompletedProcess[str]) -> dict[tuple[str, str], list[int]]:
    """Trials, struck, lost, wrong, by workload and kind."""
    lines = [line.split() for line in report.stdout.splitlines()]
    return {(words[0], words[1]): [int(word) for word in words[2:]] for words in lines if words[-1:] and is_row(words)}


def is_row(words: list[str]) -> bool:
    return len(words) == 6 and words[-1].isdigit()


def test_nothing_acknowledged_is_lost_wherever_the_crash_comes_and_a_spoiled_program_is_noticed() -> None:
    """One test, for the trials are run once."""
    command = [sys.executable, str(Path(__file__).with_name("run.py")), "--quick"]
    report = subprocess.run(command, capture_output=True, text=True, check=False, timeout=280)  # noqa: S603 - ours
    assert report.returncode == 0, report.stdout + report.stderr
    assert_every_workload_was_struck_in_every_way(report)
    assert_spoiled_programs_were_noticed(report)


def assert_every_workload_was_struck_in_every_way(report: subprocess.CompletedProcess[str]) -> None:
    found = counts(report)
    workloads = {"create", "save", "member", "rotation", "migration-0001", "migration-0002", "backup", "erase"}
    assert {(name, kind) for name in workloads for kind in ("power", "kill")} <= found.keys()
    assert {name for name, kind in found if kind.startswith("E")} == workloads
    assert all(struck for _trials, struck, *_ in found.values())


def assert_spoiled_programs_were_noticed(report: subprocess.CompletedProcess[str]) -> None:
    told = [line for line in report.stdout.splitlines() if line.startswith("spoiled")]
    assert len(told) == 2
    assert not any(": 0 of" in line for line in told)

"""Hardening of the process, looked at from inside a process of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

import observatory

LOOK = """
import ctypes, resource
from observatory.security.process import harden_process
harden_process()
harden_process()
print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the calls exist on Linux only")
def test_a_hardened_process_leaves_no_core_dump_and_is_not_dumpable() -> None:
    """prctl(2): PR_GET_DUMPABLE is 3 and answers 0 for a process that cannot be dumped or traced."""
    project = Path(observatory.__file__).parents[1]
    told = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", LOOK], capture_output=True, text=True, check=True, cwd=project
    )
    assert told.stdout == "(0, 0) 0\n"

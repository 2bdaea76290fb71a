"""The crash simulator: built from `crashsim.c`, loaded into a process, and told there when and how to strike."""

import ctypes
import errno
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).with_name("crashsim.c")
COUNT, LOSE_POWER, KILL, FAIL = range(4)
MODES = {"count": COUNT, "power": LOSE_POWER, "kill": KILL, "fail": FAIL}
POWER_LOST, ESCAPED = 99, 98
NO_COMPILER = (
    "The fault tests build tests/faults/crashsim.c and found no C compiler “cc”: "
    "install one (on Debian and Ubuntu: sudo apt-get install gcc libc6-dev)."
)


@dataclass(frozen=True, slots=True)
class Strike:
    """What happens to the files of a process, and at which of its operations."""

    kind: str = "count"
    at: int = 0
    seed: int = 0
    error: str = ""
    forever: bool = False
    mutation: str = ""
    """What is spoiled in the program before, see `mutations.py`."""


def build(folder: Path) -> Path:
    """Compile the library; raises `RuntimeError` with a sentence where that is not possible."""
    compiler, library = shutil.which("cc"), folder / "crashsim.so"
    if compiler is None:
        raise RuntimeError(NO_COMPILER)
    command = [compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(SOURCE), "-ldl", "-lpthread"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own source
    if done.returncode != 0:
        raise RuntimeError(f"{NO_COMPILER}\n{done.stderr}")
    return library


def arm(folder: Path, shadow: Path, strike: Strike) -> None:
    """From now on what this process does to files in the folder is counted, and the strike will come."""
    library = ctypes.CDLL(None)
    library.crashsim_arm.argtypes = (
        *(ctypes.c_char_p, ctypes.c_char_p, ctypes.c_int, ctypes.c_long),
        *(ctypes.c_uint64, ctypes.c_int, ctypes.c_int),
    )
    number = getattr(errno, strike.error) if strike.error else 0
    places = os.fsencode(folder), os.fsencode(shadow)
    library.crashsim_arm(*places, MODES[strike.kind], strike.at, strike.seed, number, strike.forever)


def done() -> int:
    """Operations counted since arming."""
    return int(ctypes.CDLL(None).crashsim_done())


def where() -> str:
    """The first operation that was refused; empty if none was."""
    told = ctypes.CDLL(None).crashsim_where
    told.restype = ctypes.c_char_p
    return os.fsdecode(told())


def end() -> None:
    """After the last act: where a power loss is simulated, it comes now if it has not come before."""
    ctypes.CDLL(None).crashsim_end()

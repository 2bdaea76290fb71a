"""Keeps this process's memory out of core dumps and debuggers, where the system allows it."""

import ctypes
import sys

_PR_SET_DUMPABLE = 4


def harden_process() -> None:
    """No core dump, not dumpable; where the system has no such calls, nothing."""
    if sys.platform == "win32":
        return
    import resource as limits  # noqa: PLC0415 - does not exist on Windows

    limits.setrlimit(limits.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)

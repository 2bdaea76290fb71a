"""A warm interpreter that answers each request in a forked child: a trial costs its own work and no start."""

import gc
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

Json = dict[str, Any]
LONGEST_TASK = 120
"""Seconds after which a child that hangs is ended by its alarm."""


def say(**told: Any) -> None:  # noqa: ANN401 - JSON
    """One line to whoever asked, at once: what comes after may be the crash."""
    os.write(1, f"{json.dumps(told)}\n".encode())


def serve(answer: Callable[[Json], None]) -> None:
    """Fork for each line of the input; tell the child's exit status when it is gone."""
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            signal.alarm(LONGEST_TASK)
            answer(json.loads(line))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        say(ended=os.waitstatus_to_exitcode(status))


class WarmProcess:
    """The other end of `serve`."""

    def __init__(self, script: Path, *, preload: Path | None = None) -> None:
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        if preload is not None:
            environment["LD_PRELOAD"] = str(preload)
        pipe = subprocess.PIPE
        command = [sys.executable, str(script)]
        self._process = subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, text=True)  # noqa: S603

    def ask(self, request: Json) -> list[Json]:
        """What the child told, and at last `{"ended": status}`."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{json.dumps(request)}\n")
        self._process.stdin.flush()
        told: list[Json] = []
        for line in self._process.stdout:
            told.append(json.loads(line))
            if "ended" in told[-1]:
                return told
        raise RuntimeError("the warm process is gone")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

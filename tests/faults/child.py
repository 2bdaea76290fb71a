"""The process in which trials are forked: with the simulator loaded it works, without it prepares and judges."""

import json
import os
import tempfile
import traceback
from pathlib import Path

import judge
import workloads
from forks import Json, say, serve
from simulator import Strike


def answer(request: Json) -> None:
    root = Path(request["root"])
    try:
        if request["task"] == "prepare":
            workloads.prepare(request["workload"], root)
        elif request["task"] == "work":
            workloads.work(request["workload"], root, Strike(**request["strike"]))
        else:
            judge.judge(root, request["known"], request["events"])
    except Exception:  # noqa: BLE001 - told, whatever it is
        say(wrong=traceback.format_exc())


def warm_up() -> None:
    """Do everything once, so that what is loaded and compiled for it is there in every fork."""
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryFile() as told:
        root, output = Path(name).resolve() / "warm", os.dup(1)
        os.dup2(told.fileno(), 1)
        workloads.prepare("member", root)
        workloads.WORKLOADS["member"](workloads.Session(root))
        os.dup2(output, 1)
        os.close(output)
        told.seek(0)
        known, *events = [json.loads(line) for line in told]
        judge.judge(root, known["known"], events)


warm_up()
serve(answer)

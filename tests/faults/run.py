"""Crashes a store on purpose, many times: `python tests/faults/run.py --trials 200 --seed 1`; `--quick` takes seconds.

Each trial copies a prepared store, lets a workload run until the power goes, `kill -9` comes or the disk refuses, and
has a fresh process judge what is left. A table at the end, status 1 if anything was lost or wrong. A trial is done
again by its name, `--only save:power:1000004`, and then everything it told is shown.
"""

import argparse
import contextlib
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from random import Random

from forks import Json, WarmProcess
from simulator import ESCAPED, POWER_LOST, Strike, build

CHILD = Path(__file__).with_name("child.py")
WORKLOADS = ("create", "save", "member", "rotation", "migration-0001", "migration-0002", "backup", "erase")
CRASHES = {"power": POWER_LOST, "kill": -9}
REFUSALS = ("EIO", "EIO+", "ENOSPC", "ENOSPC+")
"""The disk refuses one operation; with a plus, that and all that follow."""
TEETH = (("save", "power", "database-unsynced"), ("member", "power", "files-unsynced"))
"""What must be noticed when the program is spoiled."""
SEED_STEP = 1_000_000


@dataclass(frozen=True, slots=True)
class Trial:
    """One crash: what is done, what strikes it, a number from which the rest follows, and what was spoiled before."""

    workload: str
    kind: str
    number: int
    mutation: str = ""

    @property
    def name(self) -> str:
        return ":".join((self.workload, self.kind, str(self.number), *filter(None, [self.mutation])))


@dataclass(slots=True)
class Outcome:
    """What came of a trial."""

    trial: Trial
    events: list[Json]
    lost: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def struck(self) -> str:
        """The operation at which it was struck; empty if it was through before."""
        told = (each.get("crashed") or each.get("where") for each in self.events)
        return next(filter(None, told), "")

    @property
    def is_good(self) -> bool:
        return not self.lost and not self.wrong


@dataclass(frozen=True, slots=True)
class Prepared:
    """A workload's store, what is known of it, how many operations it takes, and how many of them a disk may refuse."""

    template: Path
    known: Json
    operations: int = 0
    refusable: int = 0


@dataclass(frozen=True, slots=True)
class Lane:
    """One trial after the other, by a process with the simulator and one without."""

    folder: Path
    worker: WarmProcess
    judge: WarmProcess

    def prepare(self, workload: str) -> Prepared:
        template = self.folder / workload
        *told, _ended = self.judge.ask({"task": "prepare", "workload": workload, "root": str(template)})
        if not told or "known" not in told[0]:
            raise RuntimeError(f"{workload} cannot be prepared: {told}")
        prepared = Prepared(template, told[0]["known"])
        counts = [self._count(workload, prepared, strike) for strike in (Strike(), Strike("fail", at=-1, error="EIO"))]
        return Prepared(template, prepared.known, *counts)

    def _count(self, workload: str, prepared: Prepared, strike: Strike) -> int:
        with self._copy(prepared, f"{workload}-count") as root:
            *_, last, _ended = self._work(workload, root, strike)
        if "operations" not in last:
            raise RuntimeError(f"{workload} does not run: {last}")
        return int(last["operations"])

    def run(self, trial: Trial, prepared: Prepared) -> Outcome:
        with self._copy(prepared, trial.name.replace(":", "-")) as root:
            outcome = Outcome(trial, self._work(trial.workload, root, strike_of(trial, prepared)))
            self._look(outcome, root, prepared.known)
            return outcome

    @contextlib.contextmanager
    def _copy(self, prepared: Prepared, name: str) -> Iterator[Path]:
        root = Path(shutil.copytree(prepared.template, self.folder / name))
        try:
            yield root
        finally:
            for made in self.folder.glob(f"{root.name}*"):
                shutil.rmtree(made)

    def _work(self, workload: str, root: Path, strike: Strike) -> list[Json]:
        return self.worker.ask({"task": "work", "workload": workload, "root": str(root), "strike": asdict(strike)})

    def _look(self, outcome: Outcome, root: Path, known: Json) -> None:
        ended = outcome.events[-1]["ended"]
        if ended not in {0, CRASHES.get(outcome.trial.kind, 0)}:
            outcome.wrong.append("an operation escaped the simulator" if ended == ESCAPED else f"it ended with {ended}")
        told = self.judge.ask({"task": "judge", "root": str(root), "known": known, "events": outcome.events})
        outcome.lost += [each["lost"] for each in told if "lost" in each]
        outcome.wrong += [each["wrong"] for each in told if "wrong" in each]
        if told[-1]["ended"] != 0:
            outcome.wrong.append(f"the judge ended with {told[-1]['ended']}")


def strike_of(trial: Trial, prepared: Prepared) -> Strike:
    """Where and how a trial is struck follows from its name alone."""
    if trial.kind in CRASHES:
        chance = Random(trial.name)  # noqa: S311 - repeatable, no secret
        # What is spoiled shows once there is something to lose.
        at = chance.randint(prepared.operations // 2 if trial.mutation else 1, prepared.operations + 1)
        return Strike(trial.kind, at, chance.getrandbits(63), mutation=trial.mutation)
    return Strike("fail", trial.number, error=trial.kind.rstrip("+"), forever=trial.kind.endswith("+"))


class Run:
    """All trials of a run, shared out among lanes."""

    def __init__(self, lanes: list[Lane], workloads: Iterable[str]) -> None:
        self._lanes: SimpleQueue[Lane] = SimpleQueue()
        self._count = len(lanes)
        for each in lanes:
            self._lanes.put(each)
        with ThreadPoolExecutor(self._count) as threads:
            self.prepared = dict(zip(workloads, threads.map(self._prepare, workloads), strict=True))

    @contextlib.contextmanager
    def _lane(self) -> Iterator[Lane]:
        lane = self._lanes.get()
        try:
            yield lane
        finally:
            self._lanes.put(lane)

    def _prepare(self, workload: str) -> Prepared:
        with self._lane() as lane:
            return lane.prepare(workload)

    def do(self, trials: Iterable[Trial]) -> list[Outcome]:
        with ThreadPoolExecutor(self._count) as threads:
            return list(threads.map(self._do, trials))

    def _do(self, trial: Trial) -> Outcome:
        with self._lane() as lane:
            return lane.run(trial, self.prepared[trial.workload])

    def crashes(self, trials: int, seed: int) -> Iterator[Trial]:
        """So many trials of each kind, spread over the workloads."""
        names = list(self.prepared)
        for kind in CRASHES:
            for number in range(trials):
                yield Trial(names[number % len(names)], kind, seed * SEED_STEP + number)

    def refusals(self, every: int, seed: int) -> Iterator[Trial]:
        """Each operation refused in each way, or every so many-th of these."""
        trials = (
            Trial(name, kind, number)
            for name, prepared in self.prepared.items()
            for number in range(1, prepared.refusable + 1)
            for kind in REFUSALS
        )
        return islice(trials, seed % every, None, every) if every else iter(())

    def bites(self, trials: int, seed: int) -> list[Trial]:
        return [
            Trial(workload, kind, seed * SEED_STEP + number, mutation)
            for workload, kind, mutation in TEETH
            if workload in self.prepared
            for number in range(trials)
        ]


def show(outcomes: list[Outcome]) -> None:
    """A line for each workload and kind, then what went wrong."""
    columns = "{:<16}{:<9}{:>7}{:>8}{:>6}{:>7}\n"
    sys.stdout.write(columns.format("workload", "kind", "trials", "struck", "lost", "wrong"))
    for workload, kind in dict.fromkeys((each.trial.workload, each.trial.kind) for each in outcomes):
        of = [each for each in outcomes if (each.trial.workload, each.trial.kind) == (workload, kind)]
        counts = (len(of), sum(bool(each.struck) for each in of), sum(bool(each.lost) for each in of))
        sys.stdout.write(columns.format(workload, kind, *counts, sum(bool(each.wrong) for each in of)))
    refused = Counter(event["refused"] for each in outcomes for event in each.events if "refused" in event)
    sys.stdout.write(f"refusals were told as: {dict(refused)}\n")
    for each in outcomes:
        for told in (*each.lost, *each.wrong):
            sys.stdout.write(f"{each.trial.name} at {each.struck}: {told}\n")


def show_bites(outcomes: list[Outcome]) -> bool:
    """Whether every spoiling was noticed."""
    noticed = Counter(each.trial.mutation for each in outcomes if each.lost)
    tried = Counter(each.trial.mutation for each in outcomes)
    for mutation, count in tried.items():
        sys.stdout.write(f"spoiled, {mutation}: {noticed[mutation]} of {count} trials lost something, as they must\n")
    return tried.keys() == noticed.keys()


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=200, help="power losses, and as many kill -9")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--refuse-every", type=int, default=1, metavar="N", help="of the refusals, one in N; 0 for none"
    )
    parser.add_argument("--bites", type=int, default=20, help="trials with each spoiling of the program")
    parser.add_argument("--workloads", nargs="+", choices=WORKLOADS, default=list(WORKLOADS))
    parser.add_argument("--lanes", type=int, default=2, help="trials at the same time")
    parser.add_argument("--quick", action="store_true", help="few of everything")
    parser.add_argument("--only", metavar="NAME", help="do one trial again and show everything it told")
    found = parser.parse_args()
    if found.quick:
        found.trials, found.refuse_every, found.bites = 8, 701, 3
    return found


def named(name: str) -> Trial:
    workload, kind, number, *mutation = name.split(":")
    return Trial(workload, kind, int(number), *mutation)


@contextlib.contextmanager
def lanes(count: int) -> Iterator[list[Lane]]:
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="faults-"))).resolve()
        library = build(folder)
        made = []
        for number in range(count):
            own = folder / str(number)
            own.mkdir()
            worker = stack.enter_context(WarmProcess(CHILD, preload=library))
            made.append(Lane(own, worker, stack.enter_context(WarmProcess(CHILD))))
        yield made


def again(trial: Trial) -> int:
    with lanes(1) as one:
        (outcome,) = Run(one, [trial.workload]).do([trial])
    sys.stdout.writelines(f"{event}\n" for event in outcome.events)
    show([outcome])
    return 0 if outcome.is_good else 1


def main() -> int:
    wanted = arguments()
    if wanted.only:
        return again(named(wanted.only))
    with lanes(wanted.lanes) as several:
        run = Run(several, wanted.workloads)
        trials = [*run.crashes(wanted.trials, wanted.seed), *run.refusals(wanted.refuse_every, wanted.seed)]
        outcomes = run.do(trials)
        bites = run.do(run.bites(wanted.bites, wanted.seed))
    show(outcomes)
    return 0 if show_bites(bites) and all(each.is_good for each in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())

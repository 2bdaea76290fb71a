"""Makes a safe pattern smaller: takes back one hidden cell at a time and finds other worlds for what needed it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from observatory.disclosure.construction import Construction, Pattern, Task
from observatory.disclosure.worlds import FoundWorld, changed
from observatory.progress import Progress

WORK = 2_000
"""Trials times atoms. Counted instead of timed, so that the same seed gives the same tables on every machine."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to go on: the clock stops what would take too long, `trials` is the usual end."""

    until: float
    trials: int

    @classmethod
    def of(cls, atoms: int, budget_seconds: float) -> "Effort":
        return cls(time.monotonic() + budget_seconds, WORK // max(atoms, 40))


def improve(construction: Construction, pattern: Pattern, effort: Effort, progress: Progress) -> Pattern:
    """A pattern that meets the same needs and costs no more."""
    best = pruned(construction.task, pattern)
    tried: set[int] = set()
    for _ in range(effort.trials):
        open_questions = _secondary(construction.task, best, tried)
        if not open_questions or time.monotonic() > effort.until:
            break
        tried.add(open_questions[0])
        better = _without(construction, best, open_questions[0], progress)
        if better is not None:
            best = better
            tried.clear()
    return best


def pruned(task: Task, pattern: Pattern) -> Pattern:
    """Without the worlds that no need depends on, the dearest first."""
    kept = list(pattern.worlds)
    for world in sorted(pattern.worlds, key=lambda w: -_own_cost(task, w)):
        others = [w for w in kept if w is not world]
        if all(_is_met(task, n, others) for n in range(len(task.needs)) if task.needs[n].is_met(world.changes)):
            kept = others
    return Pattern(tuple(kept), task.hidden | changed(kept, len(task.hidden)), pattern.unreachable)


def _without(construction: Construction, best: Pattern, number: int, progress: Progress) -> Pattern | None:
    """The pattern with this class shown again, if that can be had for less."""
    task = construction.task
    kept = [world for world in best.worlds if not world.changes[number]]
    closed = np.arange(len(task.hidden)) == number
    found = construction.complete(progress, kept, closed, best.cost(task) - _LEAST_GAIN)
    if found is None or found.unreachable != best.unreachable:
        return None
    found = pruned(task, found)
    return found if found.cost(task) < best.cost(task) - _LEAST_GAIN else None


_LEAST_GAIN = 1e-6


def _secondary(task: Task, pattern: Pattern, tried: set[int]) -> list[int]:
    extra = np.flatnonzero(pattern.hidden & ~task.hidden)
    return sorted((int(n) for n in extra if int(n) not in tried), key=lambda n: (-task.costs[n], n))


def _own_cost(task: Task, world: FoundWorld) -> float:
    return float(task.costs[(world.changes != 0) & ~task.hidden].sum())


def _is_met(task: Task, number: int, worlds: Sequence[FoundWorld]) -> bool:
    return any(task.needs[number].is_met(world.changes) for world in worlds)

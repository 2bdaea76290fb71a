"""Makes a safe pattern smaller: takes back one hidden cell at a time and finds other worlds for what needed it."""

from collections.abc import Sequence

import numpy as np

from observatory.disclosure.construction import Construction, Pattern, Task
from observatory.disclosure.effort import Effort
from observatory.disclosure.worlds import FoundWorld, changed
from observatory.progress import Progress
from observatory.terms import Term

SMALL = 100
"""Atoms up to which a trial that mending does not help starts again from the beginning."""

WORK = 400_000
MOST_TRIALS = 60
"""Trials cost about the square of the number of atoms; counted instead of timed, so that one seed gives one result."""


_FEWER = Term("Riduzione delle celle nascoste", "Hiding fewer cells")


def effort(atoms: int, budget_seconds: float) -> Effort:
    """So many trials as the size allows."""
    return Effort.of(min(MOST_TRIALS, WORK // atoms**2), budget_seconds)


def improve(construction: Construction, pattern: Pattern, effort: Effort, progress: Progress) -> Pattern:
    """A pattern that meets the same needs and costs no more."""
    best = pruned(construction.task, pattern)
    tried: set[int] = set()

    def improving(done: int, total: int, what: Term) -> None:  # noqa: ARG001 - each trial starts anew; all needs are met
        progress(total, total, _FEWER)

    for _ in range(effort.trials):
        open_questions = _secondary(construction.task, best, tried)
        if not open_questions or effort.is_over:
            break
        tried.add(open_questions[0])
        better = _without(construction, best, open_questions[0], improving)
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
    """The pattern with this class shown again, if that can be had for less: by mending, or else from the beginning."""
    task = construction.task
    closed = np.arange(len(task.hidden)) == number
    most = best.cost(task) - _LEAST_GAIN
    mended = [world for world in best.worlds if not world.changes[number]]
    for kept in (mended, []) if len(task.noise) <= SMALL else (mended,):
        found = construction.complete(progress, kept, closed, most)
        if found is not None and found.unreachable == best.unreachable:
            return pruned(task, found)
    return None


_LEAST_GAIN = 1e-6


def _secondary(task: Task, pattern: Pattern, tried: set[int]) -> list[int]:
    extra = np.flatnonzero(pattern.hidden & ~task.hidden)
    return sorted((int(n) for n in extra if int(n) not in tried), key=lambda n: (-task.costs[n], n))


def _own_cost(task: Task, world: FoundWorld) -> float:
    return float(task.costs[(world.changes != 0) & ~task.hidden].sum())


def _is_met(task: Task, number: int, worlds: Sequence[FoundWorld]) -> bool:
    return any(task.needs[number].is_met(world.changes) for world in worlds)

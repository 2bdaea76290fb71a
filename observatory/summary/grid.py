"""What every edition of the summary says, as counts on one grid of finest codes and spans of months."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise, permutations
from typing import Protocol

from observatory.disclosure.tables import TOTAL
from observatory.periods import Window
from observatory.summary.counted import EVENTS, At, Count
from observatory.summary.finest import (
    CONTACT,
    COVERED,
    DECIDED,
    DELAYS,
    IN_CRISIS,
    LEVELS,
    MEASURES,
    NOT_IN_CRISIS,
    OTHER_DEATHS,
    REARMED,
    REPEATED,
    SUPPORTED,
    TRAITS,
    WITHIN_WEEK,
    covered,
)
from observatory.summary.record_files import RecordFile
from observatory.summary.recount import Atom
from observatory.summary.told import Shape, Values, told
from observatory.summary.vintages import Moves

_ACTS = (LEVELS, MEASURES, DELAYS, CONTACT, "timed firearm", DECIDED, SUPPORTED, REARMED, COVERED)


@dataclass(frozen=True)
class Edition:
    """A summary: its shape, the threshold of its audience, what it prints, and the records it counted."""

    shape: Shape
    threshold: int
    values: Values
    counts: Mapping[Atom, int]
    kept: frozenset[Count] = frozenset()
    """What the preparer asks to keep; only of an edition that is being made."""
    files: tuple[RecordFile, ...] = ()
    """Record files that left before it; only of an edition that is being made."""
    moves: Moves | None = None
    """How events moved between the days that all editions compare; only of an edition that is being made."""

    @cached_property
    def told(self) -> dict[Count, float | int | None]:
        """Each count once; a count that is shown anywhere is shown."""
        found: dict[Count, float | int | None] = {}
        for count, value in told(self.values, self.shape):
            if found.get(count) is None:
                found[count] = value
        return found


Steps = Mapping[str, tuple[range, ...]]
"""Per cube the spans of months that some edition tells apart."""

Part = tuple[str, At, int]
"""The cube, its finest codes, and the number of a step."""

Cell = tuple[str, frozenset[At], tuple[int, ...]]
"""What a count covers: its cube, its finest codes, and the numbers of its steps."""


def steps_of(counts: Iterable[Count]) -> Steps:
    """Persons are cut at the same months as the deaths that they are, and whatever was done at the same as the rest."""
    ends: dict[str, set[int]] = {}
    for count in counts:
        ends.setdefault(count.cube, set()).update((count.window.first.ordinal, count.window.last.ordinal + 1))
    for group in (TRAITS, _ACTS):
        shared = set().union(*(ends.get(cube, set()) for cube in group))
        ends |= {cube: shared for cube in group if shared}
    ends[EVENTS] = ends.get(EVENTS, set()) | ends.get(TRAITS[0], set()) | ends.get(REPEATED, set())
    return {cube: tuple(range(a, b) for a, b in pairwise(sorted(cut))) for cube, cut in ends.items()}


@dataclass(frozen=True, slots=True)
class Counted:
    """Records by cube, codes and step."""

    of: Mapping[Atom, int]
    steps: Steps
    by_step: dict[Part, int] = field(init=False)

    def __post_init__(self) -> None:
        place = {cube: {m: n for n, months in enumerate(steps) for m in months} for cube, steps in self.steps.items()}
        found: Counter[Part] = Counter()
        for (cube, codes, month), n in self.of.items():
            if month in place.get(cube, {}):
                found[cube, codes, place[cube][month]] += n
        object.__setattr__(self, "by_step", found)

    def total(self, cell: Cell) -> int:
        cube, codes, steps = cell
        return sum(self.by_step.get((cube, code, step), 0) for code in codes for step in steps)


class Teller(Protocol):
    """Whatever has told counts: an edition, a record file."""

    @property
    def threshold(self) -> int: ...

    @property
    def told(self) -> Mapping[Count, float | int | None]: ...


def derived(editions: Iterable[Teller]) -> dict[Count, int]:
    """Counts that no table prints and that subtracting one printed count from another tells, with their thresholds."""
    least: dict[Count, int] = {}
    for edition in editions:
        for count in edition.told:
            least[count] = min(edition.threshold, least.get(count, edition.threshold))
    windows: dict[tuple[str, At], list[Count]] = {}
    for count in least:
        windows.setdefault((count.cube, count.codes), []).append(count)
    found: dict[Count, int] = {}
    for whole, part in (pair for same in windows.values() for pair in permutations(same, 2)):
        if rest := _rest(whole.window, part.window):
            other = Count(whole.cube, whole.codes, rest)
            found[other] = max(least[whole], least[part], found.get(other, 0))
    for count, threshold in least.items():
        if left := _complement(count):
            found[left] = max(threshold, found.get(left, 0))
    return {count: threshold for count, threshold in found.items() if count not in least}


def _rest(whole: Window, part: Window) -> Window | None:
    """What is left of a window without its first or last part."""
    if whole.first == part.first and part.last < whole.last:
        return Window(part.last + 1, whole.last)
    return Window(whole.first, part.first - 1) if whole.last == part.last and whole.first < part.first else None


def _complement(count: Count) -> Count | None:
    if count.cube.startswith("timed") and count.codes in (("S",), (TOTAL,)):
        return replace(count, codes=("N",))
    if count.codes == (WITHIN_WEEK,):
        return replace(count, codes=("S-W",))
    if count.codes == (IN_CRISIS,):
        return replace(count, codes=(NOT_IN_CRISIS,))
    others = {"SUP": "SUC", "DEATH": OTHER_DEATHS}
    if count.cube == EVENTS and count.codes[1] in others:
        return replace(count, codes=(count.codes[0], others[count.codes[1]]))
    return None


def equalities(steps: Steps, parts: Iterable[Part]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Deaths by any characteristic are the deaths; delays are those of postvention; timed measures are measures."""
    by_step: dict[tuple[str, int], list[tuple[At, int]]] = {}
    for number, (cube, codes, step) in enumerate(parts):
        by_step.setdefault((cube, step), []).append((codes, number))
    pairs = []
    for cube, other, tied in _TIES:
        for step, months in enumerate(steps.get(cube, ())):
            inside = [n for n, theirs in enumerate(steps.get(other, ())) if theirs[0] in months]
            own = tuple(number for _, number in by_step.get((cube, step), ()))
            found = (part for n in inside for part in by_step.get((other, n), ()))
            theirs = tuple(number for at, number in found if at in tied)
            if own and theirs:
                pairs.append((own, theirs))
    return pairs


_TIES = (
    *((cube, EVENTS, covered(EVENTS, (TOTAL, "SU"))) for cube in TRAITS),
    (DELAYS, LEVELS, covered(LEVELS, ("V", TOTAL))),
    *((cube, MEASURES, covered(MEASURES, (TOTAL,))) for cube in ("timed firearm", DECIDED, SUPPORTED, REARMED)),
    (COVERED, LEVELS, covered(LEVELS, ("V", TOTAL))),
    (REPEATED, EVENTS, covered(EVENTS, (TOTAL, "TE")) | covered(EVENTS, (TOTAL, "TX"))),
)

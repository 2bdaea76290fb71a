"""Files of single records that left before, as what a reader of them knows about the counts of the summary.

Each group of equal records is so many deaths of a known period and of known codes, whatever these leave open. The
finest counts are divided into those inside each group and the rest; a change of whole records that keeps the number of
every group is one that no reader of the file can exclude, because within a group and a month codes combine freely.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import product

from observatory.codelists import FORCES, codelist
from observatory.disclosure.joint import Puzzle, Sum
from observatory.disclosure.rules import Audience
from observatory.disclosure.tables import TOTAL
from observatory.periods import Window
from observatory.summary.counted import EVENTS, At, Count

SPLIT = (EVENTS, "T5", "T6a", "T7a")
"""The cubes that share codes with a record file; within a month all others are free of it."""

_SUICIDES = ("SUC", "SUP")
Part = tuple[str, At, int]
"""The cube, its finest codes, and the number of a step."""
Steps = Mapping[str, tuple[range, ...]]


@dataclass(frozen=True, slots=True)
class Group:
    """Equal records of a file: their number, the months and finest codes they may have, and what they had that day."""

    window: Window
    codes: Mapping[str, frozenset[At]]
    count: int
    inside: Mapping[Part, int]
    """By month, as months since year 0, in place of the step."""


@dataclass(frozen=True)
class RecordFile:
    """What one file tells of deaths by suicide of serving personnel in a window of whole quarters."""

    window: Window
    groups: tuple[Group, ...]
    threshold: int = Audience.MEMBERS.threshold

    @cached_property
    def told(self) -> Mapping[Count, int]:
        """The margins by one code that a reader may form; whoever subtracts them from a summary's is reckoned with."""
        windows = {self.window, *(group.window for group in self.groups)}
        return {Count(cube, at, window): 0 for cube, at in _margins() for window in windows}


def _margins() -> Iterator[tuple[str, At]]:
    yield from ((EVENTS, (force, "SU")) for force in (*FORCES, TOTAL))
    yield from (("T5", (code.code, TOTAL)) for code in codelist("sex"))
    yield from (("T5", (TOTAL, code.code)) for code in codelist("age_published"))
    yield from (("T6a", (code.code,)) for code in codelist("rank_published"))
    yield from (("T7a", (code.code,)) for code in codelist("method_published"))


def beside_files(puzzle: Puzzle, parts: Mapping[Part, int], steps: Steps, files: Sequence[RecordFile]) -> Puzzle:
    """The same puzzle for a reader who has these files too; sums and aims keep their numbers.

    Files of different windows hold different records: no two may overlap.
    """
    groups = [group for file in files for group in file.groups]
    return _Division(puzzle, parts, steps, groups).divided() if groups else puzzle


@dataclass
class _Division:
    puzzle: Puzzle
    parts: Mapping[Part, int]
    steps: Steps
    groups: Sequence[Group]
    counts: list[int] = field(init=False)
    twins: dict[int, dict[int, int]] = field(init=False, default_factory=dict)
    """By number of a finest count, then of a group: the number of what of it is in the group."""

    def __post_init__(self) -> None:
        self.counts = list(self.puzzle.counts)
        for number, group in enumerate(self.groups):
            self._divide(number, group)

    def _divide(self, number: int, group: Group) -> None:
        inside = self._by_step(group)
        for cube, at, step in self._possible(group):
            part = self.parts[cube, at, step]
            own = min(inside.get((cube, at, step), 0), self.counts[part])
            self.counts[part] -= own
            self.twins.setdefault(part, {})[number] = len(self.counts)
            self.counts.append(own)

    def _possible(self, group: Group) -> Iterator[Part]:
        months = range(group.window.first.ordinal, group.window.last.ordinal + 1)
        for cube in SPLIT:
            inside = [n for n, step in enumerate(self.steps.get(cube, ())) if step[0] in months]
            found = product(sorted(group.codes.get(cube, ())), inside)
            yield from ((cube, at, step) for at, step in found if (cube, at, step) in self.parts)

    def _by_step(self, group: Group) -> Mapping[Part, int]:
        found: dict[Part, int] = {}
        for (cube, at, month), count in group.inside.items():
            for n, step in enumerate(self.steps.get(cube, ())):
                if month in step:
                    found[cube, at, n] = found.get((cube, at, n), 0) + count
        return found

    def divided(self) -> Puzzle:
        sums = [replace(each, parts=(*each.parts, *self._all_twins(each.parts))) for each in self.puzzle.sums]
        known = [Sum(self._twins_in(range(len(self.puzzle.counts)), n, EVENTS), is_told=True) for n in self._numbers]
        return Puzzle(self.counts, [*sums, *known], list(self._equal()), self.puzzle.aims)

    @property
    def _numbers(self) -> range:
        return range(len(self.groups))

    def _equal(self) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
        for own, theirs in self.puzzle.equal:
            if not any(part in self.twins for part in own):
                yield own, (*theirs, *self._all_twins(theirs))
                continue
            yield own, theirs
            for n in self._numbers:
                pair = self._twins_in(own, n), self._twins_in(theirs, n)
                if any(pair):
                    yield pair

    def _all_twins(self, parts: Iterable[int]) -> tuple[int, ...]:
        return tuple(twin for part in parts for twin in self.twins.get(part, {}).values())

    def _twins_in(self, parts: Iterable[int], group: int, cube: str = "") -> tuple[int, ...]:
        wanted = (part for part in parts if not cube or self._cubes[part] == cube)
        return tuple(self.twins[part][group] for part in wanted if group in self.twins.get(part, ()))

    @cached_property
    def _cubes(self) -> dict[int, str]:
        return {number: cube for (cube, _, _), number in self.parts.items()}


def suicide_codes(force: str) -> tuple[At, ...]:
    """The finest codes of events that a death of this force may have."""
    return tuple((force, kind) for kind in _SUICIDES)

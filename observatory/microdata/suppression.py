"""Local suppression: which cells to blank so that every group keeps the promise, and no cheaper choice does.

A blank is a value of its own: records with the same blanks form a group like any other. Kinds of records choose a
pattern of blanks, groups that are used must keep the promise; a whole-number program finds the cheapest choice. Where
it would be too large only some patterns are offered, and the answer says that it is not proven the least.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from observatory.codelists import NOT_KNOWN
from observatory.disclosure.solver import INFINITY, Bounds, Incidence, Ints, Program
from observatory.microdata.columns import ALL
from observatory.microdata.generalised import Kind, Promise, Values, grouped, is_kept

BLANK = "*"

Pattern = tuple[int, ...]
"""The places among the quasi-identifiers that are blanked."""

_MOST_CHOICES = 3_000
_NODES = 300


@dataclass(frozen=True, slots=True)
class Suppressed:
    """How many records of each kind leave with which blanks, what that costs, and whether nothing costs less."""

    choices: Mapping[tuple[Kind, Pattern], int]
    cost: float
    is_least: bool

    @property
    def cells(self) -> int:
        return sum(len(pattern) * count for (_, pattern), count in self.choices.items())

    @property
    def told(self) -> Counter[Kind]:
        """What leaves."""
        found: Counter[Kind] = Counter()
        for ((quasi, sensitive), pattern), count in self.choices.items():
            found[blanked(quasi, pattern), sensitive] += count
        return found


def blanked(quasi: Values, pattern: Pattern) -> Values:
    return tuple(BLANK if n in pattern else value for n, value in enumerate(quasi))


def broken(kinds: Counter[Kind], promise: Promise) -> Counter[Kind]:
    """The records whose group does not keep the promise as it is."""
    found: Counter[Kind] = Counter()
    for group in grouped(kinds).values():
        if not is_kept(group, promise):
            found.update(group)
    return found


def suppressed(kinds: Counter[Kind], prices: Mapping[Values, Sequence[float]], promise: Promise) -> Suppressed | None:
    """The cheapest blanks, or None where none keep the promise.

    `prices` says per quasi-identifiers what blanking each of them costs.
    """
    wrong = broken(kinds, promise)
    if not wrong:
        return Suppressed({(kind, ()): count for kind, count in kinds.items()}, 0.0, is_least=True)
    places = [n for n in range(len(next(iter(kinds))[0])) if any(kind[0][n] != ALL for kind in kinds)]
    for offered, is_all in _offers(places) if places else ():
        choices = _choices(kinds, wrong, offered)
        if len(choices) <= _MOST_CHOICES or (not is_all and len(offered) == 1):
            found = _Choice(kinds, choices, prices, promise).solved()
            return None if found is None else Suppressed(found.choices, found.cost, found.is_least and is_all)
    return None


def _offers(places: Sequence[int]) -> Iterator[tuple[list[Pattern], bool]]:
    """Patterns to choose from: all of them; then few blanks or all; then all places blank."""
    whole = tuple(places)
    every = [p for size in range(1, len(places) + 1) for p in combinations(places, size)]
    yield every, True
    yield [p for p in every if len(p) <= 2 or p == whole], False  # noqa: PLR2004 - few
    yield [p for p in every if len(p) == 1 or p == whole], False
    yield [whole], False


def _choices(kinds: Counter[Kind], wrong: Counter[Kind], offered: Sequence[Pattern]) -> list[tuple[Kind, Pattern]]:
    """Whoever keeps the promise may stay, or join a group that somebody else needs."""
    needed = {blanked(quasi, pattern) for quasi, _ in wrong for pattern in offered}
    found: list[tuple[Kind, Pattern]] = []
    for kind in sorted(kinds):
        found += [(kind, ())] if kind not in wrong else []
        found += [(kind, p) for p in offered if blanked(kind[0], p) in needed]
    return found


@dataclass
class _Choice:
    """Columns: how many records make each choice, whether a group is used, whether a value occurs in it."""

    kinds: Counter[Kind]
    choices: list[tuple[Kind, Pattern]]
    prices: Mapping[Values, Sequence[float]]
    promise: Promise
    groups: dict[Values, list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.groups = {}
        for n, (kind, pattern) in enumerate(self.choices):
            self.groups.setdefault(blanked(kind[0], pattern), []).append(n)

    def solved(self) -> Suppressed | None:
        costs = np.zeros(self.width)
        for n, (kind, pattern) in enumerate(self.choices):
            costs[n] = sum(self.prices[kind[0]][place] for place in pattern)
        matrix, rows = self._rows()
        program = Program(matrix, rows, self._bounds())
        program.set_costs(costs)
        whole = np.arange(self.width) < len(self.choices) + len(self.groups)
        found = program.solve_whole(whole, nodes=_NODES)
        if found is None:
            return None
        taken = np.rint(found[: len(self.choices)]).astype(np.int64)
        made = {self.choices[n]: int(taken[n]) for n in np.flatnonzero(taken)}
        return Suppressed(made, float(costs[: len(taken)] @ taken), program.is_proven)

    @property
    def values(self) -> list[tuple[int, tuple[int, str], list[int]]]:
        """The number of a group, a known sensitive value of a column that is told, and the choices that bring it."""
        found = []
        for number, members in enumerate(self.groups.values()):
            of_value: dict[tuple[int, str], list[int]] = {}
            for n in members:
                for place, value in enumerate(self.choices[n][0][1]):
                    of_value.setdefault((place, value), []).append(n)
            found += [(number, at, brings) for at, brings in of_value.items() if at[1] not in (NOT_KNOWN, ALL)]
        return found

    @property
    def told(self) -> list[int]:
        """The sensitive columns that are not left out."""
        columns = enumerate(zip(*(sensitive for _, sensitive in self.kinds), strict=True))
        return [place for place, values in columns if set(values) != {ALL}]

    @property
    def width(self) -> int:
        return len(self.choices) + len(self.groups) + len(self.values)

    def _bounds(self) -> Bounds:
        upper = [float(self.kinds[kind]) for kind, _ in self.choices] + [1.0] * (self.width - len(self.choices))
        return Bounds(np.zeros(self.width), np.array(upper))

    def _rows(self) -> tuple[Incidence, Bounds]:
        lines = [*self._everybody(), *self._large_enough(), *self._diverse()]
        parts = [(row, _ints([n]), sign) for row, (line, _, _) in enumerate(lines) for n, sign in line]
        lower, upper = (np.array([line[side] for line in lines]) for side in (1, 2))
        return Incidence.of(parts, len(lines), self.width), Bounds(lower, upper)

    def _everybody(self) -> Iterator["_Line"]:
        """Every record leaves, once."""
        of_kind: dict[Kind, list[int]] = {}
        for n, (kind, _) in enumerate(self.choices):
            of_kind.setdefault(kind, []).append(n)
        for kind, members in of_kind.items():
            yield [(n, 1.0) for n in members], float(self.kinds[kind]), float(self.kinds[kind])

    def _large_enough(self) -> Iterator["_Line"]:
        """A group that is used has k records, and only a group that is used has any."""
        for number, members in enumerate(self.groups.values()):
            used = len(self.choices) + number
            yield [*((n, 1.0) for n in members), (used, -float(self.promise.k))], 0.0, INFINITY
            for n in members:
                yield [(n, 1.0), (used, -float(self.kinds[self.choices[n][0]]))], -INFINITY, 0.0

    def _diverse(self) -> Iterator["_Line"]:
        """A group that is used has l known values of each sensitive column that is told."""
        first = len(self.choices) + len(self.groups)
        occurs: dict[tuple[int, int], list[int]] = {}
        for n, (group, (place, _), brings) in enumerate(self.values):
            yield [*((b, 1.0) for b in brings), (first + n, -1.0)], 0.0, INFINITY
            occurs.setdefault((group, place), []).append(first + n)
        for group in range(len(self.groups)):
            for place in self.told:
                found = [(n, 1.0) for n in occurs.get((group, place), ())]
                yield [*found, (len(self.choices) + group, -float(self.promise.l))], 0.0, INFINITY


_Line = tuple[list[tuple[int, float]], float, float]


def _ints(numbers: Iterable[int]) -> Ints:
    return np.array(tuple(numbers), dtype=np.int64)

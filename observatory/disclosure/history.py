"""What was released before on the same events, as further cells over the same records.

When figures were revised, a record is in some vintages and not in others: which ones is one more dimension. What a
revision adds or takes away is never published as such, and is to be protected like any count.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from observatory.disclosure.atoms import Grain
from observatory.disclosure.rules import Rule
from observatory.disclosure.space import States
from observatory.disclosure.tables import Classification, Coordinates, Cube, SafeTable, TableSpec

VINTAGE = "⟨vintage⟩"
"""No dimension of a file is called so."""


@dataclass(frozen=True, slots=True)
class Past:
    """One earlier release.

    Its tables, the counts from which they were made (None when they are still the same), and the rule under which (None
    when it is today's).
    """

    tables: tuple[SafeTable, ...]
    counts: Mapping[Coordinates, int] | None = None
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class History:
    """All earlier releases in order. What was withdrawn was read too, and belongs here."""

    releases: tuple[Past, ...] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """A table of an earlier release: what it asks, what was published of it, under which rule (None: today's)."""

    spec: TableSpec
    table: SafeTable
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class Memory:
    """A cube whose records say in which vintages they are; the earlier tables, and those of what revisions changed.

    `changes` are published by nobody.
    """

    cube: Cube
    earlier: tuple[Earlier, ...] = ()
    changes: tuple[TableSpec, ...] = ()
    states: States | None = None
    numbers: tuple[int, ...] = ()
    """The vintage of each earlier release; today's is 0."""


@dataclass(slots=True)
class _Vintages:
    """The different counts that releases were made from, today's first."""

    cube: Cube
    counts: list[dict[Coordinates, int]] = field(default_factory=list)

    def number(self, past: Past) -> int:
        """Of the counts of this release; they are one more vintage if its tables do not follow from a later one."""
        known = {at: n for at, n in (self.cube.counts if past.counts is None else past.counts).items() if n}
        scope = _scope(self.cube, past.tables, {*known, *(at for counts in self.counts for at in counts)})
        for number, counts in enumerate(self.counts):
            if all(counts.get(at, 0) == known.get(at, 0) for at in scope):
                return number
        beyond = {at: n for at, n in self.counts[0].items() if at not in scope}
        self.counts.append(beyond | {at: n for at, n in known.items() if at in scope})
        return len(self.counts) - 1


def _scope(cube: Cube, tables: Sequence[SafeTable], atoms: Iterable[Coordinates]) -> set[Coordinates]:
    """The combinations that some cell of these tables counts."""
    found: set[Coordinates] = set()
    for table in tables:
        shown = _spec("", table).shown
        axes = [
            (place, axis, shown[axis.name]) for place, axis in enumerate(cube.classifications) if axis.name in shown
        ]
        under = [
            (place, {leaf for leaf in axis.leaves if codes & {*axis.ancestors(leaf)}}) for place, axis, codes in axes
        ]
        found |= {at for at in atoms if all(at[place] in leaves for place, leaves in under)}
    return found


def memory(cube: Cube, specs: Sequence[TableSpec], history: History) -> Memory:
    """The history as cells over the same records."""
    vintages = _Vintages(cube, [{at: n for at, n in cube.counts.items() if n}])
    numbers = [vintages.number(past) for past in reversed(history.releases)][::-1]
    made = [(n, past, table) for n, past in zip(numbers, history.releases, strict=True) for table in past.tables]
    earlier = tuple(
        Earlier(_spec(f"{place}: {table.name}", table), table, past.rule) for place, (_, past, table) in enumerate(made)
    )
    if len(vintages.counts) == 1:
        return Memory(cube, earlier, numbers=tuple(numbers))
    changes, of = [], {spec.name: _code(0) for spec in specs}
    for (number, _, _), spec in zip(made, (one.spec for one in earlier), strict=True):
        of[spec.name] = _code(number)
        for one, other in ((number, 0), (0, number)) if number else ():
            changes.append(TableSpec(f"{spec.name} {one}-{other}", spec.dimensions, spec.shown))
            of[changes[-1].name] = _difference(one, other)
    whole = _layered(cube, vintages.counts)
    return Memory(whole, earlier, tuple(changes), _states(whole, len(vintages.counts), of), tuple(numbers))


def _spec(name: str, table: SafeTable) -> TableSpec:
    shown = [frozenset(codes) for codes in zip(*table.cells, strict=True)]
    return TableSpec(name, table.dimensions, dict(zip(table.dimensions, shown, strict=True)))


def _layered(cube: Cube, vintages: Sequence[Mapping[Coordinates, int]]) -> Cube:
    """The i-th record of a combination is in every vintage that counts at least i of it."""
    counts: dict[Coordinates, int] = {}
    for at in {at: None for vintage in vintages for at in vintage}:
        heights = np.array([vintage.get(at, 0) for vintage in vintages])
        levels = np.unique([0, *heights])
        for low, high in pairwise(levels):
            counts[*at, "".join("1" if height >= high else "0" for height in heights)] = int(high - low)
    patterns = [np.binary_repr(number, len(vintages)) for number in range(1, 2 ** len(vintages))]
    return Cube((*cube.classifications, Classification.flat(VINTAGE, tuple(patterns))), counts)


def _code(number: int) -> str:
    return f"in {number}"


def _difference(one: int, other: int) -> str:
    return f"in {one} not in {other}"


def _states(cube: Cube, vintages: int, of: Mapping[str, str]) -> States:
    patterns = cube.classifications[-1].leaves
    spans = {_code(v): tuple(i for i, p in enumerate(patterns) if p[v] == "1") for v in range(vintages)}
    for one in range(vintages):
        for other in range(vintages):
            if one != other:
                found = (i for i, p in enumerate(patterns) if p[one] == "1" and p[other] == "0")
                spans[_difference(one, other)] = tuple(found)
    return States(Grain(VINTAGE, {pattern: i for i, pattern in enumerate(patterns)}, spans, patterns), of)

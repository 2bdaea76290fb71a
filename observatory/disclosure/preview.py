"""Protects tables for the screen, within tenths of a second: as safe as any, but more cells may be hidden than need be.

What a preview shows never leaves: a release goes through `protect` and the audit. Larger tables, and whatever asks for
more than hiding with zeros as cover, are protected as always, without a search for fewer cells.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from observatory.disclosure.grids import CellGrid
from observatory.disclosure.lattice import Lattice
from observatory.disclosure.naming import Names
from observatory.disclosure.protection import BROKEN, TOO_FEW, Protection, TableReport, Withheld
from observatory.disclosure.rules import Rule, sensitive_cells
from observatory.disclosure.sketch import Sketch, Stakes
from observatory.disclosure.solver import Flags, Floats, Ints
from observatory.disclosure.suppression import protect
from observatory.disclosure.tables import CellName, Cube, SafeTable, TableSpec
from observatory.disclosure.validation import check_request
from observatory.disclosure.worlds import World
from observatory.errors import Unprotectable

MOST_CELLS = 6_000
"""A lattice with more cells than this, or a cell with more simple changes, is not looked at quickly."""

_SEARCHES = 1_200
"""So many searches in all, those for the first pattern among them, as long as it can be made smaller."""

_NOISE = 0.02
_NONZERO, _ZERO = 10.0, 3.0
_TOGETHER = 32
"""So many worlds are added up at a time."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A pattern for the screen, with the worlds that prove it. Confidential but for `tables`."""

    cube: Cube
    specs: tuple[TableSpec, ...]
    rule: Rule
    lattice: Lattice
    sketch: Sketch
    sensitive: Flags

    @property
    def tables(self) -> tuple[SafeTable, ...]:
        return tuple(self._table(number) for number in range(len(self.specs)))

    def _table(self, number: int) -> SafeTable:
        spec, cells = self.specs[number], self.lattice.tables[number]
        values, hidden = self.sketch.stakes.values[cells], self.sketch.hidden[cells]
        grid = CellGrid(self.lattice.codes[number], values, hidden, np.zeros_like(hidden))
        return SafeTable(spec.name, spec.dimensions, grid)

    @property
    def report(self) -> tuple[TableReport, ...]:
        return tuple(self._report(spec, cells) for spec, cells in zip(self.specs, self.lattice.tables, strict=True))

    def _report(self, spec: TableSpec, cells: Ints) -> TableReport:
        own = np.unique(cells)
        hidden, costs = self.sketch.hidden, self.sketch.stakes.costs
        few, lost = int(self.sensitive[cells].sum()), int(hidden[cells].sum())
        loss = float(costs[own[hidden[own] & ~self.sensitive[own]]].sum())
        return TableReport(spec.name, len(cells), few, lost - few, lost == len(cells), loss)

    def protection(self) -> Protection:
        """The same in the shape of `protect`: with all worlds by name, as a certificate wants them."""
        withheld = tuple(Withheld(report.name, TOO_FEW) for report in self.report if report.withheld)
        return Protection(self.tables, self.report, withheld, self._worlds())

    def _worlds(self) -> tuple[World, ...]:
        names = Names.of(self.cube, self.lattice.grains)
        finest = np.flatnonzero(self.sketch.finest)
        groups = [tuple(map(int, self.lattice.at(int(number)))) for number in finest]
        moves = (swing.delta[finest] for swing in self.sketch.swings.values())
        return tuple(names.world((groups[n], int(move[n])) for n in np.flatnonzero(move)) for move in moves)


@dataclass(frozen=True, slots=True)
class _Asked:
    cube: Cube
    specs: tuple[TableSpec, ...]
    rule: Rule
    lattice: Lattice
    seed: int
    public: frozenset[CellName]
    weights: Mapping[CellName, float]

    def cells(self, names: Collection[CellName]) -> Ints:
        """Their numbers."""
        found = [self.cell(name) for name in sorted(names)]
        return np.array(found, dtype=np.int64)

    def cell(self, name: CellName) -> int:
        table = next(place for place, spec in enumerate(self.specs) if spec.name == name[0])
        places = [codes.index(code) for codes, code in zip(self.lattice.codes[table], name[1], strict=True)]
        shape = [len(codes) for codes in self.lattice.codes[table]]
        return int(self.lattice.tables[table].reshape(shape)[tuple(places)])

    def flags(self, cells: Ints) -> Flags:
        found = np.zeros(self.lattice.size, dtype=np.bool_)
        found[cells] = True
        return found


def preview(  # noqa: PLR0913 - as for `protect`
    cube: Cube,
    specs: Sequence[TableSpec],
    rule: Rule,
    *,
    seed: int = 0,
    public: Collection[CellName] = frozenset(),
    weights: Mapping[CellName, float] | None = None,
) -> Preview | None:
    """A first pattern for the screen, proven by additions; None where only `protect` can find one.

    The words are those of `protect`. The same arguments give the same pattern. Raises as `protect`.
    """
    check_request(cube, specs, frozenset(public) | frozenset(weights or {}))
    if rule.shows_zeros or not any(spec.dimensions for spec in specs):
        return None
    lattice = Lattice.of(cube, specs)
    if max(lattice.size, lattice.most_changes) > MOST_CELLS:
        return None
    asked = _Asked(cube, tuple(specs), rule, lattice, seed, frozenset(public), weights or {})
    made = _first(asked)
    if made is not None:
        _check(made)
    return made


def glanced(  # noqa: PLR0913 - as for `protect`
    cube: Cube,
    specs: Sequence[TableSpec],
    rule: Rule,
    *,
    seed: int = 0,
    public: Collection[CellName] = frozenset(),
    weights: Mapping[CellName, float] | None = None,
) -> tuple[SafeTable, ...]:
    """Tables for the screen, as quickly as they can be had. Raises as `protect`."""
    made = preview(cube, specs, rule, seed=seed, public=public, weights=weights)
    if made is not None:
        return made.tables
    return protect(cube, specs, rule, seed=seed, public=public, weights=weights or {}, budget_seconds=0).tables


def _first(asked: _Asked) -> Preview | None:
    """Hides whole tables where the needs of their cells cannot be met otherwise."""
    values = asked.lattice.sums(asked.lattice.finest(asked.cube)[None])[0]
    sensitive, fixed = _sensitive(asked, values), asked.flags(asked.cells(asked.public))
    free = sensitive | ~asked.flags(np.concatenate(asked.lattice.tables))
    while not np.any(free & fixed):
        up, down = np.where(sensitive, asked.rule.threshold - values, 0), np.where(sensitive, values, 0)
        sketch = Sketch(asked.lattice, Stakes(values, up, down, _costs(asked, values), free, fixed))
        unmet = sketch.meet(sketch.needs())
        if not unmet:
            sketch.refine(_SEARCHES)
            return Preview(asked.cube, asked.specs, asked.rule, asked.lattice, sketch, sensitive)
        more = free | _whole(asked, [number for number, _ in unmet])
        if np.array_equal(more, free):
            break
        free = more
    return None


def _whole(asked: _Asked, numbers: Sequence[int]) -> Flags:
    """All cells of the tables that hold one of these."""
    tables = [cells for cells in asked.lattice.tables if np.isin(numbers, cells).any()]
    return asked.flags(np.concatenate(tables))


def _sensitive(asked: _Asked, values: Ints) -> Flags:
    axes = {axis.name: axis for axis in asked.cube.classifications}
    found = np.zeros(asked.lattice.size, dtype=np.bool_)
    for spec, codes, cells in zip(asked.specs, asked.lattice.codes, asked.lattice.tables, strict=True):
        own = values[cells]
        found[cells[(own > 0) & (own < asked.rule.threshold)]] = True
        if asked.rule.group_dimensions.intersection(spec.dimensions):
            named = dict(zip(product(*codes), own.tolist(), strict=True))
            small = sensitive_cells([axes[name] for name in spec.dimensions], named, asked.rule)
            found[[number for at, number in zip(named, cells, strict=True) if at in small]] = True
    return found


def _costs(asked: _Asked, values: Ints) -> Floats:
    """More for larger counts, little for a zero; once for each table that shows the cell; ties broken by the seed."""
    times = np.bincount(np.concatenate(asked.lattice.tables), minlength=asked.lattice.size)
    costs = times * np.where(values > 0, _NONZERO * (1 + np.log1p(values)), _ZERO)
    worth = np.ones(asked.lattice.size)
    for name, weight in sorted(asked.weights.items()):
        cell = asked.cell(name)
        worth[cell] = max(worth[cell], weight)
    return np.asarray(costs * worth * (1 + _NOISE * np.random.default_rng(asked.seed).random(asked.lattice.size)))


def _check(made: Preview) -> None:
    """Additions and comparisons only: worlds are possible, change hidden cells only, and meet every need."""
    stakes, lattice, finest = made.sketch.stakes, made.lattice, made.sketch.finest
    counts = lattice.finest(made.cube)
    values = lattice.sums(counts[None])[0]
    shown = ~made.sketch.hidden | stakes.fixed
    highest, lowest = values.copy(), values.copy()
    swings = list(made.sketch.swings.values())
    for start in range(0, len(swings), _TOGETHER):
        moves = np.array([swing.delta[finest] for swing in swings[start : start + _TOGETHER]])
        changes = lattice.sums(moves)
        if np.any(counts + moves < 0) or changes[:, shown].any():
            raise Unprotectable(BROKEN)
        highest = np.maximum(highest, values + changes.max(axis=0))
        lowest = np.minimum(lowest, values + changes.min(axis=0))
    small = made.sensitive
    if np.any(highest[small] < made.rule.threshold) or np.any(lowest[small] > 0) or np.any(shown & small):
        raise Unprotectable(BROKEN)

"""The finest groups of events that the tables tell apart, and which cells count which of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import log, prod

import numpy as np
import numpy.typing as npt

from observatory.disclosure.junction import Block, JunctionTree, junction_tree
from observatory.disclosure.solver import Floats, Incidence, Ints
from observatory.disclosure.tables import CellName, Classification, Coordinates, Cube, TableSpec

MOST_ATOMS = 20_000
"""A block with more combinations than this is moved only on those that occur and on their neighbours."""

_AGGREGATION_WEIGHT = 2.0
_ZERO_WEIGHT = 0.3

Key = tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Grain:
    """One dimension cut into the groups of leaves that no table tells apart.

    `spans` gives the groups under each shown code; `leaves` one leaf of each group, for naming it.
    """

    name: str
    group_of: Mapping[str, int]
    spans: Mapping[str, tuple[int, ...]]
    leaves: tuple[str, ...]

    @classmethod
    def cut(cls, axis: Classification, shown: Iterable[str]) -> "Grain":
        codes = frozenset({axis.root, *shown})
        groups: dict[frozenset[str], list[str]] = {}
        for leaf in axis.leaves:
            groups.setdefault(codes.intersection(axis.ancestors(leaf)), []).append(leaf)
        group_of = {leaf: g for g, leaves in enumerate(groups.values()) for leaf in leaves}
        spans = {code: tuple(g for g, above in enumerate(groups) if code in above) for code in codes}
        return cls(axis.name, group_of, spans, tuple(leaves[0] for leaves in groups.values()))


@dataclass(frozen=True, slots=True)
class AtomBlock:
    """The atoms over some dimensions: one row of group numbers each, with its count."""

    dimensions: tuple[str, ...]
    groups: Ints
    counts: Ints
    start: int

    def within(self, key: Key) -> Ints:
        """Numbers of the atoms that a cell with this key counts."""
        inside: npt.NDArray[np.bool_] = np.ones(len(self.groups), dtype=np.bool_)
        for name, span in key:
            column = self.groups[:, self.dimensions.index(name)]
            wanted = np.zeros(column.max() + 1, dtype=np.bool_)
            wanted[[group for group in span if group < len(wanted)]] = True
            inside &= wanted[column]
        return np.flatnonzero(inside) + self.start


@dataclass(frozen=True, slots=True)
class AtomSystem:
    """Every cell of every table as a sum of atoms; cells that count the same atoms are one class.

    `membership` has a row per class and a column per atom, `links` the equations by which blocks agree on what they
    share, `counts` the atoms' values, `values` the classes' values, `weights` what hiding a class costs.
    `joins` are the pairs of blocks in the order in which they meet.
    """

    grains: Mapping[str, Grain]
    blocks: tuple[AtomBlock, ...]
    class_of: Mapping[CellName, int]
    membership: Incidence
    links: Incidence
    counts: Ints
    values: Ints
    weights: Floats
    joins: tuple[tuple[int, int], ...]

    def atoms_of(self, number: int) -> Ints:
        """The atoms that a class counts."""
        return np.asarray(self.membership.columns[self.membership.rows == number], dtype=np.int64)

    @classmethod
    def build(cls, cube: Cube, specs: Sequence[TableSpec]) -> "AtomSystem":
        grains = _grains(cube, specs)
        tree = junction_tree([frozenset(s.dimensions) for s in specs], {n: len(g.leaves) for n, g in grains.items()})
        blocks = _blocks(cube, grains, tree.blocks)
        counts = np.concatenate([block.counts for block in blocks])
        class_of, keys = _classes(cube, specs, grains)
        parts = [(row, _block_of(blocks, key).within(key), 1.0) for row, key in enumerate(keys)]
        membership = Incidence.of(parts, len(keys), len(counts))
        values = membership.times(counts).astype(np.int64)
        weights = np.array([_weight(int(n), key, grains) for n, key in zip(values, keys, strict=True)])
        return cls(grains, blocks, class_of, membership, _links(blocks, tree), counts, values, weights, tree.links)


def shown_codes(cube: Cube, spec: TableSpec, name: str) -> tuple[str, ...]:
    """The codes of one dimension that a table shows, in the classification's order."""
    axis = next(c for c in cube.classifications if c.name == name)
    shown = spec.shown.get(name)
    return tuple(code for code in axis.parents if shown is None or code in shown)


def coordinates(cube: Cube, spec: TableSpec) -> tuple[Coordinates, ...]:
    """All cells of a table, in order."""
    return tuple(product(*(shown_codes(cube, spec, name) for name in spec.dimensions)))


def _grains(cube: Cube, specs: Sequence[TableSpec]) -> dict[str, Grain]:
    used = {name for spec in specs for name in spec.dimensions}
    return {
        axis.name: Grain.cut(
            axis, {c for s in specs if axis.name in s.dimensions for c in shown_codes(cube, s, axis.name)}
        )
        for axis in cube.classifications
        if axis.name in used
    }


def _classes(
    cube: Cube, specs: Sequence[TableSpec], grains: Mapping[str, Grain]
) -> tuple[dict[CellName, int], list[Key]]:
    numbers: dict[Key, int] = {}
    class_of = {}
    for spec in specs:
        for at in coordinates(cube, spec):
            key = _key(spec, at, grains)
            class_of[spec.name, at] = numbers.setdefault(key, len(numbers))
    return class_of, list(numbers)


def _key(spec: TableSpec, at: Coordinates, grains: Mapping[str, Grain]) -> Key:
    spans = ((name, grains[name].spans[code]) for name, code in zip(spec.dimensions, at, strict=True))
    return tuple(sorted((name, span) for name, span in spans if len(span) < len(grains[name].leaves)))


def _weight(count: int, key: Key, grains: Mapping[str, Grain]) -> float:
    """Larger and more aggregated cells cost more; a hidden zero tells little and costs little."""
    share = sum(1 - log(len(span)) / log(len(grains[name].leaves)) for name, span in key)
    aggregation = sum(len(grain.leaves) > 1 for grain in grains.values()) - share
    return (1 + log(1 + count) if count else _ZERO_WEIGHT) * (1 + _AGGREGATION_WEIGHT * aggregation)


def _blocks(cube: Cube, grains: Mapping[str, Grain], blocks: Sequence[Block]) -> tuple[AtomBlock, ...]:
    made: list[AtomBlock] = []
    start = 0
    for block in blocks:
        dimensions = tuple(name for name in cube.dimensions if name in block)
        made.append(_atom_block(cube, [grains[name] for name in dimensions], start))
        start += len(made[-1].counts)
    return tuple(made)


def _atom_block(cube: Cube, grains: Sequence[Grain], start: int) -> AtomBlock:
    places = [cube.dimensions.index(grain.name) for grain in grains]
    sums: dict[tuple[int, ...], int] = {}
    for at, count in cube.counts.items():
        groups = tuple(grain.group_of[at[place]] for grain, place in zip(grains, places, strict=True))
        sums[groups] = sums.get(groups, 0) + count
    atoms = _combinations([len(grain.leaves) for grain in grains], sums)
    counts = np.array([sums.get(groups, 0) for groups in atoms], dtype=np.int64)
    names = tuple(grain.name for grain in grains)
    return AtomBlock(names, np.array(atoms, dtype=np.int64).reshape(len(atoms), len(grains)), counts, start)


def _combinations(sizes: Sequence[int], occurring: Mapping[tuple[int, ...], int]) -> list[tuple[int, ...]]:
    if prod(sizes) <= MOST_ATOMS:
        return list(product(*(range(size) for size in sizes)))
    atoms = dict.fromkeys(sorted(at for at, count in occurring.items() if count))
    for at in list(atoms):
        for place, size in enumerate(sizes):
            atoms |= dict.fromkeys((*at[:place], group, *at[place + 1 :]) for group in range(size))
        if len(atoms) > MOST_ATOMS:
            break
    return list(atoms)


def _block_of(blocks: Sequence[AtomBlock], key: Key) -> AtomBlock:
    return next(block for block in blocks if {name for name, _ in key} <= set(block.dimensions))


def _links(blocks: Sequence[AtomBlock], tree: JunctionTree) -> Incidence:
    parts: list[tuple[int, Ints, float]] = []
    row = 0
    for one, other in tree.links:
        shared = sorted(set(blocks[one].dimensions) & set(blocks[other].dimensions))
        sides = [_by_margin(blocks[one], shared), _by_margin(blocks[other], shared)]
        for margin in sorted({*sides[0], *sides[1]}):
            for side, sign in zip(sides, (1.0, -1.0), strict=True):
                parts.append((row, np.array(side.get(margin, []), dtype=np.int64), sign))
            row += 1
    return Incidence.of(parts, row, sum(len(block.counts) for block in blocks))


def _by_margin(block: AtomBlock, shared: Sequence[str]) -> dict[tuple[int, ...], list[int]]:
    places = [block.dimensions.index(name) for name in shared]
    found: dict[tuple[int, ...], list[int]] = {}
    for number, groups in enumerate(block.groups[:, places].tolist(), block.start):
        found.setdefault(tuple(groups), []).append(number)
    return found

"""All levels at which a table can be shown, and how much of its information each of them keeps back."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from math import log2

from observatory.disclosure.tables import Classification, Coordinates, Cube, TableSpec

Depths = tuple[int, ...]
"""Per dimension how deep the finest codes lie; 0 is the total alone."""


@dataclass(frozen=True, slots=True)
class Lattice:
    """All levels of a table, and what a reader of each would miss.

    `atoms` are the events by the finest codes that the table asked for shows.
    """

    axes: tuple[Classification, ...]
    spec: TableSpec
    shown: tuple[frozenset[str], ...]
    atoms: Mapping[Coordinates, int]
    whole: float

    @classmethod
    def of(cls, cube: Cube, spec: TableSpec) -> "Lattice":
        places = [cube.dimensions.index(name) for name in spec.dimensions]
        axes = tuple(cube.classifications[place] for place in places)
        shown = tuple(
            frozenset(axis.parents) if axis.name not in spec.shown else frozenset(spec.shown[axis.name])
            for axis in axes
        )
        finest = [_finest(axis, codes) for axis, codes in zip(axes, shown, strict=True)]
        atoms: dict[Coordinates, int] = {}
        for at, number in cube.counts.items():
            named = tuple(codes[at[place]] for codes, place in zip(finest, places, strict=True))
            if number:
                atoms[named] = atoms.get(named, 0) + number
        everything = sum(atoms.values())
        whole = sum(n * log2(everything / n) for n in atoms.values())
        return cls(axes, spec, shown, atoms, whole)

    @property
    def finest(self) -> Depths:
        return tuple(
            max(_depth(axis, code) for code in codes) for axis, codes in zip(self.axes, self.shown, strict=True)
        )

    def coarser(self, depths: Depths) -> list[Depths]:
        """One step up in one dimension each; never the bare total of everything."""
        steps = [(*depths[:at], depth - 1, *depths[at + 1 :]) for at, depth in enumerate(depths) if depth]
        return [step for step in steps if any(step)]

    def codes(self, place: int, depth: int) -> frozenset[str]:
        """The codes asked for, each that lies deeper replaced by the one above it at this depth."""
        axis = self.axes[place]
        return frozenset(axis.ancestors(code)[max(0, _depth(axis, code) - depth)] for code in self.shown[place])

    def at(self, depths: Depths) -> TableSpec:
        """The table at these depths; dimensions at their total drop out unless their total alone was asked for."""
        kept = [place for place, depth in enumerate(depths) if depth]
        names = tuple(self.axes[place].name for place in kept)
        shown = {self.axes[place].name: self.codes(place, depths[place]) for place in kept}
        return TableSpec(self.spec.name, names, shown)

    def text(self, depths: Depths) -> str:
        """The table at these depths as it is written for `--table`."""
        told = enumerate(zip(self.axes, depths, strict=True))
        return ",".join(_written(axis, self.codes(place, depth), depth) for place, (axis, depth) in told if depth)

    def values(self, spec: TableSpec) -> dict[Coordinates, int]:
        """The counts of a table of this lattice, zeros included."""
        found = dict.fromkeys(product(*(sorted(spec.shown[name]) for name in spec.dimensions)), 0)
        for at, number in self.atoms.items():
            for cell in self.above(spec, at):
                found[cell] += number
        return found

    def above(self, spec: TableSpec, atom: Coordinates) -> Iterator[Coordinates]:
        """The cells of a table that count the events of an atom."""
        places = {axis.name: place for place, axis in enumerate(self.axes)}
        return product(
            *(
                [code for code in self.axes[places[n]].ancestors(atom[places[n]]) if code in spec.shown[n]]
                for n in spec.dimensions
            )
        )

    def loss(self, spec: TableSpec, values: Mapping[Coordinates, int], hidden: Collection[Coordinates]) -> float:
        """The information about the events that a table without the hidden cells keeps back, as a share of all of it.

        An event is known as far as the smallest shown cell that counts it: what is missing are the bits that tell its
        combination among those of that cell (non-uniform entropy: De Waal and Willenborg 1999, Gionis and Tassa 2009).
        What subtraction tells beyond that is not counted.
        """
        total, lost = sum(self.atoms.values()), 0.0
        for at, number in self.atoms.items():
            least = min((values[cell] for cell in self.above(spec, at) if cell not in hidden), default=total)
            lost += number * log2(least / number)
        return lost / self.whole if self.whole else float(bool(hidden))


def _written(axis: Classification, codes: frozenset[str], depth: int) -> str:
    first = min((n for n in range(depth + 1) if _between(axis, n, depth) == codes), default=0)
    if codes == frozenset(axis.parents):
        return axis.name
    return f"{axis.name}@{depth}" if first == depth else f"{axis.name}@{first}-{depth}"


def _between(axis: Classification, first: int, last: int) -> frozenset[str]:
    leaves, depths = frozenset(axis.leaves), {code: _depth(axis, code) for code in axis.parents}
    return frozenset(c for c, depth in depths.items() if first <= depth <= last or (depth < first and c in leaves))


def _depth(axis: Classification, code: str) -> int:
    return len(axis.ancestors(code)) - 1


def _finest(axis: Classification, codes: frozenset[str]) -> dict[str, str]:
    """For each leaf the lowest code that is asked for; the root where there is none."""
    return {leaf: next((c for c in axis.ancestors(leaf) if c in codes), axis.root) for leaf in axis.leaves}

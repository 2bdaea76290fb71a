"""Writes worlds in the classifications' own codes: so many events more or fewer at leaves of every dimension used."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from observatory.disclosure.atoms import Grain
from observatory.disclosure.tables import Coordinates, Cube
from observatory.disclosure.worlds import Move, World

Groups = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """What each pattern of groups is called; events leave the leaves at which they are."""

    grains: tuple[Grain, ...]
    occurring: dict[Groups, dict[Coordinates, int]]

    @classmethod
    def of(cls, cube: Cube, grains: Sequence[Grain]) -> "Names":
        places = [cube.dimensions.index(grain.name) for grain in grains]
        found: dict[Groups, dict[Coordinates, int]] = {}
        for at, count in cube.counts.items():
            if count:
                leaves = tuple(at[place] for place in places)
                groups = tuple(grain.group_of[leaf] for grain, leaf in zip(grains, leaves, strict=True))
                own = found.setdefault(groups, {})
                own[leaves] = own.get(leaves, 0) + count
        return cls(tuple(grains), found)

    @property
    def dimensions(self) -> tuple[str, ...]:
        return tuple(grain.name for grain in self.grains)

    def counts(self) -> dict[Groups, int]:
        return {groups: sum(own.values()) for groups, own in self.occurring.items()}

    def world(self, changes: Iterable[tuple[Groups, int]], parts: int = 1) -> World:
        return World(tuple(move for groups, change in changes for move in self._moves(groups, change, parts)), parts)

    def _moves(self, groups: Groups, change: int, parts: int) -> Iterable[Move]:
        if change > 0:
            leaves = tuple(grain.leaves[group] for grain, group in zip(self.grains, groups, strict=True))
            yield Move(self.dimensions, leaves, change)
        for leaves, count in self.occurring.get(groups, {}).items() if change < 0 else ():
            taken = min(count * parts, -change)
            change += taken
            if taken:
                yield Move(self.dimensions, leaves, -taken)

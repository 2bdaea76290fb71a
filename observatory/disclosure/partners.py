"""Proposes exchanges of events that would move one cell up or down, the most alike events first."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from observatory.disclosure.rectangles import Rectangles, together
from observatory.disclosure.solver import Flags, Floats, Ints
from observatory.disclosure.space import Space

NEAREST = 14
PAIRS = 160
LINES = 8


@dataclass(frozen=True, slots=True)
class Target:
    """A class to be moved: its first cell's dimensions (columns of atoms), and per such dimension the groups inside.

    `outside` has a row per atom that occurs and a column per dimension: whether it lies outside the cell's category.
    """

    number: int
    places: Ints
    inside: tuple[Flags, ...]
    outside: Flags


def _marked(size: int, places: Sequence[int]) -> Flags:
    found = np.zeros(size, dtype=np.bool_)
    found[list(places)] = True
    return found


@dataclass(slots=True)
class Partners:
    """Proposals over the atoms that occur; `noise` (a number in [0, 1) per atom) breaks ties."""

    space: Space
    atoms: Ints
    noise: Floats
    _alike: dict[tuple[int, int], Floats] = field(default_factory=dict)

    def target(self, number: int) -> Target:
        """The class as something to be moved."""
        layout, codes = self.space.cell(number)
        places, inside = [], []
        for side, code in zip(layout.sides, codes, strict=True):
            grain = self.space.grains[side.place]
            if len(grain.spans[code]) < len(grain.leaves):
                places.append(side.place)
                inside.append(_marked(len(grain.leaves), grain.spans[code]))
        outside = np.zeros((len(self.atoms), len(places)), dtype=np.bool_)
        for column, (place, own) in enumerate(zip(places, inside, strict=True)):
            outside[:, column] = ~own[self.atoms[:, place]]
        return Target(number, np.array(places, dtype=np.int64), tuple(inside), outside)

    def alike(self, atom: Ints) -> Floats:
        """For each atom, the share of this atom's cells that count it too."""
        shares = self.noise * 1e-4
        near = np.ones(len(self.atoms))
        for place, group in enumerate(atom):
            near *= self._share(place, int(group))[self.atoms[:, place]]
        return np.asarray(near + shares * near)

    def _share(self, place: int, group: int) -> Floats:
        key = (place, group)
        if key not in self._alike:
            sides = [side for layout in self.space.layouts for side in layout.sides if side.place == place]
            none = np.zeros((1, len(self.space.grains[place].leaves)), dtype=np.uint8)
            apart = np.concatenate([side.apart[:, group] for side in sides] or [none])
            self._alike[key] = 1 - apart.mean(axis=0) * 0.98
        return self._alike[key]

    def up(self, target: Target, atom: Ints, left: Ints) -> Rectangles:
        """Exchanges that bring one event more to `atom`, which lies in the target."""
        outside = target.outside & (left > 0)[:, None]
        near = self.alike(atom)
        chosen = _nearest_each(near, outside)
        proposals = [_lines(atom, self.atoms[_nearest(near, np.asarray(outside.any(axis=1)), LINES)])]
        if len(target.places) > 1 and len(chosen):
            proposals.append(self._pairs(atom, self.atoms[chosen], near[chosen]))
        return together(proposals)

    def starts(self, target: Target, sign: int, left: Ints) -> Ints:
        """Atoms in the target from which an event can go, or to which one can come."""
        inside = ~target.outside.any(axis=1)
        if sign > 0 and not inside.any():
            return self._projected(target)
        return np.asarray(self.atoms[inside & ((left > 0) | (sign > 0))])

    def _projected(self, target: Target) -> Ints:
        """Nothing occurs there: where events that are nearly in the cell would be."""
        order = np.argsort(target.outside.sum(axis=1), kind="stable")[:NEAREST]
        atoms = self.atoms[order].copy()
        for place, inside in zip(target.places, target.inside, strict=True):
            wrong = ~inside[atoms[:, place]]
            atoms[wrong, place] = np.flatnonzero(inside)[0]
        return atoms

    def _pairs(self, atom: Ints, others: Ints, near: Floats) -> Rectangles:
        differ = others != atom
        bits = differ @ (1 << np.arange(len(atom)))
        one, other = np.triu_indices(len(others), 1)
        fits = np.flatnonzero((bits[one] & bits[other]) == 0)
        best = fits[np.argsort(-(near[one[fits]] * near[other[fits]]), kind="stable")[:PAIRS]]
        one, other = one[best], other[best]
        far = np.where(differ[one], others[one], others[other])
        return Rectangles(np.broadcast_to(atom, far.shape), far, differ[one], differ[other])

    def down(self, target: Target, atom: Ints, left: Ints) -> Rectangles:
        """Exchanges that take one event away from `atom`, which lies in the target."""
        outside = target.outside & (left > 0)[:, None]
        near = self.alike(atom)
        proposals = [_lines(atom, self._elsewhere(target, atom))]
        if len(target.places) > 1:
            chosen = _nearest(near, outside.sum(axis=1) > 1, 4 * NEAREST)
            proposals.append(self._splits(target, atom, chosen, outside[chosen]))
        return together(proposals)

    def _splits(self, target: Target, atom: Ints, chosen: Ints, outside: Flags) -> Rectangles:
        """One dimension of the target against the rest, each in turn."""
        column, row = np.nonzero(outside.T)
        far = self.atoms[chosen[row]]
        first = np.zeros(far.shape, dtype=np.bool_)
        first[np.arange(len(far)), target.places[column]] = True
        return Rectangles(np.broadcast_to(atom, far.shape), far, first, (far != atom) & ~first)

    def _elsewhere(self, target: Target, atom: Ints) -> Ints:
        """The atom with another group in one dimension, outside the target; the likest groups first."""
        made = [np.zeros((0, len(atom)), dtype=np.int64)]
        for place, inside in zip(target.places, target.inside, strict=True):
            groups = np.flatnonzero(~inside)
            share = self._share(int(place), int(atom[place]))[groups]
            groups = groups[np.argsort(-share, kind="stable")[:LINES]]
            moved = np.repeat(atom[None, :], len(groups), axis=0)
            moved[:, place] = groups
            made.append(moved)
        return np.concatenate(made)


def _lines(atom: Ints, far: Ints) -> Rectangles:
    differ = far != atom
    return Rectangles(np.broadcast_to(atom, far.shape), far, differ, np.zeros_like(differ))


def _nearest(near: Floats, allowed: Flags, most: int) -> Ints:
    """The likest of the allowed atoms, in order."""
    numbers = np.flatnonzero(allowed)
    if len(numbers) > most:
        numbers = numbers[np.argpartition(-near[numbers], most)[:most]]
    return numbers[np.argsort(-near[numbers], kind="stable")]


def _nearest_each(near: Floats, outside: Flags) -> Ints:
    """The likest atoms outside in each of the target's dimensions."""
    found = [_nearest(near, outside[:, column], NEAREST) for column in range(outside.shape[1])]
    return np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *found]))

"""Keeps count of the worlds that meet needs, of what is hidden for them and of what hiding more would cost."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from observatory.disclosure.partners import Partners
from observatory.disclosure.shifts import Shift, Viewer, Want
from observatory.disclosure.solver import Flags, Floats, Ints
from observatory.disclosure.space import Space

_GAIN = 0.4


@dataclass(slots=True)
class Router:
    """Which classes are hidden, which needs are met by how many worlds, and what changing a class would cost now.

    `free` classes are hidden in any case, `fixed` ones never change. Where zeros are shown, `zeros` has them, and
    `room` says how far each class may go down (None where counts alone limit it); `breach` is what going further or
    changing such a zero costs, usually infinite. `tolls` has what taking each class up costs now (a row) and down (the
    other), at its first cell; the last column stands for no cell.
    """

    space: Space
    partners: Partners
    counts: Ints
    values: Ints
    viewers: tuple[Viewer, ...]
    free: Flags
    fixed: Flags
    costs: Floats
    room: Ints | None = None
    zeros: Flags | None = None
    breach: Floats = field(init=False)
    shifts: dict[int, Shift] = field(default_factory=dict)
    uses: Ints = field(init=False)
    tolls: Floats = field(init=False)
    rows: dict[bytes, int] = field(init=False)
    last: int = 0
    _met: dict[tuple[int, int], Ints] = field(init=False)

    def __post_init__(self) -> None:
        self.uses = np.zeros(self.space.size, dtype=np.int64)
        self.breach = np.full(self.space.size, np.inf)
        kinds = [(number, sign) for number in range(len(self.viewers)) for sign in (-1, 1)]
        self._met = {kind: np.zeros(self.space.size, dtype=np.int64) for kind in kinds}
        self.tolls = np.zeros((2, self.space.top + 1))
        self.rows = {row.tobytes(): number for number, row in enumerate(self.partners.atoms)}
        self.reprice(np.arange(self.space.size))

    @property
    def hidden(self) -> Flags:
        return self.free | (self.uses > 0)

    def events(self, atoms: Ints) -> Ints:
        """How many events each of these atoms counts; none for those that do not occur."""
        rows = (self.rows.get(atom.tobytes()) for atom in atoms)
        return np.array([0 if row is None else self.counts[row] for row in rows], dtype=np.int64)

    def goal(self, want: Want) -> int:
        return int(self.viewers[want.viewer].goal(want.sign)[want.number])

    def is_open(self, want: Want) -> bool:
        """No world takes the class as far as it must go."""
        return self.goal(want) > 0 and not self._met[want.viewer, want.sign][want.number]

    def add(self, shift: Shift) -> int:
        """Hides what the world changes and notes which needs it meets; gives the world's number."""
        self.last += 1
        self.shifts[self.last] = shift
        self._count(shift, 1)
        return self.last

    def remove(self, number: int) -> Shift:
        shift = self.shifts.pop(number)
        self._count(shift, -1)
        return shift

    def _count(self, shift: Shift, by: int) -> None:
        self.uses[shift.classes] += by
        for viewer, sign, classes in self._meets(shift):
            self._met[viewer, sign][classes] += by
        self.reprice(shift.classes)

    def _meets(self, shift: Shift) -> Iterator[tuple[int, int, Ints]]:
        for number, viewer in enumerate(self.viewers):
            if viewer.known is not None and viewer.knows(shift.atoms).any():
                continue
            for sign in (-1, 1):
                goal = viewer.goal(sign)[shift.classes]
                yield number, sign, shift.classes[(goal > 0) & (sign * shift.changes >= goal * shift.parts)]

    def only(self, shift: Shift) -> list[Want]:
        """The needs that no other world meets."""
        return [
            Want(viewer, int(number), sign)
            for viewer, sign, classes in self._meets(shift)
            for number in classes[self._met[viewer, sign][classes] <= 1]
        ]

    def reprice(self, at: Ints) -> None:
        """Counts anew what changing these classes costs; meeting an open need on the way is worth a little."""
        cost = self.owed(at)
        if self.zeros is not None:
            cost = np.where(self.zeros[at] & (self.uses[at] == 0), self.breach[at], cost)
        cost = np.where(self.fixed[at], np.inf, cost)
        first = self.space.first
        for prices, sign in zip(self.tolls, (1, -1), strict=True):
            goal = np.where(self._met[0, sign][at] > 0, 0, self.viewers[0].goal(sign)[at])
            prices[first[at]] = cost - _GAIN * (goal > 0) / np.maximum(goal, 1)
        if self.room is not None:
            low = at[self.room[at] < 1]
            self.tolls[1, first[low]] += self.breach[low]

    def owed(self, at: Ints) -> Floats:
        """What hiding these classes costs; nothing where they are hidden already."""
        return np.where(self.free[at] | (self.uses[at] > 0), 0.0, self.costs[at])

    def own_cost(self, shift: Shift) -> float:
        """What would be shown again without this world."""
        at = shift.classes
        return float(self.costs[at[(self.uses[at] == 1) & ~self.free[at]]].sum())

    def prices(self) -> Floats:
        """Per class what changing it costs now, either way; 0 for no class."""
        found = np.append(np.where(self.hidden, 0.0, self.costs), 0.0)
        if self.zeros is not None:
            untouched = self.zeros & (self.uses == 0)
            found[:-1][untouched] = self.breach[untouched]
        found[:-1][self.fixed] = np.inf
        return found

    def allow(self, breach: Floats) -> None:
        """Sets what going against shown zeros costs."""
        self.breach = breach
        self.reprice(np.arange(self.space.size))

    def aim(self, viewers: tuple[Viewer, ...]) -> None:
        """Other goals, and which of them are met already."""
        self.viewers = viewers
        for met in self._met.values():
            met[:] = 0
        for shift in self.shifts.values():
            for viewer, sign, classes in self._meets(shift):
                self._met[viewer, sign][classes] += 1
        self.reprice(np.arange(self.space.size))

    def cost(self) -> float:
        return float(self.costs[(self.uses > 0) & ~self.free].sum())

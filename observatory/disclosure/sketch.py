"""The quick way to a first pattern for tables on the screen: simple changes of events, each priced against all others.

A world is a few simple changes on a lattice. For the cell that needs one, the price of every simple change through it
comes out of one small product per dimension; the cheapest is made, as often as there are events for it, until the need
is met. Each world is then tried the other way about and several times over, which hides nothing more.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from observatory.disclosure.drafting import NEVER, Draft, Need, Rates
from observatory.disclosure.lattice import Lattice
from observatory.disclosure.solver import Flags, Floats, Ints

_GAIN = 0.4
_LEAST_GAIN = 1e-6
_GAINS = 16
_ENDLESS = 1 << 40
_WAYS = (1, -1)


@dataclass(frozen=True, slots=True)
class Stakes:
    """Per cell of a lattice: its value, how far worlds must take it up and down, what hiding it costs.

    `free` cells are hidden in any case or shown by no table, `fixed` ones never change.
    """

    values: Ints
    up: Ints
    down: Ints
    costs: Floats
    free: Flags
    fixed: Flags

    def goal(self, sign: int) -> Ints:
        return self.up if sign > 0 else self.down


@dataclass(frozen=True, slots=True)
class Swing:
    """A world: what it does to each cell, which cells change, and which needs it meets."""

    delta: Ints
    cells: Ints
    met: dict[int, Ints]


@dataclass(slots=True)
class Sketch:
    """The worlds so far, how many of them hide each cell, and how many meet each need."""

    lattice: Lattice
    stakes: Stakes
    swings: dict[int, Swing] = field(default_factory=dict)
    searches: int = 0
    uses: Ints = field(init=False)
    own: Floats = field(init=False)
    prices: Floats = field(init=False)
    room: Ints = field(init=False)
    finest: Flags = field(init=False)
    _most: int = field(init=False)
    _met: dict[int, Ints] = field(init=False)
    _worth: dict[int, Floats] = field(init=False)
    _banned: int = -1
    _last: int = 0

    def __post_init__(self) -> None:
        size = self.lattice.size
        self.uses = np.zeros(size, dtype=np.int64)
        self._met = {sign: np.zeros(size, dtype=np.int64) for sign in _WAYS}
        goals = {sign: self.stakes.goal(sign) for sign in _WAYS}
        self._most = max(int(goal.max(initial=0)) for goal in goals.values())
        self._worth = {sign: np.where(goal > 0, _GAIN / np.maximum(goal, 1), 0.0) for sign, goal in goals.items()}
        self.finest = self.lattice.is_finest
        self.room = np.where(self.finest, self.stakes.values, _ENDLESS)
        self.own, self.prices = np.zeros(size), np.zeros((2, size))
        self._reprice(np.arange(size))

    @property
    def hidden(self) -> Flags:
        return self.stakes.free | (self.uses > 0)

    def cost(self) -> float:
        return float(self.stakes.costs[(self.uses > 0) & ~self.stakes.free].sum())

    def needs(self) -> list[Need]:
        """The most aggregated cells first: what they need serves the finer ones below."""
        wide = self.lattice.breadth
        found = [(-float(wide[n]), int(n), sign) for sign in _WAYS for n in np.flatnonzero(self.stakes.goal(sign))]
        return [(number, sign) for _, number, sign in sorted(found)]

    def is_open(self, need: Need) -> bool:
        return not self._met[need[1]][need[0]]

    def meet(self, needs: Sequence[Need], most: float = np.inf) -> list[Need]:
        """Meets what is open; gives what it could not. Stops with what is left as soon as the cost exceeds `most`."""
        unmet = []
        for place, need in enumerate(needs):
            if not self.is_open(need):
                continue
            if not self._meet(need):
                unmet.append(need)
            if np.isfinite(most) and self.cost() > most:
                return [*unmet, *needs[place:]]
        return unmet

    def _meet(self, need: Need) -> bool:
        draft = Draft(self.lattice, Rates(self.prices, self.own, self.room))
        delta = draft.find(need, int(self.stakes.goal(need[1])[need[0]]))
        self.searches += draft.searches
        if delta is None:
            return False
        cells = np.flatnonzero(delta)
        change = delta[cells]
        self._add(cells, change)
        for way in _WAYS:
            times = self._times(cells, way * change)
            if times > (way > 0) and self._opens(cells, way * times * change):
                self._add(cells, way * times * change)
        return True

    def _times(self, cells: Ints, change: Ints) -> int:
        """How often at most the change can be made."""
        taken = np.maximum(-change, 0)
        return int((self.room[cells] // np.maximum(taken, 1)).min(initial=self._most, where=taken > 0))

    def _opens(self, cells: Ints, change: Ints) -> bool:
        """Whether the world meets a need that none does yet."""
        return any((self._met[sign][met] == 0).any() for sign, met in self._meets(cells, change).items())

    def _meets(self, cells: Ints, change: Ints) -> dict[int, Ints]:
        found = {}
        for sign in _WAYS:
            goal = self.stakes.goal(sign)[cells]
            found[sign] = cells[(goal > 0) & (sign * change >= goal)]
        return found

    def _add(self, cells: Ints, change: Ints) -> None:
        delta = np.zeros(len(self.uses), dtype=np.int64)
        delta[cells] = change
        self._last += 1
        self.swings[self._last] = Swing(delta, cells, self._meets(cells, change))
        self._count(self.swings[self._last], 1)

    def _count(self, swing: Swing, by: int) -> None:
        self.uses[swing.cells] += by
        for sign, cells in swing.met.items():
            self._met[sign][cells] += by
        self._reprice(swing.cells)

    def _drop(self, number: int) -> Swing:
        swing = self.swings.pop(number)
        self._count(swing, -1)
        return swing

    def _reprice(self, at: Ints) -> None:
        """What changing these cells costs now; meeting an open need on the way is worth a little."""
        stakes = self.stakes
        own = np.where(stakes.free[at] | (self.uses[at] > 0), 0.0, stakes.costs[at])
        own[stakes.fixed[at] | (at == self._banned)] = NEVER
        self.own[at] = own
        along, against = (own - np.where(self._met[sign][at] > 0, 0.0, self._worth[sign][at]) for sign in _WAYS)
        against[self.room[at] <= 0] = NEVER
        self.prices[:, at] = along + against, along - against

    def prune(self) -> None:
        """Drops the worlds that no need depends on, the dearest first."""
        lost = {n: self._alone(swing) for n, swing in self.swings.items()}
        for number in sorted(lost, key=lambda n: (-lost[n], n)):
            met = self.swings[number].met
            if all((self._met[sign][cells] > 1).all() for sign, cells in met.items()):
                self._drop(number)

    def _alone(self, swing: Swing) -> float:
        """What would be shown again without this world."""
        at = swing.cells
        return float(self.stakes.costs[at[(self.uses[at] == 1) & ~self.stakes.free[at]]].sum())

    def refine(self, searches: int) -> None:
        """Hides fewer cells while the number of all searches is below `searches`."""
        self.prune()
        tried, gained = np.zeros(len(self.uses), dtype=np.bool_), 0
        while self.searches < searches:
            number = self._next(tried)
            if number is None:
                break
            tried[number] = True
            gained += self._without(number)
            if gained >= _GAINS:
                self.prune()
                gained = 0
        self.prune()

    def _next(self, tried: Flags) -> int | None:
        """The cell that costs most for the number of worlds that hide it."""
        left = np.flatnonzero((self.uses > 0) & ~self.stakes.free & ~tried)
        return int(left[np.argmin(self.uses[left] / self.stakes.costs[left])]) if len(left) else None

    def _without(self, number: int) -> bool:
        """Shows this cell again if the rest can be had for less; else leaves everything as it is, and gives False."""
        before, state = self.cost(), self._state()
        using = [n for n, swing in self.swings.items() if swing.delta[number]]
        old = [self._drop(n) for n in using]
        self._ban(number)
        open_ = {(int(c), sign) for swing in old for sign, cells in swing.met.items() for c in cells}
        needs = sorted(filter(self.is_open, open_), key=lambda need: (-self.stakes.costs[need[0]], need))
        is_better = not self.meet(needs, before - _LEAST_GAIN) and self.cost() <= before - _LEAST_GAIN
        self._ban(-1)
        if not is_better:
            self._restore(state)
        return is_better

    def _state(self) -> "_State":
        met = {sign: found.copy() for sign, found in self._met.items()}
        return _State(dict(self.swings), self.uses.copy(), self.own.copy(), self.prices.copy(), met)

    def _restore(self, state: "_State") -> None:
        self.swings, self.uses, self.own, self.prices = state.swings, state.uses, state.own, state.prices
        self._met = state.met

    def _ban(self, number: int) -> None:
        cells = np.array([n for n in (number, self._banned) if n >= 0], dtype=np.int64)
        self._banned = number
        self._reprice(cells)


@dataclass(frozen=True, slots=True)
class _State:
    swings: dict[int, Swing]
    uses: Ints
    own: Floats
    prices: Floats
    met: dict[int, Ints]

"""Looks for a smaller pattern among worlds of parts: takes hidden cells back, routes their needs anew, cools down."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from observatory.disclosure.effort import Effort
from observatory.disclosure.portions import Dealer, Scene
from observatory.disclosure.solver import Floats, Ints
from observatory.disclosure.stock import Portion, Stock
from observatory.progress import Progress
from observatory.terms import Term

_WEAR, _WORN = 0.01, 2
"""What using a hidden cell once more costs beside hiding it, while no more worlds than this do: a cell that few worlds
change is easy to take back."""

_HEAT, _LARGE_HEAT, _LARGE = 1.0, 0.4, 500
"""How much a trial may lose at first, as a share of the mean cost of a hidden cell; less in large tables."""

_PAIRS = 0.3
_MOST_RIPPED = 100
_NOISE = 0.2
_LEARNING = 0.5
_LEAST_GAIN = 1e-9
_TIDY = 50
_STEP, _STEP_PER_SIZE, _CALL = 15.0, 0.035, 400.0
"""Microseconds that a step of a program takes about, what its size adds to that, and what a program takes besides."""

_FEWER = Term("Riduzione delle celle nascoste", "Hiding fewer cells")


@dataclass(slots=True)
class Annealing:
    """The worlds in use, how many of them change each row, and how many meet each need.

    `effort` counts microseconds of work.
    """

    scene: Scene
    dealer: Dealer
    rng: np.random.Generator
    effort: Effort
    progress: Progress
    worlds: dict[int, Portion] = field(default_factory=dict)
    uses: Ints = field(init=False)
    met: Ints = field(init=False)
    _costs: Floats = field(init=False)
    _stock: Stock = field(init=False)
    _trouble: Floats = field(init=False)
    _next: int = 0
    _calls: int = 0

    def __post_init__(self) -> None:
        self._costs = self.scene.prices[self.dealer.rows]
        self.uses = np.zeros(len(self._costs), dtype=np.int64)
        self.met = np.zeros(len(self.scene.aims.rows), dtype=np.int64)
        self._trouble = np.zeros(len(self.met))
        self._stock = Stock(len(self._costs), len(self.met))

    @property
    def cost(self) -> float:
        return float(self._costs[self.uses > 0].sum())

    @property
    def spent(self) -> float:
        """The share of the effort that is used up, by work done: a slow machine does not change what comes out."""
        size = len(self.scene.atoms) + len(self._costs)
        work = self.dealer.steps * (_STEP + size * _STEP_PER_SIZE) + self._calls * _CALL
        return min(1.0, work / max(self.effort.trials, 1))

    @property
    def is_over(self) -> bool:
        return self.spent >= 1 or self.effort.is_over

    def construct(self) -> bool:
        """Meets every need, the finest cells first; False if one cannot be met, or time is up before that."""
        sizes = self.scene.sizes + self.rng.random(len(self.scene.sizes)) / 2
        for need in np.argsort(sizes, kind="stable"):
            if not self.met[need] and (self.is_over or not self._route(int(need), None, self._costs)):
                return False
        self.tidy()
        return True

    def cool(self) -> tuple[Portion, ...]:
        """The worlds of the cheapest pattern come across."""
        best, least = tuple(self.worlds.values()), self.cost
        trial = 0
        heat = _HEAT if len(self._costs) <= _LARGE else _LARGE_HEAT
        while not self.is_over and self.uses.any():
            trial += 1
            heat_now = heat * (1 - self.spent) * self.cost / int((self.uses > 0).sum())
            if self._try(self._picked(), self.cost + heat_now) and self.cost < least - _LEAST_GAIN:
                best, least = tuple(self.worlds.values()), self.cost
            if trial % _TIDY == 0:
                self.tidy()
        return best

    def tidy(self) -> None:
        """Drops the worlds that no need depends on, the dearest first."""
        own = {n: -float(self._costs[w.touched & (self.uses == 1)].sum()) for n, w in self.worlds.items()}
        self._drop(sorted(own, key=lambda n: (own[n], n)))

    def _drop(self, numbers: Sequence[int]) -> None:
        for number in numbers:
            if not (self.worlds[number].met & (self.met == 1)).any():
                self._remove(number)

    def _add(self, world: Portion) -> None:
        self.worlds[self._next] = world
        self._next += 1
        self.uses += world.touched
        self.met += world.met

    def _remove(self, number: int) -> Portion:
        world = self.worlds.pop(number)
        self.uses -= world.touched
        self.met -= world.met
        return world

    def _again(self, need: int, closed: Ints) -> bool:
        """Adds a world found before that changes nothing but rows that are hidden anyway; False if there is none."""
        hidden = self.uses > 0
        hidden[closed] = False
        world = self._stock.fitting(need, hidden, self.met == 0)
        if world is not None:
            self._add(world)
        return world is not None

    def _route(self, need: int, closed: Ints | None, costs: Floats) -> bool:
        """Adds a world for this need at today's prices."""
        self.progress(int(1000 * self.spent), 1000, _FEWER)
        worn = np.where(self.uses <= _WORN, _WEAR * self._costs / np.maximum(self.uses, 1), 0.0)
        prices = np.where(self.uses > 0, worn, costs)
        if closed is not None:
            prices[closed] = np.inf
        move = self.dealer.find_few(need, prices) if closed is None else self.dealer.find(need, prices)
        self._calls += 1
        if move is None:
            return False
        world = Portion(move, self.dealer.changed(move), self.scene.met(move))
        self._stock.put(world)
        self._add(world)
        return bool(self.met[need])

    def _picked(self) -> Ints:
        """A hidden row that is dear and little used; in a small table now and then two, to leave where one is stuck."""
        hidden = np.flatnonzero(self.uses)
        worth = self._costs[hidden] / self.uses[hidden]
        is_pair = len(hidden) > 1 and len(self._costs) <= _LARGE and self.rng.random() < _PAIRS
        return self.rng.choice(hidden, 1 + is_pair, replace=False, p=worth / worth.sum())

    def _try(self, closed: Ints, most: float) -> bool:
        """Shows these rows again if the rest can be had for at most so much; else leaves everything as it is."""
        using = [number for number, world in self.worlds.items() if world.touched[closed].any()]
        self._calls += 1
        if len(using) > _MOST_RIPPED:
            return False
        old, start = [self._remove(number) for number in using], self._next
        if self._mended(closed, most):
            self._drop(range(start, self._next))
            return True
        for number in range(start, self._next):
            self._remove(number)
        for world in old:
            self._add(world)
        return False

    def _mended(self, closed: Ints, most: float) -> bool:
        noise = _NOISE * int(self.rng.integers(0, 2)) * (self.rng.random(len(self._costs)) - 0.5)
        costs = self._costs * (1 + noise)
        for need in self._hardest_first(np.flatnonzero(self.met == 0)):
            if self.met[need] or self._again(int(need), closed):
                continue
            before = self.cost
            found = self._route(int(need), closed, costs)
            self._trouble[need] += _LEARNING * ((self.cost if found else most) - before - self._trouble[need])
            if not found or self.cost > most:
                return False
        return True

    def _hardest_first(self, needs: Ints) -> Ints:
        """By what meeting them has cost of late: a trial that must fail then fails soon."""
        return needs[np.argsort(-self._trouble[needs] * (0.5 + self.rng.random(len(needs))), kind="stable")]

"""A world in the making out of simple changes on a lattice: each is the cheapest of all that are left."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from observatory.disclosure.lattice import Lattice
from observatory.disclosure.solver import Floats, Ints

NEVER = 1e9
"""A cost beyond all others."""

_LEAST = 1.0
_ROUNDS, _TRIES, _SPARE = 2, 4, 12
_TURNED = np.array([[1.0], [-1.0]])

Need = tuple[int, int]
"""A cell, and whether some world must take it up (1) or down (-1)."""


@dataclass(frozen=True, slots=True)
class Rates:
    """What changing each cell costs at the start, and how many events can leave it.

    `prices` are two rows, the sum of the costs of going up and down and their difference; `own` is what hiding costs.
    """

    prices: Floats
    own: Floats
    room: Ints


class Draft:
    """A world in the making: what it changes so far, and what each further change costs."""

    def __init__(self, lattice: Lattice, rates: Rates) -> None:
        self.searches = 0
        self._lattice, self._rates = lattice, rates
        self._prices = rates.prices.copy()
        self._delta = np.zeros(lattice.size, dtype=np.int64)
        self._stale: list[Ints] = []
        self._held: Need | None = None

    def find(self, need: Need, goal: int) -> Ints | None:
        """A world that takes the cell so far; None if no simple changes do."""
        number, sign = need
        while (missing := goal - int(self._delta[number]) * sign) > 0:
            costs = self._costs(number, sign)
            best = int(costs.argmin())
            if costs[best] > NEVER / 4:
                return None
            self._take(need, [best, *_others(costs, best)] if missing > 1 else [best], missing)
        self._held = need
        for _ in range(_ROUNDS):
            if not self._cheaper():
                break
        return self._delta

    def _costs(self, number: int, sign: int) -> Floats:
        """Of every simple change that takes the cell one event up (sign 1) or down (-1)."""
        self.searches += 1
        self._reprice()
        prices = self._prices if sign > 0 else self._prices * _TURNED
        return self._lattice.priced(self._lattice.at(number), prices)

    def _take(self, need: Need, places: Sequence[int], most: int) -> None:
        """Makes the changes as often as there are events for them, all together at most so often."""
        delta, room = self._delta, self._rates.room
        rows, ways = self._lattice.change(self._lattice.at(need[0]), places)
        ways *= need[1]
        while most and len(rows):
            left = np.where(ways < 0, room[rows] + delta[rows], most).min(axis=1, initial=most)
            first = int((left > 0).argmax())
            times = int(left[first])
            if times <= 0:
                break
            delta[rows[first]] += ways[first] * times
            self._stale.append(rows[first])
            most -= times
            rows, ways = rows[first + 1 :], ways[first + 1 :]

    def _reprice(self) -> None:
        """What is changed already costs nothing more, and taking it back is worth its cost."""
        if not self._stale:
            return
        rates, at = self._rates, np.concatenate(self._stale)
        self._stale.clear()
        delta = self._delta[at]
        back = np.where(np.abs(delta) == 1, rates.own[at], 0.0)
        gone = np.where((delta < 0) & (rates.room[at] + delta <= 0), NEVER, 0.0)
        both, apart = rates.prices[:, at]
        still = delta == 0
        self._prices[0, at] = np.where(still, both, gone - back)
        self._prices[1, at] = np.where(still, apart, delta * back - gone)
        if self._held is not None:
            number, sign = self._held
            self._prices[:, number] = NEVER, -sign * NEVER

    def _cheaper(self) -> bool:
        """Makes the change that takes back a dear one; False if there is none."""
        for number, sign in self._dearest():
            costs = self._costs(number, sign)
            best = int(costs.argmin())
            if costs[best] < -_LEAST:
                self._take((number, sign), [best], 1)
                return True
        return False

    def _dearest(self) -> list[Need]:
        """The cells that this world alone would hide and that are one step from unchanged, with that step."""
        own = self._rates.own
        changed = np.flatnonzero((np.abs(self._delta) == 1) & (own > _LEAST))
        order = changed[np.argsort(-own[changed], kind="stable")[:_TRIES]]
        return [(int(number), -int(self._delta[number])) for number in order]


def _others(costs: Floats, best: int) -> Sequence[int]:
    """Further changes that cost nothing, or no more than the best: they can be made without looking again."""
    found = np.flatnonzero(costs <= max(0.0, float(costs[best])))
    return [place for place in found[np.argsort(costs[found], kind="stable")[:_SPARE]].tolist() if place != best]

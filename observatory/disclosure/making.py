"""Makes a world for one need out of cheap exchanges of events, one after the other."""

from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from observatory.disclosure.partners import Target
from observatory.disclosure.rectangles import Rectangles, price, together
from observatory.disclosure.routing import Router
from observatory.disclosure.shifts import Shift, Viewer, Want
from observatory.disclosure.solver import Floats, Ints

STARTS = 3
SPARE = 4


class Draft:
    """A world in the making: what it changes so far, how many events are left, and what each further change costs."""

    def __init__(self, router: Router, viewer: Viewer) -> None:
        self.viewer = viewer
        self.left = np.where(viewer.knows(router.partners.atoms), 0, router.counts)
        self._router = router
        self._tolls = router.tolls
        self._delta = np.zeros(router.space.size + 1, dtype=np.int64)
        self._made: list[tuple[Ints, int]] = []
        self._settled = 0

    @property
    def tolls(self) -> Floats:
        """What each further change costs, as the router has it for the first."""
        self._settle()
        return self._tolls

    def take(self, moves: Rectangles, sign: int, most: int) -> int:
        """Makes exchanges in turn, each as often as there are events for it, at most so often in all; says how often.

        Where zeros are shown only one is made, as it bears on what the next costs.
        """
        done, corners = 0, moves.corners()
        for number in range(len(moves)):
            ways = zip(corners, (sign, sign, -sign, -sign), strict=True)
            own = [(atoms[number], way) for (atoms, _, there), way in ways if there[number]]
            done += self._exchange(own, most - done)
            if done and (done == most or self._router.room is not None):
                break
        return done

    def _exchange(self, corners: Sequence[tuple[Ints, int]], most: int) -> int:
        rows = [self._router.rows.get(atom.tobytes()) for atom, _ in corners]
        givers = [self.left[row] for row, (_, way) in zip(rows, corners, strict=True) if way < 0 and row is not None]
        times = min(most, *map(int, givers)) if givers else most
        times = min(times, 1) if self._router.room is not None else times
        if times:
            for row, (atom, way) in zip(rows, corners, strict=True):
                self._move(row, atom, way * times)
        return times

    def put(self, atom: Ints, by: int) -> None:
        """One event more or less."""
        self._move(self._router.rows.get(atom.tobytes()), atom, by)

    def _move(self, row: int | None, atom: Ints, by: int) -> None:
        if row is not None:
            self.left[row] += by
        self._made.append((atom, by))

    def _settle(self) -> None:
        """Counts what was made since the last time; a world that is found at one go needs no prices of its own."""
        if self._settled == len(self._made):
            return
        if not self._settled:
            self._tolls = self._tolls.copy()
        atoms, moves = zip(*self._made[self._settled :], strict=True)
        self._settled = len(self._made)
        above = self._router.space.classes_of(np.array(atoms))
        before = self._delta[above]
        np.add.at(self._delta, above, np.broadcast_to(moves, above.shape))
        self._delta[-1] = 0
        self._reprice(above[self._delta[above] != before])

    def _reprice(self, at: Ints) -> None:
        """What is changed already costs nothing more, and taking it back is worth its cost."""
        router, delta, first = self._router, self._delta[at], self._router.space.first
        back = -router.owed(at) * (delta == np.array([[-1], [1]]))
        self._tolls[:, first[at]] = np.where(delta == 0, router.tolls[:, first[at]], back)
        if router.room is not None:
            low = at[router.room[at] + delta < 1]
            self._tolls[1, first[low]] += router.breach[low]

    def shift(self) -> Shift:
        atoms, moves = zip(*self._made, strict=True)
        return Shift.of(self._router.space, np.array(atoms), np.array(moves))


def meet(router: Router, want: Want) -> bool:
    """Finds a world by exchanges alone and adds it; False if there is none."""
    draft = Draft(router, router.viewers[want.viewer])
    target, missing = router.partners.target(want.number), router.goal(want)
    while missing > 0:
        found = _step(router, target, want.sign, draft, missing)
        alone = _alone(router, target, want.sign, draft) if router.zeros is not None else None
        if alone is not None and (found is None or alone[0] < found[0]):
            draft.put(alone[1], want.sign)
            missing -= 1
        elif found is not None:
            missing -= draft.take(found[1], want.sign, missing)
        else:
            return False
    router.add(draft.shift())
    return True


def _alone(router: Router, target: Target, sign: int, draft: Draft) -> tuple[float, Ints] | None:
    """One event more, or one less, and everything above it changes: where the totals are hidden already."""
    atoms = router.partners.starts(target, sign, draft.left)
    atoms = atoms[~draft.viewer.knows(atoms)]
    if not len(atoms):
        return None
    found = draft.tolls[0 if sign > 0 else 1, router.space.cells_of(atoms)].sum(axis=0)
    at = int(found.argmin())
    return (float(found[at]), atoms[at]) if np.isfinite(found[at]) else None


def _step(router: Router, target: Target, sign: int, draft: Draft, missing: int) -> tuple[float, Rectangles] | None:
    """What the cheapest exchange costs that takes the class one event further; it and others that cost nothing."""
    propose = router.partners.up if sign > 0 else router.partners.down
    starts = router.partners.starts(target, sign, draft.left)
    first = missing if sign < 0 else 1
    best: tuple[float, Rectangles] | None = None
    for batch in (starts[:first], *(starts[n : n + 1] for n in range(first, STARTS))):
        parts = [propose(target, atom, draft.left) for atom in batch]
        if not any(map(len, parts)):
            continue
        moves = together(parts)
        known = draft.viewer.knows(moves.near) | draft.viewer.knows(moves.far)
        found = np.where(known, np.inf, price(router.space, moves, draft.tolls, sign))
        order = _cheapest(found, [len(part) for part in parts])
        least = float(found[order[0]])
        if np.isfinite(least) and (best is None or least < best[0]):
            best = least, moves.picked(order)
        if best is not None and best[0] <= 0:
            break
    return best


def _cheapest(costs: Floats, sizes: Sequence[int]) -> Ints:
    """The cheapest, and of each part in turn the first few that cost nothing; in order."""
    ends = accumulate(sizes)
    parts = ((end - size, costs[end - size : end]) for size, end in zip(sizes, ends, strict=True))
    few = np.concatenate([start + np.argsort(part, kind="stable")[:SPARE] for start, part in parts])
    order = few[np.argsort(costs[few], kind="stable")]
    return np.asarray(order[: max(1, int((costs[order] <= 0).sum()))])

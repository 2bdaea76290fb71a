"""Replaces whole worlds by worlds of parts where readers are thought not to know that counts are whole (A2)."""

from collections.abc import Iterator, Sequence

import numpy as np

from observatory.disclosure.annealing import Annealing
from observatory.disclosure.effort import LATEST, Effort
from observatory.disclosure.nearby import meet_nearby
from observatory.disclosure.portions import CLOSE, Dealer, Scene
from observatory.disclosure.proofs import Moves
from observatory.disclosure.refinement import prune
from observatory.disclosure.routing import Router
from observatory.disclosure.shifts import Shift, Want
from observatory.disclosure.solver import Flags, Floats, Ints
from observatory.disclosure.stock import Portion
from observatory.progress import Progress

_WORK = 0.85e6
"""Microseconds of work, as counted, to a second of the clock, which is only the last stop."""

_BASE, _BASE_SIZE, _GROWTH = 3.2, 232_000.0, 1.4
"""Seconds that a first pattern takes for so many atoms times rows, and how fast that grows."""

_ATOMS = 300


def apportion(router: Router, effort: tuple[int, float, Progress]) -> bool:
    """Leaves a cheaper pattern that meets the same needs in the router; False if there was no time for one.

    `effort` is the seed, the seconds, and who is told how far it is.
    """
    seed, seconds, progress = effort
    if not router.shifts or router.room is not None or _seconds(router) > seconds:
        return False
    last = Effort.of(0, seconds * LATEST)  # proofs that are not there by then leave the pattern as it was
    rng = np.random.default_rng(seed)
    scene = Scene.of(router)
    found = Annealing(scene, Dealer(scene), rng, Effort.of(int(seconds * _WORK), seconds), progress)
    worlds = found.cool() if found.construct() else tuple(found.worlds.values())
    _Exchange(router, found, last).make(worlds)
    return True


def _seconds(router: Router) -> float:
    """What a first pattern takes, from the numbers of atoms and of classes that may be hidden beside the free ones."""
    size = len(router.counts) * int((~router.free & (router.values > 0)).sum())
    return float(_BASE * (size / _BASE_SIZE) ** _GROWTH)


class _Exchange:
    """One pattern for another, if it is cheaper when all its worlds have been proven."""

    def __init__(self, router: Router, found: Annealing, effort: Effort) -> None:
        self._router, self._scene, self._dealer, self._effort = router, found.scene, found.dealer, effort
        self._hidden = np.zeros(len(found.dealer.rows), dtype=np.bool_)
        self._met = np.zeros(len(found.scene.aims.rows), dtype=np.bool_)

    def make(self, worlds: Sequence[Portion]) -> None:
        router, before = self._router, self._router.cost()
        old = [router.remove(number) for number in list(router.shifts)]
        self._hidden = np.any([world.touched for world in worlds], axis=0) if worlds else self._hidden
        moves = Moves.of(self._scene.sums, self._still())
        for world in worlds:
            if moves is None:
                break
            self._prove(moves, world.move, np.flatnonzero(world.met & ~self._met))
        if all(self._mend(want, old) for want in self._open()):
            prune(router)
        if any(self._open()) or router.cost() >= before:
            for number in list(router.shifts):
                router.remove(number)
            for shift in old:
                router.add(shift)

    def _still(self) -> Flags:
        """The rows of the scene that stay as they are."""
        still = np.zeros(self._scene.sums.height, dtype=np.bool_)
        still[self._dealer.rows[~self._hidden]] = True
        return still

    def _prove(self, moves: Moves, move: Floats, needs: Ints) -> None:
        """Adds worlds like this one that meet these needs, in whole numbers of parts: one, or else one per half."""
        needs = needs[~self._met[needs]]
        if not len(needs) or self._effort.is_over:
            return
        found = self._written(moves, move, needs)
        if found is not None:
            self._add(*found)
        elif len(needs) > 1:
            half = len(needs) // 2
            self._prove(moves, move, needs[:half])
            self._prove(moves, move, needs[half:])

    def _written(self, moves: Moves, move: Floats, needs: Ints) -> tuple[Ints, int] | None:
        """With some room wherever the needs leave it, or else exactly as it was found."""

        def holds(found: Ints, parts: int) -> bool:
            possible = np.all(self._scene.counts * parts + found >= 0)
            return bool(possible and self._scene.met_by(found, parts)[needs].all())

        exact = self._asked(move, needs)
        rough = self._dealer.find_inside(exact, np.rint(move), np.where(self._hidden, 0.0, np.inf))
        found = None if rough is None else moves.near(rough, exact, holds)
        if found is None:
            found = moves.near(move, exact | (move <= CLOSE - self._scene.counts), holds)
        return found

    def _asked(self, move: Floats, needs: Ints) -> Flags:
        """The atoms that must move exactly as far as they do for these needs."""
        scene = self._scene
        found = np.zeros(len(scene.atoms), dtype=np.bool_)
        for need in needs:
            found |= scene.known[scene.aims.viewers[need]]
            inside = scene.inside(int(need))
            bottom = move[inside] <= CLOSE - scene.counts[inside]
            top = np.abs(move[inside] - scene.aims.goals[need]) <= CLOSE
            found[inside] |= bottom if scene.aims.signs[need] < 0 else top & (len(inside) == 1)
        return found

    def _add(self, move: Ints, parts: int) -> None:
        moved = move != 0
        self._met |= self._scene.met_by(move, parts)
        self._router.add(Shift.of(self._router.space, self._scene.atoms[moved], move[moved], parts))

    def _open(self) -> Iterator[Want]:
        for viewer, who in enumerate(self._router.viewers):
            for sign in (-1, 1):
                wants = (Want(viewer, int(number), sign) for number in np.flatnonzero(who.goal(sign) > 0))
                yield from (want for want in wants if self._router.is_open(want))

    def _mend(self, want: Want, old: Sequence[Shift]) -> bool:
        """A whole world for a need that is left over: a new one near by, or an old one."""
        router = self._router
        if self._effort.is_over:
            return not router.is_open(want)
        if not router.is_open(want) or meet_nearby(router, want, _ATOMS, router.prices()):
            return True
        for shift in old:
            number = router.add(shift)
            if not router.is_open(want):
                return True
            router.remove(number)
        return False

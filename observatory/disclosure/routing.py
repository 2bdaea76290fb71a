"""Meets one need after the other by cheap exchanges of events, and keeps count of what is hidden for it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from observatory.disclosure.partners import Partners, Target
from observatory.disclosure.rectangles import Rectangles, price
from observatory.disclosure.shifts import Shift, Viewer, Want, summed
from observatory.disclosure.solver import Flags, Floats, Ints
from observatory.disclosure.space import Space

STARTS = 3
TRIES = 4
_GAIN = 0.4
_LEAST = 1.0


@dataclass(slots=True)
class Router:
    """Which classes are hidden, which needs are met by how many worlds, and what changing a class would cost now.

    `free` classes are hidden in any case, `fixed` ones never change. Where zeros are shown, `zeros` has them, and
    `room` says how far each class may go down (None where counts alone limit it); `breach` is what going further or
    changing such a zero costs, usually infinite. `tolls` has what taking each class up costs now (a row) and down (the
    other); the last column stands for no class.
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
        self.tolls = np.zeros((2, self.space.size + 1))
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
        cost = np.where(self.free[at] | (self.uses[at] > 0), 0.0, self.costs[at])
        if self.zeros is not None:
            cost = np.where(self.zeros[at] & (self.uses[at] == 0), self.breach[at], cost)
        cost = np.where(self.fixed[at], np.inf, cost)
        for prices, sign in zip(self.tolls, (1, -1), strict=True):
            goal = np.where(self._met[0, sign][at] > 0, 0, self.viewers[0].goal(sign)[at])
            prices[at] = cost - _GAIN * (goal > 0) / np.maximum(goal, 1)
        if self.room is not None:
            low = at[self.room[at] < 1]
            self.tolls[1, low] += self.breach[low]

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

    def meet(self, want: Want, rounds: int = 0) -> bool:
        """Finds a world by exchanges alone; False if none does. Looks `rounds` times for what makes it cheaper."""
        draft = Draft(self, self.viewers[want.viewer])
        target, missing = Target.of(self.space, want.number), self.goal(want)
        while missing > 0:
            found = self._step(target, want.sign, draft)
            alone = self._alone(target, want.sign, draft) if self.zeros is not None else None
            if alone is not None and (found is None or alone[0] < found[0]):
                draft.put(alone[1], want.sign)
                missing -= 1
            elif found is not None:
                missing -= draft.take(found[1], want.sign, missing)
            else:
                return False
        draft.hold(want.number, want.sign)
        for _ in range(rounds):
            if not self._cheaper(draft):
                break
        self.add(draft.shift())
        return True

    def _cheaper(self, draft: "Draft") -> bool:
        """Adds the exchange that takes back a dear change; False if there is none."""
        for number, sign in draft.dearest(TRIES):
            found = self._step(Target.of(self.space, number), sign, draft)
            if found is not None and found[0] < -_LEAST:
                draft.take(found[1], sign, 1)
                return True
        return False

    def _alone(self, target: Target, sign: int, draft: "Draft") -> tuple[float, Ints] | None:
        """One event more, or one less, and everything above it changes: where the totals are hidden already."""
        atoms = self.partners.starts(target, sign, draft.left)
        atoms = atoms[~draft.viewer.knows(atoms)]
        if not len(atoms):
            return None
        prices = draft.tolls[0 if sign > 0 else 1]
        found = prices[self.space.classes_of(atoms)].sum(axis=0)
        at = int(found.argmin())
        return (float(found[at]), atoms[at]) if np.isfinite(found[at]) else None

    def _step(self, target: Target, sign: int, draft: "Draft") -> tuple[float, Rectangles] | None:
        propose = self.partners.up if sign > 0 else self.partners.down
        best: tuple[float, Rectangles] | None = None
        for atom in self.partners.starts(target, sign, draft.left)[:STARTS]:
            moves = propose(target, atom, draft.left)
            moves = moves.picked(~(draft.viewer.knows(moves.near) | draft.viewer.knows(moves.far)))
            if not len(moves):
                continue
            found = price(self.space, moves, draft.tolls, sign)
            at = int(found.argmin())
            if np.isfinite(found[at]) and (best is None or found[at] < best[0]):
                best = float(found[at]), moves.picked(np.array([at]))
            if best is not None and best[0] <= 0:
                break
        return best


class Draft:
    """A world in the making: what it changes so far, how many events are left, and what each further change costs."""

    def __init__(self, router: Router, viewer: Viewer) -> None:
        self.viewer = viewer
        self.left = np.where(viewer.knows(router.partners.atoms), 0, router.counts)
        self.tolls = router.tolls.copy()
        self._router = router
        self._delta = np.zeros(router.space.size + 1, dtype=np.int64)
        self._atoms: list[Ints] = []
        self._moves: list[Ints] = []

    def take(self, move: Rectangles, sign: int, most: int) -> int:
        """Makes an exchange as often as there are events for it, at most so often; says how often."""
        ways = zip(move.corners(), (1, 1, -1, -1), strict=True)
        corners = [(atom[0], sign * way) for (atom, _, there), way in ways if there[0]]
        rows = [self._router.rows.get(atom.tobytes()) for atom, _ in corners]
        givers = [self.left[row] for row, (_, way) in zip(rows, corners, strict=True) if way < 0 and row is not None]
        times = min(most, *map(int, givers)) if givers else most
        times = times if self._router.room is None else 1
        for row, (_, way) in zip(rows, corners, strict=True):
            if row is not None:
                self.left[row] += way * times
        self._note(np.array([atom for atom, _ in corners]), np.array([way for _, way in corners]) * times)
        return times

    def put(self, atom: Ints, by: int) -> None:
        """One event more or less."""
        row = self._router.rows.get(atom.tobytes())
        if row is not None:
            self.left[row] += by
        self._note(atom[None, :], np.array([by]))

    def _note(self, atoms: Ints, changes: Ints) -> None:
        self._atoms.append(atoms)
        self._moves.append(changes)
        above = self._router.space.classes_of(atoms)
        before = self._delta[above]
        np.add.at(self._delta, above, np.broadcast_to(changes, above.shape))
        self._delta[-1] = 0
        self._reprice(above[self._delta[above] != before])

    def _reprice(self, at: Ints) -> None:
        """What is changed already costs nothing more, and taking it back is worth its cost."""
        delta, cost = self._delta[at], self._own(at)
        back = np.where(np.abs(delta) == 1, -cost, 0.0) * (delta == np.array([[-1], [1]]))
        self.tolls[:, at] = np.where(delta == 0, self._router.tolls[:, at], back)
        if self._router.room is not None:
            low = at[self._router.room[at] + delta < 1]
            self.tolls[1, low] += self._router.breach[low]

    def _own(self, at: Ints) -> Floats:
        router = self._router
        return np.where(router.free[at] | (router.uses[at] > 0), 0.0, router.costs[at])

    def hold(self, number: int, sign: int) -> None:
        """From now on the class does not go back."""
        self.tolls[1 if sign > 0 else 0, number] = np.inf

    def dearest(self, most: int) -> list[tuple[int, int]]:
        """The classes that this world alone would hide and that are one step from unchanged, with that step."""
        changed = np.flatnonzero(np.abs(self._delta) == 1)
        cost = self._own(changed)
        order = np.argsort(-cost, kind="stable")[:most]
        return [(int(changed[i]), -int(self._delta[changed[i]])) for i in order if cost[i] > _LEAST]

    def shift(self) -> Shift:
        atoms, move = summed(self._router.space, np.concatenate(self._atoms), np.concatenate(self._moves))
        classes = np.flatnonzero(self._delta != 0)
        return Shift(atoms, move, classes, self._delta[classes])

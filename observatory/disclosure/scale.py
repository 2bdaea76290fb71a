"""From exchanged events to protected tables, after a proof by additions over single cells."""

from collections.abc import Iterator

import numpy as np

from observatory.disclosure.appraisal import Ground
from observatory.disclosure.bound import Stake
from observatory.disclosure.exchanges import Exchanged
from observatory.disclosure.grids import CellGrid
from observatory.disclosure.naming import Names
from observatory.disclosure.protection import (
    BROKEN,
    KNOWN,
    SETTLED,
    TOO_FEW,
    ZEROS,
    Protection,
    TableReport,
    Unkept,
    Withheld,
)
from observatory.disclosure.sensitivity import classes_in
from observatory.disclosure.shifts import Shift
from observatory.disclosure.solver import Flags, Ints
from observatory.disclosure.space import Layout, Space, cells_above
from observatory.disclosure.tables import SafeTable
from observatory.disclosure.worlds import World
from observatory.errors import Unprotectable


def protection(made: Exchanged) -> Protection:
    """The tables with the proof behind them. Raises `Unprotectable` if a world does not hold."""
    _check(made)
    tables = tuple(_table(made, layout) for layout in made.layouts)
    reports = tuple(_report(made, layout) for layout in made.layouts)
    unkept = tuple(_unkept(made))
    conceded = {cell.table for cell in unkept if cell.reason is SETTLED}
    names = Names.of(made.cube, made.space.grains)
    return Protection(
        tables,
        reports,
        tuple(Withheld(r.name, KNOWN if r.name in conceded else TOO_FEW) for r in reports if r.withheld),
        tuple(_world(names, shift) for shift in made.router.shifts.values()),
        unkept,
    )


def _world(names: Names, shift: Shift) -> World:
    return names.world(zip(map(tuple, shift.atoms.tolist()), shift.move.tolist(), strict=True), shift.parts)


def ground(made: Exchanged) -> Ground:
    """What the tables are to be appraised by: as a stranger sees them."""
    router, stranger = made.router, made.router.viewers[0]
    room = made.values if router.room is None else router.room
    fixed = router.fixed if router.zeros is None else router.fixed | router.zeros
    return Ground(
        [classes_in(made.space, layout) for layout in made.layouts],
        router.hidden,
        Stake(room, stranger.down, stranger.up, router.free, fixed, made.weights),
        made.proven,
        not (made.unkept or made.against_zeros),
    )


def _table(made: Exchanged, layout: Layout) -> SafeTable:
    classes = classes_in(made.space, layout)
    codes = [side.codes for side in layout.sides[: len(layout.spec.dimensions)]]
    grid = CellGrid(codes, made.values[classes], made.router.hidden[classes], made.left_out[classes])
    return SafeTable(layout.spec.name, layout.spec.dimensions, grid)


def _report(made: Exchanged, layout: Layout) -> TableReport:
    classes = classes_in(made.space, layout)
    sensitive, hidden = int(made.sensitive[classes].sum()), int(made.router.hidden[classes].sum())
    return TableReport(layout.spec.name, len(classes), sensitive, hidden - sensitive, hidden == len(classes))


def _unkept(made: Exchanged) -> Iterator[Unkept]:
    narrow = {want.number for want in made.unkept}
    for wants, reason in ((made.unkept, SETTLED), (made.against_zeros, ZEROS)):
        targets = sorted({want.number for want in wants} - (narrow if reason is ZEROS else set()))
        for layout in made.layouts:
            for place in np.flatnonzero(np.isin(classes_in(made.space, layout), targets)):
                at = layout.codes_at(int(place))[: len(layout.spec.dimensions)]
                yield Unkept(layout.spec.name, at, reason)


def _check(made: Exchanged) -> None:
    """Additions and comparisons only, cell by cell: worlds are possible, change hidden cells only, meet every need."""
    space, router = made.space, made.router
    hidden = (router.hidden & ~router.fixed)[space.class_of]
    room = (made.values if router.room is None else router.room)[space.class_of]
    if router.zeros is not None and np.any(router.zeros & router.hidden):
        raise Unprotectable(BROKEN)
    reached = {
        (viewer, sign): np.zeros(space.top, dtype=np.int64) for viewer in range(len(router.viewers)) for sign in (-1, 1)
    }
    for shift in router.shifts.values():
        cells, changes = _changes(space, shift)
        if not _is_possible(made, shift) or not hidden[cells].all() or np.any(changes < -room[cells] * shift.parts):
            raise Unprotectable(BROKEN)
        for (viewer, sign), most in reached.items():
            if not router.viewers[viewer].knows(shift.atoms).any():
                most[cells] = np.maximum(most[cells], sign * changes // shift.parts)
    for (viewer, sign), most in reached.items():
        if not _is_met(router.viewers[viewer].goal(sign)[space.class_of], most):
            raise Unprotectable(BROKEN)


def _changes(space: Space, shift: Shift) -> tuple[Ints, Ints]:
    cells = np.concatenate([cells_above(layout, shift.atoms, space.top) for layout in space.layouts])
    numbers, place = np.unique(cells, return_inverse=True)
    weights = np.broadcast_to(shift.move, cells.shape).ravel()
    changes = np.rint(np.bincount(place.ravel(), weights=weights, minlength=len(numbers))).astype(np.int64)
    changed = (changes != 0) & (numbers < space.top)
    return numbers[changed].astype(np.int64), changes[changed]


def _is_possible(made: Exchanged, shift: Shift) -> bool:
    return bool(np.all(made.router.events(shift.atoms) * shift.parts + shift.move >= 0))


def _is_met(goal: Ints, reached: Ints) -> bool:
    missed: Flags = reached < goal
    return not missed.any()

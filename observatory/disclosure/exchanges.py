"""Protects tables of any size: whole records exchange categories, and nothing is as long as all combinations.

First every need is met by simple exchanges, then cells are taken back one after the other while the effort lasts.
"""

from dataclasses import dataclass

from observatory.disclosure.apportionment import apportion
from observatory.disclosure.effort import LATEST, Effort
from observatory.disclosure.history import memory
from observatory.disclosure.refinement import prune, refine
from observatory.disclosure.routing import Router
from observatory.disclosure.rules import Rule
from observatory.disclosure.shifts import Want
from observatory.disclosure.smallest import is_least, settle
from observatory.disclosure.solver import Flags, Floats, Ints
from observatory.disclosure.space import Layout, Space
from observatory.disclosure.tables import Cube, TableSpec
from observatory.disclosure.work import Circumstances, Work, met
from observatory.progress import Progress

_PROGRAMS, _PROGRAMS_BESIDE_ZEROS, _LARGE_PROGRAMS = 170, 100, 40
"""So many are counted to a second: beside shown zeros each looks at more atoms, in large tables at more cells."""

_FEW_CELLS, _MANY_CELLS = 2_000, 10_000
_WIDE, _ALL, _FAR = 128, 192, 300


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What came out.

    The tables' layouts, per class its value and whether it is sensitive and hidden, the worlds, and what could not be
    kept; what hiding a class costs, and what no pattern can undercut (0 where unknown).
    """

    cube: Cube
    space: Space
    layouts: tuple[Layout, ...]
    values: Ints
    sensitive: Flags
    router: Router
    unkept: tuple[Want, ...]
    against_zeros: tuple[Want, ...]
    left_out: Flags
    withheld: frozenset[str]
    weights: Floats
    proven: float


def exchange(
    cube: Cube,
    specs: tuple[TableSpec, ...],
    rule: Rule,
    around: Circumstances,
    effort: tuple[int, float, Progress],
) -> Exchanged:
    """Protects the tables; `effort` is the seed, the seconds for hiding fewer cells, and who is told how far it is."""
    seed, seconds, progress = effort
    work = Work(memory(cube, specs, around.history), specs, rule, around, seed)
    unmet = met(work, work.wants(), progress)
    against_zeros = tuple(unmet) if rule.shows_zeros else ()
    unmet = work.leave_out(unmet, progress) if against_zeros else unmet
    while unmet and work.withhold(unmet):
        unmet = met(work, work.wants(), progress)
    unkept = tuple(unmet)
    for want in unkept:
        _lower(work, want)
    atoms = _FAR if rule.shows_zeros else _ALL if work.space.top <= _FEW_CELLS else _WIDE
    weights = work.weights()
    proven = 0.0 if unkept or against_zeros else settle(work.router, weights, seconds, whole=not _is_linear(work))
    if is_least(work.router, weights, proven):
        prune(work.router)
    elif not _is_linear(work) or not apportion(work.router, effort):
        refine(work.router, _effort(work, seconds), atoms, progress)
    return Exchanged(
        work.past.cube, work.space, work.layouts, work.values, work.sensitive, work.router, unkept, against_zeros,
        work.left_out, work.withheld, weights, proven,
    )  # fmt: skip


def _is_linear(work: Work) -> bool:
    """Whether nobody who reads this is thought to know that counts are whole."""
    rules = [work.rule, *(one.rule or work.rule for one in work.past.earlier)]
    return work.rule.shows_zeros and all(rule.attacker == "A2" for rule in rules)


def _lower(work: Work, want: Want) -> None:
    """As much of the need as can be had."""
    goal = work.router.viewers[want.viewer].goal(want.sign)
    while goal[want.number] > 0:
        goal[want.number] -= 1
        if goal[want.number] and work.router.is_open(want) and work.meet(want):
            return


def _effort(work: Work, seconds: float) -> Effort:
    few = _PROGRAMS_BESIDE_ZEROS if work.rule.shows_zeros else _PROGRAMS
    rate = few if work.space.top <= _MANY_CELLS else _LARGE_PROGRAMS
    return Effort.of(int(seconds * rate), seconds * LATEST)

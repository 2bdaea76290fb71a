"""Looks for the levels of detail at which a table can be protected and tells most."""

import heapq
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import count

from observatory.disclosure.effort import Effort
from observatory.disclosure.generalisation_levels import Depths, Lattice
from observatory.disclosure.history import History
from observatory.disclosure.rules import Rule, sensitive_cells
from observatory.disclosure.suppression import protect
from observatory.disclosure.tables import Coordinates, Cube, TableSpec
from observatory.disclosure.validation import check_request
from observatory.errors import Unprotectable
from observatory.progress import Progress, silent
from observatory.terms import Term

BEST = 3
"""How many suggestions are made."""

_QUICK = 0.0
_NOTHING_LEFT = 1 - 1e-9
"""A table that loses more tells nothing of what was asked for, and is no way out."""
_ALWAYS = 1
_TRYING = Term("Prova di livelli meno fini", "Trying coarser levels")


@dataclass(frozen=True, slots=True)
class Level:
    """A dimension at one depth of its hierarchy: 0 is the total alone, `deepest` what was asked for."""

    dimension: str
    depth: int
    deepest: int

    @property
    def is_coarser(self) -> bool:
        return self.depth < self.deepest


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A table at coarser levels, protected on trial.

    `table` is written as for `--table`; `spec` is the same table as asked for, without the dimensions that are left at
    their total. `hidden` of `cells` are not shown; `loss` is the share of the information of the table asked for that
    its reader does not get (0: all of it is shown, 1: no more than the total).
    """

    table: str
    spec: TableSpec
    levels: tuple[Level, ...]
    cells: int
    hidden: int
    loss: float

    @property
    def hidden_share(self) -> float:
        return self.hidden / self.cells

    @property
    def is_as_asked(self) -> bool:
        return not any(level.is_coarser for level in self.levels)


@dataclass(frozen=True, slots=True)
class Search:
    """The best suggestions, how many tables were tried, and whether none of those left out can be better."""

    suggestions: tuple[Suggestion, ...]
    tried: int
    is_complete: bool


def suggest(
    cube: Cube, spec: TableSpec, rule: Rule, budget_seconds: float, progress: Progress = silent
) -> tuple[Suggestion, ...]:
    """The best few levels for this table, the one that loses least first; the table as asked may be among them.

    Raises `WrongUse` for a table that makes no sense, and whatever `progress` raises. Seconds are processor time; at
    least one table is tried. Empty where nothing can be shown at any level.
    """
    return search(cube, spec, rule, budget_seconds, progress=progress).suggestions


def search(  # noqa: PLR0913 - the keywords are independent choices with defaults, read at the call
    cube: Cube,
    spec: TableSpec,
    rule: Rule,
    budget_seconds: float,
    *,
    history: History | None = None,
    insiders: Collection[str] = (),
    progress: Progress = silent,
) -> Search:
    """As `suggest`, also against readers of `history` and the dimensions in `insiders`, with how far it came.

    Best first: coarser levels only lose more by themselves, and hiding at least the sensitive cells comes on top, so
    once the best few that were really protected lose less than what is left could, no other table needs a trial.
    """
    check_request(cube, [spec])
    lattice = Lattice.of(cube, spec)
    around = _Around(_narrowed(cube, spec, insiders, history), rule, history or History(), tuple(insiders))
    return _Walk(lattice, around, Effort.of(0, budget_seconds)).run(progress)


@dataclass(frozen=True, slots=True)
class _Around:
    """What every trial is protected with."""

    cube: Cube
    rule: Rule
    history: History
    insiders: tuple[str, ...]


@dataclass(slots=True)
class _Walk:
    """Takes up levels in the order of the least they can lose; a level is bounded, then bounded better, then tried."""

    lattice: Lattice
    around: _Around
    effort: Effort
    best: list[Suggestion] = field(default_factory=list)
    tried: int = 0
    _waiting: list[tuple[float, int, int, Depths]] = field(default_factory=list)
    _seen: set[Depths] = field(default_factory=set)
    _turn: "count[int]" = field(default_factory=count)

    def run(self, progress: Progress) -> Search:
        self._meet(self.lattice.finest)
        while self._waiting and self._waiting[0][0] < self._mark:
            if self.tried >= _ALWAYS and self.effort.is_over:
                return Search(tuple(self.best), self.tried, is_complete=False)
            progress(self.tried, self.tried + len(self._waiting), _TRYING)
            self._take(*heapq.heappop(self._waiting))
        return Search(tuple(self.best), self.tried, is_complete=True)

    @property
    def _mark(self) -> float:
        return self.best[-1].loss if len(self.best) == BEST else 1.0

    def _meet(self, depths: Depths) -> None:
        if depths not in self._seen and any(depths):
            self._seen.add(depths)
            spec = self.lattice.at(depths)
            self._push(self.lattice.loss(spec, self.lattice.values(spec), ()), 0, depths)

    def _push(self, loss: float, stage: int, depths: Depths) -> None:
        heapq.heappush(self._waiting, (loss, stage, next(self._turn), depths))

    def _take(self, _: float, stage: int, _turn: int, depths: Depths) -> None:
        if stage:
            self._try(depths)
            return
        for step in self.lattice.coarser(depths):
            self._meet(step)
        spec = self.lattice.at(depths)
        values = self.lattice.values(spec)
        axes = {axis.name: axis for axis in self.lattice.axes}
        sensitive = sensitive_cells([axes[name] for name in spec.dimensions], values, self.around.rule)
        self._push(self.lattice.loss(spec, values, sensitive), 1, depths)

    def _try(self, depths: Depths) -> None:
        spec, around = self.lattice.at(depths), self.around
        self.tried += 1
        try:
            made = protect(
                around.cube, [spec], around.rule, budget_seconds=_QUICK, history=around.history,
                insiders=around.insiders,
            )  # fmt: skip
        except Unprotectable:
            return
        hidden = {at for at, cell in made.tables[0].cells.items() if cell.value is None}
        if made.withheld or made.unkept:
            return
        loss = self.lattice.loss(spec, self.lattice.values(spec), hidden)
        if loss > _NOTHING_LEFT:
            return
        found = Suggestion(
            self.lattice.text(depths), spec, self._levels(depths), len(made.tables[0].cells), len(hidden), loss
        )
        self.best = sorted([*self.best, found], key=lambda one: (one.loss, one.hidden_share))[:BEST]

    def _levels(self, depths: Depths) -> tuple[Level, ...]:
        told = zip(self.lattice.axes, depths, self.lattice.finest, strict=True)
        return tuple(Level(axis.name, depth, deepest) for axis, depth, deepest in told)


def _narrowed(cube: Cube, spec: TableSpec, insiders: Collection[str], history: History | None) -> Cube:
    """The events by the dimensions that matter here; all of them where earlier releases look at others."""
    if history is not None and history.releases:
        return cube
    kept = [place for place, name in enumerate(cube.dimensions) if name in spec.dimensions or name in insiders]
    counts: dict[Coordinates, int] = {}
    for at, number in cube.counts.items():
        named = tuple(at[place] for place in kept)
        counts[named] = counts.get(named, 0) + number
    return Cube(tuple(cube.classifications[place] for place in kept), counts)

"""What is to be protected from whom, and what may change for it: the needs and the rules on zeros over one space."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np

from observatory.disclosure.history import History, Memory
from observatory.disclosure.making import meet as meet_by_exchanges
from observatory.disclosure.nearby import meet_nearby
from observatory.disclosure.partners import Partners
from observatory.disclosure.routing import Router
from observatory.disclosure.rules import Rule
from observatory.disclosure.sensitivity import breadth, classes_in, costs, sensitive_classes
from observatory.disclosure.shifts import Viewer, Want
from observatory.disclosure.solver import Flags, Floats, Ints
from observatory.disclosure.space import Layout, Space, Span, occurring, spans
from observatory.disclosure.tables import CellName, Status, TableSpec
from observatory.progress import Progress
from observatory.terms import Term

_NOISE = 0.02
_BREACH = 100.0
"""What it costs to leave out a zero that should be shown: more than almost any total."""

_NEAR, _ALL, _FAR = 64, 192, 300
_WORKING = Term("Protezione delle celle sensibili", "Protecting the sensitive cells")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What else bears on a release.

    Cells that others know or that must stay shown, cells that must be hidden, what a cell is worth beside others, the
    dimensions whose every category knows its own records, and what was released before.
    """

    public: frozenset[CellName] = frozenset()
    forced: frozenset[CellName] = frozenset()
    forbidden: frozenset[CellName] = frozenset()
    weights: Mapping[CellName, float] = field(default_factory=dict)
    insiders: tuple[str, ...] = ()
    history: History = field(default_factory=History)


@dataclass(slots=True)
class Work:
    """One task: the router over its space, and who must be kept from what.

    `left_out` are classes of which not even the reader who knows the rule is told whether they are zeros.
    """

    past: Memory
    specs: tuple[TableSpec, ...]
    rule: Rule
    around: Circumstances
    seed: int
    space: Space = field(init=False)
    atoms: Ints = field(init=False)
    counts: Ints = field(init=False)
    values: Ints = field(init=False)
    sensitive: Flags = field(init=False)
    router: Router = field(init=False)
    left_out: Flags = field(init=False)
    _promised: Flags = field(init=False)
    withheld: frozenset[str] = frozenset()
    _support: Ints | None = None

    def __post_init__(self) -> None:
        everything = (*self.specs, *(one.spec for one in self.past.earlier), *self.past.changes)
        self.space = Space.of(self.past.cube, everything, self.past.states)
        self.atoms, self.counts = occurring(self.past.cube, self.space.grains)
        self.values = self.space.totals(self.atoms, self.counts)
        self.left_out = np.zeros(self.space.size, dtype=np.bool_)
        self._promised = self._hidden_under_floors()
        viewers = self._viewers()
        self.sensitive = np.any([(v.up > 0) | (v.down > 0) for v in viewers], axis=0)
        rng = np.random.default_rng(self.seed)
        noise = rng.random(self.space.size)
        partners = Partners(self.space, self.atoms, rng.random(len(self.atoms)))
        shown, gone = self._published()
        free = self.sensitive | self._flags(self.around.forbidden) | gone | self._small_steps()
        fixed = self._flags(self.around.public | self.around.forced) | shown
        prices = self.weights() * (1 + _NOISE * noise)
        self.router = Router(self.space, partners, self.counts, self.values, viewers, free, fixed, prices)
        self._keep_zeros()
        if self.rule.floor and any(self._shows_all(layout) for layout in self.layouts):
            self._support = self.space.totals(self.atoms, np.ones_like(self.counts))

    def _shows_all(self, layout: Layout) -> bool:
        """Whether every combination has a cell."""
        grains = [self.space.grains[side.place] for side in layout.sides]
        finest = [{*map(grain.spans.__getitem__, side.codes)} for grain, side in zip(grains, layout.sides, strict=True)]
        groups = zip(grains, finest, strict=True)
        return len(grains) == len(self.space.grains) and all(
            (group,) in spans for grain, spans in groups for group in range(len(grain.leaves))
        )

    def _small_steps(self) -> Flags:
        """Cells of which a revision changes the published value by less than the threshold are not shown anew."""
        found = np.zeros(self.space.size, dtype=np.bool_)
        if self.past.states is None:
            return found
        told: dict[Span, set[int]] = {}
        for layout, one in zip(self.space.layouts[len(self.specs) :], self.past.earlier, strict=False):
            for span, cell in zip(spans(self.space, layout), one.table.cells.values(), strict=True):
                told.setdefault(span, set()).update(() if cell.value is None else (cell.value,))
        for layout in self.layouts:
            for span, number in zip(spans(self.space, layout), classes_in(self.space, layout), strict=True):
                steps = (abs(value - int(self.values[number])) for value in told.get(span, ()))
                found[number] |= any(0 < step < self.rule.threshold for step in steps)
        return found

    def _keep_zeros(self) -> None:
        """Shown zeros do not change, and what is hidden beside them stays at one or more; not where it is left out."""
        if self.rule.shows_zeros:
            self.router.zeros = (self.values == 0) & self._inside(self._names) & ~self.left_out
        if self.rule.floor or self._promised.any():
            self.router.room = self.values - self._least()
        self.router.aim(self._viewers())

    def _least(self) -> Ints:
        """The least value that a reader who knows the rules on zeros can think a hidden class to have."""
        told = self._inside(self._names) & ~self.left_out & (self.rule.floor > 0)
        return np.asarray(np.where(told | self._promised, np.minimum(self.values, 1), 0))

    def _hidden_under_floors(self) -> Flags:
        """What earlier releases have hidden where their readers know that it is not zero."""
        found = np.zeros(self.space.size, dtype=np.bool_)
        for layout, one in zip(self.space.layouts[len(self.specs) :], self.past.earlier, strict=False):
            if (one.rule or self.rule).floor:
                hidden = [cell.status is Status.SUPPRESSED for cell in one.table.cells.values()]
                found[classes_in(self.space, layout)[hidden]] = True
        return found

    def leave_out(self, wants: list[Want], progress: Progress) -> list[Want]:
        """Meets needs at the price of leaving out zeros, and cells that may be zero; gives those still open."""
        self._support = None
        self.router.allow(np.where(self._promised, np.inf, _BREACH))
        unmet = met(self, wants, progress)
        while self._mark():
            unmet = met(self, self.wants(), progress)
        self.router.allow(np.full(self.space.size, np.inf))
        return unmet

    def _mark(self) -> bool:
        """Takes note of what worlds do against shown zeros; False if there is nothing new."""
        least, before = self._least(), int(self.left_out.sum())
        zeros = self.router.zeros if self.router.zeros is not None else np.zeros_like(self.left_out)
        for shift in self.router.shifts.values():
            against = zeros[shift.classes] | (self.values[shift.classes] + shift.changes < least[shift.classes])
            self.left_out[shift.classes[against]] = True
        self._keep_zeros()
        return int(self.left_out.sum()) > before

    @property
    def _names(self) -> frozenset[str]:
        return frozenset(spec.name for spec in self.specs)

    def _inside(self, tables: Collection[str]) -> Flags:
        """The classes that occur in these tables."""
        found = np.zeros(self.space.size, dtype=np.bool_)
        for layout in self.space.layouts:
            if layout.spec.name in tables:
                found[classes_in(self.space, layout)] = True
        return found

    def _viewers(self) -> tuple[Viewer, ...]:
        return (self._stranger(), *(self._insider(*who) for who in self._who()))

    def _stranger(self) -> Viewer:
        """Everybody: what a table makes sensitive is so by the rule under which it was made."""
        thresholds = np.zeros(self.space.size, dtype=np.int64)
        for layout, rule in zip(self.space.layouts, self._rules(), strict=True):
            found = sensitive_classes(self.space, (layout,), self.values, rule, self.past.cube.classifications)
            thresholds[found] = np.maximum(thresholds[found], rule.threshold)
        thresholds[self._published()[0]] = 0
        return self._viewer(thresholds, self.values, self._least())

    def _rules(self) -> list[Rule]:
        """For each table."""
        earlier = [one.rule or self.rule for one in self.past.earlier]
        return [*(self.rule for _ in self.specs), *earlier, *(self.rule for _ in self.past.changes)]

    def _published(self) -> tuple[Flags, Flags]:
        """The classes that earlier releases have shown, and those that nobody has seen or sees: hiding them is free."""
        shown, gone = np.zeros((2, self.space.size), dtype=np.bool_)
        layouts = self.space.layouts[len(self.specs) :]
        for layout, one in zip(layouts, self.past.earlier, strict=False):
            classes = classes_in(self.space, layout)
            published = [cell.is_published for cell in one.table.cells.values()]
            shown[classes[published]] = True
            gone[classes] = True
        for layout in layouts[len(self.past.earlier) :]:
            gone[classes_in(self.space, layout)] = True
        return shown, gone & ~shown

    @property
    def layouts(self) -> tuple[Layout, ...]:
        """Of the tables asked for."""
        return self.space.layouts[: len(self.specs)]

    def _who(self) -> list[tuple[int, str]]:
        return [
            (place, code)
            for place, grain in enumerate(self.space.grains)
            if grain.name in self.around.insiders
            for code in next(a for a in self.past.cube.classifications if a.name == grain.name).leaves
        ]

    def _insider(self, place: int, code: str) -> Viewer:
        """A cell is sensitive to them if few events are left without their own."""
        grain = self.space.grains[place]
        own = self.atoms[:, place] == grain.group_of[code]
        others = self.values - self.space.totals(self.atoms[own], self.counts[own])
        found = (others > 0) & (others < self.rule.threshold)
        known = np.arange(len(grain.leaves)) == grain.group_of[code]
        least = np.minimum(others, np.maximum(0, self._least() - (self.values - others)))
        viewer = self._viewer(np.where(found, self.rule.threshold, 0), others, least)
        return Viewer(viewer.down, viewer.up, place, known)

    def _viewer(self, thresholds: Ints, values: Ints, least: Ints) -> Viewer:
        """`thresholds` are 0 where a class is not sensitive."""
        sensitive = thresholds > 0
        return Viewer(np.where(sensitive, values - least, 0), np.where(sensitive, thresholds - values, 0))

    def weights(self) -> Floats:
        """What hiding each class costs, without the noise that breaks ties."""
        found = costs(self.space, self.values)
        for cell, weight in self.around.weights.items():
            found[self.class_of(cell)] *= weight
        return found

    def class_of(self, cell: CellName) -> int:
        layout = next(x for x in self.layouts if x.spec.name == cell[0])
        return int(self.space.class_of[layout.number_of(cell[1])])

    def _flags(self, cells: Collection[CellName]) -> Flags:
        found = np.zeros(self.space.size, dtype=np.bool_)
        found[[self.class_of(cell) for cell in sorted(cells)]] = True
        return found

    def wants(self) -> list[Want]:
        """The most aggregated cells first: what they need serves the finer ones below."""
        wide = -breadth(self.space)
        found = [
            (float(wide[number]), Want(viewer, int(number), sign))
            for viewer, who in enumerate(self.router.viewers)
            for sign in (-1, 1)
            for number in np.flatnonzero(who.goal(sign))
        ]
        return [want for _, want in sorted(found)]

    def meet(self, want: Want) -> bool:
        """By exchanges; where they do not do, by a program over more and more atoms near the cell.

        Where zeros are shown hardly any exchange is free, and the program comes first.
        """
        if self._is_hopeless(want):
            return False
        if self.rule.shows_zeros and meet_nearby(self.router, want, _FAR, self.router.prices()):
            return True
        if meet_by_exchanges(self.router, want):
            return True
        prices = self.router.prices()
        return any(meet_nearby(self.router, want, most, prices) for most in (_NEAR, _ALL))

    def _is_hopeless(self, want: Want) -> bool:
        """Where every combination is shown, a cell cannot fall below the number of those that are not zero."""
        return bool(want.sign < 0 and self._support is not None and self._support[want.number] > 1)

    def withhold(self, wants: Collection[Want]) -> bool:
        """Hides the tables with these cells whole, or else all of them; False when that was done before."""
        targets = [want.number for want in wants]
        holding = {x.spec.name for x in self.layouts if np.isin(classes_in(self.space, x), targets).any()}
        more = (holding - self.withheld) or (self._names - self.withheld)
        self.withheld |= more
        self.router.free[self._inside(more)] = True
        if self.rule.shows_zeros:
            self.left_out |= self._inside(more)
        self._keep_zeros()
        return bool(more)


def met(work: Work, wants: list[Want], progress: Progress) -> list[Want]:
    """Meets these needs; gives those for which nothing was found."""
    unmet = []
    for done, want in enumerate(wants):
        if work.router.is_open(want):
            progress(done, len(wants), _WORKING)
            if not work.meet(want):
                unmet.append(want)
    return unmet

"""What a reader has, a stranger or somebody who takes off their own records, and what they must not learn."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from observatory.disclosure.attacker import Found, Interval, Knowledge, Wanted, besiege
from observatory.disclosure.history import History
from observatory.disclosure.rules import Rule, sensitive_cells
from observatory.disclosure.tables import LEFT_OUT, CellName, Coordinates, Cube, SafeCell, SafeTable, Status, tallied
from observatory.progress import Progress


@dataclass(frozen=True, slots=True)
class Owner:
    """A category that knows its own records."""

    dimension: str
    code: str


def owners(cube: Cube, insiders: Collection[str]) -> Iterator[Owner]:
    """Every category of these dimensions."""
    for axis in cube.classifications:
        if axis.name in insiders:
            yield from (Owner(axis.name, leaf) for leaf in axis.leaves)


@dataclass(frozen=True, slots=True)
class Case:
    """What a reader has (`tables`, new ones and earlier ones, `rules` by name, `known`), and what is to be judged.

    `silent` has the same tables with nothing of the new ones shown; `truth` the counts that the reader does not know
    yet.
    """

    truth: Cube
    tables: tuple[SafeTable, ...]
    silent: tuple[SafeTable, ...]
    rules: Mapping[str, Rule]
    known: Mapping[CellName, int]
    own: Owner | None = None

    @classmethod
    def of(
        cls, tables: Sequence[SafeTable], cube: Cube, rule: Rule, public: Collection[CellName], history: History
    ) -> "Case":
        earlier = {
            f"{number}: {table.name}": (table, past.rule or rule)
            for number, past in enumerate(history.releases, start=1)
            for table in (past.tables if past.counts is None or _same(past.counts, cube.counts) else ())
        }
        before = tuple(replace(table, name=name) for name, (table, _) in earlier.items())
        hushed = tuple(SafeTable(t.name, t.dimensions, dict.fromkeys(t.cells, LEFT_OUT)) for t in tables)
        truth = {table.name: tallied(cube, table) for table in tables}
        rules = {table.name: rule for table in tables} | {name: own for name, (_, own) in earlier.items()}
        known = {(name, at): truth[name][at] for name, at in public}
        return cls(cube, (*tables, *before), (*hushed, *before), rules, known)

    def without(self, own: Owner) -> "Case":
        """As this category sees it, once it has taken off its own records."""
        place = self.truth.dimensions.index(own.dimension)
        mine = Cube(self.truth.classifications, {a: n for a, n in self.truth.counts.items() if a[place] == own.code})
        others = {at: n for at, n in self.truth.counts.items() if at[place] != own.code}
        taken = {table.name: tallied(mine, table) for table in self.tables}
        known = {(name, at): value - taken[name][at] for (name, at), value in self.known.items()}
        return Case(
            Cube(self.truth.classifications, others),
            tuple(_less(table, taken[table.name], own, self.truth) for table in self.tables),
            tuple(_less(table, taken[table.name], own, self.truth) for table in self.silent),
            self.rules, known, own,
        )  # fmt: skip

    def sensitive(self) -> dict[CellName, Interval]:
        """The hidden cells that must keep their interval."""
        found = {}
        for table in self.tables:
            rule = self.rules[table.name]
            values = tallied(self.truth, table)
            small = {at for at, n in values.items() if rule.is_sensitive(n)}
            for at in small if self.own else sensitive_in(table, values, self.truth, rule):
                if not table.cells[at].is_published:
                    low = 0 if table.cells[at].status is Status.WITHHELD else rule.floor
                    found[table.name, at] = Interval(low, rule.threshold)
        return found

    def attacked(self, tables: Sequence[SafeTable], wanted: Mapping[CellName, Interval], progress: Progress) -> Found:
        floors = {name: rule.floor for name, rule in self.rules.items()}
        goals = Wanted(wanted, Knowledge(self.known, floors=floors))
        return besiege(tables, self.truth.classifications, goals, progress)


def _less(table: SafeTable, taken: Mapping[Coordinates, int], own: Owner, cube: Cube) -> SafeTable:
    """What others have in each cell; of a hidden one that holds own records the rule on zeros says nothing more."""
    axis = cube.classifications[cube.dimensions.index(own.dimension)]
    place = table.dimensions.index(own.dimension) if own.dimension in table.dimensions else None
    mine = {
        code for code in axis.parents if not any(code in axis.ancestors(leaf) for leaf in {*axis.leaves} - {own.code})
    }
    cells = {}
    for at, cell in table.cells.items():
        if place is not None and at[place] in mine:
            cells[at] = SafeCell(0, Status.PUBLISHED)
        elif cell.value is not None:
            cells[at] = SafeCell(cell.value - taken[at], Status.PUBLISHED)
        else:
            cells[at] = LEFT_OUT if taken[at] else cell
    return SafeTable(table.name, table.dimensions, cells)


def _same(one: Mapping[Coordinates, int], other: Mapping[Coordinates, int]) -> bool:
    return {at: n for at, n in one.items() if n} == {at: n for at, n in other.items() if n}


def sensitive_in(table: SafeTable, truth: Mapping[Coordinates, int], cube: Cube, rule: Rule) -> frozenset[Coordinates]:
    """The cells of a table that the rule makes sensitive."""
    axes = {axis.name: axis for axis in cube.classifications}
    return sensitive_cells([axes[name] for name in table.dimensions], truth, rule)

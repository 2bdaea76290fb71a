"""Where a table of a summary loses much: at which broader categories it would tell more, tried on its own events."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from observatory.disclosure.generalisation import Level, suggest
from observatory.disclosure.rules import Rule
from observatory.disclosure.tables import Cube, TableSpec
from observatory.summary.content import PublishedTable
from observatory.summary.counted import Count
from observatory.summary.finest import CUBES
from observatory.summary.loss import TableLoss, Truth
from observatory.summary.told import count_at
from observatory.terms import Term

MUCH = 1 / 3
"""Share of hidden counts from which broader categories are looked for."""

_SECONDS, _FEWEST = 0.2, 2


@dataclass(frozen=True, slots=True)
class Broader:
    """A table at other levels: what stays of each axis, how many cells it has and how many would be hidden."""

    axes: tuple[tuple[Term, Level], ...]
    cells: int
    hidden: int

    @property
    def words(self) -> Term:
        """One sentence."""
        told = [_axis(title, level) for title, level in self.axes if level.is_coarser]
        levels = Term("; ".join(term.it for term in told), "; ".join(term.en for term in told))
        return _BROADER.with_values(levels=levels, cells=self.cells, hidden=self.hidden)


def loses_much(loss: TableLoss) -> bool:
    """Whether so many counts of a table are hidden that it is worth asking for another."""
    return bool(loss.counts) and loss.hidden_counts >= MUCH * loss.counts


def broader(loss: TableLoss, truth: Truth) -> Iterator[Broader]:
    """The best levels, if any tells more than the table as it is; nothing for tables over several periods."""
    counts = {at: count_at(loss.table.id, at, truth.shape) for at in loss.table.observations}
    asked = {count for count in counts.values() if count is not None}
    if len({(count.cube, count.window) for count in asked}) != 1 or next(iter(asked)).cube not in CUBES:
        return
    cube, spec = _question(loss.table, asked, truth)
    titles = _titles(loss.table, asked)
    for found in suggest(cube, spec, Rule(truth.threshold), _SECONDS):
        if found.cells >= _FEWEST and found.hidden_share < loss.hidden_counts / loss.counts:
            axes = tuple((titles[level.dimension], level) for level in found.levels)
            yield Broader(axes, found.cells, found.hidden)


def _question(table: PublishedTable, asked: set[Count], truth: Truth) -> tuple[Cube, TableSpec]:
    one = next(iter(asked))
    axes = CUBES[one.cube]
    shown = {
        axis.name: frozenset(count.codes[place] for count in asked) & frozenset(axis.parents)
        for place, axis in enumerate(axes)
    }
    return Cube(axes, truth.within(one)), TableSpec(table.id, tuple(axis.name for axis in axes), shown)


def _titles(table: PublishedTable, asked: set[Count]) -> Mapping[str, Term]:
    """The printed name of each dimension: that of the axis whose codes it has."""
    found: dict[str, Term] = {}
    for place, axis in enumerate(CUBES[next(iter(asked)).cube]):
        codes = {count.codes[place] for count in asked}
        best = max(table.axes, key=lambda printed: len(codes & {item.code for item in printed.items}))
        found[axis.name] = best.title
    return found


def _axis(title: Term, level: Level) -> Term:
    return (_TOTAL if level.depth == 0 else _DEPTH).with_values(axis=title, depth=level.depth, deepest=level.deepest)


_BROADER = Term(
    "Una tavola a sé con voci più ampie ({levels}) nasconderebbe {hidden} celle su {cells}.",
    "A table by itself with broader categories ({levels}) would hide {hidden} of {cells} cells.",
)
_TOTAL = Term("{axis}: solo il totale", "{axis}: the total alone")
_DEPTH = Term("{axis}: {depth}° livello su {deepest}", "{axis}: level {depth} of {deepest}")

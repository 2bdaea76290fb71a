"""The level of detail of each column at which a file loses least and keeps its promise.

Full-domain generalisation: one level per column for the whole file. Coarser levels never break a group that keeps the
promise, so what is too fine at one point of the lattice is too fine at every finer one (the pruning of Incognito,
LeFevre et al. 2005, and OLA, El Emam et al. 2009), and what generalisation alone loses bounds from below what a point
can lose. Points are taken by that bound, the few cells to blank are found for each, and the first point that no open
bound undercuts is the best of all.
"""

import heapq
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from observatory.microdata.columns import ALL
from observatory.microdata.generalised import Kind, Node, Promise, Source, Values
from observatory.microdata.suppression import Suppressed, broken, suppressed
from observatory.progress import Progress, silent
from observatory.terms import Term

MOST_BLANKED = 0.1
"""The share of records that may need a blank; beyond it the columns are made coarser instead."""

_SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Found:
    """Levels and blanks, and the mean loss per cell, between 0 and 1. `is_least`: no other choice loses less."""

    node: Node
    blanks: Suppressed
    loss: float
    is_least: bool


Accepts = Callable[[Found], bool]


def best(source: Source, promise: Promise, accepts: Accepts, progress: Progress = silent) -> Found | None:
    """The file that loses least among those that keep the promise and are accepted; None where there is none.

    What is not accepted tells too much beside other outputs: nothing finer is tried then. Raises `Cancelled`.
    """
    search = _Search(source, promise)
    for tried, found in enumerate(search.in_order(progress)):
        progress(tried, tried + 1, _COMPARING)
        if accepts(found):
            return found
        search.refuse(found.node)
    return None


@dataclass
class _Search:
    source: Source
    promise: Promise
    refused: list[Node] = field(default_factory=list)
    too_fine: list[Node] = field(default_factory=list)
    is_least: bool = True

    def refuse(self, node: Node) -> None:
        """Neither this nor anything finer in what the summaries count by; finer elsewhere tells nothing beside them."""
        self.refused.append(self._counted(node))

    def _counted(self, node: Node) -> Node:
        return tuple(level for level, column in zip(node, self.source.columns, strict=True) if column.is_counted)

    def in_order(self, progress: Progress) -> Iterator[Found]:
        """Points of the lattice by what they lose, blanks included."""
        cells = max(len(self.source.records) * len(self.source.columns), 1)
        queue: list[tuple[float, Node, Suppressed | None]] = [(bound, node, None) for bound, node in self._bounds()]
        heapq.heapify(queue)
        total = len(queue)
        while queue:
            progress(total - len(queue), total, _SEARCHING)
            loss, node, blanks = heapq.heappop(queue)
            if self._is_below(self._counted(node), self.refused):
                continue
            if blanks is not None:
                yield Found(node, blanks, loss / cells, self.is_least)
            elif solved := self._blanks(node):
                self.is_least &= solved.is_least
                heapq.heappush(queue, (self.source.loss(node) + solved.cost, node, solved))

    def _bounds(self) -> list[tuple[float, Node]]:
        """The points that need few blanks, from the coarsest, with what they lose at least."""
        axes = (range(len(column.levels)) for column in self.source.columns)
        found = []
        for node in sorted(product(*axes), key=sum, reverse=True):
            if not self._is_below(node, self.too_fine):
                bound = self._bound(node)
                if bound is None:
                    self.too_fine.append(node)
                else:
                    found.append((bound, node))
        return found

    def _bound(self, node: Node) -> float | None:
        """Every record whose group breaks the promise needs a blank; None where too many do."""
        rows = self.source.rows(node)
        wrong = broken(Counter(rows), self.promise)
        if wrong.total() > MOST_BLANKED * len(rows) + _SLACK:
            return None
        prices = self._prices(node, wrong)
        return self.source.loss(node) + sum(_cheapest(kind[0], prices) * n for kind, n in wrong.items())

    def _blanks(self, node: Node) -> Suppressed | None:
        kinds = Counter(self.source.rows(node))
        return suppressed(kinds, self._prices(node, kinds), self.promise)

    def _prices(self, node: Node, kinds: Counter[Kind]) -> dict[Values, list[float]]:
        """What blanking costs beyond what the value has lost already."""
        places = self.source.quasi
        return {
            quasi: [1 - self.source.price(n, node[n], value) for n, value in zip(places, quasi, strict=True)]
            for quasi, _ in kinds
        }

    @staticmethod
    def _is_below(node: Node, others: list[Node]) -> bool:
        """Whether the point is as fine as one of these, or finer, in every column."""
        return any(all(a <= b for a, b in zip(node, other, strict=True)) for other in others)


def _cheapest(quasi: Values, prices: Mapping[Values, Sequence[float]]) -> float:
    """What one blank costs at least; nothing where there is nothing to blank."""
    return min((price for price, value in zip(prices[quasi], quasi, strict=True) if value != ALL), default=0.0)


_SEARCHING = Term("Ricerca del dettaglio che perde meno", "Looking for the detail that loses least")
_COMPARING = Term("Confronto con le edizioni precedenti", "Comparing with earlier issues")

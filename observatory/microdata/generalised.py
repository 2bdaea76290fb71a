"""Records as they would leave at one level of detail per column, and how much that loses.

Loss is Iyengar's metric (2002): a value that stands for m of a column's M finest values costs (m - 1) / (M - 1), a
suppressed or left-out one costs 1; the loss of a file is the mean over its cells.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from observatory.codelists import NOT_KNOWN
from observatory.microdata.columns import ALL, Column, Group

Node = tuple[int, ...]
"""A level for each column: a point of the lattice."""

Values = tuple[str, ...]
Kind = tuple[Values, Values]
"""What a record says: its quasi-identifiers, and its sensitive values."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What every group of equal records keeps: at least `k` of them, and `l` known values of each sensitive column."""

    k: int
    l: int  # noqa: E741 - the name that the literature gives it


@dataclass(frozen=True)
class Source:
    """The finest values of each record, in the order of the columns."""

    columns: tuple[Column, ...]
    records: tuple[Values, ...]
    quasi: tuple[int, ...] = field(init=False)
    sensitive: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "quasi", tuple(n for n, c in enumerate(self.columns) if not c.is_sensitive))
        object.__setattr__(self, "sensitive", tuple(n for n, c in enumerate(self.columns) if c.is_sensitive))

    @cached_property
    def _leaves(self) -> list[tuple[str, ...]]:
        return list(zip(*self.records, strict=True)) or [() for _ in self.columns]

    @cached_property
    def _values(self) -> tuple[tuple[tuple[str, ...], ...], ...]:
        """By column and level what each record says."""
        pairs = zip(self.columns, self._leaves, strict=True)
        return tuple(tuple(_told(level.group, leaves) for level in column.levels) for column, leaves in pairs)

    @cached_property
    def _prices(self) -> tuple[tuple[dict[str, float], ...], ...]:
        """By column and level what each value costs."""
        return tuple(
            tuple(_costs(level.group, frozenset(leaves)) for level in column.levels)
            for column, leaves in zip(self.columns, self._leaves, strict=True)
        )

    @property
    def finest(self) -> Node:
        return (0,) * len(self.columns)

    @property
    def coarsest(self) -> Node:
        return tuple(len(column.levels) - 1 for column in self.columns)

    def price(self, column: int, level: int, value: str) -> float:
        return self._prices[column][level][value]

    def rows(self, node: Node) -> list[Kind]:
        """What each record says at these levels, in the order of the records."""
        told = [self._values[n][level] for n, level in enumerate(node)]
        quasi = zip(*(told[n] for n in self.quasi), strict=True)
        return list(zip(quasi, zip(*(told[n] for n in self.sensitive), strict=True), strict=True))

    def loss(self, node: Node) -> float:
        """Of all cells together, before anything is suppressed."""
        told = ((n, level, Counter(self._values[n][level])) for n, level in enumerate(node))
        return sum(
            self._prices[n][level][value] * count for n, level, counts in told for value, count in counts.items()
        )


def _told(group: Group, values: Sequence[str]) -> tuple[str, ...]:
    groups = {value: group(value) for value in set(values)}
    return tuple(groups[value] for value in values)


def _costs(group: Group, leaves: frozenset[str]) -> dict[str, float]:
    """Of this level's values; what is not known loses nothing by being told."""
    known = sorted(leaves - {NOT_KNOWN})
    groups = Counter(group(leaf) for leaf in known)
    costs = {value: (m - 1) / max(len(known) - 1, 1) for value, m in groups.items()}
    return costs | {group(NOT_KNOWN): 0.0 for _ in leaves & {NOT_KNOWN}} | {ALL: 1.0}


def is_kept(kinds: Counter[Kind], promise: Promise) -> bool:
    """Whether a group of records with equal quasi-identifiers keeps the promise."""
    return sum(kinds.values()) >= promise.k and diversity(kinds) >= promise.l


def diversity(kinds: Counter[Kind]) -> int:
    """The fewest known values that a sensitive column has in the group; columns that are left out ask for nothing."""
    columns = [set(told) for told in zip(*(sensitive for _, sensitive in kinds), strict=True)]
    return min((len(told - {NOT_KNOWN}) for told in columns if told != {ALL}), default=_ENOUGH)


_ENOUGH = 1_000
"""The diversity of a group of which nothing sensitive is told."""


def grouped(kinds: Counter[Kind]) -> dict[Values, Counter[Kind]]:
    """By quasi-identifiers."""
    found: dict[Values, Counter[Kind]] = {}
    for kind, count in kinds.items():
        found.setdefault(kind[0], Counter())[kind] += count
    return found

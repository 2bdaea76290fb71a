"""Splits linked tables into blocks of dimensions that fit together like a tree.

When two tables share only a margin, a change of one and a change of the other belong to the same events as soon as they
agree on that margin: nobody has to look at the product of all their dimensions. This holds for whole counts too when
the blocks form a junction tree (Lauritzen 1996, ch. 2 and 4; Dobra and Fienberg 2000, decomposable bounds).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import prod

Block = frozenset[str]


@dataclass(frozen=True, slots=True)
class JunctionTree:
    """Blocks of dimensions, and the pairs of them (by position) that must agree on what they share."""

    blocks: tuple[Block, ...]
    links: tuple[tuple[int, int], ...]


def junction_tree(tables: Iterable[Block], sizes: Mapping[str, int]) -> JunctionTree:
    """Blocks such that each table's dimensions lie in one; `sizes` counts the categories of each dimension."""
    neighbours: dict[str, set[str]] = {name: set() for name in sizes}
    for table in tables:
        for one, other in combinations(sorted(table), 2):
            neighbours[one].add(other)
            neighbours[other].add(one)
    blocks = _largest(_eliminate(neighbours, sizes)) or (frozenset(),)
    return JunctionTree(blocks, tuple(_spanning_tree(blocks)))


def _eliminate(neighbours: dict[str, set[str]], sizes: Mapping[str, int]) -> list[Block]:
    found = []
    while neighbours:
        name = min(neighbours, key=lambda n: (_fill(neighbours, n), _cells(neighbours, n, sizes), n))
        around = neighbours.pop(name)
        found.append(frozenset({name, *around}))
        for other in around:
            neighbours[other] |= around - {other}
            neighbours[other].discard(name)
    return found


def _fill(neighbours: Mapping[str, set[str]], name: str) -> int:
    return sum(other not in neighbours[one] for one, other in combinations(neighbours[name], 2))


def _cells(neighbours: Mapping[str, set[str]], name: str, sizes: Mapping[str, int]) -> int:
    return prod(sizes[other] for other in {name, *neighbours[name]})


def _largest(blocks: list[Block]) -> tuple[Block, ...]:
    kept = [b for i, b in enumerate(blocks) if not any(b < o or (b == o and j < i) for j, o in enumerate(blocks))]
    return tuple(sorted(kept, key=sorted))


def _spanning_tree(blocks: tuple[Block, ...]) -> Iterable[tuple[int, int]]:
    inside, outside = {0}, set(range(1, len(blocks)))
    while outside:
        pairs = ((i, j) for i in sorted(inside) for j in sorted(outside))
        pair = max(pairs, key=lambda p: len(blocks[p[0]] & blocks[p[1]]))
        inside.add(pair[1])
        outside.remove(pair[1])
        yield pair

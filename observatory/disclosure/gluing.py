"""Puts the parts of a world together: blocks that agree on what they share become whole records again.

Records that occur stay as they are where they can, so that a world names few of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from observatory.disclosure.atoms import AtomSystem
from observatory.disclosure.naming import Groups, Names
from observatory.disclosure.worlds import FoundWorld, World


@dataclass(frozen=True, slots=True)
class _Part:
    """Counts of combinations over some dimensions."""

    names: tuple[str, ...]
    counts: dict[Groups, int]

    def key(self, groups: Groups, names: Sequence[str]) -> Groups:
        return tuple(groups[self.names.index(name)] for name in names)


def glued(system: AtomSystem, world: FoundWorld, names: Names) -> World:
    """The world as changes of whole records."""
    true = _Part(names.dimensions, names.counts())
    parts = [_block(system, world, number) for number in range(len(system.blocks))]
    whole = parts[0]
    for _, number in system.joins:
        whole = _joined(whole, parts[number], true)
    other = {whole.key(groups, true.names): count for groups, count in whole.counts.items()}
    changes = {at: other.get(at, 0) - true.counts.get(at, 0) for at in {**true.counts, **other}}
    return names.world((at, change) for at, change in sorted(changes.items()) if change)


def _block(system: AtomSystem, world: FoundWorld, number: int) -> _Part:
    block = system.blocks[number]
    span = slice(block.start, block.start + len(block.counts))
    counts = block.counts + world.move[span]
    rows = np.flatnonzero(counts)
    return _Part(block.dimensions, {tuple(block.groups[row].tolist()): int(counts[row]) for row in rows})


def _joined(one: _Part, other: _Part, true: _Part) -> _Part:
    """Every event of one part with an event of the other that has the same shared categories."""
    more = tuple(name for name in other.names if name not in one.names)
    made = _Part((*one.names, *more), {})
    left, right = dict(one.counts), dict(other.counts)
    for mine, theirs, most in chain(_as_they_are(one, other, true), _in_order(one, other, left, right)):
        taken = min(most, left.get(mine, 0), right.get(theirs, 0))
        if taken > 0:
            left[mine] -= taken
            right[theirs] -= taken
            at = (*mine, *other.key(theirs, more))
            made.counts[at] = made.counts.get(at, 0) + taken
    return made


def _as_they_are(one: _Part, other: _Part, true: _Part) -> Iterator[tuple[Groups, Groups, int]]:
    for groups, count in true.counts.items():
        yield true.key(groups, one.names), true.key(groups, other.names), count


def _in_order(
    one: _Part, other: _Part, left: Mapping[Groups, int], right: Mapping[Groups, int]
) -> Iterator[tuple[Groups, Groups, int]]:
    """All pairs that agree and have events left, when it comes to them."""
    shared = [name for name in one.names if name in other.names]
    matching: dict[Groups, list[Groups]] = {}
    for groups in other.counts:
        matching.setdefault(other.key(groups, shared), []).append(groups)
    for mine in one.counts:
        for theirs in matching.get(one.key(mine, shared), ()):
            if left[mine] and right[theirs]:
                yield mine, theirs, left[mine]

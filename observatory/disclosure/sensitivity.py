"""Which classes of a space must not be worked out, for a stranger and for those who know their own records."""

from collections.abc import Iterator, Sequence

import numpy as np

from observatory.disclosure.rules import Rule, shown_children
from observatory.disclosure.solver import Flags, Floats, Ints
from observatory.disclosure.space import Layout, Space
from observatory.disclosure.tables import Classification

_NONZERO = 10.0
_ZERO = 3.0


def sensitive_classes(
    space: Space, layouts: Sequence[Layout], values: Ints, rule: Rule, axes: Sequence[Classification]
) -> Flags:
    """Small counts of these tables, and the zeros that tell the category of a whole group."""
    found = np.zeros(space.size, dtype=np.bool_)
    for layout in layouts:
        classes = classes_in(space, layout)
        own = values[classes]
        found[classes[(own > 0) & (own < rule.threshold)]] = True
        for numbers in _telling_zeros(space, layout, values, rule, axes):
            found[numbers] = True
    return found


def classes_in(space: Space, layout: Layout) -> Ints:
    """The class of each cell of a table, in order."""
    return np.asarray(space.class_of[layout.offset : layout.offset + layout.size], dtype=np.int64)


def _telling_zeros(
    space: Space, layout: Layout, values: Ints, rule: Rule, axes: Sequence[Classification]
) -> Iterator[Ints]:
    """A total that lies wholly in one category tells that category of everyone: the other categories' zeros tell."""
    grid = classes_in(space, layout).reshape(layout.shape)
    for place, side in enumerate(layout.sides):
        axis = next(a for a in axes if a.name == space.grains[side.place].name)
        if axis.name not in rule.group_dimensions:
            continue
        across = np.moveaxis(grid, place, 0)
        for code, below in shown_children(axis, side.codes).items():
            if len(below) > 1:
                total = across[side.codes.index(code)]
                parts = across[[side.codes.index(child) for child in below]]
                whole = (values[total] > 0) & (values[parts] == values[total]).any(axis=0)
                yield parts[(values[parts] == 0) & whole]


def costs(space: Space, values: Ints) -> Floats:
    """What hiding a class costs: more for larger counts, little for a zero; a class in several tables once for each."""
    members = np.bincount(space.class_of, minlength=space.size)
    return np.asarray(members * np.where(values > 0, _NONZERO * (1 + np.log1p(values)), _ZERO))


def breadth(space: Space) -> Floats:
    """How aggregated each class is: 0 for the finest combination, 1 more for each dimension at its total."""
    parts = []
    for layout in space.layouts:
        shares = np.full(1, float(len(space.grains) - len(layout.sides)))
        for side in layout.sides:
            grain = space.grains[side.place]
            own = [np.log(len(grain.spans[code])) / np.log(max(2, len(grain.leaves))) for code in side.codes]
            shares = np.add.outer(shares, np.array(own)).ravel()
        parts.append(shares)
    return np.asarray(np.concatenate(parts)[space.first])

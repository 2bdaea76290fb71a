"""What each equation alone says about each unknown, and which unknowns hang together."""

import numpy as np

from observatory.disclosure.solver import Bounds, Flags, Floats, Incidence, Ints

_ROUNDS = 60
_CLOSE = 1e-9


def propagated(matrix: Incidence, limits: Bounds) -> Bounds:
    """Limits of the unknowns when every row of signed unknowns adds up to zero, until nothing new follows."""
    lower, upper = limits.lower.copy(), limits.upper.copy()
    for _ in range(_ROUNDS):
        tighter = _once(matrix, lower, upper)
        if np.array_equal(tighter.lower, lower) and np.array_equal(tighter.upper, upper):
            break
        lower, upper = tighter.lower, tighter.upper
        if np.any(lower > upper + _CLOSE):
            break
    return Bounds(lower, upper)


def _once(matrix: Incidence, lower: Floats, upper: Floats) -> Bounds:
    positive = matrix.signs > 0
    low, high = lower[matrix.columns], upper[matrix.columns]
    least, most = np.where(positive, low, -high), np.where(positive, high, -low)
    # The others in the row can reach at most and at least this; the unknown itself must balance them.
    rest_most, rest_least = _others(matrix, most), -_others(matrix, -least)
    floor, ceiling = np.where(positive, -rest_most, rest_least), np.where(positive, -rest_least, rest_most)
    raised, lowered = lower.copy(), upper.copy()
    np.maximum.at(raised, matrix.columns, floor)
    np.minimum.at(lowered, matrix.columns, ceiling)
    return Bounds(raised, lowered)


def _others(matrix: Incidence, ends: Floats) -> Floats:
    """Per entry, the sum of the other ends in its row; each may be plus infinity."""
    endless = np.isinf(ends)
    finite = np.where(endless, 0.0, ends)
    sums = np.bincount(matrix.rows, weights=finite, minlength=matrix.height)[matrix.rows] - finite
    others = np.bincount(matrix.rows, weights=endless, minlength=matrix.height)[matrix.rows] - endless
    return np.where(others > 0, np.inf, sums)


def parts(matrix: Incidence, open_: Flags) -> list[Ints]:
    """Groups of open unknowns that share rows, directly or through others."""
    kept = open_[matrix.columns]
    rows, columns = matrix.rows[kept], matrix.columns[kept]
    labels = np.arange(matrix.width)
    while True:
        of_rows = np.full(matrix.height, matrix.width)
        np.minimum.at(of_rows, rows, labels[columns])
        merged = labels.copy()
        np.minimum.at(merged, columns, of_rows[rows])
        merged = merged[merged]
        if np.array_equal(merged, labels):
            break
        labels = merged
    cells = np.flatnonzero(open_)
    order = cells[np.argsort(labels[cells], kind="stable")]
    return np.split(order, np.flatnonzero(np.diff(labels[order])) + 1) if len(order) else []

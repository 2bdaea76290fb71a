"""Writes a move that a linear program found as whole numbers of equal parts of events, and proves it by additions."""

from collections.abc import Iterable
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
import numpy.typing as npt

from observatory.disclosure.solver import Flags, Floats, Incidence, Ints

_CLOSE = 1e-7
_DENOMINATORS = (12, 1_000, 30_000)
_BITS = 160
_PRECISION = 50
_GAIN = 8
"""Binary digits that each round of improvement must bring, or else there is no one solution."""

MOST_PARTS = 1 << 36
_MOST = 1 << 52
"""Beyond, sums of a table would not fit into whole numbers that floating point holds."""

Wholes = npt.NDArray[Any]


def in_parts(move: Floats, sums: Incidence, still: Flags) -> tuple[Ints, int] | None:
    """The move as whole numbers, and how many of them are one event; exactly none of the rows in `still` changes.

    None if it would take more than `MOST_PARTS`, or if the solution is too rough to tell which.
    """
    kept = sums.picked(still)
    for most in _DENOMINATORS:
        found = _together(Fraction(float(x)).limit_denominator(most) for x in move)
        if found is not None and _is_near(found, move) and not _changes(kept, found[0]).any():
            return found
    return _solved(move, kept)


def _together(values: Iterable[Fraction]) -> tuple[Ints, int] | None:
    """Over their common denominator."""
    values = list(values)
    parts = lcm(*{value.denominator for value in values})
    if parts > MOST_PARTS or sum(map(abs, values)) * parts > _MOST:
        return None
    return np.array([int(value * parts) for value in values], dtype=np.int64), parts


def _is_near(found: tuple[Ints, int], move: Floats) -> bool:
    return bool(np.abs(found[0] / found[1] - move).max(initial=0) < _CLOSE)


def _changes(sums: Incidence, move: Wholes) -> Wholes:
    """By additions of whole numbers."""
    found = np.zeros(sums.height, dtype=move.dtype)
    np.add.at(found, sums.rows, move[sums.columns])
    return found


def _solved(move: Floats, sums: Incidence) -> tuple[Ints, int] | None:
    """The moves that are no whole numbers, as the one solution of the rows that hold them: to very many digits."""
    broken = np.abs(move - np.rint(move)) > _CLOSE
    rest = np.where(broken, 0, np.rint(move)).astype(np.int64)
    place = np.cumsum(broken) - 1
    held = broken[sums.columns]
    matrix = np.zeros((sums.height, int(broken.sum())), dtype=np.int64)
    matrix[sums.rows[held], place[sums.columns[held]]] = 1
    digits = _refined(matrix.T @ matrix, -(matrix.T @ _changes(sums, rest)))
    values = [Fraction(int(x)) for x in rest]
    for at, x in zip(np.flatnonzero(broken), [] if digits is None else digits, strict=False):
        values[at] = Fraction(int(x), 1 << _BITS).limit_denominator(MOST_PARTS)
    found = None if digits is None else _together(values)
    return found if found is not None and _is_near(found, move) and not _changes(sums, found[0]).any() else None


def _refined(matrix: Ints, right: Ints) -> Wholes | None:
    """The solution times 2 to the power of `_BITS`, improved step by step (Wilkinson); None if there is not one."""
    try:
        inverse = np.linalg.inv(matrix.astype(np.float64))
    except np.linalg.LinAlgError:
        return None
    rows, columns = np.nonzero(matrix)
    entries = matrix[rows, columns].astype(object)
    found, left = np.zeros(len(right), dtype=object), right.astype(object) << _BITS
    size, before = _length(left), _length(left) + _GAIN
    while _GAIN < size <= before - _GAIN:
        less = max(0, size - _PRECISION)
        step = np.rint(inverse @ (left >> less).astype(np.float64))
        if not np.isfinite(step).all():
            return None
        found = found + np.array([int(x) << less for x in step], dtype=object)
        left = right.astype(object) << _BITS
        np.subtract.at(left, rows, entries * found[columns])
        size, before = _length(left), size
    return found if size <= _BITS // 2 else None


def _length(values: Wholes) -> int:
    """Binary digits of the largest."""
    return max((int(value).bit_length() for value in values), default=0)

"""All moves that leave given sums as they are, in whole numbers: what equations leave open, exactly.

Elimination modulo large primes tells the fractions (Wang 1981); additions of whole numbers then prove them.
"""

from dataclasses import dataclass
from math import gcd, isqrt

import numpy as np
import numpy.typing as npt

from observatory.disclosure.solver import Ints

Wholes = npt.NDArray[np.object_]

_PRIMES = (2147483629, 2147483587, 2147483579, 2147483563)
_MOST = 1 << 50
"""Beyond, sums of products could leave 64 bits, and no world could be written in parts of useful size."""


@dataclass(frozen=True, slots=True)
class Kernel:
    """A move x of the columns `free` takes the others along: `steps @ x / parts` is the move of all columns.

    At the columns `free` themselves that is x. Whatever leaves the sums alone can be written so.
    """

    steps: Ints
    parts: int
    free: Ints

    def then(self, inner: "Kernel") -> "Kernel | None":
        """With what an inner kernel allows for the moves x; None if the numbers become too large."""
        most = int(np.abs(self.steps).sum(axis=1).max(initial=0)) * int(np.abs(inner.steps).max(initial=0))
        if max(most, self.parts * inner.parts) > _MOST:
            return None
        steps, parts = self.steps @ inner.steps, self.parts * inner.parts
        shared = gcd(parts, int(np.gcd.reduce(steps, axis=None))) if steps.size else parts
        return Kernel(steps // shared, parts // shared, self.free[inner.free])


def kernel(matrix: Ints) -> Kernel | None:
    """Of all columns of a matrix of small whole numbers, the last free where possible; None if too large to tell."""
    found: Wholes | None = None
    modulus, free = 1, np.zeros(0, dtype=np.int64)
    for prime in _PRIMES:
        rest, others = _eliminated(matrix, prime)
        if found is not None and not np.array_equal(others, free):
            return None
        found = rest.astype(object) if found is None else _joined(found, modulus, rest, prime)
        modulus, free = modulus * prime, others
        proven = _proven(matrix, free, _fractions(found, modulus))
        if proven is not None:
            return proven
    return None


def _eliminated(matrix: Ints, prime: int) -> tuple[Ints, Ints]:
    """What each pivot column moves by (a row each) when a free one moves by 1, modulo a prime; and the free columns."""
    left = matrix % prime
    pivots: list[int] = []
    for column in range(left.shape[1]):
        at = len(pivots)
        there = np.flatnonzero(left[at:, column])
        if not len(there):
            continue
        first = (
            at + int(there[np.argmin(np.count_nonzero(left[at + there], axis=1))])
            if len(there) > 1
            else at + int(there[0])
        )
        left[[at, first]] = left[[first, at]]
        _clear(left, at, column, prime)
        pivots.append(column)
    free = np.setdiff1d(np.arange(left.shape[1]), pivots)
    return -left[: len(pivots)][:, free] % prime, free


def _clear(left: Ints, at: int, column: int, prime: int) -> None:
    """Makes the entry 1, and all others of its column 0."""
    left[at] = left[at] * pow(int(left[at, column]), -1, prime) % prime
    rows, columns = np.flatnonzero(left[:, column]), np.flatnonzero(left[at])
    rows = rows[rows != at]
    taken = left[rows, column][:, None] * left[at, columns][None, :]
    left[np.ix_(rows, columns)] = (left[np.ix_(rows, columns)] - taken) % prime


def _joined(found: Wholes, modulus: int, rest: Ints, prime: int) -> Wholes:
    """The remainders modulo both (Chinese remainder theorem)."""
    step = (rest.astype(object) - found) * pow(modulus, -1, prime) % prime
    return np.asarray(found + modulus * step)


def _fractions(remainders: Wholes, modulus: int) -> tuple[Wholes, Wholes]:
    """Numerators and denominators of the simplest fractions with these remainders."""
    values, where = np.unique(remainders, return_inverse=True)
    told = [_fraction(int(value), modulus) for value in values]
    tops, bottoms = (np.array([one[side] for one in told], dtype=object) for side in (0, 1))
    return tops[where].reshape(remainders.shape), bottoms[where].reshape(remainders.shape)


def _fraction(remainder: int, modulus: int) -> tuple[int, int]:
    most = isqrt(modulus // 2)
    before, value, factor, other = modulus, remainder, 0, 1
    while value > most:
        times = before // value
        before, value, factor, other = value, before - times * value, other, factor - times * other
    return (value, other) if other > 0 else (-value, -other)


def _proven(matrix: Ints, free: Ints, told: tuple[Wholes, Wholes]) -> Kernel | None:
    """These fractions over one denominator, if no row of the matrix changes; by additions."""
    tops, bottoms = told
    parts = 1
    for bottom in {int(x) for x in bottoms.ravel()}:
        parts = parts * bottom // gcd(parts, bottom)
        if parts > _MOST:
            return None
    others = tops * (parts // bottoms) if tops.size else tops
    largest = max((abs(int(x)) for x in others.ravel()), default=0)
    if max(largest, parts) * max(1, int(np.abs(matrix).sum(axis=1).max(initial=0))) > _MOST:
        return None
    steps = np.zeros((matrix.shape[1], len(free)), dtype=np.int64)
    steps[free, np.arange(len(free))] = parts
    steps[np.setdiff1d(np.arange(matrix.shape[1]), free)] = others.astype(np.int64)
    return None if np.any(matrix @ steps) else Kernel(steps, parts, free)

"""Checks a certificate of rounded tables by additions and comparisons alone.

It uses the Python standard library and `verifier.py`, whose lines these are, with three differences:
    ["header", {"version": "rounding-1", "base", "bound", "classifications", "releases"}]    one release
    ["cells", table, [n, …]]    the published values: multiples of the base, none further from the truth than the bound
    ["world", [atom, change, …]]    another possible truth, within the bound of every published value. The first one
                                adds up to the published values themselves, and so shows that they are additive
For every count under the threshold there must be a world in which it is 0 and one in which it is at the threshold.
The counts are true: keep all this confidential.
"""

import re
import sys
from typing import Any, BinaryIO

from observatory.disclosure.verifier import Certificate, Refused, require

VERSION = "rounding-1"


class RoundedCertificate(Certificate):
    """Takes the lines one by one and refuses at the first thing that does not hold."""

    def header(self, told: dict[str, Any]) -> None:
        require(told["version"] == VERSION, "the version is unknown")
        super().header({**told, "version": 1})
        self.base, self.bound, [rule] = told["base"], told["bound"], self.releases
        plain = type(self.base) is type(self.bound) is int and rule["zeros"] == "camouflage" and not rule["insiders"]
        require(plain and self.bound >= self.base >= rule["threshold"], "the rule of rounding is odd")
        self.threshold, self.rounded = rule["threshold"], list[int]()
        self.at_zero, self.at_threshold = set[int](), set[int]()  # the small counts that still need such a world

    def atom(self, codes: list[str], n: int, releases: list[int] | None = None) -> None:
        require(releases is None, "an atom is odd")
        super().atom(codes, n)

    def cells(self, number: int, values: list[int | None]) -> None:
        true = self.values[len(self.rounded) : len(self.rounded) + len(values)]
        require(number >= 0 and len(self.rounded) in self.tables[number].cells, "cells are out of order")
        for n, now in zip(values, true, strict=True):
            require(type(n) is int and n >= 0 and n % self.base == 0, "a published value is no multiple of the base")
            self.rounded.append(n if type(n) is int else 0)
            require(abs(self.rounded[-1] - now) <= self.bound, "a published value is beyond the bound")
        self.tables[number].values += values

    def seal(self) -> None:
        """After the cells: which counts are small."""
        require(len(self.rounded) == len(self.values), "cells are missing")
        small = {cell for cell, n in enumerate(self.values) if 0 < n < self.threshold}
        self.at_zero, self.at_threshold, self.counts["needs"] = set(small), set(small), 2 * len(small)

    def world(self, moves: list[int], *told: int) -> None:
        require(not told, "a world is odd")
        values = list(self.values)
        for atom, shift in zip(moves[::2], moves[1::2], strict=True):
            require(type(atom) is type(shift) is int and shift and atom >= 0, "a world is odd")
            require(self.atoms[atom][1] + shift >= 0, "a world has a count below zero")
            for cell in self.of(atom):
                values[cell] += shift
        require(len(set(moves[::2])) == len(moves) // 2, "a world moves an atom twice")
        require(self.counts["worlds"] or values == self.rounded, "the published values do not add up")
        near = (abs(n - value) <= self.bound for n, value in zip(self.rounded, values, strict=True))
        require(all(near), "a world is beyond the bound of a published value")
        self.at_zero = {cell for cell in self.at_zero if values[cell]}
        self.at_threshold = {cell for cell in self.at_threshold if values[cell] < self.threshold}
        self.counts["worlds"] += 1

    def end(self, told: dict[str, int]) -> None:
        require(self.counts["worlds"], "the world that adds up is missing")
        require(not self.left(), "a sensitive cell is not protected")
        require(told == self.counts, "the counts at the end differ")

    def left(self) -> set[int]:
        return self.at_zero | self.at_threshold


def verify(lines: BinaryIO | list[bytes]) -> RoundedCertificate:
    """The certificate as it was read, `sum` being its digest. Raises `Refused`, naming the line that does not hold."""
    found = RoundedCertificate()
    for line in lines:
        found.take(line)
    require(re.fullmatch("hsa*sc+sw+e", found.kinds), "lines are missing or out of order")
    return found


def is_rounded(line: bytes) -> bool:
    """Whether this first line of a certificate is that of rounded tables."""
    return line.startswith(b'["header",{"version":"' + VERSION.encode() + b'"')


__all__ = ["VERSION", "Refused", "RoundedCertificate", "is_rounded", "verify"]

if __name__ == "__main__":
    sys.stdout.write(f"{verify(sys.stdin.buffer).sum} holds\n")

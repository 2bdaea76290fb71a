"""Checks a certificate of releases among which are rounded ones by additions and comparisons alone.

It uses the Python standard library and `verifier.py`, whose lines these are, with these differences:
    ["header", {"version": "rounding-2", "classifications", "releases"}]    a rounded release says its base and bound
    ["cells", table, [n, …]]    of a rounded table: multiples of the base, none further from the truth than the bound
    ["world", [atom, change, …]]    another possible truth: exact values as shown, within the bound of rounded ones
If release 0 is rounded, the first world adds up to its published values and so shows that they are additive; it counts
as a possible truth where it is one. For every count under the threshold of its release there must be a world in which
it is 0 (1 where zeros are always shown) and one in which it is at the threshold.
The counts are true: keep all this confidential.
"""

import json
import re
import sys
from typing import Any, BinaryIO

from observatory.disclosure.verifier import Certificate, Refused, require
from observatory.disclosure.verifier import verify as verify_plain

VERSION = "rounding-2"


class RoundedCertificate(Certificate):
    """Takes the lines one by one and refuses at the first thing that does not hold."""

    def header(self, told: dict[str, Any]) -> None:
        require(told["version"] == VERSION, "the version is unknown")
        super().header({**told, "version": 1})
        for rule in self.releases:
            rule["base"], rule["bound"] = base, bound = rule.get("base", 0), rule.get("bound", 0)
            plain = type(base) is type(bound) is int and not rule["insiders"] and rule["threshold"] > 0
            plain = plain and rule["attacker"] == "A4" and not rule.get("zeros_that_tell")
            rounded = bound >= base >= rule["threshold"] and rule["zeros"] == "camouflage"
            require(plain and (rounded or base == bound == 0), "the rule of rounding is odd")
        self.base, self.bound = self.releases[0]["base"], self.releases[0]["bound"]
        self.limits = list[tuple[int, float]]()  # per cell the least and the greatest count that fits what is shown
        self.lowest, self.highest = dict[int, int](), dict[int, int]()  # what small counts must still be able to be

    def atom(self, codes: list[str], n: int, releases: list[int] | None = None) -> None:
        require(releases is None, "an atom is odd")
        super().atom(codes, n)

    def cells(self, number: int, values: list[int | None]) -> None:
        start = len(self.limits)
        require(number >= 0 and start in self.tables[number].cells, "cells are out of order")
        rule = self.releases[self.tables[number].release]
        for n, true in zip(values, self.values[start : start + len(values)], strict=True):
            require(type(n) is int or (not rule["base"] and (n is None or n is False)), "a published value is odd")
            if type(n) is int:
                require(n >= 0 and n % (rule["base"] or 1) == 0, "a published value is no multiple of the base")
                require(abs(n - true) <= rule["bound"], "a published value is beyond the bound")
                require(rule["base"] or not 0 < n < rule["threshold"], "a sensitive cell is published")
                self.limits.append((max(0, n - rule["bound"]), n + rule["bound"]))
            else:
                hidden = n is None and rule["zeros"] == "open"
                require(true or not hidden, "a zero is hidden")
                self.limits.append((int(hidden), float("inf")))
        self.tables[number].values += values

    def seal(self) -> None:
        """After the cells: which counts are small."""
        require(len(self.limits) == len(self.values), "cells are missing")
        for table in self.tables:
            threshold = self.releases[table.release]["threshold"]
            for cell, n in zip(table.cells, table.values, strict=True):
                if 0 < self.values[cell] < threshold:
                    rounded = self.releases[table.release]["base"]
                    self.lowest[cell] = 0 if rounded or n is False else self.limits[cell][0]
                    self.highest[cell] = threshold
        self.counts["needs"] = 2 * len(self.lowest)

    def world(self, moves: list[int], *told: int) -> None:
        require(not told, "a world is odd")
        values = list(self.values)
        for atom, shift in zip(moves[::2], moves[1::2], strict=True):
            require(type(atom) is type(shift) is int and shift and atom >= 0, "a world is odd")
            require(self.atoms[atom][1] + shift >= 0, "a world has a count below zero")
            for cell in self.of(atom):
                values[cell] += shift
        require(len(set(moves[::2])) == len(moves) // 2, "a world moves an atom twice")
        fits = all(low <= n <= high for n, (low, high) in zip(values, self.limits, strict=True))
        if self.base and not self.counts["worlds"]:
            shown = [n for table in self.tables if table.release == 0 for n in table.values]
            require(values[: len(shown)] == shown, "the published values do not add up")
        else:
            require(fits, "a world changes a published value or leaves the bound of one")
        self.counts["worlds"] += 1
        if fits:
            self.lowest = {cell: low for cell, low in self.lowest.items() if values[cell] > low}
            self.highest = {cell: high for cell, high in self.highest.items() if values[cell] < high}

    def end(self, told: dict[str, int]) -> None:
        require(self.counts["worlds"] or not self.base, "the world that adds up is missing")
        require(not self.left(), "a sensitive cell is not protected")
        require(json.dumps(told) == json.dumps(self.counts), "the counts at the end differ")

    def left(self) -> set[int]:
        return self.lowest.keys() | self.highest.keys()


def verify(lines: BinaryIO | list[bytes]) -> RoundedCertificate:
    """The certificate as it was read, `sum` being its digest. Raises `Refused`, naming the line that does not hold."""
    found = RoundedCertificate()
    for line in lines:
        found.take(line)
    require(re.fullmatch("hsa*sc+sw*e", found.kinds), "lines are missing or out of order")
    return found


def verify_either(file: BinaryIO) -> Certificate:
    """A certificate of whichever kind its first line says. Raises `Refused`."""
    mark = b'["header",{"version":"' + VERSION.encode() + b'"'
    start = file.read(len(mark))
    file.seek(0)
    return verify(file) if start == mark else verify_plain(file)


__all__ = ["VERSION", "Refused", "RoundedCertificate", "verify", "verify_either"]

if __name__ == "__main__":
    sys.stdout.write(f"{verify(sys.stdin.buffer).sum} holds\n")

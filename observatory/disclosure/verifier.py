"""Checks a certificate of disclosure control by additions and comparisons: `python verifier.py < release.oscert`.

A certificate shows that whoever reads all the tables in it, those of earlier releases included, cannot narrow a
sensitive count below its protection interval. It is made of lines, each a JSON list, in this order:
    ["header", {"version", "classifications", "releases"}]    the codes with their parents; rules and tables
    ["atom", [code, …], n]      n events at these codes; a fourth item lists the releases that count them (else all)
    ["cells", table, [n, …]]    cells of a table in order, the last code running fastest; null: hidden, false: left out
    ["world", [atom, change, …]]    so many events more or fewer (nths of events with a third item n; A2 only): a truth
    ["seal", sum]               SHA-256 of every byte before this line; after the header, the atoms and the cells
    ["end", {…}, sum]           how many atoms, cells, needs, worlds there are; SHA-256 of every byte before this line
Release 0 is certified; its `zeros_that_tell` are protected beyond the rule on small counts. The others came before it
or, with threshold 0, are figures that others published. The counts are true: keep all this confidential.
"""

import hashlib
import json
import re
import sys
from collections import defaultdict
from itertools import groupby, product
from math import prod
from typing import Any, BinaryIO

MOST_CELLS, DEEPEST = 4_000_000, 100  # a header may not ask for more memory than there is


class Refused(Exception):
    """The certificate does not prove what it claims."""


def require(holds: object, reason: str) -> None:
    if not holds:
        raise Refused(reason)


class Axis:
    """A classification: for every code the path up to the root, and the leaves under it."""

    def __init__(self, parents: dict[str, str]) -> None:
        require(list(parents.values()).count("") == 1, "a classification has not one root")
        self.parents, self.path = parents, {code: [code] for code in parents}
        self.leaves = frozenset(parents) - set(parents.values())
        for path in self.path.values():
            while parents[path[-1]]:
                path.append(parents[path[-1]])
                require(len(path) <= DEEPEST + 1, "a classification runs in a circle or is too deep")
        pairs = sorted((code, leaf) for leaf in self.leaves for code in self.path[leaf])
        self.under = {code: frozenset(leaf for _, leaf in found) for code, found in groupby(pairs, lambda at: at[0])}


class Table:
    """A published table: what the reader sees, and `of` codes of leaves the numbers of the cells that count them."""

    def __init__(self, axes: dict[str, Axis], release: int, start: int, told: dict[str, Any]) -> None:
        self.release, self.name, self.names, self.shown = release, told["name"], told["dimensions"], told["shown"]
        size, self.values, self.steps = prod(map(len, self.shown)), list[int | None](), list[Any]()
        require(start + size <= MOST_CELLS, "there are too many cells")
        self.at, self.cells = list(product(*self.shown)), range(start, start + size)
        under = [[(n, axes[n].under[c]) for c in codes] for n, codes in zip(self.names, self.shown, strict=True)]
        everything = {(name, axis.leaves) for name, axis in axes.items()}  # cells of one key count the same events
        self.keys = [(release, frozenset(at) - everything) for at in product(*under)]
        for name, shown in zip(self.names, self.shown, strict=True):
            require(0 < len(shown) == len(axes[name].path.keys() & set(shown)), "a table has odd codes")
            size //= len(shown)
            step = {code: place * size for place, code in enumerate(shown)}
            steps = {leaf: [step[up] for up in axes[name].path[leaf] if up in step] for leaf in axes[name].leaves}
            self.steps.append((list(axes).index(name), steps))

    def of(self, codes: list[str]) -> list[int]:
        return [self.cells.start + sum(at) for at in product(*(steps[codes[place]] for place, steps in self.steps))]


class Certificate:
    """Takes the lines one by one and refuses at the first thing that does not hold."""

    def __init__(self) -> None:
        self.kinds, self.bytes, self.sum = "", hashlib.sha256(), ""

    def take(self, line: bytes) -> None:
        try:
            kind, *told = json.loads(line)
            plain = json.dumps([kind, *told], ensure_ascii=False, separators=(",", ":")) + "\n"
            require(plain.encode() == line, "a line is not spelt in the one way allowed")
            require(kind in {"header", "seal", "atom", "cells", "world", "end"}, "a line is of no known kind")
            self.kinds, self.sum = self.kinds + kind[0], self.bytes.hexdigest()
            require(kind not in {"seal", "end"} or told.pop() == self.sum, "what stands before is not what was sealed")
            if kind != "seal" or self.kinds.endswith("cs"):
                getattr(self, kind)(*told)
        except (ArithmeticError, AttributeError, LookupError, RecursionError, Refused, TypeError, ValueError) as error:
            raise Refused(f"line {len(self.kinds)}: {error if type(error) is Refused else 'unreadable'}") from None
        self.bytes.update(line)

    def header(self, told: dict[str, Any]) -> None:
        require(told["version"] == 1, "the version is unknown")
        self.axes = {name: Axis(parents) for name, parents in told["classifications"].items()}
        self.releases, self.tables, size = list[dict[str, Any]](told["releases"]), list[Table](), 0
        for number, rule in enumerate(self.releases):
            least = rule["threshold"] if rule["zeros"] in {"camouflage", "open"} else None
            require(type(least) is int and least >= (number == 0), "a rule is odd")
            for table in rule["tables"]:
                self.tables.append(Table(self.axes, number, size, table))
                size = self.tables[-1].cells.stop
        self.values, self.floors, self.published = [0] * size, [0] * size, list[int | None]()
        self.atoms, self.low, self.high = list[Any](), defaultdict[Any, Any](dict), defaultdict[Any, Any](dict)
        self.counts = {"atoms": 0, "cells": size, "needs": 0, "worlds": 0, "settled": 0}

    def atom(self, codes: list[str], n: int, releases: list[int] | None = None) -> None:
        leaves = all(code in axis.leaves for code, axis in zip(codes, self.axes.values(), strict=True))
        require(leaves and type(n) is int and n >= 0, "an atom is not a whole count at leaves")
        self.atoms.append((codes, n, [*range(len(self.releases))] if releases is None else releases))
        for cell in self.of(self.counts["atoms"]):
            self.values[cell] += n
        self.counts["atoms"] += 1

    def of(self, atom: int) -> list[int]:
        codes, _, releases = self.atoms[atom]
        return [cell for table in self.tables if table.release in releases for cell in table.of(codes)]

    def cells(self, number: int, values: list[int | None]) -> None:
        true = self.values[len(self.published) : len(self.published) + len(values)]
        require(number >= 0 and len(self.published) in self.tables[number].cells, "cells are out of order")
        same = (n is None or n is False or (type(n) is int and n == now) for n, now in zip(values, true, strict=True))
        require(all(same), "a published value is not the sum of its atoms")
        self.tables[number].values += values
        self.published += [None if n is False else n for n in values]

    def seal(self) -> None:
        """After the cells: what must be hidden, and how far the worlds must let it fall and rise."""
        keys, told = [key for table in self.tables for key in table.keys], defaultdict[Any, set[int]](set)
        quiet = [t.cells for t in self.tables if not any(type(n) is int for n in t.values)]
        self.excused = set[int]().union(*quiet if self.releases[-1]["threshold"] == 0 else ())
        for table in self.tables:
            rule = self.releases[table.release]
            require(len(table.values) == len(table.at), "cells are missing")
            for cell, n in zip(table.cells, table.values, strict=True):
                hidden = n is None and rule["zeros"] == "open"  # then it is 1 or more, which A2 does not know
                require(self.values[cell] or not hidden, "a zero is hidden")
                self.floors[cell] = int(hidden and rule.get("attacker") != "A2")
                told[keys[cell][1]] |= set() if self.published[cell] is None else {self.values[cell]}
            for reader in [None, *((name, leaf) for name in rule["insiders"] for leaf in self.axes[name].leaves)]:
                self.judge_for(reader, table, rule["threshold"])
        for cell in self.releases[0]["zeros_that_tell"]:
            self.need(None, cell, 0, self.releases[0]["threshold"])
        steps = {abs(one - other) for values in told.values() for one in values for other in values}
        require(steps.isdisjoint(range(1, self.releases[0]["threshold"])), "a revision shows a small difference")

    def judge_for(self, reader: tuple[str, str] | None, table: Table, threshold: int) -> None:
        own = dict.fromkeys(table.cells, 0)  # what an insider takes off each cell; a stranger (None) nothing
        for codes, n, releases in self.atoms if reader else ():
            if {reader} <= set(zip(self.axes, codes, strict=True)) and table.release in releases:
                own |= {cell: own[cell] + n for cell in table.of(codes)}
        for cell, known in [(cell, n) for cell, n in own.items() if 0 < self.values[cell] - n < threshold]:
            self.need(reader, cell, max(self.floors[cell], known), known + threshold)

    def need(self, reader: tuple[str, str] | None, cell: int, low: int, high: int) -> None:
        require(self.published[cell] is None, "a sensitive cell is published")
        self.low[reader] |= {cell: low} if self.values[cell] > low else {}
        self.high[reader][cell] = high
        self.counts["needs"] += 1

    def world(self, moves: list[int], *told: int) -> None:
        changes, moved, [parts] = defaultdict[int, int](int), set[Any](), told or [1]
        a2 = all(rule.get("attacker") == "A2" for rule in self.releases if rule["threshold"])
        require(not told or (a2 and type(parts) is int and parts > 1), "a world cuts events into parts")
        for atom, shift in zip(moves[::2], moves[1::2], strict=True):
            require(type(atom) is type(shift) is int and shift and atom >= 0, "a world is odd")
            require(self.atoms[atom][1] * parts + shift >= 0, "a world has a count below zero")
            moved.update(zip(self.axes, self.atoms[atom][0], strict=True))
            for cell in self.of(atom):
                changes[cell] += shift
        for cell, value in [(cell, self.values[cell] * parts + n) for cell, n in changes.items() if n]:
            require(self.published[cell] is None, "a world changes a published value")
            require(value >= self.floors[cell] * parts, "a world has a hidden count below what zeros tell")
            for reader in self.high.keys() - moved:
                if value <= self.low[reader].get(cell, -1) * parts:
                    del self.low[reader][cell]
                if value >= self.high[reader].get(cell, value + 1) * parts:
                    del self.high[reader][cell]
        require(len(set(moves[::2])) == len(moves) // 2, "a world moves an atom twice")
        self.counts["worlds"] += 1

    def end(self, told: dict[str, int]) -> None:
        require(self.left() <= self.excused, "a sensitive cell is not protected")  # or settled from elsewhere
        require(json.dumps(told) == json.dumps(self.counts | {"settled": len(self.left())}), "the end counts otherwise")

    def left(self) -> set[int]:
        return {cell for waiting in (*self.low.values(), *self.high.values()) for cell in waiting}


def verify(lines: BinaryIO | list[bytes]) -> Certificate:
    """The certificate as it was read, `sum` being its digest. Raises `Refused`, naming the line that does not hold."""
    found = Certificate()
    for line in lines:
        found.take(line)
    require(re.fullmatch("hsa*sc+sw*e", found.kinds), "lines are missing or out of order")
    return found


if __name__ == "__main__":
    sys.stdout.write(f"{verify(sys.stdin.buffer).sum} holds\n")

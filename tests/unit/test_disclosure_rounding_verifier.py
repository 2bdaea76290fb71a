"""The verifier of rounded tables and their company refuses whatever single thing is changed, or it is still true."""

import copy
import hashlib
import json
import random
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from observatory.disclosure.beside import Company
from observatory.disclosure.certificate import Claim, Published
from observatory.disclosure.rounding import round_tables
from observatory.disclosure.rounding_certificate import write_rounded_certificate
from observatory.disclosure.rules import Rule
from observatory.disclosure.suppression import protect
from observatory.disclosure.tables import Classification, Cube, TableSpec
from observatory.disclosure.verifier_rounding import Refused, verify

Line = list[Any]


def cube(rows: int, columns: int) -> Cube:
    axes = [Classification.flat(name, tuple(f"{name}{n}" for n in range(size))) for name, size in
            (("r", rows), ("c", columns))]  # fmt: skip
    cells = enumerate(product(axes[0].leaves, axes[1].leaves))
    return Cube(tuple(axes), {at: (n * 5 + 4) % 7 for n, at in cells})


def certificate(rows: int, columns: int) -> list[Line]:
    """Of a rounded table after an exact one of its rows."""
    counts, lines = cube(rows, columns), list[bytes]()
    exact = Published(protect(counts, [TableSpec("1/rows", ("r",))], Rule(3), budget_seconds=0).tables, Rule(3))
    company = Company((exact,))
    made = round_tables(counts, [TableSpec("both", ("r", "c"))], 3, seed=1, company=company)
    own = Published(made.tables, Rule(3), base=made.base, bound=made.bound)
    write_rounded_certificate(Claim(counts, own, made.worlds, company.releases), lines.append)
    return [json.loads(line) for line in lines]


def sealed(lines: list[Line], *, every: bool) -> list[bytes]:
    """As bytes, with the sums worked out anew: all of them, or only the last."""
    made: list[bytes] = []
    for number, told in enumerate(lines):
        line = list(told)
        if line[0] in {"seal", "end"} and (every or number == len(lines) - 1):
            line[-1] = hashlib.sha256(b"".join(made)).hexdigest()
        made.append(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    return made


def holds(lines: list[bytes]) -> bool:
    try:
        verify(lines)
    except Refused:
        return False
    return True


def places(inside: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 - JSON
    """Where something that is no list and no mapping stands."""
    keys = inside if isinstance(inside, dict) else range(len(inside)) if isinstance(inside, list) else None
    if keys is None:
        yield at
        return
    for key in keys:
        yield from places(inside[key], (*at, key))


def changes(old: Any) -> list[Any]:  # noqa: ANN401 - JSON
    if isinstance(old, str):
        return [f"{old}x", ""]
    return [(old or 0) + 1, (old or 0) - 1, (old or 0) + 3, None, False, True, float(old or 0), str(old)]


def put(lines: list[Line], at: tuple[Any, ...], new: Any) -> list[Line]:  # noqa: ANN401 - JSON
    made = copy.deepcopy(lines)
    inside: Any = made
    for key in at[:-1]:
        inside = inside[key]
    inside[at[-1]] = new
    return made


def is_true(lines: list[Line]) -> bool:
    """The same question answered by looking at every cell; the shape of the certificate is taken as it was."""
    releases = lines[0][1]["releases"]
    tables = [(rule, table) for rule in releases for table in rule["tables"]]
    atoms = {tuple(line[1]): line[2] for line in lines if line[0] == "atom"}
    order, shown = list(atoms), [line[2] for line in lines if line[0] == "cells"]
    worlds = [dict(zip(line[1][::2], line[1][1::2], strict=True)) for line in lines if line[0] == "world"]
    truths = [atoms, *({at: n + w.get(i, 0) for i, (at, n) in enumerate(atoms.items())} for w in worlds)]
    if any(n < 0 for truth in truths for n in truth.values()) or len(order) < lines[-1][1]["atoms"]:
        return False
    values = [[_sums(truth, table) for _, table in tables] for truth in truths]
    if values[1][0] != shown[0]:
        return False
    fit = [every for every in values if all(_fits(r, s, v) for (r, _), s, v in zip(tables, shown, every, strict=True))]
    if values[0] not in fit or len(fit) < len(values) - 1 or any(every not in fit for every in values[2:]):
        return False
    for table, (rule, _) in enumerate(tables):
        for cell, true in enumerate(values[0][table]):
            reached = [every[table][cell] for every in fit]
            if 0 < true < rule["threshold"] and (min(reached) > 0 or max(reached) < rule["threshold"]):
                return False
    needs = 2 * sum(0 < n < rule["threshold"] for (rule, _), v in zip(tables, values[0], strict=True) for n in v)
    return bool(lines[-1][1]["needs"] == needs)


def _sums(truth: dict[tuple[str, ...], int], table: dict[str, Any]) -> list[int]:
    places = [("r", "c").index(name) for name in table["dimensions"]]
    return [
        sum(n for at, n in truth.items() if all(code in {"_T", at[p]} for code, p in zip(cell, places, strict=True)))
        for cell in product(*table["shown"])
    ]


def _fits(rule: dict[str, Any], shown: list[int | None], values: list[int]) -> bool:
    base, bound = rule.get("base") or 1, rule.get("bound") or 0
    return all(s is None or (s % base == 0 and abs(s - v) <= bound) for s, v in zip(shown, values, strict=True))


SMALL = certificate(2, 2)


def test_a_certificate_holds_and_is_true() -> None:
    assert sealed(SMALL, every=True) == sealed(SMALL, every=False)
    assert holds(sealed(SMALL, every=True))
    assert is_true(SMALL)


def test_any_single_thing_changed_is_refused() -> None:
    """Each number, word, cell and world; the sum at the end worked out anew, as a forger would."""
    for at in places(SMALL):
        old = SMALL[at[0]]
        for key in at[1:]:
            old = old[key]
        if at[0] == len(SMALL) - 1 and at[1] == 2:
            continue
        for new in changes(old):
            if type(new) is not type(old) or new != old:
                assert not holds(sealed(put(SMALL, at, new), every=False)), (at, new)


@pytest.mark.parametrize("kind", ["atom", "cells", "world"])
def test_with_all_sums_worked_out_anew_only_what_is_still_true_holds(kind: str) -> None:
    for at in places(SMALL):
        is_number = SMALL[at[0]][0] == kind and len(at) > 1 and at[1:] != (0,) and not (kind == "cells" and at[1] == 1)
        old = SMALL[at[0]]
        for key in at[1:]:
            old = old[key]
        if is_number and isinstance(old, int) and not (kind == "world" and at[2] % 2 == 0):
            for step in (-3, -1, 1, 3, 50):
                changed = put(SMALL, at, old + step)
                if kind != "world" or old + step:
                    assert holds(sealed(changed, every=True)) == is_true(changed), (at, step)


def test_worlds_left_out_or_told_twice_are_noticed() -> None:
    for number in range(len(SMALL)):
        for changed in (SMALL[:number] + SMALL[number + 1 :], SMALL[: number + 1] + SMALL[number:]):
            assert not holds(sealed(changed, every=False)), number


def test_a_sample_of_changes_in_a_larger_certificate_is_refused() -> None:
    large = certificate(6, 9)
    assert holds(sealed(large, every=True))
    everywhere = list(places(large))[:-1]
    for at in random.Random(1).sample(everywhere, 60):  # noqa: S311
        old = large[at[0]]
        for key in at[1:]:
            old = old[key]
        new = f"{old}x" if isinstance(old, str) else (old or 0) + 1
        assert not holds(sealed(put(large, at, new), every=False)), at

"""How long a protected table takes, beside hiding the small cells only and looking how many of them leak.

    python benchmarks/disclosure_tables.py

Force × type × quarter (years as parents), all margins: 1,040 cells, with 200 and with 5,000 invented events, for
each audience; and two small tables. `ratio` is seconds for protection and audit over seconds for the simplest
alternative, primary suppression and a linear attack on it; `leaks` are the sensitive cells which that alternative
gives away exactly.
"""

import random
import time
from collections import Counter
from collections.abc import Sequence

from observatory.disclosure.attacker import attack
from observatory.disclosure.audit import audit
from observatory.disclosure.rules import Audience, Rule
from observatory.disclosure.suppression import protect
from observatory.disclosure.tables import HIDDEN, TOTAL, Classification, Cube, SafeTable, TableSpec

FORCES, FORCE_WEIGHTS = ("PS", "CC", "GDF", "PP"), (4, 4, 2, 1)
TYPES, TYPE_WEIGHTS = ("SU", "SI", "TE", "TI", "AP", "AL", "ID"), (20, 3, 10, 5, 4, 8, 1)
YEARS = range(2019, 2024)


def events(number: int, seed: int = 1) -> Cube:
    """Invented events, independent over force, type and quarter."""
    quarters = {TOTAL: ""} | {str(year): TOTAL for year in YEARS}
    quarters |= {f"{year}-Q{quarter}": str(year) for year in YEARS for quarter in range(1, 5)}
    axes = (
        Classification.flat("force", FORCES),
        Classification.flat("type", TYPES),
        Classification("quarter", quarters),
    )
    rng = random.Random(seed)  # noqa: S311 - invented figures, nothing secret
    drawn = (
        rng.choices(FORCES, FORCE_WEIGHTS, k=number),
        rng.choices(TYPES, TYPE_WEIGHTS, k=number),
        rng.choices(axes[2].leaves, k=number),
    )
    return Cube(axes, Counter(zip(*drawn, strict=True)))


def compare(name: str, cube: Cube, specs: Sequence[TableSpec], rule: Rule) -> None:
    start = time.perf_counter()
    made = protect(cube, specs, rule)
    protected = time.perf_counter()
    audit(made.tables, cube, rule)
    audited = time.perf_counter()
    leaks, alternative = primary_only(cube, specs, rule)
    report = made.report[0]
    ratio = (audited - start) / alternative
    print(
        f"{name:<26}{rule.threshold:>4}{report.cells:>7}{report.sensitive:>10}{report.secondary:>10}"
        f"{protected - start:>10.3f}{audited - protected:>9.3f}{alternative:>12.3f}{ratio:>7.1f}{leaks:>7}"
    )


def primary_only(cube: Cube, specs: Sequence[TableSpec], rule: Rule) -> tuple[int, float]:
    """Cells given away exactly, and seconds for hiding and attacking."""
    full = protect(cube, specs, Rule(1)).tables
    start = time.perf_counter()
    tables = [
        SafeTable(
            t.name, t.dimensions, {at: HIDDEN if rule.is_sensitive(c.value or 0) else c for at, c in t.cells.items()}
        )
        for t in full
    ]
    leaks = sum(interval.is_exact for interval in attack(tables, cube.classifications).values())
    return leaks, time.perf_counter() - start


def main() -> None:
    print(
        f"{'table':<26}{'k':>4}{'cells':>7}{'sensitive':>10}{'secondary':>10}"
        f"{'protect s':>10}{'audit s':>9}{'primary s':>12}{'ratio':>7}{'leaks':>7}"
    )
    few, many = events(200), events(5000)
    for rule in (audience.rule for audience in Audience):
        compare("one-way, 200 events", few, [TableSpec("t", ("type",))], rule)
        years = frozenset({TOTAL, *map(str, YEARS)})
        compare("force × year, 200 events", few, [TableSpec("t", ("force", "quarter"), {"quarter": years})], rule)
        cube_spec = TableSpec("t", ("force", "type", "quarter"))
        compare("three-way, 200 events", few, [cube_spec], rule)
        compare("three-way, 5,000 events", many, [cube_spec], rule)


if __name__ == "__main__":
    main()

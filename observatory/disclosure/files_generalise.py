"""Looks for better levels for tables on files: on request, and where a table could not be shown."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from observatory.disclosure.files import read_cube
from observatory.disclosure.files_protect import Order, read_task
from observatory.disclosure.files_requests import read_tables
from observatory.disclosure.generalisation import Search, Suggestion, search
from observatory.disclosure.generalisation_levels import Lattice
from observatory.disclosure.rules import Rule, Zeros
from observatory.errors import WrongUse
from observatory.progress import Progress, silent
from observatory.terms import Term

_ADVICE = 2.0
"""Seconds that advice may take, however short the search for fewer hidden cells is to be."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Files to read, the table that is wished for, and the rule."""

    counts: Path
    hierarchies: Mapping[str, Path]
    table: str
    threshold: int = 3
    zeros: Zeros = "camouflage"
    budget_seconds: float = 30.0


def generalise_files(wish: Wish, progress: Progress = silent) -> Search:
    """The levels at which this table tells most.

    Raises `FileTrouble`, `ImportRefused`, `WrongUse`, also for a table that shows nothing but totals.
    """
    cube = read_cube(wish.counts, wish.hierarchies)
    [spec] = read_tables(cube, [wish.table])
    if not any(Lattice.of(cube, spec).finest):
        raise WrongUse(_ONLY_TOTALS.with_values(table=wish.table))
    return search(cube, spec, Rule(wish.threshold, wish.zeros), wish.budget_seconds, progress=progress)


def instead(order: Order, tables: Collection[str], progress: Progress = silent) -> dict[str, tuple[Suggestion, ...]]:
    """For each of these tables of an order (`table-1` …) what would lose less than it, best first.

    Earlier releases and known figures are counted in, the other tables of the order are not. Raises as `protect_files`.
    """
    task = read_task(order)
    found = {}
    for spec in task.specs:
        if spec.name in tables:
            tried = search(
                task.cube, spec, task.rule, max(_ADVICE, order.budget_seconds),
                history=task.history, insiders=task.insiders(order), progress=progress,
            )  # fmt: skip
            found[spec.name] = tuple(takewhile(lambda one: not one.is_as_asked, tried.suggestions))
    return found


_ONLY_TOTALS = Term(
    "La tavola «{table}» ha solo totali: non ci sono livelli meno fini da cercare.",
    "The table “{table}” has totals only: there are no coarser levels to look for.",
)

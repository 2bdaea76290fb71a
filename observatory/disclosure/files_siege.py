"""Plays the attacker on releases among which are rounded ones: what a reader of all of them can narrow."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from observatory.disclosure.attacker import Interval, Knowledge, Wanted, besiege
from observatory.disclosure.beside import Company
from observatory.disclosure.certificate import Published
from observatory.disclosure.tables import LEFT_OUT, CellName, Coordinates, Cube, SafeTable, Status, tallied
from observatory.errors import Unprotectable
from observatory.progress import Progress, silent
from observatory.terms import Term

_CLOSE = 1e-6


@dataclass(frozen=True, slots=True)
class Siege:
    """What the attacker is asked for, and got."""

    wanted: Mapping[CellName, Interval]
    found: Mapping[CellName, Interval]
    undecided: tuple[CellName, ...]

    def narrow(self) -> Iterator[tuple[CellName, Interval]]:
        for cell, goal in self.wanted.items():
            reached = self.found[cell]
            if reached.low > goal.low + _CLOSE or reached.high < goal.high - _CLOSE:
                yield cell, reached


def siege(company: Company, cube: Cube, *, whole: bool, progress: Progress = silent) -> Siege:
    """How far a reader of all releases, bases and bounds narrows each small count, by its own equations.

    Raises `WrongUse` when the published values contradict each other, and whatever `progress` raises.
    """
    wanted = dict(_wanted(company, cube))
    between = {name: Interval(*release.between(cell)) for release, name, cell in company.cells()}
    blank = tuple(_blank(table) if release.base else table for release in company.releases for table in release.tables)
    found = besiege(blank, cube.classifications, Wanted(wanted, Knowledge(between=between), whole), progress)
    return Siege(wanted, found.intervals, tuple(sorted(found.undecided)))


def _wanted(company: Company, cube: Cube) -> Iterator[tuple[CellName, Interval]]:
    for release in company.releases:
        for table in release.tables:
            for at, true in tallied(cube, table).items():
                if release.rule.is_sensitive(true):
                    yield (table.name, at), Interval(release.floor(table.cells[at]), release.rule.threshold)


def _blank(table: SafeTable) -> SafeTable:
    return SafeTable(table.name, table.dimensions, dict.fromkeys(table.cells, LEFT_OUT))


def audit_company(company: Company, cube: Cube, progress: Progress = silent) -> None:
    """Raises `Unprotectable` unless every value may stand for its count, and no small one is narrowed by readers."""
    for release in company.releases:
        for table in release.tables:
            if false_cell(release, table, cube) is not None:
                raise Unprotectable(_UNTRUE.with_values(table=table.name))
    for (name, at), _ in siege(company, cube, whole=False, progress=progress).narrow():
        raise Unprotectable(_NARROW.with_values(table=name, cell=" × ".join(at)))


def false_cell(release: Published, table: SafeTable, cube: Cube) -> Coordinates | None:
    """A cell that cannot come from these counts: not rounded where it must be, no multiple, too far from the truth."""
    for at, true in tallied(cube, table).items():
        value, status = table.cells[at].value, table.cells[at].status
        if (release.base and status is not Status.ROUNDED) or (value is not None and not _fits(release, value, true)):
            return at
    return None


def _fits(release: Published, value: int, true: int) -> bool:
    return abs(value - true) <= release.bound and (not release.base or value % release.base == 0)


_UNTRUE = Term(
    "Tavola «{table}»: un valore è troppo lontano dai dati. Nulla è stato scritto; segnalare l’errore.",
    "Table “{table}”: a value is too far from the data. Nothing was written; please report this error.",
)
_NARROW = Term(
    "Tavola «{table}», cella {cell}: dalle tavole insieme si ricava troppo. Nulla è stato scritto; usare voci più "
    "ampie oppure una base più grande.",
    "Table “{table}”, cell {cell}: the tables together tell too much. Nothing was written; use broader categories or "
    "a larger base.",
)

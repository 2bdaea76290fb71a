"""What releases allow together, some exact with holes and some rounded: between which limits each count must stay.

A reader of all of them must think every state of affairs possible in which exact values are as shown, and all others
within the bound of the rounded ones.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from observatory.disclosure.atoms import AtomSystem, shown_codes
from observatory.disclosure.certificate import Published
from observatory.disclosure.rounding_worlds import Needs
from observatory.disclosure.solver import Bounds
from observatory.disclosure.tables import CellName, Cube, SafeCell, SafeTable, TableSpec
from observatory.errors import Unprotectable, WrongUse
from observatory.terms import Term

MOST_CELLS, MOST_OF_MANY, MANY = 5_000, 2_500, 4
"""Tables of `MANY` dimensions or more take far longer, so fewer cells of them are taken, earlier ones included."""


@dataclass(frozen=True, slots=True)
class Company:
    """Releases on the same counts, none of which may be read beside the others to narrow a small count."""

    releases: tuple[Published, ...] = ()

    def after(self, release: Published) -> "Company":
        """These and one more, which comes first."""
        return Company((release, *self.releases))

    @property
    def tables(self) -> tuple[SafeTable, ...]:
        return tuple(table for release in self.releases for table in release.tables)

    @property
    def specs(self) -> tuple[TableSpec, ...]:
        return tuple(spec_of(table) for table in self.tables)

    @property
    def is_rounded(self) -> bool:
        return any(release.base for release in self.releases)

    def rounded_base(self) -> int:
        """The base of what was rounded, 0 where nothing was."""
        return max((release.base for release in self.releases), default=0)

    def rounded_bound(self) -> int:
        return max((release.bound for release in self.releases), default=0)

    def limits(self, system: AtomSystem) -> Bounds:
        """Per class of the system the least and the greatest value that fits all that was published."""
        lower, upper = np.zeros(len(system.values)), np.full(len(system.values), np.inf)
        for release, name, cell in self.cells():
            number, (low, high) = system.class_of[name], release.between(cell)
            lower[number], upper[number] = max(lower[number], low), min(upper[number], high)
        return Bounds(lower, upper)

    def cells(self) -> Iterator[tuple[Published, CellName, SafeCell]]:
        """Every cell, with the release that tells it."""
        for release in self.releases:
            for table in release.tables:
                yield from ((release, (table.name, at), cell) for at, cell in table.cells.items())

    def pinned(self, system: AtomSystem) -> dict[int, int]:
        """Classes that were rounded before, with the value that they keep: two drawings could be averaged."""
        found: dict[int, int] = {}
        for release, name, cell in self.cells():
            if release.base:
                found.setdefault(system.class_of[name], cell.value or 0)
        return found

    def needs(self, system: AtomSystem) -> Needs:
        """What must stay open: of every small count 0 (1 where hidden zeros cannot be), and its threshold."""
        found: dict[int, tuple[int, int]] = {}
        for release, name, cell in self.cells():
            number = system.class_of[name]
            if 0 < system.values[number] < release.rule.threshold:
                low, high = found.get(number, (1, 0))
                found[number] = min(low, release.floor(cell)), max(high, release.rule.threshold)
        rows = np.array([(n, *ends) for n, ends in sorted(found.items())], dtype=np.int64).reshape(-1, 3)
        return Needs(rows[:, 0], rows[:, 1], rows[:, 2])


def spec_of(table: SafeTable) -> TableSpec:
    """What would ask for this table."""
    shown = [frozenset(codes) for codes in zip(*table.cells, strict=True)]
    return TableSpec(table.name, table.dimensions, dict(zip(table.dimensions, shown, strict=True)))


def check_company(releases: Sequence[Published], *, same_counts: bool, method: str) -> Company:
    """The releases as company for tables made by this method.

    Raises `WrongUse` for what cannot be protected together with rounded tables: other counts than today's, readers who
    know their own events, or rules for the weaker reader.
    """
    found = Company(tuple(releases))
    if method == "rounding" or found.is_rounded:
        if not same_counts:
            raise WrongUse(_REVISED)
        if any(release.insiders or release.rule.attacker == "A2" for release in releases):
            raise WrongUse(_OTHER_READERS)
    return found


def check_size(cube: Cube, specs: Sequence[TableSpec]) -> None:
    """Raises `Unprotectable` for more cells than rounded tables and what stands beside them may have."""
    most = MOST_OF_MANY if max(len(spec.dimensions) for spec in specs) >= MANY else MOST_CELLS
    cells = sum(prod(len(shown_codes(cube, spec, name)) for name in spec.dimensions) for spec in specs)
    if cells > most:
        raise Unprotectable(_TOO_LARGE.with_values(n=most, cells=cells))


def cell_of(system: AtomSystem, number: int) -> CellName:
    """One cell that counts the events of a class, by table and codes."""
    return next(name for name, of in system.class_of.items() if of == number)


_TOO_LARGE = Term(
    "Queste tavole hanno {cells} celle, quelle già pubblicate comprese, e accanto a tavole arrotondate se ne "
    "proteggono al più {n}. Nulla è stato scritto: chiedere meno dettaglio o meno tavole, oppure nascondere "
    "(suppression) in un registro senza tavole arrotondate.",
    "These tables have {cells} cells, earlier ones included, and beside rounded tables at most {n} are protected. "
    "Nothing was written: ask for less detail or fewer tables, or hide (suppression) in a ledger without rounded "
    "tables.",
)
_REVISED = Term(
    "I conteggi sono cambiati da una pubblicazione che il registro conserva, e il registro contiene o riceverebbe "
    "tavole arrotondate: questa versione non sa proteggere una revisione accanto a tavole arrotondate. Nulla è stato "
    "scritto: usare gli stessi conteggi, oppure un altro registro per altri eventi.",
    "The counts have changed since a release that the ledger keeps, and the ledger holds or would take rounded tables: "
    "this version cannot protect a revision beside rounded tables. Nothing was written: use the same counts, or "
    "another ledger for other events.",
)
_OTHER_READERS = Term(
    "Il registro contiene una pubblicazione protetta da chi conosce i propri casi (--insider) o secondo il lettore A2: "
    "accanto a tavole arrotondate questa versione non sa mantenerlo. Nulla è stato scritto: nascondere (--method "
    "suppression) in un registro senza tavole arrotondate, oppure usare un altro registro per altri eventi.",
    "The ledger holds a release protected from readers who know their own cases (--insider), or for the reader A2: "
    "beside rounded tables this version cannot keep to that. Nothing was written: hide (--method suppression) in a "
    "ledger without rounded tables, or use another ledger for other events.",
)

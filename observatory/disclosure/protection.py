"""What comes out of protecting: the tables, and what only the Observatory may see."""

from dataclasses import dataclass

from observatory.disclosure.tables import Coordinates, SafeTable
from observatory.disclosure.worlds import World
from observatory.terms import Term

_TRIFLE = 1e-9


@dataclass(frozen=True, slots=True)
class Withheld:
    """A table in which nothing can be shown, and what to ask for instead."""

    table: str
    reason: Term


@dataclass(frozen=True, slots=True)
class Unkept:
    """A sensitive cell that could not be kept as asked, why, and what would help.

    It is hidden, but what is known narrows it (`SETTLED`); or it is safe, but zeros around it had to be left out too
    (`ZEROS`).
    """

    table: str
    cell: Coordinates
    reason: Term


@dataclass(frozen=True, slots=True)
class TableReport:
    """How many cells a table has, how many are sensitive, how many more are hidden. For the Observatory only.

    `loss` is what hiding those more costs in the weights of the search, `bound` what no safe pattern can undercut; None
    where that was not looked for, or the table cannot be kept as asked.
    """

    name: str
    cells: int
    sensitive: int
    secondary: int
    withheld: bool
    loss: float = 0.0
    bound: float | None = None

    @property
    def gap(self) -> float | None:
        """The share of the loss that may be avoidable: 0 for a pattern that is proven to be the cheapest."""
        if self.bound is None:
            return None
        return max(0.0, 1 - self.bound / self.loss) if self.loss > _TRIFLE else 0.0


@dataclass(frozen=True, slots=True)
class Protection:
    """Protected tables in the order asked for, and what only the Observatory may see: the report and the worlds."""

    tables: tuple[SafeTable, ...]
    report: tuple[TableReport, ...]
    withheld: tuple[Withheld, ...]
    worlds: tuple[World, ...]
    unkept: tuple[Unkept, ...] = ()


BROKEN = Term(
    "La protezione non regge alla sua stessa prova. Nulla è stato scritto; segnalare l'errore.",
    "The protection does not stand its own proof. Nothing was written; please report this error.",
)
TOO_FEW = Term(
    "Nessuna cella può essere mostrata senza far riconoscere un caso: usare voci più ampie, un periodo più lungo "
    "oppure rinunciare a un totale.",
    "No cell can be shown without making a case recognisable: use broader categories, a longer period, "
    "or leave out a total.",
)
KNOWN = Term(
    "Quanto già noto altrove fissa una cella protetta, perciò la tavola non si mostra: usare voci più ampie, "
    "un periodo più lungo oppure rinunciare a un totale.",
    "What is already known elsewhere settles a protected cell, so the table is not shown: use broader categories, "
    "a longer period, or leave out a total.",
)
SETTLED = Term(
    "Le cifre già note o da mostrare in ogni caso fissano questa cella, qualunque altra si nasconda: rinunciare a una "
    "di quelle, usare voci più ampie oppure un periodo più lungo.",
    "The figures that are known already or must be shown settle this cell whatever else is hidden: give up one of "
    "them, use broader categories, or take a longer period.",
)
ZEROS = Term(
    "Finché si mostrano tutti gli zeri questa cella si restringe, perciò essa e alcune vicine, zeri compresi, sono "
    "omesse (stato O): permettere di nascondere zeri («camouflage»), usare voci più ampie o rinunciare a un totale.",
    "As long as all zeros are shown this cell can be narrowed, so it and some around it, zeros among them, are left "
    "out (status O): allow zeros to be hidden (“camouflage”), use broader categories, or leave out a total.",
)

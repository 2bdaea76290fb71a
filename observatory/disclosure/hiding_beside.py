"""Hides more where rounded tables were released before on the same counts, so that both together tell no small one."""

from dataclasses import dataclass, replace

import numpy as np

from observatory.disclosure.atoms import AtomSystem
from observatory.disclosure.beside import Company, cell_of, check_size, spec_of
from observatory.disclosure.certificate import Published
from observatory.disclosure.gluing import glued
from observatory.disclosure.naming import Names
from observatory.disclosure.protection import Protection, TableReport
from observatory.disclosure.rounding_worlds import Neighbourhood, NoWorld
from observatory.disclosure.rules import Rule
from observatory.disclosure.solver import Bounds, Flags
from observatory.disclosure.tables import HIDDEN, Cube, SafeTable
from observatory.disclosure.watch import Watch
from observatory.disclosure.worlds import FoundWorld, changed
from observatory.errors import Unprotectable
from observatory.terms import Term

WORKING = Term("Confronto con le tavole arrotondate", "Comparing with the rounded tables")


def hide_beside(cube: Cube, made: Protection, rule: Rule, company: Company, watch: Watch) -> Protection:
    """What was protected by itself, with the cells hidden that would tell beside `company`; its worlds fit all.

    Raises `Unprotectable` where a small count would be told whatever is hidden, or the tables are too large, and
    whatever `watch` raises.
    """
    specs = [*map(spec_of, made.tables), *company.specs]
    check_size(cube, specs)
    whole = company.after(Published(made.tables, rule))
    system = AtomSystem.build(cube, specs)
    try:
        found = _around(system, whole, company, watch).worlds()
    except NoWorld as none:
        table, at = cell_of(system, none.number)
        raise Unprotectable(_NONE.with_values(table=table, cell=" × ".join(at))) from None
    return _with(cube, made, _Hidden(system, changed(found, len(system.values))), found)


def _around(system: AtomSystem, whole: Company, company: Company, watch: Watch) -> Neighbourhood:
    """Values that only the new tables show may change at their weight: they are hidden then."""
    needs, limits, outer = whole.needs(system), whole.limits(system), company.limits(system)
    return Neighbourhood(system, limits, Bounds(outer.lower, outer.upper), system.weights, needs, watch)


@dataclass(frozen=True, slots=True)
class _Hidden:
    system: AtomSystem
    moved: Flags

    def table(self, table: SafeTable) -> SafeTable:
        cells = {
            at: HIDDEN if cell.is_published and self.moved[self.system.class_of[table.name, at]] else cell
            for at, cell in table.cells.items()
        }
        return replace(table, cells=cells)

    def report(self, old: SafeTable, told: TableReport) -> TableReport:
        """A class that stands in the table twice is paid for once."""
        more = [self.system.class_of[old.name, at] for at, cell in old.cells.items() if cell.is_published]
        more = [number for number in more if self.moved[number]]
        loss = told.loss + float(np.sum(self.system.weights[sorted({*more})]))
        return replace(told, secondary=told.secondary + len(more), loss=loss)


def _with(cube: Cube, made: Protection, hidden: _Hidden, found: tuple[FoundWorld, ...]) -> Protection:
    system = hidden.system
    names = Names.of(cube, [system.grains[name] for name in cube.dimensions if name in system.grains])
    return replace(
        made,
        tables=tuple(map(hidden.table, made.tables)),
        report=tuple(map(hidden.report, made.tables, made.report)),
        worlds=tuple(glued(system, world, names) for world in found),
    )


_NONE = Term(
    "Tavola «{table}», cella {cell}: accanto alle tavole arrotondate già pubblicate il conteggio si ricaverebbe, "
    "qualunque altra cella si nasconda. Nulla è stato scritto: chiedere voci più ampie o meno tavole, arrotondare "
    "anche queste (--method rounding), oppure usare un altro registro per altri eventi.",
    "Table “{table}”, cell {cell}: beside the rounded tables released before the count would be told whatever else is "
    "hidden. Nothing was written: ask for broader categories or fewer tables, round these too (--method rounding), or "
    "use another ledger for other events.",
)

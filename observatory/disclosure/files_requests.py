"""Reads the tables asked for on the command line: `DIM,DIM@level,…`."""

import re
from collections.abc import Sequence

from observatory.disclosure.tables import Classification, Cube, TableSpec
from observatory.errors import WrongUse
from observatory.terms import Term

_PART = re.compile(r"(?P<name>[^@]+)(?:@(?P<first>\d{1,3})(?:-(?P<last>\d{1,3}))?)?")


def read_tables(cube: Cube, texts: Sequence[str]) -> tuple[TableSpec, ...]:
    """One table per text, named table-1, table-2, … in that order.

    `DIM` shows every code of a dimension, margins included. `DIM@N` shows its codes at depth N below the root (0 is the
    root alone) and the codes above that have nothing below them; `DIM@N-M` shows all depths from N to M.
    Raises `WrongUse` for a text that is not such a list, and for a dimension or depth that does not exist.
    """
    return tuple(_table(cube, f"table-{number}", text) for number, text in enumerate(texts, start=1))


def _table(cube: Cube, name: str, text: str) -> TableSpec:
    axes = {axis.name: axis for axis in cube.classifications}
    dimensions, shown = [], {}
    for part in text.split(","):
        found = _PART.fullmatch(part.strip())
        if found is None:
            raise WrongUse(_NOT_A_TABLE.with_values(table=text))
        dimension = found["name"].strip()
        if dimension not in axes:
            raise WrongUse(_NO_DIMENSION.with_values(table=text, dimension=dimension))
        if dimension in dimensions:
            raise WrongUse(_TWICE.with_values(table=text, dimension=dimension))
        dimensions.append(dimension)
        if found["first"] is not None:
            shown[dimension] = _codes(axes[dimension], int(found["first"]), int(found["last"] or found["first"]))
    return TableSpec(name, tuple(dimensions), shown)


def _codes(axis: Classification, first: int, last: int) -> frozenset[str]:
    depths = {code: len(axis.ancestors(code)) - 1 for code in axis.parents}
    deepest = max(depths.values())
    if not first <= last <= deepest:
        raise WrongUse(_NO_LEVEL.with_values(dimension=axis.name, deepest=deepest))
    leaves = frozenset(axis.leaves)
    return frozenset(
        code for code, depth in depths.items() if first <= depth <= last or (depth < first and code in leaves)
    )


_NOT_A_TABLE = Term(
    "La tavola «{table}» non si legge: attese dimensioni separate da virgole, con @N o @N-M per i livelli.",
    "The table “{table}” cannot be read: dimensions separated by commas are expected, with @N or @N-M for levels.",
)
_NO_DIMENSION = Term(
    "La tavola «{table}» chiede la dimensione «{dimension}», che non è tra le colonne dei conteggi.",
    "The table “{table}” asks for the dimension “{dimension}”, which is not a column of the counts.",
)
_TWICE = Term("La tavola «{table}» nomina due volte «{dimension}».", "The table “{table}” names “{dimension}” twice.")
_NO_LEVEL = Term(
    "La gerarchia di «{dimension}» ha i livelli da 0 a {deepest}: non quelli chiesti.",
    "The hierarchy of “{dimension}” has levels 0 to {deepest}: not the ones asked for.",
)

"""Refuses a cube, tables or known cells that do not fit together, with one sentence saying which."""

from collections.abc import Collection, Sequence
from math import prod

from observatory.disclosure.atoms import coordinates, shown_codes
from observatory.disclosure.tables import CellName, Classification, Cube, TableSpec
from observatory.errors import WrongUse
from observatory.terms import Term

MOST_CELLS = 1_000_000
"""Of all tables together; protecting as many takes a minute and two gigabytes."""


def check_request(cube: Cube, specs: Sequence[TableSpec], public: Collection[CellName] = frozenset()) -> None:
    """Raises `WrongUse` at the first thing that makes no sense."""
    _check_cube(cube)
    _refuse(not specs, _NO_TABLES)
    _refuse(len({spec.name for spec in specs}) < len(specs), _SAME_TABLES)
    for spec in specs:
        _check_spec(cube, spec)
    cells = sum(prod(len(shown_codes(cube, spec, name)) for name in spec.dimensions) for spec in specs)
    _refuse(cells > MOST_CELLS, _TOO_MANY_CELLS, cells=cells, most=MOST_CELLS)
    _check_public(cube, specs, public)


def _check_cube(cube: Cube) -> None:
    _refuse(not cube.classifications, _NO_DIMENSIONS)
    _refuse(len(set(cube.dimensions)) < len(cube.dimensions), _SAME_DIMENSIONS)
    leaves = [frozenset(axis.leaves) for axis in cube.classifications]
    for at, count in cube.counts.items():
        _refuse(len(at) != len(leaves), _WRONG_LENGTH)
        for axis, known, code in zip(cube.classifications, leaves, at, strict=True):
            _refuse(code not in known, _NOT_A_LEAF, dimension=axis.name, code=code)
        _refuse(isinstance(count, bool) or not isinstance(count, int) or count < 0, _NOT_A_COUNT)


def _check_spec(cube: Cube, spec: TableSpec) -> None:
    axes = {axis.name: axis for axis in cube.classifications}
    _refuse(len(set(spec.dimensions)) < len(spec.dimensions), _TWICE, table=spec.name)
    for name in (*spec.dimensions, *spec.shown):
        _refuse(name not in axes, _UNKNOWN_DIMENSION, table=spec.name, dimension=name)
    for name, codes in spec.shown.items():
        _refuse(name not in spec.dimensions, _UNKNOWN_DIMENSION, table=spec.name, dimension=name)
        _check_codes(spec, axes[name], codes)


def _check_codes(spec: TableSpec, axis: Classification, codes: Collection[str]) -> None:
    _refuse(not codes, _NOTHING_SHOWN, table=spec.name, dimension=axis.name)
    for code in sorted(codes):
        _refuse(code not in axis.parents, _UNKNOWN_CODE, table=spec.name, dimension=axis.name, code=code)


def _check_public(cube: Cube, specs: Sequence[TableSpec], public: Collection[CellName]) -> None:
    if public:
        known = {(spec.name, at) for spec in specs for at in coordinates(cube, spec)}
        for table, at in sorted(public):
            _refuse((table, at) not in known, _UNKNOWN_CELL, table=table, cell=", ".join(at))


def _refuse(wrong: bool, message: Term, **values: object) -> None:
    if wrong:
        raise WrongUse(message.with_values(**values))


_NO_TABLES = Term("Nessuna tavola richiesta.", "No table was asked for.")
_SAME_TABLES = Term("Due tavole hanno lo stesso nome.", "Two tables have the same name.")
_NO_DIMENSIONS = Term("I conteggi non hanno dimensioni.", "The counts have no dimensions.")
_SAME_DIMENSIONS = Term("Due classificazioni hanno lo stesso nome.", "Two classifications have the same name.")
_WRONG_LENGTH = Term(
    "Un conteggio non ha un codice per ogni dimensione.", "A count does not have one code for each dimension."
)
_NOT_A_LEAF = Term(
    "Il codice «{code}» non è tra le voci elementari di «{dimension}».",
    "The code “{code}” is not among the finest categories of “{dimension}”.",
)
_NOT_A_COUNT = Term("Un conteggio non è un numero intero da 0 in su.", "A count is not a whole number from 0.")
_TWICE = Term("La tavola «{table}» nomina due volte una dimensione.", "Table “{table}” names a dimension twice.")
_UNKNOWN_DIMENSION = Term(
    "La tavola «{table}» non conosce la dimensione «{dimension}».",
    "Table “{table}” does not know the dimension “{dimension}”.",
)
_TOO_MANY_CELLS = Term(
    "Le tavole chieste hanno {cells} celle, e se ne proteggono al più {most}: chiedere meno dimensioni, livelli meno "
    "fini o meno tavole insieme. Nulla è stato scritto.",
    "The tables asked for have {cells} cells, and at most {most} are protected: ask for fewer dimensions, coarser "
    "levels, or fewer tables together. Nothing was written.",
)
_NOTHING_SHOWN = Term(
    "La tavola «{table}» non mostra alcuna voce di «{dimension}».",
    "Table “{table}” shows no category of “{dimension}”.",
)
_UNKNOWN_CODE = Term(
    "La tavola «{table}» chiede di «{dimension}» la voce «{code}», che non esiste.",
    "Table “{table}” asks for the category “{code}” of “{dimension}”, which does not exist.",
)
_UNKNOWN_CELL = Term(
    "La cella nota ({cell}) non è nella tavola «{table}».", "The known cell ({cell}) is not in table “{table}”."
)

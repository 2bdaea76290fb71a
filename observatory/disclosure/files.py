"""Reads what the stand-alone tool is given: counts, hierarchies, and figures that others have published."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from observatory.disclosure.files_rows import COUNT, LARGEST_COUNT, Row, Sheet, check_code, count, is_safe_name, refusal
from observatory.disclosure.tables import Classification, Coordinates, Cube
from observatory.errors import WrongUse
from observatory.terms import Term

DEEPEST = 100
"""Levels below the total that a hierarchy may have."""

MOST_KNOWN = 1_000
"""Figures of others; the time and memory for protecting against them grow with their square."""

RESERVED = frozenset({COUNT, "status"})
"""Column names of the written tables that no dimension may take."""


@dataclass(frozen=True, slots=True)
class KnownCell:
    """A figure that others have published: a code per named dimension (the rest at their root), and the figure."""

    dimensions: tuple[str, ...]
    coordinates: Coordinates
    count: int


def read_cube(counts: Path, hierarchies: Mapping[str, Path]) -> Cube:
    """The counts with their classifications, in the order of the columns of the counts.

    Raises `FileTrouble` for a file that cannot be read and `ImportRefused`, naming file and row, for one that makes no
    sense: a code without parent, a cycle, several roots, an unknown or double row, a count that is not one.
    """
    sheet = Sheet.read(counts)
    names = _dimensions(sheet, hierarchies)
    axes = tuple(read_hierarchy(name, hierarchies[name]) for name in names)
    places = sheet.places(names)
    [at_count] = sheet.places([COUNT])
    leaves = [frozenset(axis.leaves) for axis in axes]
    found: dict[Coordinates, int] = {}
    for row in sheet.rows:
        at = tuple(row.cells[place].strip() for place in places)
        _check_leaves(sheet, row, at, axes, leaves)
        if at in found:
            raise sheet.refuse(_SAME_ROW, row)
        found[at] = count(sheet, row, row.cells[at_count])
    _check_counts(sheet, found)
    return Cube(axes, found)


def read_hierarchy(name: str, path: Path) -> Classification:
    """A classification from `code,parent`; raises as `read_cube`."""
    sheet = Sheet.read(path)
    at_code, at_parent = sheet.places(["code", "parent"])
    parents: dict[str, str] = {}
    for row in sheet.rows:
        code, parent = row.cells[at_code].strip(), row.cells[at_parent].strip()
        check_code(sheet, row, code)
        if code in parents:
            raise sheet.refuse(_SAME_CODE, row, code=code)
        parents[code] = parent
    _check_roots(sheet, parents)
    _check_parents(sheet, parents, sheet.rows, at_parent)
    _check_cycles(sheet, parents)
    _check_depth(sheet, parents)
    return Classification(name, parents)


def check_insiders(insiders: Collection[str], cube: Cube) -> None:
    """Raises `WrongUse` for a dimension that the counts do not have."""
    for name in insiders:
        if name not in cube.dimensions:
            raise WrongUse(_NO_INSIDER.with_values(dimension=name))


def read_known(path: Path, cube: Cube) -> tuple[KnownCell, ...]:
    """Figures already out elsewhere: columns are dimensions of the counts and `n`; an empty code means the total.

    Raises as `read_cube`, and `ImportRefused` for a figure that is not the one in the counts.
    """
    sheet = Sheet.read(path)
    if len(sheet.rows) > MOST_KNOWN:
        raise refusal(_TOO_MANY_KNOWN, sheet.file, n=len(sheet.rows), most=MOST_KNOWN)
    [at_count] = sheet.places([COUNT])
    axes = {axis.name: axis for axis in cube.classifications}
    names = tuple(name for name in sheet.heading if name != COUNT)
    for name in names:
        if name not in axes:
            raise refusal(_NO_SUCH_DIMENSION, sheet.file, dimension=name)
    found: dict[Coordinates, KnownCell] = {}
    for row in sheet.rows:
        at = tuple(row.cells[sheet.heading.index(name)].strip() or axes[name].root for name in names)
        if any(code not in axes[name].parents for name, code in zip(names, at, strict=True)):
            raise sheet.refuse(_NO_SUCH_CODE, row)
        if at in found:
            raise sheet.refuse(_SAME_ROW, row)
        found[at] = KnownCell(names, at, count(sheet, row, row.cells[at_count]))
        if found[at].count != total(cube, names, at):
            raise sheet.refuse(_OTHER_FIGURE, row)
    return tuple(found.values())


def total(cube: Cube, names: Sequence[str], at: Coordinates) -> int:
    """The events under these codes; dimensions not named stand at their root."""
    axes = [cube.classifications[cube.dimensions.index(name)] for name in names]
    under = [
        {leaf for leaf in axis.leaves if code in axis.ancestors(leaf)} for axis, code in zip(axes, at, strict=True)
    ]
    wanted = list(zip((cube.dimensions.index(name) for name in names), under, strict=True))
    return sum(n for leaf, n in cube.counts.items() if all(leaf[place] in codes for place, codes in wanted))


def _dimensions(sheet: Sheet, hierarchies: Mapping[str, Path]) -> tuple[str, ...]:
    names = tuple(name for name in sheet.heading if name != COUNT)
    for name in names:
        if not is_safe_name(name):
            raise refusal(_ODD_NAME, sheet.file, place=sheet.heading.index(name) + 1)
    sheet.places([COUNT, *hierarchies])
    for name in names:
        if name in RESERVED:
            raise refusal(_RESERVED, sheet.file, dimension=name)
        if name not in hierarchies:
            raise WrongUse(_NO_HIERARCHY.with_values(file=sheet.file, dimension=name))
    if not names:
        raise refusal(_NO_DIMENSIONS, sheet.file)
    return names


def _check_leaves(
    sheet: Sheet, row: Row, at: Coordinates, axes: Sequence[Classification], leaves: Sequence[frozenset[str]]
) -> None:
    for axis, known, code in zip(axes, leaves, at, strict=True):
        if code not in known:
            raise sheet.refuse(_NOT_A_LEAF if code in axis.parents else _UNKNOWN_CODE, row, dimension=axis.name)


def _check_counts(sheet: Sheet, found: Mapping[Coordinates, int]) -> None:
    if not found:
        raise refusal(_NO_ROWS, sheet.file)
    if sum(found.values()) > LARGEST_COUNT:
        raise refusal(_TOO_MANY, sheet.file)


def _check_roots(sheet: Sheet, parents: Mapping[str, str]) -> None:
    roots = sum(not parent for parent in parents.values())
    if not parents:
        raise refusal(_NO_ROWS, sheet.file)
    if roots != 1:
        raise refusal(_NO_ROOT if not roots else _MANY_ROOTS, sheet.file, n=roots)


def _check_parents(sheet: Sheet, parents: Mapping[str, str], rows: Sequence[Row], place: int) -> None:
    for row in rows:
        parent = row.cells[place].strip()
        if parent and parent not in parents:
            raise sheet.refuse(_NO_PARENT, row, parent=parent)


def _check_cycles(sheet: Sheet, parents: Mapping[str, str]) -> None:
    sound = {code for code, parent in parents.items() if not parent}
    for code in parents:
        path: dict[str, None] = {}
        step = code
        while step not in sound:
            if step in path:
                raise refusal(_CYCLE, sheet.file, code=step)
            path[step] = None
            step = parents[step]
        sound.update(path)


def _check_depth(sheet: Sheet, parents: Mapping[str, str]) -> None:
    """No classification in use has more levels than a few; a chain of thousands would take hours. After the cycles."""
    depths: dict[str, int] = {"": -1}
    for code in parents:
        path = [code]
        while path[-1] not in depths:
            path.append(parents[path[-1]])
        for above, below in pairwise(reversed(path)):
            depths[below] = depths[above] + 1
    if max(depths.values()) > DEEPEST:
        raise refusal(_TOO_DEEP, sheet.file, n=max(depths.values()), most=DEEPEST)


def named_paths(pairs: Sequence[tuple[str, Path]]) -> dict[str, Path]:
    """`--hierarchy` options as a mapping; raises `WrongUse` for a dimension given twice."""
    found: dict[str, Path] = {}
    for name, path in pairs:
        if name in found:
            raise WrongUse(_TWO_HIERARCHIES.with_values(dimension=name))
        found[name] = path
    return found


_NO_HIERARCHY = Term(
    "{file}: la colonna «{dimension}» non ha una gerarchia: aggiungere il file {dimension}.csv, con le colonne code e "
    "parent (--hierarchy {dimension}=FILE.csv).",
    "{file}: the column “{dimension}” has no hierarchy: add the file {dimension}.csv, with the columns code and parent "
    "(--hierarchy {dimension}=FILE.csv).",
)
_TWO_HIERARCHIES = Term(
    "La dimensione «{dimension}» ha due gerarchie: darne una sola.",
    "The dimension “{dimension}” has two hierarchies: give one only.",
)
_RESERVED = Term(
    "{file}: una dimensione non può chiamarsi «{dimension}»; cambiare il nome della colonna.",
    "{file}: a dimension cannot be called “{dimension}”; rename the column.",
)
_ODD_NAME = Term(
    "{file}: il nome della colonna {place} comincia con = + - oppure @, o ha caratteri non stampabili; cambiarlo.",
    "{file}: the name of column {place} begins with = + - or @, or has characters that cannot be printed; change it.",
)
_NO_DIMENSIONS = Term("{file}: oltre a n non c’è alcuna colonna.", "{file}: there is no column besides n.")
_NO_ROWS = Term("{file}: non c’è alcuna riga sotto i nomi.", "{file}: there is no row under the names.")
_TOO_MANY = Term(
    "{file}: la somma dei conteggi supera mille miliardi.", "{file}: the counts add up to more than a million million."
)
_SAME_ROW = Term(
    "{file}, riga {row}: la stessa combinazione di codici è già in una riga precedente; sommarle in una sola.",
    "{file}, row {row}: the same combination of codes is in an earlier row; add them up in one.",
)
_UNKNOWN_CODE = Term(
    "{file}, riga {row}: il codice di «{dimension}» non è nella gerarchia.",
    "{file}, row {row}: the code of “{dimension}” is not in the hierarchy.",
)
_NOT_A_LEAF = Term(
    "{file}, riga {row}: il codice di «{dimension}» ha altri codici sotto di sé; i conteggi vanno dati alle voci "
    "più fini.",
    "{file}, row {row}: the code of “{dimension}” has other codes below it; counts belong to the finest codes.",
)
_SAME_CODE = Term(
    "{file}, riga {row}: il codice «{code}» è già in una riga precedente.",
    "{file}, row {row}: the code “{code}” is in an earlier row.",
)
_NO_ROOT = Term(
    "{file}: nessun codice ha il genitore vuoto; il totale deve averlo.",
    "{file}: no code has an empty parent; the total must have one.",
)
_MANY_ROOTS = Term(
    "{file}: {n} codici hanno il genitore vuoto; il totale dev’essere uno solo.",
    "{file}: {n} codes have an empty parent; there must be one total.",
)
_NO_PARENT = Term(
    "{file}, riga {row}: il genitore «{parent}» non è tra i codici.",
    "{file}, row {row}: the parent “{parent}” is not among the codes.",
)
_TOO_DEEP = Term(
    "{file}: la gerarchia ha {n} livelli sotto il totale e se ne leggono al più {most}: togliere quelli che non "
    "servono.",
    "{file}: the hierarchy has {n} levels below the total, and at most {most} are read: leave out those not needed.",
)
_CYCLE = Term(
    "{file}: il codice «{code}» finisce per essere genitore di se stesso.",
    "{file}: the code “{code}” ends up as its own parent.",
)
_NO_SUCH_DIMENSION = Term(
    "{file}: la colonna «{dimension}» non è una dimensione dei conteggi.",
    "{file}: the column “{dimension}” is not a dimension of the counts.",
)
_NO_SUCH_CODE = Term(
    "{file}, riga {row}: un codice non è nella gerarchia della sua colonna.",
    "{file}, row {row}: a code is not in the hierarchy of its column.",
)
_TOO_MANY_KNOWN = Term(
    "{file}: le cifre sono {n} e se ne considerano al più {most}; togliere quelle che risultano dalle altre.",
    "{file}: there are {n} figures, and at most {most} are taken into account; leave out what follows from others.",
)
_OTHER_FIGURE = Term(
    "{file}, riga {row}: la cifra non è quella che risulta dai conteggi; chi la conosce sa altro, quindi va tolta "
    "o corretta.",
    "{file}, row {row}: the figure is not the one that follows from the counts; whoever knows it knows something "
    "else, so remove or correct it.",
)
_NO_INSIDER = Term(
    "--insider {dimension}: non è una colonna dei conteggi.", "--insider {dimension}: it is not a column of the counts."
)

"""Plays the attacker on the written files alone; the true counts serve only to judge what was found."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from observatory.disclosure.attacker import Found, Interval, Knowledge, Wanted, besiege
from observatory.disclosure.beside import Company
from observatory.disclosure.case import Case, Owner, owners
from observatory.disclosure.certificate import Published, known_tables
from observatory.disclosure.files import KnownCell, check_insiders, read_cube, read_known
from observatory.disclosure.files_protect import refuse_with
from observatory.disclosure.files_release import read_report, told_files, told_number
from observatory.disclosure.files_rounding import NOT_WITH, is_rounded_folder, read_rounded
from observatory.disclosure.files_siege import siege
from observatory.disclosure.files_tables import read_table
from observatory.disclosure.ledger import COUNTS_FILE, Ledger
from observatory.disclosure.rules import Rule
from observatory.disclosure.tables import CellName, Coordinates, Cube, SafeTable, Status, tallied
from observatory.errors import FileTrouble, ImportRefused, WrongUse
from observatory.progress import Progress, silent
from observatory.terms import Term

Attacker = Literal["A2", "A3", "A4"]
_CLOSE = 1e-6


@dataclass(frozen=True, slots=True)
class Assault:
    """The folder of a release, the true counts to judge by, and who attacks; with a ledger, all releases together.

    `known` are figures that others have published; each category of a dimension in `insiders` attacks too, and takes
    off its own records.
    """

    folder: Path
    counts: Path
    hierarchies: Mapping[str, Path]
    attacker: Attacker = "A2"
    ledger: Path | None = None
    known: Path | None = None
    insiders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Narrow:
    """A sensitive cell that the attacker narrows further than its protection interval, or simply reads."""

    table: str
    coordinates: Coordinates
    found: Interval
    own: Owner | None = None

    @property
    def sentence(self) -> Term:
        told = {"table": self.table, "cell": " × ".join(self.coordinates) or "–", "own": self.own and self.own.code}
        ends = {"low": f"{self.found.low:g}", "high": f"{self.found.high:g}"}
        return (_NARROW if self.own is None else _NARROW_FOR).with_values(**told, **ends)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the attackers got.

    How many sensitive cells there are for all of them, the narrow ones, the ones nobody settled, how many are exact,
    and how many tables of the ledger came from other counts and were left aside.
    """

    sensitive: int
    narrow: tuple[Narrow, ...]
    undecided: tuple[CellName, ...]
    exact: int
    aside: int = 0


@dataclass(frozen=True, slots=True)
class _Files:
    """Tables as published with the rule each stands under, and how many were left aside."""

    tables: tuple[SafeTable, ...]
    rules: tuple[Rule, ...]
    aside: int = 0

    def case(self, cube: Cube, known: Sequence[KnownCell]) -> Case:
        tables = (*self.tables, *known_tables(known))
        rules = (*self.rules, *(Rule(1) for _ in known))
        return Case(cube, tables, (), {t.name: rule for t, rule in zip(tables, rules, strict=True)}, {})


def attack_files(assault: Assault, progress: Progress = silent) -> Verdict:
    """Attack the tables in a folder (and in a ledger) and judge the result by the true counts.

    Raises `FileTrouble` and `ImportRefused` for files that cannot be read or do not belong together, `WrongUse` when
    published values contradict each other and for insiders of no dimension, and whatever `progress` raises.
    """
    cube = read_cube(assault.counts, assault.hierarchies)
    check_insiders(assault.insiders, cube)
    if _has_rounded(assault):
        return _rounded(assault, cube, progress)
    files = _read(assault, cube)
    case = files.case(cube, read_known(assault.known, cube) if assault.known is not None else ())
    narrow, undecided, sensitive = list(_shown(files, cube)), [], 0
    for one in (case, *(case.without(own) for own in owners(cube, assault.insiders))):
        wanted = one.sensitive()
        found = besiege(one.tables, cube.classifications, _goals(one, wanted, assault.attacker), progress)
        sensitive += len(wanted)
        narrow += _narrow(one, wanted, found)
        undecided += [cell for cell in wanted if cell in found.undecided and _is_kept(wanted[cell], found, cell)]
    exact = sum(one.found.is_exact for one in narrow)
    return Verdict(sensitive + len(_shown(files, cube)), tuple(narrow), tuple(undecided), exact, files.aside)


def _rounded(assault: Assault, cube: Cube, progress: Progress) -> Verdict:
    """With rounded tables among them: the reader knows bases and bounds, and that a zero may hide a count."""
    refuse_with(NOT_WITH, ("--known", assault.known is not None), ("--insider", bool(assault.insiders)))
    releases, aside = _company(assault, cube)
    told = siege(Company(releases), cube, whole=assault.attacker != "A2", progress=progress)
    narrow = tuple(Narrow(*cell, found) for cell, found in told.narrow())
    exact = sum(one.found.is_exact for one in narrow)
    return Verdict(len(told.wanted), narrow, told.undecided, exact, aside)


def _company(assault: Assault, cube: Cube) -> tuple[tuple[Published, ...], int]:
    """The release attacked and those of the ledger, and how many tables came from other counts."""
    found, aside = [_release(assault.folder, cube, assault)], 0
    for folder in _earlier(assault) if assault.ledger is not None else ():
        try:
            release = _release(folder, cube, assault)
        except ImportRefused:
            release = None
        if release is None or not all(_is_same(t, cube, folder / COUNTS_FILE, assault) for t in release.tables):
            aside += len(_report(folder)["files"])
            continue
        found.append(replace(release, tables=tuple(_of(table, folder) for table in release.tables)))
    return tuple(found), aside


def _of(table: SafeTable, folder: Path) -> SafeTable:
    return replace(table, name=f"{table.name} ({folder.name})")


def _release(folder: Path, cube: Cube, assault: Assault) -> Published:
    if is_rounded_folder(folder):
        return read_rounded(folder, cube)
    files = _read(replace(assault, folder=folder, ledger=None), cube)
    return Published(files.tables, files.rules[0])


def _has_rounded(assault: Assault) -> bool:
    folders = [assault.folder, *(_earlier(assault) if assault.ledger is not None else ())]
    return any(map(is_rounded_folder, folders))


def _goals(case: Case, wanted: Mapping[CellName, Interval], attacker: Attacker) -> Wanted:
    floors = {name: int(attacker == "A4" and rule.shows_zeros) for name, rule in case.rules.items()}
    return Wanted(wanted, Knowledge(floors=floors), whole=attacker != "A2")


def _is_kept(goal: Interval, found: Found, cell: CellName) -> bool:
    reached = found.intervals[cell]
    return reached.low <= goal.low + _CLOSE and reached.high >= goal.high - _CLOSE


def _narrow(case: Case, wanted: Mapping[CellName, Interval], found: Found) -> Iterator[Narrow]:
    for cell, goal in wanted.items():
        if not _is_kept(goal, found, cell):
            yield Narrow(*cell, found.intervals[cell], case.own)


def _shown(files: _Files, cube: Cube) -> list[Narrow]:
    """The sensitive cells that are simply there to read."""
    return [
        Narrow(table.name, at, Interval(true, true))
        for table, rule in zip(files.tables, files.rules, strict=True)
        for at, true in tallied(cube, table).items()
        if rule.is_sensitive(true) and table.cells[at].is_published
    ]


def _false_cell(table: SafeTable, cube: Cube) -> Coordinates | None:
    """A published cell that does not come from these counts."""
    true = tallied(cube, table)
    return next((at for at, cell in table.cells.items() if cell.value not in {None, true[at]}), None)


def _is_same(table: SafeTable, cube: Cube, counts: Path, assault: Assault) -> bool:
    """Whether the counts that the ledger keeps agree with today's in all cells, hidden ones too."""
    return not counts.is_file() or tallied(read_cube(counts, assault.hierarchies), table) == tallied(cube, table)


def _read(assault: Assault, cube: Cube) -> _Files:
    axes = {axis.name: axis for axis in cube.classifications}
    tables, rules, aside = [], [], 0
    folders = [assault.folder, *(_earlier(assault) if assault.ledger is not None else ())]
    for number, folder in enumerate(folders):
        report = _report(folder)
        for file, size in report["files"]:
            table = read_table(folder / file, axes, size)
            if any(cell.status is Status.ROUNDED for cell in table.cells.values()):
                raise ImportRefused(_ROUNDED.with_values(table=table.name))
            false = _false_cell(table, cube)
            if false is not None and not number:
                raise ImportRefused(_OTHER_COUNTS.with_values(table=table.name, cell=" × ".join(false)))
            if number and (false is not None or not _is_same(table, cube, folder / COUNTS_FILE, assault)):
                aside += 1
                continue
            tables.append(replace(table, name=f"{table.name} ({folder.name})") if number else table)
            rules.append(report["rule"])
    return _Files(tuple(tables), tuple(rules), aside)


def _earlier(assault: Assault) -> list[Path]:
    """The folders of all releases in the ledger but the one that is attacked."""
    ledger = Ledger(assault.ledger or Path()).existing()
    own = _report(assault.folder)["certificate"]
    return [entry.folder(ledger.folder) for entry, _ in ledger.releases() if entry.certificate != own]


def _report(folder: Path) -> Mapping[str, Any]:
    try:
        told = read_report(folder)
        files = told_files(told)
        rule = Rule(told_number(told["threshold"]), told["zeros"], attacker=told.get("attacker", "A4"))
        return {"rule": rule, "files": files, "certificate": told["certificate"]}
    except OSError:
        raise FileTrouble(_NO_REPORT.with_values(path=folder)) from None
    except (LookupError, RecursionError, TypeError, ValueError, WrongUse):
        raise ImportRefused(_BAD_REPORT.with_values(path=folder)) from None


_NARROW = Term(
    "Tavola {table}, {cell}: si ricava che è tra {low} e {high}.",
    "Table {table}, {cell}: it can be worked out to lie between {low} and {high}.",
)
_NARROW_FOR = Term(
    "Tavola {table}, {cell}: {own}, che conosce i propri casi, ricava che gli altri sono tra {low} e {high}.",
    "Table {table}, {cell}: {own}, which knows its own cases, works out that the others are between {low} and {high}.",
)
_OTHER_COUNTS = Term(
    "Tavola {table}, {cell}: il valore pubblicato non viene da questi conteggi; dare quelli da cui la tavola è nata.",
    "Table {table}, {cell}: the published value does not come from these counts; give those the table was made from.",
)
_ROUNDED = Term(
    "Tavola {table}: ha conteggi con lo stato R (arrotondato), ma report.json non parla di arrotondamento; dare i file "
    "come furono scritti.",
    "Table {table}: it has counts with status R (rounded), but report.json tells of no rounding; give the files as "
    "they were written.",
)
_NO_REPORT = Term(
    "Nella cartella {path} non c’è report.json: indicare la cartella di una pubblicazione.",
    "The folder {path} has no report.json: name the folder of a release.",
)
_BAD_REPORT = Term(
    "Il file report.json in {path} non si legge come quello di una pubblicazione.",
    "The file report.json in {path} does not read as that of a release.",
)

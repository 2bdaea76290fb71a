"""Writes the certificate of a release: what anybody with the right can check without a solver (`verifier.py`)."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf

from observatory.disclosure.files import KnownCell
from observatory.disclosure.files_tables import shown
from observatory.disclosure.history import VINTAGE
from observatory.disclosure.rules import Rule, sensitive_cells
from observatory.disclosure.tables import Classification, Coordinates, Cube, SafeCell, SafeTable, Status, tallied
from observatory.disclosure.verifier import Certificate, Refused
from observatory.disclosure.worlds import World
from observatory.errors import Unprotectable
from observatory.terms import Term

VERSION = 1
_CHUNK = 1_000


@dataclass(frozen=True, slots=True)
class Published:
    """A release as the reader has it: its tables, its rule, and whose own records may be subtracted from it.

    `digest` is that of its certificate; a release without one is the one being certified. `base` and `bound` are those
    of rounding, 0 where values are exact.
    """

    tables: tuple[SafeTable, ...]
    rule: Rule
    insiders: tuple[str, ...] = ()
    digest: str = ""
    base: int = 0
    bound: int = 0

    def between(self, cell: SafeCell) -> tuple[float, float]:
        """The least and the greatest count of which a reader may see this."""
        if cell.value is None:
            return float(self.floor(cell)), inf
        return max(0.0, cell.value - self.bound), float(cell.value + self.bound)

    def floor(self, cell: SafeCell) -> int:
        """The least count of a cell without a value: 1 where it is told that no zero is hidden."""
        return int(self.rule.shows_zeros and cell.status is Status.SUPPRESSED)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a certificate shows: these tables of this cube, after those releases, with these worlds."""

    cube: Cube
    release: Published
    worlds: tuple[World, ...]
    earlier: tuple[Published, ...] = ()
    known: tuple[KnownCell, ...] = ()
    vintages: tuple[int, ...] = ()
    """After a revision: of which vintage each release before is; `cube` then says which of them count an event."""


def write_certificate(claim: Claim, write: Callable[[bytes], object]) -> str:
    """Write the certificate line by line, each checked as it goes; returns its digest.

    Raises `Unprotectable` if it does not hold: then what was written is worth nothing.
    """
    draft = Draft.of(claim)
    script = Script(write)
    try:
        script.put("header", draft.header())
        script.seal()
        for at, count in draft.atoms.items():
            script.put("atom", *draft.atom(at, count))
        script.seal()
        for number, table in enumerate(draft.tables):
            put_cells(script, number, [told_cell(cell) for cell in table.cells.values()])
        script.seal()
        for moves, parts in draft.worlds:
            script.put("world", moves, *([parts] if parts > 1 else []))
        return script.end()
    except Refused as refused:
        raise Unprotectable(_BROKEN.with_values(reason=refused)) from None


def told_cell(cell: SafeCell) -> int | None:
    """A cell as a certificate has it: a bare false where a cell is left out altogether."""
    return False if cell.status is Status.WITHHELD else cell.value


def put_cells(script: "Script", number: int, values: Sequence[int | None]) -> None:
    for start in range(0, len(values), _CHUNK):
        script.put("cells", number, list(values[start : start + _CHUNK]))


@dataclass(slots=True)
class Script:
    """The lines as they are written, with the digest of all of them and a verifier that follows."""

    write: Callable[[bytes], object]
    _check: Certificate = field(default_factory=Certificate)
    _total: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def put(self, *told: object) -> None:
        line = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        self._check.take(line)
        self._total.update(line)
        self.write(line)

    def seal(self) -> None:
        self.put("seal", self._total.hexdigest())

    def end(self) -> str:
        digest = self._total.hexdigest()
        self.put("end", {**self._check.counts, "settled": len(self._check.left())}, digest)
        return digest


@dataclass(frozen=True, slots=True)
class Draft:
    """The claim in the terms of a certificate: leaves that no table tells apart stand under the first of them."""

    claim: Claim
    axes: tuple[Classification, ...]
    releases: tuple[Published, ...]
    atoms: Mapping[Coordinates, int]
    worlds: tuple[tuple[list[int], int], ...]

    @classmethod
    def of(cls, claim: Claim) -> "Draft":
        releases = (claim.release, *claim.earlier, *_told_elsewhere(claim.known))
        tables = [table for release in releases for table in release.tables]
        used = {name for table in tables for name in table.dimensions} | {
            name for release in releases for name in release.insiders
        }
        axes = tuple(axis for axis in claim.cube.classifications if axis.name in used)
        whole = {name for release in releases for name in release.insiders}
        names = [_first_names(axis, tables, apart=axis.name in whole) for axis in axes]
        if VINTAGE in claim.cube.dimensions:
            names.append({code: code for code in claim.cube.classifications[-1].leaves})
        moved = [_moved(world, _with_vintage(claim.cube, axes), names) for world in claim.worlds]
        atoms = _counted(claim.cube, _with_vintage(claim.cube, axes), names)
        atoms |= {at: 0 for moves in moved for at in moves if at not in atoms}
        place = {at: number for number, at in enumerate(atoms)}
        shares = [world.parts for world in claim.worlds]
        worlds = tuple(
            ([n for at, change in moves.items() for n in (place[at], change)], parts)
            for moves, parts in zip(moved, shares, strict=True)
            if moves
        )
        return cls(claim, axes, releases, atoms, worlds)

    def atom(self, at: Coordinates, count: int) -> list[object]:
        """Codes, count, and after a revision the releases that count it."""
        codes, pattern = list(at[: len(self.axes)]), at[len(self.axes) :]
        vintages = list(enumerate((0, *self.claim.vintages)[: len(self.releases)]))
        return [codes, count, *([number for number, of in vintages if code[of] == "1"] for code in pattern)]

    @property
    def tables(self) -> tuple[SafeTable, ...]:
        return tuple(table for release in self.releases for table in release.tables)

    def header(self) -> dict[str, object]:
        axes = {axis.name: dict(axis.parents) for axis in self.axes}
        releases = [_rule(release) for release in self.releases]
        releases[0]["zeros_that_tell"] = self._telling_zeros()
        return {"version": VERSION, "classifications": axes, "releases": releases}

    def _telling_zeros(self) -> list[int]:
        """The numbers of the zeros that the rule on groups makes sensitive; the verifier takes them as named here."""
        release, found, start = self.claim.release, [], 0
        axes = {axis.name: axis for axis in self.axes}
        for table in release.tables if release.rule.group_dimensions else ():
            values = tallied(self.claim.cube, table)
            told = sensitive_cells([axes[name] for name in table.dimensions], values, release.rule)
            found += [start + number for number, at in enumerate(table.cells) if at in told and not values[at]]
            start += len(table.cells)
        return found


def _with_vintage(cube: Cube, axes: Sequence[Classification]) -> tuple[Classification, ...]:
    return (*axes, *(axis for axis in cube.classifications if axis.name == VINTAGE))


def _rule(release: Published) -> dict[str, object]:
    rule, told = release.rule, release.rule is not _ELSEWHERE
    return {
        "digest": release.digest,
        "threshold": rule.threshold if told else 0,
        "zeros": rule.zeros,
        "attacker": rule.attacker,
        "insiders": list(release.insiders),
        "tables": [_table(table) for table in release.tables],
        **({"base": release.base, "bound": release.bound} if release.base else {}),
    }


def _table(table: SafeTable) -> dict[str, object]:
    shown = [list(dict.fromkeys(codes)) for codes in zip(*table.cells, strict=True)]
    return {"name": table.name, "dimensions": list(table.dimensions), "shown": shown}


_ELSEWHERE = Rule(1)


def known_tables(known: Sequence[KnownCell]) -> tuple[SafeTable, ...]:
    """Figures that others have published, a table of one cell for each."""
    return tuple(
        SafeTable(f"known-{number}", cell.dimensions, {cell.coordinates: shown(cell.count)})
        for number, cell in enumerate(known, start=1)
    )


def _told_elsewhere(known: Sequence[KnownCell]) -> tuple[Published, ...]:
    """They are a release of their own, under no rule."""
    return (Published(known_tables(known), _ELSEWHERE),) if known else ()


def _first_names(axis: Classification, tables: Iterable[SafeTable], *, apart: bool) -> dict[str, str]:
    """Each leaf with the first leaf that all tables put under the same codes; itself where leaves stay `apart`."""
    if apart:
        return {leaf: leaf for leaf in axis.leaves}
    codes = {axis.root}
    for table in tables:
        if axis.name in table.dimensions:
            place = table.dimensions.index(axis.name)
            codes.update(at[place] for at in table.cells)
    first: dict[frozenset[str], str] = {}
    return {leaf: first.setdefault(frozenset(codes.intersection(axis.ancestors(leaf))), leaf) for leaf in axis.leaves}


def _counted(cube: Cube, axes: Sequence[Classification], names: Sequence[Mapping[str, str]]) -> dict[Coordinates, int]:
    places = [cube.dimensions.index(axis.name) for axis in axes]
    found: dict[Coordinates, int] = {}
    for at, count in cube.counts.items():
        if count:
            named = tuple(first[at[place]] for first, place in zip(names, places, strict=True))
            found[named] = found.get(named, 0) + count
    return dict(sorted(found.items()))


def _moved(world: World, axes: Sequence[Classification], names: Sequence[Mapping[str, str]]) -> dict[Coordinates, int]:
    found: dict[Coordinates, int] = {}
    for move in world.moves:
        codes = dict(zip(move.dimensions, move.coordinates, strict=True))
        if not codes.keys() >= {axis.name for axis in axes}:
            raise Unprotectable(_PARTIAL)
        at = tuple(first[codes[axis.name]] for axis, first in zip(axes, names, strict=True))
        found[at] = found.get(at, 0) + move.change
    return {at: change for at, change in found.items() if change}


_BROKEN = Term(
    "Il certificato non regge alla verifica ({reason}). Nulla è stato scritto; segnalare l’errore.",
    "The certificate does not stand its verification ({reason}). Nothing was written; please report this error.",
)
_PARTIAL = Term(
    "Tavole collegate solo da un margine non hanno ancora un certificato: chiederle con --table che abbiano tutte le "
    "dimensioni in comune, oppure una alla volta. Nulla è stato scritto.",
    "Tables linked by a margin only have no certificate yet: ask for tables that have all dimensions in common, or for "
    "one at a time. Nothing was written.",
)

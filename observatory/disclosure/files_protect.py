"""From files to a release on the disk: reads, protects, certifies, remembers."""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from time import process_time

from observatory.disclosure.audit import audit
from observatory.disclosure.beside import Company, check_company
from observatory.disclosure.certificate import Claim, Published, known_tables
from observatory.disclosure.files import KnownCell, check_insiders, read_cube, read_known
from observatory.disclosure.files_release import Release, check_folder, write_release
from observatory.disclosure.files_requests import read_tables
from observatory.disclosure.files_siege import audit_company
from observatory.disclosure.files_verify import as_read, status_in
from observatory.disclosure.hiding_beside import WORKING, hide_beside
from observatory.disclosure.history import History, Past, memory
from observatory.disclosure.ledger import COUNTS_FILE, BrokenLedger, Entry, Ledger
from observatory.disclosure.protection import Protection
from observatory.disclosure.rounding import SECONDS
from observatory.disclosure.rules import Reader, Rule, Zeros
from observatory.disclosure.suppression import protect
from observatory.disclosure.tables import Coordinates, Cube, Status, TableSpec, tallied
from observatory.disclosure.watch import Watch
from observatory.errors import FileTrouble, ImportRefused, Unprotectable, WrongUse
from observatory.progress import Progress, silent
from observatory.terms import Term

_SEEDS = 2**63


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: files to read, tables, rule, and where to write. Without a seed a secret one is drawn."""

    counts: Path
    hierarchies: Mapping[str, Path]
    tables: tuple[str, ...]
    out: Path
    threshold: int = 3
    zeros: Zeros = "camouflage"
    attacker: Reader = "A4"
    insiders: tuple[str, ...] = ()
    known: Path | None = None
    ledger: Path | None = None
    budget_seconds: float = 5.0
    seed: int | None = None
    base: int | None = None
    """Of rounding (`files_rounding.py`); where not said, that of the ledger, else the threshold."""

    rounding_seconds: float = SECONDS
    """After so many rounding gives up; protection against rounded tables of the ledger too."""

    @property
    def drawn_seed(self) -> int:
        return secrets.randbelow(_SEEDS) if self.seed is None else self.seed


@dataclass(frozen=True, slots=True)
class Done:
    """A release on the disk: what was protected and the digest of its certificate."""

    protection: Protection
    digest: str


@dataclass(frozen=True, slots=True)
class Task:
    """An order with its files read: counts, tables and rule, and what came before."""

    cube: Cube
    specs: tuple[TableSpec, ...]
    rule: Rule
    known: tuple[KnownCell, ...]
    entries: tuple[Entry, ...]
    earlier: tuple[Published, ...]
    vintages: tuple[Mapping[Coordinates, int] | None, ...]

    def insiders(self, order: Order) -> frozenset[str]:
        """The dimensions whose categories know their own events, now or in an earlier release."""
        return frozenset({*order.insiders, *(name for release in self.earlier for name in release.insiders)})

    def company(self, method: str) -> Company:
        """The releases before, to be read beside rounded ones. Raises `WrongUse` where that cannot be."""
        same = all(counts is None for counts in self.vintages)
        return check_company(self.earlier, same_counts=same, method=method)

    @property
    def history(self) -> History:
        """What was released before, and what others have published, which weighs the same."""
        before = zip(self.earlier, self.vintages, strict=True)
        released = tuple(Past(release.tables, counts, release.rule) for release, counts in before if not release.base)
        told = tuple(Past((table,)) for table in known_tables(self.known))
        return History((*released, *told))


def protect_files(order: Order, progress: Progress = silent) -> Done:
    """Protect the tables of an order and write them with their report and certificate, all or nothing.

    Raises `FileTrouble`, `ImportRefused`, `WrongUse` for what cannot be read or makes no sense, `BrokenLedger` for a
    ledger that is not whole, `Unprotectable` where nothing at all could be shown, and whatever `progress` raises.
    """
    check_folder(order.out, order.ledger)
    started = process_time()
    task = read_task(order)
    company = task.company("suppression")
    if company.is_rounded:
        refuse_with(_BESIDE, *beyond_rounding(order))
    protection = _protect(order, task, progress)
    if len(protection.withheld) == len(protection.tables):
        raise Unprotectable(protection.withheld[0].reason)
    audit(protection.tables, task.cube, task.rule, insiders=order.insiders, history=task.history, progress=progress)
    if company.is_rounded:
        watch = Watch(WORKING, order.rounding_seconds, progress)
        protection = hide_beside(task.cube, protection, task.rule, company, watch)
        audit_company(company.after(Published(protection.tables, task.rule)), task.cube, progress)
    claim = _claim(order, task, protection, company)
    release = Release(claim, protection, process_time() - started)
    if order.ledger is None:
        return Done(protection, write_release(release, order.out))
    ledger = Ledger(order.ledger)
    digest = write_release(
        release, order.out, lambda files, digest: ledger.append(files, digest, task.entries, order.counts)
    )
    return Done(protection, digest)


def _claim(order: Order, task: Task, protection: Protection, company: Company) -> Claim:
    own = Published(protection.tables, task.rule, order.insiders)
    if company.is_rounded:
        return Claim(task.cube, own, protection.worlds, task.earlier)
    past = memory(task.cube, task.specs, task.history)
    return Claim(past.cube, own, protection.worlds, task.earlier, task.known, past.numbers)


def beyond_rounding(order: Order) -> tuple[tuple[str, bool], ...]:
    """Options that rounded tables cannot stand beside, with whether they are used."""
    return (
        ("--zeros open", order.zeros == "open"),
        ("--attacker A2", order.attacker == "A2"),
        ("--insider", bool(order.insiders)),
        ("--known", order.known is not None),
    )


def refuse_with(reason: Term, *options: tuple[str, bool]) -> None:
    """Raises `WrongUse` naming the first option that is used."""
    for option, is_used in options:
        if is_used:
            raise WrongUse(reason.with_values(option=option))


def read_task(order: Order) -> Task:
    """Read the files of an order. Raises as `protect_files`."""
    entries = Ledger(order.ledger).entries() if order.ledger is not None else ()
    cube = read_cube(order.counts, order.hierarchies)
    check_insiders(order.insiders, cube)
    specs = read_tables(cube, order.tables)
    known = read_known(order.known, cube) if order.known is not None else ()
    before = list(_earlier(Ledger(order.ledger), cube, order.hierarchies)) if order.ledger is not None else []
    rule = Rule(order.threshold, order.zeros, attacker=order.attacker)
    return Task(cube, specs, rule, known, entries, tuple(r for r, _ in before), tuple(c for _, c in before))


def _earlier(
    ledger: Ledger, cube: Cube, hierarchies: Mapping[str, Path]
) -> Iterator[tuple[Published, Mapping[Coordinates, int] | None]]:
    """The releases in a ledger, each with its counts (None: today's).

    Raises `WrongUse` for one from other classifications, or from other counts that the ledger does not have.
    """
    for entry, certificate in ledger.releases():
        axes = {axis.name: dict(axis.parents) for axis in cube.classifications}
        if any(axes.get(name) != axis.parents for name, axis in certificate.axes.items()):
            raise WrongUse(_OTHER_CODES.with_values(n=entry.number))
        tables = [table for table in certificate.tables if table.release == 0]
        counts = _counts(entry.folder(ledger.folder) / COUNTS_FILE, cube, hierarchies, entry)
        true = Cube(cube.classifications, cube.counts if counts is None else counts)
        for table in tables:
            if list(tallied(true, as_read(table)).values()) != [certificate.values[cell] for cell in table.cells]:
                raise BrokenLedger(_OTHER_COUNTS.with_values(n=entry.number))
        told = certificate.releases[0]
        rule = Rule(told["threshold"], told["zeros"], attacker=told.get("attacker", "A4"))
        status = status_in(certificate, 0)
        read = tuple(replace(as_read(table, status), name=f"{entry.number}/{table.name}") for table in tables)
        margin = (told["base"], told["bound"]) if status is Status.ROUNDED else (0, 0)
        yield Published(read, rule, tuple(told["insiders"]), entry.certificate, *margin), counts


def _counts(path: Path, cube: Cube, hierarchies: Mapping[str, Path], entry: Entry) -> Mapping[Coordinates, int] | None:
    """The counts kept with a release in the order of today's dimensions; None where they are today's."""
    if not path.is_file():
        return None
    try:
        found = read_cube(path, hierarchies)
    except (FileTrouble, ImportRefused):
        raise BrokenLedger(_UNREAD_COUNTS.with_values(n=entry.number)) from None
    if {*found.dimensions} != {*cube.dimensions}:
        raise WrongUse(_OTHER_CODES.with_values(n=entry.number))
    places = [found.dimensions.index(name) for name in cube.dimensions]
    counts = {tuple(at[place] for place in places): n for at, n in found.counts.items() if n}
    return None if counts == {at: n for at, n in cube.counts.items() if n} else counts


def _protect(order: Order, task: Task, progress: Progress) -> Protection:
    return protect(
        task.cube,
        task.specs,
        task.rule,
        seed=order.drawn_seed,
        budget_seconds=order.budget_seconds,
        history=task.history,
        insiders=task.insiders(order),
        progress=progress,
    )


_BESIDE = Term(
    "Accanto alle tavole arrotondate del registro {option} non si può usare. Nulla è stato scritto: togliere "
    "l’opzione, oppure usare un altro registro per altri eventi.",
    "Beside the rounded tables of the ledger {option} cannot be used. Nothing was written: leave the option out, or "
    "use another ledger for other events.",
)
_OTHER_CODES = Term(
    "La pubblicazione {n} del registro ha altre gerarchie da quelle date: usare le stesse. Nulla è stato scritto.",
    "Release {n} of the ledger has other hierarchies than those given: use the same. Nothing was written.",
)
_UNREAD_COUNTS = Term(
    "I conteggi che il registro conserva per la pubblicazione {n} non si leggono con queste gerarchie: dare quelle di "
    "allora, oppure ripristinare una copia integra del registro. Nulla è stato scritto.",
    "The counts that the ledger keeps for release {n} cannot be read with these hierarchies: give those of that time, "
    "or restore a sound copy of the ledger. Nothing was written.",
)
_OTHER_COUNTS = Term(
    "I conteggi che il registro conserva per la pubblicazione {n} mancano o non sono i suoi: ripristinarne una copia "
    "integra. Nulla è stato scritto.",
    "The counts that the ledger keeps for release {n} are missing or not its own: restore a sound copy. Nothing was "
    "written.",
)

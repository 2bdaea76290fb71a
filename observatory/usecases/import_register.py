"""Import a foreign register: dry run or one transaction; the same file twice changes nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from observatory.authorisation.rules import WRITING, acting_role, require
from observatory.imports.mapping import RegisterMapping
from observatory.imports.mapping_file import read_mapping
from observatory.imports.reader import read_rows
from observatory.imports.report import ImportReport, Outcome, RowOutcome
from observatory.imports.rows import ReadRow, row_problems, understood
from observatory.ports import Clock, ImportedRow, Stamp, Store, UnitOfWork
from observatory.progress import Progress, silent
from observatory.security.roles import Permission
from observatory.terms import Term
from observatory.usecases.import_candidates import candidate_pairs
from observatory.usecases.record import stamped

R = TypeVar("R")

IMPORTED = "I"
_STEP = 50


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """Which file, read how; a dry run writes nothing."""

    file: Path
    mapping: Path
    dry_run: bool = False


@dataclass(slots=True)
class _Plan:
    """What each row would do to the store; in `changed` the stored records as amended."""

    new: list[ReadRow] = field(default_factory=list)
    changed: list[ReadRow] = field(default_factory=list)
    outcomes: list[RowOutcome] = field(default_factory=list)


def import_register(store: Store, request: ImportRequest, *, clock: Clock, progress: Progress = silent) -> ImportReport:
    """Take a register in and report row by row.

    Raises `ImportRefused` when the file or its mapping cannot be used, `Cancelled` when stopped; then, as in a dry
    run, the store is as it was. Raises `NotAllowed` for a member who may not import, or not write such records.
    """
    mapping = read_mapping(request.mapping)
    require(store.member, Permission.IMPORT)
    require(store.member, *WRITING[mapping.entity.name].permissions)
    rows = read_rows(request.file, mapping)
    stamp = stamped(clock, acting_role(store.member, mapping.entity), IMPORTED)
    read = understood(rows, mapping, stamp.as_of)
    with store.begin() as unit:
        plan = _planned(_watched(read, len(rows), _READING, progress), mapping, unit, stamp)
        pairs = candidate_pairs(unit, (*plan.new, *plan.changed))
        progress(len(rows), len(rows), _READING if request.dry_run else _WRITING)
        if not request.dry_run:
            _write(plan, mapping, unit, stamp, progress)
            unit.commit()
    return ImportReport(tuple(plan.outcomes), request.dry_run, pairs)


def _watched(rows: Iterable[R], total: int, what: Term, progress: Progress) -> Iterator[R]:
    for done, row in enumerate(rows):
        if done % _STEP == 0:
            progress(done, total, what)
        yield row


def _planned(rows: Iterable[ReadRow], mapping: RegisterMapping, unit: UnitOfWork, stamp: Stamp) -> _Plan:
    known = unit.imports.rows(mapping.name)
    records = unit.records(mapping.entity.name)
    plan = _Plan()
    for row in rows:
        earlier = known.get(row.key)
        if row.record is None:
            outcome = RowOutcome(row.number, Outcome.REFUSED, row.problems)
        elif earlier is None:
            plan.new.append(row)
            outcome = RowOutcome(row.number, Outcome.NEW, row.problems)
        elif earlier.digest == row.digest:
            outcome = RowOutcome(row.number, Outcome.UNCHANGED)
        else:
            outcome = _amended(plan, row, records.get(earlier.record_id), mapping, stamp.as_of)
        plan.outcomes.append(outcome)
    return plan


def _amended(plan: _Plan, row: ReadRow, current: Any, mapping: RegisterMapping, today: date) -> RowOutcome:  # noqa: ANN401 - any entity's dataclass
    """Only what the file fills changes: notes, sources and circumstances typed here stay, and must still fit."""
    amended = replace(current, **{name: getattr(row.record, name) for name in mapping.fields})
    if amended == current:
        return RowOutcome(row.number, Outcome.UNCHANGED)
    found = row_problems(amended, row.number, mapping, today)
    if any(not problem.warning for problem in found):
        return RowOutcome(row.number, Outcome.REFUSED, found)
    plan.changed.append(replace(row, record=amended))
    return RowOutcome(row.number, Outcome.CHANGED, found)


def _write(plan: _Plan, mapping: RegisterMapping, unit: UnitOfWork, stamp: Stamp, progress: Progress) -> None:
    """All of it within the transaction: stopped half-way, nothing of it stays."""
    records = unit.records(mapping.entity.name)
    new = _watched(plan.new, len(plan.new), _WRITING, progress)
    records.add_many((row.record, replace(stamp, as_of=row.known_on)) for row in new)
    for row in _watched(plan.changed, len(plan.changed), _WRITING, progress):
        records.replace(row.record, stamp)
    unit.imports.note(
        mapping.name, [ImportedRow(row.key, row.digest, row.record.id) for row in (*plan.new, *plan.changed)]
    )


_READING = Term("Lettura e controllo delle righe", "Reading and checking rows")
_WRITING = Term("Scrittura delle schede", "Writing records")

"""Import a foreign register: dry run or one transaction; the same file twice changes nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from observatory.imports.mapping import RegisterMapping, read_mapping
from observatory.imports.reader import read_rows
from observatory.imports.report import ImportReport, RowProblem
from observatory.imports.rows import ReadRow, understood
from observatory.ports import Clock, ImportedRow, Stamp, Store
from observatory.progress import Progress, silent
from observatory.terms import Term

IMPORTED = "I"
_STEP = 50


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """Which file, read how, written down by whom; a dry run writes nothing."""

    file: Path
    mapping: Path
    role: str
    dry_run: bool = False


@dataclass(slots=True)
class _Plan:
    """What each row would do to the store."""

    new: list[ReadRow] = field(default_factory=list)
    changed: list[ReadRow] = field(default_factory=list)
    unchanged: int = 0
    refused: int = 0
    problems: list[RowProblem] = field(default_factory=list)


def import_register(store: Store, request: ImportRequest, *, clock: Clock, progress: Progress = silent) -> ImportReport:
    """Take a register in and report row by row.

    Raises `ImportRefused` when the file or its mapping cannot be used, `Cancelled` when stopped; then, as in a dry
    run, the store is as it was.
    """
    mapping = read_mapping(request.mapping)
    rows = read_rows(request.file, mapping)
    today = clock().date()
    with store.begin() as unit:
        known = unit.imports.rows(mapping.name)
        plan = _planned(_watched(understood(rows, mapping, today), len(rows), progress), known)
        if not request.dry_run:
            records = unit.records(mapping.entity.name)
            stamp = Stamp(today, clock(), request.role, IMPORTED)
            records.add_many((row.record, replace(stamp, as_of=row.known_on)) for row in plan.new)
            for row in plan.changed:
                records.replace(_amended(records.get(known[row.key].record_id), row.record, mapping), stamp)
            unit.imports.note(mapping.name, _ledger_rows(plan, known))
            unit.commit()
    return _report(plan, len(rows), request)


def _watched(rows: Iterable[ReadRow], total: int, progress: Progress) -> Iterable[ReadRow]:
    for done, row in enumerate(rows):
        if done % _STEP == 0:
            progress(done, total, _READING)
        yield row


def _planned(rows: Iterable[ReadRow], known: Mapping[str, ImportedRow]) -> _Plan:
    plan = _Plan()
    for row in rows:
        plan.problems.extend(row.problems)
        earlier = known.get(row.key)
        if row.record is None:
            plan.refused += 1
        elif earlier is None:
            plan.new.append(row)
        elif earlier.digest == row.digest:
            plan.unchanged += 1
        else:
            plan.changed.append(row)
    return plan


def _amended(current: Any, read: Any, mapping: RegisterMapping) -> Any:  # noqa: ANN401 - any entity's dataclass
    """Only what the file fills changes: notes, sources and circumstances typed here stay."""
    return replace(current, **{name: getattr(read, name) for name in mapping.fields})


def _ledger_rows(plan: _Plan, known: Mapping[str, ImportedRow]) -> list[ImportedRow]:
    added = [ImportedRow(row.key, row.digest, row.record.id) for row in plan.new]
    return added + [ImportedRow(row.key, row.digest, known[row.key].record_id) for row in plan.changed]


def _report(plan: _Plan, read: int, request: ImportRequest) -> ImportReport:
    return ImportReport(
        read, len(plan.new), len(plan.changed), plan.unchanged, plan.refused, tuple(plan.problems), request.dry_run
    )


_READING = Term("Lettura e controllo delle righe", "Reading and checking rows")

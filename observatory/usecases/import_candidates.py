"""Which rows of an import could be the same event as another row, or as a case that is recorded already."""

from collections.abc import Iterable, Iterator

from observatory.cases.case import Case
from observatory.cases.counting import COUNTABLE
from observatory.errors import NotAllowed
from observatory.field_rules import month_of
from observatory.imports.report import CandidatePair
from observatory.imports.rows import ReadRow
from observatory.links.candidates import WIDEST
from observatory.links.kinds import Pair, active, pair_of
from observatory.links.pairs import Pool
from observatory.ports import UnitOfWork
from observatory.selection import Selection


def candidate_pairs(unit: UnitOfWork, rows: Iterable[ReadRow]) -> tuple[CandidatePair, ...]:
    """By row; a recorded case is only counted, never named. To be asked before anything is written."""
    taken = [row for row in rows if isinstance(row.record, Case)]
    if not taken:
        return ()
    decided = _decided(unit)
    pool = Pool()
    ours = {row.record.id for row in taken}
    for case in _recorded(unit, taken):
        if case.id not in ours:
            pool.add(case)
    return tuple(_pairs(taken, pool, decided))


def _pairs(rows: list[ReadRow], pool: Pool, decided: frozenset[Pair]) -> Iterator[CandidatePair]:
    numbers: dict[str, int] = {}
    for row in sorted(rows, key=lambda each: each.number):
        found = list(pool.candidates(row.record, decided))
        earlier = sorted(numbers[each.case.id] for each in found if each.case.id in numbers)
        yield from (CandidatePair(row.number, other) for other in earlier)
        yield from (CandidatePair(row.number, None) for _ in range(len(found) - len(earlier)))
        numbers[row.record.id] = row.number
        pool.add(row.record)


def _recorded(unit: UnitOfWork, rows: list[ReadRow]) -> tuple[Case, ...]:
    months = sorted(month for row in rows if (month := month_of(row.record.month)) is not None)
    if not months:
        return ()
    since, until = str(months[0] - WIDEST), str(months[-1] + WIDEST)
    return unit.cases.select(Selection(where=(("status", frozenset(COUNTABLE)),), since=since, until=until))


def _decided(unit: UnitOfWork) -> frozenset[Pair]:
    try:
        return frozenset(pair_of(link) for link in active(unit.records("case_link").select(Selection())))
    except NotAllowed:
        return frozenset()

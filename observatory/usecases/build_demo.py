"""Fill an empty store with the synthetic sample, the same for the same seed, and mark it as synthetic."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from observatory.errors import WrongUse
from observatory.ports import Records, Stamp, Store, UnitOfWork
from observatory.progress import Progress, silent
from observatory.selection import EVERYTHING
from observatory.synthetic.calibration import TODAY
from observatory.synthetic.cases import Story, stories
from observatory.synthetic.chance import Chance
from observatory.synthetic.interventions import interventions
from observatory.synthetic.meetings import meetings
from observatory.synthetic.strengths import strengths
from observatory.terms import Term

SYNTHETIC = "synthetic"
"""Name of the setting that marks a sample store wherever it shows."""

_ROLE = "clinician"
_STEP = 100


def build_demo(store: Store, *, seed: int, cases: int, progress: Progress = silent) -> None:
    """Record `cases` synthetic cases and what belongs to them, in one transaction.

    Raises `WrongUse` if the store already holds cases or `cases` is not positive, `Cancelled` when stopped; the store
    is then as it was.
    """
    if cases < 1:
        raise WrongUse(_NO_CASES)
    chance = Chance(seed)
    told = tuple(stories(chance, cases))
    with store.begin() as unit:
        if unit.cases.count(EVERYTHING):
            raise WrongUse(_NOT_EMPTY)
        _record_cases(unit.cases, told, progress)
        progress(len(told), len(told), _REST)
        _record_rest(unit, chance, told)
        unit.settings.set(SYNTHETIC, "1")
        unit.commit()


def _record_cases(records: Records[Any], told: tuple[Story, ...], progress: Progress) -> None:
    first = ((story.versions[0], _stamp(story.known_on[0], "N")) for story in told)
    records.add_many(_watched(first, len(told), progress))
    settled = [story for story in told if len(story.versions) > 1]
    for done, story in enumerate(settled):
        if done % _STEP == 0:
            progress(done, len(settled), _HISTORY)
        records.replace(_at_version_one(story.last), _stamp(story.known_on[-1], "E"))


def _at_version_one(record: Any) -> Any:  # noqa: ANN401 - any entity's dataclass
    return replace(record, version=1)


def _record_rest(unit: UnitOfWork, chance: Chance, told: tuple[Story, ...]) -> None:
    unit.interventions.add_many(_stamped(interventions(chance, [story.last for story in told])))
    unit.meetings.add_many(_stamped(meetings(chance)))
    unit.strengths.add_many(_stamped(strengths(chance)))


def _stamped(records: Iterable[tuple[Any, date]]) -> Iterator[tuple[Any, Stamp]]:
    return ((record, _stamp(known, "N")) for record, known in records)


def _stamp(known: date, reason: str) -> Stamp:
    day = min(known, TODAY)
    return Stamp(day, datetime.combine(day, time(9), UTC), _ROLE, reason)


def _watched(pairs: Iterable[tuple[Any, Stamp]], total: int, progress: Progress) -> Iterator[tuple[Any, Stamp]]:
    for done, pair in enumerate(pairs):
        if done % _STEP == 0:
            progress(done, total, _CASES)
        yield pair


_CASES = Term("Casi sintetici", "Synthetic cases")
_HISTORY = Term("Esiti degli accertamenti", "Outcomes of inquiries")
_REST = Term("Interventi, riunioni, consistenze", "Interventions, meetings, strengths")
_NO_CASES = Term("Il numero di casi deve essere almeno 1.", "The number of cases must be at least 1.")
_NOT_EMPTY = Term(
    "L’archivio contiene già casi: i dati di prova si creano solo in un archivio vuoto. Nulla è stato modificato.",
    "The store already holds cases: sample data are made only in an empty store. Nothing was changed.",
)

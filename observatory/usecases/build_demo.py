"""Fill an empty store with the synthetic sample, the same for the same seed, and mark it as synthetic."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar

from observatory.authorisation.links import may_link
from observatory.cases.case import Case
from observatory.disclosure.rules import TIE_BREAK
from observatory.entities import ENTITIES
from observatory.errors import WrongUse
from observatory.ports import Records, Stamp, Store, UnitOfWork
from observatory.progress import Progress, silent
from observatory.security.members import Member
from observatory.selection import EVERYTHING
from observatory.synthetic import chain
from observatory.synthetic.cases import stories
from observatory.synthetic.chance import Chance
from observatory.synthetic.interventions import interventions
from observatory.synthetic.meetings import meetings
from observatory.synthetic.recommendations import Adopted, adopted, recommendations
from observatory.synthetic.story import Story
from observatory.synthetic.strengths import strengths
from observatory.terms import Term
from observatory.usecases.record import NEW, OUTCOME_OF_INQUIRY, UPDATE

SYNTHETIC = "synthetic"
"""Name of the setting that marks a sample store wherever it shows."""

T = TypeVar("T")

_ROLE = "clinician"
_STEP = 100


def build_demo(store: Store, *, seed: int, cases: int, progress: Progress = silent) -> None:
    """Record `cases` synthetic cases and what belongs to them, in one transaction.

    Raises `WrongUse` if the store already holds records or `cases` is not positive, `Cancelled` when stopped; the
    store is then as it was.
    """
    if cases < 1:
        raise WrongUse(_NO_CASES)
    with store.begin() as unit:
        if any(unit.records(entity.name).count(EVERYTHING) for entity in ENTITIES):
            raise WrongUse(_NOT_EMPTY)
        _record_all(unit, Chance(seed), cases, progress, store.member)
        unit.settings.set(SYNTHETIC, "1")
        unit.settings.set(TIE_BREAK, str(seed & 0xFFFFFFFF))
        unit.commit()


def _record_all(unit: UnitOfWork, chance: Chance, cases: int, progress: Progress, member: Member) -> None:
    told = tuple(_watched(stories(chance, cases), cases, _CASES, progress))
    acted = tuple(interventions(chance, told))
    _record(unit.cases, told, OUTCOME_OF_INQUIRY, _CASES_WRITTEN, progress)
    _record(unit.interventions, acted, UPDATE, _INTERVENTIONS, progress)
    met = tuple(meetings(chance))
    _record(unit.meetings, met, UPDATE, _REST, progress)
    _record(unit.strengths, tuple(strengths(chance)), UPDATE, _REST, progress)
    _record_chain(unit, chance, (told, adopted(met)), progress, member)


def _record_chain(
    unit: UnitOfWork,
    chance: Chance,
    after: tuple[tuple[Story[Case], ...], tuple[Adopted, ...]],
    progress: Progress,
    member: Member,
) -> None:
    """Of the links those that the member may decide: that two are one person is for the linkage custodian."""
    told, decided = after
    linked = tuple(chain.links(chance, told))
    instruments = tuple(chain.procedures(chance, decided))
    recommended = tuple(recommendations(chance, decided, instruments))
    allowed = tuple(story for story in linked if may_link(member, story.last.kind))
    _record(unit.links, allowed, UPDATE, _CHAIN, progress)
    _record(unit.procedures, instruments, UPDATE, _CHAIN, progress)
    _record(unit.recommendations, recommended, UPDATE, _CHAIN, progress)
    _record(unit.indicators, tuple(chain.indicators(chance, recommended)), UPDATE, _CHAIN, progress)
    _record(unit.signals, tuple(chain.signals(chance)), UPDATE, _CHAIN, progress)


def _record(
    records: Records[Any], told: tuple[Story[Any], ...], later_reason: str, what: Term, progress: Progress
) -> None:
    histories = (_history(story, later_reason) for story in told)
    records.add_histories(_watched(histories, len(told), what, progress))


def _history(story: Story[Any], later_reason: str) -> tuple[tuple[Any, Stamp], ...]:
    reasons = (NEW, *(later_reason for _ in story.versions[1:]))
    days = zip(story.versions, story.known_on, reasons, strict=True)
    return tuple((version, _stamp(day, reason)) for version, day, reason in days)


def _stamp(day: date, reason: str) -> Stamp:
    return Stamp(day, datetime.combine(day, time(9), UTC), _ROLE, reason)


def _watched(items: Iterable[T], total: int, what: Term, progress: Progress) -> Iterator[T]:
    for number, item in enumerate(items):
        if number % _STEP == 0:
            progress(number, total, what)
        yield item


_CASES = Term("Preparazione dei casi sintetici", "Preparing synthetic cases")
_CASES_WRITTEN = Term("Scrittura dei casi", "Writing cases")
_INTERVENTIONS = Term("Scrittura degli interventi", "Writing interventions")
_REST = Term("Scrittura di riunioni e consistenze", "Writing meetings and strengths")
_CHAIN = Term("Scrittura delle raccomandazioni e di ciò che le segue", "Writing recommendations and what follows")
_NO_CASES = Term("Il numero di casi deve essere almeno 1.", "The number of cases must be at least 1.")
_NOT_EMPTY = Term(
    "L’archivio contiene già schede: i dati di prova si creano solo in un archivio vuoto. Nulla è stato modificato.",
    "The store already holds records: sample data are made only in an empty store. Nothing was changed.",
)

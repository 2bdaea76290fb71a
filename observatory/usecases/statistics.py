"""Answer a question to the store: looked at by a member, or released and reckoned with from then on."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from observatory.authorisation.rules import require
from observatory.disclosure.rules import Audience
from observatory.errors import WrongUse
from observatory.periods import Month
from observatory.ports import Clock, Release, Store, UnitOfWork
from observatory.progress import Progress, silent
from observatory.security.audit.entries import Act
from observatory.security.roles import Permission
from observatory.summary.facts import PROFILES
from observatory.summary.question import Question
from observatory.summary.question_answer import Answer, answered
from observatory.summary.question_cells import Ground
from observatory.terms import Term
from observatory.usecases.build_demo import SYNTHETIC
from observatory.usecases.earlier_editions import QUESTION, STATISTICS, all_told, earlier_editions
from observatory.usecases.known_cases import counted_cases
from observatory.usecases.record import today
from observatory.usecases.record_files import left_before, window_code
from observatory.usecases.reference_population import reference_of
from observatory.usecases.summarise import tie_break


@dataclass(frozen=True, slots=True)
class StatisticsRequest:
    """What is asked, for whom, as known at the end of which day."""

    question: Question
    audience: Audience
    as_of: date


def look(store: Store, request: StatisticsRequest, *, clock: Clock, progress: Progress = silent) -> Answer:
    """The answer for a member’s eyes: safe beside everything released, noted nowhere, and not to leave.

    Raises `WrongUse` for a window not begun, a day in the future or what the audience may not have; `Unprotectable`
    when it cannot be made safe; `NotAllowed` for a member who makes no summaries or may not read cases: whoever looks
    often enough sees counts by difference, as whoever reads them does.
    """
    require(store.member, Permission.SUMMARISE)
    require(store.member, Permission.READ_CASES)
    _refuse_impossible(request, today(clock))
    with store.begin() as unit:
        answer, _ = _answer(unit, request, progress)
    return answer


def release_answer(
    store: Store, request: StatisticsRequest, form: str, *, clock: Clock, progress: Progress = silent
) -> Answer:
    """The answer as it leaves in this form: noted as a release, unless the same was, and its leaving in the log.

    Every later summary, answer and record file is protected beside it. Raises as `look`, but for reading cases.
    """
    require(store.member, Permission.SUMMARISE)
    _refuse_impossible(request, today(clock))
    with store.begin() as unit:
        answer, is_noted = _answer(unit, request, progress)
        if not is_noted:
            unit.releases.add(_release(unit, request, answer, clock))
        window = window_code(request.question.window)
        unit.audit.note(Act.EXPORT, f"statistics/{window}-{request.audience.value}", (form,))
        unit.commit()
    return answer


def _answer(unit: UnitOfWork, request: StatisticsRequest, progress: Progress) -> tuple[Answer, bool]:
    """The same again if it was released before from the same data, else one that is safe beside all that was."""
    progress(0, 1, _READING)
    ground, releases = _ground(unit, request), all_told(unit)
    editions = earlier_editions(unit, releases)
    for place, release in enumerate(releases):
        if _is_same(release, request):
            before = replace(ground, files=left_before(unit, release))
            again = answered(request.question, before, editions[:place], progress)
            if again.digest == release.digest:
                return again, True
    return answered(request.question, ground, editions, progress), False


def _ground(unit: UnitOfWork, request: StatisticsRequest) -> Ground:
    return Ground(
        audience=request.audience,
        as_of=request.as_of,
        seed=tie_break(unit),
        cases=counted_cases(unit, request.as_of),
        interventions=tuple(unit.interventions.as_of(request.as_of)),
        strengths=tuple(unit.strengths.as_of(request.as_of)),
        files=left_before(unit),
        reference=reference_of(unit),
        synthetic=bool(unit.settings.get(SYNTHETIC)),
    )


def _is_same(release: Release, request: StatisticsRequest) -> bool:
    asked = (STATISTICS, window_code(request.question.window), request.audience.value, request.as_of)
    told = (release.kind, release.period, release.audience, release.as_of)
    return told == asked and release.tables.get(QUESTION) == request.question.code


def _release(unit: UnitOfWork, request: StatisticsRequest, answer: Answer, clock: Clock) -> Release:
    return Release(
        id=str(uuid.uuid4()),
        kind=STATISTICS,
        period=window_code(request.question.window),
        audience=request.audience.value,
        as_of=request.as_of,
        issue=_next(unit.releases.all(STATISTICS)),
        made_at=clock(),
        digest=answer.digest,
        tables=json.loads(json.dumps({**answer.values, QUESTION: request.question.code})),
    )


def _next(releases: Sequence[Release]) -> int:
    return max((release.issue for release in releases), default=0) + 1


def _refuse_impossible(request: StatisticsRequest, now: date) -> None:
    request.question.refuse_beyond(PROFILES[request.audience])
    if request.as_of > now:
        raise WrongUse(_FUTURE)
    if request.question.window.first > Month.of(request.as_of):
        raise WrongUse(_NOT_BEGUN)


_READING = Term("Lettura dell’archivio alla data dei dati", "Reading the store as of the day of the data")
_FUTURE = Term(
    "La data dei dati è nel futuro: indicare oggi o un giorno passato.",
    "The day of the data is in the future: give today or a past day.",
)
_NOT_BEGUN = Term(
    "Alla data dei dati la finestra richiesta non era ancora cominciata: scegliere un’altra data o un’altra finestra.",
    "On the day of the data the window asked for had not begun: choose another day or another window.",
)

"""Answer a question to the store: looked at by a member, or released and reckoned with from then on."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from observatory.authorisation.rules import require
from observatory.disclosure.rules import Audience
from observatory.errors import Unprotectable, WrongUse
from observatory.exports.answers import Told
from observatory.garbage import uncollected
from observatory.periods import Month
from observatory.ports import Clock, Release, Store, UnitOfWork
from observatory.progress import Progress, silent
from observatory.security.audit.entries import Act
from observatory.security.proposals import Proposal
from observatory.security.roles import Permission
from observatory.summary.content import Confirmation
from observatory.summary.facts import PROFILES
from observatory.summary.question import Question, question_from
from observatory.summary.question_answer import Answer, answered
from observatory.summary.question_cells import Ground
from observatory.terms import Term
from observatory.usecases.build_demo import SYNTHETIC
from observatory.usecases.earlier_editions import QUESTION, STATISTICS, all_told, earlier_editions
from observatory.usecases.known_cases import counted_cases
from observatory.usecases.record import today
from observatory.usecases.record_files import left_before, window_code, window_of
from observatory.usecases.reference_population import reference_of
from observatory.usecases.release import as_standing, proposed_release, standing_among, subject_of
from observatory.usecases.summarise import tie_break
from observatory.usecases.withdrawals import refuse_withdrawn, withdrawals


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


def told_of(store: Store, request: StatisticsRequest, answer: Answer) -> Told:
    """An answer with whom it is for, and whether two members stand for it."""
    return as_standing(store, Told(answer, request.audience, request.as_of))


def release_answer(
    store: Store, request: StatisticsRequest, forms: tuple[str, ...], *, clock: Clock, progress: Progress = silent
) -> Told:
    """The answer as it leaves in these forms: noted as `note_answer` notes it, and its leaving in the log.

    Beyond the members it is a draft, until two of them release it (`observatory.usecases.release`). Raises as
    `note_answer`.
    """
    require(store.member, Permission.SUMMARISE)
    _refuse_impossible(request, today(clock))
    with store.begin() as unit:
        answer = _noted(unit, request, clock, progress)
        told = Told(answer, request.audience, request.as_of)
        standing = standing_among(unit.proposals.all(), store, told.audience, subject_of(told))
        window = window_code(request.question.window)
        said = () if standing is Confirmation.NOT_NEEDED else (standing.value,)
        unit.audit.note(Act.EXPORT, f"statistics/{window}-{request.audience.value}", (*forms, *said))
        unit.commit()
    return replace(told, is_confirmed=standing is Confirmation.CONFIRMED)


def note_answer(store: Store, request: StatisticsRequest, *, clock: Clock, progress: Progress = silent) -> Told:
    """The answer as an edition, noted unless the same was: what comes later is protected beside it.

    Raises as `look`, but for reading cases, and `WrongUse` for one that was taken back.
    """
    require(store.member, Permission.SUMMARISE)
    _refuse_impossible(request, today(clock))
    with store.begin() as unit:
        answer = _noted(unit, request, clock, progress)
        unit.commit()
    return told_of(store, request, answer)


def propose_answer(
    store: Store, request: StatisticsRequest, digest: str, *, clock: Clock, progress: Progress = silent
) -> Proposal:
    """Propose to release the answer that was looked at, which has this digest; it is noted from then on.

    So what is confirmed on another occasion is still the same. Finds what was proposed of it already. Raises as
    `note_answer`, and `WrongUse`, before anything is noted, where the answer is another by now.
    """
    require(store.member, Permission.SUMMARISE)
    _refuse_impossible(request, today(clock))
    with store.begin() as unit:
        answer = _noted(unit, request, clock, progress)
        if answer.digest != digest:
            raise WrongUse(_ANOTHER_BY_NOW)
        unit.commit()
    return proposed_release(store, Told(answer, request.audience, request.as_of), clock)


@uncollected()
def answer_again(unit: UnitOfWork, release: Release, progress: Progress = silent) -> Answer | None:
    """An answer as it left, from the records as known on its day; None if it does not come out the same any more."""
    request = _request_of(release)
    releases = all_told(unit)
    place = [each.id for each in releases].index(release.id)
    ground = replace(_ground(unit, request), files=left_before(unit, release))
    try:
        again = answered(request.question, ground, earlier_editions(unit, releases[:place]), progress)
    except Unprotectable:
        return None
    return again if again.digest == release.digest else None


def question_of(release: Release) -> Question:
    """What an answer that was noted had been asked."""
    return question_from(release.tables[QUESTION], window_of(release.period))


def _request_of(release: Release) -> StatisticsRequest:
    return StatisticsRequest(question_of(release), Audience(release.audience), release.as_of)


def _noted(unit: UnitOfWork, request: StatisticsRequest, clock: Clock, progress: Progress) -> Answer:
    answer, noted = _answer(unit, request, progress)
    if noted is None:
        unit.releases.add(_release(unit, request, answer, clock))
    else:
        refuse_withdrawn(withdrawals(unit).get(noted.id))
    return answer


@uncollected()
def _answer(unit: UnitOfWork, request: StatisticsRequest, progress: Progress) -> tuple[Answer, Release | None]:
    """The same again if it was released before from the same data, else one that is safe beside all that was."""
    progress(0, 1, _READING)
    ground, releases = _ground(unit, request), all_told(unit)
    editions = earlier_editions(unit, releases)
    for place, release in enumerate(releases):
        if _is_same(release, request):
            before = replace(ground, files=left_before(unit, release))
            again = answered(request.question, before, editions[:place], progress)
            if again.digest == release.digest:
                return again, release
    return answered(request.question, ground, editions, progress), None


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


_ANOTHER_BY_NOW = Term(
    "Nel frattempo è uscito altro e la risposta non è più quella mostrata: calcolarla di nuovo e guardarla, poi "
    "proporla. Nulla è stato annotato.",
    "Something else left meanwhile and the answer is no longer the one shown: reckon it again and look at it, then "
    "propose it. Nothing was noted.",
)
_READING = Term("Lettura dell’archivio alla data dei dati", "Reading the store as of the day of the data")
_FUTURE = Term(
    "La data dei dati è nel futuro: indicare oggi o un giorno passato.",
    "The day of the data is in the future: give today or a past day.",
)
_NOT_BEGUN = Term(
    "Alla data dei dati la finestra richiesta non era ancora cominciata: scegliere un’altra data o un’altra finestra.",
    "On the day of the data the window asked for had not begun: choose another day or another window.",
)

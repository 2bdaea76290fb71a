"""What is awaited from whom by when: the clocks that run on the responses of the forces."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from observatory.recommendations.lifecycle import (
    AWAITING,
    IN_PROGRESS,
    answer_due_on,
    asked_on,
    stage,
    standing_steps,
    state_of,
)
from observatory.recommendations.recommendation import ForceResponse, Recommendation, ResponseStep
from observatory.terms import Term

DRAFT, SUPERSEDED = "BO", "SO"


class Clock(StrEnum):
    """What is awaited."""

    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
    ASSESS = "assess"
    IMPLEMENT = "implement"
    VERIFY = "verify"
    EVALUATE = "evaluate"


DAYS = {Clock.ACKNOWLEDGE: 15, Clock.ASSESS: 60, Clock.VERIFY: 90, Clock.EVALUATE: 365}
"""Days from the step that starts the clock; the answer has its own (`lifecycle.ANSWER_DAYS`, or later if granted)."""

CLOCK_LABELS = {
    Clock.ACKNOWLEDGE: Term("presa visione", "receipt"),
    Clock.ANSWER: Term("risposta", "answer"),
    Clock.ASSESS: Term("valutazione", "assessment"),
    Clock.IMPLEMENT: Term("attuazione", "implementation"),
    Clock.VERIFY: Term("verifica", "verification"),
    Clock.EVALUATE: Term("prima valutazione di efficacia", "first evaluation of effect"),
}
_BY_FORCE = (Clock.ACKNOWLEDGE, Clock.ANSWER, Clock.IMPLEMENT)
_AFTER_ANSWER = ("VA", "VP", "VM", IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class Due:
    """Something awaited: of which recommendation and force, what, by when; `is_overdue` on the day asked about."""

    recommendation_id: str
    code: str
    title: str
    force: str
    clock: Clock
    due_on: date
    is_overdue: bool

    @property
    def awaits_force(self) -> bool:
        """Whether the force is to act, rather than the secretariat."""
        return self.clock in _BY_FORCE


def due(recommendations: Iterable[Recommendation], today: date) -> tuple[Due, ...]:
    """Everything awaited, earliest first: one line for each response and clock that runs."""
    found = (line for each in recommendations for line in _of(each, today))
    return tuple(sorted(found, key=lambda line: (line.due_on, line.code, line.force, line.clock)))


def answers_due(recommendations: Iterable[Recommendation], today: date) -> tuple[Due, ...]:
    """The answers that are awaited, overdue ones included, earliest first."""
    return tuple(line for line in due(recommendations, today) if line.clock is Clock.ANSWER)


def overdue(recommendations: Iterable[Recommendation], today: date) -> tuple[Due, ...]:
    """Everything that should have happened before that day, oldest first."""
    return tuple(line for line in due(recommendations, today) if line.is_overdue)


def silent(recommendations: Iterable[Recommendation], today: date) -> tuple[Due, ...]:
    """Candidates for «closed: no response»: nothing said within the time. A meeting decides, not the clock."""
    asked = tuple(recommendations)
    awaiting = {(each.id, r.force) for each in asked for r in each.responses if r.state == AWAITING}
    return tuple(line for line in overdue(asked, today) if line.clock is Clock.ANSWER and _key(line) in awaiting)


def next_due(recommendation: Recommendation, force: str, today: date) -> Due | None:
    """What is awaited first on the response of a force."""
    return next((line for line in due((recommendation,), today) if line.force == force), None)


def _key(line: Due) -> tuple[str, str]:
    return line.recommendation_id, line.force


def _of(recommendation: Recommendation, today: date) -> Iterator[Due]:
    if recommendation.status in (DRAFT, SUPERSEDED):
        return
    for response in recommendation.responses:
        for clock, day in clocks_of(response):
            yield Due(
                recommendation.id,
                recommendation.code or "",
                recommendation.title or "",
                response.force or "",
                clock,
                day,
                day < today,
            )


def clocks_of(response: ForceResponse) -> Iterator[tuple[Clock, date]]:
    """The clocks that run on a response now, each with its last day."""
    steps = standing_steps(response)
    state = state_of(steps)
    if state in (AWAITING, "VI"):
        yield from _while_asked(response, steps)
    elif state in _AFTER_ANSWER and response.go_live_on and not _is_live(response, steps):
        yield Clock.IMPLEMENT, response.go_live_on
    for clock, stages in _AFTER_STAGE.items():
        if state in stages and (since := steps[-1].taken_on):
            yield clock, since + timedelta(days=DAYS[clock])


def _while_asked(response: ForceResponse, steps: tuple[ResponseStep, ...]) -> Iterator[tuple[Clock, date]]:
    asked, until = asked_on(response), answer_due_on(response)
    if asked and state_of(steps) == AWAITING and steps[-1].force is None:
        yield Clock.ACKNOWLEDGE, asked + timedelta(days=DAYS[Clock.ACKNOWLEDGE])
    if until:
        yield Clock.ANSWER, until


def _is_live(response: ForceResponse, steps: tuple[ResponseStep, ...]) -> bool:
    """Whether the force was at work when its own date came: then the date is when it began, not when it is due."""
    began = next((step.taken_on for step in steps if step.state == IN_PROGRESS), None)
    return bool(began and response.go_live_on and response.go_live_on <= began)


_AFTER_STAGE = {
    Clock.ASSESS: stage("answered"),
    Clock.VERIFY: stage("implemented"),
    Clock.EVALUATE: stage("verified"),
}

"""Rules of a recommendation over its answers together: each force once, dates in order."""

from collections.abc import Iterator
from datetime import date

from observatory.errors import Problem
from observatory.recommendations.guards import SENTENCES, Guard
from observatory.recommendations.lifecycle import is_closed, replayed, standing_steps, state_of
from observatory.recommendations.recommendation import ForceResponse, Recommendation
from observatory.terms import Term

DRAFT, _OVER = "BO", ("CH", "SO")
_ISSUED_WITHOUT_DAY = Term(
    "La raccomandazione non è più una bozza: indicare quando è stata deliberata.",
    "The recommendation is no longer a draft: say when it was issued.",
)
_REPEATED_FORCE = Term("La Forza ha già una risposta: usare quella.", "The force already has a response: use that one.")
_SENT_BEFORE_ISSUED = Term(
    "La trasmissione precede la delibera: correggere una delle due date.",
    "It was sent before it was issued: correct one of the two dates.",
)
_DUE_BEFORE_SENT = Term(
    "Il termine della risposta precede la trasmissione: correggere una delle due date.",
    "The answer is due before it was sent: correct one of the two dates.",
)
_STILL_OPEN = Term(
    "La raccomandazione è chiusa ma non lo sono tutte le risposte: chiuderle con una decisione, dalla griglia delle "
    "Forze.",
    "The recommendation is closed but not all its responses are: close them by a decision, from the grid of forces.",
)
_ITSELF = Term(
    "Una raccomandazione non può sostituire sé stessa: scegliere un’altra o lasciare vuoto.",
    "A recommendation cannot supersede itself: choose another one or leave it empty.",
)


def recommendation_problems(recommendation: Recommendation, _today: date) -> Iterator[Problem]:
    """The rules over the answers of a recommendation together."""
    if recommendation.status not in (None, DRAFT) and recommendation.issued_on is None:
        yield Problem("issued_on", "issued_without_day", _ISSUED_WITHOUT_DAY)
    if recommendation.supersedes == recommendation.id:
        yield Problem("supersedes", "itself", _ITSELF)
    yield from _status(recommendation)
    seen: set[str] = set()
    for index, response in enumerate(recommendation.responses):
        if response.force and response.force in seen:
            yield Problem(f"responses[{index}].force", "repeated_force", _REPEATED_FORCE)
        seen.add(response.force or "")
        yield from _dates(response, recommendation.issued_on, f"responses[{index}]")
        yield from _course(response, f"responses[{index}]")


def _dates(response: ForceResponse, issued_on: date | None, path: str) -> Iterator[Problem]:
    if response.sent_on and issued_on and response.sent_on < issued_on:
        yield Problem(f"{path}.sent_on", "sent_before_issued", _SENT_BEFORE_ISSUED)
    if response.answer_due_on and response.sent_on and response.answer_due_on < response.sent_on:
        yield Problem(f"{path}.answer_due_on", "due_before_sent", _DUE_BEFORE_SENT)


def _status(recommendation: Recommendation) -> Iterator[Problem]:
    responses = recommendation.responses
    if recommendation.status in _OVER and not (responses and all(map(is_closed, responses))):
        yield Problem("status", "still_open", _STILL_OPEN)
    if recommendation.status == DRAFT and any(each.steps for each in responses):
        yield Problem("status", Guard.NOT_ISSUED, SENTENCES[Guard.NOT_ISSUED])


def _course(response: ForceResponse, path: str) -> Iterator[Problem]:
    """The steps as the lifecycle lets them follow each other, and the state where they lead."""
    for place, guard in replayed(response):
        yield Problem(f"{path}.steps[{place}].state", guard, SENTENCES[guard])
    if response.state not in (None, state_of(standing_steps(response))):
        guard = Guard.STATE_WITHOUT_STEP
        yield Problem(f"{path}.state", guard, SENTENCES[guard])

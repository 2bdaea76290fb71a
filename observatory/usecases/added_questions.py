"""Questions kept for the next summary of an audience: wished for, listed, taken away, and asked by that summary."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from observatory.authorisation.rules import ADDED_QUESTIONS, require
from observatory.disclosure.rules import AUDIENCE_LABELS, Audience
from observatory.errors import NotFound, WrongUse
from observatory.ports import Json, Release, Store, UnitOfWork
from observatory.security.roles import Permission
from observatory.summary import windows
from observatory.summary.facts import PROFILES
from observatory.summary.question import Question, question_from, question_words
from observatory.terms import Term, same
from observatory.usecases.record_files import window_code, window_of

ASKED = "asked"
"""Beside the tables of a release: the questions that were added to the summary."""
MOST = 8
"""More answers would hide each other."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A question for the next summary of an audience."""

    question: Question
    audience: Audience

    @property
    def words(self) -> Term:
        """What is asked, by what, over which months, for whom."""
        return _WORDS.with_values(
            question=question_words(self.question.code),
            window=windows.label(self.question.window),
            audience=AUDIENCE_LABELS[self.audience],
        )


def wishes(unit: UnitOfWork) -> tuple[Wish, ...]:
    """Those not asked yet, in the order in which they were added."""
    told = json.loads(unit.settings.get(ADDED_QUESTIONS) or "[]")
    return tuple(Wish(_question(each), Audience(each["audience"])) for each in told)


def all_wishes(store: Store) -> tuple[Wish, ...]:
    """The same, of a store; raises `NotAllowed` for a member who makes no summaries."""
    require(store.member, Permission.SUMMARISE)
    with store.begin() as unit:
        return wishes(unit)


def add_wish(store: Store, wish: Wish) -> bool:
    """Keep a question for the next summary; whether it was not there yet.

    Raises `WrongUse` for what the audience may not have or for too many questions, `NotAllowed`.
    """
    require(store.member, Permission.SUMMARISE)
    wish.question.refuse_beyond(PROFILES[wish.audience])
    with store.begin() as unit:
        kept = wishes(unit)
        if wish in kept:
            return False
        if len([each for each in kept if each.audience is wish.audience]) >= MOST:
            raise WrongUse(_TOO_MANY.with_values(n=MOST))
        _keep(unit, (*kept, wish))
        unit.commit()
    return True


def remove_wish(store: Store, number: int) -> Wish:
    """Take away the question at this place of the list, from 1; raises `NotFound` for none, `NotAllowed`."""
    require(store.member, Permission.SUMMARISE)
    with store.begin() as unit:
        kept = wishes(unit)
        if not 1 <= number <= len(kept):
            raise NotFound(_NONE_THERE)
        _keep(unit, (*kept[: number - 1], *kept[number:]))
        unit.commit()
    return kept[number - 1]


def asked_in(release: Release) -> tuple[Question, ...]:
    """The questions that an issue answers."""
    return tuple(_question(each) for each in release.tables.get(ASKED, ()))


def to_ask(unit: UnitOfWork, audience: Audience, last: Release | None) -> tuple[Question, ...]:
    """What a summary has to ask: what its last issue did, and what was wished for since."""
    before = asked_in(last) if last is not None else ()
    new = (each.question for each in wishes(unit) if each.audience is audience)
    return tuple(dict.fromkeys((*before, *new)))


def asked_now(unit: UnitOfWork, audience: Audience) -> None:
    """The wishes for this audience are fulfilled."""
    kept = wishes(unit)
    left = tuple(each for each in kept if each.audience is not audience)
    if left != kept:
        _keep(unit, left)


def noted_questions(questions: Sequence[Question]) -> Json:
    """What a release remembers of them."""
    return {ASKED: [_told(each) for each in questions]} if questions else {}


def _keep(unit: UnitOfWork, kept: Sequence[Wish]) -> None:
    told = [{**_told(each.question), "audience": each.audience.value} for each in kept]
    unit.settings.set(ADDED_QUESTIONS, json.dumps(told))


def _told(question: Question) -> dict[str, str]:
    return {"question": question.code, "window": window_code(question.window)}


def _question(told: dict[str, str]) -> Question:
    return question_from(told["question"], window_of(told["window"]))


_WORDS = same("{question}, {window} ({audience})")
_TOO_MANY = Term(
    "La prossima sintesi ha già {n} domande aggiunte: toglierne una prima. Nulla è stato aggiunto.",
    "The next summary has {n} added questions already: take one away first. Nothing was added.",
)
_NONE_THERE = Term(
    "Nessuna domanda con questo numero: elencarle con «question list». Nulla è stato tolto.",
    "No question has this number: list them with “question list”. Nothing was taken away.",
)

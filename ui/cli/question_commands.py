"""What the commands on questions for the next summary do: keep one, list them, take one away."""

import argparse
from typing import TYPE_CHECKING

from observatory.terms import Language, Term
from ui.cli.commands import opened
from ui.cli.output import say

if TYPE_CHECKING:
    from observatory.usecases.statistics import StatisticsRequest


def add(asked: argparse.Namespace, request: "StatisticsRequest", language: Language) -> None:
    from observatory.usecases.added_questions import Wish, add_wish

    wish = Wish(request.question, request.audience)
    with opened(asked, language) as store:
        is_new = add_wish(store, wish)
    say((_ADDED if is_new else _THERE).with_values(question=wish.words), language)


def list_(asked: argparse.Namespace, language: Language) -> None:
    from observatory.usecases.added_questions import all_wishes

    with opened(asked, language) as store:
        found = all_wishes(store)
    for number, wish in enumerate(found, start=1):
        say(_LINE.with_values(n=number, question=wish.words), language)
    if not found:
        say(_NONE, language)


def remove(asked: argparse.Namespace, language: Language) -> None:
    from observatory.usecases.added_questions import remove_wish

    with opened(asked, language) as store:
        gone = remove_wish(store, asked.number)
    say(_REMOVED.with_values(question=gone.words), language)


_LINE = Term("{n}. {question}", "{n}. {question}")
_NONE = Term("Nessuna domanda per la prossima sintesi.", "No questions for the next summary.")
_ADDED = Term(
    "La prossima sintesi per questi destinatari risponde anche a: {question}.",
    "The next summary for this audience answers this too: {question}.",
)
_THERE = Term("Era già fra le domande: {question}.", "It was among the questions already: {question}.")
_REMOVED = Term("Tolta: {question}.", "Removed: {question}.")

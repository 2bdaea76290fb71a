"""«In evidenza» as its preparer edits it: sentences in another order, left out or worded anew, and what is refused."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from observatory.errors import WrongUse
from observatory.privacy.identifiers import find_identifiers
from observatory.privacy.wording import find_unsafe_wording
from observatory.summary.build import digest_of
from observatory.summary.content import Edit, Summary
from observatory.summary.point_numbers import Numbers, found, numbers_of
from observatory.terms import Language, Term

Edits = tuple[Edit, ...]
LONGEST = 400
"""Characters of a sentence: it is a main point, and one page holds five in two languages."""

_UNPRINTABLE = re.compile(r"[^\u0020-\u007e\u00a0-\u024f–—‘’“”…•−≤≥]")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why typed words cannot be printed; `start` to `end` (excluded) is where. The words themselves are not repeated.

    `suggestion` is the better term, where there is one.
    """

    why: Term
    start: int = 0
    end: int = 0
    suggestion: Term | None = None

    @property
    def words(self) -> Term:
        return self.why if self.suggestion is None else _BETTER.with_values(why=self.why, better=self.suggestion)


def unchanged(summary: Summary) -> Edits:
    """All generated sentences in their order."""
    return tuple(Edit(number) for number, _ in enumerate(summary.sentences, start=1))


def tidied(summary: Summary, edits: Sequence[Edit]) -> Edits:
    """Without blanks around, and without words that are the generated ones; empty if nothing is changed."""
    tidy = tuple(_tidy(summary, edit) for edit in edits)
    return () if tidy == unchanged(summary) else tidy


def edited_in(edits: Sequence[Edit]) -> tuple[Language, ...]:
    """The languages in which something was typed."""
    return tuple(language for language in Language if any(edit.in_(language) for edit in edits))


def problems(text: str, language: Language, numbers: Numbers) -> Iterator[Problem]:
    """What is wrong with a typed sentence, in reading order within each kind; nothing if it can be printed."""
    if len(text) > LONGEST:
        yield Problem(_LONG.with_values(n=LONGEST), LONGEST, len(text))
    yield from (Problem(_STRANGE, *each.span()) for each in _UNPRINTABLE.finditer(text))
    yield from (Problem(_UNSAFE, f.start, f.end, f.suggestion) for f in find_unsafe_wording(text, language))
    yield from (Problem(_IDENTIFIES, f.start, f.end) for f in find_identifiers(text))
    yield from (Problem(_NUMBER, start, end) for n, start, end in found(text, language) if not numbers.has(n))


def worded(summary: Summary, edits: Sequence[Edit]) -> Summary:
    """The summary with its main points as edited, and the digest of that content; itself where nothing is changed.

    Raises `WrongUse` for words that cannot be printed, a sentence that is not there or comes twice, or none at all.
    """
    plain = replace(summary, main_points=summary.sentences, generated=(), edits=())
    tidy = tidied(plain, _checked(plain, edits)) if edits else ()
    if not tidy:
        return replace(plain, digest=digest_of(plain))
    points = tuple(_point(plain, edit) for edit in tidy)
    made = replace(plain, main_points=points, generated=plain.main_points, edits=tidy)
    return replace(made, digest=digest_of(made))


def _checked(summary: Summary, edits: Sequence[Edit]) -> Edits:
    named = [edit.sentence for edit in edits]
    if len(set(named)) < len(named) or not set(named) <= set(range(1, len(summary.sentences) + 1)):
        raise WrongUse(_NOT_THERE.with_values(n=len(summary.sentences)))
    tidy = tuple(_tidy(summary, edit) for edit in edits)
    for language in edited_in(tidy):
        numbers = numbers_of(summary, language)
        for place, edit in enumerate(tidy, start=1):
            for problem in problems(edit.in_(language), language, numbers[edit.sentence - 1]):
                raise WrongUse(_refusal(place, language, problem))
    return tidy


def _tidy(summary: Summary, edit: Edit) -> Edit:
    own = summary.sentences[edit.sentence - 1]
    typed = {each: " ".join(edit.in_(each).split(" ")).strip() for each in Language}
    kept = {each: "" if words == own.in_(each) else words for each, words in typed.items()}
    return Edit(edit.sentence, kept[Language.IT], kept[Language.EN])


def _point(summary: Summary, edit: Edit) -> Term:
    own = summary.sentences[edit.sentence - 1]
    return Term(edit.it or own.it, edit.en or own.en)


def _refusal(place: int, language: Language, problem: Problem) -> Term:
    return _REFUSED.with_values(place=place, language=_LANGUAGES[language], at=problem.start + 1, why=problem.words)


_LANGUAGES = {Language.IT: Term("italiano", "Italian"), Language.EN: Term("inglese", "English")}
ONE_LANGUAGE = {
    Language.IT: Term(
        "Riscritto solo in italiano: il testo inglese tiene le frasi generate.",
        "Worded anew in Italian only: the English text keeps the generated sentences.",
    ),
    Language.EN: Term(
        "Riscritto solo in inglese: il testo italiano tiene le frasi generate.",
        "Worded anew in English only: the Italian text keeps the generated sentences.",
    ),
}
"""What is said where words were typed in one language only, by that language."""
_REFUSED = Term(
    "Punto {place} ({language}), carattere {at}: {why} Nulla è stato preparato.",
    "Point {place} ({language}), character {at}: {why} Nothing was prepared.",
)
_BETTER = Term("{why} Meglio: {better}.", "{why} Better: {better}.")
_LONG = Term("La frase è troppo lunga: al più {n} caratteri.", "The sentence is too long: at most {n} characters.")
_STRANGE = Term(
    "Un segno che il documento non può stampare: toglierlo.", "A sign that the document cannot print: take it out."
)
_UNSAFE = Term("Formulazione da evitare.", "Wording to avoid.")
_IDENTIFIES = Term(
    "Sembra far riconoscere una persona, un luogo o un giorno: usare parole generiche.",
    "It seems to tell a person, a place or a day: use general words.",
)
_NUMBER = Term(
    "Questo numero non è fra quelli protetti della sintesi, e potrebbe rivelarne uno oscurato: usare i numeri della "
    "frase generata o delle tavole, oppure toglierlo.",
    "This number is not among the protected ones of the summary, and could tell one that is hidden: use the numbers of "
    "the generated sentence or of the tables, or take it out.",
)
_NOT_THERE = Term(
    "Ogni punto rimanda a una delle {n} frasi generate, ciascuna al più una volta. Nulla è stato preparato.",
    "Each point stands for one of the {n} generated sentences, each at most once. Nothing was prepared.",
)

"""Two reports beside each other, field by field: what agrees, what comes near, what is not known, what differs.

The method: exact agreement is not asked for, because two reports of one event name neighbouring months and age bands,
and one of them often calls an attempt what the other calls a death. Points follow how much an agreement tells; what
one report does not know neither speaks for nor against.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import Enum
from functools import cache

from observatory.cases.case import Case
from observatory.cases.counting import is_known
from observatory.codelists import codelist
from observatory.field_rules import month_of
from observatory.terms import Term


class Likeness(Enum):
    """How the answers of two cases to one question stand to each other."""

    SAME = "same"
    NEAR = "near"
    UNKNOWN = "unknown"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Compared:
    """One field of two cases: how alike, and how many points it adds."""

    field: str
    likeness: Likeness
    points: int

    @property
    def sentence(self) -> Term:
        """What is to be said of it, without the answers."""
        told = _SENTENCES.get((self.field, self.likeness), _USUAL[self.likeness])
        return told.with_values(field=_NAMES[self.field])


@dataclass(frozen=True, slots=True)
class _Question:
    """A field to compare: how, and what «same» and «near» are worth."""

    field: str
    compare: Callable[[Case, Case], Likeness]
    same: int
    near: int = 0


def compare(case: Case, other: Case) -> tuple[Compared, ...]:
    """Every question, in the form's order; the same whichever case comes first."""
    return tuple(_answered(question, question.compare(case, other)) for question in _QUESTIONS)


@cache
def types_like(event_type: str) -> frozenset[str]:
    """The types that another report of the same event may give it, its own included."""
    return frozenset({event_type}).union(*(group for group in _CONFUSED_TYPES if event_type in group))


def differs(case: Case, other: Case, fields: Collection[str]) -> bool:
    """Whether one of these fields is known to differ; stops at the first."""
    return any(
        question.compare(case, other) is Likeness.DIFFERENT for question in _QUESTIONS if question.field in fields
    )


def _answered(question: _Question, likeness: Likeness) -> Compared:
    points = {Likeness.SAME: question.same, Likeness.NEAR: question.near}.get(likeness, 0)
    return Compared(question.field, likeness, points)


def _types(case: Case, other: Case) -> Likeness:
    if case.event_type is None or other.event_type is None:
        return Likeness.UNKNOWN
    if case.event_type == other.event_type:
        return Likeness.SAME
    return Likeness.NEAR if other.event_type in types_like(case.event_type) else Likeness.DIFFERENT


_month = cache(month_of)
"""Few months, many cases."""


def _months(case: Case, other: Case) -> Likeness:
    """A quarter known no better is near to every month that touches it."""
    one, two = _month(case.month), _month(other.month)
    if one is None or two is None:
        return Likeness.UNKNOWN
    if one == two:
        return Likeness.SAME
    slack = 1 + 2 * sum(each.precision == "T" for each in (case, other))
    return Likeness.NEAR if abs(one.ordinal - two.ordinal) <= slack else Likeness.DIFFERENT


def _ages(case: Case, other: Case) -> Likeness:
    if not (is_known(case.age_band) and is_known(other.age_band)):
        return Likeness.UNKNOWN
    apart = abs(_place_of_age(str(case.age_band)) - _place_of_age(str(other.age_band)))
    return (Likeness.SAME, Likeness.NEAR)[apart] if apart <= 1 else Likeness.DIFFERENT


@cache
def _place_of_age(band: str) -> int:
    return [code.code for code in codelist("age_band")].index(band)


def _codes(name: str) -> Callable[[Case, Case], Likeness]:
    def compared(case: Case, other: Case) -> Likeness:
        one, two = getattr(case, name), getattr(other, name)
        if not (is_known(one) and is_known(two)):
            return Likeness.UNKNOWN
        return Likeness.SAME if one == two else Likeness.DIFFERENT

    return compared


def _person_codes(case: Case, other: Case) -> Likeness:
    """Codes of two forces tell nothing of each other; two codes of one force are two people."""
    if not (case.person_code and other.person_code):
        return Likeness.UNKNOWN
    if case.person_code == other.person_code:
        return Likeness.SAME
    return Likeness.DIFFERENT if case.force == other.force else Likeness.UNKNOWN


_CONFUSED_TYPES = (
    frozenset({"SU", "SI", "TE"}),
    frozenset({"TE", "TI", "TA", "AL"}),
    frozenset({"TI", "TA", "AP"}),
    frozenset({"AP", "ID", "DS"}),
)
"""Types that two reports of one event may give it: an attempt and the death that followed, and so on."""

_QUESTIONS = (
    _Question("event_type", _types, 2, 1),
    _Question("month", _months, 3, 1),
    _Question("force", _codes("force"), 1),
    _Question("macro_region", _codes("macro_region"), 1),
    _Question("region", _codes("region"), 2),
    _Question("person_code", _person_codes, 4),
    _Question("sex", _codes("sex"), 1),
    _Question("age_band", _ages, 2, 1),
    _Question("rank_category", _codes("rank_category"), 1),
    _Question("place", _codes("place"), 1),
    _Question("method", _codes("method"), 2),
)
COMPARED = tuple(question.field for question in _QUESTIONS)
"""The fields compared, in their order."""

_NAMES = {
    "event_type": Term("il tipo di evento", "the event type"),
    "month": Term("il mese", "the month"),
    "force": Term("la Forza", "the force"),
    "macro_region": Term("la ripartizione", "the macro-region"),
    "region": Term("la regione", "the region"),
    "person_code": Term("il codice persona", "the person code"),
    "sex": Term("il sesso", "the sex"),
    "age_band": Term("la fascia d’età", "the age band"),
    "rank_category": Term("la categoria di ruolo", "the rank category"),
    "place": Term("il tipo di luogo", "the place type"),
    "method": Term("il metodo", "the method"),
}
_USUAL = {
    Likeness.SAME: Term("Coincide {field}.", "Same: {field}."),
    Likeness.NEAR: Term("È vicino, ma diverso: {field}.", "Close, yet different: {field}."),
    Likeness.UNKNOWN: Term("Non si sa, almeno in un caso: {field}.", "Not known, in one case at least: {field}."),
    Likeness.DIFFERENT: Term("Diverso: {field}.", "Different: {field}."),
}
_SENTENCES = {
    ("force", Likeness.DIFFERENT): Term(
        "Le Forze sono diverse: possono avere segnalato entrambe lo stesso evento.",
        "The forces differ: both may have reported the same event.",
    ),
    ("month", Likeness.NEAR): Term("I mesi sono vicini.", "The months are close together."),
    ("age_band", Likeness.NEAR): Term("Le fasce d’età confinano.", "The age bands are next to each other."),
    ("event_type", Likeness.NEAR): Term(
        "I tipi di evento sono diversi, ma due segnalazioni dello stesso evento possono darli.",
        "The event types differ, but two reports of one event may give them.",
    ),
    ("person_code", Likeness.SAME): Term(
        "Il codice persona è lo stesso: è la stessa persona.", "The person code is the same: it is the same person."
    ),
}

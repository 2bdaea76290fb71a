"""The language of the search box: `force:CC status:pending 2019 -type:ideation`, read into a selection.

A word with a colon names a field, in Italian or English, and one or more values parted by commas: codes, labels and
their beginnings, or `>45` and `<35` for bands. A word alone is looked up in all lists, or is a period. A minus before
a word leaves out what it finds; quotes hold several words together. What cannot be read becomes a problem, and the
rest is still searched.

To add a short name for a field: one line in `observatory/search_names.py`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from observatory.cases.completeness import incomplete_selection
from observatory.cases.overdue import overdue_selection
from observatory.codelists import NOT_KNOWN, codelist
from observatory.errors import Problem, WrongUse
from observatory.fields import Entity, Field, Kind
from observatory.periods import Month, Period, Window
from observatory.privacy.folding import folded
from observatory.search_names import FLAGS, IS, SINCE, UNTIL, field_named, field_names
from observatory.search_values import SHORTEST_WORD, matching_codes
from observatory.selection import TIME_FIELD, Condition, Selection
from observatory.terms import Language, Term

MOST_EXAMPLES = 6
"""Values named in the sentence about a value that does not exist."""

_WORD = re.compile(r'(?P<minus>[-−–]?)(?:(?P<name>[^\s:"]+):)?(?P<value>(?:"[^"]*"?|[^\s"])*)')
_PENDING = Selection(where=(("status", frozenset({"SO", "AC"})),))

_NO_SUCH_FIELD = Term(
    "«{word}»: nessun campo con questo nome. Campi: {names}.",
    "“{word}”: no field of this name. Fields: {names}.",
)
_NO_SUCH_VALUE = Term(
    "«{word}»: nessun valore di «{label}» inizia così. Valori: {values}.",
    "“{word}”: no value of “{label}” starts like this. Values: {values}.",
)
_NOTHING_STARTS = Term(
    "«{word}»: nessuna voce degli elenchi inizia così; la parola è stata ignorata.",
    "“{word}”: no entry of the lists starts like this; the word was ignored.",
)
_NO_SUCH_PERIOD = Term(
    "«{word}»: periodo non leggibile; scrivere 2019, 2019-Q3, 2019-T2, 2019-S1 oppure 2019-03.",
    "“{word}”: unreadable period; write 2019, 2019-Q3, 2019-T2, 2019-S1 or 2019-03.",
)
_NO_SUCH_FLAG = Term(
    "«{word}»: dopo «is:» scrivere incompleto, scaduto o pendente (solo per i casi).",
    "“{word}”: after “is:” write incomplete, overdue or pending (cases only).",
)
_NOT_NEGATED = Term(
    "«{word}»: il meno vale per i valori degli elenchi, non per periodi e «is:»; la parola è stata ignorata.",
    "“{word}”: minus works for values of lists, not for periods and “is:”; the word was ignored.",
)
_NO_PERIOD_LEFT = Term(
    "I periodi indicati non hanno mesi in comune: usare since: e until: per un intervallo.",
    "The periods given have no month in common: use since: and until: for a range.",
)
_EMPTY = Term("«{word}»: manca il valore dopo i due punti.", "“{word}”: the value after the colon is missing.")


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What was understood, and a problem for each word that was not; the selection leaves those words out."""

    selection: Selection
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    """One word as typed and taken apart."""

    typed: str
    negated: bool
    name: str
    value: str


@dataclass(slots=True)
class _Query:
    """What has been understood so far."""

    entity: Entity
    language: Language
    today: date
    where: dict[str, frozenset[str]] = field(default_factory=dict)
    any_of: list[tuple[Condition, ...]] = field(default_factory=list)
    excluding: list[Condition] = field(default_factory=list)
    flags: list[Selection] = field(default_factory=list)
    first: Month | None = None
    last: Month | None = None
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, word: _Word, message: Term, **values: object) -> None:
        self.problems.append(Problem("", "search", message.with_values(word=word.typed, **values), warning=True))

    def narrow(self, first: Month | None, last: Month | None) -> None:
        """Periods narrow each other: `2019 2019-Q3` is the quarter."""
        self.first = max(filter(None, (self.first, first)), default=None)
        self.last = min(filter(None, (self.last, last)), default=None)


def parse_search(entity: Entity, text: str, language: Language, *, today: date | None = None) -> SearchResult:
    """Read a search for records of the entity. Never raises: what is not understood is a problem.

    Several values of one field are alternatives; several fields, and several words, must all hold. `today` is the
    day from which `is:overdue` counts.
    """
    query = _Query(entity, language, today or date.today())  # noqa: DTZ011 - the office's own calendar day
    for word in _words(text):
        _read(query, word)
    if query.first and query.last and query.first > query.last:
        query.problems.append(Problem("", "search", _NO_PERIOD_LEFT, warning=True))
    return SearchResult(_selection(query), tuple(query.problems))


def _words(text: str) -> Iterator[_Word]:
    for found in _WORD.finditer(text):
        typed, value = found.group(), found["value"].replace('"', "").strip()
        if value or found["name"]:
            yield _Word(typed, bool(found["minus"]), folded(found["name"] or ""), value)


def _read(query: _Query, word: _Word) -> None:
    if word.name and not word.value:
        query.refuse(word, _EMPTY)
    elif word.name in IS:
        _read_flag(query, word)
    elif word.name in SINCE or word.name in UNTIL:
        _read_bound(query, word)
    elif word.name:
        _read_field(query, word)
    else:
        _read_bare(query, word)


def _read_flag(query: _Query, word: _Word) -> None:
    flag = FLAGS.get(folded(word.value))
    if flag is None or query.entity.name != "case":
        query.refuse(word, _NO_SUCH_FLAG)
    elif word.negated:
        query.refuse(word, _NOT_NEGATED)
    else:
        query.flags.append(flag_selection(flag, query.today))


def flag_selection(flag: str, today: date) -> Selection:
    """The cases that are `incomplete`, `overdue` or `pending`."""
    if flag == "pending":
        return _PENDING
    return overdue_selection(today) if flag == "overdue" else incomplete_selection()


def _read_bound(query: _Query, word: _Word) -> None:
    window = _window(word.value)
    if window is None:
        query.refuse(word, _NO_SUCH_PERIOD)
    elif word.negated:
        query.refuse(word, _NOT_NEGATED)
    else:
        query.narrow(*((window.first, None) if word.name in SINCE else (None, window.last)))


def _read_field(query: _Query, word: _Word) -> None:
    asked = field_named(query.entity, word.name)
    if asked is None:
        query.refuse(word, _NO_SUCH_FIELD, names=", ".join(field_names(query.entity, query.language)))
    elif asked.name == TIME_FIELD[query.entity.name] and not asked.is_coded:
        _read_period(query, word)
    else:
        _read_values(query, asked, word)


def _read_period(query: _Query, word: _Word) -> None:
    window = _window(word.value)
    if window is None:
        query.refuse(word, _NO_SUCH_PERIOD)
    elif word.negated:
        query.refuse(word, _NOT_NEGATED)
    else:
        query.narrow(window.first, window.last)


def _read_values(query: _Query, asked: Field, word: _Word) -> None:
    codes: frozenset[str] = frozenset()
    for value in filter(None, (part.strip() for part in word.value.split(","))):
        found = matching_codes(asked.codelist, value, query.language)
        if not found:
            query.refuse(replace(word, typed=value), _NO_SUCH_VALUE, label=asked.label, values=_examples(query, asked))
        codes |= found
    if codes and word.negated:
        query.excluding.append((asked.name, codes))
    elif codes:
        query.where[asked.name] = query.where.get(asked.name, frozenset()) | codes


def _examples(query: _Query, asked: Field) -> str:
    labels = [code.label.in_(query.language) for code in codelist(asked.codelist) if code.code != NOT_KNOWN]
    return ", ".join(labels[:MOST_EXAMPLES]) + (" …" if len(labels) > MOST_EXAMPLES else "")


def _read_bare(query: _Query, word: _Word) -> None:
    if _window(word.value) is not None:
        _read_period(query, word)
        return
    searched = (field for field in query.entity.fields if field.is_coded)
    found = tuple((f.name, codes) for f in searched if (codes := _codes_for_bare(f, word.value, query.language)))
    if not found:
        query.refuse(word, _NOTHING_STARTS)
    elif word.negated:
        query.excluding.extend(found)
    else:
        query.any_of.append(found)


def _codes_for_bare(searched: Field, text: str, language: Language) -> frozenset[str]:
    """A word alone never means yes or no, nor a one-letter code: it would find half of the records."""
    if searched.kind is Kind.ANSWER or len(text) < SHORTEST_WORD:
        return frozenset()
    return matching_codes(searched.codelist, text, language)


def _window(text: str) -> Window | None:
    try:
        return Period.parse(text.upper()).window
    except WrongUse:
        return None


def _selection(query: _Query) -> Selection:
    since, until = _bounds(query)
    return Selection(
        where=(*query.where.items(), *(condition for flag in query.flags for condition in flag.where)),
        any_of=(*query.any_of, *(group for flag in query.flags for group in flag.any_of)),
        excluding=tuple(query.excluding),
        within=tuple(span for flag in query.flags for span in flag.within),
        since=since,
        until=until,
    )


def _bounds(query: _Query) -> tuple[str, str]:
    """The months asked for, in the granularity of the entity's time field."""
    kind = query.entity[TIME_FIELD[query.entity.name]].kind
    first = "" if query.first is None else _as_text(query.first, kind, "01")
    last = "" if query.last is None else _as_text(query.last, kind, "31")
    return first, last


def _as_text(month: Month, kind: Kind, day: str) -> str:
    if kind is Kind.QUARTER:
        return month.quarter.code
    return f"{month}-{day}" if kind is Kind.DATE else str(month)

"""Identifiers in free text: what would tell who, exactly where or exactly when, reported as it is typed.

To add a kind: a `Term` in `KINDS` and a pattern in `_PATTERNED` or `_NUMBERS`; of two findings that overlap the kind
named first stays.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from stdnum.exceptions import ValidationError
from stdnum.it import codicefiscale

from observatory.privacy.findings import Finding, without_overlaps
from observatory.privacy.folding import folded
from observatory.privacy.personal_names import name_spans
from observatory.privacy.places import place_spans, region_spans
from observatory.privacy.words import Word, words
from observatory.terms import Term

KINDS = {
    "fiscal_code": Term("codice fiscale", "tax code (codice fiscale)"),
    "fiscal_code_like": Term("sequenza simile a un codice fiscale", "sequence that looks like a tax code"),
    "email": Term("indirizzo di posta elettronica", "e-mail address"),
    "date": Term("data precisa", "exact date"),
    "case_number": Term("numero di fascicolo, protocollo o matricola", "case-file, registry or badge number"),
    "plate": Term("targa di veicolo", "vehicle plate"),
    "telephone": Term("numero di telefono", "telephone number"),
    "long_number": Term("numero lungo", "long number"),
    "person_name": Term("nome di persona", "person’s name"),
    "place": Term("nome di luogo", "place name"),
}

Span = tuple[int, int]

_MONTH = "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre"
_MONTH_SHORT = "gen|feb|mar|apr|mag|giu|lug|ago|sett?|ott|nov|dic|jan|may|june?|july?|aug|sept?|oct|dec"
_MONTH_EN = "january|february|march|april|may|june|july|august|september|october|november|december"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_DATES = re.compile(
    rf"""(?<![\w/.,-])(?:
      {_DAY}\s?([./-])\s?{_DAY}\s?\1\s?(?:(?:19|20)\d\d|\d\d)(?!\d)
    | (?:19|20)\d\d([./-])(?:0?[1-9]|1[0-2])\2{_DAY}(?!\d)
    | (?:{_DAY}(?:\s?[°º^]|st|nd|rd|th)?|primo)\s+(?:of\s+)?(?:{_MONTH}|{_MONTH_EN})\b(?:\s+\d{{4}})?
    | {_DAY}[\s-](?:{_MONTH_SHORT})(?:\.|(?=[\s-]\d))(?:[\s-]\d{{2,4}})?
    | (?!may|march)(?:{_MONTH_EN})\s{_DAY}(?:st|nd|rd|th)?\b
    | (?:may|march)\s{_DAY}(?:st|nd|rd|th)?(?:,\s?\d{{4}}|(?!\w|\s\w))
    | (?:lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica)\s+{_DAY}\b
    | (?:(?<=\bil\s)|(?<=\bdel\s)|(?<=\bdal\s)|(?<=\bal\s)|(?<=\bgiorno\s)|(?<=\bdata\s)|(?<=\bon\s))
      {_DAY}[./](?:0?[1-9]|1[0-2])(?![\d/]|[.,]\d)
    )""",
    re.VERBOSE,
)
_OF_AN_ACT = re.compile(
    r"(?:decreto(?:[ -](?:ministeriale|legislativo|legge))?|legge|circolare|direttiva|d\.? ?lgs\.?|d\.? ?p\.? ?r\.?"
    r"|d\.? ?[ml]\.)\s+(?:n\. ?\d+\s+)?(?:del(?:l'|\s+)?|in data\s+)?$"
)
_FISCAL_CODE = re.compile(
    r"(?<![^\W_])[a-z]{3}[ -]?[a-z]{3}[ -]?[\dl-v]{2}[a-z][\dl-v]{2}[ -]?[a-z][\dl-v]{3}[ -]?[a-z](?![^\W_])"
)
_EMAIL = re.compile(r"[\w.+-]{1,64}\s?@\s?[\w-]{1,63}(?:\.[\w-]{1,63})+")
# Letters that Italian plates use since 1994; with blanks in between only capitals, or «le 112 al» would be one.
_PLATE = re.compile(
    r"(?<!\w)(?:(?i:[a-hj-npr-tv-z]{2}-?\d{3}-?[a-hj-npr-tv-z]{2})|[A-HJ-NPR-TV-Z]{2} \d{3} ?[A-HJ-NPR-TV-Z]{2}"
    r"|(?i:polizia) [A-Z]\d{4}|(?:CC|EI) ?[A-Z]{2} ?\d{3})(?!\w)"
)
_NUMBER_SIGN = r"n(?:r|um|umero|umber|o)?[.°º]*[\s:]*"
_CASE_NUMBER = re.compile(
    rf"""\b(?:
      (?:matricola|matr\.?|protocollo|prot\.?|fascicolo|fasc\.?|r\.\s?g\.(?:\s?n\.\s?r\.)?|rgnr|badge)[\s:]*(?:{_NUMBER_SIGN})?
    | (?:tessera|pratica|cartella(?:\sclinica)?|verbale|case|file|docket)[\s:]*{_NUMBER_SIGN}
    )(?=[a-z]{{0,4}}[/-]?\d{{2}})[a-z\d][\w/-]+""",
    re.VERBOSE,
)
_TELEPHONE = re.compile(
    r"""(?<![\w,.])(?:(?:\+|00)39[ ./-]?)?(?:
      3[2-9]\d[ ./-]?(?:\d{6,7}|\d{3}[ .-]\d{3,4}|\d{2}(?:[ .-]\d{2}){2}\d?)
    | 0[1-9]\d{0,3}(?:\d{5,8}|[ ./-]{1,3}\d{5,8}|[ ./-]{1,3}\d{2,4}(?:[ .-]\d{2,4}){1,3})
    | (?<=\+39)[\d .-]{8,14}\d
    )(?!\w|,\d)
    | (?<!\w)(?:\+|00)\d{1,3}(?:[ ./-]?\d){7,12}(?!\w)""",
    re.VERBOSE,
)
_LONG_NUMBER = re.compile(r"\d{6,}")


def find_identifiers(text: str, *, municipalities: Iterable[str] = ()) -> tuple[Finding, ...]:
    """Everything in `text` that may identify somebody, in reading order and without overlaps.

    `municipalities` adds place names to the provinces (pass the same frozenset each time: its index is kept). Months
    and years («marzo 2026»), regions and the dates of laws and decrees are let through. The findings hold places in the
    text, never words of it.
    """
    spelled = words(text)
    harmless = tuple(region_spans(spelled))
    candidates = [*_patterned(text), *_named(spelled, frozenset(municipalities))]
    return without_overlaps(
        [Finding(KINDS[code], *span, code) for code, span in candidates if not _is_within(span, harmless)]
    )


def _patterned(text: str) -> Iterator[tuple[str, Span]]:
    plain = folded(text)
    for code, spans in _PATTERNED.items():
        yield from ((code, span) for span in spans(plain))
    # Before the numbers, which may be part of it, and on the text as written, where capitals tell.
    yield from (("plate", found.span()) for found in _PLATE.finditer(text))
    for code, spans in _NUMBERS.items():
        yield from ((code, span) for span in spans(plain))


def _named(spelled: Sequence[Word], municipalities: frozenset[str]) -> Iterator[tuple[str, Span]]:
    yield from (("place", span) for span in place_spans(spelled, municipalities))
    yield from (("person_name", span) for span in name_spans(spelled))


def _is_within(span: Span, harmless: Iterable[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in harmless)


def _spans(pattern: re.Pattern[str]) -> Callable[[str], Iterator[Span]]:
    return lambda plain: (found.span() for found in pattern.finditer(plain))


def _verified_codes(plain: str) -> Iterator[Span]:
    return (found.span() for found in _FISCAL_CODE.finditer(plain) if _is_verified(found.group()))


def _is_verified(code: str) -> bool:
    try:
        codicefiscale.validate(code)
    except ValidationError:
        return False
    return any(map(str.isdigit, code))


def _code_like(plain: str) -> Iterator[Span]:
    """Sequences of the right shape; most of the seven digits must be there, or sixteen letters would do."""
    most = 4
    return (f.span() for f in _FISCAL_CODE.finditer(plain) if sum(map(str.isdigit, f.group())) >= most)


def _dates(plain: str) -> Iterator[Span]:
    return (found.span() for found in _DATES.finditer(plain) if not _OF_AN_ACT.search(plain, 0, found.start()))


_PATTERNED: dict[str, Callable[[str], Iterator[Span]]] = {
    "fiscal_code": _verified_codes,
    "fiscal_code_like": _code_like,
    "email": _spans(_EMAIL),
    "date": _dates,
    "case_number": _spans(_CASE_NUMBER),
}
_NUMBERS: dict[str, Callable[[str], Iterator[Span]]] = {
    "telephone": _spans(_TELEPHONE),
    "long_number": _spans(_LONG_NUMBER),
}

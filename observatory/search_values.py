"""What a value typed in the search box means among the codes of a list."""

import re

from observatory.codelists import codelist
from observatory.privacy.folding import folded
from observatory.terms import Language

SHORTEST_WORD = 2
"""A beginning of fewer letters finds whole codes only."""

_COMPARISON = re.compile(r"(?P<sign>[<>])=?\s*(?P<number>\d{1,4})")
_ENDLESS = 10_000


def matching_codes(name: str, text: str, language: Language) -> frozenset[str]:
    """The codes of a list that a typed value means; none for a value that means nothing there.

    Tried in this order: a comparison with a number, for lists of bands; the code itself or its short name; a whole
    label; a label's beginning; the beginning of any of its words. Labels of the given language come before those of
    the other; case and accents do not matter.
    """
    wanted = folded(text.strip())
    if comparison := _COMPARISON.fullmatch(wanted):
        return _bands(name, comparison["sign"], int(comparison["number"]))
    codes = codelist(name)
    exact = frozenset(c.code for c in codes if wanted in (folded(c.code), folded(c.short)))
    if exact or len(wanted) < SHORTEST_WORD:
        return exact
    for tongue in sorted(Language, key=lambda one: one is not language):
        labels = {code.code: folded(code.label.in_(tongue)) for code in codes}
        for test in (str.__eq__, str.startswith, _has_word_starting):
            if found := frozenset(code for code, label in labels.items() if test(label, wanted)):
                return found
    return frozenset()


def _has_word_starting(label: str, wanted: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(wanted)}", label) is not None


def _bands(name: str, sign: str, number: int) -> frozenset[str]:
    """The bands that start at the number or later, or that end before it."""
    spans = {code.code: _span(code.label.en) for code in codelist(name)}
    if sign == ">":
        return frozenset(code for code, span in spans.items() if span and span[0] >= number)
    return frozenset(code for code, span in spans.items() if span and span[1] < number)


def _span(label: str) -> tuple[int, int] | None:
    """The numbers that a band's English label covers: `25–34`, `60 and over`, `under 5 years`, `over 50`, `1`."""
    numbers = [int(digits) for digits in re.findall(r"\d+", label)]
    if not numbers:
        return None
    if label.startswith("over") or label.endswith("over"):
        return numbers[0], _ENDLESS
    if label.startswith("under"):
        return 0, numbers[0] - 1
    return numbers[0], numbers[-1]

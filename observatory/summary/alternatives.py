"""What the text alternatives of figures say in the same words: the values shown, and how many are not, by kind."""

from collections import Counter
from collections.abc import Iterable, Sequence

from observatory.charts.chart import Gap, Point
from observatory.terms import Term


def spread(points: Sequence[Point], decimals: int) -> Term:
    """From the lowest to the highest value; then the gaps, each kind by the sense of its sign."""
    shown = [point.value for point in points if point.value is not None]
    if not shown:
        return _joined(_NONE, gaps(points))
    ends = _FROM_TO.with_values(low=number(min(shown), decimals), high=number(max(shown), decimals))
    return _joined(ends, gaps(points))


def gaps(points: Iterable[Point]) -> Term:
    """How many points have no value, by kind, each after a semicolon; nothing where all have one."""
    found = Counter(point.gap for point in points if point.value is None)
    return _joined(*(words.with_values(n=found[gap]) for gap, words in _GAPS.items() if gap in found))


def number(value: float, decimals: int = 0) -> Term:
    """A number as each language writes it."""
    english = f"{value:,.{decimals}f}"
    italian = english.translate(str.maketrans(",.", ".,"))
    return Term(italian, english)


def _joined(*terms: Term) -> Term:
    return Term("".join(each.it for each in terms), "".join(each.en for each in terms))


_FROM_TO = Term("da {low} a {high}", "from {low} to {high}")
_NONE = Term("nessuno riportato", "none shown")
_GAPS = {
    Gap.HIDDEN: Term("; oscurati per riservatezza: {n}", "; hidden for confidentiality: {n}"),
    Gap.MISSING: Term("; non noti: {n}", "; not known: {n}"),
    Gap.NOT_MEANINGFUL: Term("; troppo incerti per essere riportati: {n}", "; too uncertain to be shown: {n}"),
}

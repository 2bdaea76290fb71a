"""Whether several forces' rates differ by more than chance."""

from collections.abc import Sequence
from dataclasses import dataclass

from scipy.special import chdtrc

from observatory.statistics.intervals import require_count, require_positive
from observatory.terms import Term

CHI_SQUARE = Term("χ² di omogeneità", "χ² test of homogeneity")
SMALLEST_GOOD_EXPECTATION = 5


@dataclass(frozen=True, slots=True)
class Homogeneity:
    """Chi-square with its degrees of freedom; `expected` are the counts under one common rate."""

    statistic: float
    degrees_of_freedom: int
    p_value: float
    events: tuple[int, ...]
    person_years: tuple[float, ...]
    expected: tuple[float, ...]
    method: Term

    @property
    def is_approximation_good(self) -> bool:
        """Whether every expected count is at least 5, the usual condition for the chi-square approximation."""
        return min(self.expected) >= SMALLEST_GOOD_EXPECTATION


def homogeneity(events: Sequence[int], person_years: Sequence[float]) -> Homogeneity:
    """Pearson's test that k groups share one rate: X² = Σ(Oᵢ - Eᵢ)²/Eᵢ, Eᵢ = ΣO · Tᵢ/ΣT, k - 1 degrees of freedom.

    Over equal periods it is also the Poisson dispersion test. Raises `ValueError` for fewer than two groups, groups
    that do not match, a negative count, person-years not above zero, or no events at all.
    Source: Breslow NE, Day NE (1987) Statistical Methods in Cancer Research II, IARC, ch. 3.
    """
    _require_matching(events, person_years)
    common = sum(events) / sum(person_years)
    expected = tuple(common * years for years in person_years)
    statistic = sum((o - e) ** 2 / e for o, e in zip(events, expected, strict=True))
    freedom = len(events) - 1
    p_value = float(chdtrc(freedom, statistic))
    return Homogeneity(statistic, freedom, p_value, tuple(events), tuple(person_years), expected, CHI_SQUARE)


def _require_matching(events: Sequence[int], person_years: Sequence[float]) -> None:
    if len(events) != len(person_years) or len(events) < 2:  # noqa: PLR2004 - a comparison has two sides
        raise ValueError("homogeneity needs at least two groups, each with its person-years")
    for years in person_years:
        require_positive(years, "person-years")
    if not sum(require_count(count) for count in events):
        raise ValueError("homogeneity needs at least one event")

"""What a comparison of two rates could have seen: printed beside it, so that «no difference» is not read into it."""

from dataclasses import dataclass
from math import ceil, sqrt

from scipy.optimize import brentq
from scipy.special import bdtrc, bdtrik, pdtr

from observatory.statistics.comparison import ONE_SIDED_ALPHA
from observatory.statistics.intervals import require_positive
from observatory.terms import Term

_REACH = 9
_HIGHEST = 1000.0


@dataclass(frozen=True, slots=True)
class RatioPower:
    """How often the exact comparison of two counts sees a true rate ratio; `expected` are the events at equal rates."""

    expected: tuple[float, float]
    ratio: float
    power: float
    alpha: float

    @property
    def sentence(self) -> Term:
        """The statement printed beside the comparison."""
        return _SENTENCE.with_values(rise=round(100 * (self.ratio - 1)), often=round(100 * self.power))


def power_of_ratio(a: float, b: float, ratio: float, *, alpha: float = ONE_SIDED_ALPHA) -> RatioPower:
    """The chance that the exact conditional test finds the first rate higher, when it truly is `ratio` times the other.

    Given n events in all the test looks for x₁ ≥ c(n), the smallest c with P(X ≥ c) ≤ α at equal rates; power is the
    mean over n of P(X ≥ c(n)) at the true ratio. `a` and `b` are the events expected at equal rates. Raises
    `ValueError` unless both are above zero, the ratio is at least 1 and 0 < α < 1.
    Source: Przyborowski J, Wilenski H (1940) Biometrika 31:313-323, of which this is the unconditional power.
    """
    require_positive(a, "the expected number")
    require_positive(b, "the expected number")
    if not 1 <= ratio < float("inf") or not 0 < alpha < 1:
        raise ValueError("a rise needs a ratio of at least 1 and an alpha between 0 and 1")
    mean = a * ratio + b
    power = sum(
        (pdtr(n, mean) - pdtr(n - 1, mean) if n else pdtr(0, mean)) * _seen(n, a, b, ratio, alpha)
        for n in _likely(mean)
    )
    return RatioPower((a, b), ratio, float(power), alpha)


def detectable_rate_ratio(a: float, b: float, *, power: float = 0.8, alpha: float = ONE_SIDED_ALPHA) -> float:
    """The smallest true ratio seen with the wanted power, infinite where none below 1,000 is; raises as above."""
    if not alpha < power < 1:
        raise ValueError("the wanted power lies between alpha and 1")

    def missing(ratio: float) -> float:
        return power_of_ratio(a, b, ratio, alpha=alpha).power - power

    if missing(_HIGHEST) < 0:
        return float("inf")
    return float(brentq(missing, 1.0, _HIGHEST, xtol=1e-6))


def _likely(mean: float) -> range:
    """Totals outside have no chance to speak of."""
    reach = _REACH * sqrt(mean) + _REACH
    return range(max(0, ceil(mean - reach)), ceil(mean + reach))


def _seen(total: int, a: float, b: float, ratio: float, alpha: float) -> float:
    critical = _critical(total, a / (a + b), alpha)
    return float(bdtrc(critical - 1, total, a * ratio / (a * ratio + b))) if critical <= total else 0.0


def _critical(total: int, share: float, alpha: float) -> int:
    """The smallest count with P(X ≥ c) ≤ α, beyond the total if there is none; the inverse is only a start."""
    if not total or bdtrc(total - 1, total, share) > alpha:
        return total + 1
    c = max(1, min(total, ceil(float(bdtrik(1 - alpha, total, share)))))
    while bdtrc(c - 1, total, share) > alpha:
        c += 1
    while c > 1 and bdtrc(c - 2, total, share) <= alpha:
        c -= 1
    return c


_SENTENCE = Term(
    "Un tasso più alto del {rise} % sarebbe stato riconosciuto in circa {often} casi su 100: il mancato riscontro non "
    "dimostra che i tassi siano uguali.",
    "A rate {rise}% higher would have been recognised about {often} times in 100: finding none does not show that the "
    "rates are equal.",
)

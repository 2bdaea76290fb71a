"""Two rates side by side: their exact ratio, and what difference the comparison could have seen."""

from dataclasses import dataclass

from scipy.special import bdtr, bdtrc, betaincinv, gammaincinv, pdtrc

from observatory.statistics.intervals import CLOPPER_PEARSON, CONFIDENCE, Interval, require_positive, tail
from observatory.statistics.quantiles import poisson_quantile
from observatory.statistics.rates import Rate
from observatory.terms import Term

ONE_SIDED_ALPHA = 0.025


@dataclass(frozen=True, slots=True)
class RateRatio:
    """Rate of `a` over rate of `b`; `p_value` is central (twice the smaller tail), so it agrees with the limits."""

    estimate: float
    low: float
    high: float
    p_value: float
    events: tuple[int, int]
    person_years: tuple[float, float]
    confidence: float
    method: Term

    @property
    def is_distinguishable(self) -> bool:
        """Whether the limits leave out 1."""
        return not self.low <= 1 <= self.high


def rate_ratio(a: Rate, b: Rate, *, confidence: float = CONFIDENCE) -> RateRatio:
    """Exact ratio of two independent Poisson rates, conditional on the total number of events.

    Given x₁ + x₂ = n, x₁ is binomial with p = R·T₁ / (R·T₁ + T₂). Clopper-Pearson limits for p turn into limits
    for R by p / (1 - p) · T₂ / T₁; with x₂ = 0 estimate and upper limit are infinite. The p-value of R = 1 is
    min(1, 2·min(P(X ≤ x₁), P(X ≥ x₁))).
    Raises `ValueError` when neither group has an event: there is nothing to condition on.
    Sources: Przyborowski J, Wilenski H (1940) Biometrika 31:313-323;
    Clopper CJ, Pearson ES (1934) Biometrika 26:404-413.
    """
    if not a.events + b.events:
        raise ValueError("a ratio needs at least one event")
    share = _clopper_pearson(a.events, a.events + b.events, confidence)
    exposure = b.person_years / a.person_years
    return RateRatio(
        _odds(a.events, b.events) * exposure,
        _odds(share.low, 1 - share.low) * exposure,
        _odds(share.high, 1 - share.high) * exposure,
        _central_p(a.events, a.events + b.events, 1 / (1 + exposure)),
        (a.events, b.events),
        (a.person_years, b.person_years),
        confidence,
        CLOPPER_PEARSON,
    )


def _odds(part: float, rest: float) -> float:
    return part / rest if rest else float("inf")


def _clopper_pearson(successes: int, trials: int, confidence: float) -> Interval:
    alpha = tail(confidence)
    failures = trials - successes
    low = float(betaincinv(successes, failures + 1, alpha)) if successes else 0.0
    high = float(betaincinv(successes + 1, failures, 1 - alpha)) if failures else 1.0
    return Interval(low, high, confidence, CLOPPER_PEARSON)


def _central_p(successes: int, trials: int, share: float) -> float:
    at_most = float(bdtr(successes, trials, share))
    at_least = float(bdtrc(successes - 1, trials, share)) if successes else 1.0
    return min(1.0, 2 * min(at_most, at_least))


@dataclass(frozen=True, slots=True)
class Power:
    """How often an exact test would have seen a true rise of `ratio` over `expected` events.

    `critical` is the smallest count that raises the alarm; `power` and `size` are probabilities.
    """

    expected: float
    ratio: float
    critical: int
    power: float
    size: float
    alpha: float

    @property
    def sentence(self) -> Term:
        """The statement printed beside every comparison, so that «no alarm» is not read as «no rise»."""
        return Term(
            "Con {expected} eventi attesi, un aumento reale del {rise} % sarebbe stato rilevato in circa {often} casi "
            "su 100: l’assenza di segnale non dimostra l’assenza di aumento.",
            "With {expected} events expected, a true rise of {rise}% would have been detected about {often} times "
            "in 100: the absence of a signal does not show the absence of a rise.",
        ).with_values(
            expected=_one_decimal(self.expected), rise=round(100 * (self.ratio - 1)), often=round(100 * self.power)
        )


def _one_decimal(number: float) -> Term:
    english = f"{number:.1f}".removesuffix(".0")
    return Term(english.replace(".", ","), english)


def power_of_exact_test(expected: float, ratio: float, alpha: float = ONE_SIDED_ALPHA) -> Power:
    """Power of the one-sided exact Poisson test against a known expectation.

    critical = smallest c with P(X ≥ c | expected) ≤ α; power = P(X ≥ c | expected · ratio).
    `expected` in events, `ratio` ≥ 1 as true over expected. Raises `ValueError` outside the domain.
    Source: definition of the exact test; worked figures recomputed with R's ppois.
    """
    require_positive(expected, "the expected number")
    if ratio < 1 or not 0 < alpha < 1:
        raise ValueError("a rise needs a ratio of at least 1 and an alpha between 0 and 1")
    critical = poisson_quantile(1 - alpha, expected) + 1
    return Power(expected, ratio, critical, _at_least(critical, expected * ratio), _at_least(critical, expected), alpha)


def detectable_ratio(expected: float, power: float = 0.8, alpha: float = ONE_SIDED_ALPHA) -> float:
    """The smallest true ratio that the exact test sees with the wanted power; same domain as `power_of_exact_test`."""
    critical = power_of_exact_test(expected, 1.0, alpha).critical
    if not alpha < power < 1:
        raise ValueError("the wanted power lies between alpha and 1")
    # P(X ≥ c | mean) is the gamma distribution function of shape c, so the wanted mean is its quantile.
    return float(gammaincinv(critical, power)) / expected


def _at_least(count: int, mean: float) -> float:
    return float(pdtrc(count - 1, mean))

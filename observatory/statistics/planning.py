"""How long one must watch, before and after, to see a change: said beside every verdict."""

from math import log

from scipy.special import ndtri, pdtrc

from observatory.statistics.intervals import require_positive

POWER = 0.8
ALPHA = 0.05


def years_each_side(events_a_year: float, ratio: float, *, power: float = POWER, alpha: float = ALPHA) -> float:
    """Years of watching before, and as many after, at which a true rate ratio is seen with the wanted power.

    (z₁₋α/₂ + z_power)² · (1/λ + 1/(Rλ)) / (ln R)², the two-sided test of the log rate ratio; λ events a year before,
    R · λ after. Raises `ValueError` unless λ > 0, R > 0, R ≠ 1 and both probabilities lie between 0 and 1.
    Source: Breslow NE, Day NE (1987) Statistical Methods in Cancer Research II, IARC, ch. 7.
    """
    require_positive(events_a_year, "events a year")
    require_positive(ratio, "the ratio")
    if ratio == 1 or not 0 < power < 1 or not 0 < alpha < 1:
        raise ValueError("a change has a ratio other than 1, with probabilities between 0 and 1")
    spread = float(ndtri(1 - alpha / 2)) + float(ndtri(power))
    return spread**2 * (1 / events_a_year + 1 / (ratio * events_a_year)) / log(ratio) ** 2


def chance_of_reaching(critical: int, mean: float) -> float:
    """P(X ≥ critical) for a Poisson count of that mean: how often a bound would have been reached."""
    return float(pdtrc(critical - 1, require_positive(mean, "the mean"))) if critical > 0 else 1.0

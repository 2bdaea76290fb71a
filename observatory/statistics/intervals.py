"""The pair of limits that stands beside every estimate, and the names of the methods that give it."""

from dataclasses import dataclass

from observatory.terms import Term

CONFIDENCE = 0.95

GARWOOD = Term("limiti esatti di Poisson (Garwood)", "exact Poisson limits (Garwood)")
MID_P = Term("limiti di Poisson mid-P", "mid-P Poisson limits")
WILSON = Term("limiti di Wilson", "Wilson limits")
CLOPPER_PEARSON = Term("limiti esatti condizionati (Clopper–Pearson)", "exact conditional limits (Clopper–Pearson)")


@dataclass(frozen=True, slots=True)
class Interval:
    """A two-sided interval: each tail leaves out (1 - confidence) / 2; units are those of the estimate."""

    low: float
    high: float
    confidence: float
    method: Term

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high

    def __truediv__(self, divisor: float) -> "Interval":
        """The same limits on the scale of estimate / divisor (divisor > 0)."""
        return Interval(self.low / divisor, self.high / divisor, self.confidence, self.method)


def tail(confidence: float) -> float:
    """The probability left out on each side; raises `ValueError` unless 0 < confidence < 1."""
    if not 0 < confidence < 1:
        raise ValueError("confidence must lie strictly between 0 and 1")
    return (1 - confidence) / 2


def require_count(count: int) -> int:
    """The count itself; raises `ValueError` when it is negative."""
    if count < 0:
        raise ValueError("a count cannot be negative")
    return count


def require_positive(amount: float, what: str) -> float:
    """The amount itself; raises `ValueError` unless it is finite and above zero."""
    if not 0 < amount < float("inf"):
        raise ValueError(f"{what} must be finite and above zero")
    return amount

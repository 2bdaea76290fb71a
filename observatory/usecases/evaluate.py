"""Whether recommendations worked: each indicator with what its measurements say, and verdicts that people give."""

from dataclasses import dataclass, replace
from datetime import date

from observatory.errors import WrongUse
from observatory.evaluation.effect import DETECTION, FIDELITY, OUTCOME, PROVISIONAL, Effect, effect
from observatory.evaluation.fields import INDICATOR
from observatory.evaluation.indicator import Indicator
from observatory.ports import Stamp, Store, UnitOfWork
from observatory.selection import EVERYTHING, Selection
from observatory.terms import Term, same
from observatory.usecases.record import record


@dataclass(frozen=True, slots=True)
class Evaluation:
    """An indicator, the name of its recommendation, and what its measurements say."""

    indicator: Indicator
    recommendation: str
    effect: Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What somebody concluded: codes of the lists `verdict` and `confidence`, the grounds, the day."""

    verdict: str
    confidence: str
    grounds: str
    day: date


def evaluations(unit: UnitOfWork, recommendation: str = "") -> tuple[Evaluation, ...]:
    """Every indicator, or those of one recommendation, the newest first. Raises `NotAllowed`."""
    where = (("recommendation_id", frozenset({recommendation})),) if recommendation else ()
    found = unit.indicators.select(Selection(where=where))
    names = {each.id: each.code or each.id[:_SHORT] for each in unit.recommendations.select(EVERYTHING)}
    return tuple(Evaluation(each, names.get(str(each.recommendation_id), "–"), effect(each)) for each in found)


def evaluation_named(unit: UnitOfWork, name: str) -> Evaluation:
    """That of the indicator whose id begins so; raises `WrongUse` for none or several."""
    found = [each for each in evaluations(unit) if name and each.indicator.id.startswith(name)]
    if len(found) != 1:
        raise WrongUse(_WHICH)
    return found[0]


def judge(store: Store, indicator: Indicator, told: Judgement, stamp: Stamp) -> Indicator:
    """Record a verdict; the proposed one stands beside it and is never taken over by itself.

    Raises `Refused`, `StaleVersion`, `NotAllowed`; nothing is written then.
    """
    after = replace(
        indicator,
        verdict=told.verdict,
        confidence=told.confidence,
        verdict_text=told.grounds.strip() or None,
        verdict_on=told.day,
    )
    with store.begin() as unit:
        kept: Indicator = record(unit, INDICATOR, after, replace(stamp, reason="A"), confirmed_warnings=True).record
    return kept


def sentences(found: Evaluation) -> tuple[Term, ...]:
    """What stands beside a verdict: the ratio, why it is proposed, the power, and how to read the numbers."""
    told = [found.effect.why]
    if found.indicator.kind != FIDELITY:
        told = [ratio_words(found.effect), *told, found.effect.power]
    told += [DETECTION] if found.indicator.kind == OUTCOME else []
    return (*told, PROVISIONAL) if found.effect.is_provisional else tuple(told)


def ratio_words(found: Effect) -> Term:
    """The rate ratio with its exact limits, or that there is none."""
    if found.ratio is None:
        return _NO_RATIO
    low, high = (_two(value) for value in (found.ratio.low, found.ratio.high))
    return _RATIO.with_values(estimate=_two(found.ratio.estimate), low=low, high=high)


def _two(value: float) -> Term:
    if value == float("inf"):
        return same("∞")
    return Term(f"{value:.2f}".replace(".", ","), f"{value:.2f}")


_SHORT = 8
_RATIO = Term(
    "Dopo rispetto a prima: {estimate} (limiti esatti al 95 %: {low}–{high}).",
    "After over before: {estimate} (exact 95% limits: {low}–{high}).",
)
_NO_RATIO = Term(
    "Non vi sono conteggi prima e dopo da confrontare.", "There are no counts before and after to compare."
)
_WHICH = Term(
    "Nessun indicatore, o più d’uno, ha un identificativo che comincia così: indicarlo per intero. "
    "Nulla è stato modificato.",
    "No indicator, or several, have an id that begins so: give it in full. Nothing was changed.",
)

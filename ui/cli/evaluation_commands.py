"""What the commands on evaluation do: list the indicators, show one with its power line, record a verdict."""

import argparse
from typing import TYPE_CHECKING

from observatory.errors import Refused, WrongUse
from observatory.terms import Language, Term
from ui import bootstrap
from ui.cli.commands import opened
from ui.cli.output import say

if TYPE_CHECKING:
    from observatory.usecases.evaluate import Evaluation


def list_(asked: argparse.Namespace, language: Language) -> None:
    from observatory.usecases.evaluate import evaluations

    with opened(asked, language) as store, store.begin() as unit:
        found = evaluations(unit)
    for each in found:
        say(_headline(each), language)
    say(_COUNT.with_values(n=len(found)), language)


def show(asked: argparse.Namespace, language: Language) -> None:
    from observatory.evaluation.effect import ordered
    from observatory.usecases.evaluate import evaluation_named, sentences

    with opened(asked, language) as store, store.begin() as unit:
        found = evaluation_named(unit, asked.indicator)
    say(_headline(found), language)
    for each in ordered(found.indicator):
        told = {"quarter": each.quarter, "events": _or_dash(each.events), "exposure": _or_dash(each.exposure)}
        say(_MEASURED.with_values(**told, fidelity=_or_dash(each.fidelity)), language)
    for sentence in sentences(found):
        say(sentence, language)


def verdict(asked: argparse.Namespace, language: Language) -> None:
    from observatory.authorisation.rules import acting_role
    from observatory.evaluation.fields import INDICATOR
    from observatory.usecases.evaluate import Judgement, evaluation_named, judge
    from observatory.usecases.record import stamped, today

    with opened(asked, language) as store:
        with store.begin() as unit:
            found = evaluation_named(unit, asked.indicator)
        day = asked.on or today(bootstrap.system_clock)
        told = Judgement(verdict=asked.verdict, confidence=asked.confidence, grounds=asked.grounds, day=day)
        stamp = stamped(bootstrap.system_clock, acting_role(store.member, INDICATOR))
        try:
            judge(store, found.indicator, told, stamp)
        except Refused as refusal:
            raise WrongUse(refusal.problems[0].message) from None
    say(_RECORDED, language)
    say(found.effect.power, language)


def _headline(found: "Evaluation") -> Term:
    from observatory.codelists import codelist

    indicator = found.indicator
    verdicts = codelist("verdict")
    return _INDICATOR.with_values(
        id=indicator.id,
        recommendation=found.recommendation,
        name=indicator.name or "–",
        force=codelist("force").label(indicator.force) if indicator.force else _ALL,
        verdict=verdicts.label(indicator.verdict) if indicator.verdict else _NONE,
        proposed=verdicts.label(found.effect.proposed),
    )


def _or_dash(number: int | None) -> str:
    return "–" if number is None else str(number)


_COUNT = Term("Indicatori: {n}.", "Indicators: {n}.")
_INDICATOR = Term(
    "{id}  {recommendation}, {name}, {force}: giudizio {verdict}; secondo i numeri: {proposed}",
    "{id}  {recommendation}, {name}, {force}: verdict {verdict}; the figures suggest: {proposed}",
)
_ALL = Term("tutte le destinatarie", "all addressed forces")
_NONE = Term("non ancora dato", "not given yet")
_MEASURED = Term(
    "  {quarter}: eventi {events}, denominatore {exposure}, fedeltà {fidelity}",
    "  {quarter}: events {events}, denominator {exposure}, fidelity {fidelity}",
)
_RECORDED = Term("Giudizio registrato.", "Verdict recorded.")

"""What the commands on what waits and on the quality of the data print, line by line."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from observatory.terms import Language, Term, same
from ui import bootstrap
from ui.cli.commands import opened
from ui.cli.output import say

if TYPE_CHECKING:
    from observatory.evaluation.prevention import Figure
    from observatory.statistics.delay import Delay
    from observatory.usecases.quality import Quality
    from observatory.usecases.work_lists import WorkLine


def list_(asked: argparse.Namespace, language: Language) -> None:
    from observatory.usecases.record import today
    from observatory.usecases.work_lists import work_lists

    with opened(asked, language) as store, store.begin() as unit:
        found = work_lists(unit, store.member, today(bootstrap.system_clock))
    for each in found:
        say(_HEADING.with_values(label=each.label, n=each.total), language)
        for line in each.lines:
            say(_waiting(line, language), language)


def quality(asked: argparse.Namespace, language: Language) -> None:
    from observatory.usecases.quality import HEADINGS
    from observatory.usecases.quality import quality as look
    from observatory.usecases.record import today

    with opened(asked, language) as store, store.begin() as unit:
        found = look(unit, store.member, today(bootstrap.system_clock))
    for name, lines in _parts(found).items():
        say(HEADINGS[name], language)
        for line in lines:
            say(line, language)


def _waiting(line: "WorkLine", language: Language) -> Term:
    from observatory.entities import BY_NAME
    from observatory.labels import record_title

    entity = BY_NAME[line.entity]
    title = entity.label.in_(language) if line.record is None else record_title(entity, line.record, language)
    return _WAITING.with_values(due=line.due, title=title, what=line.what)


def _parts(found: "Quality") -> dict[str, Iterator[Term]]:
    from observatory.codelists import codelist

    measures = codelist("firearm_measure")
    return {
        "complete": (_OF.with_values(label=_those(e.force), n=e.complete, known=e.cases) for e in found.complete),
        "unknown": (_OF.with_values(label=e.field.label, n=e.unknown, known=e.cases) for e in found.unknown),
        "late": (_COUNT.with_values(label=_force(each.force), n=each.cases) for each in found.late),
        "reported": (_timed(_force(each.force), each.cases, each.timing) for each in found.reported),
        "indicators": map(_figure, found.indicators),
        "durations": (_timed(measures.label(c), d.intervals, d) for c, d in found.durations.items()),
    }


def _figure(each: "Figure") -> Term:
    label = Term(f"{each.code} {each.label.it}", f"{each.code} {each.label.en}")
    if each.successes is None:
        return _timed(label, each.known, each.timing)
    share = each.share
    if share is None:
        return _OF.with_values(label=label, n=each.successes, known=each.known)
    told = {"share": _tenths(100 * share.estimate), "low": _tenths(100 * share.low), "high": _tenths(100 * share.high)}
    return _SHARE.with_values(label=label, n=each.successes, known=each.known, **told)


def _timed(label: Term, count: int, timing: "Delay | None") -> Term:
    if timing is None:
        return _COUNT.with_values(label=label, n=count)
    return _TIMED.with_values(label=label, n=count, median=_tenths(timing.median), p90=_tenths(timing.p90))


def _tenths(value: float) -> Term:
    from observatory.charts.numerals import written

    return Term(written(value, 1, Language.IT), written(value, 1, Language.EN))


def _force(code: str) -> Term:
    from observatory.codelists import codelist

    return codelist("force").label(code) if code else same("–")


def _those(code: str) -> Term:
    from observatory.usecases.quality import TOGETHER

    return _force(code) if code else TOGETHER


_HEADING = Term("{label}: {n}", "{label}: {n}")
_WAITING = Term("  {due:<10}  {title} – {what}", "  {due:<10}  {title} – {what}")
_COUNT = Term("  {label}: {n}", "  {label}: {n}")
_OF = Term("  {label}: {n} su {known}", "  {label}: {n} of {known}")
_SHARE = Term(
    "  {label}: {n} su {known}, {share} % (limiti di Wilson {low} – {high})",
    "  {label}: {n} of {known}, {share} % (Wilson limits {low} – {high})",
)
_TIMED = Term("  {label}: n {n}, mediana {median}, P90 {p90}", "  {label}: n {n}, median {median}, P90 {p90}")

"""An answer to a single question as text that leaves: CSV of one observation a line, or JSON with notes."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from observatory.disclosure.rules import Audience
from observatory.exports.cells import as_csv, confidentiality, inert, published_digits, published_number
from observatory.reports.wording import DRAFT, DRAFT_WHY, SYNTHETIC, SYNTHETIC_WHY
from observatory.summary.content import Figure, PublishedTable
from observatory.terms import Language, Term

if TYPE_CHECKING:
    from observatory.summary.question_answer import Answer


@dataclass(frozen=True, slots=True)
class Told:
    """An answer, for whom it is, the day of its data, and whether two members stand for exactly this."""

    answer: "Answer"
    audience: Audience
    as_of: date
    is_confirmed: bool = False

    @property
    def is_draft(self) -> bool:
        """For anybody but the members it is a draft until two of them confirm it."""
        return self.audience is not Audience.MEMBERS and not self.is_confirmed

    @property
    def figure(self) -> Figure | None:
        """Only where it shows a value: an empty one would speak of hidden values where there are none."""
        figure = self.answer.figure
        points = [] if figure is None else [point for series in figure.chart.series for point in series.points]
        return figure if any(point.value is not None for point in points) else None

    @property
    def warnings(self) -> tuple[Term, ...]:
        """What must be known before any figure is read."""
        synthetic = [_pair(SYNTHETIC, SYNTHETIC_WHY)] * self.answer.synthetic
        return *synthetic, *([_SENTENCES.with_values(draft=DRAFT, why=DRAFT_WHY)] * self.is_draft)


def csv_text(told: Told) -> str:
    """Codes, figures with a decimal point at their printed precision, status; a line feed ends each line.

    A draft says so in every line: a file of rows has no other place that stays with them.
    """
    table = told.answer.table
    mark = (("EDITION", "draft"),) * told.is_draft
    header = (*(axis.name for axis in table.axes), "OBS_VALUE", "OBS_STATUS", "CONF_STATUS", *(n for n, _ in mark))
    return as_csv(header, ((*line, *(value for _, value in mark)) for line in _lines(table)))


def json_text(told: Told) -> str:
    """The same figures with titles, codes in two languages, warnings and notes."""
    answer, table = told.answer, told.answer.table
    content = {
        "title": _both(table.title),
        "window": _both(table.window),
        "measure": answer.question.measure.value,
        "by": list(answer.question.by),
        "audience": told.audience.value,
        "as_of": told.as_of.isoformat(),
        "draft": told.is_draft,
        "synthetic": answer.synthetic,
        "digest": answer.digest,
        "codes": {axis.name: {item.code: _both(item.label) for item in axis.items} for axis in table.axes},
        "observations": list(_observations(table)),
        "notes": [_both(note) for note in (*told.warnings, *table.notes)],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def _lines(table: PublishedTable) -> Iterator[Sequence[str]]:
    decimals = {item.code: item.decimals for item in table.axes[-1].items}
    for at, shown in table.observations.items():
        digits = published_digits(shown, decimals[at[-1]])
        yield (*map(inert, at), digits, shown.status.value, confidentiality(shown))


def _observations(table: PublishedTable) -> Iterator[dict[str, Any]]:
    decimals = {item.code: item.decimals for item in table.axes[-1].items}
    names = [axis.name for axis in table.axes]
    for at, shown in table.observations.items():
        value = published_number(shown, decimals[at[-1]])
        yield {**dict(zip(names, at, strict=True)), "value": value, "status": shown.status.value}


def _both(term: Term) -> dict[str, str]:
    return {language.value: term.in_(language) for language in Language}


def _pair(name: Term, value: Term) -> Term:
    return Term("{name}: {value}", "{name}: {value}").with_values(name=name, value=value)


_SENTENCES = Term("{draft}. {why}", "{draft}. {why}")

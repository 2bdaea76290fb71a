"""An answer as text: a table for the screen, CSV of one observation a line, or JSON with notes."""

from collections.abc import Iterator, Mapping, Sequence

from observatory.disclosure.rules import AUDIENCE_LABELS
from observatory.exports.answers import Told, csv_text, json_text
from observatory.periods import long_date
from observatory.reports.grid import printed
from observatory.reports.wording import AS_OF, AUDIENCE
from observatory.summary.content import Item, Observation, PublishedTable
from observatory.terms import Language, Term, same

_GAP = "  "


def as_table(told: Told, language: Language) -> tuple[Term, ...]:
    """Title, particulars, one line per row with limits in brackets, notes."""
    table = told.answer.table
    lines = [table.title, table.window, _pair(AUDIENCE, AUDIENCE_LABELS[told.audience])]
    lines += [_pair(AS_OF, long_date(told.as_of)), *told.warnings, same("")]
    lines += [same(line) for line in _aligned(_cells(table, language))]
    return (*lines, same(""), *table.notes)


def written(told: Told, format_: str) -> tuple[Term, ...]:
    """As `csv` or `json`: codes, figures with a decimal point at their printed precision, status."""
    return (same((csv_text(told) if format_ == "csv" else json_text(told)).rstrip("\n")),)


def _pair(name: Term, value: Term) -> Term:
    return Term("{name}: {value}", "{name}: {value}").with_values(name=name, value=value)


def _cells(table: PublishedTable, language: Language) -> list[list[str]]:
    """The heading and the rows; low and high stand in brackets in one column."""
    down, measured = table.axes[:-1], table.axes[-1].items
    plain = [item for item in measured if item.code not in ("low", "high")]
    bounds = [item for item in measured if item.code in ("low", "high")]
    heading = [axis.title.in_(language) for axis in down] + [item.label.in_(language) for item in plain]
    rows = [[*heading, _LIMITS.in_(language)]]
    labels = [{item.code: item.label.in_(language) for item in axis.items} for axis in down]
    for at in dict.fromkeys(key[:-1] for key in table.observations):
        shown = {item.code: table.observations.get((*at, item.code)) for item in measured}
        named = [labels[place][code] for place, code in enumerate(at)]
        rows.append(
            [*named, *(_cell(item, shown[item.code], language) for item in plain), _band(bounds, shown, language)]
        )
    return rows


def _band(bounds: Sequence[Item], shown: Mapping[str, Observation | None], language: Language) -> str:
    ends = [(item, shown[item.code]) for item in bounds]
    if any(each is None or each.value is None for _, each in ends):
        return ""
    return f"({'–'.join(_cell(item, each, language) for item, each in ends)})"


def _cell(item: Item, shown: Observation | None, language: Language) -> str:
    if shown is None:
        return ""
    cell = printed(shown, item.decimals, language)
    return f"{cell.text}{cell.flag}"


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Words to the left, figures to the right."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    words = [
        all(not row[place][:1].isdigit() and row[place][:1] not in "(." for row in rows[1:])
        for place in range(len(widths))
    ]
    for row in rows:
        cells = (c.ljust(w) if is_word else c.rjust(w) for c, w, is_word in zip(row, widths, words, strict=True))
        yield _GAP.join(cells).rstrip()


_LIMITS = Term("IC 95 %", "95% CI")

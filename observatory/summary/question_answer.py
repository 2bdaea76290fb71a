"""An answer ready to be shown: a protected table, a figure, what stands beside them, and how much is hidden."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from observatory.charts.chart import Chart, Gap, Mark, Point, Series
from observatory.codelists import codelist
from observatory.disclosure.tables import TOTAL
from observatory.periods import Window
from observatory.progress import Progress, silent
from observatory.summary import windows
from observatory.summary.alternatives import gaps
from observatory.summary.content import GAPS, Axis, Figure, Item, Observation, PublishedTable
from observatory.summary.counted import At, Count
from observatory.summary.earlier import Earlier
from observatory.summary.events import kind_axis
from observatory.summary.finest import ELSE
from observatory.summary.published import Observations, time_axis, total_item
from observatory.summary.question import Dimension, Measure, Question
from observatory.summary.question_cells import Ground, SafeCells, Suppression, counted, printed_codes, safe_cells
from observatory.summary.question_measures import MEASURES, row_of
from observatory.summary.question_notes import notes
from observatory.summary.standing import is_provisional
from observatory.summary.told import Values, window_of
from observatory.terms import Term, same

ID = "S1"
EVENTS = "events"
"""The measure that counts."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What may be shown; `suppression`, `beside` and `values` are for the Observatory, and enter no output."""

    question: Question
    table: PublishedTable
    figure: Figure | None
    notes: tuple[Term, ...]
    suppression: Suppression
    beside: frozenset[Count]
    values: Values
    synthetic: bool

    @property
    def counts(self) -> dict[At, Count]:
        """What the printed numbers of events count; limits, rates and shares follow from these."""
        names = [axis.name for axis in self.table.axes[:-1]]
        return {
            at: self._counted(dict(zip(names, at, strict=False))) for at in self.table.observations if at[-1] == EVENTS
        }

    def _counted(self, told: dict[str, str]) -> Count:
        window = window_of(told["time"]) if "time" in told else self.question.window
        return counted(self.question, told, window)

    @property
    def digest(self) -> str:
        """SHA-256 of all that is shown."""
        shown = [["|".join(at), each.value, each.status.value] for at, each in sorted(self.table.observations.items())]
        told = [self.question.code, self.table.window.en, shown, [note.it for note in self.notes]]
        return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def answered(question: Question, ground: Ground, earlier: Sequence[Earlier], progress: Progress = silent) -> Answer:
    """The answer for the ground’s audience, safe from a reader of everything released before.

    Raises `Unprotectable` if it cannot be made safe.
    """
    cells = safe_cells(question, ground, earlier, progress)
    table = _table(cells, ground)
    figure = _figure(cells, table, ground)
    return Answer(question, table, figure, table.notes, cells.suppression, cells.beside, cells.values, ground.synthetic)


def _table(cells: SafeCells, ground: Ground) -> PublishedTable:
    question, row = cells.question, row_of(cells, ground)
    axes = tuple(_axes(cells, ground))
    places = {code: window for window in _windows(question) for code in (windows.code(window),)}
    observations: Observations = {}
    for at in product(*([item.code for item in axis.items] for axis in axes)):
        told = dict(zip([axis.name for axis in axes], at, strict=True))
        window = places[told.pop("time")] if "time" in told else question.window
        observations |= {(*at, name): value for name, value in row(told, window).items()}
    measured = MEASURES[question.measure]
    title = _TITLES[question.measure] if "type" not in question.by else _EVENTS
    rows = max(1, len(axes))
    if not axes:
        axes = (Axis("all", _ALL, (total_item(),)),)
        observations = {(TOTAL, *at): value for at, value in observations.items()}
    return PublishedTable(
        ID,
        title,
        windows.label(question.window),
        (*axes, measured),
        observations,
        row_axes=rows,
        notes=notes(cells, ground),
    )


def _windows(question: Question) -> tuple[Window, ...]:
    return tuple(dict.fromkeys((*question.steps, question.window)))


def _axes(cells: SafeCells, ground: Ground) -> Iterator[Axis]:
    question = cells.question
    for name in question.by:
        if name in (d.name for d in question.dimensions):
            dimension = next(d for d in question.dimensions if d.name == name)
            yield _axis(dimension, cells, ground)
        else:
            yield time_axis(_windows(question))


def _axis(dimension: Dimension, cells: SafeCells, ground: Ground) -> Axis:
    """Codes of which nothing occurred only take room, but for forces and types."""
    if dimension.name == "type":
        items = {item.code: item for item in kind_axis().items}
        codes = printed_codes("type", ground.audience)
        return Axis("type", dimension.title, tuple(items[code] for code in codes))
    listed = codelist(dimension.list_name)
    labels = {code.code: code.label for code in listed} | {ELSE: _ELSE}
    found = [c for c in printed_codes(dimension.name, ground.audience) if _occurs(dimension, c, cells)]
    items_ = (Item(code, labels[code]) for code in sorted(found, key=list(labels).index))
    return Axis(dimension.name, dimension.title, (*items_, total_item()))


def _occurs(dimension: Dimension, code: str, cells: SafeCells) -> bool:
    return dimension.name == "force" or cells.at({dimension.name: code}, cells.question.window).value != 0


def _figure(cells: SafeCells, table: PublishedTable, ground: Ground) -> Figure | None:
    """By the first characteristic over the whole window; by time where there is no other; else none."""
    question, value = cells.question, _VALUES[cells.question.measure]
    if not question.by or "type" in question.by:
        return None
    axes = {axis.name: axis for axis in table.axes}
    name = question.dimensions[0].name if question.dimensions else "time"
    whole = windows.code(question.window)
    items = [i for i in axes[name].items if not i.is_total and (name != "time" or i.code != whole)]
    provisional = (
        {windows.code(w): is_provisional(w, ground.as_of) for w in _windows(question)} if name == "time" else {}
    )
    points = tuple(
        _point(item, _at(axes, name, item.code, whole), table, (value, provisional.get(item.code, False)))
        for item in items
    )
    return _drawn(question, table, points, _reference(question, axes, table, (name, value)))


def _at(axes: Mapping[str, Axis], name: str, code: str, whole: str) -> tuple[str, ...]:
    """The coordinates of one code, everything else in total."""
    names = [axis for axis in axes if axis != "measure"]
    return tuple(code if each == name else whole if each == "time" else TOTAL for each in names)


def _point(item: Item, at: tuple[str, ...], table: PublishedTable, how: tuple[str, bool]) -> Point:
    none = Observation(None)
    told, *ends = (table.observations.get((*at, name), none) for name in (how[0], "low", "high"))
    low, high = (end.value for end in ends)
    gap = GAPS.get(told.status, Gap.HIDDEN)
    return Point(item.label, told.value, low, high, provisional=how[1], gap=gap)


def _reference(
    question: Question, axes: Mapping[str, Axis], table: PublishedTable, place: tuple[str, str]
) -> float | None:
    """The value of all together; 100 against the general population."""
    name, value = place
    if question.measure is Measure.SMR:
        return 100
    if question.measure is not Measure.RATE or name == "time":
        return None
    at = _at(axes, name, TOTAL, windows.code(question.window))
    return table.observations.get((*at, value), Observation(None)).value


def _drawn(question: Question, table: PublishedTable, points: tuple[Point, ...], reference: float | None) -> Figure:
    over_time = not question.dimensions
    mark = Mark.FOREST if not over_time else Mark.BARS if question.measure is Measure.COUNT else Mark.LINE
    bare = mark is Mark.BARS
    drawn = tuple(Point(p.label, p.value, provisional=p.provisional, gap=p.gap) for p in points) if bare else points
    unit = _UNITS[question.measure]
    chart = Chart(
        mark,
        (Series(table.title, drawn),),
        unit,
        reference,
        (_AS_POPULATION if question.measure is Measure.SMR else _TOGETHER) if reference is not None else None,
        decimals=0 if bare else 1,
        over_time=over_time,
    )
    told = (_BARS if bare else _LIMITS).with_values(title=table.title, unit=unit, n=len(points))
    return Figure(ID, table.title, chart, _ALTERNATIVE.with_values(told=told, gaps=gaps(points)))


_VALUES = {Measure.COUNT: "events", Measure.RATE: "rate", Measure.SMR: "smr", Measure.SHARE: "share"}
_UNITS = {
    Measure.COUNT: Term("Decessi", "Deaths"),
    Measure.RATE: Term("per 100 000 anni-persona", "per 100,000 person-years"),
    Measure.SMR: same("SMR × 100"),
    Measure.SHARE: Term("% sui noti", "% of known"),
}
_TITLES = {
    Measure.COUNT: Term("Decessi per suicidio di personale in servizio", "Deaths by suicide of serving personnel"),
    Measure.RATE: Term("Tasso di suicidio del personale in servizio", "Suicide rate of serving personnel"),
    Measure.SMR: Term(
        "Decessi per suicidio e attesi secondo la popolazione generale",
        "Deaths by suicide and those expected from the general population",
    ),
    Measure.SHARE: Term("Decessi per suicidio: percentuali sui noti", "Deaths by suicide: shares of the known"),
}
_EVENTS = Term("Eventi per tipo", "Events by type")
_ALL = Term("Forze", "Forces")
_ELSE = Term("Non arma da fuoco", "Not a firearm")
_TOGETHER = Term("le quattro Forze insieme", "the four forces together")
_AS_POPULATION = Term("come la popolazione", "as in the population")
_BARS = Term("{title}, {unit}: {n} valori", "{title}, {unit}: {n} values")
_LIMITS = Term("{title}, {unit}: {n} valori con i loro limiti", "{title}, {unit}: {n} values with their limits")
_ALTERNATIVE = Term(
    "{told}{gaps}. Gli stessi numeri sono nella tavola.", "{told}{gaps}. The same numbers are in the table."
)

"""Indicators of what was done for persons and after meetings (T11): shares of the known with n/N and limits.

The four forces together: by force most counts would be hidden, and what is left would be read as a ranking. Nothing is
compared with another period or force, so no power is stated; the limits say how far chance alone reaches.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from observatory.codelists import codelist
from observatory.disclosure.tables import TOTAL, Coordinates, Cube, SafeCell, TableSpec
from observatory.evaluation.record_answers import (
    Record,
    answered,
    covered_answer,
    decided_answer,
    helped_answer,
    on_time_answer,
    rearmed_answer,
    supported_answer,
    verified_answer,
)
from observatory.periods import Month, Window
from observatory.summary import windows
from observatory.summary.acts import Acts
from observatory.summary.answer_codes import ASKED
from observatory.summary.answers import FEW_KNOWN, NO, NOT_KNOWN, SHARE, YES, Answers
from observatory.summary.content import Axis, Item, PublishedTable
from observatory.summary.counted import Count
from observatory.summary.decisions import decisions
from observatory.summary.events import EventCounts
from observatory.summary.facts import Facts
from observatory.summary.finest import (
    COVERED,
    CUBES,
    DECIDED,
    FOLLOWED,
    HELPED,
    KNOWN,
    REARMED,
    REPEATED,
    SUPPORTED,
    UNKNOWN,
)
from observatory.summary.indicator_words import LABELS, NOTES, TITLE
from observatory.summary.published import (
    Observations,
    concealed,
    count,
    known_answers,
    measures,
    protect,
    protect_part,
    total_of,
)
from observatory.summary.told import shape_of
from observatory.terms import Term

Row = tuple[str, Answers]


def t11(facts: Facts, counts: EventCounts, acts: Acts) -> tuple[PublishedTable, ...]:
    """Inside the Observatory; rows about which nothing is on record are left out."""
    if not facts.profile.internal:
        return ()
    rows = tuple(row for row in _rows(facts, counts, acts) if any(n != 0 for n in row[1].counts.values()))
    axis = Axis("indicator", Term("Indicatore", "Indicator"), tuple(Item(id_, LABELS[id_]) for id_, _ in rows))
    observations: Observations = {(id_, at): value for id_, row in rows for at, value in row.row.items()}
    table = PublishedTable(
        "T11", TITLE, windows.label(acts.window), (axis, _MEASURES), observations, notes=(*NOTES, FEW_KNOWN)
    )
    return (table,) if rows else ()


def _rows(facts: Facts, counts: EventCounts, acts: Acts) -> Iterator[Row]:
    yield from _contact_rows(acts)
    for id_, cube, answer in (
        ("I-03", DECIDED, decided_answer),
        ("I-04", SUPPORTED, supported_answer),
        ("I-05", REARMED, rearmed_answer),
    ):
        yield _plain(facts, id_, Cube(CUBES[cube], _counted(answer, acts.started)), acts.measures[(TOTAL,)])
    deaths = _counted(helped_answer, facts.events(facts.windows.pooled))
    yield _plain(facts, "I-06", Cube(CUBES[HELPED], deaths), counts.cell("SU", facts.windows.pooled))
    yield from _followed_rows(facts)
    tried = _in(facts.windows.years[1], facts.known.attempts)
    yield _plain(facts, "I-09", Cube(CUBES[REPEATED], tried), None)
    yield from _postvention_rows(facts, acts)
    yield from _decision_rows(facts, acts)


def _plain(facts: Facts, id_: str, cube: Cube, total: SafeCell | None) -> Row:
    """A question over S, N and NN; where another table prints its total, that total stands."""
    tells = partial(_tells, facts, id_)
    if total is None:
        table = protect(cube, (TableSpec(id_, cube.dimensions),), facts, tells)[id_]
    else:
        table = protect_part(cube, id_, facts, total, tells)
    return id_, Answers.of(concealed(table, facts, tells))


def _in(window: Window, numbers: Mapping[tuple[Coordinates, Month], int]) -> Counter[Coordinates]:
    """Those of the window’s months, without their month."""
    found: Counter[Coordinates] = Counter()
    for (at, month), number in numbers.items():
        if month in window:
            found[at] += number
    return found


def _tells(facts: Facts, id_: str, at: Coordinates) -> tuple[Count, ...]:
    """What a protected cell counts; the answers not known tell how many are."""
    asked, shape = ASKED[id_], shape_of(facts)
    own = Count(asked.cube, at, asked.window(shape.windows, shape.actions))
    return (own, Count(asked.cube, (*at[:-1], KNOWN), own.window)) if at[-1] == UNKNOWN else (own,)


def _contact_rows(acts: Acts) -> Iterator[Row]:
    """Within 72 hours, and within a week: the latter is a sum of two counts, hidden with either."""
    told = {code: acts.contacts[(code,)].value for code in ("S", "N", "S-3", "S-M", "S-W", "S-L")}
    known, unknown = told["S"], told["N"]
    yield "I-02a", Answers({"yes": told["S-3"], "no": told["S-M"], "unknown": unknown}, known)
    week = total_of(told["S-3"], told["S-W"])
    yield "I-02b", Answers({"yes": week, "no": told["S-L"], "unknown": unknown}, known)


def _followed_rows(facts: Facts) -> Iterator[Row]:
    """Follow-ups by when they were due, and at those done whether the person was back at work."""
    cube = Cube(CUBES[FOLLOWED], _in(shape_of(facts).actions, facts.known.follow_ups))
    tells = partial(_tells, facts, "I-08")
    tables = protect(cube, tuple(_followed_specs(cube)), facts, tells)
    dues, ends = (concealed(tables[name], facts, tells) for name in ("I-07", "I-08"))
    for due in codelist("follow_up_due"):
        yes, no, unknown = (dues[due.code, answer].value for answer in ("S", "N", UNKNOWN))
        yield f"I-07-{due.code}", Answers({"yes": yes, "no": no, "unknown": unknown}, total_of(yes, no))
    back, away, unknown = (ends[TOTAL, answer].value for answer in ("S-R", "S-N", "S-U"))
    yield "I-08", Answers({"yes": back, "no": away, "unknown": unknown}, total_of(back, away))


def _followed_specs(cube: Cube) -> Iterator[TableSpec]:
    due, done = cube.dimensions
    yield TableSpec("I-07", cube.dimensions, {done: frozenset({TOTAL, "S", "N", UNKNOWN})})
    yield TableSpec("I-08", cube.dimensions, {due: frozenset({TOTAL})})


def _postvention_rows(facts: Facts, acts: Acts) -> Iterator[Row]:
    """From T10c, and coverage beside it."""
    told = {"yes": acts.delays[("1",)].value, "unknown": acts.delays[(UNKNOWN,)].value}
    yield "I-10a", Answers(told, known_answers(acts.delays))
    yield _plain(facts, "I-10b", Cube(CUBES[COVERED], _counted(covered_answer, acts.started)), acts.levels["V", TOTAL])


def _decision_rows(facts: Facts, acts: Acts) -> Iterator[Row]:
    """No person is concerned: nothing is hidden."""
    taken = decisions(facts)
    due = (each for each in taken if each.due_on and Month.of(each.due_on) in acts.window)
    yield "I-12a", _open(answered(lambda each: on_time_answer(each, facts.as_of), due))
    yield "I-12b", _open(answered(verified_answer, taken))


def _open(answers: Iterable[str]) -> Answers:
    found = Counter(answers)
    return Answers({"yes": found["S"], "no": found["N"], "unknown": found[UNKNOWN]}, found["S"] + found["N"])


def _counted(question: Callable[[Record], str | None], records: Iterable[Record]) -> dict[Coordinates, int]:
    return count((answer,) for answer in answered(question, records))


_MEASURES = measures(YES, NO, NOT_KNOWN, *SHARE)

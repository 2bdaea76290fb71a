"""What each published cell of a summary counts, whichever edition printed it: the common language of the ledger."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from observatory.codelists import codelist
from observatory.disclosure.tables import TOTAL
from observatory.errors import Unprotectable
from observatory.periods import Month, Period, Window
from observatory.summary.answer_codes import ANSWER_TABLES, answer_count
from observatory.summary.counted import EVENTS, At, Count
from observatory.summary.facts import Facts, Profile
from observatory.summary.finest import (
    CHANGES,
    CUBES,
    DELAYS,
    ELSE,
    FIREARM,
    KNOWN,
    LEVELS,
    MEASURES,
    METHODS,
    OWNER_KNOWN,
    PERSONS,
    UNKNOWN,
)
from observatory.summary.windows import Windows
from observatory.terms import Term

ALWAYS = Window(Month(1990, 1), Month(1990, 1))
"""Stands for events of all periods."""

ANSWER = "D"
"""What the names of the tables that answer added questions begin with."""
ASKED = "Q-"
"""Before the name of a cube: a table that answers a question, and whose cells say themselves what they count."""

Values = Mapping[str, Mapping[str, float | int | None]]
"""Published values by table and by coordinates joined with `|`; None where hidden."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What an edition's tables looked like: its windows, what its audience may see, and the two days it compares."""

    windows: Windows
    profile: Profile
    as_of: date
    since: date

    @property
    def actions(self) -> Window:
        return self.windows.rolling if self.profile.short else self.windows.pooled

    @property
    def changes(self) -> str:
        return f"{CHANGES} {self.since} {self.as_of}"


Reader = Callable[[At, Shape], Count | None]


def count_at(table: str, at: At, shape: Shape) -> Count | None:
    """What a printed cell counts; None for what is derived from counts, and where no person is concerned."""
    return _READERS[table](at, shape) if table in _READERS else None


def told(values: Values, shape: Shape) -> Iterator[tuple[Count, float | int | None]]:
    """Each count that the tables show or hide, a row left out being a zero.

    Raises `Unprotectable` for a table that this version does not know.
    """
    for table, cells in values.items():
        if table in _OPEN:
            continue
        if table not in _READERS:
            raise Unprotectable(_STRANGE.with_values(table=table, period=shape.windows.period.name))
        for at, value in cells.items():
            if count := _READERS[table](tuple(at.split("|")), shape):
                yield count, value
        yield from ((count, 0) for count in _left_out(table, cells, shape))


def shape_of(facts: Facts) -> Shape:
    """Of the edition made from these facts."""
    return Shape(facts.windows, facts.profile, facts.as_of, facts.previous.as_of)


def window_of(code: str) -> Window:
    """The window that `windows.code` names."""
    first, _, last = code.partition("--")
    return Window(Month.parse(first), Month.parse(last)) if last else Period.parse(code).window


def event(force: str, kind: str, window: Window) -> Count:
    return Count(EVENTS, (force, kind), window)


def told_by_event(at: At) -> tuple[Count]:
    """By a cell of a protected table of events: force, kind, time."""
    return (event(at[0], at[1], window_of(at[2])),)


def told_by_profile(table: str, shape: Shape, at: At) -> tuple[Count, ...]:
    """By a cell of a protected profile table; the answers not known tell how many are."""
    own = Count("T5", at, shape.windows.pooled) if table == "T5" else profile_count(table, at, shape)
    known = {UNKNOWN: KNOWN, f"{FIREARM}-{UNKNOWN}": OWNER_KNOWN}.get(at[0])
    return (own, profile_count(table, (known,), shape)) if known and table != "T5" else (own,)


def told_by_action(table: str, shape: Shape, at: At) -> tuple[Count]:
    return (action_count(table, at, shape),)


def told_by_timing(interval: str, shape: Shape, at: At) -> tuple[Count]:
    return (timing_count(interval, at[0], shape),)


def told_by_change(shape: Shape, at: At) -> tuple[Count]:
    return (change_count(at, shape),)


def profile_count(table: str, at: At, shape: Shape) -> Count:
    """Of a cell of a protected profile table."""
    if table in ("T5a", "T5b"):
        return Count("T5", (at[0], TOTAL) if table == "T5a" else (TOTAL, at[0]), shape.windows.pooled)
    is_broad = table == "T7a" and not shape.profile.internal and at[0] == "ALT"
    return Count(table, (ELSE,) if is_broad else at, shape.windows.pooled)


def action_count(table: str, at: At, shape: Shape) -> Count:
    return Count(_ACTIONS[table], at, shape.actions)


def change_count(at: At, shape: Shape) -> Count:
    return Count(shape.changes, at, ALWAYS)


def timing_count(interval: str, answer: str, shape: Shape) -> Count:
    return Count(f"timed {interval}", (answer,), shape.actions)


def _t1a(at: At, _: Shape) -> Count:
    return event(TOTAL, at[0], window_of(at[1]))


def _t1b(at: At, shape: Shape) -> Count:
    return event(at[1], at[0], shape.windows.rolling)


def _t1(at: At, shape: Shape) -> Count:
    return event(at[1], at[0], shape.windows.pooled)


def _t2(at: At, _: Shape) -> Count | None:
    return event(at[1], "SU", window_of(at[0])) if at[2] == "events" else None


def _series(at: At, _: Shape) -> Count | None:
    kinds = {"events": "SU", "pending": "SUP"}
    return event(TOTAL, kinds[at[1]], window_of(at[0])) if at[1] in kinds else None


def _years(at: At, _: Shape) -> Count:
    return event(at[1], "SU", window_of(at[0]))


def _delay(at: At, shape: Shape) -> Count | None:
    return event(TOTAL, at[0], shape.windows.pooled) if at[1] in ("events", "intervals") else None


def _profile(table: str) -> Reader:
    def read(at: At, shape: Shape) -> Count | None:
        return profile_count(table, at[:1], shape) if at[1] == "events" else None

    return read


def _crossed(at: At, shape: Shape) -> Count:
    return Count("T5", at, shape.windows.pooled)


def _owners(at: At, shape: Shape) -> Count | None:
    codes = {TOTAL: FIREARM, KNOWN: OWNER_KNOWN}
    return profile_count("T7a", (codes.get(at[0], f"{FIREARM}-{at[0]}"),), shape) if at[1] == "events" else None


def _answers(at: At, shape: Shape) -> Count | None:
    if at[1] == "events":
        return event(TOTAL, "SU", shape.windows.pooled)
    return profile_count(at[0], (KNOWN,), shape) if at[1] == "known" else None


def _answered(table: str) -> Reader:
    def read(at: At, shape: Shape) -> Count | None:
        return answer_count(table, at, shape.windows, shape.actions)

    return read


def _levels(at: At, shape: Shape) -> Count:
    return action_count("T10a", at, shape)


def _action(table: str) -> Reader:
    def read(at: At, shape: Shape) -> Count | None:
        return action_count(table, at[:1], shape) if at[1] == "events" else None

    return read


def _asked(cube: str) -> Reader:
    def read(at: At, _: Shape) -> Count:
        return Count(cube, at[:-1], window_of(at[-1]))

    return read


def _expected(at: At, shape: Shape) -> Count | None:
    return event(at[0], "SU", shape.windows.pooled) if at[1] == "events" else None


def _timing(at: At, shape: Shape) -> Count | None:
    answers = {"events": TOTAL, "intervals": "S"}
    return timing_count(at[0], answers[at[1]], shape) if at[1] in answers else None


_ACTIONS = {"T10a": LEVELS, "T10b": MEASURES, "T10c": DELAYS}
_PROFILES = ("T5a", "T5b", "T6a", "T6b", "T6c", "T7a", "T7c", "T7d", "T9")
_OPEN = ("T12a", "T12b", "T14")
"""Meetings and decisions, where no person is concerned, and what is reckoned from numbers that other tables print."""

_READERS: Mapping[str, Reader] = {
    "T1a": _t1a,
    "T1b": _t1b,
    "T1": _t1,
    "T2": _t2,
    "T3a": _series,
    "T3b": _years,
    "T3c": _series,
    "T3d": _series,
    "T3": _years,
    "T4": _expected,
    "T4b": _series,
    **{ASKED + cube: _asked(cube) for cube in (EVENTS, *PERSONS)},
    "T5": _crossed,
    **{table: _profile(table) for table in _PROFILES},
    "T7b": _owners,
    **{table: _answered(table) for table in ANSWER_TABLES},
    "T10a": _levels,
    "T10b": _action("T10b"),
    "T10c": _action("T10c"),
    "T10d": _timing,
    "T13a": change_count,
    "T13b": _series,
    "T13c": _answers,
    "T13d": _delay,
}


def _left_out(table: str, cells: Mapping[str, float | int | None], shape: Shape) -> Iterator[Count]:
    """Rows of profiles that were not printed because nothing is in them."""
    if table == "T5":
        codes = [axis.parents for axis in CUBES["T5"]]
        missing = [set(axis) - {at.split("|")[n] for at in cells} for n, axis in enumerate(codes)]
        yield from (
            Count("T5", (sex, age), shape.windows.pooled)
            for sex in codes[0]
            for age in codes[1]
            if sex in missing[0] or age in missing[1]
        )
    elif table in _PROFILES or table == "T7b":
        printed = {at.split("|")[0] for at in cells}
        rows = ((code, "events") for code in _rows(table, shape) if code not in printed)
        yield from (count for row in rows if (count := _READERS[table](row, shape)))


def _rows(table: str, shape: Shape) -> tuple[str, ...]:
    if table == "T7b":
        return tuple(code.code for code in codelist("firearm_ownership"))
    if table == "T7a":
        return METHODS if shape.profile.internal else (FIREARM, "ALT", UNKNOWN)
    axes = {"T5a": CUBES["T5"][0], "T5b": CUBES["T5"][1]}
    return (axes[table] if table in axes else CUBES[table][0]).leaves


_STRANGE = Term(
    "Un’edizione precedente ({period}) contiene una tavola che questa versione non sa rileggere ({table}): la nuova "
    "sintesi non si può proteggere insieme a quella. Nulla è stato scritto; usare la versione più recente del "
    "programma.",
    "An earlier issue ({period}) holds a table that this version cannot read again ({table}): the new summary cannot "
    "be protected together with it. Nothing was written; use the latest version of the program.",
)

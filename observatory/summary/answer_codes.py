"""What the cells of tables of answers count (T8, T11, T12c): which records, by which answers, over which months."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from observatory.codelists import codelist
from observatory.disclosure.tables import TOTAL
from observatory.periods import Window
from observatory.summary.counted import EVENTS, At, Count
from observatory.summary.finest import (
    CIRCUMSTANCES,
    CONTACT,
    COVERED,
    DECIDED,
    DELAYS,
    FOLLOWED,
    HELPED,
    IN_CRISIS,
    KNOWN,
    LEVELS,
    REARMED,
    REPEATED,
    SUPPORTED,
    UNKNOWN,
    WITHIN_WEEK,
)
from observatory.summary.windows import Windows


@dataclass(frozen=True, slots=True)
class Asked:
    """An indicator: its cube, and the codes that each column counts."""

    cube: str
    codes: Mapping[str, At]

    def window(self, windows: Windows, actions: Window) -> Window:
        """Deaths over three years, attempts a year back so that a year can pass after each, the rest as in T10."""
        return {HELPED: windows.pooled, REPEATED: windows.years[1]}.get(self.cube, actions)


def _plain(cube: str) -> Asked:
    return Asked(cube, {"yes": ("S",), "no": ("N",), "unknown": (UNKNOWN,), "known": (KNOWN,)})


def _due(code: str) -> Asked:
    answers = {"yes": "S", "no": "N", "unknown": UNKNOWN, "known": KNOWN}
    return Asked(FOLLOWED, {name: (code, answer) for name, answer in answers.items()})


_TIMED = {"unknown": ("N",), "known": ("S",)}
ASKED: Mapping[str, Asked] = {
    "I-02a": Asked(CONTACT, {"yes": ("S-3",), "no": ("S-M",), **_TIMED}),
    "I-02b": Asked(CONTACT, {"yes": (WITHIN_WEEK,), "no": ("S-L",), **_TIMED}),
    "I-03": _plain(DECIDED),
    "I-04": _plain(SUPPORTED),
    "I-05": _plain(REARMED),
    "I-06": _plain(HELPED),
    **{f"I-07-{due.code}": _due(due.code) for due in codelist("follow_up_due")},
    "I-08": Asked(FOLLOWED, {"yes": (TOTAL, "S-R"), "no": (TOTAL, "S-N"), "unknown": (TOTAL, "S-U")}),
    "I-09": _plain(REPEATED),
    "I-10a": Asked(DELAYS, {"yes": ("1",), "unknown": (UNKNOWN,), "known": (KNOWN,)}),
    "I-10b": _plain(COVERED),
}
"""Those that count records about persons; I-12 counts decisions."""


def answer_count(table: str, at: At, windows: Windows, actions: Window) -> Count | None:
    """What a printed cell counts; None for shares and limits, and where no person is concerned."""
    return ANSWER_TABLES[table](at, windows, actions)


def _circumstance(at: At, windows: Windows, _: Window) -> Count | None:
    code = _FOUND.get(at[1])
    return Count(CIRCUMSTANCES[at[0]], (code,), windows.pooled) if code else None


def _indicator(at: At, windows: Windows, actions: Window) -> Count | None:
    asked = ASKED.get(at[0])
    if asked is None or at[1] not in asked.codes:
        return None
    return Count(asked.cube, asked.codes[at[1]], asked.window(windows, actions))


def _step(at: At, windows: Windows, _: Window) -> Count | None:
    """Of the chain from events to effects only the first two steps concern persons."""
    cube = {"EVENTS": EVENTS, "ACTIONS": LEVELS}.get(at[0])
    return Count(cube, (TOTAL, TOTAL), windows.pooled) if cube else None


_FOUND = {"yes": "S", "crisis": IN_CRISIS, "no": "N", "unknown": UNKNOWN, "known": KNOWN}
ANSWER_TABLES: Mapping[str, Callable[[At, Windows, Window], Count | None]] = {
    "T8": _circumstance,
    "T11": _indicator,
    "T12c": _step,
}

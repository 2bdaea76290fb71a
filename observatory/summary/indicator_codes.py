"""What the counts of the indicators (T11) are: of which records, by which answers, over which months."""

from collections.abc import Mapping
from dataclasses import dataclass

from observatory.codelists import codelist
from observatory.disclosure.tables import TOTAL
from observatory.periods import Window
from observatory.summary.counted import At
from observatory.summary.finest import (
    CONTACT,
    COVERED,
    DECIDED,
    DELAYS,
    FOLLOWED,
    HELPED,
    KNOWN,
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

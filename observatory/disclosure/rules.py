"""Who reads a table, and which of its cells would tell somebody's story."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from observatory.disclosure.tables import Classification, Coordinates
from observatory.errors import WrongUse
from observatory.terms import Term

Zeros = Literal["camouflage", "open"]
Reader = Literal["A2", "A4"]

TIE_BREAK = "tie_break"
"""Name of the setting with the store's number for protection: a secret, but in the sample its seed."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What makes a cell sensitive and what an attacker must be left to think possible.

    A cell with 0 < n < `threshold` is sensitive. With `camouflage` zeros may be hidden like any other cell, so a hidden
    cell covers 0, 1, 2 … and the protection interval is [0, threshold]; with `open` every zero is shown, so a hidden
    cell is known to be at least 1 and the interval is [1, threshold]. `attacker` A2 takes a reader who does not draw
    that conclusion: weaker, and only for comparing with other tools, which assume it.
    In `group_dimensions` a total that lies wholly in one category tells that category of everyone: there the zeros of
    the other categories are sensitive too. Raises `WrongUse` for a threshold under 1 and for group dimensions with
    open zeros, which cannot be protected.
    """

    threshold: int
    zeros: Zeros = "camouflage"
    group_dimensions: frozenset[str] = frozenset()
    attacker: Reader = "A4"

    def __post_init__(self) -> None:
        if isinstance(self.threshold, bool) or not isinstance(self.threshold, int) or self.threshold < 1:
            raise WrongUse(_NO_THRESHOLD)
        if self.zeros not in {"camouflage", "open"}:
            raise WrongUse(_NO_ZEROS)
        if self.attacker not in {"A2", "A4"}:
            raise WrongUse(_NO_ATTACKER)
        if self.group_dimensions and self.zeros == "open":
            raise WrongUse(_OPEN_GROUPS)

    @property
    def floor(self) -> int:
        """The least value that a hidden cell can have for a reader who knows this rule."""
        return 1 if self.zeros == "open" and self.attacker != "A2" else 0

    @property
    def shows_zeros(self) -> bool:
        return self.zeros == "open"

    def is_sensitive(self, count: int) -> bool:
        return 0 < count < self.threshold


class Audience(StrEnum):
    """Who receives a table; the wider the circle, the higher the threshold."""

    MEMBERS = "members"
    INTERFORCE = "interforce"
    EXTERNAL = "external"

    @property
    def threshold(self) -> int:
        return _THRESHOLDS[self]

    @property
    def rule(self) -> Rule:
        return Rule(self.threshold)

    @classmethod
    def parse(cls, text: str) -> "Audience":
        """The audience named `text`; raises `WrongUse` naming those that exist."""
        try:
            return cls(text.strip().lower())
        except ValueError:
            raise WrongUse(_NO_AUDIENCE.with_values(known=", ".join(cls))) from None


AUDIENCE_LABELS = {
    Audience.MEMBERS: Term("membri dell’Osservatorio", "members of the Observatory"),
    Audience.INTERFORCE: Term("nota interforze", "inter-force note"),
    Audience.EXTERNAL: Term("uso esterno", "external use"),
}
_THRESHOLDS = {Audience.MEMBERS: 3, Audience.INTERFORCE: 5, Audience.EXTERNAL: 10}

_NO_THRESHOLD = Term(
    "La soglia dev'essere un numero intero da 1 in su.", "The threshold must be a whole number from 1."
)
_NO_ZEROS = Term(
    "Gli zeri sono «camouflage» (possono essere nascosti) oppure «open» (sempre mostrati).",
    "Zeros are “camouflage” (may be hidden) or “open” (always shown).",
)
_NO_ATTACKER = Term(
    "Si protegge da «A4» oppure, solo per confronto, da «A2».",
    "Protection is against “A4” or, only for comparison, “A2”.",
)
_OPEN_GROUPS = Term(
    "Con gli zeri sempre mostrati non si può nascondere che un gruppo sta tutto in una categoria: "
    "usare «camouflage» oppure togliere le dimensioni di gruppo.",
    "With zeros always shown it cannot be hidden that a whole group lies in one category: "
    "use “camouflage” or leave out the group dimensions.",
)
_NO_AUDIENCE = Term("Destinatario sconosciuto: scegliere tra {known}.", "Unknown audience: choose among {known}.")


def sensitive_cells(
    axes: Sequence[Classification], values: Mapping[Coordinates, int], rule: Rule
) -> frozenset[Coordinates]:
    """The cells of one table that must not be worked out; `axes` are its dimensions in the order of the coordinates."""
    small = {at for at, count in values.items() if rule.is_sensitive(count)}
    for position, axis in enumerate(axes):
        if axis.name in rule.group_dimensions:
            small |= _telling_zeros(position, axis, values)
    return frozenset(small)


def shown_children(axis: Classification, shown: Sequence[str]) -> dict[str, list[str]]:
    """Each shown code with the shown codes nearest below it."""
    children: dict[str, list[str]] = {code: [] for code in shown}
    for code in shown:
        above = next((a for a in axis.ancestors(code)[1:] if a in children), None)
        if above is not None:
            children[above].append(code)
    return children


def _telling_zeros(position: int, axis: Classification, values: Mapping[Coordinates, int]) -> set[Coordinates]:
    shown = sorted({at[position] for at in values})
    categories = {code: below for code, below in shown_children(axis, shown).items() if len(below) > 1}
    found: set[Coordinates] = set()
    for at, count in values.items():
        cells = [_moved(at, position, code) for code in categories.get(at[position], ())]
        if count and any(values[cell] == count for cell in cells):
            found |= {cell for cell in cells if not values[cell]}
    return found


def _moved(at: Coordinates, position: int, code: str) -> Coordinates:
    return (*at[:position], code, *at[position + 1 :])

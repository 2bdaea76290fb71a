"""What a file may hold: published numbers at their published precision, status codes, and text that is never a formula.

A number leaves with the decimals it is printed with: the further digits of a percentage would tell how small the
group behind it is.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from observatory.summary.content import Observation, ObservationStatus
from observatory.terms import Term

FREE = "F"
NOT_FOR_PUBLICATION = "N"
"""SDMX confidentiality status; the same for every hidden cell, since telling primary from secondary suppression
tells which cells are small."""

STATUS_MEANING: tuple[tuple[ObservationStatus, Term], ...] = (
    (ObservationStatus.NORMAL, Term("dato normale", "normal value")),
    (
        ObservationStatus.SUPPRESSED,
        Term("dato oscurato per la riservatezza (cella vuota)", "value hidden for confidentiality (empty cell)"),
    ),
    (
        ObservationStatus.MISSING,
        Term("fenomeno esistente ma dato non noto", "phenomenon exists but its value is not known"),
    ),
    (
        ObservationStatus.UNRELIABLE,
        Term("dato poco affidabile: pochi eventi", "unreliable value: few events"),
    ),
    (
        ObservationStatus.NOT_MEANINGFUL,
        Term("dato troppo piccolo o incerto per avere significato", "value too small or uncertain to be meaningful"),
    ),
    (ObservationStatus.PROVISIONAL, Term("dato provvisorio", "provisional value")),
    (ObservationStatus.ESTIMATED, Term("dato stimato", "estimated value")),
)
SHORTHAND: tuple[tuple[str, ObservationStatus, Term], ...] = (
    (
        "[c]",
        ObservationStatus.SUPPRESSED,
        Term("dato oscurato per la riservatezza: la cella è vuota", "value hidden for confidentiality: empty cell"),
    ),
    (
        "[x]",
        ObservationStatus.MISSING,
        Term("dato non noto: la cella è vuota", "value not known: the cell is empty"),
    ),
    (
        "[low]",
        ObservationStatus.NOT_MEANINGFUL,
        Term(
            "dato troppo piccolo o incerto per avere significato: la cella è vuota",
            "value too small or uncertain to be meaningful: the cell is empty",
        ),
    ),
    ("[u]", ObservationStatus.UNRELIABLE, Term("dato poco affidabile: pochi eventi", "unreliable value: few events")),
    ("[p]", ObservationStatus.PROVISIONAL, Term("dato provvisorio", "provisional value")),
    ("[e]", ObservationStatus.ESTIMATED, Term("dato stimato, non un conteggio", "estimated value, no count")),
)
"""Signs of a spreadsheet, which screen readers say (UK Analysis Function); a plain value has none."""

REVISED_SHORTHAND = (
    "[r]",
    Term("dato rivisto rispetto all’edizione precedente", "value revised since the last issue"),
)
_SIGNS = {status: sign for sign, status, _ in SHORTHAND}

_WITH_VALUE = (
    ObservationStatus.NORMAL,
    ObservationStatus.UNRELIABLE,
    ObservationStatus.PROVISIONAL,
    ObservationStatus.ESTIMATED,
)
_HOSTILE = ("=", "+", "-", "@")
_ONE_LINE = dict.fromkeys((*range(0x20), 0x7F), " ")


def as_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The lines of a file with one line end everywhere, so that its bytes are the same on every system."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return stream.getvalue()


def published_digits(observation: Observation, decimals: int) -> str:
    """The number as it is printed, with a decimal point and no thousands; empty where there is none to publish."""
    if observation.status not in _WITH_VALUE or observation.value is None:
        return ""
    digits = f"{observation.value:.{decimals}f}"
    return digits.removeprefix("-") if not digits.strip("-0.") else digits


def published_number(observation: Observation, decimals: int) -> float | int | None:
    """The same as a number."""
    digits = published_digits(observation, decimals)
    if not digits:
        return None
    return float(digits) if decimals else int(digits)


def confidentiality(observation: Observation) -> str:
    return NOT_FOR_PUBLICATION if observation.status is ObservationStatus.SUPPRESSED else FREE


def sign_of(observation: Observation) -> str:
    """What stands beside a number in a spreadsheet: `[c]`, `[u] [r]`; empty for a plain value."""
    revised = REVISED_SHORTHAND[0] if observation.revised else ""
    return " ".join(sign for sign in (_SIGNS.get(observation.status, ""), revised) if sign)


def one_line(text: str) -> str:
    """The text without line ends, tabs and other control characters."""
    return text.translate(_ONE_LINE).strip(" ")


def inert(text: str) -> str:
    """One line of text that no spreadsheet takes for a formula: an apostrophe precedes a sign that would start one."""
    line = text.translate(_ONE_LINE).lstrip(" ")
    return f"'{line}" if line.startswith(_HOSTILE) else line

"""The content model of a summary: what window, PDF and exports render and none of them can compute.

A `PublishedTable` holds observations by coordinates along its axes. Renderers lay `rows` axes down the page and the
others across; exports write one line per observation. No unprotected number is ever in here: builders take
`SafeTable`s, and values derived from them (rates, limits, shares) inherit their suppression.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from observatory.charts.chart import SIGNS as GAP_SIGNS
from observatory.charts.chart import Chart, Gap
from observatory.terms import Language, Term


class ObservationStatus(StrEnum):
    """SDMX observation status; what is printed for it stands in `SIGNS`."""

    NORMAL = "A"  # the number, or `NO_CASES` for a published zero
    SUPPRESSED = "Q"  # hidden for confidentiality
    MISSING = "O"  # exists but is not known
    UNRELIABLE = "U"  # few events
    NOT_MEANINGFUL = "N"  # too small or too wide to mean anything
    PROVISIONAL = "P"
    ESTIMATED = "E"  # no count


GAPS: Mapping[ObservationStatus, Gap] = {
    ObservationStatus.SUPPRESSED: Gap.HIDDEN,
    ObservationStatus.MISSING: Gap.MISSING,
    ObservationStatus.NOT_MEANINGFUL: Gap.NOT_MEANINGFUL,
}
"""Where a sign stands in the place of the number; with every other status it follows the number."""

SIGNS: Mapping[ObservationStatus, str] = {
    **{status: GAP_SIGNS[gap] for status, gap in GAPS.items()},
    ObservationStatus.UNRELIABLE: "(u)",
    ObservationStatus.PROVISIONAL: "(p)",
    ObservationStatus.ESTIMATED: "(e)",
}
NO_CASES, REVISED = "-", "*"


@dataclass(frozen=True, slots=True)
class Observation:
    """A published value, or why there is none; `revised` prints `REVISED` after it (changed since the last issue)."""

    value: float | int | None
    status: ObservationStatus = ObservationStatus.NORMAL
    revised: bool = False


SUPPRESSED = Observation(None, ObservationStatus.SUPPRESSED)
MISSING = Observation(None, ObservationStatus.MISSING)
NOT_MEANINGFUL = Observation(None, ObservationStatus.NOT_MEANINGFUL)


@dataclass(frozen=True, slots=True)
class Item:
    """A code along an axis. `depth` indents a part under its whole; `decimals` formats a measure; totals are bold."""

    code: str
    label: Term
    depth: int = 0
    decimals: int = 0
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Axis:
    """A dimension of a table, named in English lower case in files; `MEASURE` is an axis like the others."""

    name: str
    title: Term
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """A protected table ready to print: the first `row_axes` axes run down, the others across.

    `id` is T1 … T14 with a letter where a family has several tables (T1a). `window` says which months it covers.
    Combinations absent from `observations` do not exist and print empty.
    """

    id: str
    title: Term
    window: Term
    axes: tuple[Axis, ...]
    observations: Mapping[tuple[str, ...], Observation]
    row_axes: int = 1
    notes: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: Term


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its number (F1 …), caption, and the text alternative that says what it shows."""

    id: str
    title: Term
    chart: Chart
    alternative: Term


Block = Paragraph | PublishedTable | Figure


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter: a definition first, then figures, each followed by its table."""

    id: str
    title: Term
    blocks: tuple[Block, ...]


class Confirmation(StrEnum):
    """Whether two members of two forces stand for what leaves the Observatory."""

    NOT_NEEDED = "not_needed"
    DRAFT = "draft"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Cover:
    """What the first page says. `vintage` is provvisorio, consolidato or definitivo in words.

    `fingerprint` is where the store's signed log stood when the issue was noted, empty for a store without one; it
    is a witness on paper, no part of the content and of its digest, nor is `confirmation`.
    """

    title: Term
    period: Term
    period_code: str
    audience: Term
    audience_code: str
    as_of: date
    vintage: Term
    issue: int
    marking: Term
    synthetic: bool
    fingerprint: str = ""
    confirmation: Confirmation = Confirmation.NOT_NEEDED

    @property
    def is_draft(self) -> bool:
        return self.confirmation is Confirmation.DRAFT


@dataclass(frozen=True, slots=True)
class Edit:
    """A main point as the preparer wants it: which generated sentence, from 1, and the words typed in its place.

    A language in which nothing was typed keeps the generated sentence.
    """

    sentence: int
    it: str = ""
    en: str = ""

    def in_(self, language: Language) -> str:
        """What was typed, or nothing."""
        return self.it if language is Language.IT else self.en


@dataclass(frozen=True, slots=True)
class Summary:
    """A whole summary."""

    cover: Cover
    main_points: tuple[Term, ...]
    signs: tuple[tuple[str, Term], ...]
    sections: tuple[Section, ...]
    notes: tuple[Term, ...]
    contacts: tuple[Term, ...]
    digest: str = ""
    kept: tuple[str, ...] = ()
    """The cells that the preparer asked to keep: part of what two members sign, and never printed."""
    generated: tuple[Term, ...] = ()
    """The main points as the program words them, where the preparer changed them."""
    edits: tuple[Edit, ...] = ()
    """How the preparer changed them; the main points are what comes of it."""

    @property
    def sentences(self) -> tuple[Term, ...]:
        """The main points as the program words them."""
        return self.generated or self.main_points

    @property
    def tables(self) -> tuple[PublishedTable, ...]:
        return tuple(b for s in self.sections for b in s.blocks if isinstance(b, PublishedTable))

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(b for s in self.sections for b in s.blocks if isinstance(b, Figure))

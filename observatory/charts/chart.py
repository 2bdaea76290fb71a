"""What a chart shows: published values only, each with its label; hidden values are gaps that say so."""

from dataclasses import dataclass
from enum import StrEnum

from observatory.terms import Term


class Mark(StrEnum):
    """The kinds of chart the Observatory uses."""

    BARS = "bars"  # vertical bars, one per point; series side by side are not used: at most two, stacked
    LINE = "line"  # points joined, with a band between low and high
    FOREST = "forest"  # one row per point: estimate with limits, against a reference line


class Gap(StrEnum):
    """Why a point has no value."""

    HIDDEN = "hidden"
    MISSING = "missing"  # exists, but is not known
    NOT_MEANINGFUL = "not_meaningful"  # too small or uncertain to mean anything


SIGNS = {Gap.HIDDEN: "(*)", Gap.MISSING: "....", Gap.NOT_MEANINGFUL: ".."}
"""What stands where there is no number, in charts and in tables."""


@dataclass(frozen=True, slots=True)
class Point:
    """One mark: its label, value and limits. Without a value it is drawn as a marked gap, never as zero.

    `gap` says why where the value is None.
    """

    label: Term
    value: float | None
    low: float | None = None
    high: float | None = None
    provisional: bool = False
    gap: Gap = Gap.HIDDEN


@dataclass(frozen=True, slots=True)
class Series:
    """Points of one name, in order."""

    name: Term
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart to be laid out. `reference` draws a labelled line; `unit` names the value axis.

    `over_time` says that the points follow each other in time, so that every second or fourth label is enough; labels
    that all carry a year are taken so without being told. `band` names what lies between low and high; a confidence
    interval where nothing is said.
    """

    mark: Mark
    series: tuple[Series, ...]
    unit: Term
    reference: float | None = None
    reference_label: Term | None = None
    decimals: int = 0
    over_time: bool = False
    band: Term | None = None

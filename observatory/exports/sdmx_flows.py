"""What of a summary SDMX can tell: a dataflow a table, with its dimensions, code lists and time periods.

A table has one data structure. Axes of one name share a code list as long as they give its codes the same meaning;
those that mean something else by them have another, named after the first table that does.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from observatory.exports.sdmx_time import time_of, windows_told
from observatory.summary.content import Axis, Item, PublishedTable, Summary
from observatory.terms import Term

AGENCY = "OSSERVATORIO"
TIME_AXIS = "time"
FREQ, TIME_PERIOD = "FREQ", "TIME_PERIOD"
_CODE = re.compile(r"[A-Za-z0-9_@$-]+", re.ASCII)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*", re.ASCII)
_TAKEN = {FREQ, TIME_PERIOD, "OBS_VALUE", "OBS_STATUS", "CONF_STATUS"}


@dataclass(frozen=True, slots=True)
class CodeList:
    """A dimension's meaning: the concept with its name, and the codes with theirs. Both are known by `id`.

    `axis` is the dimension it was made for.
    """

    id: str
    axis: str
    name: Term
    codes: Mapping[str, Term]


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension of a dataflow: the axis' place in the table, its id, and the list that explains its codes."""

    place: int
    id: str
    list_id: str


@dataclass(frozen=True, slots=True)
class Flow:
    """A table as a dataflow. `time` holds frequency and period: by the codes of its time axis, or one for all."""

    table: PublishedTable
    dimensions: tuple[Dimension, ...]
    time_place: int | None
    time: Mapping[str, tuple[str, str]]

    @property
    def id(self) -> str:
        return self.table.id.upper()

    def time_at(self, key: tuple[str, ...]) -> tuple[str, str]:
        return self.time["" if self.time_place is None else key[self.time_place]]


@dataclass(slots=True)
class Flows:
    """All that is told, whose it is, and the tables that stay in CSV."""

    agency: str
    version: str
    lists: dict[str, CodeList] = field(default_factory=dict)
    flows: list[Flow] = field(default_factory=list)
    untold: list[PublishedTable] = field(default_factory=list)


def flows_of(summary: Summary) -> Flows:
    """The dataflows of a summary.

    A table stays in CSV when its period, or the codes of an axis, have no form in SDMX: a table over all periods.
    Structures carry the issue as their version and the audience as their agency, since another issue may have other
    codes; a draft is marked as such.
    """
    cover = summary.cover
    agency = f"{AGENCY}.{re.sub('[^A-Z0-9]', '', cover.audience_code.upper())}"
    made = Flows(agency, f"{cover.issue}.0.0{'-draft' if cover.is_draft else ''}")
    windows = windows_told(cover)
    for table in summary.tables:
        time = _time(table, windows)
        if time is None or not _is_tellable(table):
            made.untold.append(table)
        else:
            made.flows.append(_flow(table, time, made.lists))
    return made


def _time(
    table: PublishedTable, windows: Mapping[Term, tuple[str, str]]
) -> tuple[int | None, dict[str, tuple[str, str]]] | None:
    """Where the time axis stands and what each of its codes is; None where there is no SDMX period for one."""
    place = next((n for n, axis in enumerate(table.axes) if axis.name == TIME_AXIS), None)
    found = (
        {"": windows.get(table.window)} if place is None else {i.code: time_of(i.code) for i in _items(table, place)}
    )
    told = {code: time for code, time in found.items() if time is not None}
    return (place, told) if len(told) == len(found) else None


def _items(table: PublishedTable, place: int) -> tuple[Item, ...]:
    return table.axes[place].items


def _is_tellable(table: PublishedTable) -> bool:
    ids = [_id_of(axis) for axis in table.axes]
    codes = [item.code for axis in table.axes if axis.name != TIME_AXIS for item in axis.items]
    plain = all(_NAME.fullmatch(name) for name in (*ids, table.id)) and all(_CODE.fullmatch(code) for code in codes)
    return plain and len(set(ids)) == len(ids) and not _TAKEN & set(ids)


def _id_of(axis: Axis) -> str:
    return axis.name.upper()


def _flow(
    table: PublishedTable, time: tuple[int | None, dict[str, tuple[str, str]]], lists: dict[str, CodeList]
) -> Flow:
    kept = [(place, axis) for place, axis in enumerate(table.axes) if place != time[0]]
    dimensions = (Dimension(place, _id_of(axis), _listed(axis, table, lists)) for place, axis in kept)
    return Flow(table, tuple(dimensions), *time)


def _listed(axis: Axis, table: PublishedTable, lists: dict[str, CodeList]) -> str:
    """The id of the list that holds the axis' codes, which is made or grows if need be."""
    family = [one for one in lists.values() if one.axis == _id_of(axis)]
    fresh = CodeList(f"{_id_of(axis)}_{table.id.upper()}" if family else _id_of(axis), _id_of(axis), axis.title, {})
    of = next((one for one in family if _agrees(one, axis)), fresh)
    lists[of.id] = replace(of, codes={**of.codes, **{item.code: item.label for item in axis.items}})
    return of.id


def _agrees(listed: CodeList, axis: Axis) -> bool:
    """Whether the list says the same of the axis and of every code that both have."""
    meanings = ((item.code, item.label) for item in axis.items)
    return listed.name == axis.title and all(listed.codes.get(code, label) == label for code, label in meanings)

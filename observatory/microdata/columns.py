"""The columns of a record file: what they tell of a case at each level of detail, and nothing else of it.

Never among them: narratives, person codes, ids, dates finer than the quarter, ICD codes. To add a column: one line in
`COLUMNS`, with its levels from the finest to leaving it out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from observatory.cases.case import Case
from observatory.codelists import NOT_KNOWN, codelist
from observatory.microdata.wording import (
    AGE,
    AREA,
    AREA_NAMES,
    CIRCUMSTANCES,
    CLASS_OF_AGE,
    CLASS_OF_METHOD,
    DOMAIN,
    DOMAIN_NAMES,
    FORCE,
    HALF_YEAR,
    LEFT_OUT,
    LISTED,
    MACRO_REGION,
    METHOD,
    METHOD_NAMES,
    OLD_OR_YOUNG,
    PERIOD,
    QUARTER,
    RANK,
    REGION,
    SEX,
    THIRDS,
    YEAR,
)
from observatory.periods import Month, Period
from observatory.terms import Term, same

ALL = ""
"""Every value at the last level of a column, which is left out of the file."""

Group = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Level:
    """How finely a column tells: its name and what each finest value becomes."""

    name: Term
    group: Group


@dataclass(frozen=True, slots=True)
class Column:
    """`leaf` gives the finest value of a case; `labels` name the values of all levels; the last level is nothing."""

    name: str
    title: Term
    leaf: Callable[[Case], str]
    levels: tuple[Level, ...]
    labels: Callable[[str], Term]
    is_sensitive: bool = False
    is_counted: bool = True
    """Whether summaries count by it too, so that a finer level may tell more beside them."""
    sources: tuple[str, ...] = ()
    """The fields that it tells something of, as `case.force`."""


def _everything(_leaf: str) -> str:
    return ALL


_NOTHING = Level(LEFT_OUT, _everything)


def _as_it_is(leaf: str) -> str:
    return leaf


@cache
def _published(list_name: str) -> Mapping[str, str]:
    return {code.code: code.attributes.get("published", code.code) for code in codelist(list_name)}


def _listed(field: str, list_name: str) -> Callable[[Case], str]:
    def leaf(case: Case) -> str:
        answer = getattr(case, field)
        return _published(list_name)[answer] if answer else NOT_KNOWN

    return leaf


def _named(*lists: str, own: Mapping[str, Term] | None = None) -> Callable[[str], Term]:
    def label(value: str) -> Term:
        if own and value in own:
            return own[value]
        return next((codelist(name).label(value) for name in lists if value in codelist(name)), same(value))

    return label


_BROAD_AGES = {"A1": "A12", "A2": "A12", "A3": "A34", "A4": "A34"}
_BROAD_METHODS = {"IMP": "NOT_FUO", "PRE": "NOT_FUO", "ALT": "NOT_FUO"}
_THIRDS = {"1": "NORTH", "2": "NORTH", "3": "CENTRE", "4": "SOUTH", "5": "SOUTH"}


def _by(groups: Mapping[str, str]) -> Group:
    return lambda leaf: groups.get(leaf, leaf)


_MACRO = "macro "
"""Begins the finest value of a case whose macro-region is known and whose region is not."""


def _place(case: Case) -> str:
    if case.region and case.region != NOT_KNOWN:
        return case.region
    return f"{_MACRO}{case.macro_region}" if case.macro_region else NOT_KNOWN


def _region(leaf: str) -> str:
    return NOT_KNOWN if leaf.startswith(_MACRO) else leaf


def _macro_region(leaf: str) -> str:
    if leaf.startswith(_MACRO):
        return leaf.removeprefix(_MACRO)
    return codelist("region")[leaf].attributes["macro_region"] if leaf in codelist("region") else leaf


def _third(leaf: str) -> str:
    return _THIRDS.get(_macro_region(leaf), _macro_region(leaf))


def _area_name(value: str) -> Term:
    return AREA_NAMES[value] if value in AREA_NAMES else _named("macro_region", "region")(value)


def _quarter(case: Case) -> str:
    return Month.parse(str(case.month)).quarter.code


def _period(kind: str) -> Group:
    return lambda leaf: Period.containing(Period.parse(leaf).window.first, kind).code


_DOMAINS = {
    "HEALTH": ("C01", "C02", "C03", "C21"),
    "WORK": ("C05", "C11", "C12", "C13", "C14", "C15", "C16", "C17", "C18"),
    "TIES": ("C07", "C08", "C19", "C20"),
    "MEANS": ("C04", "C06"),
}


def _circumstances(case: Case) -> str:
    """The domain of the circumstances that held; several of them together are one value, as is none."""
    held = {each.circumstance for each in case.circumstances if each.value == "S"}
    if not case.circumstances:
        return NOT_KNOWN
    found = [name for name, codes in _DOMAINS.items() if held.intersection(codes)]
    if held - {code for codes in _DOMAINS.values() for code in codes}:
        found.append("ELSE")
    return "NONE" if not found else found[0] if len(found) == 1 else "SEVERAL"


COLUMNS: tuple[Column, ...] = (
    Column(
        "force",
        FORCE,
        lambda c: str(c.force),
        (Level(LISTED, _as_it_is), _NOTHING),
        _named("force"),
        sources=("case.force",),
    ),
    Column(
        "sex", SEX, _listed("sex", "sex"), (Level(LISTED, _as_it_is), _NOTHING), _named("sex"), sources=("case.sex",)
    ),
    Column(
        "age",
        AGE,
        _listed("age_band", "age_band"),
        (Level(CLASS_OF_AGE, _as_it_is), Level(OLD_OR_YOUNG, _by(_BROAD_AGES)), _NOTHING),
        _named("age_published", own={"A12": Term("fino a 44", "up to 44"), "A34": Term("45 e oltre", "45 and over")}),
        sources=("case.age_band",),
    ),
    Column(
        "rank",
        RANK,
        _listed("rank_category", "rank_category"),
        (Level(LISTED, _as_it_is), _NOTHING),
        _named("rank_published"),
        sources=("case.rank_category",),
    ),
    Column(
        "area",
        AREA,
        _place,
        (Level(REGION, _region), Level(MACRO_REGION, _macro_region), Level(THIRDS, _third), _NOTHING),
        _area_name,
        is_counted=False,
        sources=("case.macro_region", "case.region"),
    ),
    Column(
        "period",
        PERIOD,
        _quarter,
        (Level(QUARTER, _as_it_is), Level(HALF_YEAR, _period("S")), Level(YEAR, _period("A")), _NOTHING),
        lambda value: Period.parse(value).name,
        sources=("case.month",),
    ),
    Column(
        "method",
        METHOD,
        _listed("method", "method"),
        (Level(LISTED, _as_it_is), Level(CLASS_OF_METHOD, _by(_BROAD_METHODS)), _NOTHING),
        _named("method_published", own=METHOD_NAMES),
        is_sensitive=True,
        sources=("case.method",),
    ),
    Column(
        "circumstances",
        CIRCUMSTANCES,
        _circumstances,
        (Level(DOMAIN, _as_it_is), _NOTHING),
        _named(own=DOMAIN_NAMES),
        is_sensitive=True,
        is_counted=False,
        sources=("circumstance.circumstance", "circumstance.value"),
    ),
)


def leaves_of(case: Case) -> tuple[str, ...]:
    """The finest values of a case, in the order of `COLUMNS`."""
    return tuple(column.leaf(case) for column in COLUMNS)

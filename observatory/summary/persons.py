"""Who the deceased were (T5, T6), how it happened (T7) and in which part of the country (T9): three years pooled."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from observatory.cases.case import Case
from observatory.codelists import codelist
from observatory.disclosure.tables import TOTAL, Classification, Coordinates, Cube, SafeCell, SafeTable
from observatory.summary import windows
from observatory.summary.content import Axis, Item, PublishedTable
from observatory.summary.events import EventCounts
from observatory.summary.facts import Facts
from observatory.summary.published import (
    UNKNOWN,
    axis,
    concealed,
    count,
    flat,
    grid,
    group,
    known_answers,
    observed,
    one_way,
    protect_part,
)
from observatory.summary.told import shape_of, told_by_profile
from observatory.terms import Term

Profiles = dict[str, SafeTable]
"""Protected one-way and crossed tables by their id; quality figures read the unknown from them."""


@dataclass(frozen=True, slots=True)
class Characteristic:
    """One characteristic of a case: how files name it, where it is read, the published list its codes belong to."""

    id: str
    name: str
    title: Term
    list_name: str
    read: Callable[[Case], str]
    inside_only: bool = False
    codes: frozenset[str] | None = None
    """The codes that can occur, where some of the list cannot."""


def _answer(value: str | None) -> str:
    return value if value in _ANSWERS else UNKNOWN


def _characteristics(facts: Facts) -> Iterable[Characteristic]:
    sexes, ages, ranks = group("sex"), group("age_band"), group("rank_category")
    if not facts.profile.crossed:
        yield Characteristic("T5a", "sex", _SEX, "sex", lambda case: sexes(case.sex))
        yield Characteristic("T5b", "age", _AGE, "age_published", lambda case: ages(case.age_band))
    yield Characteristic("T6a", "rank", _RANK, "rank_published", lambda case: ranks(case.rank_category))
    yield Characteristic("T6b", "seniority", _SENIORITY, "seniority", lambda case: case.seniority or UNKNOWN)
    yield Characteristic(
        "T6c", "position", _POSITION, "position", lambda case: case.position or UNKNOWN, codes=_SERVING
    )
    yield Characteristic("T9", "macro_region", _AREA, "macro_region", lambda case: case.macro_region or UNKNOWN)
    yield Characteristic("T7c", "place", _PLACE, "place", lambda case: case.place or UNKNOWN, inside_only=True)
    yield Characteristic("T7d", "on_duty", _DUTY, "answer", lambda case: _answer(case.on_duty), True, _ANSWERS)


def characteristics(facts: Facts) -> tuple[Characteristic, ...]:
    """The one-way characteristics that the audience may see."""
    return tuple(c for c in _characteristics(facts) if facts.profile.internal or not c.inside_only)


def profiles(facts: Facts, counts: EventCounts) -> Profiles:
    """Count and protect every profile table; the pooled total is the one that the series prints."""
    cases = facts.suicides(facts.windows.pooled)
    cubes = {c.id: _one_by_one(c, cases) for c in characteristics(facts)} | {"T7a": _manner(cases, facts)}
    if facts.profile.crossed:
        cubes["T5"] = _sex_by_age(cases)
    total = counts.cell("SU", facts.windows.pooled)
    tells = {name: partial(told_by_profile, name, shape_of(facts)) for name in cubes}
    tables = {name: protect_part(cube, name, facts, total, tells[name]) for name, cube in cubes.items()}
    return {name: concealed(table, facts, tells[name]) for name, table in tables.items()}


def _one_by_one(characteristic: Characteristic, cases: Iterable[Case]) -> Cube:
    axis_ = flat(characteristic.name, characteristic.list_name, characteristic.codes)
    return Cube((axis_,), count((characteristic.read(case),) for case in cases))


def _sex_by_age(cases: Iterable[Case]) -> Cube:
    ages, sexes = group("age_band"), group("sex")
    return Cube(
        (flat("sex", "sex"), flat("age", "age_published")), count((sexes(c.sex), ages(c.age_band)) for c in cases)
    )


def _manner(cases: Iterable[Case], facts: Facts) -> Cube:
    """Methods, with the firearm's ownership below the firearm: one tree, so the two tables cannot unmask each other."""
    methods = group("method")
    if not facts.profile.internal:
        parents = {TOTAL: "", "FUO": TOTAL, "ALT": TOTAL, UNKNOWN: TOTAL}
        return Cube((Classification("method", parents),), count((_broad(methods(c.method)),) for c in cases))
    parents = {TOTAL: "", **{code.code: TOTAL for code in codelist("method_published")}}
    parents |= {_owner(code.code): "FUO" for code in codelist("firearm_ownership")}
    leaves = (_owner(c.firearm_ownership) if c.method == "FUO" else methods(c.method) for c in cases)
    return Cube((Classification("method", parents),), count((leaf,) for leaf in leaves))


def _broad(method: str) -> str:
    return method if method in ("FUO", UNKNOWN) else "ALT"


def _owner(code: str | None) -> str:
    return f"FUO-{code or UNKNOWN}"


def t5(facts: Facts, tables: Profiles) -> tuple[PublishedTable, ...]:
    """Sex and age, crossed only inside the Observatory."""
    if not facts.profile.crossed:
        return _one_way_tables(facts, tables, "T5")
    table = tables["T5"]
    sexes, ages = _occurring(table, 0, "sex", "sex"), _occurring(table, 1, "age", "age_published")
    observations = grid(sexes, ages, lambda sex, age: observed(table[sex, age]))
    title = Term("Sesso ed età, decessi per suicidio", "Sex and age, deaths by suicide")
    return (PublishedTable("T5", title, windows.label(facts.windows.pooled), (sexes, ages), observations, notes=_BASE),)


def _occurring(table: SafeTable, position: int, name: str, list_name: str) -> Axis:
    """The codes with a published margin other than zero, or a hidden one: empty categories only take room."""
    margin = {
        at[position]: cell
        for at, cell in table.cells.items()
        if all(code == TOTAL for n, code in enumerate(at) if n != position)
    }
    return axis(name, list_name, [code for code, cell in margin.items() if cell.value != 0 and code != TOTAL])


def t6(facts: Facts, tables: Profiles) -> tuple[PublishedTable, ...]:
    """Rank category, seniority and position, one at a time."""
    return _one_way_tables(facts, tables, "T6")


def t7(facts: Facts, tables: Profiles) -> tuple[PublishedTable, ...]:
    """Method group, and inside the Observatory the firearm's ownership, place and duty."""
    methods = (_methods(facts, tables["T7a"]),)
    if not facts.profile.internal:
        return methods
    return (*methods, _owners(facts, tables["T7a"]), *_one_way_tables(facts, tables, "T7"))


def t9(facts: Facts, tables: Profiles) -> tuple[PublishedTable, ...]:
    """Large area of the country: nothing nearer to a place is ever printed."""
    return _one_way_tables(facts, tables, "T9")


def _one_way_tables(facts: Facts, tables: Profiles, family: str) -> tuple[PublishedTable, ...]:
    return tuple(
        _one_way(facts, tables[c.id], c.id, c.title, _occurring(tables[c.id], 0, c.name, c.list_name))
        for c in characteristics(facts)
        if c.id.startswith(family)
    )


def _one_way(facts: Facts, table: SafeTable, table_id: str, title: Term, rows: Axis) -> PublishedTable:
    axes, observations = one_way(table, rows)
    window = windows.label(facts.windows.pooled)
    note = {None: _NO_SHARES, 0: _NONE_KNOWN}.get(known_answers(table), _ON_KNOWN)
    return PublishedTable(table_id, title, window, axes, observations, notes=(*_BASE, note))


def _methods(facts: Facts, table: SafeTable) -> PublishedTable:
    rows = _occurring(table, 0, "method", "method_published")
    if not facts.profile.internal:
        rows = Axis(rows.name, rows.title, tuple(_other_method(item) for item in rows.items))
    return _one_way(facts, table, "T7a", Term("Metodo (gruppi)", "Method (groups)"), rows)


def _other_method(item: Item) -> Item:
    return Item(item.code, Term("Non arma da fuoco", "Not a firearm")) if item.code == "ALT" else item


def _owners(facts: Facts, table: SafeTable) -> PublishedTable:
    """The firearm's branch of the tree as a table of its own, its total being the firearm row of T7a."""
    listed = codelist("firearm_ownership")
    branch: dict[Coordinates, SafeCell] = {(TOTAL,): table[("FUO",)]}
    branch |= {(code.code,): table[(_owner(code.code),)] for code in listed}
    own = SafeTable("T7b", ("ownership",), branch)
    return _one_way(facts, own, "T7b", listed.title, _occurring(own, 0, "ownership", "firearm_ownership"))


_SERVING = frozenset(c.code for c in codelist("position") if c.attributes["in_rates"] == "1")
_ANSWERS = frozenset({"S", "N", UNKNOWN})
_SEX = Term("Sesso", "Sex")
_AGE = Term("Fascia d’età", "Age band")
_RANK = Term("Categoria di ruolo", "Rank category")
_SENIORITY = Term("Anzianità di servizio", "Seniority")
_POSITION = Term("Posizione di servizio", "Service position")
_PLACE = Term("Tipo di luogo", "Place type")
_AREA = Term("Ripartizione geografica", "Area of the country")
_DUTY = Term("In servizio al momento dell’evento", "On duty at the time")
_BASE = (
    Term(
        "Decessi per suicidio di personale in servizio, tre anni.",
        "Deaths by suicide of serving personnel, three years.",
    ),
)
_NO_SHARES = Term(
    "Percentuali non riportate: il numero delle risposte note è oscurato.",
    "No percentages: the number of known answers is hidden.",
)
_NONE_KNOWN = Term("Nessuna risposta nota.", "No known answers.")
_ON_KNOWN = Term(
    "Percentuali sulle risposte note, con limiti di Wilson al 95 %; «non noto» comprende «non rilevato».",
    "Percentages of the known answers, with 95% Wilson limits; “not known” includes “not collected”.",
)

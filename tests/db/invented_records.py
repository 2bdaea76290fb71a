"""Records and selections of every shape, nobody's: drawn by Hypothesis, or quickly from a seed."""

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from observatory.codelists import codelist
from observatory.entities import ENTITIES
from observatory.fields import Entity, Field, Kind
from observatory.selection import UNANSWERED, Condition, Selection, Span

BY_NAME = {entity.name: entity for entity in ENTITIES}
FIRST, LAST = date(2015, 1, 1), date(2026, 12, 31)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
WORDS = ("", "Ufficio", "Z%_ '\" x", "è – ’")


def codes_of(field: Field) -> list[str]:
    """The field's first few codes: few, so that conditions meet."""
    return [code.code for code in codelist(field.codelist)][:3]


def months() -> st.SearchStrategy[str]:
    return st.builds("{:04d}-{:02d}".format, st.integers(2018, 2021), st.integers(1, 12))


def values(field: Field) -> st.SearchStrategy[Any]:
    """Any value of the field but an empty text, which is stored as no answer."""
    if field.kind is Kind.CODES:
        return st.lists(st.sampled_from(codes_of(field)), unique=True).map(lambda codes: tuple(sorted(codes)))
    if field.is_coded:
        return st.none() | st.sampled_from(codes_of(field))
    by_kind: dict[Kind, st.SearchStrategy[Any]] = {
        Kind.MONTH: months(),
        Kind.QUARTER: st.builds("{:04d}-Q{}".format, st.integers(2018, 2021), st.integers(1, 4)),
        Kind.DATE: st.dates(FIRST, LAST),
        Kind.INTEGER: st.integers(field.minimum, field.maximum),
        Kind.REFERENCE: st.uuids().map(str),
    }
    return st.none() | by_kind.get(field.kind, TEXTS.filter(bool))


def records(entity: Entity) -> st.SearchStrategy[Any]:
    """Whole records with children at every depth."""
    own = {field.name: values(field) for field in entity.fields}
    children = {name: st.lists(records(child), max_size=2).map(tuple) for name, child in entity.children.items()}
    return st.builds(entity.type, id=st.uuids().map(str), **own, **children)


def quick(entity: Entity, chance: Random) -> Any:  # noqa: ANN401 - the entity's dataclass
    """A record without children, from a seed: hundreds cost little."""
    record = entity.type(id=str(UUID(int=chance.getrandbits(128))))
    return replace(record, **{field.name: _quick_value(field, chance) for field in entity.fields})


def _quick_value(field: Field, chance: Random) -> Any:  # noqa: ANN401 - by kind
    if field.kind is Kind.CODES:
        return tuple(sorted(chance.sample(codes_of(field), chance.randint(0, 2))))
    if chance.random() < 0.3:
        return None
    if field.is_coded:
        return chance.choice(codes_of(field))
    by_kind = {
        Kind.MONTH: f"{chance.randint(2018, 2021)}-{chance.randint(1, 12):02d}",
        Kind.QUARTER: f"{chance.randint(2018, 2021)}-Q{chance.randint(1, 4)}",
        Kind.DATE: date.fromordinal(chance.randint(FIRST.toordinal(), LAST.toordinal())),
        Kind.INTEGER: chance.randint(field.minimum, min(field.maximum, field.minimum + 120)),
        Kind.REFERENCE: str(UUID(int=chance.getrandbits(128))),
    }
    return by_kind.get(field.kind, chance.choice(WORDS) or None)


def conditions(entity: Entity) -> st.SearchStrategy[Condition]:
    names = st.sampled_from([field for field in entity.fields if not field.is_sealed])
    return names.flatmap(lambda field: st.tuples(st.just(field.name), st.frozensets(_asked(field), max_size=3)))


def _asked(field: Field) -> st.SearchStrategy[str]:
    if field.is_coded:
        return st.sampled_from([*codes_of(field), UNANSWERED, "%", codes_of(field)[0].lower()])
    if field.kind is Kind.INTEGER:
        return st.integers(field.minimum, field.minimum + 120).map(str)
    if field.kind is Kind.DATE:
        return st.dates(FIRST, LAST).map(str) | st.just(UNANSWERED)
    return months() | st.sampled_from(WORDS)


def spans(entity: Entity) -> st.SearchStrategy[Span]:
    kinds = (Kind.MONTH, Kind.QUARTER, Kind.DATE)
    own = [field.name for field in entity.fields if field.kind in kinds]
    of_parts = [(name, field) for name, part in entity.children.items() for field in part.fields if field.kind in kinds]
    names = st.sampled_from([*own, *(f"{name}.{field.name}" for name, field in of_parts)])
    return st.tuples(names, bounds(), bounds())


def bounds() -> st.SearchStrategy[str]:
    return st.just("") | months() | st.dates(FIRST, LAST).map(str) | st.sampled_from(["2019-Q2", "2020-Q4"])


def selections(entity: Entity) -> st.SearchStrategy[Selection]:
    """Selections of every shape, without order and limits."""
    several = st.lists(conditions(entity), min_size=1, max_size=2).map(tuple)
    groups = st.lists(st.lists(conditions(entity), max_size=3).map(tuple), min_size=1, max_size=2).map(tuple)
    sealed_too = st.sampled_from([field.name for field in entity.fields])
    parts: dict[str, st.SearchStrategy[Any]] = {
        "where": several,
        "any_of": groups,
        "excluding": several,
        "without": sealed_too.map(lambda name: (name,)),
        "since": bounds(),
        "until": bounds(),
        "within": spans(entity).map(lambda span: (span,)),
    }
    # Few parts at a time: with all of them at once nothing would ever be selected.
    some = st.lists(st.sampled_from(sorted(parts)), unique=True, max_size=3)
    drawn = some.flatmap(lambda names: st.fixed_dictionaries({name: parts[name] for name in names}))
    return drawn.map(lambda given: Selection(**given))

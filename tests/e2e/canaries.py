"""Values that stand nowhere else, one for each field and each thing typed, planted by `canary_walk.py`."""

import hashlib
from base64 import b32encode
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from observatory.codelists import codelist
from observatory.entities import ENTITIES
from observatory.fields import Entity, Field, Kind
from observatory.periods import long_date
from observatory.ports import ImportedRow, Stamp, UnitOfWork
from observatory.security.paper_key import KEY_BYTES, PaperKey

NOW = datetime(2024, 5, 6, tzinfo=UTC)
STAMP = Stamp(date(2024, 5, 6), NOW, "clinician", "N")
TYPED = ("draft", "draft again", "search", "new child", "imported cell", "register key", "setting", "fault", "worker")
SECRETS = ("passphrase", "wrong passphrase", "new passphrase", "second passphrase", "member", "second member")
IDS = "id of "
"""How the ids of records are called: the signed log tells them on purpose, and nothing else does."""
PAPER = PaperKey(hashlib.sha256(b"canary/paper key").digest()[:KEY_BYTES])
"""The recovery sheet tells it on purpose, and nothing else does."""
_FIRST_DAY, _DAYS = date(1901, 1, 1), 12_000
_FIRST_NUMBER, _NUMBERS = 1_300_000_000, 800_000_000


def canary(what: str) -> str:
    """One word, the same in every process."""
    return "Zx" + b32encode(hashlib.sha256(f"canary/{what}".encode()).digest())[:16].decode().lower()


def _number(what: str) -> int:
    return int.from_bytes(hashlib.sha256(f"canary/{what}".encode()).digest()[:8])


def _day(what: str) -> date:
    """Of a time about which the program has nothing to say."""
    return _FIRST_DAY + timedelta(days=_number(what) % _DAYS)


def _code(field: Field) -> str:
    """The last that a form offers: rather not the one that a sentence happens to name."""
    return [each.code for each in codelist(field.codelist) if each.code not in field.not_offered][-1]


_VALUES: dict[Kind, Callable[[str, Field], Any]] = {
    Kind.TEXT: lambda what, _: canary(what),
    Kind.NARRATIVE: lambda what, _: canary(what),
    Kind.PERSON_CODE: lambda what, _: canary(what),
    Kind.REFERENCE: lambda what, _: canary(what),
    Kind.INTEGER: lambda what, _: _FIRST_NUMBER + _number(what) % _NUMBERS,
    Kind.DATE: lambda what, _: _day(what),
    Kind.MONTH: lambda what, _: f"{_day(what):%Y-%m}",
    Kind.QUARTER: lambda what, _: f"{_day(what):%Y}-Q{_day(what).month % 4 + 1}",
    Kind.CODE: lambda _, field: _code(field),
    Kind.ANSWER: lambda _, field: _code(field),
    Kind.CODES: lambda _, field: (_code(field),),
}
"""What is planted in a field of each kind; `planted` says how it could be told."""


def _spellings(field: Field, value: Any) -> tuple[str, ...]:  # noqa: ANN401 - of any kind
    """How a value would be told: a day also as people write it, a code only beside its field's name."""
    if isinstance(value, date):
        words = long_date(value)
        return (value.isoformat(), f"{value:%d/%m/%Y}", f"{value:%Y%m%d}", words.it, words.en)
    if field.kind is Kind.MONTH:
        return (value, f"{value[5:]}/{value[:4]}")
    if field.is_coded:
        code = value[0] if field.kind is Kind.CODES else value
        told = [(f"{field.name}={shown}", f'"{field.name}": {spoken}', f'"{field.name}":{spoken}')
                for shown, spoken in ((f"{value!r}", f'"{code}"'), (f"('{code}'", f'["{code}"'))]  # fmt: skip
        return tuple(each for spelt in told for each in spelt)
    return (str(value),)


def fields(entities: tuple[Entity, ...] = tuple(ENTITIES), place: str = "") -> Iterator[tuple[str, Field]]:
    """Every field of every entity, at every depth, with its place."""
    for entity in entities:
        here = place or entity.name
        yield from ((f"{here}.{field.name}", field) for field in entity.fields)
        for name, child in entity.children.items():
            yield from fields((child,), f"{here}.{name}")


def places(entities: tuple[Entity, ...] = tuple(ENTITIES), place: str = "") -> Iterator[str]:
    """Every entity, at every depth."""
    for entity in entities:
        here = place or entity.name
        yield here
        for name, child in entity.children.items():
            yield from places((child,), f"{here}.{name}")


def planted() -> dict[str, str]:
    """Everything that may be found nowhere, by what it was; a value with several spellings stands there for each."""
    words = {what: canary(what) for what in (*TYPED, *SECRETS)}
    words |= {f"{IDS}{place}": canary(f"{IDS}{place}") for place in places()}
    for place, field in fields():
        spelt = _spellings(field, _VALUES[field.kind](place, field))
        words |= {place if n == 0 else f"{place} ({n})": word for n, word in enumerate(spelt)}
    words |= {f"paper key {n}": group for n, group in enumerate(PAPER.groups, 1)}
    return words | {f"paper key {how}": how.join(PAPER.groups) for how in ("", " ", "-")} | {"seed": PAPER.key.hex()}


def record_of(entity: Entity, place: str) -> Any:  # noqa: ANN401 - the entity's dataclass
    """A record with a value in every field, at every depth."""
    own = {field.name: _VALUES[field.kind](f"{place}.{field.name}", field) for field in entity.fields}
    children = {name: (record_of(child, f"{place}.{name}"),) for name, child in entity.children.items()}
    return entity.type(id=canary(f"{IDS}{place}"), **own, **children)


def plant(unit: UnitOfWork) -> None:
    """Below the guard: it rightly refuses minutes whose steps nobody took."""
    for entity in ENTITIES:
        below = unit.records(entity.name)._below
        below.add(record_of(entity, entity.name), STAMP)
    unit.imports.note("register", [ImportedRow(canary("register key"), "digest", canary(f"{IDS}case"))])
    unit.settings.set("marking", "")
    unit.settings.set("remark", canary("setting"))
    unit.commit()


def write_inputs(folder: Path) -> None:
    """What the commands read, outside of what is searched: passphrases, and a register with a word in a cell."""
    for name in ("passphrase", "wrong passphrase", "new passphrase", "second passphrase"):
        (folder / name.replace(" ", "_")).write_text(canary(name) + "\n", encoding="utf-8")
    wrong = PaperKey(bytes(KEY_BYTES))
    (folder / "wrong_paper").write_text(" ".join(wrong.groups) + "\n", encoding="utf-8")
    register = f"number,force,kind\n1,CC,{canary('imported cell')}\n2,{canary('imported cell')},SU\n"
    (folder / "register.csv").write_text(register, encoding="utf-8")
    (folder / "mapping.toml").write_text(_MAPPING, encoding="utf-8")


_MAPPING = """name = "trial"
entity = "case"
key = "number"
date_format = "%Y-%m-%d"
encoding = "utf-8"
delimiter = ","
[constants]
month = "2024-01"
status = "SO"
[[column]]
from = "force"
to = "force"
values = { CC = "CC" }
[[column]]
from = "kind"
to = "event_type"
values = { SU = "SU" }
"""

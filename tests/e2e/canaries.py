"""Words that stand nowhere else, one for each field and each thing typed, planted by `canary_walk.py`."""

import hashlib
from base64 import b32encode
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from observatory.entities import ENTITIES
from observatory.fields import Entity, Kind
from observatory.ports import ImportedRow, Stamp, UnitOfWork

PLANTED_KINDS = (Kind.TEXT, Kind.NARRATIVE, Kind.PERSON_CODE)
"""The kinds whose value can be looked for: codes, months, days and numbers stand in every program and report.

Ids of records, and with them references, are random and name nobody; the signed log tells them on purpose.
"""
NOW = datetime(2024, 5, 6, tzinfo=UTC)
STAMP = Stamp(date(2024, 5, 6), NOW, "clinician", "N")
TYPED = ("draft", "draft again", "search", "new child", "imported cell", "register key", "setting", "fault", "worker")
SECRETS = ("passphrase", "wrong passphrase", "new passphrase", "member")


def canary(what: str) -> str:
    """One word, the same in every process."""
    return "Zx" + b32encode(hashlib.sha256(f"canary/{what}".encode()).digest())[:16].decode().lower()


def _fields(entity: Entity, place: str) -> dict[str, str]:
    own = {f"{place}.{field.name}" for field in entity.fields if field.kind in PLANTED_KINDS}
    below = [_fields(child, f"{place}.{name}") for name, child in entity.children.items()]
    return {name: canary(name) for name in own} | {name: word for part in below for name, word in part.items()}


def planted() -> dict[str, str]:
    """Everything that may be found nowhere, by what it was."""
    fields = [_fields(entity, entity.name) for entity in ENTITIES]
    words = {name: word for part in fields for name, word in part.items()}
    return words | {what: canary(what) for what in (*TYPED, *SECRETS)}


def record_of(entity: Entity, place: str, number: int = 0) -> Any:  # noqa: ANN401 - the entity's dataclass
    """A record with a word in every field that takes one, at every depth."""
    own = {field.name: canary(f"{place}.{field.name}") for field in entity.fields if field.kind in PLANTED_KINDS}
    children = {name: (record_of(child, f"{place}.{name}"),) for name, child in entity.children.items()}
    return entity.type(id=f"{place}-{number}", **own, **children)


def plant(unit: UnitOfWork) -> None:
    for entity in ENTITIES:
        unit.records(entity.name).add(record_of(entity, entity.name), STAMP)
    unit.imports.note("register", [ImportedRow(canary("register key"), "digest", "case-0")])
    unit.settings.set("marking", "")
    unit.settings.set("remark", canary("setting"))
    unit.commit()


def write_inputs(folder: Path) -> None:
    """What the commands read, outside of what is searched: passphrases, and a register with a word in a cell."""
    for name in ("passphrase", "wrong passphrase", "new passphrase"):
        (folder / name.replace(" ", "_")).write_text(canary(name) + "\n", encoding="utf-8")
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

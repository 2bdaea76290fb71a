"""Nothing readable on the disk, in a log or in a message; what is sealed stays in its place."""

import logging
import traceback
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from db import cipher, vault
from db.schema import METADATA
from observatory.cases.case import Case
from observatory.entities import ENTITIES
from observatory.errors import TamperedStore
from observatory.fields import Entity, Kind
from observatory.ports import Draft, ImportedRow, Release, Stamp
from observatory.security.key_file import open_key_file
from observatory.selection import EVERYTHING

WORDS = "cavallo nuvola pettine diciotto"
NOW = datetime(2024, 5, 6, tzinfo=UTC)
STAMP = Stamp(date(2024, 5, 6), NOW, "clinician", "N")

Made = Callable[[], tuple[Path, str]]


@pytest.fixture
def folder(make_store: Made) -> Path:
    return make_store()[0]


def raw(folder: Path) -> Any:  # noqa: ANN401 - sqlcipher3 has no types
    """A connection behind the store's back."""
    return cipher.connect(folder / "vault.db", open_key_file((folder / "vault.keys").read_bytes(), WORDS))


def test_a_narrative_moved_to_another_record_is_not_shown(folder: Path) -> None:
    store = vault.open_(folder, WORDS)
    with store.begin() as unit:
        unit.cases.add_many([(Case(id="1", note="uno"), STAMP), (Case(id="2", note="due"), STAMP)])
        unit.commit()
    store.close()
    connection = raw(folder)
    connection.execute("""UPDATE "case" SET note = (SELECT note FROM "case" WHERE id = '2') WHERE id = '1'""")
    connection.close()
    store = vault.open_(folder, WORDS)
    with store.begin() as unit:
        assert unit.cases.get("2").note == "due"
        with pytest.raises(TamperedStore):
            unit.cases.get("1")
    store.close()


CANARY = "Zanzottera"


def told_everywhere(entity: Entity, number: int = 0) -> Any:  # noqa: ANN401 - the entity's dataclass
    """A record with the canary in every text field, at every depth."""
    texts = (Kind.TEXT, Kind.NARRATIVE, Kind.PERSON_CODE)
    own = {field.name: f"{CANARY} {field.name}" for field in entity.fields if field.kind in texts}
    children = {name: (told_everywhere(child),) for name, child in entity.children.items()}
    return entity.type(id=f"{CANARY}-{number}", **own, **children)


def assert_nothing_readable(folder: Path) -> None:
    for path in folder.iterdir():
        content = path.read_bytes()
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            for word in (CANARY, CANARY.lower(), WORDS, "cavallo"):
                assert word.encode(encoding) not in content, path.name


def test_no_file_of_the_store_holds_a_readable_word(folder: Path) -> None:
    store = vault.open_(folder, WORDS)
    with store.begin() as unit:
        for entity in ENTITIES:
            unit.records(entity.name).add(told_everywhere(entity), STAMP)
        unit.drafts.save(Draft(CANARY, "case", CANARY, 0, {"note": CANARY, "sources": [{"x": CANARY}]}, NOW))
        unit.imports.note(CANARY, [ImportedRow(CANARY, CANARY, CANARY)])
        tables = {"T1": {CANARY: [CANARY]}}
        unit.releases.add(Release(CANARY, "summary", CANARY, CANARY, STAMP.as_of, 1, NOW, CANARY, tables))
        unit.settings.set(CANARY, CANARY)
        unit.commit()
    assert (folder / "vault.db-wal").stat().st_size > 0
    assert_nothing_readable(folder)
    store.close()
    assert_nothing_readable(folder)


def test_narratives_and_drafts_are_sealed_within_the_database_too(folder: Path) -> None:
    store = vault.open_(folder, WORDS)
    with store.begin() as unit:
        for entity in ENTITIES:
            record = told_everywhere(entity)
            unit.records(entity.name).add(
                entity.type(id=record.id.lower(), **{f.name: getattr(record, f.name) for f in entity.sealed_fields}),
                STAMP,
            )
        unit.drafts.save(Draft("k", "case", "1", 0, {"note": CANARY}, NOW))
        unit.commit()
    store.close()
    connection = raw(folder)
    found = [row for table in METADATA.tables.values() for row in connection.execute(str(table.select())).fetchall()]
    connection.close()
    assert len(found) > len(ENTITIES)
    for row in found:
        assert CANARY.encode() not in b"|".join(v if isinstance(v, bytes) else str(v).encode() for v in row)


def test_no_log_and_no_traceback_tells_a_value(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    store = vault.open_(folder, WORDS)
    case = told_everywhere(ENTITIES[0])
    with store.begin() as unit:
        unit.cases.add(case, STAMP)
        unit.commit()
    with store.begin() as unit:
        assert unit.cases.select(EVERYTHING)[0].note == case.note
        try:
            unit.cases.add(case, STAMP)
        except Exception:  # noqa: BLE001 - whatever it is, its words are looked at
            told = traceback.format_exc()
    assert "IntegrityError" in told
    assert CANARY not in told
    assert CANARY not in caplog.text
    store.close()

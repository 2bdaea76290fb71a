"""The tables as declared, as migrated and as asked: equal, and counted from an index alone."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.sql import Executable

from db import migrate, vault
from db.cipher import connect
from db.schema import ANSWERS, APPEND_ONLY, METADATA
from db.unit import SqlUnit
from observatory.cases.case import Case
from observatory.cases.completeness import incomplete_conditions
from observatory.entities import ENTITIES
from observatory.interventions.intervention import Intervention
from observatory.meetings.meeting import Meeting
from observatory.population.strength import Strength
from observatory.ports import Stamp
from observatory.security.key_derivation import KdfCost
from observatory.security.key_file import open_key_file
from observatory.selection import EVERYTHING
from observatory.usecases.views import views

WORDS = "cavallo nuvola pettine diciotto"
TODAY = date(2024, 5, 6)
STAMP = Stamp(TODAY, datetime(2024, 5, 6, tzinfo=UTC), "clinician", "N")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[vault.Vault]:
    """A store with some of everything, so that the planner has something to plan for."""
    made = vault.create(tmp_path_factory.mktemp("schema") / "s", WORDS, cost=KdfCost(1024, 1, 1))
    with made.begin() as unit:
        for number in range(30):
            name = str(number)
            unit.cases.add(Case(id=name, month="2024-03", force="PS", status="SO", event_type="SU"), STAMP)
            unit.interventions.add(Intervention(id=name, start="2024-03", kind="S01", force="PS"), STAMP)
            unit.meetings.add(Meeting(id=name, held_on=TODAY, kind="OR"), STAMP)
            unit.strengths.add(Strength(id=name, quarter="2024-Q1", force="PS"), STAMP)
        unit.commit()
    yield made
    made.close()


def test_the_migrations_build_the_declared_tables(store: vault.Vault) -> None:
    with store.begin() as unit:
        connection = unit.take_write_lock()
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
        triggers = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars()
        assert set(triggers) == {f"{table}_no_{act}" for table in APPEND_ONLY for act in ("update", "delete")}


def test_the_newest_revision_is_the_one_that_the_program_names() -> None:
    scripts = Path(migrate.__file__).parent / "migrations" / "versions"
    revisions = sorted(
        re.findall(r'^revision = "(\d{4})"$', path.read_text(), re.MULTILINE)[0] for path in scripts.glob("*.py")
    )
    assert revisions[-1] == migrate.HEAD
    assert revisions == [f"{number:04d}" for number in range(1, len(revisions) + 1)]


def test_the_index_of_answers_holds_all_that_the_count_of_incomplete_cases_asks() -> None:
    assert set(ANSWERS) == {name for name, _ in incomplete_conditions()}


def planned(unit: SqlUnit, ask: Callable[[], object]) -> list[str]:
    """SQLite's plan of every SELECT that is run while asking."""
    asked: list[Executable] = []
    read = unit.read

    def listen(query: Executable) -> Any:  # noqa: ANN401 - rows
        asked.append(query)
        return read(query)

    unit.read = listen  # type: ignore[method-assign]
    ask()
    connection = unit.take_write_lock()
    compiled = [query.compile(connection, compile_kwargs={"literal_binds": True}) for query in asked]  # type: ignore[attr-defined]
    return [row[3] for sql in compiled for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}").all()]


COUNTS = [(entity.name, view) for entity in ENTITIES for view in views(entity, TODAY)]


@pytest.mark.parametrize(("name", "view"), COUNTS, ids=[f"{name}-{view.name}" for name, view in COUNTS])
def test_the_count_of_a_view_reads_an_index_alone(store: vault.Vault, name: str, view: Any) -> None:  # noqa: ANN401
    with store.begin() as unit:
        plan = planned(unit, lambda: unit.records(name).count(view.selection))
    assert_read_from_an_index_alone(name, plan)


def assert_read_from_an_index_alone(table: str, plan: list[str]) -> None:
    touched = [step for step in plan if re.match(rf"(SCAN|SEARCH) {table}\b", step)]
    assert touched, plan
    assert all("COVERING INDEX" in step for step in touched), plan


def test_what_tallies_gather_is_read_from_an_index_alone(store: vault.Vault) -> None:
    with store.begin() as unit:
        for ask in (
            lambda: unit.cases.tally("force", EVERYTHING),
            lambda: unit.cases.tally("status", EVERYTHING),
            lambda: unit.cases.tally("event_type", EVERYTHING),
            lambda: unit.cases.tally("outcome", EVERYTHING),
        ):
            plan = planned(unit, ask)
            assert re.match(r"(SCAN|SEARCH) \w+ USING COVERING INDEX", plan[0]), plan
            assert [step for step in plan[1:] if "TEMP B-TREE" not in step] == []


def test_when_records_became_known_is_read_from_an_index_alone(store: vault.Vault) -> None:
    with store.begin() as unit:
        plan = planned(unit, lambda: unit.cases.first_known(TODAY))
    assert_read_from_an_index_alone("revision", plan)


def test_a_vintage_finds_each_last_version_in_an_index_and_sorts_nothing(store: vault.Vault) -> None:
    with store.begin() as unit:
        plan = planned(unit, lambda: list(unit.cases.as_of(TODAY)))
    assert any("COVERING INDEX revision_by_vintage" in step for step in plan), plan
    assert not any("SCAN revision" in step for step in plan), plan


def test_every_connection_has_the_protecting_pragmas_on(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    vault.create(folder, WORDS, cost=KdfCost(1024, 1, 1)).close()
    connection = connect(folder / "vault.db", open_key_file((folder / "vault.keys").read_bytes(), WORDS))
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "secure_delete": 1,
        "temp_store": 2,
        "trusted_schema": 0,
        "cell_size_check": 1,
    }
    assert {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted
    connection.close()

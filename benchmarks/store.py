"""What encryption costs: the store beside plain SQLite, the same statements in one run: `python -m benchmarks.store`.

Prints milliseconds (median of the rounds) and the ratio. Both run the same code of `db`; only the engine differs.
"""

import argparse
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import QueuePool

from db import cipher, vault
from db.connections import Connections
from db.migrate import make_tables
from db.seals import Seals
from db.unit import SqlUnit
from observatory.cases.case import Case, Circumstance, Source
from observatory.ports import Stamp
from observatory.security.key_derivation import KdfCost
from observatory.security.key_file import new_key_file
from observatory.security.keyring import Keyring
from observatory.selection import EVERYTHING, Selection

WORDS = "cavallo nuvola pettine diciotto"
CHEAP = KdfCost(1024, 1, 1)
FIRST = date(2015, 1, 1)
FORCES, TYPES, STATES = ("CC", "GF", "PP", "PS"), ("SU", "TE", "ID", "DS"), ("SO", "AC", "CO")

Timed = dict[str, list[float]]


def invented(number: int) -> tuple[Case, Stamp]:
    day = FIRST + timedelta(days=number % 3650)
    case = Case(
        id=str(uuid4()),
        event_type=TYPES[number % 4],
        month=f"{day:%Y-%m}",
        status=STATES[number % 3],
        status_date=day,
        force=FORCES[number % 4],
        sex="MF"[number % 2],
        age_band="E3",
        note="Nota inventata, di poche parole, su nessuno.",
        circumstances=tuple(Circumstance(id=str(uuid4()), circumstance="LAV", value="S") for _ in range(3)),
        sources=(Source(id=str(uuid4()), source="CF", received_on=day),),
    )
    return case, Stamp(day, datetime(2024, 1, 1, tzinfo=UTC), "clinician", "N")


def plain_engine(path: Path) -> Engine:
    """Plain SQLite with the pragmas of the encrypted store."""

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        for pragma in cipher.PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        return connection

    return create_engine("sqlite+pysqlite://", creator=connect, poolclass=QueuePool, hide_parameters=True)


@contextmanager
def timed(times: Timed, name: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    times.setdefault(name, []).append(1000 * (time.perf_counter() - started))


def measure(open_engine: Callable[[], Engine], keyring: Keyring, records: int, times: Timed) -> None:
    """One round on a new, empty database."""
    with timed(times, "create tables"):
        engine = open_engine()
        make_tables(engine)
    unit = SqlUnit(Connections(engine), Seals(keyring))
    cases = [invented(number) for number in range(records)]
    with unit, timed(times, f"add {records:,} cases at once"):
        unit.cases.add_many(cases)
        unit.commit()
    saved = [replace(case, version=1, status="CO") for case, _ in cases[:100]]
    with timed(times, "save 100 cases, one transaction each"):
        for case in saved:
            with unit:
                unit.cases.replace(case, cases[-1][1])
                unit.commit()
    engine.dispose()
    with timed(times, "open a connection and count"):
        engine = open_engine()
        unit = SqlUnit(Connections(engine), Seals(keyring))
        with unit:
            unit.cases.count(EVERYTHING)
    read(unit, times)
    engine.dispose()


def read(unit: SqlUnit, times: Timed) -> None:
    with unit:
        with timed(times, "tally by type and by force"):
            unit.cases.tally("event_type", EVERYTHING)
            unit.cases.tally("force", Selection(since="2019-01", until="2019-12"))
        with timed(times, "first page of a list, 50 cases"):
            unit.cases.select(Selection(limit=50))
        with timed(times, "days on which all became known"):
            unit.cases.first_known(date(2030, 1, 1))
        with timed(times, "vintage of all cases"):
            sum(1 for _ in unit.cases.as_of(date(2030, 1, 1)))


def whole_store(folder: Path, records: int, times: Timed) -> None:
    """What only the encrypted store does: make the folder, derive the key, check every page."""
    with timed(times, "make a store (calibrated derivation included)"):
        made = vault.create(folder / "calibrated", WORDS)
    made.close()
    with timed(times, "open it"):
        vault.open_(folder / "calibrated", WORDS).close()
    with closing(vault.create(folder / "cheap", WORDS, cost=CHEAP)) as store, store.begin() as unit:
        unit.cases.add_many(invented(number) for number in range(records))
        unit.commit()
    with timed(times, f"open {records:,} cases, every page checked, no derivation"):
        vault.open_(folder / "cheap", WORDS).close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    encrypted: Timed = {}
    plain: Timed = {}
    alone: Timed = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for turn in range(asked.rounds):
            keyring = new_key_file(WORDS, CHEAP)[1]
            sealed, clear = folder / f"{turn}.sealed", folder / f"{turn}.clear"
            measure(partial(cipher.engine, sealed, keyring), keyring, asked.records, encrypted)
            measure(partial(plain_engine, clear), keyring, asked.records, plain)
        print(f"size on disk: {sealed.stat().st_size / clear.stat().st_size:.2f} times plain")
        whole_store(folder, asked.records, alone)
    print(f"{'':45}{'plain ms':>10}{'sealed ms':>11}{'ratio':>7}")
    for what, times in encrypted.items():
        ours, theirs = statistics.median(times), statistics.median(plain[what])
        print(f"{what:45}{theirs:10.1f}{ours:11.1f}{ours / theirs:7.2f}")
    for what, times in alone.items():
        print(f"{what:60}{times[0]:8.1f} ms")


if __name__ == "__main__":
    main()

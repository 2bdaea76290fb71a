"""How a long list of cases feels in the window, over an encrypted store: `python -m benchmarks.list --records 1000000`.

Prints milliseconds of what a person waits for, and how much of it the window worked itself, beside the aim: the way
from the passphrase to the painted list without the key derivation, the first page, each letter of a search, a step
of the wheel at the top and deep in the list; then how long a whole answer takes, and the first page in plain SQLite.

A store of a million cases takes a quarter of an hour and five gigabytes to make: `--folder` keeps it for the next time.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication
from sqlalchemy import insert, select

from benchmarks.store import CHEAP, WORDS, invented, plain_engine
from db import vault
from db.connections import Connections
from db.migrate import make_tables
from db.schema import CASE as CASES
from db.schema import CIRCUMSTANCE, SOURCE
from db.seals import Seals
from db.unit import SqlUnit
from observatory.cases.fields import CASE
from observatory.ports import Store
from observatory.selection import Selection
from observatory.terms import Language
from ui.desktop.app import CHECKING_SECONDS
from ui.desktop.records.pages import PAGE_ROWS
from ui.desktop.records.screen import RecordsScreen
from ui.desktop.session import Session

SEARCH = "forza:CC stato:AC 2019"
STEPS = 200
AT_ONCE = 20_000
MOST_COPIED = 200_000
"""Cases of a store that is copied into plain SQLite: more would take longer than all the rest."""

NOW = datetime(2024, 6, 1, 9, tzinfo=UTC)


def filled(folder: Path, records: int) -> None:
    """A new store, through its own way of writing; some thousand cases a transaction."""
    store = vault.create(folder, WORDS, cost=CHEAP)
    for start in range(0, records, AT_ONCE):
        with store.begin() as unit:
            unit.cases.add_many(invented(number) for number in range(start, min(records, start + AT_ONCE)))
            unit.commit()
    store.close()


def plain_copy(store: vault.Vault, path: Path) -> None:
    """What the list reads of a store, in plain SQLite."""
    engine = plain_engine(path)
    make_tables(engine)
    with store.begin() as unit, engine.connect() as plain:
        for table in (CASES, CIRCUMSTANCE, SOURCE):
            for rows in unit.scan(select(table)):
                plain.execute(insert(table), [dict(row._mapping) for row in rows])  # noqa: SLF001 - its public name
        plain.commit()
    engine.dispose()


Time = tuple[float, float]
"""Milliseconds until the window answers again, and those of its thread’s own work: the second is free of the load."""


def milliseconds(act: Callable[[], object]) -> Time:
    began, worked = time.perf_counter(), time.thread_time()
    act()
    QApplication.processEvents()
    return 1000 * (time.perf_counter() - began), 1000 * (time.thread_time() - worked)


def told(what: str, times: list[Time], aim: str = "") -> None:
    walls, works = zip(*times, strict=True)
    figures = (statistics.median(walls), max(walls), statistics.median(works), max(works))
    print(f"{what:<52} " + " ".join(f"{figure:8.1f}" for figure in figures) + f" {aim:>8}", flush=True)


def shown(store: Store) -> RecordsScreen:
    session = Session(store, clock=lambda: NOW, language=Language.IT)
    screen = RecordsScreen(CASE, session)
    session.setParent(screen)
    screen.resize(1180, 680)
    screen.show()
    while not screen.list.model.rowCount():
        QApplication.processEvents()
    return screen


def settled(screen: RecordsScreen, most: float = 20.0) -> None:
    """Everything that is read behind the window has come."""
    until = time.monotonic() + most
    while time.monotonic() < until and not (screen.list.model.is_settled and screen.views.is_settled):
        QApplication.processEvents()
        time.sleep(0.001)


def searched(screen: RecordsScreen, words: str) -> Time:
    """Until the whole answer stands: its first page, and how many there are."""
    return milliseconds(lambda: (screen.list.search.asked.emit(words), settled(screen)))


def turned(screen: RecordsScreen, start: int) -> list[Time]:
    """Steps of the wheel from a row on; between two a person sees what came."""
    bar, times = screen.list.table.verticalScrollBar(), []
    bar.setValue(start)
    settled(screen)
    for _ in range(STEPS):
        times.append(milliseconds(lambda: bar.setValue(bar.value() + 3)))
        time.sleep(0.02)
    return times


def measure(screen: RecordsScreen) -> None:
    settled(screen)
    told("first page, the list read anew", [milliseconds(screen.list.refresh) for _ in range(9)], "≤ 100")
    told("counts of the views", [milliseconds(screen.views.refresh) for _ in range(5)], "≤ 100")
    letters = [SEARCH[:end] for end in range(1, len(SEARCH) + 1)]
    told(
        "each letter of a search",
        [milliseconds(lambda t=t: screen.list.search.asked.emit(t)) for t in letters],
        "≤ 100",
    )
    settled(screen)
    for words in ("stato:AC", SEARCH, "forza:CC tipo:SU 2016-Q3", "stato:DU"):
        told(f"  the whole answer to «{words}»", [searched(screen, words), searched(screen, "")][:1])
    settled(screen)
    told("a step of the wheel, at the top", turned(screen, 0), "≤ 30")
    told("a step of the wheel, in the middle", turned(screen, screen.list.model.rowCount() // 2), "≤ 30")


def first_page(unit: SqlUnit) -> float:
    """The median of what the list asks for, read on a connection of its own."""
    pages = (Selection(limit=PAGE_ROWS), Selection(where=(("status", frozenset({"AC"})),), limit=PAGE_ROWS))
    times = []
    for _ in range(15):
        with unit:
            began = time.perf_counter()
            for page in pages:
                unit.cases.select(page)
            times.append(1000 * (time.perf_counter() - began) / len(pages))
    return statistics.median(times)


def beside(store: vault.Vault, plain: Path) -> None:
    if not plain.exists():
        plain_copy(store, plain)
    engine = plain_engine(plain)
    theirs = first_page(SqlUnit(Connections(engine), Seals(store.keyring)))
    engine.dispose()
    with store.begin() as unit:
        ours = first_page(unit)
    print(
        f"{'first page by the store alone, and in plain SQLite':<52} {ours:8.1f} {theirs:8.1f} {ours / theirs:8.2f} ×"
    )


def run(folder: Path, records: int) -> None:
    if not folder.exists():
        filled(folder, records)
    print(f"{records:>9,} cases, ms{'':<33} {'median':>8} {'longest':>8} {'work':>8} {'longest':>8} {'aim':>8}")
    opened: list[vault.Vault] = []
    screens: list[RecordsScreen] = []
    opening = milliseconds(lambda: opened.append(vault.open_(folder, WORDS, patience=CHECKING_SECONDS)))
    painting = milliseconds(lambda: screens.append(shown(opened[0])))
    told(
        "passphrase to painted list, without the derivation",
        [(opening[0] + painting[0], opening[1] + painting[1])],
        "≤ 2000",
    )
    measure(screens[0])
    screens[0].close()
    if records <= MOST_COPIED:
        beside(opened[0], folder.with_name(f"{folder.name}.plain"))
    opened[0].close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, nargs="+", default=[1_000, 150_000])
    parser.add_argument("--folder", type=Path, help="where the stores are made, and kept for the next time")
    asked = parser.parse_args()
    application = QApplication([])
    with tempfile.TemporaryDirectory() as name:
        for records in asked.records:
            run((asked.folder or Path(name)) / str(records), records)
    application.quit()


if __name__ == "__main__":
    main()

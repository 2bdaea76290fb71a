"""How a long list of cases feels in the window, over an encrypted store: `python -m benchmarks.list --records 1000000`.

Prints milliseconds (median, and the longest) of what a person waits for: the first page with the views' counts, each
letter of a search, a step of the wheel, and the way from an open store to the painted list.
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

from benchmarks.store import CHEAP, WORDS, invented
from db import vault
from observatory.cases.fields import CASE
from observatory.ports import Store
from observatory.terms import Language
from ui.desktop.records.screen import RecordsScreen
from ui.desktop.session import Session

SEARCH = "forza:CC stato:AC 2019"
STEPS = 200
NOW = datetime(2024, 6, 1, 9, tzinfo=UTC)


def filled(folder: Path, records: int) -> None:
    store = vault.create(folder, WORDS, cost=CHEAP)
    with store.begin() as unit:
        unit.cases.add_many(invented(number) for number in range(records))
        unit.commit()
    store.close()


def milliseconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    QApplication.processEvents()
    return 1000 * (time.perf_counter() - began)


def told(what: str, times: list[float]) -> None:
    print(f"{what:<44} {statistics.median(times):9.1f} {max(times):9.1f}")


def shown(store: Store) -> RecordsScreen:
    session = Session(store, clock=lambda: NOW, language=Language.IT)
    screen = RecordsScreen(CASE, session)
    session.setParent(screen)
    screen.resize(1180, 680)
    screen.show()
    return screen


def measure(store: Store) -> None:
    screens: list[RecordsScreen] = []
    told("open store to painted list", [milliseconds(lambda: screens.append(shown(store)))])
    screen = screens[0]
    told("first page", [milliseconds(screen.list.refresh) for _ in range(5)])
    told("counts of the views", [milliseconds(screen.views.refresh) for _ in range(3)])
    letters = [SEARCH[:end] for end in range(1, len(SEARCH) + 1)]
    told("each letter of a search", [milliseconds(lambda t=t: screen.list.search.asked.emit(t)) for t in letters])
    screen.list.search.asked.emit("")
    bar = screen.list.table.verticalScrollBar()
    told("a step of the wheel", [milliseconds(lambda: bar.setValue(bar.value() + 3)) for _ in range(STEPS)])
    rows = range(0, STEPS, 4)
    told("the next record, with its history", [milliseconds(lambda r=r: screen.list.table.point_at(r)) for r in rows])
    screen.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=1_000_000)
    asked = parser.parse_args()
    application = QApplication([])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "s"
        filled(folder, asked.records)
        began = time.perf_counter()
        store = vault.open_(folder, WORDS)
        opened = 1000 * (time.perf_counter() - began)
        print(f"{asked.records:,} cases{'':<30} {'median':>13} {'longest':>9}   ms")
        told("open, every page checked, cheap derivation", [opened])
        measure(store)
        store.close()
    application.quit()


if __name__ == "__main__":
    main()

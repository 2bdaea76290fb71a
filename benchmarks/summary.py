"""How long a summary of very many cases takes, from an encrypted store: `python -m benchmarks.summary --cases 100000`.

Prints seconds of the clock and of the processor: for the first summary of a store, and for the next quarter's, which
is protected beside it. `reading` ends when counting begins; `as PDF` is its file in Italian, with what has to be loaded
for the first one. The aim is five seconds in all for the first one of 100,000 cases.

The store is made first, of invented cases: 100,000 take two minutes.
"""

import argparse
import io
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks.store import CHEAP, WORDS
from db import vault
from observatory.disclosure.rules import Audience
from observatory.periods import Period
from observatory.summary.content import Summary
from observatory.terms import Language, Term
from observatory.usecases.build_demo import build_demo
from observatory.usecases.summarise import SummaryRequest, make_summary

AIM = 5.0
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
ASKED = (("2025-Q3", date(2025, 11, 1)), ("2025-Q4", date(2026, 1, 31)))


class Stages:
    """When each stage of the work began, as its progress tells."""

    def __init__(self) -> None:
        self.began: dict[str, float] = {}

    def __call__(self, _done: int, _total: int, what: Term) -> None:
        self.began.setdefault(what.en, time.perf_counter())

    @property
    def reading(self) -> float:
        first, second, *_ = self.began.values()
        return second - first


def filled(folder: Path, cases: int) -> None:
    store = vault.create(folder, WORDS, cost=CHEAP)
    build_demo(store, seed=1, cases=cases)
    store.close()


def measured(store: vault.Vault, period: str, day: date) -> None:
    stages, began, worked = Stages(), time.perf_counter(), time.process_time()
    asked = SummaryRequest(Period.parse(period), Audience.MEMBERS, day)
    summary = make_summary(store, asked, clock=lambda: NOW, progress=stages)
    made = time.perf_counter()
    written(summary)
    ended, work = time.perf_counter(), time.process_time() - worked
    parts = (stages.reading, made - began - stages.reading, ended - made, ended - began)
    print(f"{period:<10}{''.join(f'{part:>10.2f}' for part in parts)}{work:>12.2f}", flush=True)


def written(summary: Summary) -> None:
    from observatory.reports.pdf import write_pdf  # noqa: PLC0415 - as in the program, where only this needs it

    write_pdf(summary, Language.IT, io.BytesIO())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "store"
        filled(folder, asked.cases)
        store = vault.open_(folder, WORDS, patience=60)
        print(f"{asked.cases:,} cases; aim {AIM:g} s for the first")
        print(f"{'summary':<10}{'reading':>10}{'making':>10}{'as PDF':>10}{'whole':>10}{'processor':>12}")
        for period, day in ASKED:
            measured(store, period, day)
        store.close()


if __name__ == "__main__":
    main()

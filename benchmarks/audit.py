"""What the signed log costs: saves with and without it in one run, and a check: `python -m benchmarks.audit`.

Exits with 1 when a single durable save with the log takes more than three times the same save without it, or when
checking 10,000 signed entries takes more than two seconds.
"""

import argparse
import statistics
import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks.store import invented
from db import vault
from db.unit import SqlUnit
from observatory.cases.case import Case
from observatory.ports import Stamp
from observatory.security.audit.anchors import AnchorTrouble
from observatory.security.audit.entries import GENESIS, Act, Author, Content, Entry, signed_entry
from observatory.security.audit.verification import Inspector
from observatory.security.key_derivation import KdfCost
from observatory.security.signing import public_key
from observatory.usecases.build_demo import build_demo

WORDS = "cavallo nuvola pettine diciotto"
STAMP = Stamp(date(2024, 5, 6), datetime(2024, 5, 6, tzinfo=UTC), "clinician", "A")
MOST_TIMES, MOST_SECONDS = 3.0, 2.0


def saving(store: vault.Vault, rounds: int) -> tuple[float, float]:
    """Milliseconds (median) of one save without and with the log, turn by turn on cases of equal age."""
    with store.begin() as unit:
        cases = [unit.cases.add(*invented(number)) for number in range(2 * rounds)]
        unit.commit()
    times: dict[bool, list[float]] = {False: [], True: []}
    for number, case in enumerate(cases):
        has_log = bool(number % 2)
        started = time.perf_counter()
        _save(store, case, has_log=has_log)
        times[has_log].append(1000 * (time.perf_counter() - started))
    return statistics.median(times[False]), statistics.median(times[True])


def _save(store: vault.Vault, case: Case, *, has_log: bool) -> None:
    log = store.log if has_log else None
    with SqlUnit(store._connections, store._seals, log) as unit:  # noqa: SLF001 - to leave it out
        unit.cases.replace(replace(case, status="CO"), STAMP)
        unit.commit()


def long_log(length: int) -> tuple[list[Entry], Inspector]:
    author = Author("m", "clinician", bytearray(range(32)))
    entries, previous = [], GENESIS
    for number in range(1, length + 1):
        at = "2026-04-20T09:00:00.000000+00:00"
        content = Content(number, at, "m", "clinician", Act.READ, f"case/{number}", 1, "note", "")
        entries.append(signed_entry(content, previous, author))
        previous = entries[-1].hash
    return entries, Inspector("store", {"m": public_key(author.seed)})


def checking(length: int) -> float:
    """Seconds for chain, hashes, tree and signatures of a log of that length."""
    entries, inspector = long_log(length)
    started = time.perf_counter()
    for entry in entries:
        inspector.entry(entry)
    assert not inspector.finish(AnchorTrouble.MISSING).findings
    return time.perf_counter() - started


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--cases", type=int, default=5000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        store = vault.create(Path(name) / "s", WORDS, cost=KdfCost(1024, 1, 1))
        without, with_log = saving(store, asked.rounds)
        store.close()
        store = vault.create(Path(name) / "demo", WORDS, cost=KdfCost(1024, 1, 1))
        started = time.perf_counter()
        build_demo(store, seed=1, cases=asked.cases)
        filled = time.perf_counter() - started
        started = time.perf_counter()
        found = store.verify()
        swept = time.perf_counter() - started
        store.close()
    seconds = checking(10_000)
    print(f"one durable save: {without:.1f} ms without the log, {with_log:.1f} ms with it ({with_log / without:.2f})")
    print(f"sample of {asked.cases:,} cases recorded: {filled:.1f} s")
    print(f"check of {found.standing.sequence:,} entries and {found.rows:,} objects of that store: {swept:.1f} s")
    print(f"check of 10,000 signed entries: {seconds:.2f} s")
    return int(with_log > MOST_TIMES * without or seconds > MOST_SECONDS)


if __name__ == "__main__":
    raise SystemExit(main())

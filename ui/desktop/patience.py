"""Keeps whoever typed a wrong passphrase waiting, longer each time."""

from collections import Counter
from pathlib import Path
from threading import Event

LONGEST_SECONDS = 30


def seconds_after(wrong: int) -> int:
    """0, 1, 2, 4, 8 … seconds after so many wrong passphrases: one slip costs nothing."""
    return 0 if wrong <= 1 else min(2 ** (wrong - 2), LONGEST_SECONDS)


class Patience:
    """Counts by store, as long as the program runs; closing a dialog or opening another store forgets nothing."""

    def __init__(self) -> None:
        self._store = Path()
        self._wrong: Counter[Path] = Counter()
        self._let_go = Event()

    def turn_to(self, store: Path) -> None:
        """The store whose passphrase is asked for from now on."""
        self._store = store.resolve()

    def wait(self) -> None:
        """Called on the worker, which does nothing else meanwhile, after a wrong passphrase."""
        self._wrong[self._store] += 1
        self._let_go.wait(seconds_after(self._wrong[self._store]))

    def forgive(self) -> None:
        """The store at hand was opened."""
        del self._wrong[self._store]

    def begin(self) -> None:
        self._let_go.clear()

    def let_go(self) -> None:
        """Whoever waits is about to go: the store locks, the program ends."""
        self._let_go.set()

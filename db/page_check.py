"""The check of every page of a database, some now and the rest later, so that a large store opens soon.

SQLCipher checks the MAC of each page that it reads; this goes through all the others, a stretch at a time.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

from db.connections import Connections
from db.troubles import DAMAGED, DISK
from observatory.errors import DamagedStore, FileTrouble, StoreBusy
from observatory.progress import Progress
from observatory.security.keyring import Keyring
from observatory.security.page_cipher import PAGE_BYTES, PageCipher
from observatory.terms import Term

Going = Callable[[int, int], bool]
"""Told how many pages are checked and how many there are; whether to go on. May raise."""

LOCK_PAGE = 2**30 // PAGE_BYTES + 1
"""The page at one gibibyte, which SQLite locks and never writes (https://www.sqlite.org/fileformat2.html, 1.3)."""

_STRETCH = 256
"""Pages read at once: 1 MiB, a few milliseconds of checking."""

_LOOKS, _MOMENT = 10, 0.02
"""A page that is being written while it is read is looked at again, so often and after so many seconds."""


class PageCheck:
    """The pages of a database file as it was when the check began; what is written later is written whole.

    A file that was exchanged for another meanwhile (new keys) needs no more checking: it was checked when it was made.
    """

    def __init__(self, path: Path, keyring: Keyring, *, is_complete: bool = False) -> None:
        self._path = path
        self._keyring = keyring
        self._epoch = keyring.epoch
        self.total = path.stat().st_size // PAGE_BYTES
        self._done = self.total if is_complete else 0

    @property
    def done(self) -> int:
        """Pages found sound so far."""
        return self.total if self._keyring.epoch != self._epoch else self._done

    @property
    def is_complete(self) -> bool:
        """Whether every page was found sound."""
        return self.done >= self.total

    def go_on(self, going: Going) -> None:
        """Check page after page for as long as `going` says so; raises `DamagedStore`, `FileTrouble`."""
        if self.is_complete:
            return
        pages = PageCipher(self._keyring.database, self._keyring.cipher_salt)
        while not self.is_complete and going(self._done, self.total):
            last = min(self.total, self._done + _STRETCH)
            if all(self._is_sound(pages, *each) for each in self._read(self._done + 1, last)):
                self._done = last
            elif not self.is_complete:
                raise DamagedStore(DAMAGED)

    def _is_sound(self, pages: PageCipher, number: int, page: bytes) -> bool:
        if number == LOCK_PAGE:
            return True
        for _ in range(_LOOKS):
            if pages.is_genuine(number, page):
                return True
            sleep(_MOMENT)
            ((_, page),) = self._read(number, number)
        return False

    def _read(self, first: int, last: int) -> list[tuple[int, bytes]]:
        try:
            with self._path.open("rb", buffering=0) as file:
                file.seek((first - 1) * PAGE_BYTES)
                content = file.read((last - first + 1) * PAGE_BYTES)
        except OSError as error:
            raise FileTrouble(DISK) from error
        starts = range(0, (last - first + 1) * PAGE_BYTES, PAGE_BYTES)
        return [(first + n, content[start : start + PAGE_BYTES]) for n, start in enumerate(starts)]


def for_seconds(seconds: float) -> Going:
    """Until so many seconds from now."""
    until = monotonic() + seconds
    return lambda _done, _total: monotonic() < until


def finish(pages: PageCheck, connections: Connections, progress: Progress) -> None:
    """Check what is left while the store is in use: a moment at a time, so that nobody waits who wants the files.

    Raises as `PageCheck.go_on`, what `progress` raises, and `NotAStore` once the store is closed.
    """
    while not pages.is_complete:
        progress(pages.done, pages.total, _PAGES)
        # While the files are written anew nobody reads them; afterwards there is nothing left to check.
        with suppress(StoreBusy), connections.visited():
            connections.check_open()
            pages.go_on(for_seconds(_SHORT))


_SHORT = 0.05
_PAGES = Term("Verifica delle pagine dell’archivio", "Checking the pages of the store")

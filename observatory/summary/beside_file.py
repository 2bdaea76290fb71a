"""Whether a record file, before it leaves, would let a reader narrow what the summaries made before it protect."""

from collections.abc import Mapping, Sequence

from observatory.progress import Progress, silent
from observatory.summary.earlier import Earlier
from observatory.summary.facts import PROFILES
from observatory.summary.grid import Cell, Edition
from observatory.summary.ledger import given_away
from observatory.summary.record_files import RecordFile
from observatory.summary.recount import Atom, Recounts
from observatory.summary.told import Shape

_CHANGES = "T13a"
"""The table of changes between two days, of which a record file says nothing."""


class Shelf:
    """Everything that left before, and the records as known on the day of a new file."""

    def __init__(self, earlier: Sequence[Earlier], files: Sequence[RecordFile], counts: Mapping[Atom, int]) -> None:
        self._files, self._counts = tuple(files), counts
        self._editions = without_changes(earlier)
        self._suspects: set[Cell] = set()

    def is_safe_beside(self, file: RecordFile, progress: Progress = silent) -> bool:
        """Whether no protected count is narrower for whoever has the file too. Raises `Unprotectable`, `Cancelled`."""
        if not self._editions:
            return True
        shape = self._editions[-1].shape
        edition = Edition(shape, 0, {}, self._counts, files=(*self._files, file))
        found = given_away(edition, self._editions, self._suspects, progress)
        if found is not None:
            self._suspects.add(found)
        return found is None


def without_changes(earlier: Sequence[Earlier], recounts: Recounts | None = None) -> tuple[Edition, ...]:
    """Earlier editions for whoever says nothing of changes between two days."""
    counted = recounts or Recounts()
    return tuple(_edition(one, counted.of(one.known)) for one in earlier)


def _edition(one: Earlier, counts: Mapping[Atom, int]) -> Edition:
    values = {table: cells for table, cells in one.values.items() if table != _CHANGES}
    shape = Shape(one.windows, PROFILES[one.audience], one.as_of, one.since)
    return Edition(shape, one.audience.threshold, values, counts)

"""Which values may be seen where, decided here for every list, title and message; and tracebacks that tell none.

A field has three places: its record, lists, messages. It has none in window titles, what is remembered between two
starts, names of files, the log, errors and tracebacks: nothing that takes a value may write there.
"""

import traceback
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from observatory.fields import Field, Kind, Level

HIDDEN = "•••"
_SHOWN_PARTS = 2
_FAR = frozenset({Level.A0, Level.A1})
_NEVER_LISTED = frozenset({Kind.NARRATIVE, Kind.PERSON_CODE})


class Place(StrEnum):
    """Where a value turns up inside the window."""

    RECORD = "record"  # the record that somebody opened
    LIST = "list"  # lists, choosers, the titles by which records are named there
    MESSAGE = "message"  # message bar, progress, notifications: seen by whoever passes


@dataclass(frozen=True, slots=True)
class Sight:
    """A look at values. `discreet` while somebody may look over the shoulder: what comes near a person is hidden."""

    place: Place = Place.RECORD
    discreet: bool = False

    def shows(self, field: Field) -> bool:
        """Whether this field may be seen so."""
        if self.discreet or self.place is Place.MESSAGE:
            return field.level in _FAR and field.kind is not Kind.NARRATIVE
        return self.place is Place.RECORD or field.kind not in _NEVER_LISTED


OPENED = Sight()


def safe_traceback(exception: BaseException) -> str:
    """Types, file names and line numbers of an exception and of those that led to it; never a value or a message.

    Paths are cut to their last two parts, because the rest may name a person or the place of a store. One line each,
    outermost call first, the first cause first.
    """
    return "\n".join(line for cause in _chain(exception) for line in _lines(cause))


def _chain(exception: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    current: BaseException | None = exception
    while current is not None and current not in chain:
        chain.append(current)
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return chain[::-1]


def _lines(exception: BaseException) -> list[str]:
    frames = [
        f"  {'/'.join(PurePath(frame.f_code.co_filename).parts[-_SHOWN_PARTS:])}:{line}"
        for frame, line in traceback.walk_tb(exception.__traceback__)
    ]
    members = exception.exceptions if isinstance(exception, BaseExceptionGroup) else ()
    inner = [f"  {line}" for member in members for line in safe_traceback(member).splitlines()]
    return [f"{type(exception).__module__}.{type(exception).__qualname__}", *frames, *inner]

"""Reading the next piece while one is worked on: within a statement SQLite leaves the interpreter to others."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Asked = TypeVar("Asked")
Read = TypeVar("Read")


def read_ahead(read: Callable[[Asked], Read], pieces: Iterable[Asked]) -> Iterator[Read]:
    """What is read of each piece, in order; never more than one piece ahead. Raises as `read`."""
    with ThreadPoolExecutor(1, thread_name_prefix="reading") as thread:
        coming: Future[Read] | None = None
        for piece in pieces:
            ready, coming = coming, thread.submit(read, piece)
            if ready is not None:
                yield ready.result()
        if coming is not None:
            yield coming.result()

"""Progress on one line of standard error, only where a person is watching."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import monotonic

from observatory.progress import Progress
from observatory.terms import Language, Term

_REDRAW_SECONDS = 0.1


@contextmanager
def progress_line(language: Language) -> Iterator[Progress]:
    """A progress that redraws one line on a terminal, and prints each new stage once elsewhere."""
    watched = sys.stderr.isatty()
    line = _Line(language) if watched else _Stages(language)
    try:
        yield line
    finally:
        if watched:
            _show("\r\x1b[K")


def _show(text: str) -> None:
    """Where nothing can be shown any more, as on a closed terminal, the work goes on."""
    with suppress(OSError):
        sys.stderr.write(text)
        sys.stderr.flush()


class _Line:
    def __init__(self, language: Language) -> None:
        self._language = language
        self._drawn = 0.0

    def __call__(self, done: int, total: int, what: Term) -> None:
        if monotonic() - self._drawn > _REDRAW_SECONDS:
            share = f"{done * 100 // total:3d} % " if total else ""
            _show(f"\r\x1b[K{share}{what.in_(self._language)} …")
            self._drawn = monotonic()


class _Stages:
    def __init__(self, language: Language) -> None:
        self._language = language
        self._last: Term | None = None

    def __call__(self, done: int, total: int, what: Term) -> None:  # noqa: ARG002 - stages only
        if what != self._last:
            _show(f"{what.in_(self._language)} …\n")
            self._last = what

"""Tracebacks that tell where something broke and nothing of what it was working on."""

import traceback
from pathlib import PurePath

_SHOWN_PARTS = 2


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

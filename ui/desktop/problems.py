"""The last resort when the program itself fails: a sentence for the person, and details without any value."""

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QCoreApplication

from observatory.errors import ObservatoryError
from observatory.terms import Language

_LOG = logging.getLogger("osservatorio")

Tell = Callable[[str], None]


def sentence(error: BaseException, language: Language) -> str:
    """What to tell the person: an expected failure in its own words, anything else in general ones."""
    if isinstance(error, ObservatoryError):
        return error.message.in_(language)
    return QCoreApplication.translate(
        "Problems",
        "The program met a fault of its own ({where}). What was recorded is safe; go on, or lock and open again.",
    ).format(where=place(error))


def place(error: BaseException) -> str:
    """The kind of error and the line it came from: never its message, which may hold a value of a record."""
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return type(error).__name__
    module = frames[-1].filename.replace("\\", "/").rsplit("/", 1)[-1]
    return f"{type(error).__name__}, {module}:{frames[-1].lineno}"


def watch(tell: Tell, language: Callable[[], Language]) -> Callable[[], None]:
    """From now on send what nobody caught to `tell`; the answer undoes it."""
    before, before_in_threads, before_unraised = sys.excepthook, threading.excepthook, sys.unraisablehook

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _LOG.error("fault: %s", place(error))
        tell(sentence(error, language()))

    def stop() -> None:
        sys.excepthook, threading.excepthook, sys.unraisablehook = before, before_in_threads, before_unraised

    sys.excepthook = caught
    # Where nobody can catch it, in a destructor say, the interpreter would print it with its message.
    sys.unraisablehook = lambda args: _LOG.error("fault in passing: %s", args.exc_type.__name__)
    threading.excepthook = lambda args: _LOG.error("fault in a thread: %s", args.exc_type.__name__)
    return stop

"""The command line: `observatory demo|store|member|audit|disclosure|…`, in Italian or English, without Qt."""

import gc
import gettext
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from types import FrameType

from observatory.errors import ObservatoryError, WrongUse
from observatory.terms import Language, Term
from resources import resource
from ui.cli.output import forget_output

_SELDOM = 100_000
_NOT_A_LINE = dict.fromkeys((*range(32), *range(127, 160), *range(0x2028, 0x202F)), "�")
"""What would break the line or steer the terminal, as a name in a file may."""

FAILED = 1
WRONG_USE = 2
"""Exit statuses; success is 0. argparse itself leaves with 2."""


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status; a failure says one clear line on standard error."""
    language = _asked_language(arguments)
    _speak(language)
    gc.set_threshold(_SELDOM)  # a hundred thousand records are no garbage: looking through them again takes seconds
    # Where nobody can catch it, in a destructor say, the interpreter would print it with its message.
    sys.unraisablehook = lambda args: _failed_in_passing(args.exc_type.__name__, language)
    try:
        with _stoppable():
            return _run(arguments, language)
    except ObservatoryError as error:
        return _failed(error.message, language, WRONG_USE if isinstance(error, WrongUse) else FAILED)
    except KeyboardInterrupt:
        return _failed(_INTERRUPTED, language)
    except BrokenPipeError:
        forget_output()
        return FAILED
    except Exception as error:  # noqa: BLE001 - the last resort: where it broke, never a value from a record
        return _failed(_unexpected(error), language)


def _run(arguments: Sequence[str], language: Language) -> int:
    from ui.cli.parser import parser

    asked = parser(language).parse_args(list(arguments))
    asked.run(asked, language)
    return 0


@contextmanager
def _stoppable() -> Iterator[None]:
    """Being told to end, by the system or a closed terminal, stops the work as Ctrl+C does: nothing half done."""
    ends = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]
    # Elsewhere than in the main thread nobody may ask for signals; one that is ignored (nohup) stays so.
    before = {}
    with suppress(ValueError):
        before = {end: signal.signal(end, _stop) for end in ends if signal.getsignal(end) is signal.SIG_DFL}
    try:
        yield
    finally:
        for end, earlier in before.items():
            signal.signal(end, earlier)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _asked_language(arguments: Sequence[str]) -> Language:
    """`--lang` wherever it stands; Italian otherwise."""
    for argument, following in zip(arguments, [*arguments[1:], ""], strict=True):
        if argument == "--lang=en" or (argument == "--lang" and following == Language.EN):
            return Language.EN
    return Language.IT


def _speak(language: Language) -> None:
    """Let argparse's own sentences follow the language too, on whatever console, or none."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - until the process ends
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("argparse", str(resource("translations")))
    gettext.textdomain("argparse")


def _failed(message: Term, language: Language, status: int = FAILED) -> int:
    with suppress(OSError):
        sys.stderr.write(f"observatory: {message.in_(language).translate(_NOT_A_LINE)}\n")
    return status


def _failed_in_passing(kind: str, language: Language) -> None:
    _failed(_PASSING.with_values(kind=kind), language)


def _unexpected(error: BaseException) -> Term:
    from observatory.privacy.masking import safe_traceback

    where = " · ".join(line.strip() for line in safe_traceback(error).splitlines() if line.strip())
    return _BROKEN.with_values(where=where)


_INTERRUPTED = Term("Interrotto: nulla è rimasto a metà.", "Interrupted: nothing was left half done.")
_PASSING = Term("Anomalia di passaggio, senza conseguenze: {kind}", "A fault in passing, without consequence: {kind}")
_BROKEN = Term(
    "Errore imprevisto; quanto era registrato nell’archivio è intatto. Segnalare: {where}",
    "Unexpected error; whatever was recorded in the store is intact. Please report: {where}",
)

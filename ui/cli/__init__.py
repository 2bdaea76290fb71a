"""The command line: `observatory demo|store|import|summary|export`, in Italian or English, without Qt."""

import gettext
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from io import TextIOWrapper

from observatory.errors import ObservatoryError, WrongUse
from observatory.terms import Language, Term
from resources import resource

FAILED = 1
WRONG_USE = 2
"""Exit statuses; success is 0. argparse itself leaves with 2."""


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status; a failure says one clear line on standard error."""
    language = _asked_language(arguments)
    _speak(language)
    try:
        return _run(arguments, language)
    except WrongUse as error:
        return _failed(error.message, language, WRONG_USE)
    except ObservatoryError as error:
        return _failed(error.message, language)
    except KeyboardInterrupt:
        return _failed(_INTERRUPTED, language)
    except BrokenPipeError:
        _forget_output()
        return FAILED
    except Exception as error:  # noqa: BLE001 - the last resort: where it broke, never a value from a record
        return _failed(_unexpected(error), language)


def _run(arguments: Sequence[str], language: Language) -> int:
    from ui.cli.parser import parser

    asked = parser(language).parse_args(list(arguments))
    asked.run(asked, language)
    sys.stdout.flush()
    return 0


def _asked_language(arguments: Sequence[str]) -> Language:
    """`--lang` wherever it stands; Italian otherwise."""
    for argument, following in zip(arguments, [*arguments[1:], ""], strict=True):
        if argument == "--lang=en" or (argument == "--lang" and following == Language.EN):
            return Language.EN
    return Language.IT


def _speak(language: Language) -> None:
    """Let argparse's own sentences follow the language too, on whatever console."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("argparse", str(resource("translations")))
    gettext.textdomain("argparse")


def _failed(message: Term, language: Language, status: int = FAILED) -> int:
    sys.stderr.write(f"observatory: {message.in_(language)}\n")
    return status


def _forget_output() -> None:
    """Nobody reads any more: let what is still buffered go nowhere, instead of failing at exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _unexpected(error: BaseException) -> Term:
    from observatory.privacy.masking import safe_traceback

    where = " · ".join(line.strip() for line in safe_traceback(error).splitlines() if line.strip())
    return _BROKEN.with_values(where=where)


_INTERRUPTED = Term("Interrotto: nulla è rimasto a metà.", "Interrupted: nothing was left half done.")
_BROKEN = Term(
    "Errore imprevisto; l’archivio è come prima. Segnalare: {where}",
    "Unexpected error; the store is as it was. Please report: {where}",
)

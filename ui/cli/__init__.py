"""The command line: `observatory demo|store|import|summary|export`, in Italian or English, without Qt."""

import gettext
import os
import sys
from collections.abc import Sequence

from observatory.errors import ObservatoryError
from observatory.terms import Language, Term
from resources import resource

FAILED = 1
"""Exit status of a failure; wrong use exits with 2, success with 0."""


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status; a failure says one clear line on standard error."""
    language = _asked_language(arguments)
    _speak(language)
    from ui.cli.parser import parser  # noqa: PLC0415 - help texts are made in the language just chosen

    asked = parser(language).parse_args(list(arguments))
    try:
        asked.run(asked, language)
    except ObservatoryError as error:
        return _failed(error.message, language)
    except KeyboardInterrupt:
        return _failed(_INTERRUPTED, language)
    except BrokenPipeError:
        return FAILED
    except Exception as error:  # noqa: BLE001 - the last resort: where it broke, never a value from a record
        return _failed(_unexpected(error), language)
    return 0


def _asked_language(arguments: Sequence[str]) -> Language:
    """`--lang` wherever it stands; Italian otherwise."""
    for argument, following in zip(arguments, [*arguments[1:], ""], strict=True):
        if argument == "--lang=en" or (argument == "--lang" and following == Language.EN):
            return Language.EN
    return Language.IT


def _speak(language: Language) -> None:
    """Let argparse's own sentences follow the language too."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("argparse", str(resource("translations")))
    gettext.textdomain("argparse")


def _failed(message: Term, language: Language) -> int:
    print(f"observatory: {message.in_(language)}", file=sys.stderr)  # noqa: T201 - this is the command line
    return FAILED


def _unexpected(error: BaseException) -> Term:
    from observatory.privacy.masking import safe_traceback  # noqa: PLC0415 - only when something broke

    where = " · ".join(line.strip() for line in safe_traceback(error).splitlines() if line.strip())
    return _BROKEN.with_values(where=where)


_INTERRUPTED = Term("Interrotto: nulla è rimasto a metà.", "Interrupted: nothing was left half done.")
_BROKEN = Term(
    "Errore imprevisto; l’archivio è come prima. Segnalare: {where}",
    "Unexpected error; the store is as it was. Please report: {where}",
)

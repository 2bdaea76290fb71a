"""What a command says on standard output, and what becomes of it when nobody can receive it."""

import os
import sys
from contextlib import suppress

from observatory.errors import FileTrouble
from observatory.terms import Language, Term

_UNSAID = Term(
    "Il lavoro è concluso, ma il suo esito non si è potuto scrivere sull’uscita indicata.",
    "The work is done, but its result could not be written to the output given.",
)


def say(message: Term, language: Language) -> None:
    """One line, at once; raises `FileTrouble` where the output takes nothing, as on a full disk."""
    try:
        sys.stdout.write(message.in_(language) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError:
        forget_output()
        raise FileTrouble(_UNSAID) from None


def forget_output() -> None:
    """Nobody reads any more: let what is still buffered go nowhere, instead of failing at exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

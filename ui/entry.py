"""The way in: without a command the window opens, with one the command line runs."""

import sys
from collections.abc import Sequence

from observatory.terms import Language


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with these arguments (those of the process when None); the exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    wanted, language = _window_only(arguments)
    if wanted:
        from ui.desktop.app import run  # noqa: PLC0415 - the command line loads no Qt

        return run(language)
    from ui.cli import main as run_command  # noqa: PLC0415 - the window loads no command line

    return run_command(arguments)


def _window_only(arguments: list[str]) -> tuple[bool, Language | None]:
    """Whether nothing but a language is asked for, and which one."""
    match arguments:
        case []:
            return True, None
        case ["--lang", code] if code in set(Language):
            return True, Language(code)
        case [option] if option.startswith("--lang=") and option.removeprefix("--lang=") in set(Language):
            return True, Language(option.removeprefix("--lang="))
        case _:
            return False, None

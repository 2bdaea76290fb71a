"""The way in: without a command the window opens, with one the command line runs."""

import sys
from collections.abc import Sequence
from pathlib import Path

from observatory.terms import Language

_WINDOW_OPTIONS = ("--lang", "--store")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with these arguments (those of the process when None); the exit status.

    The window takes `--lang it|en` and `--store DIR`, the store to ask the passphrase for; anything else is a command.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    asked = _window_options(arguments)
    if asked is not None:
        from ui.desktop.app import run  # noqa: PLC0415 - the command line loads no Qt

        language, folder = asked.get("--lang"), asked.get("--store")
        return run(Language(language) if language else None, Path(folder).absolute() if folder else None)
    from ui.cli import main as run_command  # noqa: PLC0415 - the window loads no command line

    return run_command(arguments)


def _window_options(arguments: list[str]) -> dict[str, str] | None:
    """The window's options, or None when anything else is asked for."""
    words = [word for argument in arguments for word in _split(argument)]
    names, values = words[::2], words[1::2]
    options = dict(zip(names, values, strict=False))
    is_window = len(words) == 2 * len(options) and set(options) <= set(_WINDOW_OPTIONS) and all(values)
    return options if is_window and options.get("--lang", Language.IT) in set(Language) else None


def _split(argument: str) -> list[str]:
    """`--name=value` as two words."""
    name, equals, value = argument.partition("=")
    return [name, value] if equals and name in _WINDOW_OPTIONS else [argument]

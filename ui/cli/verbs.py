"""What a command of the command line is made of: its options and their help in both languages."""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from observatory.errors import ObservatoryError
from observatory.terms import Language, Term

Run = Callable[[argparse.Namespace, Language], None]


@dataclass(frozen=True, slots=True)
class Option:
    """One option or argument: its names, its help, and the other settings argparse takes.

    `reads` turns the text into a value; what it cannot read is wrong use, and `expects` says what was expected.
    """

    names: tuple[str, ...]
    help: Term
    settings: Mapping[str, Any] = field(default_factory=dict)
    reads: Callable[[str], Any] | None = None
    expects: Term | None = None

    def add_to(self, parser: argparse.ArgumentParser, language: Language) -> None:
        settings = dict(self.settings)
        if self.reads is not None:
            settings["type"] = _reader(self.reads, self.expects or self.help, language)
        parser.add_argument(*self.names, help=self.help.in_(language), **settings)


@dataclass(frozen=True, slots=True)
class Verb:
    """One command: its name, what it is for, what it takes, what it runs.

    `asks_passphrase` for whatever opens a store; such a command takes `--member` too, in its own words if it has any.
    """

    name: str
    about: Term
    options: tuple[Option, ...]
    run: Run
    asks_passphrase: bool = True

    def add_to(self, verbs: Any, language: Language) -> None:  # noqa: ANN401 - argparse's own type is private
        about = self.about.in_(language)
        verb = verbs.add_parser(self.name, help=about, description=about, allow_abbrev=False)
        own = {name for option in self.options for name in option.names}
        always = (MEMBER, PASSPHRASE, LANG) if self.asks_passphrase else (LANG,)
        for option in (*self.options, *(each for each in always if not own.intersection(each.names))):
            option.add_to(verb, language)
        verb.set_defaults(run=self.run)


def _reader(read: Callable[[str], Any], expects: Term, language: Language) -> Callable[[str], Any]:
    """A reader for argparse that says in the right language what it expected."""

    def reader(text: str) -> Any:  # noqa: ANN401 - whatever `read` makes
        try:
            return read(text)
        except (ValueError, ObservatoryError):
            raise argparse.ArgumentTypeError(expects.in_(language)) from None

    return reader


STORE_FOLDER = Term("cartella dell’archivio", "folder of the store")
A_FOLDER: Mapping[str, Any] = {"type": Path, "metavar": "DIR"}
LANG = Option(
    ("--lang",),
    Term("lingua dei messaggi e dei documenti (it, en)", "language of messages and documents (it, en)"),
    {"choices": [language.value for language in Language], "default": argparse.SUPPRESS},
)
MEMBER = Option(
    ("--member",),
    Term(
        "nome del membro che apre l’archivio; serve quando i membri sono più d’uno",
        "name of the member who opens the store; needed once there are several",
    ),
    {"default": "", "metavar": "NAME"},
)
PASSPHRASE = Option(
    ("--passphrase-file",),
    Term("file la cui prima riga è la frase d’accesso", "file whose first line is the passphrase"),
    {"required": True, "type": Path, "metavar": "FILE"},
)
FOLDER = Option(("folder",), STORE_FOLDER, A_FOLDER)
A_DAY = Term("attesa una data in forma aaaa-mm-gg", "a date as yyyy-mm-dd is expected")
AS_OF = Option(
    ("--as-of",),
    Term(
        "dati noti a questa data, aaaa-mm-gg (predefinito oggi)", "data known on this day, yyyy-mm-dd (default today)"
    ),
    {"metavar": "DATE"},
    date.fromisoformat,
    A_DAY,
)
CONFIRM = (
    Option(
        ("--confirm-member",),
        Term(
            "secondo membro, di un’altra Forza, che conferma ora", "second member, of another force, who confirms now"
        ),
        {"metavar": "NAME"},
    ),
    Option(
        ("--confirm-passphrase-file",),
        Term(
            "file la cui prima riga è la frase d’accesso del secondo membro",
            "file whose first line is the second member’s passphrase",
        ),
        {"type": Path, "metavar": "FILE"},
    ),
    Option(
        ("--proposal",),
        Term(
            "proposta che un secondo membro ha già confermato (identificativo, o il suo inizio)",
            "proposal that a second member has confirmed already (id, or its beginning)",
        ),
        {"metavar": "ID"},
    ),
)
"""What needs two members takes the second one, or what they confirmed earlier."""

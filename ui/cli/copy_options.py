"""The options of a command that makes the copy of a summary for somebody, and what they come to."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from observatory.errors import WrongUse
from observatory.terms import Term
from ui.cli.commands import passphrase_in
from ui.cli.verbs import Option

if TYPE_CHECKING:
    from observatory.reports.copies import Closing, Copy

_PARTS = 2


def _numbers(text: str) -> tuple[int, int]:
    """`2/5`; raises `ValueError` for anything else."""
    parts = text.split("/")
    if len(parts) != _PARTS:
        raise ValueError
    return int(parts[0]), int(parts[1])


COPY = (
    Option(
        ("--recipient",),
        Term("a chi va la copia: il nome sta su ogni pagina", "whom the copy is for: the name is on every page"),
        {"metavar": "NAME"},
    ),
    Option(
        ("--copy",),
        Term("quale copia di quante, come 2/5", "which copy of how many, as 2/5"),
        {"metavar": "N/M"},
        _numbers,
        Term("atteso un numero di copia come 2/5", "a number of a copy as 2/5 is expected"),
    ),
    Option(
        ("--encrypt-passphrase-file",),
        Term(
            "file la cui prima riga è la frase d’accesso che apre la copia cifrata",
            "file whose first line is the passphrase that opens the encrypted copy",
        ),
        {"type": Path, "metavar": "FILE"},
    ),
    Option(
        ("--sign",),
        Term("chiave e certificato con cui firmarla (PKCS #12)", "key and certificate to sign it with (PKCS #12)"),
        {"type": Path, "metavar": "P12"},
    ),
    Option(
        ("--sign-passphrase-file",),
        Term("file la cui prima riga apre la chiave della firma", "file whose first line opens the signing key"),
        {"type": Path, "metavar": "FILE"},
    ),
)


def asked_copy(asked: argparse.Namespace) -> "Copy | None":
    """The copy that is asked for, if one is; raises `WrongUse` for half of it, and where nothing is to be written."""
    from observatory.reports.copies import copy_for

    given = [asked.recipient is not None, asked.copy is not None]
    if any(given) and asked.explain:
        raise WrongUse(_NOTHING_WRITTEN)
    if any(given) and not all(given):
        raise WrongUse(_BOTH)
    if not any(given) and (asked.encrypt_passphrase_file is not None or asked.sign is not None):
        raise WrongUse(_ONLY_A_COPY)
    if (asked.sign is None) != (asked.sign_passphrase_file is None):
        raise WrongUse(_KEY_AND_PASSPHRASE)
    return copy_for(asked.recipient, *asked.copy) if all(given) else None


def asked_closing(asked: argparse.Namespace) -> "Closing":
    """What is to close the copy; raises `WrongUse`, `FileTrouble`."""
    from observatory.reports.copies import Closing, closing_passphrase, refuse_without_library, signing_with

    passphrase, signing = "", None
    if asked.encrypt_passphrase_file is not None:
        typed = passphrase_in(asked.encrypt_passphrase_file)
        passphrase = closing_passphrase(typed, passphrase_in(asked.passphrase_file))
    if asked.sign is not None:
        refuse_without_library()
        signing = signing_with(asked.sign, passphrase_in(asked.sign_passphrase_file))
    return Closing(passphrase, signing)


_BOTH = Term(
    "Per una copia da inviare servono insieme --recipient e --copy. Nulla è stato fatto.",
    "For a copy to send, --recipient and --copy are needed together. Nothing was done.",
)
_ONLY_A_COPY = Term(
    "Si cifra e si firma solo una copia da inviare: indicare anche --recipient e --copy. Nulla è stato fatto.",
    "Only a copy to send is encrypted or signed: give --recipient and --copy too. Nothing was done.",
)
_NOTHING_WRITTEN = Term(
    "--explain non scrive nulla: togliere --recipient e --copy. Nulla è stato fatto.",
    "--explain writes nothing: leave out --recipient and --copy. Nothing was done.",
)
_KEY_AND_PASSPHRASE = Term(
    "Per firmare servono insieme --sign e --sign-passphrase-file. Nulla è stato fatto.",
    "To sign, --sign and --sign-passphrase-file are needed together. Nothing was done.",
)

"""The second member of a command: named with a passphrase file, or by the proposal that they confirmed earlier."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from observatory.errors import WrongUse
from observatory.ports import Store
from observatory.terms import Term
from ui import bootstrap
from ui.cli.commands import passphrase_in

if TYPE_CHECKING:
    from observatory.security.members import Witness
    from observatory.usecases.release import Leaving


def is_named(asked: argparse.Namespace) -> bool:
    """Whether a second member is there now; raises `WrongUse` for half an answer, or for two."""
    given = [asked.confirm_member is not None, asked.confirm_passphrase_file is not None]
    if any(given) and not all(given):
        raise WrongUse(_BOTH)
    if any(given) and asked.proposal is not None:
        raise WrongUse(_EITHER)
    return any(given)


@contextmanager
def second(asked: argparse.Namespace, store: Store) -> "Iterator[Witness]":
    """The second member, who signs; raises `WrongPassphrase`, `FileTrouble`."""
    with store.second(asked.confirm_member, passphrase_in(asked.confirm_passphrase_file)) as witness:
        yield witness


def released(asked: argparse.Namespace, store: Store, what: "Leaving") -> "Leaving":
    """The summary or answer as released, if the command names who stands for it; else as it is, perhaps a draft."""
    from observatory.usecases import confirm, release

    if is_named(asked):
        with second(asked, store) as witness:
            return release.release_with(store, what, witness, bootstrap.system_clock)
    if asked.proposal is not None:
        return release.release(store, what, confirm.named(store, asked.proposal).id, bootstrap.system_clock)
    return what


_BOTH = Term(
    "Per la conferma servono insieme --confirm-member e --confirm-passphrase-file. Nulla è stato fatto.",
    "To confirm, --confirm-member and --confirm-passphrase-file are needed together. Nothing was done.",
)
_EITHER = Term(
    "Indicare un secondo membro oppure una proposta già confermata, non entrambi. Nulla è stato fatto.",
    "Name a second member or a proposal that is confirmed already, not both. Nothing was done.",
)

"""What the commands on a store's keys do."""

import argparse
from pathlib import Path

from observatory.errors import FileTrouble
from observatory.terms import Language, Term
from ui import bootstrap
from ui.cli.commands import login_in, passphrase_in, tell_notices
from ui.cli.output import say

_LONGEST_KEY = 1024


def rekey(asked: argparse.Namespace, language: Language) -> None:
    """Change the passphrase; the new one is read and the old one tried before anything is changed."""
    old, new = passphrase_in(asked.passphrase_file), passphrase_in(asked.new_passphrase_file)
    store = bootstrap.open_store(asked.folder, login_in(asked))
    try:
        tell_notices(store, language)
        bootstrap.keys_of(store).change_passphrase(old, new)
    finally:
        store.close()
    say(_CHANGED, language)


def recover(asked: argparse.Namespace, language: Language) -> None:
    """Open with the paper key and set a new passphrase."""
    from observatory.security.paper_key import read_paper_key

    paper, new = read_paper_key(_text(asked.recovery_file)), passphrase_in(asked.new_passphrase_file)
    store = bootstrap.recover_store(asked.folder, paper, new, asked.member)
    tell_notices(store, language)
    store.close()
    say(_RECOVERED, language)


def _text(path: Path) -> str:
    try:
        with path.open(encoding="utf-8-sig") as file:
            return file.read(_LONGEST_KEY)
    except (OSError, ValueError):
        raise FileTrouble(_NO_KEY) from None


_CHANGED = Term(
    "La frase d’accesso è cambiata: da ora vale solo quella nuova. Il foglio di recupero resta valido.",
    "The passphrase was changed: only the new one is valid from now on. The recovery sheet stays valid.",
)
_RECOVERED = Term(
    "La nuova frase d’accesso è impostata: quella dimenticata non apre più l’archivio. Il foglio di recupero resta "
    "valido; se altri lo hanno visto, farne uno nuovo dalla finestra.",
    "The new passphrase is set: the forgotten one no longer opens the store. The recovery sheet stays valid; "
    "if others have seen it, make a new one from the window.",
)
_NO_KEY = Term(
    "Il file con la chiave di recupero non si può leggere: controllare percorso e permessi.",
    "The file with the recovery key cannot be read: check its path and permissions.",
)

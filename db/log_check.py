"""Whether a store is the one that this workstation knows, asked at unlock before anything is written."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from db import audit_store
from db.anchor import AnchorFile
from observatory.errors import RolledBackStore, WrongPassphrase
from observatory.security.audit.findings import Kind
from observatory.security.key_file import Secret, open_key_file, read_body
from observatory.security.keyring import Keyring
from observatory.terms import Term


def refuse_older(engine: Engine, folder: Path, keyring: Keyring) -> None:
    """Raise `RolledBackStore` for a store whose log is not the one that this workstation knows, or no longer all of it.

    What exactly was done to it is found by checking everything; that takes a moment, and only then.
    """
    anchor = AnchorFile(folder, keyring.store_id)
    with engine.connect() as connection:
        if not audit_store.is_as_anchored(connection, anchor.read(keyring.members)):
            found = audit_store.verify(connection, keyring, anchor).findings
            told = [finding for finding in found if finding.kind in (Kind.TRUNCATED, Kind.ROLLED_BACK, Kind.FORKED)]
            raise RolledBackStore(_NOT_AS_ANCHORED.with_values(what=(told or list(found))[-1].sentence))


def opened_keys(folder: Path, content: bytes, secret: Secret) -> Keyring:
    """The keys; a wrong passphrase is remembered until the log can be told."""
    try:
        return open_key_file(content, secret)
    except WrongPassphrase:
        AnchorFile(folder, read_body(content)["store"]).note_failure(datetime.now(UTC))
        raise


_NOT_AS_ANCHORED = Term(
    "{what} Nulla è stato modificato: l’archivio resta chiuso. Avvisare l’amministratore e non usare questa copia.",
    "{what} Nothing was changed: the store stays closed. Tell the administrator and do not use this copy.",
)
NEW_HERE = Term(
    "Prima apertura di questo archivio in questo posto: una copia più vecchia non si potrebbe riconoscere. Confrontare "
    "l’impronta del registro con quella stampata sull’ultima sintesi.",
    "First opening of this store in this place: an older copy could not be recognised. Compare the log’s fingerprint "
    "with the one printed on the latest summary.",
)
NO_LOG = Term(
    "L’archivio è del formato precedente e non ha ancora un registro: aprirlo una volta per aggiornarlo.",
    "The store is of the previous format and has no log yet: open it once to bring it up to date.",
)

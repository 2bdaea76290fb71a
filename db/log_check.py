"""Whether a store is the one that this workstation knows, asked at unlock before anything is written."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, select

from db import audit_store
from db.anchor import AnchorFile
from db.key_pair import KeyPair
from db.schema import AUDIT_ENTRY
from db.troubles import spoken
from observatory.errors import ObservatoryError, RolledBackStore, TamperedStore, WrongPassphrase
from observatory.security.audit.entries import Act
from observatory.security.audit.findings import Kind
from observatory.security.certificates import FORGED_ROLE
from observatory.security.key_container import ALTERED, read_body
from observatory.security.key_file import open_key_file
from observatory.security.keyring import Keyring
from observatory.security.slots import Secret
from observatory.terms import Term

_OF_MEMBERS = (Act.MEMBER_ADDED, Act.MEMBER_CHANGED, Act.MEMBER_REMOVED)


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


def refuse_forgotten(engine: Engine, keyring: Keyring) -> None:
    """Raise `TamperedStore` where the log tells of a member what the roster no longer does.

    Every beginning of a roster is soundly signed: a member who lost a role could write the key file anew without it.
    """
    known = {(f"member/{certificate.member}", certificate.sequence) for certificate in keyring.roster}
    columns = AUDIT_ENTRY.c
    query = select(columns.object, columns.version).where(columns.act.in_(_OF_MEMBERS))
    with engine.connect() as connection, spoken():
        told = {(row.object, row.version) for row in connection.execute(query)}
    if not told <= known:
        raise TamperedStore(FORGED_ROLE)


def opened_keys(folder: Path, content: bytes, secret: Secret) -> Keyring:
    """The keys; a wrong passphrase is remembered until the log can be told. Raises as `checked_keys`."""
    try:
        return checked_keys(folder, content, secret)
    except WrongPassphrase:
        AnchorFile(folder, read_body(content)["store"]).note_failure(datetime.now(UTC))
        raise


def checked_keys(folder: Path, content: bytes, secret: Secret) -> Keyring:
    """The keys; a secret that opens the spare of the same number was not wrong: then raises `TamperedStore`."""
    try:
        return open_key_file(content, secret)
    except WrongPassphrase:
        if _opens(KeyPair(folder).rival_of(content), secret):
            raise TamperedStore(ALTERED) from None
        raise


def _opens(content: bytes, secret: Secret) -> bool:
    try:
        open_key_file(content, secret).wipe()
    except ObservatoryError:
        return False
    return True


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

"""Compares a certificate that holds with the files around it: its own tables, and the ledger of earlier releases."""

from pathlib import Path

from observatory.disclosure.files_tables import table_bytes
from observatory.disclosure.ledger import Ledger
from observatory.disclosure.tables import HIDDEN, LEFT_OUT, SafeCell, SafeTable, Status
from observatory.disclosure.verifier import Certificate, Table
from observatory.disclosure.verifier_rounding import RoundedCertificate
from observatory.errors import FileTrouble, ObservatoryError
from observatory.terms import Term


class Mismatch(ObservatoryError):
    """A certificate holds, but not for the files beside it."""


def check_tables(certificate: Certificate, folder: Path) -> int:
    """How many of the certified tables lie in the folder, each exactly as certified.

    Raises `Mismatch` for another, and `FileTrouble` for one that cannot be read.
    """
    found = 0
    for table in certificate.tables:
        path = folder / f"{Path(str(table.name)).name}.csv"
        try:
            beside = path.read_bytes() if table.release == 0 and path.is_file() else None
        except OSError:
            raise FileTrouble(_UNREADABLE.with_values(file=path.name)) from None
        if beside is not None:
            if beside != table_bytes(as_read(table, status_in(certificate, 0))):
                raise Mismatch(_OTHER_TABLE.with_values(file=path.name))
            found += 1
    return found


def status_in(certificate: Certificate, release: int) -> Status:
    """That of what a release of the certificate shows."""
    rule = certificate.releases[release]
    is_rounded = isinstance(certificate, RoundedCertificate) and rule["base"]
    return Status.ROUNDED if is_rounded else Status.PUBLISHED


def as_read(table: Table, status: Status = Status.PUBLISHED) -> SafeTable:
    """A table of a certificate as its reader has it; `status` is that of what is shown."""
    cells = {at: _cell(n, status) for at, n in zip(table.at, table.values, strict=True)}
    return SafeTable(table.name, tuple(table.names), cells)


def _cell(n: int | None, status: Status) -> SafeCell:
    if n is False:
        return LEFT_OUT
    return HIDDEN if n is None else SafeCell(n, status)


def check_ledger(certificate: Certificate, folder: Path) -> None:
    """Raises `Mismatch` unless the ledger holds this release, and it counts with every one before it, as released."""
    counted = {
        rule["digest"]: _tables(certificate, number)
        for number, rule in enumerate(certificate.releases)
        if number and rule["threshold"]
    }
    for entry, known in Ledger(folder).existing().releases():
        if entry.certificate == certificate.sum:
            break
        if counted.pop(entry.certificate, None) != _tables(known, 0):
            raise Mismatch(_NOT_COUNTED.with_values(digest=entry.certificate[:16]))
    else:
        raise Mismatch(_NOT_HELD)
    if counted:
        raise Mismatch(_NOT_IN_LEDGER)


def _tables(certificate: Certificate, release: int) -> list[bytes]:
    """What the reader of a release has, whatever the tables are called."""
    status = status_in(certificate, release)
    return [table_bytes(as_read(table, status)) for table in certificate.tables if table.release == release]


_UNREADABLE = Term(
    "La tavola {file} accanto al certificato non si può leggere: controllare i permessi.",
    "The table {file} beside the certificate cannot be read: check its permissions.",
)
_OTHER_TABLE = Term(
    "Il certificato regge, ma {file} accanto a esso non è la tavola certificata: non usarla.",
    "The certificate holds, but {file} beside it is not the table that was certified: do not use it.",
)
_NOT_COUNTED = Term(
    "Il certificato non tiene conto della pubblicazione {digest}… che il registro contiene: insieme potrebbero "
    "svelare conteggi.",
    "The certificate does not take into account the release {digest}… that the ledger holds: together they might "
    "tell counts.",
)
_NOT_HELD = Term(
    "Il certificato regge, ma il registro non contiene questa pubblicazione: fu protetta senza di esso, oppure il "
    "registro ha perso le ultime voci. Finché non è chiaro, non pubblicare altro con questo registro.",
    "The certificate holds, but the ledger does not hold this release: it was protected without it, or the ledger has "
    "lost its last entries. Until that is clear, publish nothing more with this ledger.",
)
_NOT_IN_LEDGER = Term(
    "Il certificato nomina pubblicazioni che il registro non contiene.",
    "The certificate names releases that the ledger does not hold.",
)

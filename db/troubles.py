"""What the database reports while a store is in use, as sentences a user can act on."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlcipher3
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from db.sentences import BUSY, CLOSED
from observatory.errors import DamagedStore, FileTrouble, NotAStore, ObservatoryError, StaleVersion, StoreBusy
from observatory.terms import Term

_BUSY, _LOCKED, _READ_ONLY, _INTERRUPTED, _IO, _CORRUPT, _FULL, _CANNOT_OPEN, _NO_DATABASE = (
    5,
    6,
    8,
    9,
    10,
    11,
    13,
    14,
    26,
)


@contextmanager
def spoken() -> Iterator[None]:
    """Turn what the disk or the database file says no to into an `ObservatoryError`; a fault of ours stays as it is."""
    try:
        yield
    except PoolTimeout as error:
        raise StoreBusy(BUSY) from error
    except (DBAPIError, sqlcipher3.Error) as error:
        told = _told(error.orig if isinstance(error, DBAPIError) else error)
        if told is None:
            raise
        raise told from error


def _told(error: BaseException | None) -> ObservatoryError | None:
    """Primary result codes as listed at https://www.sqlite.org/rescode.html."""
    if str(error).startswith("UNIQUE constraint failed"):
        return StaleVersion()
    primary = int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF
    if primary in (_BUSY, _LOCKED):
        return StoreBusy(BUSY)
    if primary in (_READ_ONLY, _IO, _FULL, _CANNOT_OPEN):
        return FileTrouble(DISK)
    if primary == _INTERRUPTED:
        return NotAStore(CLOSED)
    return DamagedStore(DAMAGED) if primary in (_CORRUPT, _NO_DATABASE) else None


DISK = Term(
    "Il disco non accetta la scrittura o la lettura: controllare spazio e permessi. La modifica non è stata "
    "registrata; tutto ciò che era già registrato è intatto.",
    "The disk refuses to write or read: check space and permissions. The change was not recorded; everything recorded "
    "before is intact.",
)
DAMAGED = Term(
    "La base dati è danneggiata: alcune pagine non sono quelle che furono scritte. Nulla è stato modificato: non "
    "continuare a usarla e ripristinare l’ultimo salvataggio.",
    "The database is damaged: some pages are not those that were written. Nothing was changed: stop using it and "
    "restore the last backup.",
)

"""Files that appear whole or not at all: written beside their place, flushed to disk, then moved there."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from observatory.errors import FileTrouble
from observatory.terms import Term

_CANNOT_WRITE = Term(
    "Impossibile scrivere il file richiesto: {reason}. Ciò che c’era prima al suo posto è rimasto com’era; scegliere "
    "un altro posto o liberare spazio.",
    "The file asked for cannot be written: {reason}. Whatever stood in its place is as it was; choose another place "
    "or free some space.",
)
_NO_FOLDER = Term("la cartella non esiste", "the folder does not exist")
_FORBIDDEN = Term("la cartella o il file non è scrivibile", "the folder or the file is not writable")
_IS_FOLDER = Term("al suo posto c’è una cartella", "a folder stands in its place")
_IS_DEVICE = Term("al suo posto c’è un dispositivo, non un file", "a device, not a file, stands in its place")
_UNUSABLE = Term("il sistema non accetta questo nome o percorso", "the system does not take this name or path")
_IS_STORE = Term("la cartella è quella di un archivio cifrato", "the folder is that of an encrypted store")
_FULL = Term("il disco è pieno o non risponde", "the disk is full or does not answer")
STORE_MARK = "vault.keys"
"""The file by which a folder is known as a store: nothing else is ever written there."""

_BY_NUMBER = dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG), _FULL)
_BY_TYPE: dict[type[OSError], Term] = {
    FileNotFoundError: _NO_FOLDER,
    NotADirectoryError: _NO_FOLDER,
    PermissionError: _FORBIDDEN,
    IsADirectoryError: _IS_FOLDER,
}


def opened(path: Path) -> BinaryIO:
    """A file to read. Raises `OSError`, also for what is no plain file: a pipe or a device might never end."""
    if not path.is_file():
        raise FileNotFoundError
    return path.open("rb")


def read_bytes(path: Path) -> bytes:
    """All that a plain file holds. Raises as `opened`."""
    with opened(path) as file:
        return file.read()


def trouble(error: OSError) -> FileTrouble:
    """The sentence for a failed write."""
    reason = _BY_NUMBER.get(error.errno or 0, _BY_TYPE.get(type(error), _UNUSABLE))
    return FileTrouble(_CANNOT_WRITE.with_values(reason=reason))


def refuse_store(place: Path) -> None:
    """Raise `FileTrouble` for a place that is a store or lies inside one, links followed."""
    real = Path(os.path.realpath(place))
    if any((folder / STORE_MARK).is_file() for folder in (real, *real.parents)):
        raise FileTrouble(_CANNOT_WRITE.with_values(reason=_IS_STORE))


def destination(target: Path) -> Path:
    """Where a file given that name would stand, links followed.

    Raises `FileTrouble` for what a file cannot replace, before any long work is done for it: a missing or read-only
    folder, a folder of that name, the inside of a store, and a device, which an administrator would otherwise replace
    by a plain file.
    """
    try:
        place = Path(os.path.realpath(target))
        if place.is_dir():
            raise IsADirectoryError
        if not place.parent.is_dir():
            raise FileNotFoundError
        if not os.access(place.parent, os.W_OK):
            raise PermissionError
        refuse_store(place)
        if place.exists() and not place.is_file():
            raise FileTrouble(_CANNOT_WRITE.with_values(reason=_IS_DEVICE))
    except OSError as error:
        raise trouble(error) from error
    return place


@contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """Open a file that takes the target's place when the block ends well, and vanishes when it does not.

    Readable by its owner only. Raises `FileTrouble` when the place cannot be written; an earlier file stays as it was.
    """
    try:
        place = destination(target)
        handle, name = tempfile.mkstemp(prefix=".osservatorio-", suffix=".tmp", dir=place.parent)
    except OSError as error:
        raise trouble(error) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(place)
    except OSError as error:
        raise trouble(error) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)

"""Files that appear whole or not at all: written beside their place, flushed to disk, then moved there."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from observatory.errors import FileTrouble
from observatory.terms import Term

_CANNOT_WRITE = Term(
    "Impossibile scrivere il file richiesto: {reason}. Nulla è stato scritto né cambiato; scegliere un'altra cartella "
    "o liberare spazio.",
    "The file asked for cannot be written: {reason}. Nothing was written or changed; choose another folder or free "
    "some space.",
)
_NO_FOLDER = Term("la cartella non esiste", "the folder does not exist")
_FORBIDDEN = Term("la cartella o il file non è scrivibile", "the folder or the file is not writable")
_IS_FOLDER = Term("al suo posto c'è una cartella", "a folder stands in its place")
_FULL = Term("il disco è pieno o non risponde", "the disk is full or does not answer")


def trouble(error: OSError) -> FileTrouble:
    """The sentence for a failed write."""
    known = {
        FileNotFoundError: _NO_FOLDER,
        NotADirectoryError: _NO_FOLDER,
        PermissionError: _FORBIDDEN,
        IsADirectoryError: _IS_FOLDER,
    }
    return FileTrouble(_CANNOT_WRITE.with_values(reason=known.get(type(error), _FULL)))


@contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """Open a file that takes the target's place when the block ends well, and vanishes when it does not.

    Readable by its owner only. Raises `FileTrouble` when the place cannot be written; an earlier file stays as it was.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=".osservatorio-", suffix=".tmp", dir=target.parent)
    except OSError as error:
        raise trouble(error) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(target)
    except OSError as error:
        raise trouble(error) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)

"""Reading and replacing small files so that a crash leaves the old one or the new one, never a part."""

import os
from pathlib import Path

from observatory.errors import FileTrouble
from observatory.terms import Term


def read(path: Path) -> bytes:
    """The file's bytes; none where there is no such file."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise FileTrouble(_UNREADABLE) from error


def replace_atomically(path: Path, content: bytes) -> None:
    """Write beside, flush to the disk, read back, then take the old one's place. After a failure the old one stands."""
    fresh = _beside(path)
    fresh.unlink(missing_ok=True)
    try:
        _write(fresh, content)
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


def forget_unfinished(path: Path) -> None:
    """Remove what a crash in the middle of `replace_atomically` left beside the file."""
    _beside(path).unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.new")


def _write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if path.read_bytes() != content:
        raise FileTrouble(_UNFAITHFUL)


def flush_folder(folder: Path) -> None:
    """Make the new name itself durable; Windows has no such call and needs none."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


_UNREADABLE = Term(
    "Un file dell’archivio non si può leggere: controllare i permessi. Nulla è stato modificato.",
    "A file of the store cannot be read: check its permissions. Nothing was changed.",
)
_UNFAITHFUL = Term(
    "Il disco non ha conservato ciò che è stato scritto: non usarlo per l’archivio.",
    "The disk did not keep what was written: do not use it for the store.",
)

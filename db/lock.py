"""One store, one process: a lock that the system drops with the process that held it."""

import contextlib
import os
import re
import socket
import sys
from pathlib import Path
from typing import IO

from observatory.errors import StoreError, StoreInUse
from observatory.terms import Term

LOCK = "lock"
_KINDS = ("nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "afs", "ncpfs", "ceph", "glusterfs", "lustre", "beegfs")
_BY_USERS = ("sshfs", "rclone", "davfs", "gvfsd-fuse", "s3fs", "ceph", "glusterfs", "smbnetfs", "curlftpfs")
_NETWORK = frozenset((*_KINDS, "davfs", *(f"fuse.{kind}" for kind in _BY_USERS)))


class StoreLock:
    """Held from opening to closing. Raises `StoreInUse` when another process, or this one, holds it already."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._file: IO[str] | None = _opened(folder / LOCK)
        try:
            _lock(self._file)
        except OSError as error:
            self._file.close()
            raise StoreInUse(_IN_USE) from error
        _say_who(self._file.fileno())

    def release(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            file.close()


def _say_who(descriptor: int) -> None:
    """Process and host, for whoever looks; the lock holds without, so a full disk does not stop here."""
    with contextlib.suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()} {socket.gethostname()}\n".encode())


def _opened(path: Path) -> IO[str]:
    try:
        return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+", encoding="utf-8")
    except OSError as error:
        raise StoreError(_NOT_WRITABLE) from error


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[str]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def refuse_network_share(folder: Path) -> None:
    """Raise `StoreError` for a folder on a network share: the write-ahead log is not safe there."""
    if is_on_network_share(folder):
        raise StoreError(NETWORK_SHARE)


def is_on_network_share(folder: Path) -> bool:
    """Whether the folder is, or once made would be, on a network share."""
    return _is_remote(folder.absolute())


if sys.platform == "win32":
    import ctypes

    _DRIVE_REMOTE = 4

    def _is_remote(folder: Path) -> bool:
        return ctypes.windll.kernel32.GetDriveTypeW(folder.drive + "\\") == _DRIVE_REMOTE
else:

    def _is_remote(folder: Path) -> bool:
        return file_system(folder) in _NETWORK


def file_system(folder: Path, mounts: Path = Path("/proc/mounts")) -> str:
    """The type of the file system that holds the folder, where the system tells; empty otherwise."""
    try:
        mounted = [line.split() for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines()]
    except OSError:
        return ""
    place = f"{folder.resolve()}/"
    # The last of several mounts on one point is the one that is seen; spaces are written as octal numbers.
    told = [(at, kind) for _, at, kind, *_ in (line for line in mounted if len(line) > 2)]  # noqa: PLR2004 - unpacked
    holding = [(len(at), n, kind) for n, (at, kind) in enumerate(told) if place.startswith(_folder(at))]
    return max(holding, default=(0, 0, ""))[2]


def _folder(mount_point: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), mount_point).rstrip("/") + "/"


_IN_USE = Term(
    "L’archivio è già aperto in un’altra finestra o da un altro programma: chiuderlo là e riprovare.",
    "The store is already open in another window or program: close it there and try again.",
)
_NOT_WRITABLE = Term(
    "La cartella dell’archivio non è scrivibile: controllare i permessi. Nulla è stato modificato.",
    "The folder of the store cannot be written to: check its permissions. Nothing was changed.",
)
NETWORK_SHARE = Term(
    "L’archivio non può stare su una cartella di rete: copiarlo su un disco locale. Nulla è stato modificato.",
    "The store cannot live on a network share: copy it to a local disk. Nothing was changed.",
)

"""A folder for unfinished work beside its target, which goes whatever happens; what a crash left goes at the next."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.lock import StoreLock
from observatory.errors import StoreError

_PREFIX, _SUFFIX = ".osservatorio-", ".part"


@contextmanager
def working_folder(parent: Path) -> Iterator[Path]:
    """A folder only this user may enter, on the same volume as the target; raises `OSError`."""
    _sweep(parent)
    work = Path(tempfile.mkdtemp(prefix=_PREFIX, suffix=_SUFFIX, dir=parent))
    lock = _held(work)
    try:
        yield work
    finally:
        if lock is not None:
            lock.release()
        shutil.rmtree(work, ignore_errors=True)


def _sweep(parent: Path) -> None:
    """Remove folders of this kind whose process is gone."""
    for stale in parent.glob(f"{_PREFIX}*{_SUFFIX}"):
        lock = _held(stale) if stale.is_dir() and not stale.is_symlink() else None
        if lock is not None:
            lock.release()
            shutil.rmtree(stale, ignore_errors=True)


def _held(folder: Path) -> StoreLock | None:
    """The lock that tells others somebody is at work; None where it is taken, or the volume knows no locks."""
    try:
        return StoreLock(folder)
    except StoreError:
        return None

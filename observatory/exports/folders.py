"""Several files put into a folder together: all of them, or the folder as it was."""

import csv
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from observatory.files import refuse_store, trouble


def place_together(folder: Path, files: Mapping[str, bytes], leftovers: Iterable[str] = ()) -> None:
    """Write the files into the folder, making it if needed, and remove the `leftovers` that are not among them.

    When a move fails or the work is stopped, what was moved is moved back. Raises `FileTrouble`.
    """
    with staged(folder, files, leftovers) as place:
        place()


def listed_before(folder: Path, listing: str, names: re.Pattern[str]) -> tuple[str, ...]:
    """The files that an earlier export of ours put there, by its own list (columns `file` and those after it).

    Only names of the given form count; none where the list is missing or cannot be read.
    """
    try:
        with (folder / listing).open(encoding="utf-8", newline="") as stream:
            head, *rows = csv.reader(stream)
        return tuple(name for row in rows for name in row[head.index("file") :] if names.fullmatch(name))
    except (OSError, ValueError, csv.Error):
        return ()


@contextmanager
def staged(folder: Path, files: Mapping[str, bytes], leftovers: Iterable[str] = ()) -> Iterator[Callable[[], None]]:
    """The files written whole into a hidden folder beside, readable by their owner only; the call moves them in.

    Without the call nothing is left of them. Raises `FileTrouble`, also for a folder inside a store.
    """
    refuse_store(folder)
    with _told():
        folder.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=".osservatorio-", dir=folder.parent))

    @_told()
    def place() -> None:
        _exchange(folder, fresh, staging / "old", [name for name in leftovers if name not in files])

    try:
        with _told():
            fresh = _write_all(staging / "new", files)
        yield place
    finally:
        shutil.rmtree(staging, ignore_errors=True)


@contextmanager
def _told() -> Iterator[None]:
    """What the disk refuses, in a sentence."""
    try:
        yield
    except OSError as error:
        raise trouble(error) from error


def _write_all(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    folder.mkdir()
    for name, content in files.items():
        descriptor = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    return [folder / name for name in files]


def _exchange(folder: Path, fresh: list[Path], aside: Path, leftovers: list[str]) -> None:
    """Move earlier files aside and the fresh ones in; undo both if anything fails."""
    aside.mkdir()
    made = not folder.exists()
    folder.mkdir(exist_ok=True)
    replaced: list[str] = []
    placed: list[Path] = []
    try:
        for name in [*(path.name for path in fresh), *leftovers]:
            if (folder / name).is_file():
                (folder / name).replace(aside / name)
                replaced.append(name)
        for path in fresh:
            path.replace(folder / path.name)
            placed.append(folder / path.name)
    except BaseException:
        for path in placed:
            path.unlink(missing_ok=True)
        for name in replaced:
            (aside / name).replace(folder / name)
        if made:
            with suppress(OSError):
                folder.rmdir()
        raise

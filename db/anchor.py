"""What this workstation keeps outside a store's folder: how far its log had come, and unlocks that failed.

One anchor for each store and place: a copy that is opened elsewhere has its own. Nothing here is secret. Where nothing
can be written the store still works; that there is no anchor is then said.
"""

import contextlib
import hashlib
import os
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from threading import Lock

from db.files import read, replace_atomically
from observatory.errors import ObservatoryError
from observatory.security.audit.anchors import Anchor, AnchorTrouble, anchor_text, read_anchor
from observatory.security.audit.entries import Author, moment_text

_MOST_FAILURES = 1000
"""Failed unlocks remembered until the next one that succeeds."""


def state_folder(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """Where this workstation keeps what is no part of a store."""
    if platform == "win32":
        root = environment.get("PROGRAMDATA") or environment.get("LOCALAPPDATA") or str(Path.home())
        return Path(root) / "Osservatorio"
    named = environment.get("XDG_STATE_HOME", "")
    return (Path(named) if os.path.isabs(named) else Path.home() / ".local" / "state") / "osservatorio"  # noqa: PTH117 - an empty text is no path


class AnchorFile:
    """The anchor of one store in one place."""

    def __init__(self, folder: Path, store: str) -> None:
        name = hashlib.sha256(f"{store}\0{folder.resolve()}".encode()).hexdigest()[:32]
        self._store = store
        self._path = state_folder() / "anchors" / f"{name}.json"
        self._failed = self._path.with_suffix(".failed")
        self._noted = 0
        self._one_at_a_time = Lock()

    def read(self, keys: Mapping[str, bytes]) -> Anchor | AnchorTrouble:
        """The anchor, or why there is none to compare with."""
        try:
            return read_anchor(read(self._path), self._store, dict(keys))
        except ObservatoryError:
            return AnchorTrouble.MISSING

    def write(self, anchor: Anchor, author: Author, *, durable: bool) -> None:
        """Note how far the log has come, never backwards.

        Not `durable`, it survives the program but perhaps not the machine: an older anchor raises no false alarm.
        """
        with self._one_at_a_time, contextlib.suppress(OSError, ObservatoryError):
            if anchor.sequence >= self._noted:
                text = anchor_text(anchor, author)
                self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                (replace_atomically if durable else _replace)(self._path, text)
                self._noted = anchor.sequence

    def forget(self) -> None:
        """For a store that was put here on purpose, from a backup."""
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)
        self._noted = 0

    def note_failure(self, moment: datetime) -> None:
        """Remember that somebody tried a wrong passphrase; the store is locked and cannot be told now."""
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if len(self.failures()) < _MOST_FAILURES:
                descriptor = os.open(self._failed, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
                with os.fdopen(descriptor, "w", encoding="ascii") as file:
                    file.write(f"{moment_text(moment)}\n")

    def failures(self) -> tuple[datetime, ...]:
        """When unlocks failed since the last that succeeded."""
        moments = []
        with contextlib.suppress(OSError, ValueError):
            for line in self._failed.read_text(encoding="ascii").splitlines()[:_MOST_FAILURES]:
                with contextlib.suppress(ValueError):
                    moments.append(datetime.fromisoformat(line))
        return tuple(moments)

    def forget_failures(self) -> None:
        """They are in the log now."""
        with contextlib.suppress(OSError):
            self._failed.unlink(missing_ok=True)


def _replace(path: Path, content: bytes) -> None:
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    fresh.replace(path)

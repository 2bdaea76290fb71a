"""The rolling schedule: a folder, chosen once, where a store's backups are made, found, counted and thinned out."""

import contextlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from db import backup
from db.backup_file import SUFFIX, read_backup
from db.backup_sentences import AWAY, INSIDE, NO_FOLDER
from db.vault import Vault
from observatory.errors import FileTrouble, ObservatoryError, StoreBusy, WrongUse
from observatory.progress import Progress
from observatory.security.backup_manifest import Backup
from observatory.security.backup_schedule import FOLDER_SETTING, BackupState, is_due, kept

CHECKED = "backup_checked"
"""The setting of a store that says which file was found good last."""


def choose(vault: Vault, folder: Path) -> None:
    """From now on the schedule writes here; raises `WrongUse` for a place inside the store."""
    if folder.resolve().is_relative_to(vault.folder.resolve()):
        raise WrongUse(INSIDE)
    _note(vault, FOLDER_SETTING, str(folder.absolute()))


def state(vault: Vault) -> BackupState:
    """What is known of the store's backups."""
    folder = chosen(vault)
    told = _told(vault)
    return BackupState(
        folder=folder,
        is_reachable=folder is not None and _is_there(folder),
        backups=found(vault, folder) if folder else (),
        checked=Path(told["path"]) if told else None,
        checked_made_at=datetime.fromisoformat(told["made_at"]) if told else None,
        checked_at=datetime.fromisoformat(told["at"]) if told else None,
    )


def make(vault: Vault, target: Path, now: datetime, progress: Progress) -> Backup:
    """A backup in a place of the user's choice; see `backup.make`."""
    made = backup.make(vault, target, now, progress)
    _note_checked(vault, made, now)
    return made


def check(vault: Vault, path: Path, now: datetime, progress: Progress) -> Backup:
    """Open a backup with the keys of the open store; see `backup.verify`."""
    good = backup.verify(vault, path, progress)
    _note_checked(vault, good, now)
    return good


def make_in_folder(vault: Vault, now: datetime, progress: Progress) -> Backup:
    """A backup in the folder of the schedule, which then loses what is no longer needed.

    Raises `WrongUse` when no folder was chosen, `FileTrouble` when it cannot be reached, and as `backup.make` does.
    """
    folder = chosen(vault)
    if folder is None:
        raise WrongUse(NO_FOLDER)
    if not _is_there(folder):
        raise FileTrouble(AWAY)
    made = make(vault, folder / file_name(vault, now), now, progress)
    thin_out(vault, folder, made.path)
    return made


def make_if_due(vault: Vault, now: datetime, progress: Progress) -> Backup | None:
    """As `make_in_folder` when a folder was chosen and the newest backup in it is older than a day; else nothing."""
    folder = chosen(vault)
    if folder is None:
        return None
    backups = found(vault, folder)
    if not is_due(backups[0].manifest.made_at if backups else None, now):
        return None
    return make_in_folder(vault, now, progress)


def thin_out(vault: Vault, folder: Path, newest: Path) -> tuple[Path, ...]:
    """Remove the schedule's own files that it no longer keeps; never the newest, nor any file that is not its own."""
    own = [one for one in found(vault, folder) if one.path.name == file_name(vault, one.manifest.made_at)]
    staying = kept(one.manifest.made_at for one in own)
    going = [one.path for one in own if one.manifest.made_at not in staying and one.path != newest]
    for path in going:
        with contextlib.suppress(OSError):
            path.unlink()
    return tuple(path for path in going if not path.exists())


def found(vault: Vault, folder: Path) -> tuple[Backup, ...]:
    """The store's backups in a folder, newest first: those whose head, length, key file and signature hold."""
    backups = []
    for path in _files(folder):
        with contextlib.suppress(ObservatoryError):
            backups.append(Backup(path, read_backup(path).manifest))
    own = (one for one in backups if one.manifest.store == vault.keyring.store_id)
    return tuple(sorted(own, key=lambda one: (one.manifest.made_at, one.path.name), reverse=True))


def chosen(vault: Vault) -> Path | None:
    """The folder of the schedule."""
    with vault.begin() as unit:
        told = unit.settings.get(FOLDER_SETTING)
    return Path(told) if told else None


def file_name(vault: Vault, made_at: datetime) -> str:
    """A backup is called after its store and its moment, in UTC."""
    return f"osservatorio-{vault.keyring.store_id[:8]}-{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}{SUFFIX}"


def _note_checked(vault: Vault, good: Backup, now: datetime) -> None:
    told = {"path": str(good.path.absolute()), "made_at": good.manifest.made_at.isoformat(), "at": now.isoformat()}
    # The backup is good whether or not the store has a moment to note it.
    with contextlib.suppress(StoreBusy):
        _note(vault, CHECKED, json.dumps(told))


def _note(vault: Vault, name: str, value: str) -> None:
    with vault.begin() as unit:
        unit.settings.set(name, value)
        unit.commit()


def _told(vault: Vault) -> dict[str, Any]:
    with vault.begin() as unit:
        told = unit.settings.get(CHECKED)
    return dict(json.loads(told)) if told else {}


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(folder.glob(f"*{SUFFIX}"))
    except OSError:
        return []


def _is_there(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except OSError:
        return False

"""Which backups of a rolling schedule stay: the newest of each of the last 7 days, 5 weeks and 12 months with one."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from observatory.security.backup_manifest import Backup

DAYS, WEEKS, MONTHS = 7, 5, 12
FOLDER_SETTING = "backup_folder"
"""The setting of a store that says where its schedule writes."""

INTERVAL = timedelta(days=1)
"""A backup older than this is due to be followed by another."""


@dataclass(frozen=True, slots=True)
class BackupState:
    """What is known of a store's backups.

    `folder` is where the schedule writes, None if none was chosen; `backups` are those found there, newest first;
    `checked` is the file that was opened and found good most recently, at `checked_at`, wherever it lies.
    """

    folder: Path | None = None
    is_reachable: bool = False
    backups: tuple[Backup, ...] = ()
    checked: Path | None = None
    checked_made_at: datetime | None = None
    checked_at: datetime | None = None


def kept(moments: Iterable[datetime]) -> frozenset[datetime]:
    """Those that stay; the newest is always among them, and there are never more than 24."""
    newest_first = sorted(set(moments), reverse=True)
    rules: tuple[tuple[int, Callable[[datetime], Hashable]], ...] = (
        (DAYS, lambda moment: moment.date()),
        (WEEKS, lambda moment: moment.isocalendar()[:2]),
        (MONTHS, lambda moment: (moment.year, moment.month)),
    )
    return frozenset(moment for most, span in rules for moment in _newest_of_each(newest_first, most, span))


def is_due(newest: datetime | None, now: datetime) -> bool:
    """Whether a backup should be made; a newest one that lies in the future says nothing about today."""
    return newest is None or not timedelta(0) <= now - newest < INTERVAL


def _newest_of_each(newest_first: list[datetime], most: int, span: Callable[[datetime], Hashable]) -> list[datetime]:
    firsts: dict[Hashable, datetime] = {}
    for moment in newest_first:
        firsts.setdefault(span(moment), moment)
    return list(firsts.values())[:most]

"""The record files that left, as the store remembers them: without any id, and enough to protect what comes after."""

from collections.abc import Sequence
from typing import Any

from observatory.periods import Month, Window
from observatory.ports import Json, Release, UnitOfWork
from observatory.summary.record_files import Group, RecordFile

RECORDS = "records"
"""The kind of these releases."""


def left_before(unit: UnitOfWork, release: Release | None = None) -> tuple[RecordFile, ...]:
    """All that left, or those that left before this release; oldest first."""
    releases = unit.releases.all(RECORDS)
    return files_of([each for each in releases if release is None or each.made_at < release.made_at])


def files_of(releases: Sequence[Release]) -> tuple[RecordFile, ...]:
    return tuple(RecordFile(window_of(each.period), tuple(map(_group, each.tables["groups"]))) for each in releases)


def as_json(file: RecordFile) -> Json:
    return {"groups": [_told(group) for group in file.groups]}


def window_code(window: Window) -> str:
    return f"{window.first}--{window.last}"


def window_of(code: str) -> Window:
    first, last = code.split("--")
    return Window(Month.parse(first), Month.parse(last))


def _told(group: Group) -> dict[str, Any]:
    return {
        "window": window_code(group.window),
        "codes": {cube: sorted(map(list, codes)) for cube, codes in group.codes.items()},
        "count": group.count,
        "inside": [[cube, list(at), month, n] for (cube, at, month), n in sorted(group.inside.items())],
    }


def _group(told: dict[str, Any]) -> Group:
    codes = {cube: frozenset(tuple(at) for at in found) for cube, found in told["codes"].items()}
    inside = {(cube, tuple(at), month): n for cube, at, month, n in told["inside"]}
    return Group(window_of(told["window"]), codes, told["count"], inside)

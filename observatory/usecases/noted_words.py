"""What an issue remembers of the words that its preparer gave its main points."""

from collections.abc import Sequence

from observatory.ports import Json, Release
from observatory.summary.content import Edit

POINTS = "points"
"""Beside the tables of a release: how its main points were edited, and which issue has the same numbers."""


def edits_of(release: Release) -> tuple[Edit, ...]:
    """How its main points were edited; nothing for those that the program worded."""
    told = release.tables.get(POINTS, {}).get("edits", ())
    return tuple(Edit(each["sentence"], each["it"], each["en"]) for each in told)


def base_of(release: Release) -> str:
    """The id of the issue with the same numbers that was noted first; its own, if it was."""
    return release.tables.get(POINTS, {}).get("of") or release.id


def is_rewording(release: Release) -> bool:
    """Whether it only words an earlier issue anew: it tells no number that this one did not."""
    return base_of(release) != release.id


def noted_points(edits: Sequence[Edit], base: Release | None) -> Json:
    """What a release remembers of it; nothing where the program’s own words stand and no others stood before."""
    if not edits and base is None:
        return {}
    told = [{"sentence": each.sentence, "it": each.it, "en": each.en} for each in edits]
    return {POINTS: {"of": base.id if base else "", "edits": told}}

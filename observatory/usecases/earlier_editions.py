"""The summaries made before, each with the records as they were known on its day."""

from collections.abc import Sequence
from datetime import date, timedelta

from observatory.cases.case import Case
from observatory.disclosure.rules import Audience
from observatory.interventions.intervention import Intervention
from observatory.periods import Period
from observatory.ports import Release, UnitOfWork
from observatory.summary.editions import Earlier
from observatory.summary.facts import Previous
from observatory.summary.windows import Windows


def earlier_editions(unit: UnitOfWork, releases: Sequence[Release]) -> tuple[Earlier, ...]:
    """Of all these releases in their order; each day is read once."""
    days = {release.as_of for release in releases}
    cases = {day: tuple(unit.cases.as_of(day)) for day in days}
    interventions = {day: tuple(unit.interventions.as_of(day)) for day in days}
    return tuple(
        _edition(release, releases[:place], cases[release.as_of], interventions[release.as_of])
        for place, release in enumerate(releases)
    )


def _edition(
    release: Release, before: Sequence[Release], cases: tuple[Case, ...], interventions: tuple[Intervention, ...]
) -> Earlier:
    windows = Windows(Period.parse(release.period))
    audience = Audience(release.audience)
    since = previous_issue(issues_before(before, audience, release.as_of), release.as_of, windows).as_of
    return Earlier(windows, audience, release.as_of, since, release.tables, cases, interventions)


def issues_before(releases: Sequence[Release], audience: str, as_of: date) -> tuple[Release, ...]:
    """Issues for the same audience with earlier data, oldest first."""
    found = (r for r in releases if r.audience == audience and r.as_of < as_of)
    return tuple(sorted(found, key=lambda release: (release.as_of, release.made_at)))


def previous_issue(earlier: Sequence[Release], as_of: date, windows: Windows) -> Previous:
    """What an issue is compared with: the last of these, or a day one step before when there is none."""
    if earlier:
        return Previous(earlier[-1].as_of, earlier[-1].issue, earlier[-1].tables)
    return Previous(as_of - timedelta(days=30 * len(windows.steps[0])), 0, {})

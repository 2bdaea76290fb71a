"""The summaries made before, each with the records as they were known on its day."""

from collections.abc import Sequence
from datetime import date, timedelta

from observatory.disclosure.rules import Audience
from observatory.periods import Period, Window
from observatory.ports import Release, UnitOfWork
from observatory.summary.earlier import Earlier
from observatory.summary.facts import Previous
from observatory.summary.told import Values, window_of
from observatory.summary.windows import Windows
from observatory.usecases.added_questions import ASKED
from observatory.usecases.known_cases import counted_cases
from observatory.usecases.noted_words import POINTS, is_rewording

SUMMARY, STATISTICS = "summary", "statistics"
"""The kinds of release that tell counts: summaries, and answers to single questions."""
KEPT = "kept"
"""Beside the tables of a release: the cells that its preparer asked to keep."""


QUESTION = "question"
"""Beside the table of an answer: what was asked."""


def all_told(unit: UnitOfWork) -> tuple[Release, ...]:
    """Every summary and every answer ever released, oldest first; what only words one anew tells nothing more."""
    summaries = (release for release in unit.releases.all(SUMMARY) if not is_rewording(release))
    return tuple(sorted((*summaries, *unit.releases.all(STATISTICS)), key=lambda each: each.made_at))


def earlier_editions(unit: UnitOfWork, releases: Sequence[Release]) -> tuple[Earlier, ...]:
    """Of all these releases in their order; each day is read once."""
    sinces = [_since(release, releases[:place]) for place, release in enumerate(releases)]
    cases = {day: counted_cases(unit, day) for day in {*sinces, *(release.as_of for release in releases)}}
    interventions = {day: tuple(unit.interventions.as_of(day)) for day in {release.as_of for release in releases}}
    return tuple(
        Earlier(
            Windows(_period(release)),
            Audience(release.audience),
            release.as_of,
            since,
            printed_in(release),
            cases[release.as_of],
            interventions[release.as_of],
            cases[since],
            window_of(release.period) if release.kind == STATISTICS else None,
        )
        for release, since in zip(releases, sinces, strict=True)
    )


def _since(release: Release, before: Sequence[Release]) -> date:
    """The day that its table of changes starts from; an answer has none, and starts none."""
    if release.kind == STATISTICS:
        return release.as_of
    summaries = [each for each in before if each.kind == SUMMARY]
    earlier = issues_before(summaries, release.audience, release.as_of)
    return previous_issue(earlier, release.as_of, Windows(Period.parse(release.period))).as_of


def _period(release: Release) -> Period:
    """Of an answer the year in which its window ends: its cells say themselves which months they count."""
    if release.kind == STATISTICS:
        return Period("A", window_of(release.period).last.year)
    return Period.parse(release.period)


def marks_of(release: Release) -> tuple[str, ...]:
    """The cells that its preparer asked to keep, as `table:code,code`."""
    return tuple(release.tables.get(KEPT, ()))


def printed_in(release: Release) -> Values:
    """What a release told, by table and coordinates."""
    return {name: cells for name, cells in release.tables.items() if name not in (KEPT, QUESTION, POINTS, ASKED)}


def issues_before(releases: Sequence[Release], audience: str, as_of: date) -> tuple[Release, ...]:
    """Issues for the same audience with earlier data, oldest first."""
    found = (r for r in releases if r.audience == audience and r.as_of < as_of)
    return tuple(sorted(found, key=lambda release: (release.as_of, release.made_at)))


def previous_issue(earlier: Sequence[Release], as_of: date, windows: Windows) -> Previous:
    """What an issue is compared with: the last of these, or a day one step before when there is none."""
    if earlier:
        return Previous(earlier[-1].as_of, earlier[-1].issue, printed_in(earlier[-1]))
    return Previous(as_of - timedelta(days=30 * len(windows.steps[0])), 0, {})


def tells_circumstances(unit: UnitOfWork, window: Window, until: Release | None = None) -> bool:
    """Whether a summary, or one of those made before `until`, told the circumstances of some deaths of the window.

    Their domain, one by one, would undo what it hid.
    """
    told = (each for each in unit.releases.all(SUMMARY) if until is None or each.made_at < until.made_at)
    pooled = (Windows(Period.parse(each.period)).pooled for each in told if "T8" in each.tables)
    return any(own.overlaps(window) for own in pooled)

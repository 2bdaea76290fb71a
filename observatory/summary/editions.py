"""Builds a summary beside those that came before it: first as if it were alone, then without what they forbid."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from observatory.disclosure.protection import BROKEN
from observatory.errors import Unprotectable
from observatory.progress import Progress, silent
from observatory.summary.build import build_summary
from observatory.summary.content import Summary
from observatory.summary.counted import Count
from observatory.summary.earlier import Earlier
from observatory.summary.facts import PROFILES, Facts
from observatory.summary.grid import Edition
from observatory.summary.ledger import to_hide
from observatory.summary.quantiles import with_given
from observatory.summary.recount import Atom, Recounts
from observatory.summary.told import ALWAYS, Shape, Values, shape_of
from observatory.summary.vintages import CHANGES_TABLE, Moves, changes_between, moves


@dataclass(frozen=True, slots=True)
class Beside:
    """A summary as it would be alone, what it must hide besides because of earlier editions, and as it is made."""

    alone: Edition
    hidden: frozenset[Count]
    made: Summary


def build_beside(earlier: Sequence[Earlier], facts: Facts, progress: Progress = silent) -> Summary:
    """The summary of the facts, safe from a reader who has all the earlier editions too.

    Raises `Unprotectable` if a table cannot be made safe; then nothing is released.
    """
    return beside(earlier, facts, progress).made


def beside(earlier: Sequence[Earlier], facts: Facts, progress: Progress = silent) -> Beside:
    """As `build_beside`, with what came before it."""
    facts = replace(with_given(earlier, facts), bench={} if facts.bench is None else facts.bench)
    summary = build_summary(facts, progress)
    moved = _moves(earlier, facts)
    recounts = Recounts()
    alone = _chained(edition_of(facts, summary, recounts), moved)
    hidden = to_hide(alone, _editions_of(earlier, moved, recounts), progress)
    if not hidden:
        return Beside(alone, hidden, summary)
    made = build_summary(replace(facts, concealed=hidden), progress)
    _check(alone, replace(alone, values=values_of(made)), hidden)
    return Beside(alone, hidden, made)


def values_of(summary: Summary) -> Values:
    """Every printed value by table and coordinates; None where it is hidden."""
    return {t.id: {"|".join(at): shown.value for at, shown in t.observations.items()} for t in summary.tables}


def as_earlier(facts: Facts, summary: Summary) -> Earlier:
    """The summary made of these facts, as a reader of what comes later has it."""
    return Earlier(
        facts.windows,
        facts.audience,
        facts.as_of,
        facts.previous.as_of,
        values_of(summary),
        facts.cases,
        facts.interventions,
        facts.cases_before,
    )


def _check(alone: Edition, made: Edition, hidden: Iterable[object]) -> None:
    """Nothing is shown that was to be hidden, nor anything that was not weighed."""
    weighed = {count for count, value in alone.told.items() if value is not None}
    shown = {count for count, value in made.told.items() if value is not None}
    if not shown <= weighed - set(hidden):
        raise Unprotectable(BROKEN)


def edition_of(facts: Facts, summary: Summary, recounts: Recounts | None = None) -> Edition:
    """What the ledger knows of a summary made from these facts."""
    changes = {(shape_of(facts).changes, at, ALWAYS.first.ordinal): n for at, n in facts.changed.items()}
    counts = (recounts or Recounts()).of(facts.known) | changes
    return Edition(shape_of(facts), facts.audience.threshold, values_of(summary), counts, facts.kept, facts.files)


def _editions_of(earlier: Sequence[Earlier], moved: Moves, recounts: Recounts) -> tuple[Edition, ...]:
    changes = _changes(moved)
    made = []
    for one in earlier:
        shape = Shape(one.windows, PROFILES[one.audience], one.as_of, one.since)
        counts = {**recounts.of(one.known), **changes}
        made.append(Edition(shape, one.audience.threshold, one.values, counts))
    return tuple(made)


def _chained(edition: Edition, moves: Moves) -> Edition:
    """With what changed between any two days that editions compare, not only its own."""
    return replace(edition, counts={**edition.counts, **_changes(moves)}, moves=moves)


def _changes(moves: Moves) -> dict[Atom, int]:
    return {(cube, at, ALWAYS.first.ordinal): n for (cube, at), n in moves.changes().items()}


def _moves(earlier: Sequence[Earlier], facts: Facts) -> Moves:
    """Over the days that any edition with a table of changes compares."""
    told = {one.pair: one for one in earlier if CHANGES_TABLE in one.values}
    changes = {pair: changes_between(one.cases_before, one.cases, one.since) for pair, one in told.items()}
    return moves(changes | {(facts.previous.as_of, facts.as_of): facts.changes})

"""Builds a summary beside those that came before it: first as if it were alone, then without what they forbid."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from observatory.cases.case import Case
from observatory.disclosure.protection import BROKEN
from observatory.disclosure.rules import Audience
from observatory.errors import Unprotectable
from observatory.interventions.intervention import Intervention
from observatory.progress import Progress, silent
from observatory.summary.build import build_summary
from observatory.summary.content import Summary
from observatory.summary.facts import PROFILES, Facts
from observatory.summary.grid import Edition
from observatory.summary.ledger import to_hide
from observatory.summary.quality import changed
from observatory.summary.recount import Atom, recounted
from observatory.summary.told import ALWAYS, Shape, Values, shape_of
from observatory.summary.windows import Windows


@dataclass(frozen=True, slots=True)
class Earlier:
    """An edition that was made before: what it covered and printed, and the records as they were known then."""

    windows: Windows
    audience: Audience
    as_of: date
    since: date
    values: Values
    cases: tuple[Case, ...]
    interventions: tuple[Intervention, ...]


def build_beside(earlier: Sequence[Earlier], facts: Facts, progress: Progress = silent) -> Summary:
    """The summary of the facts, safe from a reader who has all the earlier editions too.

    Raises `Unprotectable` if a table cannot be made safe; then nothing is released.
    """
    alone = build_summary(facts, progress)
    hidden = to_hide(_new(facts, alone), _editions(earlier, facts), progress)
    if not hidden:
        return alone
    made = build_summary(replace(facts, concealed=hidden), progress)
    _check(_new(facts, alone), _new(facts, made), hidden)
    return made


def values_of(summary: Summary) -> Values:
    """Every printed value by table and coordinates; None where it is hidden."""
    return {t.id: {"|".join(at): shown.value for at, shown in t.observations.items()} for t in summary.tables}


def _check(alone: Edition, made: Edition, hidden: Iterable[object]) -> None:
    """Nothing is shown that was to be hidden, nor anything that was not weighed."""
    weighed = {count for count, value in alone.told.items() if value is not None}
    shown = {count for count, value in made.told.items() if value is not None}
    if not shown <= weighed - set(hidden):
        raise Unprotectable(BROKEN)


def _new(facts: Facts, summary: Summary) -> Edition:
    changes = {(shape_of(facts).changes, at, ALWAYS.first.ordinal): n for at, n in changed(facts).items()}
    counts = recounted(facts.cases, facts.interventions) | changes
    return Edition(shape_of(facts), facts.audience.threshold, values_of(summary), counts)


def _editions(earlier: Sequence[Earlier], facts: Facts) -> tuple[Edition, ...]:
    """Records as known on one day are counted once; what changed between two other days is another matter."""
    counted: dict[int, Mapping[Atom, int]] = {}
    own = shape_of(facts)
    changes = {(own.changes, at, ALWAYS.first.ordinal): n for at, n in changed(facts).items()}
    made = []
    for one in earlier:
        shape = Shape(one.windows, PROFILES[one.audience], one.as_of, one.since)
        if id(one.cases) not in counted:
            counted[id(one.cases)] = recounted(one.cases, one.interventions)
        is_same = shape.changes == own.changes
        values = one.values if is_same else {name: v for name, v in one.values.items() if name != "T13a"}
        counts = {**counted[id(one.cases)], **(changes if is_same else {})}
        made.append(Edition(shape, one.audience.threshold, values, counts))
    return tuple(made)

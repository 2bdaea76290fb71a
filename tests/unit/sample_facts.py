"""Facts of a synthetic store for tests of the summary, without a store."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from observatory.disclosure.rules import Audience
from observatory.periods import Period
from observatory.summary.content import Summary
from observatory.summary.editions import as_earlier, build_beside
from observatory.summary.facts import Facts, Previous
from observatory.summary.windows import Windows
from observatory.synthetic.calibration import TODAY
from observatory.synthetic.cases import stories
from observatory.synthetic.chain import indicators
from observatory.synthetic.chance import Chance
from observatory.synthetic.interventions import interventions
from observatory.synthetic.meetings import meetings
from observatory.synthetic.recommendations import adopted, recommendations
from observatory.synthetic.strengths import strengths
from tests.unit.sample_population import reference, structured

BEFORE = date(2025, 11, 15)


def sample_facts(  # noqa: PLR0913 - what a test may want to be different
    period: str = "2025-Q4",
    audience: str = "members",
    *,
    seed: int = 1,
    cases: int = 3000,
    day: date = TODAY,
    compared: bool = False,
) -> Facts:
    """With `compared` there is a general population to compare with, and strengths by sex and age."""
    chance = Chance(seed)
    told = tuple(stories(chance, cases))
    met = tuple(meetings(chance))
    advised = tuple(recommendations(chance, adopted(met), ()))
    return Facts(
        windows=Windows(Period.parse(period)),
        audience=Audience(audience),
        as_of=day,
        seed=seed,
        issue=1,
        marking="",
        synthetic=True,
        previous=Previous(min(BEFORE, day - timedelta(days=90)), 0, {}),
        cases=_known(told, day),
        cases_before=_known(told, min(BEFORE, day - timedelta(days=90))),
        known_on={story.last.id: story.known_on[0] for story in told},
        interventions=_known(tuple(interventions(chance, told)), day),
        meetings=_known(met, day),
        strengths=(structured if compared else tuple)(_known(tuple(strengths(chance)), day)),
        recommendations=_known(advised, day),
        indicators=_known(tuple(indicators(chance, advised)), day),
        reference=reference() if compared else None,
    )


def _known(told: tuple[Any, ...], day: date) -> tuple[Any, ...]:
    """Each record as it was known on a day."""
    versions = ([v for v, known in zip(s.versions, s.known_on, strict=True) if known <= day] for s in told)
    return tuple(known[-1] for known in versions if known)


def history(asked: Iterable[Facts]) -> list[tuple[Facts, Summary]]:
    """One summary after the other, each protected against all before it."""
    made: list[tuple[Facts, Summary]] = []
    for facts in asked:
        made.append((facts, build_beside([as_earlier(*each) for each in made], facts)))
    return made

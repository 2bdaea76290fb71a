"""Synthetic strengths: quarterly staff of each force between published turning points."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from observatory.periods import Period
from observatory.population.strength import Strength
from observatory.synthetic import calibration as c
from observatory.synthetic.chance import Chance
from observatory.synthetic.story import Story


def strengths(chance: Chance) -> Iterator[Story[Strength]]:
    """One strength per force and quarter, known a month after its end."""
    for force in c.STRENGTHS:
        for year in range(c.WINDOW.first.year, c.WINDOW.last.year + 1):
            for number in range(1, 5):
                quarter = Period("Q", year, number)
                last = quarter.window.last
                known = date(last.year, last.number, 28) + timedelta(days=30)
                yield Story((_strength(chance, force, quarter, known),), (known,))


def _strength(chance: Chance, force: str, quarter: Period, known: date) -> Strength:
    return Strength(
        id=chance.id(),
        force=force,
        quarter=quarter.code,
        mean_present=_staff(force, quarter.year + (quarter.number - 0.5) / 4),
        definition="D1",
        source="Dati sintetici",
        vintage=known,
        status="PROV" if quarter.year == c.WINDOW.last.year else "DEF",
    )


def _staff(force: str, moment: float) -> int:
    points = c.STRENGTHS[force]
    for (start, low), (end, high) in pairwise(points):
        if moment <= end:
            return round(low + (high - low) * (moment - start) / (end - start))
    return points[-1][1]

"""An invented general population to compare with, and strengths told by sex and age."""

from collections.abc import Iterable
from dataclasses import replace

from observatory.population.reference import ReferencePopulation, read_reference
from observatory.population.strength import Strength

RATES = "sex,age_band,rate\n" + "".join(
    f"{sex},{age},{rate}\n"
    for sex, rates in (("M", (7, 8, 9, 11, 12, 14)), ("F", (2, 2, 3, 3, 4, 4)))
    for age, rate in zip(("E1", "E2", "E3", "E4", "E5", "E6"), rates, strict=True)
)


def reference() -> ReferencePopulation:
    return read_reference(RATES, 2021, "invented")


def structured(strengths: Iterable[Strength]) -> tuple[Strength, ...]:
    """The same strengths, 80 % men and 20 % women, half of each from 35 to 44 and half from 45 to 54."""
    shares = {("M", "E3"): 0.4, ("M", "E4"): 0.4, ("F", "E3"): 0.1, ("F", "E4"): 0.1}
    made = []
    for each in strengths:
        made.append(each)
        for (sex, age), share in shares.items():
            mean = round((each.mean_present or 0) * share)
            made.append(replace(each, id=f"{each.id}{sex}{age}", sex=sex, age_band=age, mean_present=mean))
    return tuple(made)

"""Synthetic cases with their history: suspected, then confirmed or ruled out after the usual delays."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from observatory.cases.case import Case, Circumstance, Source
from observatory.periods import Month
from observatory.privacy.person_codes import mint
from observatory.synthetic import calibration as c
from observatory.synthetic.chance import Chance
from observatory.synthetic.story import Story

DEATHS = ("SU", "SI")
WITHOUT_METHOD = ("AP", "ID", "DS")
_METHOD_FIREARM = "FUO"
_LEFT_SERVICE = ("C1", "C2")
_RULED_OUT = 0.02
_NEVER_SETTLED = 0.07
_TOO_YOUNG = {"E1": ("A3", "A4"), "E2": ("A4",)}
"""Bands of seniority that nobody of that age can have."""


def stories(chance: Chance, cases: int) -> Iterator[Story[Case]]:
    """`cases` stories: deaths follow the published counts, scaled down only when fewer cases are asked for.

    Deaths that an inquiry ruled out come on top of the published ones.
    """
    deaths = [(force, year) for force, counts in c.SUICIDES.items() for year in _years(counts)]
    chance.shuffle(deaths)
    deaths = deaths[: max(1, cases // 2)]
    for force, year in deaths:
        yield _story(chance, "SU", force, Month(year, chance.randint(1, 12)), ruled_out=False)
    for number in range(cases - len(deaths)):
        ruled_out = chance.happens(_RULED_OUT)
        event_type = "SU" if number < round(_RULED_OUT * len(deaths)) else chance.code(c.OTHER_EVENTS)
        force, month = chance.code(c.FORCE_SHARES), c.WINDOW.first + chance.randrange(len(c.WINDOW))
        yield _story(chance, event_type, force, month, ruled_out=ruled_out or event_type == "SU")


def _years(counts: tuple[int, ...]) -> list[int]:
    return [c.FIRST_YEAR + n for n, count in enumerate(counts) for _ in range(count)]


def _story(chance: Chance, event_type: str, force: str, month: Month, *, ruled_out: bool) -> Story[Case]:
    happened = chance.day_in(month)
    known = min(happened + timedelta(days=1 + min(60, round(chance.expovariate(1 / 6)))), c.TODAY)
    settled = known + timedelta(days=chance.days(c.REPORTING_DAYS))
    first = _case(chance, event_type, force, month, known)
    if ruled_out:
        settled = min(settled, c.TODAY)
    elif settled > c.TODAY or chance.happens(_NEVER_SETTLED):
        return Story((first,), (known,))
    return Story((first, _settled(chance, first, settled, ruled_out=ruled_out)), (known, settled))


def _settled(chance: Chance, case: Case, day: date, *, ruled_out: bool) -> Case:
    status = "ES" if ruled_out else "CO"
    outcome = Source(id=chance.id(), source="F4", received_on=day, declared_status=status, agreement="C")
    return replace(
        case,
        status=status,
        status_date=day,
        sources=(*case.sources, outcome) if case.event_type in DEATHS else case.sources,
    )


def _case(chance: Chance, event_type: str, force: str, month: Month, known: date) -> Case:
    return replace(
        _person(chance, event_type, force),
        event_type=event_type,
        month=str(month),
        precision="M",
        force=force,
        macro_region=chance.code(c.REGIONS),
        status=chance.code((("SO", 45), ("AC", 55))),
        status_date=known,
        outcome="DE" if event_type in DEATHS else "SO",
        **_manner(chance, event_type),
        **_before(chance, event_type),
        circumstances=_circumstances(chance),
        sources=(Source(id=chance.id(), source="F1", received_on=known, declared_status="SO"),),
    )


def _person(chance: Chance, event_type: str, force: str) -> Case:
    trainee = chance.happens(0.02)
    age_band = "E1" if trainee else chance.code(c.AGES)
    position = "AL" if trainee else chance.code(c.POSITIONS)
    seniority = tuple(share for share in c.SENIORITY if share[0] not in _TOO_YOUNG.get(age_band, ()))
    return Case(
        id=chance.id(),
        person_code=mint(force, choose=chance.choice) if event_type not in DEATHS else None,
        sex=chance.code(c.SEXES),
        age_band=age_band,
        rank_category="R0" if trainee else chance.code(c.RANKS[:3] if age_band == "E1" else c.RANKS),
        position=position,
        on_duty="N" if position in _LEFT_SERVICE else chance.answer(yes=0.16),
        career=chance.code((("OR", 90), ("TE", 6), ("SA", 2), ("NN", 2))),
        seniority="A1" if trainee else chance.code(seniority),
        partnership=chance.code(c.PARTNERSHIP),
        assignment=chance.code(c.ASSIGNMENTS[force]),
        time_band=chance.code((("1", 20), ("2", 27), ("3", 27), ("4", 18), ("NN", 8))),
    )


def _manner(chance: Chance, event_type: str) -> dict[str, Any]:
    method = None
    if event_type not in WITHOUT_METHOD:
        method = chance.code(c.METHODS_OF_DEATH if event_type in DEATHS else c.METHODS_OF_ATTEMPT)
    return {
        "method": method,
        "firearm_ownership": chance.code(c.FIREARMS) if method == _METHOD_FIREARM else None,
        "place": chance.code(c.PLACES),
        "homicide_suicide": chance.answer(yes=0.02, unknown=0.05),
        "note_left": chance.answer(yes=0.3, unknown=0.3),
        "exposed_colleagues": chance.code((("1", 30), ("2", 40), ("3", 16), ("4", 4), ("NN", 10))),
    }


def _before(chance: Chance, event_type: str) -> dict[str, Any]:
    disclosed = chance.answer(yes=0.18, unknown=0.35)
    return {
        "prior_firearm_measure": chance.code((("W00", 84), ("W10", 3), ("W50", 3), ("NN", 10))),
        "prior_attempts": chance.answer(yes=0.12, unknown=0.25),
        "service_contact": chance.code(
            (("N", 56), ("P1", 9), ("P2", 7), ("P3", 3), ("P4", 2), ("P5", 5), ("P6", 8), ("PM", 3), ("NN", 7))
        ),
        "intent_disclosed": disclosed,
        "disclosed_to": chance.code((("FA", 55), ("CO", 28), ("SU", 5), ("SA", 12))) if disclosed == "S" else None,
        "ideation_level": str(chance.randint(1, 5)) if event_type == "ID" else None,
    }


def _circumstances(chance: Chance) -> tuple[Circumstance, ...]:
    codes = sorted({chance.code(c.CIRCUMSTANCES) for _ in range(chance.randint(0, 3))})
    return tuple(_circumstance(chance, code) for code in codes)


def _circumstance(chance: Chance, code: str) -> Circumstance:
    value = chance.answer(yes=0.85, unknown=0.1)
    return Circumstance(
        id=chance.id(),
        circumstance=code,
        value=value,
        crisis=chance.answer(yes=0.35, unknown=0.3) if value == "S" else value,
        evidence=chance.code((("D", 30), ("T", 55), ("I", 12), ("NN", 3))),
    )

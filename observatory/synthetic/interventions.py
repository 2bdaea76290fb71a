"""Synthetic interventions: what followed a case, firearm measures and postvention included, and unit programmes."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from observatory.cases.case import Case
from observatory.interventions.intervention import FollowUp, Intervention
from observatory.periods import Month
from observatory.synthetic import calibration as c
from observatory.synthetic.cases import DEATHS
from observatory.synthetic.chance import Chance
from observatory.synthetic.story import Story

_AFTER_DISTRESS = (("S01", 15), ("S05", 24), ("S06", 12), ("S04", 8), ("S10", 7), ("S12", 20), ("T01", 9), ("T07", 5))
_POSTVENTION = (("V01", 26), ("V02", 34), ("V03", 24), ("V06", 10), ("V08", 6))
_PROGRAMMES = (("P01", 20), ("P03", 22), ("P05", 12), ("P07", 16), ("S02", 8), ("S07", 10), ("O02", 6), ("O03", 6))
_ELEMENTS = {"S": "06", "T": "10", "V": "11", "P": "03", "O": "01"}
_MEASURES = {
    "PS": (("W20", 60), ("W30", 14), ("W10", 16), ("W50", 10)),
    "CC": (("W40", 64), ("W10", 24), ("W50", 12)),
    "GF": (("W41", 60), ("W10", 26), ("W50", 14)),
    "PP": (("W42", 58), ("W10", 22), ("W50", 20)),
}
_BEFORE_48_BIS = (("W30", 60), ("W10", 26), ("W50", 14))
_48_BIS = Month(2023, 7)
"""First whole month of article 48-bis DPR 782/1985 (DPR 66/2023)."""

_LEGAL_BASIS = {"W20": "Art. 48-bis DPR 782/1985", "W30": "Art. 48 DPR 782/1985"}
_FIREARM_MEASURE = "S12"
_DUE = (("72H", 0), ("7G", 0), ("30G", 1), ("90G", 3), ("180G", 6), ("365G", 12))
"""When follow-ups are due, and how many months after the start."""


def interventions(chance: Chance, cases: Iterable[Story[Case]]) -> Iterator[Story[Intervention]]:
    """Interventions as they were begun and as they ended."""
    for story in cases:
        is_death = story.last.event_type in DEATHS
        if chance.happens(0.62 if is_death else 0.45):
            yield _postvention(chance, story) if is_death else _for_case(chance, story)
    for month in c.WINDOW.months:
        for force, _ in c.FORCE_SHARES:
            if chance.happens(0.35):
                yield _programme(chance, force, month)


def _for_case(chance: Chance, story: Story[Case]) -> Story[Intervention]:
    case, kind = story.last, chance.code(_AFTER_DISTRESS)
    days = min(90, round(chance.expovariate(1 / 4)))
    begun = min(story.known_on[0] + timedelta(days=days), c.TODAY)
    start = Month.of(begun)
    first = Intervention(
        id=chance.id(),
        kind=kind,
        scope="IN",
        element=_ELEMENTS[kind[0]],
        force=case.force,
        macro_region=case.macro_region,
        case_id=case.id,
        person_code=case.person_code,
        start=str(start),
        days_from_signal=days,
        mode=chance.code((("PR", 84), ("RE", 10), ("MI", 6))),
        outcome="IC",
        **(_measure(chance, case.force or "PS", start) if kind == _FIREARM_MEASURE else {}),
    )
    due = _DUE[: chance.randint(1, len(_DUE))]
    ended = begun + timedelta(days=31 * due[-1][1] + 20)
    if ended > c.TODAY:
        return Story((first,), (begun,))
    return Story((first, _ended(chance, first, start, due)), (begun, ended))


def _ended(chance: Chance, begun: Intervention, start: Month, due: tuple[tuple[str, int], ...]) -> Intervention:
    return replace(
        begun,
        outcome=chance.code((("CO", 74), ("RI", 10), ("IN", 7), ("NP", 2), ("NN", 7))),
        follow_ups=tuple(_follow_up(chance, code, start + months) for code, months in due),
        **(_given_back(chance) if begun.kind == _FIREARM_MEASURE else {}),
    )


def _measure(chance: Chance, force: str, start: Month) -> dict[str, Any]:
    measure = chance.code(_BEFORE_48_BIS if force == "PS" and start < _48_BIS else _MEASURES[force])
    return {
        "firearm_measure": measure,
        "legal_basis": _LEGAL_BASIS.get(measure),
        "concurrent_support": chance.answer(yes=0.7, unknown=0.1),
        "duty_after": chance.code((("IN", 62), ("OR", 20), ("AS", 16), ("NN", 2))),
    }


def _given_back(chance: Chance) -> dict[str, Any]:
    return {
        "firearm_days": 5 + min(240, round(chance.expovariate(1 / 55))),
        "extended": chance.answer(yes=0.2, unknown=0.08),
        "firearm_outcome": chance.code((("RE", 66), ("PR", 12), ("CM", 14), ("TR", 2), ("CE", 2), ("NN", 4))),
    }


def _follow_up(chance: Chance, due: str, month: Month) -> FollowUp:
    done = chance.answer(yes=0.7, unknown=0.06)
    if done == "S":
        contact = chance.code((("PR", 48), ("TE", 42), ("SC", 6), ("NN", 4)))
        duty = chance.code((("RP", 45), ("RL", 20), ("NA", 25), ("TR", 3), ("CE", 3), ("NN", 4)))
    else:
        contact, duty = "NR" if done == "N" else "NN", "NN"
    return FollowUp(id=chance.id(), due=due, due_month=str(month), done=done, contact=contact, return_to_duty=duty)


def _postvention(chance: Chance, story: Story[Case]) -> Story[Intervention]:
    case = story.last
    begun = min(story.known_on[0] + timedelta(days=chance.randint(0, 14)), c.TODAY)
    intervention = Intervention(
        id=chance.id(),
        kind=chance.code(_POSTVENTION),
        scope="RE",
        element=_ELEMENTS["V"],
        force=case.force,
        macro_region=case.macro_region,
        case_id=case.id,
        start=str(Month.of(begun)),
        mode="PR",
        participants=chance.code((("1", 45), ("2", 45), ("3", 8), ("NN", 2))),
        outcome=chance.code((("CO", 84), ("IC", 8), ("NN", 8))),
        postvention_delay=chance.code((("1", 52), ("2", 28), ("3", 14), ("4", 6))),
        postvention_recipients=("RE",) if chance.happens(0.6) else ("FA", "RE"),
        coverage=chance.code((("1", 10), ("2", 22), ("3", 34), ("4", 26), ("NN", 8))),
    )
    return Story((intervention,), (begun,))


def _programme(chance: Chance, force: str, month: Month) -> Story[Intervention]:
    kind = chance.code(_PROGRAMMES)
    intervention = Intervention(
        id=chance.id(),
        kind=kind,
        scope="FO" if chance.happens(0.7) else "IF",
        element=_ELEMENTS[kind[0]],
        force=force,
        start=str(month),
        mode=chance.code((("PR", 55), ("RE", 20), ("MI", 25))),
        participants=chance.code((("1", 10), ("2", 40), ("3", 32), ("4", 18))),
        outcome=chance.code((("CO", 72), ("IC", 28))),
    )
    return Story((intervention,), (min(chance.day_in(month), c.TODAY),))

"""Synthetic interventions: what followed a case, firearm measures and postvention included, and unit programmes."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from observatory.cases.case import Case
from observatory.interventions.intervention import FollowUp, Intervention
from observatory.periods import Month
from observatory.synthetic import calibration as c
from observatory.synthetic.cases import DEATHS
from observatory.synthetic.chance import Chance

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
_FIREARM_MEASURE = "S12"


def interventions(chance: Chance, cases: Iterable[Case]) -> Iterator[tuple[Intervention, date]]:
    """Interventions with the day on which each became known."""
    for case in cases:
        if chance.happens(0.62 if case.event_type in DEATHS else 0.45):
            yield _for_case(chance, case)
    for month in c.WINDOW.months:
        for force, _ in c.FORCE_SHARES:
            if chance.happens(0.35):
                yield _programme(chance, force, month)


def _for_case(chance: Chance, case: Case) -> tuple[Intervention, date]:
    if case.event_type in DEATHS:
        return _postvention(chance, case)
    kind = chance.code(_AFTER_DISTRESS)
    month = Month.parse(case.month or str(c.WINDOW.last))
    days = min(90, round(chance.expovariate(1 / 4)))
    start = min(month + days // 30, c.WINDOW.last)
    intervention = Intervention(
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
        outcome=chance.code((("CO", 60), ("IC", 18), ("RI", 8), ("IN", 6), ("NP", 2), ("NN", 6))),
        **(_firearm(chance, case.force or "PS") if kind == _FIREARM_MEASURE else {}),
        follow_ups=_follow_ups(chance, start),
    )
    return intervention, min(chance.day_in(start), c.TODAY)


def _firearm(chance: Chance, force: str) -> dict[str, Any]:
    measure = chance.code(_MEASURES[force])
    return {
        "firearm_measure": measure,
        "legal_basis": {"W20": "Art. 48-bis DPR 782/1985", "W30": "Art. 48 DPR 782/1985"}.get(measure),
        "firearm_days": 5 + min(240, round(chance.expovariate(1 / 55))),
        "extended": chance.answer(yes=0.2, unknown=0.08),
        "concurrent_support": chance.answer(yes=0.7, unknown=0.1),
        "duty_after": chance.code((("IN", 62), ("OR", 20), ("AS", 16), ("NN", 2))),
        "firearm_outcome": chance.code((("RE", 66), ("PR", 12), ("CM", 14), ("TR", 2), ("CE", 2), ("NN", 4))),
    }


def _postvention(chance: Chance, case: Case) -> tuple[Intervention, date]:
    month = Month.parse(case.month or str(c.WINDOW.last))
    intervention = Intervention(
        id=chance.id(),
        kind=chance.code(_POSTVENTION),
        scope="RE",
        element="11",
        force=case.force,
        macro_region=case.macro_region,
        case_id=case.id,
        start=str(month),
        mode="PR",
        participants=chance.code((("1", 45), ("2", 45), ("3", 8), ("NN", 2))),
        outcome=chance.code((("CO", 84), ("IC", 8), ("NN", 8))),
        postvention_delay=chance.code((("1", 52), ("2", 28), ("3", 14), ("4", 6))),
        postvention_recipients=("RE",) if chance.happens(0.6) else ("FA", "RE"),
        coverage=chance.code((("1", 10), ("2", 22), ("3", 34), ("4", 26), ("NN", 8))),
    )
    return intervention, min(chance.day_in(month), c.TODAY)


def _programme(chance: Chance, force: str, month: Month) -> tuple[Intervention, date]:
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
    return intervention, min(chance.day_in(month), c.TODAY)


def _follow_ups(chance: Chance, start: Month) -> tuple[FollowUp, ...]:
    due = (("72H", 0), ("7G", 0), ("30G", 1), ("90G", 3), ("180G", 6), ("365G", 12))
    return tuple(
        FollowUp(
            id=chance.id(),
            due=code,
            due_month=str(start + months),
            done=chance.answer(yes=0.82 - 0.08 * position, unknown=0.06),
            contact=chance.code((("PR", 45), ("TE", 40), ("SC", 5), ("NR", 6), ("NN", 4))),
            return_to_duty=chance.code((("RP", 45), ("RL", 20), ("NA", 25), ("TR", 3), ("CE", 3), ("NN", 4))),
        )
        for position, (code, months) in enumerate(due[: chance.randint(1, len(due))])
    )

"""Synthetic links, shared instruments, recommendations, indicators and signals: a few of each, all of them invented."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from observatory.cases.case import Case
from observatory.cases.counting import SUICIDE
from observatory.codelists import FORCES
from observatory.evaluation.indicator import Indicator, Measurement
from observatory.links.case_link import CaseLink
from observatory.periods import Month
from observatory.procedures.procedure import Procedure, ProcedureVersion
from observatory.recommendations.recommendation import Recommendation
from observatory.signals.signal import Signal
from observatory.synthetic import calibration as c
from observatory.synthetic.chance import Chance
from observatory.synthetic.recommendations import Adopted
from observatory.synthetic.story import Story

_LINKS = ("SP", "PO", "NO")
_PROCEDURES = (
    ("IT", "Ricontatto dopo un segnale di disagio"),
    ("LG", "Accompagnamento dei reparti dopo un decesso"),
    ("DT", "Custodia temporanea dell’arma di servizio"),
)


def links(chance: Chance, told: Sequence[Story[Case]]) -> Iterator[Story[CaseLink]]:
    """Cases of one force looked at in pairs: one link of each outcome, where there are cases enough."""
    for force, kind in zip(FORCES, _LINKS, strict=False):
        own = [story for story in told if story.last.force == force and story.last.event_type != SUICIDE]
        if len(own) > 1:
            yield _link(chance, (own[0], own[1]), kind)


def _link(chance: Chance, pair: tuple[Story[Case], Story[Case]], kind: str) -> Story[CaseLink]:
    day = min(max(story.known_on[-1] for story in pair) + timedelta(days=20), c.TODAY)
    link = CaseLink(
        id=chance.id(),
        case_a=pair[0].last.id,
        case_b=pair[1].last.id,
        kind=kind,
        basis="CF" if kind == "SP" else "RF",
        force=pair[0].last.force,
        decided_on=day,
        status="AT",
    )
    return Story((link,), (day,))


def procedures(chance: Chance, decided: Sequence[Adopted]) -> Iterator[Story[Procedure]]:
    """One shared instrument of each kind; the first has a second version."""
    for number, ((kind, title), origin) in enumerate(zip(_PROCEDURES, decided, strict=False)):
        later = decided[number + 3 : number + 4] if number == 0 else ()
        first = Procedure(
            id=chance.id(),
            kind=kind,
            title=title,
            forces=tuple(sorted(FORCES)),
            adopted_on=origin.day,
            status="AD",
            versions=(_version(chance, 1, origin),),
        )
        versions = [first, *(replace(first, versions=_succeeded(chance, first, after)) for after in later)]
        yield Story(tuple(versions), (origin.day, *(after.day for after in later)))


def _version(chance: Chance, number: int, origin: Adopted) -> ProcedureVersion:
    return ProcedureVersion(
        id=chance.id(),
        number=number,
        adopted_on=origin.day,
        valid_from=origin.day,
        summary="Tempi, responsabili e dati da riferire",
        decision_id=origin.decision.id,
    )


def _succeeded(chance: Chance, first: Procedure, after: Adopted) -> tuple[ProcedureVersion, ...]:
    closed = replace(first.versions[0], valid_to=after.day - timedelta(days=1))
    return (closed, _version(chance, 2, after))


def indicators(chance: Chance, told: Sequence[Story[Recommendation]]) -> Iterator[Story[Indicator]]:
    """A process measure and a fidelity measure of whichever force has put a recommendation into practice."""
    for story in told:
        for response in story.last.responses:
            live, issued = response.go_live_on, story.last.issued_on
            if response.state == "VE" and live and issued:
                for kind, name in (("PR", "Ricontatti entro 72 ore"), ("FE", "Fedeltà alle indicazioni")):
                    yield _indicator(chance, (story.last.id, response.force, kind, name), (issued, live))


def _indicator(chance: Chance, about: tuple[str, str | None, str, str], days: tuple[date, date]) -> Story[Indicator]:
    recommendation, force, kind, name = about
    fixed, live = days
    first, last = (Month.of(fixed) - 12).quarter, (Month.of(fixed) - 3).quarter
    planned = Indicator(
        id=chance.id(),
        recommendation_id=recommendation,
        force=force,
        kind=kind,
        name=name,
        numerator="Ricontatti avvenuti entro 72 ore" if kind == "PR" else None,
        denominator="Segnali ricevuti" if kind == "PR" else None,
        direction="AU",
        fixed_on=fixed,
        go_live_on=live,
        baseline_since=first.code,
        baseline_until=last.code,
        review_on=live + timedelta(days=365),
    )
    measured = replace(planned, measurements=tuple(_measurements(chance, kind, (Month.of(fixed) - 12, live))))
    return Story((planned, measured), (fixed, c.TODAY))


def _measurements(chance: Chance, kind: str, since: tuple[Month, date]) -> Iterator[Measurement]:
    """Quarter by quarter up to the last one that is over, better once the measure is live."""
    month, live = since
    current = Month.of(c.TODAY).quarter
    while month.quarter.code < current.code:
        is_live = month.quarter.code > Month.of(live).quarter.code
        exposure = 40 + chance.randrange(20)
        yield Measurement(
            id=chance.id(),
            quarter=month.quarter.code,
            events=round(exposure * ((0.75 if is_live else 0.5) + chance.random() / 10)) if kind == "PR" else None,
            exposure=exposure if kind == "PR" else None,
            fidelity=3 + chance.randrange(3) if kind == "FE" and is_live else None,
            status="PROV" if (month + 6).quarter.code > current.code else "DEF",
        )
        month = month + 3


def signals(chance: Chance) -> Iterator[Story[Signal]]:
    """Three unusual quarters: one checked and closed, one being looked into, one fresh."""
    last = c.WINDOW.last
    yield _signal(chance, ("EC", "PS", "SU", last - 12), (9, 480, 62_300), "CH")
    yield _signal(chance, ("C1", "CC", "TE", last - 6), (11, 620, 51_800), "AP")
    yield _signal(chance, ("CU", None, "ID", last), (23, 1_650, 77_400), "NE")


def _signal(
    chance: Chance, about: tuple[str, str | None, str, Month], counts: tuple[int, int, int], outcome: str
) -> Story[Signal]:
    method, force, group, month = about
    end = month.quarter.window.last
    as_of = min(date(end.year, end.number, 28) + timedelta(days=30), c.TODAY)
    found = Signal(
        id=chance.id(),
        method=method,
        force=force,
        event_group=group,
        period=month.quarter.code,
        as_of=as_of,
        observed=counts[0],
        expected_hundredths=counts[1],
        p_value_millionths=counts[2],
        threshold="p < 0,10",
        power_note="Con questi numeri si vede di solito solo un raddoppio",
        outcome="NE",
    )
    if outcome == "NE":
        return Story((found,), (as_of,))
    looked = as_of + timedelta(days=30)
    return Story((found, _looked_into(found, looked, outcome)), (as_of, looked))


def _looked_into(found: Signal, day: date, outcome: str) -> Signal:
    checked = replace(
        found, outcome=outcome, data_check="Nessun doppione e nessun ritardo di rilievo", data_check_on=day
    )
    if outcome != "CH":
        return checked
    defined = replace(checked, definition="Eventi della Forza nel trimestre, tutti i reparti", definition_on=day)
    return replace(defined, report="Scostamento compatibile con il caso", report_on=day)

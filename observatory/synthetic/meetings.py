"""Synthetic meetings every four months, with decisions and actions that move from open to verified."""

from collections.abc import Iterator
from datetime import date, timedelta

from observatory.codelists import FORCES
from observatory.meetings.meeting import ActionItem, AgendaItem, Attendance, Decision, Meeting
from observatory.synthetic import calibration as c
from observatory.synthetic.chance import Chance

_MEETING_MONTHS = (2, 6, 10)
_TOPICS = (
    ("DAT", "02", "Esame della sintesi statistica e delle revisioni"),
    ("ARM", "06", "Tempi e durata delle misure sull’arma"),
    ("SOS", "05", "Accesso ai servizi di sostegno e ricontatto"),
    ("FOR", "01", "Formazione dei dirigenti al riconoscimento del disagio"),
    ("POS", "11", "Protocollo di postvention nei reparti"),
    ("ORG", "04", "Turni, mobilità e carichi di lavoro"),
    ("COM", "02", "Comunicazione interna ed esterna sicura"),
)
_TEXTS = {
    "PRO": "Adottare una procedura comune con tempi e responsabili",
    "INT": "Avviare l’intervento in via sperimentale e riferire",
    "STU": "Raccogliere i dati mancanti e riferire alla prossima riunione",
    "FOR": "Inserire il modulo nei corsi di aggiornamento",
    "NOR": "Proporre l’armonizzazione delle regole fra le forze",
}


def meetings(chance: Chance) -> Iterator[tuple[Meeting, date]]:
    """Meetings with the day on which each became known, that is the day after."""
    number = 0
    for year in range(c.WINDOW.first.year + 4, c.TODAY.year + 1):
        for month in _MEETING_MONTHS:
            held = date(year, month, 10 + chance.randrange(15))
            if held < c.TODAY:
                number += 1
                yield _meeting(chance, number, held), held + timedelta(days=1)


def _meeting(chance: Chance, number: int, held: date) -> Meeting:
    return Meeting(
        id=chance.id(),
        number=number,
        kind="OR" if chance.happens(0.8) else "TE",
        held_on=held,
        seat=chance.code((("DPS", 60), ("REM", 15), ("MIS", 25))),
        forces=tuple(sorted(FORCES)),
        chair_office="UCP",
        attendance=tuple(
            Attendance(id=chance.id(), force=force, role=role, attendance=chance.code((("P", 86), ("D", 8), ("A", 6))))
            for force in FORCES
            for role in ("UF", "PSI", "MED")
        ),
        agenda=tuple(
            _item(chance, position, topic, held)
            for position, topic in enumerate(chance.sample(_TOPICS, chance.randint(2, 4)), start=1)
        ),
    )


def _item(chance: Chance, position: int, topic: tuple[str, str, str], held: date) -> AgendaItem:
    theme, element, summary = topic
    decisions = (_decision(chance, element, held),) if chance.happens(0.75) else ()
    return AgendaItem(
        id=chance.id(),
        position=position,
        kind="DE" if decisions else "DI",
        theme=theme,
        summary=summary,
        decisions=decisions,
    )


def _decision(chance: Chance, element: str, held: date) -> Decision:
    kind = chance.code((("PRO", 34), ("INT", 24), ("STU", 18), ("FOR", 18), ("NOR", 6)))
    due = held + timedelta(days=chance.choice((120, 180, 240)))
    status = _status(chance, due)
    closed = status in ("AT", "VE")
    return Decision(
        id=chance.id(),
        kind=kind,
        element=element,
        text=_TEXTS[kind],
        forces=tuple(sorted(chance.sample(FORCES, chance.randint(2, 4)))),
        office=chance.code((("UCP", 30), ("SAN", 30), ("PER", 15), ("FOR", 15), ("SEG", 10))),
        due_on=due,
        status=status,
        closed_on=min(due + timedelta(days=chance.randint(-60, 90)), c.TODAY) if closed else None,
        outcome="Riscontro delle forze acquisito agli atti" if closed else None,
        actions=tuple(_action(chance, due, status) for _ in range(chance.randint(1, 2))),
    )


def _status(chance: Chance, due: date) -> str:
    if due > c.TODAY:
        return chance.code((("AP", 45), ("CO", 55)))
    return chance.code((("VE", 24), ("AT", 46), ("SC", 14), ("CO", 14), ("AN", 2)))


def _action(chance: Chance, due: date, status: str) -> ActionItem:
    return ActionItem(
        id=chance.id(),
        text="Riferire sull’attuazione con dati aggregati",
        owner_force=chance.choice(FORCES),
        owner_office="SAN",
        informed_forces=tuple(sorted(FORCES)),
        due_on=due - timedelta(days=30),
        status={"AT": "FA", "VE": "VE", "AN": "AN", "AP": "DF"}.get(status, "IC"),
    )

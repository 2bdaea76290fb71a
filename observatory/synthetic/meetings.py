"""Synthetic meetings every four months, with decisions and actions that move from open to verified."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from observatory.codelists import FORCES
from observatory.meetings.meeting import ActionItem, AgendaItem, Attendance, Decision, Meeting
from observatory.synthetic import calibration as c
from observatory.synthetic.chance import Chance
from observatory.synthetic.story import Story

_MEETING_MONTHS = (2, 6, 10)
_MINUTED = timedelta(days=1)
_LONGEST_DELAY = timedelta(days=90)
_CLOSED = ("VE", "AT", "AN")
_ACTION_STATUS = {"AT": "FA", "VE": "VE", "AN": "AN"}
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


def meetings(chance: Chance) -> Iterator[Story[Meeting]]:
    """Meetings as minuted the day after, and again when the last of their decisions fell due."""
    number = 0
    for year in range(c.WINDOW.first.year + 4, c.TODAY.year + 1):
        for month in _MEETING_MONTHS:
            held = date(year, month, 10 + chance.randrange(15))
            if held < c.TODAY:
                number += 1
                yield _story(chance, _meeting(chance, number, held), held)


def _story(chance: Chance, minuted: Meeting, held: date) -> Story[Meeting]:
    due = [d.due_on for item in minuted.agenda for d in item.decisions if d.due_on]
    looked_at = min(max(due, default=held) + _LONGEST_DELAY, c.TODAY)
    agenda = tuple(
        replace(item, decisions=tuple(_followed_up(chance, d, looked_at) for d in item.decisions))
        for item in minuted.agenda
    )
    if looked_at <= held + _MINUTED or not due:
        return Story((minuted,), (held + _MINUTED,))
    return Story((minuted, replace(minuted, agenda=agenda)), (held + _MINUTED, looked_at))


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
    return Decision(
        id=chance.id(),
        kind=kind,
        element=element,
        text=_TEXTS[kind],
        forces=tuple(sorted(chance.sample(FORCES, chance.randint(2, 4)))),
        office=chance.code((("UCP", 30), ("SAN", 30), ("PER", 15), ("FOR", 15), ("SEG", 10))),
        due_on=due,
        status="AP",
        actions=tuple(_action(chance, due) for _ in range(chance.randint(1, 2))),
    )


def _action(chance: Chance, due: date) -> ActionItem:
    return ActionItem(
        id=chance.id(),
        text="Riferire sull’attuazione con dati aggregati",
        owner_force=chance.choice(FORCES),
        owner_office="SAN",
        informed_forces=tuple(sorted(FORCES)),
        due_on=due - timedelta(days=30),
        status="DF",
    )


def _followed_up(chance: Chance, decision: Decision, today: date) -> Decision:
    """The decision as it stands on that day: closed before it, overdue, or still under way."""
    due = decision.due_on or today
    closed = due + timedelta(days=chance.randint(-60, _LONGEST_DELAY.days))
    status = chance.code((("VE", 28), ("AT", 54), ("AN", 3), ("", 15)))
    if not status or closed > today:
        status = "SC" if due < today else "CO"
    is_closed = status in _CLOSED
    return replace(
        decision,
        status=status,
        closed_on=closed if is_closed else None,
        outcome="Riscontro delle forze acquisito agli atti" if is_closed else None,
        actions=tuple(replace(action, status=_ACTION_STATUS.get(status, "IC")) for action in decision.actions),
    )

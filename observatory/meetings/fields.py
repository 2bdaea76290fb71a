"""The fields of meetings and what they hold. The recipe for adding one stands in `observatory/fields.py`."""

from observatory.fields import Entity, Field, Kind
from observatory.meetings.meeting import ActionItem, AgendaItem, Attendance, Decision, Meeting
from observatory.terms import Term

_ATTENDANCE = Term("Presenza", "Attendance")
_ACTION = Term("Azione", "Action")
_DECISION = Term("Decisione", "Decision")
_AGENDA_ITEM = Term("Punto all’ordine del giorno", "Agenda item")
_MEETING = Term("Riunione", "Meeting")
_MINUTES = Term("Verbale", "Minutes")

ATTENDANCE = Entity(
    "attendance",
    Attendance,
    Term("Presenza", "Attendance"),
    Term("Presenze", "Attendance"),
    (
        Field(
            name="force",
            label=Term("Forza", "Force"),
            kind=Kind.CODE,
            codelist="force",
            section=_ATTENDANCE,
            required=True,
        ),
        Field(
            name="role",
            label=Term("Ruolo", "Role"),
            kind=Kind.CODE,
            codelist="attendance_role",
            section=_ATTENDANCE,
            required=True,
        ),
        Field(
            name="attendance",
            label=Term("Presenza", "Attendance"),
            kind=Kind.CODE,
            codelist="attendance",
            section=_ATTENDANCE,
            required=True,
        ),
    ),
    {},
    ("force", "role", "attendance"),
)

ACTION_ITEM = Entity(
    "action_item",
    ActionItem,
    Term("Azione", "Action"),
    Term("Azioni", "Actions"),
    (
        Field(
            name="text",
            label=Term("Azione", "Action"),
            kind=Kind.TEXT,
            section=_ACTION,
            required=True,
            longest=500,
        ),
        Field(
            name="owner_force",
            label=Term("Forza responsabile", "Owner force"),
            kind=Kind.CODE,
            codelist="force",
            section=_ACTION,
            required=True,
        ),
        Field(
            name="owner_office",
            label=Term("Ufficio responsabile", "Owner office"),
            kind=Kind.CODE,
            codelist="office",
            section=_ACTION,
        ),
        Field(
            name="informed_forces",
            label=Term("Forze informate", "Informed forces"),
            kind=Kind.CODES,
            codelist="force",
            section=_ACTION,
        ),
        Field(
            name="due_on",
            label=Term("Scadenza", "Due date"),
            kind=Kind.DATE,
            may_be_future=True,
            section=_ACTION,
        ),
        Field(
            name="status",
            label=Term("Stato", "Status"),
            kind=Kind.CODE,
            codelist="action_status",
            section=_ACTION,
            required=True,
        ),
    ),
    {},
    ("text", "owner_force", "due_on", "status"),
)

DECISION = Entity(
    "decision",
    Decision,
    Term("Decisione", "Decision"),
    Term("Decisioni", "Decisions"),
    (
        Field(
            name="kind",
            label=Term("Tipo di decisione", "Decision type"),
            kind=Kind.CODE,
            codelist="decision_type",
            section=_DECISION,
            required=True,
        ),
        Field(
            name="element",
            label=Term("Elemento di prevenzione", "Prevention element"),
            kind=Kind.CODE,
            codelist="element",
            section=_DECISION,
            required=True,
        ),
        Field(
            name="text",
            label=Term("Testo", "Text"),
            kind=Kind.TEXT,
            section=_DECISION,
            required=True,
            longest=1000,
        ),
        Field(
            name="forces",
            label=Term("Forze destinatarie", "Addressed forces"),
            kind=Kind.CODES,
            codelist="force",
            section=_DECISION,
        ),
        Field(
            name="office",
            label=Term("Ufficio responsabile", "Responsible office"),
            kind=Kind.CODE,
            codelist="office",
            section=_DECISION,
        ),
        Field(
            name="due_on",
            label=Term("Scadenza", "Due date"),
            kind=Kind.DATE,
            may_be_future=True,
            section=_DECISION,
        ),
        Field(
            name="status",
            label=Term("Stato", "Status"),
            kind=Kind.CODE,
            codelist="decision_status",
            section=_DECISION,
            required=True,
        ),
        Field(
            name="closed_on",
            label=Term("Chiusa il", "Closed on"),
            kind=Kind.DATE,
            section=_DECISION,
        ),
        Field(
            name="outcome",
            label=Term("Esito", "Outcome"),
            kind=Kind.TEXT,
            section=_DECISION,
            longest=500,
        ),
    ),
    {"actions": ACTION_ITEM},
    ("kind", "element", "text", "due_on", "status"),
)

AGENDA_ITEM = Entity(
    "agenda_item",
    AgendaItem,
    Term("Punto all’ordine del giorno", "Agenda item"),
    Term("Ordine del giorno", "Agenda"),
    (
        Field(
            name="position",
            label=Term("Numero", "Number"),
            kind=Kind.INTEGER,
            section=_AGENDA_ITEM,
            required=True,
            minimum=1,
            maximum=99,
        ),
        Field(
            name="kind",
            label=Term("Natura", "Kind"),
            kind=Kind.CODE,
            codelist="agenda_kind",
            section=_AGENDA_ITEM,
            required=True,
        ),
        Field(
            name="theme",
            label=Term("Tema", "Theme"),
            kind=Kind.CODE,
            codelist="theme",
            section=_AGENDA_ITEM,
            required=True,
        ),
        Field(
            name="summary",
            label=Term("Sintesi", "Summary"),
            kind=Kind.TEXT,
            section=_AGENDA_ITEM,
            longest=1000,
        ),
        Field(
            name="reference",
            label=Term("Sintesi statistica collegata", "Related statistical summary"),
            kind=Kind.TEXT,
            section=_AGENDA_ITEM,
        ),
    ),
    {"decisions": DECISION},
    ("position", "kind", "theme", "summary"),
)

MEETING = Entity(
    "meeting",
    Meeting,
    Term("Riunione", "Meeting"),
    Term("Riunioni", "Meetings"),
    (
        Field(
            name="number",
            label=Term("Numero", "Number"),
            brief=Term("N.", "No."),
            kind=Kind.INTEGER,
            section=_MEETING,
            minimum=1,
            maximum=9999,
        ),
        Field(
            name="kind",
            label=Term("Tipo di riunione", "Meeting type"),
            brief=Term("Tipo", "Type"),
            kind=Kind.CODE,
            codelist="meeting_type",
            section=_MEETING,
            required=True,
        ),
        Field(
            name="held_on",
            label=Term("Data", "Date"),
            kind=Kind.DATE,
            may_be_future=True,
            section=_MEETING,
            required=True,
        ),
        Field(
            name="seat",
            label=Term("Sede", "Seat"),
            kind=Kind.CODE,
            codelist="meeting_seat",
            section=_MEETING,
            required=True,
        ),
        Field(
            name="forces",
            label=Term("Forze presenti", "Forces present"),
            brief=Term("Forze", "Forces"),
            kind=Kind.CODES,
            codelist="force",
            section=_MEETING,
            required=True,
        ),
        Field(
            name="chair_office",
            label=Term("Ufficio che presiede", "Chairing office"),
            kind=Kind.CODE,
            codelist="office",
            section=_MEETING,
        ),
        Field(
            name="reference",
            label=Term("Documento di riferimento", "Reference document"),
            kind=Kind.TEXT,
            section=_MEETING,
        ),
        Field(
            name="minutes",
            label=Term("Verbale (sintesi)", "Minutes (summary)"),
            kind=Kind.NARRATIVE,
            section=_MINUTES,
            longest=4000,
        ),
    ),
    {"attendance": ATTENDANCE, "agenda": AGENDA_ITEM},
    ("held_on", "number", "kind", "seat", "forces"),
    ("kind", "number", "held_on"),
)

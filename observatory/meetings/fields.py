"""The fields of meetings and what they hold. The recipe for adding one stands in `observatory/fields.py`."""

from observatory.fields import Entity, Field, Kind
from observatory.meetings.agenda_fields import AGENDA_ITEM
from observatory.meetings.meeting import Attendance, Meeting, MinutesStep
from observatory.terms import Term

_ATTENDANCE = Term("Presenza", "Attendance")
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

MINUTES_STEP = Entity(
    "minutes_step",
    MinutesStep,
    Term("Passaggio del verbale", "Step of the minutes"),
    Term("Passaggi del verbale", "Steps of the minutes"),
    (
        Field(
            name="number",
            label=Term("Numero", "Number"),
            kind=Kind.INTEGER,
            section=_MINUTES,
            required=True,
            minimum=1,
            maximum=99,
        ),
        Field(
            name="status",
            label=Term("Stato", "Status"),
            kind=Kind.CODE,
            codelist="minutes_status",
            section=_MINUTES,
            required=True,
        ),
        Field(
            name="taken_on",
            label=Term("Data", "Date"),
            kind=Kind.DATE,
            section=_MINUTES,
            required=True,
        ),
        Field(
            name="digest",
            label=Term("Impronta del testo", "Digest of the text"),
            kind=Kind.TEXT,
            section=_MINUTES,
            automatic=True,
        ),
        Field(
            name="reason",
            label=Term("Motivo", "Reason"),
            kind=Kind.TEXT,
            section=_MINUTES,
            longest=300,
        ),
    ),
    {},
    ("number", "status", "taken_on", "reason"),
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
            name="series",
            label=Term("Serie di riunioni", "Series of meetings"),
            brief=Term("Serie", "Series"),
            kind=Kind.TEXT,
            section=_MEETING,
            longest=60,
            hint=Term(
                "Vuota: le riunioni dello stesso tipo formano una serie.",
                "Empty: meetings of the same type form a series.",
            ),
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
        ),
        Field(
            name="quorum",
            label=Term("Numero legale (forze)", "Quorum (forces)"),
            kind=Kind.INTEGER,
            section=_MEETING,
            automatic=True,
            minimum=1,
            maximum=4,
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
        Field(
            name="minutes_status",
            label=Term("Stato del verbale", "Status of the minutes"),
            kind=Kind.CODE,
            codelist="minutes_status",
            section=_MINUTES,
            automatic=True,
        ),
    ),
    {"attendance": ATTENDANCE, "agenda": AGENDA_ITEM, "minutes_steps": MINUTES_STEP},
    ("held_on", "number", "kind", "seat", "forces"),
    ("kind", "number", "held_on"),
    ("minutes_steps",),
)

"""The fields of recommendations. The recipe for adding one stands in `observatory/fields.py`."""

from observatory.fields import Entity, Field, Kind
from observatory.recommendations.recommendation import ForceResponse, Recommendation, ResponseStep
from observatory.terms import Term

_RECOMMENDATION = Term("Raccomandazione", "Recommendation")
_ORIGIN = Term("Origine", "Origin")
_RESPONSE = Term("Risposta", "Response")
_STEP = Term("Passaggio", "Step")

RESPONSE_STEP = Entity(
    "response_step",
    ResponseStep,
    Term("Passaggio", "Step"),
    Term("Passaggi", "Steps"),
    (
        Field(
            name="state",
            label=Term("Stato", "State"),
            kind=Kind.CODE,
            codelist="response_state",
            section=_STEP,
            required=True,
        ),
        Field(
            name="taken_on",
            label=Term("Data", "Date"),
            kind=Kind.DATE,
            section=_STEP,
            required=True,
        ),
        Field(
            name="force",
            label=Term("Forza che agisce", "Acting force"),
            kind=Kind.CODE,
            codelist="force",
            section=_STEP,
            hint=Term("Vuoto: la segreteria", "Empty: the secretariat"),
        ),
        Field(
            name="reason",
            label=Term("Motivo", "Reason"),
            kind=Kind.TEXT,
            section=_STEP,
            longest=500,
        ),
        Field(
            name="evidence",
            label=Term("Evidenza", "Evidence"),
            kind=Kind.TEXT,
            section=_STEP,
            longest=500,
        ),
        Field(
            name="decision_id",
            label=Term("Decisione", "Decision"),
            kind=Kind.TEXT,
            section=_STEP,
            automatic=True,
        ),
    ),
    {},
    (
        "state",
        "taken_on",
        "force",
        "reason",
    ),
)

FORCE_RESPONSE = Entity(
    "force_response",
    ForceResponse,
    Term("Risposta", "Response"),
    Term("Risposte delle Forze", "Responses of the forces"),
    (
        Field(
            name="force",
            label=Term("Forza destinataria", "Addressed force"),
            kind=Kind.CODE,
            codelist="force",
            section=_RESPONSE,
            required=True,
        ),
        Field(
            name="state",
            label=Term("Stato", "State"),
            kind=Kind.CODE,
            codelist="response_state",
            section=_RESPONSE,
            required=True,
            automatic=True,
        ),
        Field(
            name="sent_on",
            label=Term("Trasmessa il", "Sent on"),
            kind=Kind.DATE,
            section=_RESPONSE,
        ),
        Field(
            name="answer_due_on",
            label=Term("Risposta entro il", "Answer due on"),
            kind=Kind.DATE,
            section=_RESPONSE,
            may_be_future=True,
        ),
        Field(
            name="go_live_on",
            label=Term("In vigore dal", "Go-live on"),
            kind=Kind.DATE,
            section=_RESPONSE,
            may_be_future=True,
        ),
        Field(
            name="share_reached",
            label=Term("Quota raggiunta (%)", "Share reached (%)"),
            kind=Kind.INTEGER,
            section=_RESPONSE,
            maximum=100,
        ),
        Field(
            name="evidence",
            label=Term("Evidenza", "Evidence"),
            kind=Kind.TEXT,
            section=_RESPONSE,
            longest=500,
        ),
    ),
    {"steps": RESPONSE_STEP},
    (
        "force",
        "state",
        "answer_due_on",
        "share_reached",
    ),
    acted=("steps",),
)

RECOMMENDATION = Entity(
    "recommendation",
    Recommendation,
    Term("Raccomandazione", "Recommendation"),
    Term("Raccomandazioni", "Recommendations"),
    (
        Field(
            name="code",
            label=Term("Codice", "Code"),
            kind=Kind.TEXT,
            section=_RECOMMENDATION,
            automatic=True,
            longest=20,
        ),
        Field(
            name="title",
            label=Term("Titolo", "Title"),
            kind=Kind.TEXT,
            section=_RECOMMENDATION,
            required=True,
        ),
        Field(
            name="instrument",
            label=Term("Strumento", "Instrument"),
            kind=Kind.CODE,
            codelist="instrument",
            section=_RECOMMENDATION,
            required=True,
        ),
        Field(
            name="problem",
            label=Term("Problema (dati aggregati)", "Problem (aggregate evidence)"),
            kind=Kind.TEXT,
            section=_RECOMMENDATION,
            longest=1000,
        ),
        Field(
            name="text",
            label=Term("Testo", "Text"),
            kind=Kind.TEXT,
            section=_RECOMMENDATION,
            required=True,
            longest=1000,
        ),
        Field(
            name="strength",
            label=Term("Forza della misura", "Strength of the measure"),
            kind=Kind.CODE,
            codelist="recommendation_strength",
            section=_RECOMMENDATION,
            brief=Term("Livello", "Strength"),
            required=True,
        ),
        Field(
            name="priority",
            label=Term("Priorità", "Priority"),
            kind=Kind.CODE,
            codelist="priority",
            section=_RECOMMENDATION,
            required=True,
        ),
        Field(
            name="element",
            label=Term("Elemento di prevenzione", "Prevention element"),
            kind=Kind.CODE,
            codelist="element",
            section=_RECOMMENDATION,
        ),
        Field(
            name="status",
            label=Term("Stato", "Status"),
            kind=Kind.CODE,
            codelist="recommendation_status",
            section=_RECOMMENDATION,
            required=True,
        ),
        Field(
            name="issued_on",
            label=Term("Deliberata il", "Issued on"),
            kind=Kind.DATE,
            section=_ORIGIN,
            brief=Term("Data", "Date"),
        ),
        Field(
            name="meeting_id",
            label=Term("Riunione che l’ha deliberata", "Meeting that issued it"),
            kind=Kind.REFERENCE,
            entity="meeting",
            section=_ORIGIN,
        ),
        Field(
            name="decision_id",
            label=Term("Decisione", "Decision"),
            kind=Kind.TEXT,
            section=_ORIGIN,
            automatic=True,
        ),
        Field(
            name="procedure_id",
            label=Term("Documento condiviso", "Shared instrument"),
            kind=Kind.REFERENCE,
            entity="procedure",
            section=_ORIGIN,
        ),
        Field(
            name="supersedes",
            label=Term("Sostituisce", "Supersedes"),
            kind=Kind.REFERENCE,
            entity="recommendation",
            section=_ORIGIN,
        ),
    ),
    {"responses": FORCE_RESPONSE},
    (
        "issued_on",
        "code",
        "title",
        "instrument",
        "strength",
        "priority",
        "status",
    ),
    (
        "code",
        "title",
    ),
)

"""The fields of indicators. The recipe for adding one stands in `observatory/fields.py`."""

from observatory.evaluation.indicator import Indicator, Measurement
from observatory.fields import Entity, Field, Kind
from observatory.terms import Term

_INDICATOR = Term("Indicatore", "Indicator")
_PLAN = Term("Programma", "Plan")
_VERDICT = Term("Giudizio", "Verdict")
_MEASUREMENT = Term("Misura", "Measurement")

MEASUREMENT = Entity(
    "measurement",
    Measurement,
    Term("Misura", "Measurement"),
    Term("Misure", "Measurements"),
    (
        Field(
            name="quarter",
            label=Term("Trimestre", "Quarter"),
            kind=Kind.QUARTER,
            section=_MEASUREMENT,
            required=True,
        ),
        Field(
            name="events",
            label=Term("Eventi", "Events"),
            kind=Kind.INTEGER,
            section=_MEASUREMENT,
        ),
        Field(
            name="exposure",
            label=Term("Denominatore", "Denominator"),
            kind=Kind.INTEGER,
            section=_MEASUREMENT,
            maximum=100_000_000,
        ),
        Field(
            name="fidelity",
            label=Term("Fedeltà (1–5)", "Fidelity (1–5)"),
            kind=Kind.INTEGER,
            section=_MEASUREMENT,
            minimum=1,
            maximum=5,
        ),
        Field(
            name="status",
            label=Term("Stato del dato", "Data status"),
            kind=Kind.CODE,
            codelist="strength_status",
            section=_MEASUREMENT,
            required=True,
        ),
    ),
    {},
    (
        "quarter",
        "events",
        "exposure",
        "fidelity",
        "status",
    ),
)

INDICATOR = Entity(
    "indicator",
    Indicator,
    Term("Indicatore", "Indicator"),
    Term("Indicatori", "Indicators"),
    (
        Field(
            name="recommendation_id",
            label=Term("Raccomandazione", "Recommendation"),
            kind=Kind.REFERENCE,
            entity="recommendation",
            section=_INDICATOR,
            required=True,
        ),
        Field(
            name="force",
            label=Term("Forza", "Force"),
            kind=Kind.CODE,
            codelist="force",
            section=_INDICATOR,
            hint=Term("Vuoto: tutte le destinatarie", "Empty: all addressed forces"),
        ),
        Field(
            name="kind",
            label=Term("Tipo di indicatore", "Kind of indicator"),
            kind=Kind.CODE,
            codelist="indicator_kind",
            section=_INDICATOR,
            brief=Term("Tipo", "Kind"),
            required=True,
        ),
        Field(
            name="name",
            label=Term("Nome", "Name"),
            kind=Kind.TEXT,
            section=_INDICATOR,
            required=True,
        ),
        Field(
            name="numerator",
            label=Term("Numeratore", "Numerator"),
            kind=Kind.TEXT,
            section=_INDICATOR,
        ),
        Field(
            name="denominator",
            label=Term("Denominatore", "Denominator"),
            kind=Kind.TEXT,
            section=_INDICATOR,
        ),
        Field(
            name="direction",
            label=Term("Andamento atteso", "Expected direction"),
            kind=Kind.CODE,
            codelist="expected_direction",
            section=_INDICATOR,
            required=True,
        ),
        Field(
            name="fixed_on",
            label=Term("Fissato il", "Fixed on"),
            kind=Kind.DATE,
            section=_PLAN,
            required=True,
        ),
        Field(
            name="go_live_on",
            label=Term("In vigore dal", "Go-live on"),
            kind=Kind.DATE,
            section=_PLAN,
            may_be_future=True,
        ),
        Field(
            name="baseline_since",
            label=Term("Periodo di base dal", "Baseline since"),
            kind=Kind.QUARTER,
            section=_PLAN,
        ),
        Field(
            name="baseline_until",
            label=Term("Periodo di base fino al", "Baseline until"),
            kind=Kind.QUARTER,
            section=_PLAN,
        ),
        Field(
            name="review_on",
            label=Term("Da rivedere il", "Review on"),
            kind=Kind.DATE,
            section=_PLAN,
            may_be_future=True,
        ),
        Field(
            name="verdict",
            label=Term("Giudizio", "Verdict"),
            kind=Kind.CODE,
            codelist="verdict",
            section=_VERDICT,
        ),
        Field(
            name="verdict_on",
            label=Term("Giudizio del", "Verdict on"),
            kind=Kind.DATE,
            section=_VERDICT,
        ),
        Field(
            name="confidence",
            label=Term("Fiducia nel giudizio", "Confidence in the verdict"),
            kind=Kind.CODE,
            codelist="confidence",
            section=_VERDICT,
        ),
        Field(
            name="verdict_text",
            label=Term("Motivazione", "Grounds"),
            kind=Kind.TEXT,
            section=_VERDICT,
            longest=500,
        ),
    ),
    {"measurements": MEASUREMENT},
    (
        "fixed_on",
        "name",
        "kind",
        "force",
        "direction",
        "verdict",
    ),
    (
        "name",
        "force",
    ),
)

"""The tables of the chain: links, recommendations, procedures, indicators and signals."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, MetaData, String, Table

METADATA = MetaData()
"""Of all tables; the others stand in `db/schema.py`."""


CASE_LINK = Table(
    "case_link",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("case_a", String),
    Column("case_b", String),
    Column("kind", String),
    Column("basis", String),
    Column("force", String),
    Column("decided_on", Date),
    Column("note", String),
    Column("status", String),
    Column("revoked_on", Date),
    Column("revoked_reason", String),
)

RECOMMENDATION = Table(
    "recommendation",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("code", String),
    Column("title", String),
    Column("instrument", String),
    Column("problem", String),
    Column("text", String),
    Column("strength", String),
    Column("priority", String),
    Column("element", String),
    Column("status", String),
    Column("issued_on", Date),
    Column("meeting_id", String),
    Column("decision_id", String),
    Column("procedure_id", String),
    Column("supersedes", String),
)

FORCE_RESPONSE = Table(
    "force_response",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("parent_id", String(36), ForeignKey("recommendation.id", ondelete="CASCADE"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("force", String),
    Column("state", String),
    Column("sent_on", Date),
    Column("answer_due_on", Date),
    Column("go_live_on", Date),
    Column("share_reached", Integer),
    Column("evidence", String),
    Index("force_response_by_parent", "parent_id", "place"),
)

RESPONSE_STEP = Table(
    "response_step",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("parent_id", String(36), ForeignKey("force_response.id", ondelete="CASCADE"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("state", String),
    Column("taken_on", Date),
    Column("force", String),
    Column("reason", String),
    Column("evidence", String),
    Column("decision_id", String),
    Index("response_step_by_parent", "parent_id", "place"),
)

PROCEDURE = Table(
    "procedure",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("kind", String),
    Column("title", String),
    Column("forces", String),
    Column("adopted_on", Date),
    Column("status", String),
)

PROCEDURE_VERSION = Table(
    "procedure_version",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("parent_id", String(36), ForeignKey("procedure.id", ondelete="CASCADE"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("number", Integer),
    Column("adopted_on", Date),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("summary", String),
    Column("reference", String),
    Column("decision_id", String),
    Index("procedure_version_by_parent", "parent_id", "place"),
)

INDICATOR = Table(
    "indicator",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("recommendation_id", String),
    Column("force", String),
    Column("kind", String),
    Column("name", String),
    Column("numerator", String),
    Column("denominator", String),
    Column("direction", String),
    Column("fixed_on", Date),
    Column("go_live_on", Date),
    Column("baseline_since", String),
    Column("baseline_until", String),
    Column("review_on", Date),
    Column("verdict", String),
    Column("verdict_on", Date),
    Column("confidence", String),
    Column("verdict_text", String),
)

MEASUREMENT = Table(
    "measurement",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("parent_id", String(36), ForeignKey("indicator.id", ondelete="CASCADE"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("quarter", String),
    Column("events", Integer),
    Column("exposure", Integer),
    Column("fidelity", Integer),
    Column("status", String),
    Index("measurement_by_parent", "parent_id", "place"),
)

SIGNAL = Table(
    "signal",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("method", String),
    Column("force", String),
    Column("event_group", String),
    Column("period", String),
    Column("month", String),
    Column("as_of", Date),
    Column("observed", Integer),
    Column("expected_hundredths", Integer),
    Column("p_value_millionths", Integer),
    Column("threshold", String),
    Column("power_note", String),
    Column("outcome", String),
    Column("data_check", String),
    Column("data_check_on", Date),
    Column("definition", String),
    Column("definition_on", Date),
    Column("report", String),
    Column("report_on", Date),
    Column("decision_id", String),
)

Index("case_link_by_day", CASE_LINK.c.decided_on, CASE_LINK.c.id)
Index("case_link_by_status", CASE_LINK.c.status, CASE_LINK.c.kind, CASE_LINK.c.decided_on)
Index("case_link_by_kind", CASE_LINK.c.kind, CASE_LINK.c.status, CASE_LINK.c.decided_on)
Index("case_link_of_a", CASE_LINK.c.case_a)
Index("case_link_of_b", CASE_LINK.c.case_b)
Index("recommendation_by_day", RECOMMENDATION.c.issued_on, RECOMMENDATION.c.id)
Index("recommendation_by_status", RECOMMENDATION.c.status, RECOMMENDATION.c.issued_on)
Index("procedure_by_day", PROCEDURE.c.adopted_on, PROCEDURE.c.id)
Index("procedure_by_kind", PROCEDURE.c.kind, PROCEDURE.c.status)
Index("procedure_by_status", PROCEDURE.c.status, PROCEDURE.c.adopted_on)
Index("indicator_by_day", INDICATOR.c.fixed_on, INDICATOR.c.id)
Index("indicator_by_verdict", INDICATOR.c.verdict, INDICATOR.c.review_on)
Index("indicator_of_recommendation", INDICATOR.c.recommendation_id)
Index("signal_by_period", SIGNAL.c.period, SIGNAL.c.id)
Index("signal_by_outcome", SIGNAL.c.outcome, SIGNAL.c.period)

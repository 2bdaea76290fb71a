"""The tables of a store.

To add a field: 1. its attribute and `Field` (see `observatory/fields.py`); 2. its column here; 3. a migration in
`db/migrations/versions`. Tests compare all three.

Columns carry the fields' names. Codes and months are text, several codes one text joined by spaces, narratives sealed
bytes. Child records hang on their parent and keep their place. `revision`, `release` and the log's two tables only ever
grow. `key_file` holds one row: which key file belongs to this database.
"""

from sqlalchemy import Column, Date, DateTime, ForeignKey, Index, Integer, LargeBinary, String, Table

from db import schema_chain

METADATA = schema_chain.METADATA

ANSWERS = (
    "event_type",
    "month",
    "precision",
    "force",
    "macro_region",
    "status",
    "status_date",
    "outcome",
    "sex",
    "age_band",
    "rank_category",
    "position",
    "on_duty",
    "place",
    "homicide_suicide",
    "prior_firearm_measure",
    "prior_attempts",
    "service_contact",
    "method",
    "firearm_ownership",
)
"""The answers that the count of incomplete cases looks at: the mandatory ones."""

CASE = Table(
    "case",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("event_type", String),
    Column("month", String),
    Column("precision", String),
    Column("force", String),
    Column("macro_region", String),
    Column("region", String),
    Column("status", String),
    Column("status_date", Date),
    Column("outcome", String),
    Column("time_band", String),
    Column("person_code", String),
    Column("sex", String),
    Column("age_band", String),
    Column("partnership", String),
    Column("rank_category", String),
    Column("career", String),
    Column("position", String),
    Column("seniority", String),
    Column("assignment", String),
    Column("on_duty", String),
    Column("place", String),
    Column("method", String),
    Column("icd10", String),
    Column("firearm_ownership", String),
    Column("homicide_suicide", String),
    Column("note_left", String),
    Column("exposed_colleagues", String),
    Column("prior_firearm_measure", String),
    Column("prior_attempts", String),
    Column("service_contact", String),
    Column("intent_disclosed", String),
    Column("disclosed_to", String),
    Column("ideation_level", String),
    Column("note", LargeBinary),
    Column("status_basis", String),
    Column("status_authority", String),
    Column("known_on", Date),
)

CIRCUMSTANCE = Table(
    "circumstance",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("parent_id", String(36), ForeignKey("case.id", ondelete="CASCADE"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("circumstance", String),
    Column("value", String),
    Column("crisis", String),
    Column("evidence", String),
    Index("circumstance_by_parent", "parent_id", "place"),
)

SOURCE = Table(
    "source",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("parent_id", String(36), ForeignKey("case.id", ondelete="CASCADE"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("source", String),
    Column("received_on", Date),
    Column("declared_status", String),
    Column("agreement", String),
    Column("reconciliation", String),
    Index("source_by_parent", "parent_id", "place"),
)

INTERVENTION = Table(
    "intervention",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("kind", String),
    Column("scope", String),
    Column("force", String),
    Column("start", String),
    Column("end", String),
    Column("outcome", String),
    Column("element", String),
    Column("macro_region", String),
    Column("mode", String),
    Column("participants", String),
    Column("case_id", String),
    Column("person_code", String),
    Column("days_from_signal", Integer),
    Column("firearm_measure", String),
    Column("legal_basis", String),
    Column("firearm_days", Integer),
    Column("extended", String),
    Column("concurrent_support", String),
    Column("duty_after", String),
    Column("firearm_outcome", String),
    Column("postvention_delay", String),
    Column("postvention_recipients", String),
    Column("coverage", String),
    Column("note", LargeBinary),
)

FOLLOW_UP = Table(
    "follow_up",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("parent_id", String(36), ForeignKey("intervention.id", ondelete="CASCADE"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("due", String),
    Column("due_month", String),
    Column("done", String),
    Column("contact", String),
    Column("return_to_duty", String),
    Index("follow_up_by_parent", "parent_id", "place"),
)

MEETING = Table(
    "meeting",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("number", Integer),
    Column("kind", String),
    Column("series", String),
    Column("held_on", Date),
    Column("seat", String),
    Column("forces", String),
    Column("quorum", Integer),
    Column("chair_office", String),
    Column("reference", String),
    Column("minutes", LargeBinary),
    Column("minutes_status", String),
)

ATTENDANCE = Table(
    "attendance",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("parent_id", String(36), ForeignKey("meeting.id", ondelete="CASCADE"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("force", String),
    Column("role", String),
    Column("attendance", String),
    Index("attendance_by_parent", "parent_id", "place"),
)

AGENDA_ITEM = Table(
    "agenda_item",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("parent_id", String(36), ForeignKey("meeting.id", ondelete="CASCADE"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("position", Integer),
    Column("kind", String),
    Column("theme", String),
    Column("summary", String),
    Column("reference", String),
    Column("source", String),
    Column("carried_from", String),
    Column("origin_id", String),
    Column("signal_id", String),
    Column("recommendation_id", String),
    Column("procedure_id", String),
    Column("outcome", String),
    Column("outcome_reason", String),
    Index("agenda_item_by_parent", "parent_id", "place"),
)

DECISION = Table(
    "decision",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("parent_id", String(36), ForeignKey("agenda_item.id", ondelete="CASCADE"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("kind", String),
    Column("element", String),
    Column("text", String),
    Column("forces", String),
    Column("office", String),
    Column("due_on", Date),
    Column("status", String),
    Column("closed_on", Date),
    Column("outcome", String),
    Column("adopted", String),
    Column("dissent", String),
    Column("dissent_reason", String),
    Index("decision_by_parent", "parent_id", "place"),
)

ACTION_ITEM = Table(
    "action_item",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("parent_id", String(36), ForeignKey("decision.id", ondelete="CASCADE"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("text", String),
    Column("owner_force", String),
    Column("owner_office", String),
    Column("informed_forces", String),
    Column("due_on", Date),
    Column("status", String),
    Column("postponed_to", Date),
    Column("done_on", Date),
    Column("evidence", String),
    Column("decision_id", String),
    Index("action_item_by_parent", "parent_id", "place"),
)

MINUTES_STEP = Table(
    "minutes_step",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("parent_id", String(36), ForeignKey("meeting.id", ondelete="CASCADE"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("number", Integer),
    Column("status", String),
    Column("taken_on", Date),
    Column("digest", String),
    Column("reason", String),
    Index("minutes_step_by_parent", "parent_id", "place"),
)

STRENGTH = Table(
    "strength",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("force", String),
    Column("quarter", String),
    Column("mean_present", Integer),
    Column("definition", String),
    Column("source", String),
    Column("vintage", Date),
    Column("status", String),
    Column("sex", String),
    Column("age_band", String),
    Column("rank_category", String),
    Column("macro_region", String),
)

REVISION = Table(
    "revision",
    METADATA,
    Column("sequence", Integer, primary_key=True),
    Column("entity", String, nullable=False),
    Column("record_id", String(36), nullable=False),
    Column("version", Integer, nullable=False),
    Column("as_of", Date, nullable=False),
    Column("recorded_at", DateTime, nullable=False),
    Column("role", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("changed", String, nullable=False),
    Column("snapshot", String, nullable=False),
    Column("narratives", LargeBinary),
    Index("revision_of_record", "entity", "record_id", "version", unique=True),
    Index("revision_by_day", "entity", "as_of", "sequence"),
    Index("revision_by_vintage", "entity", "record_id", "as_of", "version"),
)

DRAFT = Table(
    "draft",
    METADATA,
    Column("member", String(36), primary_key=True),
    Column("key", String, primary_key=True),
    Column("entity", String, nullable=False),
    Column("record_id", String(36), nullable=False),
    Column("version", Integer, nullable=False),
    Column("typed", LargeBinary, nullable=False),
    Column("saved_at", DateTime, nullable=False),
    Index("draft_by_entity", "member", "entity"),
)

IMPORTED_ROW = Table(
    "imported_row",
    METADATA,
    Column("register", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("digest", String, nullable=False),
    Column("record_id", String(36), nullable=False),
)

RELEASE = Table(
    "release",
    METADATA,
    Column("sequence", Integer, primary_key=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("period", String, nullable=False),
    Column("audience", String, nullable=False),
    Column("as_of", Date, nullable=False),
    Column("issue", Integer, nullable=False),
    Column("made_at", DateTime, nullable=False),
    Column("digest", String, nullable=False),
    Column("tables", String, nullable=False),
)

PROPOSAL = Table(
    "proposal",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("matter", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("prepared_by", String(36), nullable=False),
    Column("prepared_force", String, nullable=False),
    Column("prepared_at", String, nullable=False),
    Column("prepared_signature", LargeBinary, nullable=False),
    Column("confirmed_by", String(36)),
    Column("confirmed_force", String),
    Column("confirmed_at", String),
    Column("confirmed_signature", LargeBinary),
    Column("withdrawn_at", String),
    Column("done_at", String),
)

KEY_FILE = Table(
    "key_file",
    METADATA,
    Column("sequence", Integer, primary_key=True),
    Column("digest", String, nullable=False),
)

SETTING = Table(
    "setting",
    METADATA,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)

AUDIT_ENTRY = Table(
    "audit_entry",
    METADATA,
    Column("sequence", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("member", String(36), nullable=False),
    Column("role", String, nullable=False),
    Column("act", String, nullable=False),
    Column("object", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("fields", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("previous", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Index("audit_entry_by_act", "act", "sequence"),
)

AUDIT_CHECKPOINT = Table(
    "audit_checkpoint",
    METADATA,
    Column("size", Integer, primary_key=True),
    Column("root", LargeBinary, nullable=False),
    Column("peaks", LargeBinary, nullable=False),
    Column("at", String, nullable=False),
    Column("member", String(36), nullable=False),
    Column("signature", LargeBinary, nullable=False),
)

# A list's counts and the vintages read an index alone: encrypted pages are what costs. A test asks SQLite's query plan.
Index("case_by_month", CASE.c.month, CASE.c.id)
Index("case_by_status", CASE.c.status, CASE.c.status_date, CASE.c.event_type, CASE.c.force, CASE.c.month)
Index("case_by_type", CASE.c.event_type, CASE.c.force, CASE.c.month, CASE.c.status)
Index("case_by_force", CASE.c.force, CASE.c.month, CASE.c.event_type, CASE.c.status)
Index("case_by_person_code", CASE.c.person_code)
Index("case_by_answers", CASE.c.month, CASE.c.id, *(CASE.c[name] for name in ANSWERS if name != "month"))
Index("intervention_by_start", INTERVENTION.c.start, INTERVENTION.c.id)
Index("intervention_by_kind", INTERVENTION.c.kind, INTERVENTION.c.force, INTERVENTION.c.start, INTERVENTION.c.outcome)
Index("intervention_by_outcome", INTERVENTION.c.outcome, INTERVENTION.c.start)
Index("intervention_by_scope", INTERVENTION.c.scope, INTERVENTION.c.start)
Index("intervention_of_case", INTERVENTION.c.case_id)
Index("meeting_by_day", MEETING.c.held_on, MEETING.c.id)
Index("meeting_by_kind", MEETING.c.kind, MEETING.c.held_on)
Index("strength_by_quarter", STRENGTH.c.quarter, STRENGTH.c.force, STRENGTH.c.id)
Index("strength_by_status", STRENGTH.c.status, STRENGTH.c.quarter)
Index("strength_by_breakdown", STRENGTH.c.sex, STRENGTH.c.age_band, STRENGTH.c.rank_category, STRENGTH.c.macro_region)

APPEND_ONLY = ("revision", "release", "audit_entry", "audit_checkpoint")
"""Tables in which triggers refuse every UPDATE and DELETE."""

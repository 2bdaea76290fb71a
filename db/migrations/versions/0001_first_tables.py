"""The first tables: records, their history, drafts, imports, releases, settings."""

from alembic import op

revision = "0001"
down_revision = None

_STATEMENTS = (
    """
    CREATE TABLE "case" (
        id VARCHAR(36) NOT NULL,
        version INTEGER NOT NULL,
        event_type VARCHAR,
        month VARCHAR,
        precision VARCHAR,
        force VARCHAR,
        macro_region VARCHAR,
        region VARCHAR,
        status VARCHAR,
        status_date DATE,
        outcome VARCHAR,
        time_band VARCHAR,
        person_code VARCHAR,
        sex VARCHAR,
        age_band VARCHAR,
        partnership VARCHAR,
        rank_category VARCHAR,
        career VARCHAR,
        position VARCHAR,
        seniority VARCHAR,
        assignment VARCHAR,
        on_duty VARCHAR,
        place VARCHAR,
        method VARCHAR,
        icd10 VARCHAR,
        firearm_ownership VARCHAR,
        homicide_suicide VARCHAR,
        note_left VARCHAR,
        exposed_colleagues VARCHAR,
        prior_firearm_measure VARCHAR,
        prior_attempts VARCHAR,
        service_contact VARCHAR,
        intent_disclosed VARCHAR,
        disclosed_to VARCHAR,
        ideation_level VARCHAR,
        note BLOB,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE INDEX case_by_answers ON "case" (
        event_type, month, precision, force, macro_region, status, status_date, outcome, sex, age_band,
        rank_category, position, on_duty, place, homicide_suicide, prior_firearm_measure, prior_attempts,
        service_contact, method, firearm_ownership
    )
    """,
    """
    CREATE INDEX case_by_force ON "case" (force, month, event_type, status)
    """,
    """
    CREATE INDEX case_by_month ON "case" (month, id)
    """,
    """
    CREATE INDEX case_by_status ON "case" (status, status_date, event_type, force, month)
    """,
    """
    CREATE INDEX case_by_type ON "case" (event_type, force, month, status)
    """,
    """
    CREATE TABLE draft (
        "key" VARCHAR NOT NULL,
        entity VARCHAR NOT NULL,
        record_id VARCHAR(36) NOT NULL,
        version INTEGER NOT NULL,
        typed BLOB NOT NULL,
        saved_at DATETIME NOT NULL,
        PRIMARY KEY ("key")
    )
    """,
    """
    CREATE INDEX draft_by_entity ON draft (entity)
    """,
    """
    CREATE TABLE imported_row (
        register VARCHAR NOT NULL,
        "key" VARCHAR NOT NULL,
        digest VARCHAR NOT NULL,
        record_id VARCHAR(36) NOT NULL,
        PRIMARY KEY (register, "key")
    )
    """,
    """
    CREATE TABLE intervention (
        id VARCHAR(36) NOT NULL,
        version INTEGER NOT NULL,
        kind VARCHAR,
        scope VARCHAR,
        force VARCHAR,
        start VARCHAR,
        "end" VARCHAR,
        outcome VARCHAR,
        element VARCHAR,
        macro_region VARCHAR,
        mode VARCHAR,
        participants VARCHAR,
        case_id VARCHAR,
        person_code VARCHAR,
        days_from_signal INTEGER,
        firearm_measure VARCHAR,
        legal_basis VARCHAR,
        firearm_days INTEGER,
        extended VARCHAR,
        concurrent_support VARCHAR,
        duty_after VARCHAR,
        firearm_outcome VARCHAR,
        postvention_delay VARCHAR,
        postvention_recipients VARCHAR,
        coverage VARCHAR,
        note BLOB,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE INDEX intervention_by_kind ON intervention (kind, force, start, outcome)
    """,
    """
    CREATE INDEX intervention_by_outcome ON intervention (outcome, start)
    """,
    """
    CREATE INDEX intervention_by_scope ON intervention (scope, start)
    """,
    """
    CREATE INDEX intervention_by_start ON intervention (start, id)
    """,
    """
    CREATE INDEX intervention_of_case ON intervention (case_id)
    """,
    """
    CREATE TABLE key_file (
        sequence INTEGER NOT NULL,
        digest VARCHAR NOT NULL,
        PRIMARY KEY (sequence)
    )
    """,
    """
    CREATE TABLE meeting (
        id VARCHAR(36) NOT NULL,
        version INTEGER NOT NULL,
        number INTEGER,
        kind VARCHAR,
        held_on DATE,
        seat VARCHAR,
        forces VARCHAR,
        chair_office VARCHAR,
        reference VARCHAR,
        minutes BLOB,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE INDEX meeting_by_day ON meeting (held_on, id)
    """,
    """
    CREATE INDEX meeting_by_kind ON meeting (kind, held_on)
    """,
    """
    CREATE TABLE release (
        sequence INTEGER NOT NULL,
        id VARCHAR(36) NOT NULL,
        kind VARCHAR NOT NULL,
        period VARCHAR NOT NULL,
        audience VARCHAR NOT NULL,
        as_of DATE NOT NULL,
        issue INTEGER NOT NULL,
        made_at DATETIME NOT NULL,
        digest VARCHAR NOT NULL,
        tables VARCHAR NOT NULL,
        PRIMARY KEY (sequence),
        UNIQUE (id)
    )
    """,
    """
    CREATE TABLE revision (
        sequence INTEGER NOT NULL,
        entity VARCHAR NOT NULL,
        record_id VARCHAR(36) NOT NULL,
        version INTEGER NOT NULL,
        as_of DATE NOT NULL,
        recorded_at DATETIME NOT NULL,
        role VARCHAR NOT NULL,
        reason VARCHAR NOT NULL,
        changed VARCHAR NOT NULL,
        snapshot VARCHAR NOT NULL,
        narratives BLOB,
        PRIMARY KEY (sequence)
    )
    """,
    """
    CREATE INDEX revision_by_day ON revision (entity, as_of, sequence)
    """,
    """
    CREATE INDEX revision_by_vintage ON revision (entity, record_id, as_of, version)
    """,
    """
    CREATE UNIQUE INDEX revision_of_record ON revision (entity, record_id, version)
    """,
    """
    CREATE TABLE setting (
        name VARCHAR NOT NULL,
        value VARCHAR NOT NULL,
        PRIMARY KEY (name)
    )
    """,
    """
    CREATE TABLE strength (
        id VARCHAR(36) NOT NULL,
        version INTEGER NOT NULL,
        force VARCHAR,
        quarter VARCHAR,
        mean_present INTEGER,
        definition VARCHAR,
        source VARCHAR,
        vintage DATE,
        status VARCHAR,
        sex VARCHAR,
        age_band VARCHAR,
        rank_category VARCHAR,
        macro_region VARCHAR,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE INDEX strength_by_breakdown ON strength (sex, age_band, rank_category, macro_region)
    """,
    """
    CREATE INDEX strength_by_quarter ON strength (quarter, force, id)
    """,
    """
    CREATE INDEX strength_by_status ON strength (status, quarter)
    """,
    """
    CREATE TABLE agenda_item (
        id VARCHAR(36) NOT NULL,
        parent_id VARCHAR(36) NOT NULL,
        place INTEGER NOT NULL,
        position INTEGER,
        kind VARCHAR,
        theme VARCHAR,
        summary VARCHAR,
        reference VARCHAR,
        PRIMARY KEY (id),
        FOREIGN KEY(parent_id) REFERENCES meeting (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX agenda_item_by_parent ON agenda_item (parent_id, place)
    """,
    """
    CREATE TABLE attendance (
        id VARCHAR(36) NOT NULL,
        parent_id VARCHAR(36) NOT NULL,
        place INTEGER NOT NULL,
        force VARCHAR,
        role VARCHAR,
        attendance VARCHAR,
        PRIMARY KEY (id),
        FOREIGN KEY(parent_id) REFERENCES meeting (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX attendance_by_parent ON attendance (parent_id, place)
    """,
    """
    CREATE TABLE circumstance (
        id VARCHAR(36) NOT NULL,
        parent_id VARCHAR(36) NOT NULL,
        place INTEGER NOT NULL,
        circumstance VARCHAR,
        value VARCHAR,
        crisis VARCHAR,
        evidence VARCHAR,
        PRIMARY KEY (id),
        FOREIGN KEY(parent_id) REFERENCES "case" (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX circumstance_by_parent ON circumstance (parent_id, place)
    """,
    """
    CREATE TABLE follow_up (
        id VARCHAR(36) NOT NULL,
        parent_id VARCHAR(36) NOT NULL,
        place INTEGER NOT NULL,
        due VARCHAR,
        due_month VARCHAR,
        done VARCHAR,
        contact VARCHAR,
        return_to_duty VARCHAR,
        PRIMARY KEY (id),
        FOREIGN KEY(parent_id) REFERENCES intervention (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX follow_up_by_parent ON follow_up (parent_id, place)
    """,
    """
    CREATE TABLE source (
        id VARCHAR(36) NOT NULL,
        parent_id VARCHAR(36) NOT NULL,
        place INTEGER NOT NULL,
        source VARCHAR,
        received_on DATE,
        declared_status VARCHAR,
        agreement VARCHAR,
        PRIMARY KEY (id),
        FOREIGN KEY(parent_id) REFERENCES "case" (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX source_by_parent ON source (parent_id, place)
    """,
    """
    CREATE TABLE decision (
        id VARCHAR(36) NOT NULL,
        parent_id VARCHAR(36) NOT NULL,
        place INTEGER NOT NULL,
        kind VARCHAR,
        element VARCHAR,
        text VARCHAR,
        forces VARCHAR,
        office VARCHAR,
        due_on DATE,
        status VARCHAR,
        closed_on DATE,
        outcome VARCHAR,
        PRIMARY KEY (id),
        FOREIGN KEY(parent_id) REFERENCES agenda_item (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX decision_by_parent ON decision (parent_id, place)
    """,
    """
    CREATE TABLE action_item (
        id VARCHAR(36) NOT NULL,
        parent_id VARCHAR(36) NOT NULL,
        place INTEGER NOT NULL,
        text VARCHAR,
        owner_force VARCHAR,
        owner_office VARCHAR,
        informed_forces VARCHAR,
        due_on DATE,
        status VARCHAR,
        PRIMARY KEY (id),
        FOREIGN KEY(parent_id) REFERENCES decision (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX action_item_by_parent ON action_item (parent_id, place)
    """,
    """
    CREATE TRIGGER revision_no_update BEFORE UPDATE ON revision
    BEGIN SELECT RAISE(ABORT, 'append-only'); END
    """,
    """
    CREATE TRIGGER revision_no_delete BEFORE DELETE ON revision
    BEGIN SELECT RAISE(ABORT, 'append-only'); END
    """,
    """
    CREATE TRIGGER release_no_update BEFORE UPDATE ON release
    BEGIN SELECT RAISE(ABORT, 'append-only'); END
    """,
    """
    CREATE TRIGGER release_no_delete BEFORE DELETE ON release
    BEGIN SELECT RAISE(ABORT, 'append-only'); END
    """,
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)

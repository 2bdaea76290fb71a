"""From a case to a verified effect: links, recommendations, procedures, indicators, signals; minutes and cases grow."""

from alembic import op

revision = "0004"
down_revision = "0003"

_STATEMENTS = (
    """
    CREATE TABLE case_link (
        id VARCHAR(36) NOT NULL,
        version INTEGER NOT NULL,
        case_a VARCHAR,
        case_b VARCHAR,
        kind VARCHAR,
        basis VARCHAR,
        force VARCHAR,
        decided_on DATE,
        note VARCHAR,
        status VARCHAR,
        revoked_on DATE,
        revoked_reason VARCHAR,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE recommendation (
        id VARCHAR(36) NOT NULL,
        version INTEGER NOT NULL,
        code VARCHAR,
        title VARCHAR,
        instrument VARCHAR,
        problem VARCHAR,
        text VARCHAR,
        strength VARCHAR,
        priority VARCHAR,
        element VARCHAR,
        status VARCHAR,
        issued_on DATE,
        meeting_id VARCHAR,
        decision_id VARCHAR,
        procedure_id VARCHAR,
        supersedes VARCHAR,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE force_response (
        id VARCHAR(36) NOT NULL,
        parent_id VARCHAR(36) NOT NULL,
        place INTEGER NOT NULL,
        force VARCHAR,
        state VARCHAR,
        sent_on DATE,
        answer_due_on DATE,
        go_live_on DATE,
        share_reached INTEGER,
        evidence VARCHAR,
        PRIMARY KEY (id),
        FOREIGN KEY(parent_id) REFERENCES recommendation (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX force_response_by_parent ON force_response (parent_id, place)
    """,
    """
    CREATE TABLE response_step (
        id VARCHAR(36) NOT NULL,
        parent_id VARCHAR(36) NOT NULL,
        place INTEGER NOT NULL,
        state VARCHAR,
        taken_on DATE,
        force VARCHAR,
        reason VARCHAR,
        evidence VARCHAR,
        decision_id VARCHAR,
        PRIMARY KEY (id),
        FOREIGN KEY(parent_id) REFERENCES force_response (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX response_step_by_parent ON response_step (parent_id, place)
    """,
    """
    CREATE TABLE procedure (
        id VARCHAR(36) NOT NULL,
        version INTEGER NOT NULL,
        kind VARCHAR,
        title VARCHAR,
        forces VARCHAR,
        adopted_on DATE,
        status VARCHAR,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE procedure_version (
        id VARCHAR(36) NOT NULL,
        parent_id VARCHAR(36) NOT NULL,
        place INTEGER NOT NULL,
        number INTEGER,
        adopted_on DATE,
        valid_from DATE,
        valid_to DATE,
        summary VARCHAR,
        reference VARCHAR,
        decision_id VARCHAR,
        PRIMARY KEY (id),
        FOREIGN KEY(parent_id) REFERENCES procedure (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX procedure_version_by_parent ON procedure_version (parent_id, place)
    """,
    """
    CREATE TABLE indicator (
        id VARCHAR(36) NOT NULL,
        version INTEGER NOT NULL,
        recommendation_id VARCHAR,
        force VARCHAR,
        kind VARCHAR,
        name VARCHAR,
        numerator VARCHAR,
        denominator VARCHAR,
        direction VARCHAR,
        fixed_on DATE,
        go_live_on DATE,
        baseline_since VARCHAR,
        baseline_until VARCHAR,
        review_on DATE,
        verdict VARCHAR,
        verdict_on DATE,
        confidence VARCHAR,
        verdict_text VARCHAR,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE measurement (
        id VARCHAR(36) NOT NULL,
        parent_id VARCHAR(36) NOT NULL,
        place INTEGER NOT NULL,
        quarter VARCHAR,
        events INTEGER,
        exposure INTEGER,
        fidelity INTEGER,
        status VARCHAR,
        PRIMARY KEY (id),
        FOREIGN KEY(parent_id) REFERENCES indicator (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX measurement_by_parent ON measurement (parent_id, place)
    """,
    """
    CREATE TABLE signal (
        id VARCHAR(36) NOT NULL,
        version INTEGER NOT NULL,
        method VARCHAR,
        force VARCHAR,
        event_group VARCHAR,
        period VARCHAR,
        month VARCHAR,
        as_of DATE,
        observed INTEGER,
        expected_hundredths INTEGER,
        p_value_millionths INTEGER,
        threshold VARCHAR,
        power_note VARCHAR,
        outcome VARCHAR,
        data_check VARCHAR,
        data_check_on DATE,
        definition VARCHAR,
        definition_on DATE,
        report VARCHAR,
        report_on DATE,
        decision_id VARCHAR,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE INDEX case_by_person_code ON "case" (person_code)
    """,
    """
    DROP INDEX case_by_answers
    """,
    """
    CREATE INDEX case_by_answers ON "case" (
        month, id, event_type, precision, "force", macro_region, status, status_date, outcome, sex, age_band,
        rank_category, position, on_duty, place, homicide_suicide, prior_firearm_measure, prior_attempts,
        service_contact, method, firearm_ownership
    )
    """,
    """
    CREATE INDEX case_link_by_day ON case_link (decided_on, id)
    """,
    """
    CREATE INDEX case_link_by_status ON case_link (status, kind, decided_on)
    """,
    """
    CREATE INDEX case_link_by_kind ON case_link (kind, status, decided_on)
    """,
    """
    CREATE INDEX case_link_of_a ON case_link (case_a)
    """,
    """
    CREATE INDEX case_link_of_b ON case_link (case_b)
    """,
    """
    CREATE INDEX recommendation_by_day ON recommendation (issued_on, id)
    """,
    """
    CREATE INDEX recommendation_by_status ON recommendation (status, issued_on)
    """,
    """
    CREATE INDEX procedure_by_day ON procedure (adopted_on, id)
    """,
    """
    CREATE INDEX procedure_by_kind ON procedure (kind, status)
    """,
    """
    CREATE INDEX procedure_by_status ON procedure (status, adopted_on)
    """,
    """
    CREATE INDEX indicator_by_day ON indicator (fixed_on, id)
    """,
    """
    CREATE INDEX indicator_by_verdict ON indicator (verdict, review_on)
    """,
    """
    CREATE INDEX indicator_of_recommendation ON indicator (recommendation_id)
    """,
    """
    CREATE INDEX signal_by_period ON signal (period, id)
    """,
    """
    CREATE INDEX signal_by_outcome ON signal (outcome, period)
    """,
    """
    CREATE TABLE minutes_step (
        id VARCHAR(36) NOT NULL,
        parent_id VARCHAR(36) NOT NULL,
        place INTEGER NOT NULL,
        number INTEGER,
        status VARCHAR,
        taken_on DATE,
        digest VARCHAR,
        reason VARCHAR,
        PRIMARY KEY (id),
        FOREIGN KEY(parent_id) REFERENCES meeting (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX minutes_step_by_parent ON minutes_step (parent_id, place)
    """,
    """
    ALTER TABLE "case" ADD COLUMN status_basis VARCHAR
    """,
    """
    ALTER TABLE "case" ADD COLUMN status_authority VARCHAR
    """,
    """
    ALTER TABLE "case" ADD COLUMN known_on DATE
    """,
    """
    ALTER TABLE source ADD COLUMN reconciliation VARCHAR
    """,
    """
    ALTER TABLE meeting ADD COLUMN minutes_status VARCHAR
    """,
    """
    ALTER TABLE agenda_item ADD COLUMN source VARCHAR
    """,
    """
    ALTER TABLE agenda_item ADD COLUMN carried_from VARCHAR
    """,
    """
    ALTER TABLE agenda_item ADD COLUMN recommendation_id VARCHAR
    """,
    """
    ALTER TABLE agenda_item ADD COLUMN procedure_id VARCHAR
    """,
    """
    ALTER TABLE decision ADD COLUMN adopted VARCHAR
    """,
    """
    ALTER TABLE decision ADD COLUMN dissent VARCHAR
    """,
    """
    ALTER TABLE action_item ADD COLUMN done_on DATE
    """,
    """
    ALTER TABLE action_item ADD COLUMN evidence VARCHAR
    """,
    """
    ALTER TABLE meeting ADD COLUMN series VARCHAR
    """,
    """
    ALTER TABLE meeting ADD COLUMN quorum INTEGER
    """,
    """
    ALTER TABLE agenda_item ADD COLUMN origin_id VARCHAR
    """,
    """
    ALTER TABLE agenda_item ADD COLUMN signal_id VARCHAR
    """,
    """
    ALTER TABLE agenda_item ADD COLUMN outcome VARCHAR
    """,
    """
    ALTER TABLE agenda_item ADD COLUMN outcome_reason VARCHAR
    """,
    """
    ALTER TABLE decision ADD COLUMN dissent_reason VARCHAR
    """,
    """
    ALTER TABLE action_item ADD COLUMN postponed_to DATE
    """,
    """
    ALTER TABLE action_item ADD COLUMN decision_id VARCHAR
    """,
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)

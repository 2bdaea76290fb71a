"""Several members: each has drafts of their own; what two of them do together is kept."""

from alembic import op

revision = "0003"
down_revision = "0002"

_STATEMENTS = (
    """
    CREATE TABLE proposal (
        id VARCHAR(36) NOT NULL,
        matter VARCHAR NOT NULL,
        subject VARCHAR NOT NULL,
        prepared_by VARCHAR(36) NOT NULL,
        prepared_force VARCHAR NOT NULL,
        prepared_at VARCHAR NOT NULL,
        prepared_signature BLOB NOT NULL,
        confirmed_by VARCHAR(36),
        confirmed_force VARCHAR,
        confirmed_at VARCHAR,
        confirmed_signature BLOB,
        withdrawn_at VARCHAR,
        done_at VARCHAR,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE draft_of_member (
        member VARCHAR(36) NOT NULL,
        key VARCHAR NOT NULL,
        entity VARCHAR NOT NULL,
        record_id VARCHAR(36) NOT NULL,
        version INTEGER NOT NULL,
        typed BLOB NOT NULL,
        saved_at DATETIME NOT NULL,
        PRIMARY KEY (member, key)
    )
    """,
    """
    INSERT INTO draft_of_member SELECT '', key, entity, record_id, version, typed, saved_at FROM draft
    """,
    """
    DROP TABLE draft
    """,
    """
    ALTER TABLE draft_of_member RENAME TO draft
    """,
    """
    CREATE INDEX draft_by_entity ON draft (member, entity)
    """,
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)

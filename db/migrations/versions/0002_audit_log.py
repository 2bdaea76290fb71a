"""The signed log: its entries and checkpoints, which only ever grow."""

from alembic import op

revision = "0002"
down_revision = "0001"

_STATEMENTS = (
    """
    CREATE TABLE audit_entry (
        sequence INTEGER NOT NULL,
        at VARCHAR NOT NULL,
        member VARCHAR(36) NOT NULL,
        role VARCHAR NOT NULL,
        act VARCHAR NOT NULL,
        object VARCHAR NOT NULL,
        version INTEGER NOT NULL,
        fields VARCHAR NOT NULL,
        digest VARCHAR NOT NULL,
        salt BLOB NOT NULL,
        previous BLOB NOT NULL,
        hash BLOB NOT NULL,
        signature BLOB NOT NULL,
        PRIMARY KEY (sequence)
    )
    """,
    """
    CREATE INDEX audit_entry_by_act ON audit_entry (act, sequence)
    """,
    """
    CREATE TABLE audit_checkpoint (
        size INTEGER NOT NULL,
        root BLOB NOT NULL,
        peaks BLOB NOT NULL,
        at VARCHAR NOT NULL,
        member VARCHAR(36) NOT NULL,
        signature BLOB NOT NULL,
        PRIMARY KEY (size)
    )
    """,
    *(
        f"""
        CREATE TRIGGER {table}_no_{act} BEFORE {act} ON {table}
        BEGIN SELECT RAISE(ABORT, 'append-only'); END
        """
        for table in ("audit_entry", "audit_checkpoint")
        for act in ("update", "delete")
    ),
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)

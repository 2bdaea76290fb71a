"""Brings a database to the newest schema, in one transaction and after a verified copy; refuses a newer one."""

from pathlib import Path

from sqlalchemy import Connection, Engine

from observatory.errors import NewerStore
from observatory.terms import Term

HEAD = "0001"
"""The newest revision in `migrations/versions`; a test keeps it so."""

_SCRIPTS = Path(__file__).parent / "migrations"


def current_revision(connection: Connection) -> str:
    """The database's revision, empty for a new one."""
    known = "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
    if not connection.exec_driver_sql(known).scalar():
        return ""
    return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() or "")


def upgrade(engine: Engine) -> None:
    """Run what is missing. Raises `NewerStore` for a revision that this program does not know."""
    with engine.connect() as connection:
        revision = current_revision(connection)
        connection.rollback()
        if revision == HEAD:
            return
        if revision > HEAD:
            raise NewerStore(_NEWER)
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        _run(connection)
        connection.commit()


def _run(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - takes longer to load than most stores to open
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


_NEWER = Term(
    "L’archivio è stato usato con una versione più recente del programma: aggiornare il programma. "
    "L’archivio non è stato toccato.",
    "The store was used with a newer version of the program: update the program. The store was not touched.",
)

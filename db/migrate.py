"""Brings a database to the newest schema, in one transaction and after a verified copy; refuses a newer one."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine

from db.troubles import DAMAGED, spoken
from observatory.errors import DamagedStore, NewerStore
from observatory.terms import Term

HEAD = "0004"
"""The newest revision in `migrations/versions`; a test keeps it so."""

FIRST_WITH_LOG = "0002"
"""The first revision whose stores have a signed log."""

FIRST_WITH_MEMBERS = "0003"
"""The first revision whose stores have several members, and minutes sealed under a key of their own."""

_SCRIPTS = Path(__file__).parent / "migrations"


def current_revision(connection: Connection) -> str:
    """The database's revision, empty for a new one."""
    known = "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
    if not connection.exec_driver_sql(known).scalar():
        return ""
    return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() or "")


def make_tables(engine: Engine) -> None:
    """Build the newest schema in an empty database."""
    _run(engine)


def check_revision(engine: Engine) -> str:
    """The revision of a store's database.

    Raises `NewerStore` for one that this program does not know, `DamagedStore` for a database without tables: an
    emptied file would otherwise pass for a new store.
    """
    with engine.connect() as connection, spoken():
        revision = current_revision(connection)
    if not revision:
        raise DamagedStore(DAMAGED)
    if revision > HEAD:
        raise NewerStore(NEWER)
    return revision


def upgrade(
    engine: Engine, keep_copy: Callable[[str], object], finish: Callable[[Connection, str], None] = lambda *_: None
) -> None:
    """Run what is missing.

    `keep_copy` is given the old revision, and must have made a copy when it returns; `finish` is given the connection,
    within the same transaction, and the old revision.
    """
    revision = check_revision(engine)
    if revision < HEAD:
        keep_copy(revision)
        _run(engine, lambda connection: finish(connection, revision))


def _run(engine: Engine, finish: Callable[[Connection], None] = lambda _: None) -> None:
    from alembic import command  # noqa: PLC0415 - takes longer to load than most stores to open
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    with engine.connect() as connection, spoken():
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        finish(connection)
        connection.commit()


NEWER = Term(
    "L’archivio è stato usato con una versione più recente del programma: aggiornare il programma. "
    "L’archivio non è stato toccato.",
    "The store was used with a newer version of the program: update the program. The store was not touched.",
)

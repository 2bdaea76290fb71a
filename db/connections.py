"""The connections of an open store: lent to units of work, called back when the store is locked."""

from collections.abc import Callable
from contextlib import suppress
from threading import Condition, get_ident

from sqlalchemy import Connection, Engine

from db.sentences import CLOSED
from db.troubles import spoken
from observatory.errors import NotAStore, ObservatoryError

_PATIENCE = 5.0
"""Seconds that closing waits for another thread to leave its transaction, which was interrupted."""


class Connections:
    """Lends connections, each inside a transaction, until it is closed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lent: dict[Connection, int] = {}
        self._returned = Condition()
        self._is_open = True

    def check_open(self) -> None:
        """Raise `NotAStore` once the store is closed."""
        if not self._is_open:
            raise NotAStore(CLOSED)

    def lend(self, begin: str) -> Connection:
        """A connection on which the statement has opened a transaction; to be given to `take_back`."""
        self.check_open()
        connection = self._connected()
        with self._returned:
            self._lent[connection] = get_ident()
        try:
            self.check_open()
            with spoken():
                connection.exec_driver_sql(begin)
        except BaseException:
            self.take_back(connection)
            raise
        return connection

    def _connected(self) -> Connection:
        try:
            with spoken():
                return self._engine.connect()
        except ObservatoryError:
            # With its keys wiped meanwhile a store looks damaged; it is only closed.
            self.check_open()
            raise

    def take_back(self, connection: Connection) -> None:
        """Roll back what is not committed. A connection that was called back already is left alone."""
        with self._returned:
            is_lent = self._lent.pop(connection, None) is not None
            if is_lent:
                connection.close()
            self._returned.notify_all()

    def close(self, last: Callable[[Connection], None] = lambda _: None) -> None:
        """Lend no more, interrupt what other threads do, roll everything back, close every connection.

        `last` may write a last word on a connection of its own; a disk that refuses it does not keep the store open.
        """
        was_open, self._is_open = self._is_open, False
        with self._returned:
            mine = [connection for connection, thread in self._lent.items() if thread == get_ident()]
            for connection in self._lent.keys() - set(mine):
                _interrupt(connection)
        for connection in mine:
            self.take_back(connection)
        with self._returned:
            self._returned.wait_for(lambda: not self._lent, timeout=_PATIENCE)
        if was_open:
            with suppress(ObservatoryError), spoken(), self._engine.connect() as connection:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                last(connection)
        self._engine.dispose()


def _interrupt(connection: Connection) -> None:
    raw = connection.connection.driver_connection
    if raw is not None:
        raw.interrupt()

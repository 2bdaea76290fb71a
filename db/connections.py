"""The connections of an open store: lent to units of work, called back when the store is locked.

Whoever exchanges the store's files waits until every connection is back, and nothing is lent until the files stand.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Condition, get_ident
from time import monotonic, sleep

from sqlalchemy import Connection, Engine

from db.sentences import BUSY, CLOSED
from db.troubles import spoken
from observatory.errors import NotAStore, ObservatoryError, StoreBusy

_PATIENCE = 5.0
"""Seconds that closing waits for another thread to leave its transaction, which was interrupted."""
_LONG_PATIENCE = 30.0
"""Seconds that whoever exchanges the files waits for others, who go on undisturbed and may begin anew."""
_MOMENT = 0.1
_TURNS = 15
"""Moments that newcomers wait: longer than a writer waits for the write lock, shorter than their patience."""


class Connections:
    """Lends connections, each inside a transaction, until it is closed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lent: dict[Connection, int] = {}
        self._coming = 0
        self._visitors = 0
        self._is_reserved = False
        self._is_exchanging = False
        self._returned = Condition()
        self._is_open = True

    def check_open(self) -> None:
        """Raise `NotAStore` once the store is closed."""
        if not self._is_open:
            raise NotAStore(CLOSED)

    def lend(self, begin: str) -> Connection:
        """A connection on which the statement has opened a transaction; to be given to `take_back`."""
        self.check_open()
        with self._arrival():
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

    @contextmanager
    def _arrival(self) -> Iterator[None]:
        """Somebody is about to touch the files: not while they are exchanged."""
        with self._returned:
            if not self._returned.wait_for(lambda: not self._is_exchanging, timeout=_PATIENCE):
                raise StoreBusy(BUSY)
            self._coming += 1
        try:
            yield
        finally:
            with self._returned:
                self._coming -= 1
                self._returned.notify_all()

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

    def fold_log(self) -> None:
        """Empty the write-ahead log into the database; where somebody is reading, closing the store does it."""
        with suppress(ObservatoryError), self._arrival(), spoken(), self._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def visited(self) -> Iterator[None]:
        """The files are read from outside, under the keys of now, which do not change meanwhile; raises `StoreBusy`."""
        with self._returned:
            if not self._returned.wait_for(lambda: not self._is_reserved, timeout=_PATIENCE):
                raise StoreBusy(BUSY)
            self._visitors += 1
        try:
            yield
        finally:
            with self._returned:
                self._visitors -= 1
                self._returned.notify_all()

    @contextmanager
    def reserved(self) -> Iterator[None]:
        """Nobody reads the files from outside; raises `StoreBusy` while somebody does."""
        with self._returned:
            if not self._returned.wait_for(lambda: not (self._visitors or self._is_reserved), timeout=_PATIENCE):
                raise StoreBusy(BUSY)
            self._is_reserved = True
        try:
            yield
        finally:
            with self._returned:
                self._is_reserved = False
                self._returned.notify_all()

    @contextmanager
    def exchanging(self, mine: Connection, tell: Callable[[], None]) -> Iterator[None]:
        """Within, no file of the store is open and nothing is lent; `mine`, the caller's own connection, is given up.

        Nobody is interrupted: until all is back others go on, and `tell` is called again and again, which may raise.
        Raises `StoreBusy` when somebody keeps a connection, `NotAStore` once the store is closed.
        """
        try:
            self._wait_for_others(mine, tell)
            self.take_back(mine)
            self._engine.dispose()
            yield
        finally:
            self._let_in()

    def _wait_for_others(self, mine: Connection, tell: Callable[[], None]) -> None:
        """Newcomers wait at the door for a moment, then are let in again: one long reading does not stop the others."""
        until = monotonic() + _LONG_PATIENCE
        while monotonic() < until:
            for _ in range(_TURNS):
                tell()
                with self._returned:
                    self.check_open()
                    self._is_exchanging = True
                    if self._returned.wait_for(lambda: not (self._lent.keys() - {mine} or self._coming), _MOMENT):
                        return
            self._let_in()
            sleep(_MOMENT)
        raise StoreBusy(BUSY)

    def _let_in(self) -> None:
        with self._returned:
            self._is_exchanging = False
            self._returned.notify_all()

    def close(self, last: Callable[[Connection], None] = lambda _: None) -> None:
        """Lend no more, interrupt what other threads do, roll everything back, close every connection.

        `last` may write a last word on a connection of its own; a disk that refuses it does not keep the store open.
        An exchange of the files that has begun is waited for: it takes a moment.
        """
        with self._returned:
            self._returned.wait_for(lambda: not self._is_exchanging, timeout=_LONG_PATIENCE)
            was_open, self._is_open = self._is_open, False
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

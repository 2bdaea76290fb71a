"""Keeps what is being typed in the encrypted drafts: soon after typing stops, and at once when asked."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from observatory.errors import StoreBusy
from observatory.fields import Entity
from observatory.plain import values_of
from observatory.ports import Json
from observatory.usecases.drafts import discard_draft, save_draft
from ui.desktop.session import Session

PAUSE_MS = 1500
"""A draft is written this long after the last key; the promise to the user is two seconds."""

LONGEST_MS = 1500
"""Typing without a pause is kept this often too: whoever never pauses loses no more."""


class Drafting(QObject):
    """The draft of one record while it is edited. Nothing is kept while the values are those recorded."""

    kept = Signal()

    def __init__(self, entity: Entity, session: Session, values: Callable[[], Json], parent: QObject) -> None:
        super().__init__(parent)
        self._entity = entity
        self._session = session
        self._values = values
        self._record: Any = None
        self._saved: Json | None = None
        self._is_waiting = False
        self._pause = self._timer(PAUSE_MS)
        self._longest = self._timer(LONGEST_MS)

    def begin(self, record: Any, draft: Json | None = None) -> None:  # noqa: ANN401
        """Start from a record as it was read, and from the draft already kept over it, if any."""
        self._stop()
        self._record = record
        self._saved = draft

    @property
    def is_kept(self) -> bool:
        """Whether the store holds a draft of this record."""
        return self._saved is not None

    @property
    def is_waiting(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return self._is_waiting

    def note_typing(self) -> None:
        """Something was typed: keep it when the typing stops."""
        self._is_waiting = True
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def keep(self) -> None:
        """Keep what is typed, now; forget the draft if it says nothing new."""
        if self._record is None or not self.is_waiting:
            return
        self._stop()
        values = self._values()
        if values == values_of(self._entity, self._record):
            self.discard()
        elif values != self._saved:
            self._save(values)

    def discard(self) -> None:
        """Forget the draft."""
        self._stop()
        if self._saved is not None:
            self._saved = None
            with self._session.begin() as unit:
                discard_draft(unit, self._entity, self._record.id)

    def end(self) -> None:
        """The record was recorded, its draft went with it."""
        self._stop()
        self._saved = None
        self._record = None

    def _save(self, values: Json) -> None:
        try:
            with self._session.begin() as unit:
                save_draft(unit, self._entity, self._record, values, self._session.clock)
        except StoreBusy:
            # A long import holds the store: wait for it without holding the window.
            self.note_typing()
            return
        self._saved = values
        self.kept.emit()

    def _stop(self) -> None:
        self._is_waiting = False
        self._pause.stop()
        self._longest.stop()

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(self.keep)
        return timer

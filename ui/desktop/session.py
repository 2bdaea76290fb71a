"""An unlocked store and what every screen needs beside it: the clock, who is working, in which language."""

from PySide6.QtCore import QObject, Signal

from observatory.entities import ENTITIES
from observatory.ports import Clock, Draft, Store, UnitOfWork
from observatory.security.audit.verification import Verification
from observatory.terms import Language, Term

ONE_MEMBER = "clinician"
"""The role of whoever opens a store that has one member: nothing in it is closed to them."""


class Session(QObject):
    """Lives from unlock to lock. Screens ask `begin()` for a unit of work and listen to what changed.

    `language` is set before Qt sends `LanguageChange`, so that a widget re-reads its Terms in `changeEvent`.
    """

    changed = Signal(str)
    """Records of the named entity changed (`case`, `intervention`, `meeting`, `strength`); screens refresh."""

    closing = Signal()
    """The store is about to be closed: whatever was typed must reach the drafts now, at once."""

    recovery_wanted = Signal()
    """Somebody wants to make a recovery sheet."""

    keys_changed = Signal()
    """The store has another passphrase or another recovery sheet."""

    def __init__(
        self,
        store: Store,
        *,
        clock: Clock,
        language: Language = Language.IT,
        role: str = ONE_MEMBER,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.store = store
        self.clock = clock
        self.language = language
        self.role = role
        self.verification: Verification | None = None
        """What the latest check of the log found."""

    def begin(self) -> UnitOfWork:
        """A unit of work, to be used in a `with` statement."""
        return self.store.begin()

    def drafts(self) -> tuple[Draft, ...]:
        """Everything typed and not recorded, the latest first."""
        with self.begin() as unit:
            waiting = [draft for entity in ENTITIES for draft in unit.drafts.all(entity.name)]
        return tuple(sorted(waiting, key=lambda draft: draft.saved_at, reverse=True))

    def say(self, term: Term) -> str:
        """An official name in the session's language."""
        return term.in_(self.language)

    def note_change(self, entity: str) -> None:
        """Tell every screen that records of an entity changed."""
        self.changed.emit(entity)

    def close(self) -> None:
        """Let screens save what was typed, then lock the store."""
        self.closing.emit()
        self.store.close()

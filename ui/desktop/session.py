"""An unlocked store and what every screen needs beside it: the clock, who is working, in which language."""

from PySide6.QtCore import QObject, Signal

from observatory.authorisation.rules import may_write
from observatory.entities import ENTITIES
from observatory.ports import Clock, Draft, Store, UnitOfWork
from observatory.privacy.masking import Place, Sight
from observatory.security.audit.verification import Verification
from observatory.security.members import Member
from observatory.terms import Language, Term
from observatory.usecases.undo import Trail


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

    sight_changed = Signal()
    """What may be seen in lists changed."""

    keys_changed = Signal()
    """The store has another passphrase or another recovery sheet."""

    def __init__(
        self,
        store: Store,
        *,
        clock: Clock,
        language: Language = Language.IT,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.store = store
        self.clock = clock
        self.language = language
        self.verification: Verification | None = None
        """What the latest check of the log found."""
        self.is_discreet = False
        self.trail = Trail()
        """What was recorded since unlock and can be undone."""

    @property
    def member(self) -> Member:
        """Who opened the store."""
        return self.store.member

    def begin(self) -> UnitOfWork:
        """A unit of work, to be used in a `with` statement."""
        return self.store.begin()

    def drafts(self) -> tuple[Draft, ...]:
        """Everything typed and not recorded that the member may still record, the latest first."""
        entities = [entity for entity in ENTITIES if may_write(self.member, entity)]
        with self.begin() as unit:
            waiting = [draft for entity in entities for draft in unit.drafts.all(entity.name)]
        return tuple(sorted(waiting, key=lambda draft: draft.saved_at, reverse=True))

    def say(self, term: Term) -> str:
        """An official name in the session's language."""
        return term.in_(self.language)

    def sight(self, place: Place) -> Sight:
        """How values are looked at in that place now."""
        return Sight(place, self.is_discreet)

    def be_discreet(self, is_discreet: bool) -> None:
        """Hide, or show again, what comes near a person."""
        self.is_discreet = is_discreet
        self.sight_changed.emit()

    def note_change(self, entity: str) -> None:
        """Tell every screen that records of an entity changed."""
        self.changed.emit(entity)

    def close(self) -> None:
        """Let screens save what was typed, then lock the store."""
        self.closing.emit()
        self.store.close()

"""Says what was recorded and offers to undo it; undoes and redoes, step by step, what was recorded since unlock."""

from PySide6.QtCore import QObject, Signal

from observatory.authorisation.rules import acting_role
from observatory.entities import BY_NAME
from observatory.errors import NotFound, ObservatoryError, Refused
from observatory.labels import record_title
from observatory.privacy.masking import Place
from observatory.usecases.desk_acts import Act
from observatory.usecases.record import Changes, stamped
from observatory.usecases.undo import UNDONE, NotUndone, Step, take_back
from ui.desktop.session import Session


class Undoing(QObject):
    """`changed` carries what an undo or a redo changed; `said` and `offered` are for the message bar."""

    said = Signal(str)
    offered = Signal(str, str, object)
    changed = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    @property
    def last(self) -> Step | None:
        """What an undo would take back."""
        return next(iter(self._session.trail.done[-1:]), None)

    def note(self, changes: Changes, act: Act | None = None, told: str = "") -> None:
        """Something was recorded: say so, or what is `told` instead, and offer to undo it where it can be."""
        if not changes.changed:
            self.said.emit(self.tr("Nothing had changed: {title}").format(title=self._title(changes)))
            return
        self._session.trail = self._session.trail.noted(changes, act)
        told = told or self.tr("Recorded: {title}").format(title=self._title(changes))
        if self.last is not None and self.last.stays is None:
            self.offered.emit(told, self.tr("&Undo"), self.undo)
        else:
            self.said.emit(told)

    def undo(self, *, is_editing: bool = False) -> None:
        """Take back what was recorded last, or say why it stays."""
        last = self.last
        if is_editing:
            self._refuse_while_editing()
        elif last is None:
            self.said.emit(self.tr("Nothing to undo: nothing was recorded since the store was opened."))
        elif last.stays is not None:
            self._session.trail = self._session.trail.without(last)
            self.said.emit(self._session.say(last.stays))
        elif (changes := self._taken_back(last)) is not None:
            self._session.trail = self._session.trail.after_undo(changes.record.version)
            self.changed.emit(changes)
            told = self.tr("Undone: {title}").format(title=self._title(changes))
            self.offered.emit(told, self.tr("&Redo"), self.redo)

    def redo(self, *, is_editing: bool = False) -> None:
        """Record again what was taken back last."""
        undone = self._session.trail.undone
        if is_editing:
            self._refuse_while_editing()
        elif not undone:
            self.said.emit(self.tr("Nothing to redo: nothing was undone since the last recording."))
        elif (changes := self._taken_back(undone[-1])) is not None:
            self._session.trail = self._session.trail.after_redo(changes.record.version)
            self.changed.emit(changes)
            told = self.tr("Recorded again: {title}").format(title=self._title(changes))
            self.offered.emit(told, self.tr("&Undo"), self.undo)

    def undo_words(self) -> str:
        """What an undo would take back; empty where it would take back nothing."""
        return self._words(self.last)

    def redo_words(self) -> str:
        """What a redo would record again; empty where there is nothing."""
        return self._words(next(iter(self._session.trail.undone[-1:]), None))

    def _words(self, step: Step | None) -> str:
        if step is None or step.stays is not None or step.record is None:
            return ""
        title = self._title_of(step.entity, step.record)
        return f"{self._session.say(step.act.words)} – {title}" if step.act else title

    def _taken_back(self, step: Step) -> Changes | None:
        role = acting_role(self._session.member, BY_NAME[step.entity])
        try:
            with self._session.begin() as unit:
                return take_back(unit, step, stamped(self._session.clock, role, UNDONE))
        except (NotUndone, NotFound) as gone:
            self._session.trail = self._session.trail.without(step)
            self.said.emit(self._session.say(gone.message))
        except Refused as refusal:
            why = self._session.say(refusal.problems[0].message)
            self.said.emit(self.tr("Not undone, nothing has changed: {why}").format(why=why))
        except ObservatoryError as trouble:
            self.said.emit(self._session.say(trouble.message))
        return None

    def _refuse_while_editing(self) -> None:
        self.said.emit(self.tr("Undo takes back what was recorded: leave the form with Esc first; the draft is kept."))

    def _title(self, changes: Changes) -> str:
        return self._title_of(changes.entity, changes.record)

    def _title_of(self, entity: str, record: object) -> str:
        return record_title(BY_NAME[entity], record, self._session.language, self._session.sight(Place.MESSAGE))


class Undoable:
    """A screen whose recordings can be undone: what the window's commands ask of it."""

    undoing: Undoing

    def undo(self) -> None:
        """Take back what was recorded last."""
        self.undoing.undo()

    def redo(self) -> None:
        """Record again what was taken back last."""
        self.undoing.redo()

    def undo_words(self) -> str:
        """What `undo` would take back."""
        return self.undoing.undo_words()

    def redo_words(self) -> str:
        """What `redo` would record again."""
        return self.undoing.redo_words()

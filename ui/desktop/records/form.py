"""The form of one record: typed, checked as fields are left, kept as a draft, recorded when it is right."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QPlainTextEdit, QVBoxLayout, QWidget

from observatory.authorisation.rules import acting_role
from observatory.errors import NotFound, ObservatoryError, Problem, Refused, StaleVersion
from observatory.fields import Entity, Kind
from observatory.plain import restored, values_of
from observatory.ports import Json
from observatory.usecases.drafts import recover
from observatory.usecases.record import Changes, record, record_problems, stamped, today
from observatory.validation import problems
from ui.desktop.links.hint import Hint
from ui.desktop.records.checking import Checking, told_apart
from ui.desktop.records.comparing import Merged, attribute_label, merged, version_of
from ui.desktop.records.conflict import Versions
from ui.desktop.records.drafting import Drafting
from ui.desktop.records.form_frame import FormFrame
from ui.desktop.records.sheet import Sheet
from ui.desktop.session import Session

_CHECK_TYPING_MS = 400
_CHECKED_AS_TYPED = (Kind.NARRATIVE, Kind.TEXT)


class RecordForm(QWidget):
    """Edits one record of an entity. `open_on` starts it; `save`, `leave` and `abandon` end it."""

    said = Signal(str)
    recorded = Signal(object)
    """The record as it now stands in the store."""

    ended = Signal()
    """Editing is over, with or without a draft kept."""

    def __init__(self, entity: Entity, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entity = entity
        self._session = session
        self._record: Any = None
        self._resumed = False
        self._typing = QTimer(self, singleShot=True, interval=_CHECK_TYPING_MS)
        self._typing.timeout.connect(self._check)
        self._drafting = Drafting(entity, session, self.values, self)
        self._drafting.kept.connect(lambda: self.frame.tell_draft(session.clock()))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._hint = Hint(session, self)
        self._build()

    @property
    def record(self) -> Any:  # noqa: ANN401 - the entity's dataclass
        """The record being edited, as it was when the form opened on it; None before."""
        return self._record

    def values(self) -> Json:
        """What is typed, as drafts keep it."""
        return self.sheet.values()

    def open_on(self, record: Any) -> None:  # noqa: ANN401 - the entity's dataclass
        """Start editing, from the draft kept over this record if there is one."""
        with self._session.begin() as unit:
            draft = recover(unit, self.entity, record.id)
        self._record = record if draft is None else self._as_read(record, draft.version)
        values = values_of(self.entity, record) if draft is None else draft.values
        self._resumed = draft is not None
        self._drafting.begin(self._record, None if draft is None else draft.values)
        self._show(values)
        if draft is not None:
            self.frame.tell_resumed(draft.saved_at)
        self.focus_first()

    def focus_first(self) -> None:
        next(iter(self.sheet.cells.values())).editor.setFocus(Qt.FocusReason.TabFocusReason)

    def save(self) -> None:
        """Record what is typed if it is right; otherwise say what is not and go there."""
        try:
            changes = self._recorded()
        except Refused as refusal:
            self._drafting.note_typing()
            self._drafting.keep()
            self._refuse(refusal)
        except StaleVersion as stale:
            self._keep_at_once()
            self._compare(stale)
        except (NotFound, ObservatoryError) as trouble:
            self._keep_at_once()
            self.said.emit(self._session.say(trouble.message))
        else:
            self._drafting.end()
            self._record = None
            self.recorded.emit(changes)

    def leave(self) -> None:
        """Stop editing; what was typed is kept as a draft."""
        if self._record is None:
            return
        self._drafting.keep()
        if self._drafting.is_kept:
            self.said.emit(self.tr("Not recorded yet: what was typed is kept as a draft."))
        self._record = None
        self.ended.emit()

    def keep(self) -> None:
        """Put what is typed among the drafts, now, and go on editing."""
        if self._record is not None:
            self._drafting.keep()

    def abandon(self) -> None:
        """Go back to the record as it was read; the draft can be brought back until the form is left."""
        typed = self.values()
        self._drafting.discard()
        self._show(values_of(self.entity, self._record))
        self.frame.tell_abandoned(lambda: self._bring_back(typed))
        self.focus_first()

    def reword(self) -> None:
        """Make every text again in the session's language; what is typed stays, and focus too."""
        typed, focused = self.values(), QApplication.focusWidget()
        name = focused.objectName() if focused is not None and self.isAncestorOf(focused) else ""
        self.frame.setParent(None)
        self.frame.deleteLater()
        earlier = self._checking
        self._build()
        self.frame.show()
        if self._record is not None:
            self._show(typed)
            self._checking.go_on_from(earlier)
            self._check()
        again = self.findChild(QWidget, name) if name else None
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    # Checking.

    def _check(self) -> None:
        if self._record is None:
            return
        self._tell(self._problems())
        self._hint.consider(self._typed_record())

    def _tell(self, found: Iterable[Problem]) -> None:
        self.frame.tell_apart(self._session.say(told_apart(self._checking.tell(found))))

    def _problems(self) -> tuple[Problem, ...]:
        if not self._checking.tells_all:
            return problems(self.entity, self._typed_record(), today=today(self._session.clock))
        with self._session.begin() as unit:
            return record_problems(unit, self.entity, self._typed_record(), self._stamp())

    def _refuse(self, refusal: Refused) -> None:
        self._checking.tells_all = True
        first = self._checking.reveal_first(refusal.problems)
        self._tell(refusal.problems)
        self.frame.chain(self.sheet)
        if first is not None:
            first.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self.frame.show_cell_grown(first)
        only_warnings = all(problem.warning for problem in refusal.problems)
        self.said.emit(self._to_confirm() if only_warnings else self._session.say(refusal.message))

    def _to_confirm(self) -> str:
        return self.tr("Not recorded yet: some answers are unusual. Correct them, or tick that they are right.")

    # Recording.

    def _recorded(self) -> Changes:
        typed, stamp = self._typed_record(), self._stamp()
        with self._session.begin() as unit:
            found = record_problems(unit, self.entity, typed, stamp)
            confirmed = bool(found) and self._checking.are_all_confirmed(found)
            return record(unit, self.entity, typed, stamp, confirmed_warnings=confirmed)

    def _typed_record(self) -> Any:  # noqa: ANN401 - the entity's dataclass
        return restored(self.entity, self._record.id, self._record.version, self.values())

    def _stamp(self) -> Any:  # noqa: ANN401
        return stamped(self._session.clock, acting_role(self._session.member, self.entity), self.frame.reason())

    # Somebody else recorded meanwhile.

    def _compare(self, stale: StaleVersion) -> None:
        with self._session.begin() as unit:
            history = unit.records(self.entity.name).history(self._record.id)
        current, base = history[-1].record, version_of(history, self._record.version)
        outcome = merged(values_of(self.entity, base), self.values(), values_of(self.entity, current))
        versions = Versions(base, current, self._typed_record())
        self.frame.tell_stale(self._changed_elsewhere(outcome), versions, lambda: self._rebase(current, outcome))
        self.said.emit(self._session.say(stale.message))

    def _changed_elsewhere(self, outcome: Merged) -> str:
        told = [self.tr("This record was changed meanwhile; the draft is kept.")]
        if outcome.theirs:
            told.append(self.tr("Changed there: {fields}.").format(fields=self._labels(outcome.theirs)))
        if outcome.both:
            told.append(self.tr("Changed in both, yours is kept: {fields}.").format(fields=self._labels(outcome.both)))
        return " ".join(told)

    def _labels(self, names: tuple[str, ...]) -> str:
        return ", ".join(self._session.say(attribute_label(self.entity, name)) for name in names)

    def _rebase(self, current: Any, outcome: Merged) -> None:  # noqa: ANN401
        self._record = current
        self._drafting.begin(current, self.values())
        self._show(outcome.values)
        self._keep_at_once()
        self.focus_first()

    def _as_read(self, record: Any, version: int) -> Any:  # noqa: ANN401
        """The record as it was when the draft was begun."""
        if version == record.version or not version:
            return record
        with self._session.begin() as unit:
            return version_of(unit.records(self.entity.name).history(record.id), version) or record

    # Parts.

    def _show(self, values: Json) -> None:
        self.sheet.set_values(values)
        self._checking = Checking(self.sheet)
        for cell in self.sheet.walk():
            cell.show_problem(None)
        self.frame.open_on(self._record)
        self.frame.chain(self.sheet)
        self._hint.consider(self._typed_record())

    def _bring_back(self, typed: Json) -> None:
        self._show(typed)
        self._keep_at_once()

    def _keep_at_once(self) -> None:
        self._drafting.note_typing()
        self._drafting.keep()

    def _build(self) -> None:
        self.sheet = Sheet(self.entity, self._session, parent=self).in_sections()
        self.frame = FormFrame(self.sheet, self._session, self)
        self._column.addWidget(self.frame)
        self._column.addWidget(self._hint, 0, Qt.AlignmentFlag.AlignLeft)
        self._checking = Checking(self.sheet)
        self.sheet.changed.connect(self._typed)
        self.sheet.left.connect(self._left)
        self.sheet.entered.connect(self.frame.show_cell)
        self.sheet.regrown.connect(self._regrown)
        self.frame.save.clicked.connect(self.save)
        self.frame.close_form.clicked.connect(self.leave)
        self.frame.abandon.clicked.connect(self.abandon)

    def _typed(self, path: str) -> None:
        self._drafting.note_typing()
        self.frame.tell_draft(None)
        cell = next((cell for cell in self.sheet.walk() if cell.path == path), None)
        if cell is not None and (cell.problem is not None or cell.editor.field.kind in _CHECKED_AS_TYPED):
            self._checking.visit(path)
            self._typing.start()

    def _regrown(self) -> None:
        self.frame.chain(self.sheet)
        self.frame.follow_focus()

    def _left(self, path: str) -> None:
        self._checking.visit(path)
        self._check()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            _go_on(self)
        elif event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in _TURNS:
            self.frame.turn(_TURNS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


_TURNS = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}


def _go_on(form: QWidget) -> None:
    """Enter presses the button at hand, else goes to the next field."""
    focused = form.focusWidget()
    if isinstance(focused, QAbstractButton):
        focused.click()
    elif not isinstance(focused, QPlainTextEdit):
        form.focusNextChild()

"""What every editor of one field has in common: its value as a draft holds it, and word of change and of leaving."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from observatory.fields import Field
from ui.desktop.clipboard import unlearned
from ui.desktop.session import Session

QWIDGETSIZE_MAX = 16_777_215
"""Qt's own bound: a widget that may be this wide has no bound of its own."""

_ALL = 1000
_STAYS = ("PopupFocusReason", "ActiveWindowFocusReason", "MenuBarFocusReason")


class Editor(QWidget):
    """Edits one field. Subclasses build `self.input`, the part that takes focus, and call `_place`.

    `value` is what `observatory.usecases.drafts` keeps: text, a list of codes, a whole number, or None; text that
    cannot be read is kept as typed, for validation to name.
    """

    changed = Signal()
    """The value changed under the user's hands."""

    left = Signal()
    """Focus went on to something else in the window."""

    entered = Signal()

    def __init__(self, field: Field, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.session = session
        self.input: QWidget = self

    def value(self) -> Any:  # noqa: ANN401 - by kind of field
        """What is typed, in the form that drafts keep."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:  # noqa: ANN401 - by kind of field
        """Show a value; `changed` is not emitted."""
        raise NotImplementedError

    def stops(self) -> tuple[QWidget, ...]:
        """The parts that Tab visits, in order."""
        return (self.input,)

    def remark(self) -> str:
        """A quiet word on what is chosen, in the session's language; empty for most editors."""
        return ""

    def follow(self, values: Mapping[str, Any]) -> None:
        """Take notice of the record's other values; most editors need not."""

    def narrow(self, codes: frozenset[str] | None) -> None:
        """Offer these codes only; editors without codes have nothing to narrow."""

    def name(self, object_name: str, spoken: str) -> None:
        """Give the input the name by which tests find it and the one a screen reader speaks."""
        self.input.setObjectName(object_name)
        self.input.setAccessibleName(spoken)

    def describe(self, sentence: str) -> None:
        """What a screen reader adds to the name: the problem, the hint, why the field is closed."""
        self.input.setAccessibleDescription(sentence)

    def _place(self, chosen: QWidget, *beside: QWidget) -> None:
        self.input = chosen
        unlearned(chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(chosen, _ALL)
        for part in beside:
            row.addWidget(part)
        if chosen.maximumWidth() < QWIDGETSIZE_MAX:
            row.addStretch(1)
        self.setFocusProxy(chosen)
        chosen.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QFocusEvent):
            if event.gotFocus():
                self.entered.emit()
            elif event.reason().name not in _STAYS:
                self._settle()
                self.left.emit()
        return super().eventFilter(watched, event)

    def _settle(self) -> None:
        """Rewrite what was typed as people read it; called when focus leaves."""

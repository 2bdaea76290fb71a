"""Making a store: four steps, forwards and back."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QRadioButton, QVBoxLayout, QWidget

from observatory.security.store_keys import Newcomer
from observatory.terms import Language
from ui.desktop.naming import named
from ui.desktop.unlock.card import Card, heading, row_of, sentence
from ui.desktop.unlock.founder_step import FounderStep
from ui.desktop.unlock.steps import ContentStep, LanguageStep, PlaceStep, Step
from ui.desktop.unlock.stores import Stores


class FirstRun(QWidget):
    """Collects the answers; whoever made it makes the store and answers with `refuse` or by going on."""

    language_chosen = Signal(object)
    asked = Signal()
    """Everything is answered: make the store from `folder`, `passphrase`, `founder` and `wants_sample`."""
    left = Signal()

    def __init__(self, stores: Stores, folder: Path, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("first_run")
        self._language, self._place = LanguageStep(language), PlaceStep(stores, folder, language)
        self._founder, self._content = FounderStep(language), ContentStep()
        self._steps: tuple[Step, ...] = (self._language, self._place, self._founder, self._content)
        self._at = 0
        self._title, self._count = heading("step_title"), sentence("step_count")
        self._back = named(QPushButton(autoDefault=True), "step_back")
        self._next = named(QPushButton(autoDefault=True), "step_next")
        self._busy = False
        self._arrange()
        self._language.chosen.connect(self.language_chosen)
        self._back.clicked.connect(self._go_back)
        self._next.clicked.connect(self._go_on)
        self._reword()

    @property
    def folder(self) -> Path:
        return self._place.folder

    @property
    def passphrase(self) -> str:
        return self._place.passphrase

    @property
    def founder(self) -> Newcomer:
        return self._founder.founder

    @property
    def wants_sample(self) -> bool:
        return self._content.wants_sample

    def refuse(self, text: str) -> None:
        """Say why the store was not made; the answers stay."""
        self.set_busy(False)
        self._content.refuse(text)

    def wipe(self) -> None:
        self._place.wipe()
        self._founder.wipe()

    def set_busy(self, busy: bool) -> None:
        self._busy = busy
        for widget in (*self._steps, self._back, self._next):
            widget.setEnabled(not busy)
        self._reword()

    def start(self) -> None:
        self._show(0)

    def speak(self, language: Language) -> None:
        """The language was chosen elsewhere."""
        self._place.speak(language)
        self._founder.speak(language)
        self._language.choose(language)

    def _go_on(self) -> None:
        now = self._at
        if not self._steps[now].is_answered():
            return
        if now + 1 < len(self._steps):
            self._show(now + 1)
        else:
            self._content.refuse("")
            self.set_busy(True)
            self.asked.emit()

    def _go_back(self) -> None:
        now = self._at
        if now:
            self._show(now - 1)
        else:
            self.left.emit()

    def _show(self, number: int) -> None:
        self._at = number
        # Shown and hidden, not stacked: a stack is as high as its highest page and knows nothing of wrapped text.
        for step in self._steps:
            step.setVisible(step is self._steps[number])
        self._reword()
        _first_field(self._steps[number]).setFocus(Qt.FocusReason.TabFocusReason)
        # Both the focus and the first showing of a window hide the ring until somebody presses Tab.
        QTimer.singleShot(0, self, self._ring)

    def _ring(self) -> None:
        """Let it be seen from the start where the keyboard is."""
        self.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        self.update()

    def _arrange(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (self._count, self._title, *self._steps):
            column.addWidget(widget)
        column.addSpacing(6)
        column.addLayout(row_of(self._back, None, self._next))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Card(content))

    def _reword(self) -> None:
        now = self._at
        last = now + 1 == len(self._steps)
        self._title.setText(self._steps[now].title())
        self._count.setText(self.tr("New store – step {n} of {all}").format(n=now + 1, all=len(self._steps)))
        self._back.setText(self.tr("Bac&k"))
        self._next.setText(self._next_text(last=last))

    def _next_text(self, *, last: bool) -> str:
        if self._busy:
            return self.tr("Making the store…")
        return self.tr("&Make the store") if last else self.tr("&Next")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter goes on, Esc goes back; a button at hand has taken Enter before it comes here."""
        if self._busy:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_on()
        elif event.key() == Qt.Key.Key_Escape:
            self._go_back()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.LanguageChange:
            self._reword()
        super().changeEvent(event)


def _first_field(step: Step) -> QWidget:
    """The choice that holds, the first line still empty, or the first thing in a step that takes the keyboard."""
    fields: list[QWidget] = step.findChildren(QWidget)
    chosen = [field for field in fields if isinstance(field, QRadioButton) and field.isChecked()]
    empty = [field for field in fields if isinstance(field, QLineEdit) and not field.text()]
    if chosen or empty:
        return (chosen or empty)[0]
    takes: Callable[[QWidget], bool] = lambda w: bool(w.focusPolicy().value) and w.focusProxy() is None  # noqa: E731
    return next(filter(takes, fields), step)

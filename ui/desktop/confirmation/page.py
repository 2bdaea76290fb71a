"""What the pages on proposals and on retention share: a title, buttons, a table, a sentence, work on the worker."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTableView, QVBoxLayout, QWidget

from observatory.progress import Progress
from observatory.terms import Term
from ui.desktop.background import Background
from ui.desktop.confirmation.rows import Rows, dress
from ui.desktop.members.second_member import SecondMember, Wanted
from ui.desktop.naming import named
from ui.desktop.problems import sentence
from ui.desktop.session import Session
from ui.desktop.widgets.headings import heading


class ConfirmationPage(QWidget):
    """A page names its buttons by what they do; `offer` says which can be pressed now."""

    said = Signal(str)
    """What happened, for the message bar."""
    failed = Signal(str)
    """What did not."""
    ended = Signal()
    """Esc: back to where one came from."""

    def __init__(self, name: str, buttons: tuple[str, ...], session: Session, background: Background) -> None:
        super().__init__()
        self.session, self._background = session, background
        self.is_busy = self._has_looked = False
        self._title: QLabel = heading("", level=1)
        self.buttons = {each: named(QPushButton(), each) for each in buttons}
        self.rows, self.table = Rows(), named(QTableView(), f"{name}_table")
        self.result = named(QLabel(wordWrap=True), f"{name}_result")
        dress(self.table, self.rows)
        self._arrange()

    def panes(self) -> list[QWidget]:
        return [*self.buttons.values(), self.table]

    def arrive(self) -> None:
        """The page was asked for: what is known is looked up again."""
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.refresh()

    def refresh(self) -> None:
        """Look again at what the page shows."""

    def offer(self) -> None:
        """Say which buttons can be pressed now."""

    def reword(self) -> None:
        """Say everything in the language of now."""

    def work_on(self, what: Term, work: Callable[[Progress], Any], done: Callable[[Any], None]) -> None:
        """Do something on the worker; `done` is told on the window's thread."""

        def over(answer: Any) -> None:  # noqa: ANN401 - whatever the work makes
            self._has_looked = True
            self._set_busy(busy=False)
            done(answer)

        def broken(error: Exception) -> None:
            self._set_busy(busy=False)
            self.failed.emit(sentence(error, self.session.language))

        if not self.is_busy:
            self._set_busy(busy=True)
            self._background.carry_out(what, work, done=over, failed=broken)

    def ask_second(self, wanted: Wanted, done: Callable[[Any], None]) -> None:
        """Have a second member confirm."""
        dialog = SecondMember(self.session, self._background, wanted, self)
        dialog.confirmed.connect(done)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def tell(self, text: str) -> None:
        """What came of it stays on the page."""
        self.result.setText(text)
        self.result.setVisible(bool(text))
        if text:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def tell_nothing(self, text: str) -> None:
        """Why the list is empty, once it was looked up: before that it would not be true."""
        self.tell(text if self._has_looked else "")

    def name_all(self, title: str, table: str, texts: dict[str, str]) -> None:
        self._title.setText(title)
        self.setAccessibleName(title)
        self.table.setAccessibleName(table)
        for name, text in texts.items():
            self.buttons[name].setText(text)
            self.buttons[name].setAccessibleName(text.replace("&", "").rstrip("…"))

    def _set_busy(self, *, busy: bool) -> None:
        self.is_busy = busy
        self.offer()

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in self.buttons.values():
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 12)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addLayout(buttons)
        column.addWidget(self.result)
        column.addWidget(self.table, 1)
        self.result.setTextFormat(Qt.TextFormat.PlainText)
        self.result.setForegroundRole(QPalette.ColorRole.WindowText)
        self.result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.tell("")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc stops what runs, else it leaves the page."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.is_busy:
            self._background.cancel()
        else:
            self.ended.emit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.LanguageChange:
            self.reword()
        super().changeEvent(event)

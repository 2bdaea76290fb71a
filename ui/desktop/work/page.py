"""What the pages of lines share: a title, a sentence, the lines, reading them on the worker."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from observatory.progress import Progress
from observatory.selection import Selection
from observatory.terms import Term
from ui.desktop.background import Background
from ui.desktop.problems import sentence
from ui.desktop.session import Session
from ui.desktop.widgets.headings import heading, quiet
from ui.desktop.work.lines import Lines


class LinesPage(QWidget):
    """`record_wanted` carries entity and id, `selection_wanted` entity and selection, `draft_wanted` a draft.

    `page_wanted` carries the name of a page, and the id of what is gone on with there.
    """

    failed = Signal(str)
    ended = Signal()
    """Esc: back to where one came from."""
    record_wanted = Signal(str, str)
    selection_wanted = Signal(str, object)
    draft_wanted = Signal(object)
    page_wanted = Signal(str, str)

    def __init__(self, name: str, session: Session, background: Background, *, of_figures: bool = False) -> None:
        super().__init__()
        self.session, self._background = session, background
        self.is_reading = False
        self._is_fresh = False
        self._title, self._about = heading("", level=1), quiet("")
        self.lines = Lines(name, self, of_figures=of_figures)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 12)
        column.setSpacing(10)
        for part in (self._title, self._about, self.lines):
            column.addWidget(part)

    def panes(self) -> tuple[QWidget, ...]:
        return (self.lines,)

    def arrive(self) -> None:
        """The page was asked for: it is read anew, and the keyboard goes into the lines."""
        self.lines.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.refresh()

    def refresh(self) -> None:
        """Read anew; waits until the page is seen."""
        self._is_fresh = False
        if self.isVisible():
            self.read()

    def read(self) -> None:
        """Ask for what the page shows, on the worker."""

    def reword(self) -> None:
        """Say everything in the language of now."""

    def name_all(self, title: str, about: str) -> None:
        self._title.setText(title)
        self._about.setText(about)
        self.setAccessibleName(title)
        self.lines.setAccessibleName(title)
        self.lines.setAccessibleDescription(self.tr("Arrows move, Enter leads to the records"))

    def look_up(self, what: Term, ask: Callable[[Progress], Any], done: Callable[[Any], None]) -> None:
        """Read on the worker; `done` is told on the window's thread. A second wish waits for no answer of its own."""
        if self.is_reading:
            return
        self.is_reading, self._is_fresh = True, True

        def over(answer: Any) -> None:  # noqa: ANN401 - whatever was read
            self.is_reading = False
            done(answer)
            if not self._is_fresh:
                self.refresh()

        def broken(error: Exception) -> None:
            self.is_reading = False
            self.failed.emit(sentence(error, self.session.language))

        self._background.carry_out(what, ask, done=over, failed=broken)

    def follow(self, entity: str, leads_to: object) -> None:
        """Go where a line leads: to a record by its id, or to all records of a selection."""
        if isinstance(leads_to, Selection):
            self.selection_wanted.emit(entity, leads_to)
        else:
            self.record_wanted.emit(entity, str(leads_to))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        if not self._is_fresh:
            self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.ended.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.LanguageChange:
            self.reword()
        super().changeEvent(event)

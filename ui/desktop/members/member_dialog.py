"""What every dialog about a member has: content that scrolls, a place to complain, work done on the worker."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLabel,
    QLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from observatory.progress import Progress
from observatory.terms import Term
from ui.desktop.background import Background, Standing
from ui.desktop.naming import named
from ui.desktop.problems import sentence
from ui.desktop.session import Session
from ui.desktop.unlock.card import complain, complaint, row_of
from ui.desktop.unlock.card import sentence as running_text

R = TypeVar("R")
_WIDTH_IN_LINES = 38
_SHARE_OF_SCREEN = 0.92


class MemberDialog(QDialog):
    """While its work runs, «Cancel» stops that work; closed by whomever, it leaves nothing typed behind."""

    def __init__(self, session: Session, background: Background, parent: QWidget) -> None:
        super().__init__(parent)
        self.session, self._background = session, background
        self._is_busy = False
        self._content = QWidget()
        self.column = QVBoxLayout(self._content)
        self.column.setContentsMargins(24, 20, 24, 4)
        self.column.setSpacing(8)
        self._problem = complaint("member_problem")
        self._what, self._bar = running_text("member_work"), named(QProgressBar(), "member_progress")
        self._cancel = named(QPushButton(autoDefault=False), "member_cancel")
        self.go = named(QPushButton(default=True), "member_go")
        self._cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self.ask)
        background.progressed.connect(self._show_progress)
        session.closing.connect(self._let_go)
        self._arrange()

    def ask(self) -> None:
        """What was answered is whole: have it done, or say what is missing."""
        raise NotImplementedError

    def wipe(self) -> None:
        """Forget what was typed in secret."""

    def complain(self, field: QWidget, text: str) -> None:
        """Say what is wrong with a field; an empty sentence takes it away."""
        complain(self._problem, field, text)
        self._fit()
        if text:
            field.setFocus()

    def carry_out(self, what: Term, work: Callable[[Progress], R], done: Callable[[R], None]) -> None:
        """Do the work; then the dialog is over, and `done` is told."""

        def over(result: R) -> None:
            self._set_busy(busy=False)
            self.accept()
            done(result)

        complain(self._problem, self.go, "")
        self._set_busy(busy=True)
        self._background.carry_out(what, work, done=over, failed=self._refuse)

    def _refuse(self, error: Exception) -> None:
        self._set_busy(busy=False)
        self.complain(self.go, sentence(error, self.session.language))

    def _set_busy(self, *, busy: bool) -> None:
        self._is_busy = busy
        self._content.setEnabled(not busy)
        self.go.setEnabled(not busy)
        for widget in (self._what, self._bar):
            widget.hide()

    def _show_progress(self, standing: Standing) -> None:
        if self._is_busy:
            self._what.setText(f"{self.session.say(standing.what)} …")
            self._bar.setRange(0, standing.total)
            self._bar.setValue(standing.done)
            for widget in (self._what, self._bar):
                widget.show()
            self._fit()

    def reject(self) -> None:
        """«Cancel» and Esc: stop what runs, else give up."""
        if self._is_busy:
            self._background.cancel()
        else:
            super().reject()

    def done(self, result: int) -> None:
        """Closed, by whomever: nothing typed stays."""
        self.wipe()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """While work runs, closing the dialog asks it to stop: how it ended is still to be told."""
        if self._is_busy:
            self._background.cancel()
            event.ignore()
        else:
            super().closeEvent(event)

    def _let_go(self) -> None:
        """The store is being locked: whoever does it stops the work, and nobody waits for it."""
        self._is_busy = False

    def _arrange(self) -> None:
        area = QScrollArea(widgetResizable=True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(self._content)
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 6, 24, 16)
        foot.setSpacing(8)
        for widget in (self._problem, self._what, self._bar):
            foot.addWidget(widget)
        foot.addLayout(row_of(None, self._cancel, self.go))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(area, 1)
        outer.addLayout(foot)
        self._foot = foot
        self._set_busy(busy=False)

    def word(self, title: str, go: str) -> None:
        self.setWindowTitle(title)
        self.go.setText(go)
        self._cancel.setText(self.tr("Cance&l"))
        self._bar.setAccessibleName(self.tr("Progress"))

    def field(self, label: QLabel, field: QWidget, text: str) -> None:
        """Put a field under its label."""
        label.setText(text)
        label.setBuddy(field)
        field.setAccessibleName(text.replace("&", ""))
        self.column.addWidget(label)
        self.column.addWidget(field)

    def _fit(self) -> None:
        """As high as what it holds, as far as the screen lets; the rest scrolls."""
        room = self.screen().availableSize() * _SHARE_OF_SCREEN
        width = min(self.fontMetrics().height() * _WIDTH_IN_LINES, room.width())
        # With room for a scroll bar, which else would stay once it had come: beside it the text is higher.
        beside = width - self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        height = sum(_height(part, beside) for part in (self.column, self._foot))
        self.resize(width, min(height, room.height()))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        self._fit()
        super().showEvent(event)


def _height(layout: QLayout, width: int) -> int:
    return layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()

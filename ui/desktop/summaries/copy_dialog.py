"""Asks for whom a copy of the summary is, which one of how many, and what closes it: a passphrase, a signature."""

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from observatory.errors import WrongUse
from observatory.progress import Progress
from observatory.reports.copies import MOST, Closing, Copy, OwnPassphrase, closing_passphrase, copy_for
from observatory.terms import Term
from ui import bootstrap
from ui.desktop.background import Background
from ui.desktop.naming import named
from ui.desktop.problems import sentence as sentence_of
from ui.desktop.session import Session
from ui.desktop.summaries.copy_signing import CopySigning
from ui.desktop.unlock.card import complain, complaint, row_of, sentence
from ui.desktop.unlock.new_passphrase import NewPassphrase

_CHECKING = Term("Controllo di frase d’accesso e firma", "Checking passphrase and signature")
_WIDTH_IN_LINES = 30


class CopyDialog(QDialog):
    """Refuses half an answer beside the field; what is typed stays no longer than the dialog."""

    wanted = Signal(object, object)
    """The copy, and what closes it."""

    def __init__(self, session: Session, background: Background, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("copy_dialog")
        self._session, self._background = session, background
        self._is_gone = False
        self._hint = sentence("copy_hint")
        self._recipient = named(QLineEdit(), "copy_recipient")
        self._problem = complaint("copy_problem")
        self._number = named(QSpinBox(minimum=1, maximum=MOST), "copy_number")
        self._of = named(QSpinBox(minimum=1, maximum=MOST), "copy_of")
        self._labels = tuple(QLabel() for _ in range(3))
        self._closed = named(QCheckBox(), "copy_closed")
        self._passphrase = NewPassphrase(session.language)
        self._closed_hint = sentence("copy_closed_hint")
        self._signing = CopySigning(session.language)
        self._cancel = named(QPushButton(autoDefault=False), "copy_cancel")
        self._write = named(QPushButton(default=True), "copy_write")
        self._closed.setChecked(True)
        self._arrange()
        self._connect()
        self._word()

    def done(self, result: int) -> None:
        """Closed, by whomever: nothing typed stays."""
        self._is_gone = True
        self._passphrase.wipe()
        self._signing.wipe()
        super().done(result)

    def _ask(self) -> None:
        try:
            copy = copy_for(self._recipient.text(), self._number.value(), self._of.value())
        except WrongUse as error:
            complain(self._problem, self._recipient, self._session.say(error.message))
            self._recipient.setFocus()
            return
        complain(self._problem, self._recipient, "")
        if self._closed.isChecked() and not self._passphrase.is_answered():
            return
        if self._signing.is_answered():
            self._check(copy)
        else:
            self._scroll.ensureWidgetVisible(self._signing)

    def _check(self, copy: Copy) -> None:
        """What takes long to refuse is refused while the dialog still stands: the store's own passphrase, a key."""
        try:
            passphrase = closing_passphrase(self._passphrase.text) if self._closed.isChecked() else ""
        except WrongUse as error:
            self._passphrase.refuse(self._session.say(error.message))
            return
        store, read = self._session.store, self._signing.reader()

        def work(_progress: Progress) -> Closing:
            if passphrase and bootstrap.is_own_passphrase(store, passphrase):
                raise OwnPassphrase
            return Closing(passphrase, read())

        self._set_busy(busy=True)
        self._background.carry_out(
            _CHECKING, work, done=lambda closing: self._succeed(copy, closing), failed=self._refuse
        )

    def _succeed(self, copy: Copy, closing: Closing) -> None:
        if not self._is_gone:
            self._set_busy(busy=False)
            self.accept()
            self.wanted.emit(copy, closing)

    def _refuse(self, error: Exception) -> None:
        if self._is_gone:
            return
        self._set_busy(busy=False)
        refused = self._passphrase if isinstance(error, OwnPassphrase) else self._signing
        refused.refuse(sentence_of(error, self._session.language))
        self._scroll.ensureWidgetVisible(refused)

    def _set_busy(self, *, busy: bool) -> None:
        for widget in (self._recipient, self._passphrase, self._signing, self._write):
            widget.setEnabled(not busy)

    def _connect(self) -> None:
        self._number.valueChanged.connect(self._of.setMinimum)
        self._closed.toggled.connect(self._passphrase.setVisible)
        self._closed.toggled.connect(self._closed_hint.setVisible)
        self._cancel.clicked.connect(self.reject)
        self._write.clicked.connect(self._ask)

    def _arrange(self) -> None:
        for label, field in zip(self._labels, (self._recipient, self._number, self._of), strict=True):
            label.setBuddy(field)
        numbers = QHBoxLayout()
        for widget in (self._number, self._labels[2], self._of):
            numbers.addWidget(widget)
        numbers.addStretch(1)
        form = QFormLayout()
        form.addRow(self._labels[0], self._recipient)
        form.addRow(self._problem)
        form.addRow(self._labels[1], numbers)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 20, 24, 8)
        column.setSpacing(10)
        column.addWidget(self._hint)
        column.addLayout(form)
        for below in (self._closed, self._passphrase, self._closed_hint, self._signing):
            column.addWidget(below)
        column.addStretch(1)
        self._arrange_scrolling(inner)

    def _arrange_scrolling(self, inner: QWidget) -> None:
        """The buttons stay in sight on a small screen; what is asked scrolls above them."""
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inner)
        buttons = row_of(None, self._cancel, self._write)
        buttons.setContentsMargins(24, 8, 24, 16)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll, 1)
        column.addLayout(buttons)
        self._inner, self._scroll = inner, scroll
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self._fit)
        for toggled in (self._signing.chosen, self._closed.toggled):
            toggled.connect(self._fitting.start)
        self.setMinimumWidth(self.fontMetrics().height() * _WIDTH_IN_LINES)

    def _fit(self) -> None:
        """As high as what is asked, as far as the screen goes."""
        line, room = self.fontMetrics().height(), self.screen().availableGeometry().height()
        layout = self._inner.layout()
        if layout is not None:
            layout.activate()
        asked = self._inner.heightForWidth(self.width()) if self._inner.hasHeightForWidth() else 0
        asked = max(asked, self._inner.sizeHint().height())
        self.resize(self.width(), min(asked + 4 * line, room - 2 * line))

    def _word(self) -> None:
        self.setWindowTitle(self.tr("Copy to send"))
        self._hint.setText(
            self.tr("The name is on every page, the tables go along as data, and the log remembers who got which copy.")
        )
        for label, text in zip(
            self._labels, (self.tr("R&ecipient"), self.tr("Copy &number"), self.tr("&of")), strict=True
        ):
            label.setText(text)
        self._closed.setText(self.tr("&Close it with a passphrase"))
        self._closed_hint.setText(
            self.tr(
                "Tell the recipient the passphrase by another way. It is kept nowhere: without it the copy is lost."
            )
        )
        self._cancel.setText(self.tr("Cancel"))
        self._write.setText(self.tr("&Write the copy…"))
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._fit()
        return super().event(event)

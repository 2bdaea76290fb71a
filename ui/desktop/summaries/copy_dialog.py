"""Asks for whom a copy of the summary is, which one of how many, and what closes it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from observatory.errors import WrongUse
from observatory.reports.copies import MOST, closing_passphrase, copy_for
from observatory.terms import Language
from ui.desktop.naming import named
from ui.desktop.unlock.card import complain, complaint, row_of, sentence
from ui.desktop.unlock.new_passphrase import NewPassphrase

_WIDTH_IN_LINES = 26


class CopyDialog(QDialog):
    """Refuses half an answer beside the field; what is typed stays no longer than the dialog."""

    wanted = Signal(object, str)
    """The copy, and its passphrase; empty leaves it open."""

    def __init__(self, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("copy_dialog")
        self._language = language
        self._hint = sentence("copy_hint")
        self._recipient = named(QLineEdit(), "copy_recipient")
        self._problem = complaint("copy_problem")
        self._number = named(QSpinBox(minimum=1, maximum=MOST), "copy_number")
        self._of = named(QSpinBox(minimum=1, maximum=MOST), "copy_of")
        self._labels = tuple(QLabel() for _ in range(3))
        self._closed = named(QCheckBox(), "copy_closed")
        self._passphrase = NewPassphrase(language)
        self._closed_hint = sentence("copy_closed_hint")
        self._cancel = named(QPushButton(autoDefault=False), "copy_cancel")
        self._write = named(QPushButton(default=True), "copy_write")
        self._closed.setChecked(True)
        self._arrange()
        self._number.valueChanged.connect(self._of.setMinimum)
        self._closed.toggled.connect(self._passphrase.setVisible)
        self._closed.toggled.connect(self._closed_hint.setVisible)
        self._cancel.clicked.connect(self.reject)
        self._write.clicked.connect(self._ask)
        self._word()

    def done(self, result: int) -> None:
        """Closed, by whomever: nothing typed stays."""
        self._passphrase.wipe()
        super().done(result)

    def _ask(self) -> None:
        try:
            copy = copy_for(self._recipient.text(), self._number.value(), self._of.value())
        except WrongUse as error:
            complain(self._problem, self._recipient, error.message.in_(self._language))
            self._recipient.setFocus()
            return
        complain(self._problem, self._recipient, "")
        if self._closed.isChecked() and not self._passphrase.is_answered():
            return
        try:
            passphrase = closing_passphrase(self._passphrase.text) if self._closed.isChecked() else ""
        except WrongUse as error:
            self._passphrase.refuse(error.message.in_(self._language))
            return
        self.accept()
        self.wanted.emit(copy, passphrase)

    def _arrange(self) -> None:
        self.setMinimumWidth(self.fontMetrics().height() * _WIDTH_IN_LINES)
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
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        column.addWidget(self._hint)
        column.addLayout(form)
        for below in (self._closed, self._passphrase, self._closed_hint):
            column.addWidget(below)
        column.addLayout(row_of(None, self._cancel, self._write))

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

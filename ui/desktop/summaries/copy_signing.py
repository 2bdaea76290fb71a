"""Whether a copy is signed, and with which key: its file and the passphrase that opens it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from observatory.errors import WrongUse
from observatory.reports.copies import Signing, refuse_without_library, signing_with
from observatory.terms import Language
from ui.desktop.imports.file_field import FileField
from ui.desktop.naming import named
from ui.desktop.unlock.card import complain, complaint, sentence
from ui.desktop.unlock.passphrase_field import PassphraseField


class CopySigning(QWidget):
    """A wish of its own, and none where the part of the program that signs is not installed: then it says so."""

    chosen = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self._missing = _why_not(language)
        self._signed = named(QCheckBox(), "copy_signed")
        self._asked = QWidget()
        self._file = FileField("copy_key", "p12", self._asked)
        self._label, self._passphrase = QLabel(), PassphraseField("copy_key_passphrase")
        self._problem, self._hint = complaint("copy_key_problem"), sentence("copy_signed_hint")
        self._arrange()
        self._signed.setEnabled(not self._missing)
        self._signed.toggled.connect(self._show)
        self._word()
        self._show(is_asked=False)

    def wipe(self) -> None:
        self._passphrase.wipe()

    def refuse(self, text: str) -> None:
        """Say beside the fields why this key does not do."""
        complain(self._problem, self._file.line, text)
        if text:
            self._file.line.setFocus()

    def is_answered(self) -> bool:
        """Whether nothing is missing of what was chosen."""
        is_whole = not self._signed.isChecked() or self._file.path is not None
        self.refuse("" if is_whole else self.tr("Choose the file with key and certificate (PKCS #12)."))
        return is_whole

    def reader(self) -> Callable[[], Signing | None]:
        """Reads and opens the key, on the worker; raises `FileTrouble`, `WrongUse`."""
        path, passphrase = self._file.path, self._passphrase.text
        if path is None or not self._signed.isChecked():
            return lambda: None
        key_file = path

        def read() -> Signing:
            from observatory.reports.pdf.signature import refuse_key  # noqa: PLC0415 - the extra, when asked

            signing = signing_with(key_file, passphrase)
            refuse_key(signing)
            return signing

        return read

    def _show(self, is_asked: bool) -> None:
        self._asked.setVisible(is_asked)
        self._hint.setVisible(is_asked or bool(self._missing))
        self.chosen.emit()

    def _arrange(self) -> None:
        self._label.setBuddy(self._passphrase.line)
        grid = QGridLayout(self._asked)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self._file.label, 0, 0)
        grid.addWidget(self._file.line, 0, 1)
        grid.addWidget(self._file.button, 0, 2)
        grid.addWidget(self._label, 1, 0)
        grid.addWidget(self._passphrase, 1, 1, 1, 2)
        grid.addWidget(self._problem, 2, 0, 1, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self._signed, self._asked, self._hint):
            column.addWidget(widget)

    def _word(self) -> None:
        self._signed.setText(self.tr("&Sign it with a certificate"))
        self._file.reword(self.tr("&Key file"), self.tr("File with key and certificate"), self.tr("&Browse…"))
        self._label.setText(self.tr("Its p&assphrase"))
        self._passphrase.line.setAccessibleName(self.tr("Passphrase of the key file"))
        self._hint.setText(
            self._missing
            or self.tr("The signature covers the whole file and comes last; key and passphrase are kept nowhere.")
        )


def _why_not(language: Language) -> str:
    """Why nothing can be signed here; empty where it can."""
    try:
        refuse_without_library()
    except WrongUse as error:
        return error.message.in_(language)
    return ""

"""Making the recovery sheet: saved, printed, two of its groups typed back from the paper, and only then valid."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from observatory.errors import WrongPassphrase
from observatory.security.paper_key import is_group, new_paper_key
from observatory.security.recovery_sheet import TITLE, RecoverySheet, asked_back, sheet_mark
from observatory.security.store_keys import StoreKeys
from observatory.terms import Language, Term
from ui.desktop.background import Background
from ui.desktop.naming import named
from ui.desktop.places import ask_where
from ui.desktop.problems import sentence as sentence_of
from ui.desktop.unlock.card import complain, complaint, row_of, sentence
from ui.desktop.unlock.passphrase_field import PassphraseField

_WRITING = Term("Scrittura del foglio di recupero", "Writing the recovery sheet")
_MAKING = Term("Foglio di recupero", "Recovery sheet")
_WIDTH_IN_LINES = 28


@dataclass(frozen=True, slots=True)
class SheetFor:
    """Which store the sheet is for, as it is printed."""

    keys: StoreKeys
    store: str
    today: date
    language: Language


class RecoveryMaking(QDialog):
    """Until the two groups and the passphrase are right, the sheet in force stays the one from before."""

    made = Signal(object)
    """The sheet is valid; it was saved to this file."""

    def __init__(self, wanted: SheetFor, background: Background, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("recovery_making")
        self._wanted, self._background = wanted, background
        self._paper = new_paper_key()
        self._file: Path | None = None
        self._is_gone = False
        self._state, self._steps = sentence("recovery_state"), sentence("recovery_steps")
        self._save, self._saved = named(QPushButton(autoDefault=False), "recovery_save"), sentence("recovery_saved")
        self._save_problem, self._problem = complaint("recovery_save_problem"), complaint("recovery_problem")
        self._groups = {place: named(QLineEdit(), f"recovery_group_{place}") for place in asked_back()}
        self._label, self._passphrase = QLabel(), PassphraseField("recovery_passphrase")
        self._cancel = named(QPushButton(autoDefault=False), "recovery_cancel")
        self._confirm = named(QPushButton(default=True), "recovery_confirm")
        self._arrange()
        self._save.clicked.connect(self._choose_file)
        self._cancel.clicked.connect(self.reject)
        self._confirm.clicked.connect(self._ask)
        self._word()
        self._set_ready(ready=False)

    def done(self, result: int) -> None:
        """Closed, by whomever: nothing typed stays."""
        self._is_gone = True
        self._passphrase.wipe()
        for line in self._groups.values():
            line.clear()
        super().done(result)

    def _choose_file(self) -> None:
        name = f"{TITLE.in_(self._wanted.language)} - {self._wanted.store}.pdf"
        if (chosen := ask_where(self, self.tr("Save the recovery sheet"), Path.home() / name)) is not None:
            self._write(chosen)

    def _write(self, file: Path) -> None:
        wanted = self._wanted
        sheet = RecoverySheet(wanted.store, wanted.keys.fingerprint, self._paper, wanted.today)
        complain(self._save_problem, self._save, "")
        self._save.setEnabled(False)
        self._background.run(
            _WRITING,
            lambda _: write_sheet(sheet, wanted.language, file),
            done=lambda _: self._show_written(file),
            failed=self._refuse_file,
        )

    def _show_written(self, file: Path) -> None:
        if self._is_gone:
            return
        self._file = file
        self._save.setEnabled(True)
        self._saved.setText(
            self.tr("Saved as {file}. Print it now, and go on with the paper in hand.").format(file=file)
        )
        self._set_ready(ready=True)
        next(iter(self._groups.values())).setFocus()

    def _refuse_file(self, error: Exception) -> None:
        if not self._is_gone:
            self._save.setEnabled(True)
            complain(self._save_problem, self._save, sentence_of(error, self._wanted.language))

    def _ask(self) -> None:
        wrong = [place for place, line in self._groups.items() if not is_group(self._paper, place, line.text())]
        if wrong:
            self._complain(
                self._groups[wrong[0]],
                self.tr("Group {n} is not the one on this sheet: look again.").format(n=wrong[0]),
            )
        elif not self._passphrase.text:
            self._complain(self._passphrase.line, self.tr("Write the passphrase of this store."))
        else:
            self._make()

    def _make(self) -> None:
        keys, paper, passphrase = self._wanted.keys, self._paper, self._passphrase.text
        complain(self._problem, self._passphrase.line, "")
        self._set_ready(ready=False)
        self._save.setEnabled(False)
        self._background.run(
            _MAKING, lambda _: keys.set_recovery(passphrase, paper), done=self._succeed, failed=self._refuse
        )

    def _succeed(self, _nothing: object) -> None:
        if not self._is_gone:
            self.accept()
            self.made.emit(self._file)

    def _refuse(self, error: Exception) -> None:
        if self._is_gone:
            return
        self._set_ready(ready=True)
        self._save.setEnabled(True)
        if isinstance(error, WrongPassphrase):
            self._passphrase.wipe()
        self._complain(self._passphrase.line, sentence_of(error, self._wanted.language))

    def _complain(self, line: QLineEdit, text: str) -> None:
        complain(self._problem, line, text)
        line.setFocus()

    def _set_ready(self, *, ready: bool) -> None:
        for widget in (*self._groups.values(), self._passphrase, self._confirm):
            widget.setEnabled(ready)

    def _arrange(self) -> None:
        self._label.setBuddy(self._passphrase.line)
        self.setMinimumWidth(self.fontMetrics().height() * _WIDTH_IN_LINES)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        for widget in (self._state, self._steps):
            column.addWidget(widget)
        column.addLayout(row_of(self._save, None))
        column.addWidget(self._save_problem)
        column.addWidget(self._saved)
        for place, line in self._groups.items():
            text = self.tr("Group {n}").format(n=place)
            line.setAccessibleName(text)
            label = QLabel(text)
            column.addLayout(row_of(label, line, None))
        column.addWidget(self._label)
        column.addWidget(self._passphrase)
        column.addWidget(self._problem)
        column.addLayout(row_of(None, self._cancel, self._confirm))

    def _word(self) -> None:
        self.setWindowTitle(self.tr("Recovery sheet"))
        sheet = self._wanted.keys.sheet
        if sheet:
            text = self.tr("The sheet in force bears the mark “{mark}”. A new one takes its place.")
            self._state.setText(text.format(mark=sheet_mark(sheet)))
        else:
            self._state.setText(
                self.tr("This store has no recovery sheet: whoever forgets the passphrase cannot open it any more.")
            )
        self._steps.setText(
            self.tr("Save the sheet, print it, and type two groups from the paper: only then the new sheet is valid.")
        )
        self._save.setText(self.tr("&Save the sheet…"))
        self._label.setText(self.tr("&Passphrase of this store"))
        self._passphrase.line.setAccessibleName(self.tr("Passphrase of this store"))
        self._cancel.setText(self.tr("Cance&l"))
        self._confirm.setText(self.tr("&Make it valid"))


def write_sheet(sheet: RecoverySheet, language: Language, file: Path) -> None:
    """Write the page; the printing library loads only when somebody prints."""
    from observatory.reports.pdf.recovery_page import write_recovery_sheet  # noqa: PLC0415 - as above

    write_recovery_sheet(sheet, language, file)

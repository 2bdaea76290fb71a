"""The page «Tables from a file»: what `observatory disclosure protect` and `verify` do, for files of any office."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from observatory.charts.numerals import written
from observatory.disclosure.certificate_check import Checked, checked
from observatory.disclosure.files_protect import Done, Order, protect_files
from observatory.disclosure.files_release import NOTE_FILE
from observatory.disclosure.files_rounding import RoundedDone, round_files
from observatory.disclosure.rounding import RoundedReport
from observatory.disclosure.rounding_note import DERIVED
from observatory.errors import WrongUse
from observatory.labels import number
from observatory.progress import Progress
from observatory.terms import Term
from ui.desktop.background import Background
from ui.desktop.confirmation.page import ConfirmationPage
from ui.desktop.places import ask_folder
from ui.desktop.problems import sentence
from ui.desktop.session import Session
from ui.desktop.tables.form import TablesForm
from ui.desktop.tables.scrolling import Scrolling

_PROTECTING = Term("Protezione delle tavole", "Protecting the tables")
_CHECKING = Term("Controllo del certificato", "Checking the certificate")
_PROTECT, _CHECK = "tables_protect", "tables_check"


class TablesScreen(ConfirmationPage):
    """Nothing of the store takes part: counts, certificate and ledger are files that the member chooses."""

    def __init__(self, session: Session, background: Background) -> None:
        super().__init__("tables", (_PROTECT, _CHECK), session, background)
        self.form = TablesForm()
        scrolling = Scrolling(self.form)
        cast("QVBoxLayout", self.layout()).insertWidget(1, scrolling)
        self.form.more.toggled.connect(scrolling.updateGeometry)
        self.buttons[_PROTECT].clicked.connect(self.protect)
        self.buttons[_CHECK].clicked.connect(self.check)
        self.reword()

    def arrive(self) -> None:
        self.form.counts.line.setFocus()

    def protect(self) -> None:
        if (chosen := ask_folder(self, self.tr("Where the new folder is to be"))) is not None:
            self.protect_into(chosen)

    def protect_into(self, folder: Path) -> None:
        """Write the tables, certificate and report into a new folder within this one, all or nothing."""
        try:
            order = self.form.order(folder)
        except WrongUse as error:
            self.failed.emit(sentence(error, self.session.language))
            return
        if self.form.is_rounding:
            self.work_on(_PROTECTING, lambda p: round_files(order, p), lambda done: self._rounded(order, done))
        else:
            self.work_on(_PROTECTING, lambda p: protect_files(order, p), lambda done: self._hidden(order, done))

    def check(self) -> None:
        kind, title = self.tr("Certificates (*.oscert)"), self.tr("Certificate to check")
        chosen, _ = QFileDialog.getOpenFileName(self, title, "", f"{kind};;*")
        if chosen:
            self.check_file(Path(chosen))

    def check_file(self, path: Path) -> None:
        """By additions and comparisons alone, with the tables that lie beside it."""
        ledger = self.form.ledger.path

        def look(_progress: Progress) -> Checked:
            return checked(path, ledger)

        self.work_on(_CHECKING, look, self._checked)

    def _hidden(self, order: Order, done: Done) -> None:
        heads = (self.tr("Table"), self.tr("Cells"), self.tr("Small"), self.tr("Hidden beside them"), self.tr("Loss"))
        reports = done.protection.report
        rows = [(r.name, *map(self._number, (r.cells, r.sensitive, r.secondary, round(r.loss)))) for r in reports]
        self.rows.show(heads, rows)
        self.tell("\n".join((*self._warned(order, done), self._written(order, done.digest))))

    def _warned(self, order: Order, done: Done) -> Iterator[str]:
        """What is not as it was asked for."""
        yield from (f"{each.table}: {self.session.say(each.reason)}" for each in done.protection.withheld)
        for each in done.protection.unkept:
            yield f"{each.table}, {' × '.join(each.cell)}: {self.session.say(each.reason)}"
        if order.attacker == "A2":
            yield self.tr("Whoever knows that all zeros are shown can narrow hidden cells: only for comparison.")

    def _rounded(self, order: Order, done: RoundedDone) -> None:
        heads = (
            self.tr("Table"),
            self.tr("Cells"),
            self.tr("Small"),
            self.tr("Changed"),
            self.tr("On average by"),
            self.tr("At most by"),
        )
        self.rows.show(heads, [self._moved(report) for report in done.rounding.report])
        told = self.tr(
            "Rounded to multiples of {base}: every true count is at most {bound} from the one shown. Tell both to "
            "those who read the tables; {note} does, and may be published with them."
        )
        numbers = {"base": self._number(done.rounding.base), "bound": self._number(done.rounding.bound)}
        derived = self.session.say(DERIVED)
        self.tell("\n".join((told.format(**numbers, note=NOTE_FILE), derived, self._written(order, done.digest))))

    def _moved(self, report: RoundedReport) -> tuple[str, ...]:
        """How far the numbers of a table moved."""
        mean = written(report.mean, 1, self.session.language)
        counts = tuple(map(self._number, (report.cells, report.sensitive, report.changed)))
        return (report.name, *counts, mean, self._number(report.largest))

    def _written(self, order: Order, digest: str) -> str:
        text = self.tr(
            "Written to {folder}. The tables may be published; the certificate and report.json are confidential. "
            "Digest of the certificate: {digest}"
        )
        return text.format(folder=order.out, digest=digest)

    def _checked(self, found: Checked) -> None:
        text = self.tr(
            "The certificate holds: {needs} needs of protection over {cells} cells, threshold {threshold}. Tables "
            "beside it and identical to those certified: {tables}. Digest: {digest}"
        )
        figures = {"needs": found.needs, "cells": found.cells, "threshold": found.threshold, "tables": found.tables}
        self.rows.show((), ())
        told = {name: self._number(value) for name, value in figures.items()}
        self.tell(text.format(**told, digest=found.digest))

    def _number(self, value: int) -> str:
        return number(value, self.session.language)

    def offer(self) -> None:
        for button in self.buttons.values():
            button.setEnabled(not self.is_busy)

    def reword(self) -> None:
        texts = {_PROTECT: self.tr("&Protect and write…"), _CHECK: self.tr("Chec&k a certificate…")}
        self.name_all(self.tr("Tables from a file"), self.tr("What was done to each table"), texts)

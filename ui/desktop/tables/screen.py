"""The page «Tables from a file»: what `observatory disclosure protect` and `verify` do, for files of any office."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from observatory.charts.numerals import written
from observatory.disclosure.attack_words import defence, leak
from observatory.disclosure.certificate_check import Checked, checked
from observatory.disclosure.files_attack import Assault, Narrow, Verdict, attack_files
from observatory.disclosure.files_generalise import generalise_files
from observatory.disclosure.files_protect import Done, Order, protect_files
from observatory.disclosure.files_release import NOTE_FILE
from observatory.disclosure.files_rounding import RoundedDone, round_files
from observatory.disclosure.generalisation import Search, Suggestion
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
_ATTACKING = Term("Attacco alle tavole", "Attacking the tables")
_LOOKING = Term("Ricerca di voci più ampie", "Looking for broader categories")
_LEAST_IN_LINES = 6
_PROTECT, _BROADEN, _ATTACK, _CHECK = "tables_protect", "tables_broaden", "tables_attack", "tables_check"
_BUTTONS = (_PROTECT, _BROADEN, _ATTACK, _CHECK)


class TablesScreen(ConfirmationPage):
    """Nothing of the store takes part: counts, certificate and ledger are files that the member chooses."""

    def __init__(self, session: Session, background: Background) -> None:
        super().__init__("tables", _BUTTONS, session, background)
        self.form = TablesForm()
        scrolling = Scrolling(self.form)
        cast("QVBoxLayout", self.layout()).insertWidget(1, scrolling)
        self.form.more.toggled.connect(scrolling.updateGeometry)
        self.table.setMinimumHeight(self.fontMetrics().height() * _LEAST_IN_LINES)
        self._suggested: list[tuple[int, str]] = []
        for name, act in zip(_BUTTONS, (self.protect, self.broaden, self.attack, self.check), strict=True):
            self.buttons[name].clicked.connect(act)
        self.table.activated.connect(lambda at: self._take(at.row()))
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

    def broaden(self) -> None:
        """For each table the levels at which it would tell most; nothing is written."""
        try:
            wishes = self.form.wishes()
        except WrongUse as error:
            self.failed.emit(sentence(error, self.session.language))
            return
        self.work_on(_LOOKING, lambda p: [generalise_files(wish, p) for wish in wishes], self._broadened)

    def attack(self) -> None:
        if (chosen := ask_folder(self, self.tr("Folder of the protected tables"))) is not None:
            self.attack_folder(chosen)

    def attack_folder(self, folder: Path) -> None:
        """As a reader who has the written files alone; what comes of it is judged by the counts."""
        try:
            assault = self.form.assault(folder)
        except WrongUse as error:
            self.failed.emit(sentence(error, self.session.language))
            return
        self.work_on(_ATTACKING, lambda p: attack_files(assault, p), lambda found: self._attacked(assault, found))

    def _broadened(self, found: Sequence[Search]) -> None:
        heads = (self.tr("Table to ask for"), self.tr("Cells"), self.tr("Hidden"), self.tr("Loss"))
        told = [(place, one) for place, each in enumerate(found) for one in each.suggestions]
        self._show(
            heads, [(one.table, *map(self._number, (one.cells, one.hidden)), self._share(one)) for _, one in told]
        )
        self._suggested = [(place, one.table) for place, one in told]
        if not told:
            self.tell(self.tr("At no level can anything be shown: take a longer period or other dimensions."))
            return
        loss = self.tr("Loss: how much of the information asked for a reader does not get. Enter takes a table over.")
        ended = self.tr("No other level can lose less.")
        stopped = self.tr("Time ran out before all levels were tried.")
        self.tell(f"{loss} {ended if all(each.is_complete for each in found) else stopped}")

    def _share(self, one: Suggestion) -> str:
        return f"{written(100 * one.loss, 0, self.session.language)} %"

    def _take(self, row: int) -> None:
        """Ask for the suggested table in place of the one that it is better than."""
        if row < len(self._suggested):
            self.form.take(*self._suggested[row])

    def _attacked(self, assault: Assault, found: Verdict) -> None:
        heads = (self.tr("Table"), self.tr("Cell"), self.tr("At least"), self.tr("At most"), self.tr("By whom"))
        self._show(heads, [self._narrowed(one) for one in found.narrow])
        told = leak(found, assault.attacker)
        words = defence(found, assault.attacker) if told is None else (told,)
        self.tell("\n".join(map(self.session.say, words)))

    def _narrowed(self, one: Narrow) -> tuple[str, ...]:
        ends = (f"{one.found.low:g}", f"{one.found.high:g}")
        return (one.table, " × ".join(one.coordinates) or "–", *ends, one.own.code if one.own else "–")

    def _show(self, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
        """Suggestions stand until something else is shown."""
        self._suggested = []
        self.rows.show(heads, rows)

    def _hidden(self, order: Order, done: Done) -> None:
        heads = (self.tr("Table"), self.tr("Cells"), self.tr("Small"), self.tr("Hidden beside them"), self.tr("Loss"))
        reports = done.protection.report
        rows = [(r.name, *map(self._number, (r.cells, r.sensitive, r.secondary, round(r.loss)))) for r in reports]
        self._show(heads, rows)
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
        self._show(heads, [self._moved(report) for report in done.rounding.report])
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
        self._show((), ())
        told = {name: self._number(value) for name, value in figures.items()}
        self.tell(text.format(**told, digest=found.digest))

    def _number(self, value: int) -> str:
        return number(value, self.session.language)

    def offer(self) -> None:
        for button in self.buttons.values():
            button.setEnabled(not self.is_busy)

    def reword(self) -> None:
        texts = {
            _PROTECT: self.tr("&Protect and write…"),
            _BROADEN: self.tr("Broad&er categories"),
            _ATTACK: self.tr("Attack t&he tables…"),
            _CHECK: self.tr("Chec&k a certificate…"),
        }
        self.name_all(self.tr("Tables from a file"), self.tr("What was done to each table"), texts)

"""The page «Export of records»: what would leave, how equal and at what loss, and writing it with a second member."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QTableView, QVBoxLayout

from observatory.errors import WrongUse
from observatory.labels import number
from observatory.microdata.file import Microdata, label_of
from observatory.security.proposals import Proposal, State
from observatory.terms import Term
from observatory.usecases import export_records
from observatory.usecases.export_records import Candidate
from observatory.usecases.record import today
from ui.desktop.background import Background
from ui.desktop.confirmation.page import ConfirmationPage
from ui.desktop.confirmation.records_form import RecordsForm
from ui.desktop.confirmation.rows import Rows, dress
from ui.desktop.members.second_member import Wanted
from ui.desktop.naming import named
from ui.desktop.places import ask_folder
from ui.desktop.problems import sentence
from ui.desktop.session import Session

_LOOKING = Term("Ricerca di ciò che può uscire", "Looking for what can leave")
_PREPARING = Term("Preparazione della proposta", "Preparing the proposal")
_WRITING = Term("Scrittura delle schede", "Writing the records")
_LOOK, _PREPARE, _WRITE = "records_look", "records_prepare", "records_write"
_FIRST_ROWS = 12


class RecordsExportScreen(ConfirmationPage):
    """Above the detail of each column, below the first rows as they would leave."""

    def __init__(self, session: Session, background: Background) -> None:
        super().__init__("records_export", (_LOOK, _WRITE, _PREPARE), session, background)
        self.form = RecordsForm(today(session.clock))
        self.preview, self.preview_table = Rows(), named(QTableView(), "records_export_preview")
        self._seen: Candidate | None = None
        dress(self.preview_table, self.preview)
        column = cast("QVBoxLayout", self.layout())
        column.insertWidget(1, self.form)
        column.addWidget(self.preview_table, 1)
        self.form.changed.connect(self._forget)
        self.buttons[_LOOK].clicked.connect(self.look)
        self.buttons[_PREPARE].clicked.connect(self.prepare)
        self.buttons[_WRITE].clicked.connect(self.write)
        self.reword()
        self.offer()

    def refresh(self) -> None:
        """Who is missing is said before the search, which may take long."""
        if self._seen is None:
            self._tell_hindrance()

    def _tell_hindrance(self) -> None:
        known = export_records.hindrance(self.session.store)
        self.tell("" if known is None else self.session.say(known))

    def look(self) -> None:
        store, clock = self.session.store, self.session.clock
        self._forget()
        try:
            request = self.form.request()
        except WrongUse as error:
            self.failed.emit(sentence(error, self.session.language))
            return
        self.work_on(
            _LOOKING,
            lambda progress: export_records.see_records(store, request, clock=clock, progress=progress),
            self._show,
        )

    def prepare(self) -> None:
        """Propose it, for a second member on another occasion."""
        self._propose(self._prepared)

    def write(self) -> None:
        """Propose it and have it confirmed now; what was confirmed already is written."""
        if (chosen := ask_folder(self, self.tr("Folder for the files"))) is not None:
            self.write_to(chosen)

    def write_to(self, folder: Path) -> None:
        self._propose(lambda proposal: self._to_write(proposal, folder))

    def _propose(self, done: Callable[[Proposal], None]) -> None:
        store, clock, seen = self.session.store, self.session.clock, self._seen
        if seen is not None:
            self.work_on(_PREPARING, lambda _progress: export_records.prepare_export(store, seen, clock), done)

    def _prepared(self, proposal: Proposal) -> None:
        text = self.tr("Proposal prepared. A member of another force confirms it within 30 days. In six words: {words}")
        self.tell(text.format(words=proposal.fingerprint))

    def _to_write(self, proposal: Proposal, folder: Path) -> None:
        store, clock, out = self.session.store, self.session.clock, (folder, self.session.language)
        if proposal.state(clock()) is State.CONFIRMED:
            self.work_on(
                _WRITING,
                lambda progress: export_records.write_export(store, proposal.id, clock, out, progress),
                lambda _done: self._written(folder),
            )
            return
        wanted = Wanted(
            proposal,
            _WRITING,
            lambda witness, _progress: export_records.confirm_and_write(store, proposal.id, witness, clock, out),
        )
        self.ask_second(wanted, lambda _done: self._written(folder))

    def _written(self, folder: Path) -> None:
        self._forget()
        self.tell(self.tr("Written to {folder}. These records do not leave in another file.").format(folder=folder))

    def _forget(self) -> None:
        """Something else is asked: what was seen no longer holds."""
        self._seen = None
        self._tell_hindrance()
        self.rows.show((), ())
        self.preview.show((), ())
        self.offer()

    def _show(self, seen: Candidate) -> None:
        self._seen = seen
        data, language = seen.data, self.session.language
        levels = [(c.title.in_(language), c.levels[level].name.in_(language)) for c, level in data.levels]
        self.rows.show((self.tr("Column"), self.tr("Detail")), levels)
        heads = [column.title.in_(language) for column, _ in data.columns]
        self.preview.show(heads, [self._words(data, row) for row in data.rows[:_FIRST_ROWS]])
        known = export_records.hindrance(self.session.store)
        self.tell("\n".join((self._reached(data), *(() if known is None else (self.session.say(known),)))))
        self.offer()

    def _words(self, data: Microdata, row: tuple[str, ...]) -> tuple[str, ...]:
        language = self.session.language
        pairs = zip(data.columns, row, strict=True)
        return tuple(label_of(column, value).in_(language) for (column, _), value in pairs)

    def _reached(self, data: Microdata) -> str:
        text = self.tr(
            "{n} records would leave, none withheld; cells suppressed: {cells}. Every group has at least {k} equal "
            "records; method and circumstances, where told, have at least {l} known values in it. "
            "{loss} % of the detail is lost. Nothing has left."
        )
        language = self.session.language
        counts = {"n": len(data.rows), "cells": data.found.blanks.cells, "k": data.k, "l": data.l}
        return text.format(loss=round(100 * data.found.loss), **{k: number(v, language) for k, v in counts.items()})

    def offer(self) -> None:
        can_sign = bool(self.session.member.force)
        for name in (_PREPARE, _WRITE):
            self.buttons[name].setEnabled(self._seen is not None and can_sign and not self.is_busy)
        self.buttons[_LOOK].setEnabled(not self.is_busy)

    def reword(self) -> None:
        texts = {
            _LOOK: self.tr("&See what would leave"),
            _WRITE: self.tr("&Write with a second member…"),
            _PREPARE: self.tr("&Prepare for another occasion"),
        }
        self.name_all(self.tr("Export of records"), self.tr("Detail of each column"), texts)
        self.preview_table.setAccessibleName(self.tr("The first rows as they would leave"))
        if self._seen is not None:
            self._show(self._seen)
        else:
            self._tell_hindrance()

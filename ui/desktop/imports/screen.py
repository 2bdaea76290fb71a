"""The page «Import a register»: choose two files, try them out, look at what was found, import the very same files."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QFileSystemWatcher, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from observatory.errors import ImportRefused
from observatory.imports.report import ImportReport
from observatory.progress import Progress
from observatory.terms import Term
from ui.desktop.background import Background
from ui.desktop.imports import intake
from ui.desktop.imports.chooser import Chooser
from ui.desktop.imports.example import FILE_NAME, example
from ui.desktop.imports.hint import Hint
from ui.desktop.imports.report_view import ReportView
from ui.desktop.places import ask_where, documents
from ui.desktop.problems import sentence
from ui.desktop.session import Session

R = TypeVar("R")

_TRYING = Term("Prova dell’importazione", "Dry run of the import")
_IMPORTING = Term("Importazione del registro", "Importing the register")
_SAVING = Term("Scrittura del file", "Writing the file")
_NOTHING_NEW = Term(
    "Nulla da importare: nessuna riga nuova o modificata.", "Nothing to import: no row is new or changed."
)
_READY = Term(
    "Prova conclusa: le righe nuove e modificate si possono importare.",
    "Dry run done: the new and changed rows can be imported.",
)


class ImportsScreen(QWidget):
    """Goes when the store is locked, and with it all that it showed."""

    said = Signal(str)
    """What happened, for the message bar."""
    ended = Signal()
    """Esc: back to where one came from."""

    def __init__(self, session: Session, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self._background = session, background
        self._trial: intake.Trial | None = None
        self._is_busy = False
        self._news: Term | None = None
        self.chooser = Chooser(self)
        self.hint = Hint()
        self.view = ReportView(session.language)
        self._pages = QStackedWidget()
        self._watcher = QFileSystemWatcher(self)
        self._arrange()
        self._connect()
        self._reword()
        self._offer()

    @property
    def trial(self) -> intake.Trial | None:
        """The dry run whose files can be imported now."""
        return self._trial

    def panes(self) -> list[QWidget]:
        """What F6 visits, in order."""
        return [self.chooser, self._pages]

    def arrive(self) -> None:
        """The page was asked for: the keyboard goes to the first file."""
        self.chooser.focus_first()

    def try_out(self) -> None:
        """Dry run on the worker."""
        choice = self.chooser.choice()
        if choice is None or self._is_busy:
            return
        self._forget()
        session = self.session
        self._run(_TRYING, lambda progress: intake.try_out(session, choice, progress), self._tried, self._refused)

    def take_in(self) -> None:
        """Import, on the worker, what was tried."""
        trial, session = self._trial, self.session
        if trial is None or self._is_busy:
            return
        self._watch(None)

        def imported(report: ImportReport) -> None:
            self._imported(report, trial.entity)

        self._run(_IMPORTING, lambda progress: intake.take_in(session, trial, progress), imported, self._refused)

    def _tried(self, trial: intake.Trial) -> None:
        self._trial = trial
        self._watch(trial.choice)
        self._show(trial.report)
        self._tell(_READY if trial.has_news else _NOTHING_NEW)
        self._offer()
        self._point_on()

    def _imported(self, report: ImportReport, entity: str) -> None:
        self._forget()
        self._show(report)
        self._offer()
        self._point_on()
        self.said.emit(self.session.say(report.headline))
        self.session.note_change(entity)

    def _refused(self, error: Exception) -> None:
        """Neither tried nor imported; after a refusal the files have to be tried again."""
        if isinstance(error, ImportRefused):
            self._trial = None
        if self._trial is None:
            self._show(None)
        else:
            self._watch(self._trial.choice)
        self._fail(error)

    def _fail(self, error: Exception) -> None:
        """Say it inline."""
        self.chooser.complain(sentence(error, self.session.language))
        self._news = getattr(error, "message", None)
        self._offer()
        self.chooser.focus_on_action()

    def _files_changed(self, _path: str = "") -> None:
        """What was tried is no longer what is there; what was found stays in sight for whoever mends the files."""
        if self._trial is not None:
            self._watch(None)
            self._trial = None
            self._tell(intake.CHANGED)
            self._offer()

    def _other_files(self) -> None:
        """Another path was typed: nothing that is shown is about it."""
        self._forget()
        self._show(None)
        self._offer()

    def _forget(self) -> None:
        self._watch(None)
        self._trial = None
        self._tell(None)

    def _watch(self, choice: intake.Choice | None) -> None:
        if watched := self._watcher.files():
            self._watcher.removePaths(watched)
        if choice is not None:
            self._watcher.addPaths([str(choice.file), str(choice.mapping)])

    def _run(
        self,
        what: Term,
        work: Callable[[Progress], R],
        done: Callable[[R], None],
        failed: Callable[[Exception], None],
    ) -> None:
        def over(result: R) -> None:
            self._set_busy(False)
            done(result)

        def broken(error: Exception) -> None:
            self._set_busy(False)
            failed(error)

        self._set_busy(True)
        self._background.carry_out(what, work, done=over, failed=broken)

    def _set_busy(self, busy: bool) -> None:
        self._is_busy = busy
        self._offer()
        if busy:
            self.chooser.focus_on_stop()

    def _offer(self) -> None:
        can_import = self._trial is not None and self._trial.has_news
        self.chooser.offer(busy=self._is_busy, can_import=can_import, can_save=self.view.report is not None)

    def _show(self, report: ImportReport | None) -> None:
        self.view.tell(report)
        self._pages.setCurrentWidget(self.hint if report is None else self.view)

    def _tell(self, news: Term | None) -> None:
        self._news = news
        text = "" if news is None else self.session.say(news)
        if news is intake.CHANGED:
            self.chooser.complain(text)
        else:
            self.chooser.note(text)

    def _point_on(self) -> None:
        """The keyboard goes where one goes on; the counts are spoken."""
        if self.view.report is not None:
            headline = self.session.say(self.view.report.headline)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, headline))
        if not self.isVisible():
            return
        if self.view.has_problems:
            self.view.enter()
        else:
            self.chooser.focus_on_action()

    def _save_report(self) -> None:
        report, language = self.view.report, self.session.language
        target = ask_where(self, self.tr("Save the report"), documents() / self.tr("import-report.csv"))
        if report is not None and target is not None:
            self._save(target, lambda: intake.save_report(report, language, target))

    def _save_example(self) -> None:
        text = example(self.session.language)
        target = ask_where(self, self.tr("Save the example"), documents() / FILE_NAME)
        if target is not None:
            self._save(target, lambda: intake.save_text(text, target))

    def _save(self, target: Path, write: Callable[[], None]) -> None:
        def saved(_nothing: object) -> None:
            self.chooser.focus_on_action()
            self.said.emit(self.tr("Written: {path}").format(path=target))

        self._run(_SAVING, lambda _progress: write(), saved, self._fail)

    def _connect(self) -> None:
        self.chooser.changed.connect(self._other_files)
        self.chooser.try_asked.connect(self.try_out)
        self.chooser.import_asked.connect(self.take_in)
        self.chooser.save_asked.connect(self._save_report)
        self.chooser.stop_asked.connect(self._background.cancel)
        self.hint.save_asked.connect(self._save_example)
        self._watcher.fileChanged.connect(self._files_changed)

    def _arrange(self) -> None:
        self._pages.addWidget(self.hint)
        self._pages.addWidget(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 12)
        column.setSpacing(10)
        column.addWidget(self.chooser)
        column.addWidget(self._pages, 1)

    def _reword(self) -> None:
        self.chooser.reword()
        self.hint.reword(self.session.language)
        self.view.reword(self.session.language)
        self.chooser.retell("" if self._news is None else self.session.say(self._news))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc stops what runs, else it leaves the page."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._is_busy:
            self._background.cancel()
        else:
            self.ended.emit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.LanguageChange:
            self._reword()
        super().changeEvent(event)

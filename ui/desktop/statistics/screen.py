"""Statistics: choices at the left, their answer at the right at once, protected like all that leaves."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from observatory.errors import Cancelled, ObservatoryError
from observatory.exports.answers import Told
from observatory.progress import Progress
from observatory.security.proposals import Proposal
from observatory.terms import Term
from observatory.usecases.record import today
from ui.desktop.background import Background
from ui.desktop.naming import named
from ui.desktop.places import ask_where, documents
from ui.desktop.problems import sentence
from ui.desktop.session import Session
from ui.desktop.statistics.answer_page import Laid, laid_out, page_of
from ui.desktop.statistics.arrangement import answer_side, arrange_waiting, scrolled, writing_lines
from ui.desktop.statistics.asked import Asked, added
from ui.desktop.statistics.choices import Choices
from ui.desktop.statistics.reckoner import Reckoner
from ui.desktop.summaries.release_line import ReleaseLine

if TYPE_CHECKING:
    from observatory.summary.question_answer import Answer

FORMS = ("csv", "json", "png", "svg")
_FIGURES = ("png", "svg")
_LEAVING = Term("Annotazione e scrittura della risposta", "Noting and writing the answer")


class StatisticsScreen(QWidget):
    """What is shown belongs to the choices beside it: when they change, it is gone before anything else happens."""

    said = Signal(str)
    failed = Signal(str)

    def __init__(self, session: Session, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self._background = session, background
        self._told: Told | None = None
        self._laid: Laid | None = None
        self._asked: Asked | None = None
        self._error: Exception | None = None
        self._is_leaving = False
        self.choices = Choices(today(session.clock), session.language)
        self._reckoner = Reckoner(session, background, self)
        self._release = ReleaseLine(session, background)
        self._writers = {form: named(QPushButton(autoDefault=True), f"statistics_{form}") for form in FORMS}
        self._add = named(QPushButton(autoDefault=True), "statistics_add")
        self._write_label, self._message = (
            named(QLabel(wordWrap=True), f"statistics_{name}") for name in ("write_label", "message")
        )
        self._again = named(QPushButton(autoDefault=True), "statistics_again")
        self._page = named(QScrollArea(), "statistics_answer")
        self._waiting, self._pages = QWidget(), QStackedWidget()
        self._arrange()
        self.choices.changed.connect(self.refresh)
        self._reckoner.answered.connect(self._answered)
        self._reckoner.refused.connect(self._refused)
        self._release.released.connect(self._released)
        self._release.said.connect(self.said)
        self._release.failed.connect(self.failed)
        for form, button in self._writers.items():
            button.clicked.connect(lambda _checked=False, form=form: self._write(form))
        self._reword()

    @property
    def answer(self) -> "Answer | None":
        """The one shown."""
        return None if self._told is None else self._told.answer

    def panes(self) -> list[QWidget]:
        return [self.choices, *([self._page] if self._told is not None else [])]

    def find(self) -> None:  # type: ignore[override] # hides a static function of QWidget about native windows
        """Put the keyboard into the choices."""
        self.choices.focus_first()

    def refresh(self) -> None:
        """Answer the choices as they stand, from the records as they are now; unseen, only forget the old answer."""
        self._told = self._laid = self._error = None
        self._asked = self.choices.asked
        if self.isVisible():
            self._reckoner.ask(self._asked)
        else:
            self._reckoner.give_up()
        self._show()

    def leave(self) -> None:
        """Another screen is chosen: what was released there may change what is safe here."""
        self._reckoner.give_up()
        self._told = self._laid = None

    def _answered(self, told: Told, laid: Laid) -> None:
        if self._asked is None or self._asked != self.choices.asked:
            return
        self._told, self._laid = told, laid
        self._show()
        ready = self.tr("{title}: {hidden} of {cells} counts hidden")
        counts = told.answer.suppression
        title = told.answer.table.title.in_(self.session.language)
        words = ready.format(title=title, hidden=counts.hidden, cells=counts.cells)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _refused(self, error: Exception) -> None:
        self._error = error
        self._show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._message.text()))

    def _write(self, form: str) -> None:
        asked, session, language = self._asked, self.session, self.session.language
        target = self._ask_where(form)
        if target is None or asked is None or self._told is None:
            return

        def work(progress: Progress) -> Told:
            from observatory.usecases import answer_files  # noqa: PLC0415 - statistics, on the worker

            file = answer_files.AnswerFile(answer_files.AnswerForm(form), target, language)
            return answer_files.release_to_file(
                session.store, asked.request(), file, clock=session.clock, progress=progress
            )

        self._set_leaving(is_leaving=True)
        self._background.carry_out(
            _LEAVING, work, done=lambda told: self._left(told, asked, target), failed=self._stayed
        )

    def _add_to_summary(self) -> None:
        """Keep the question; the answer shown is not needed for it, only that it can be asked."""
        try:
            words = added(self.session, self.choices.asked)
        except ObservatoryError as error:
            self.failed.emit(sentence(error, self.session.language))
            return
        self.said.emit(self.tr("The next summary answers this too: {question}").format(question=words))

    def _left(self, told: Told, asked: Asked, target: Path) -> None:
        """What left is shown, should it be other than what was looked at."""
        self._set_leaving(is_leaving=False)
        if self._told is not None and asked == self._asked:
            self._released(told)
        self.said.emit(self.tr("Written and noted as a release: {path}").format(path=target))

    def _released(self, told: Told) -> None:
        self._told, self._laid = told, None
        self._show()

    def _propose(self, _progress: Progress) -> Proposal:
        """What is shown, noted from then on; on the worker."""
        from observatory.usecases.statistics import propose_answer  # noqa: PLC0415 - statistics, on the worker

        asked, told, session = self._asked, self._told, self.session
        if asked is None or told is None:
            raise Cancelled
        return propose_answer(session.store, asked.request(), told.answer.digest, clock=session.clock)

    def _stayed(self, error: Exception) -> None:
        self._set_leaving(is_leaving=False)
        self.failed.emit(sentence(error, self.session.language))

    def _ask_where(self, form: str) -> Path | None:
        about = self.tr("statistics")
        name = f"{about}_{self.choices.asked.file_name}.{form}"
        return ask_where(self, self.tr("Write the answer"), documents() / name)

    def _set_leaving(self, *, is_leaving: bool) -> None:
        self._is_leaving = is_leaving
        self._offer()

    def _offer(self) -> None:
        """What is shown can be written out; a figure where there is one."""
        told = self._told
        for form, button in self._writers.items():
            has_it = told is not None and (form not in _FIGURES or told.figure is not None)
            button.setEnabled(has_it and not self._is_leaving)
        self._add.setEnabled(told is not None and not self._is_leaving)
        self._release.show_answer(told, self._propose, can_act=not self._is_leaving)

    def _show(self) -> None:
        self._offer()
        if self._told is not None:
            self._page.setWidget(page_of(self._told, self._laid_now(self._told)))
            self._pages.setCurrentWidget(self._page)
            return
        self._pages.setCurrentWidget(self._waiting)
        # The old answer is not only out of sight: nothing can find or copy it.
        self._page.setWidget(QWidget())
        problem = "" if self._error is None else sentence(self._error, self.session.language)
        self._message.setText(problem or self.tr("Reckoning and protecting…"))
        self._again.setVisible(bool(problem))

    def _laid_now(self, told: Told) -> Laid:
        """As the worker laid it out, unless the language is another by now or another answer left."""
        if self._laid is None or self._laid.language is not self.session.language:
            self._laid = laid_out(told.answer.table, self.session.language)
        return self._laid

    def _arrange(self) -> None:
        self._page.setWidgetResizable(True)
        self._page.setFrameShape(QFrame.Shape.NoFrame)
        self._again.clicked.connect(self.refresh)
        self._add.clicked.connect(self._add_to_summary)
        arrange_waiting(self._waiting, self._message, self._again)
        for page in (self._waiting, self._page):
            self._pages.addWidget(page)
        line = QFrame(frameShape=QFrame.Shape.VLine, frameShadow=QFrame.Shadow.Sunken)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for widget in (scrolled(self.choices), line):
            row.addWidget(widget)
        writing = writing_lines(self._writers.values(), self._write_label, self._add)
        row.addLayout(answer_side(self._release, writing, self._pages), 1)

    def _reword(self) -> None:
        self.setAccessibleName(self.tr("Statistics"))
        self._page.setAccessibleName(self.tr("Answer"))
        self._again.setText(self.tr("Reckon a&gain"))
        texts = {
            "csv": self.tr("Table (&CSV)…"),
            "json": self.tr("Table (&JSON)…"),
            "png": self.tr("Figure (&PNG)…"),
            "svg": self.tr("Figure (&SVG)…"),
        }
        for form, button in self._writers.items():
            button.setText(texts[form])
            button.setAccessibleName(texts[form].replace("&", "").rstrip("…"))
        self._add.setText(self.tr("Add to the ne&xt summary"))
        self._add.setAccessibleName(self.tr("Add to the next summary"))
        self._write_label.setText(
            self.tr(
                "Here it is only looked at: not noted, and not to be passed on. What is written out leaves: it is "
                "noted as a release, and later summaries and answers reckon with it."
            )
        )
        self._show()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        if self._told is None and not self._reckoner.is_reckoning:
            self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc stops what is reckoned or written."""
        if event.key() != Qt.Key.Key_Escape or not (self._reckoner.is_reckoning or self._is_leaving):
            super().keyPressEvent(event)
        elif self._is_leaving:
            self._background.cancel()
        else:
            # What other screens wait for goes on.
            self._reckoner.give_up()
            self._refused(Cancelled())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.LanguageChange:
            self.choices.speak(self.session.language)
            self._reword()
        super().changeEvent(event)

"""Making the periodic summary, looking at it as it will leave, and writing it out."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from observatory.progress import Progress
from observatory.summary.content import Edit, Summary
from observatory.terms import Term
from observatory.usecases.due_period import due_period
from observatory.usecases.record import today
from ui.desktop.background import Background
from ui.desktop.naming import named
from ui.desktop.problems import sentence
from ui.desktop.session import Session
from ui.desktop.summaries.places import ask_place
from ui.desktop.summaries.preview import Preview
from ui.desktop.summaries.release_line import ReleaseLine
from ui.desktop.summaries.request_form import RequestForm
from ui.desktop.summaries.wishes import WishesButton
from ui.desktop.summaries.workshop import Choice, Form, Workshop

if TYPE_CHECKING:
    from observatory.reports.copies import Closing, Copy
    from observatory.summary.keeping import Mark

_PREPARING = Term("Preparazione della sintesi", "Preparing the summary")
_WRITING = Term("Scrittura dei file", "Writing the files")
_FORM_IN_LINES = 13
_IN_A_ROW = 3


class SummariesScreen(QWidget):
    """Choices and buttons at the left, the summary at the right."""

    said = Signal(str)
    failed = Signal(str)

    def __init__(
        self,
        session: Session,
        background: Background,
        workshop: Workshop | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.session, self._background, self._workshop = session, background, workshop or Workshop()
        self._summary: Summary | None = None
        self._made_for: Choice | None = None
        self._marked_for: Choice | None = None
        now = today(session.clock)
        self._form = RequestForm(now, due_period(session.store, now), session.language)
        self._write_label = QLabel()
        self._writers = {form: named(QPushButton(autoDefault=True), f"write_{form.value}") for form in Form}
        self._send = named(QPushButton(autoDefault=True), "send_copy")
        self._empty = named(QLabel(wordWrap=True), "empty_state")
        self._preview = Preview(self, is_edited=True)
        self._shown = QWidget()
        self._pages = QStackedWidget()
        self._release, self._wishes = ReleaseLine(session, background), WishesButton(session, self)
        self._arrange()
        self._form.asked.connect(self.prepare)
        self._form.loss_asked.connect(self.show_loss)
        self._form.changed.connect(lambda: self._set_busy(self._background.is_busy))
        for form, button in self._writers.items():
            button.clicked.connect(lambda _checked=False, form=form: self._write(form))
        self._release.released.connect(self._show)
        self._release.said.connect(self.said)
        self._release.failed.connect(self.failed)
        self._reword()
        self._show(None)

    @property
    def summary(self) -> Summary | None:
        """The one shown."""
        return self._summary

    def find(self) -> None:  # type: ignore[override] # hides a static function of QWidget about native windows
        """Put the keyboard into the choices."""
        self._form.focus_first()

    def panes(self) -> list[QWidget]:
        return [self._form, *([self._preview.contents, self._preview.page] if self._summary is not None else [])]

    @property
    def _choice(self) -> Choice:
        """What is chosen beside, with the cells that were marked for just that."""
        choice, marked = self._form.choice, self._marked_for
        return marked if marked is not None and replace(marked, keep=(), points=None) == choice else choice

    def show_loss(self) -> None:
        """What the summary would hide and why, before it is made."""
        from ui.desktop.summaries.loss_dialog import LossDialog  # noqa: PLC0415 - statistics, when first asked for

        dialog = LossDialog(self.session, self._background, self._workshop, self._choice, self)
        dialog.wanted.connect(self._prepare_with)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _prepare_with(self, marks: tuple["Mark", ...]) -> None:
        self._marked_for = replace(self._form.choice, keep=marks)
        self.prepare()

    def edit_points(self) -> None:
        """The main points of what is shown, to be ordered, left out or worded anew."""
        from ui.desktop.summaries.points_dialog import PointsDialog  # noqa: PLC0415 - when first asked for

        if self._summary is None:
            return
        dialog = PointsDialog(self.session, self._summary, self)
        dialog.wanted.connect(self._prepare_with_points)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _prepare_with_points(self, edits: tuple[Edit, ...]) -> None:
        self._marked_for = replace(self._choice, points=edits)
        self.prepare()

    def prepare(self) -> None:
        """Make the summary on the worker."""
        session, workshop, choice = self.session, self._workshop, self._choice

        def work(progress: Progress) -> Summary:
            return workshop.make(session, choice, progress)

        self._set_busy(True)
        self._background.run(_PREPARING, work, done=lambda made: self._prepared(made, choice), failed=self._fail)

    def _prepared(self, summary: Summary, choice: Choice) -> None:
        self._made_for = choice
        self._wishes.refresh()
        self._set_busy(False)
        self._show(summary)
        if self.isVisible():
            self._preview.contents.setFocus(Qt.FocusReason.OtherFocusReason)
        name = summary.cover.period.in_(self.session.language)
        self.said.emit(self.tr("The summary is ready: {period}.").format(period=name))

    def _fail(self, error: Exception) -> None:
        self._set_busy(False)
        self.failed.emit(sentence(error, self.session.language))

    def _write(self, form: Form) -> None:
        summary, workshop, language = self._summary, self._workshop, self.session.language
        store = self.session.store
        target = None if summary is None else ask_place(self, form, summary.cover)
        if target is None or summary is None:
            return

        def work(_progress: Progress) -> None:
            from observatory.usecases.summarise import note_export  # noqa: PLC0415 - with the summary it is there

            note_export(store, summary, form.value)
            workshop.write(summary, form, language, target)

        self._set_busy(True)
        self._background.run(_WRITING, work, done=lambda _: self._written(target), failed=self._fail)

    def _ask_copy(self) -> None:
        from ui.desktop.summaries.copy_dialog import CopyDialog  # noqa: PLC0415 - when first asked for

        dialog = CopyDialog(self.session, self._background, self)
        dialog.wanted.connect(self._send_copy)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _send_copy(self, copy: "Copy", closing: "Closing") -> None:
        summary, workshop, session = self._summary, self._workshop, self.session
        target = None if summary is None else ask_place(self, Form.PDF, summary.cover)
        if target is None or summary is None:
            return

        def work(_progress: Progress) -> None:
            workshop.send(session, summary, target, copy, closing)

        self._set_busy(True)
        self._background.run(_WRITING, work, done=lambda _: self._written(target), failed=self._fail)

    def _written(self, target: Path) -> None:
        self._set_busy(False)
        self.said.emit(self.tr("Written: {path}").format(path=target))

    def _show(self, summary: Summary | None) -> None:
        self._summary = summary
        self._preview.contents.setVisible(summary is not None)
        if summary is None:
            self._pages.setCurrentWidget(self._empty)
        else:
            self._preview.show_summary(summary, self.session.language)
            self._pages.setCurrentWidget(self._shown)
        self._set_busy(False)

    def _set_busy(self, busy: bool) -> None:
        """What is shown can be written out as long as the choices beside it are those that it was made from."""
        is_current = self._summary is not None and self._choice == self._made_for
        self._form.set_busy(busy)
        for button in self._writers.values():
            button.setEnabled(is_current and not busy)
        is_stale = self._summary is not None and not is_current
        is_draft = self._summary is not None and self._summary.cover.is_draft
        self._send.setEnabled(is_current and not busy and not is_draft)
        self._preview.offer_editing(can_edit=is_current and not busy)
        writing = self.tr("Write it out as a draft") if is_draft else self.tr("Write it out")
        self._write_label.setText(self.tr("Other choices: prepare anew") if is_stale else writing)
        self._release.show_summary(self._summary, can_act=is_current and not busy)

    def _arrange(self) -> None:
        self._empty.setMargin(40)
        for page in (self._empty, self._shown):
            self._pages.addWidget(page)
        line = QFrame(frameShape=QFrame.Shape.VLine, frameShadow=QFrame.Shadow.Sunken)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for widget in (self._left_side(), line):
            row.addWidget(widget)
        row.addWidget(self._pages, 1)
        self._arrange_shown()

    def _left_side(self) -> QWidget:
        left = QWidget()
        left.setFixedWidth(self.fontMetrics().height() * _FORM_IN_LINES)
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self._form)
        column.addWidget(self._wishes)
        column.addWidget(self._preview.contents, 1)
        column.addStretch(0)
        return left

    def _arrange_shown(self) -> None:
        """The buttons that write it out stand above what they write, under a line that says how: it may be long."""
        writing = QVBoxLayout()
        writing.setContentsMargins(16, 6, 16, 10)
        writing.setSpacing(4)
        writing.addWidget(self._write_label)
        pdf, *tables = self._writers.values()
        buttons = QGridLayout()
        buttons.setSpacing(8)
        for number, button in enumerate((pdf, self._send, *tables)):
            buttons.addWidget(button, number // _IN_A_ROW, number % _IN_A_ROW)
        buttons.setColumnStretch(_IN_A_ROW, 1)
        self._send.clicked.connect(self._ask_copy)
        self._preview.points_wanted.connect(self.edit_points)
        writing.addLayout(buttons)
        column = QVBoxLayout(self._shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._release)
        column.addLayout(writing)
        column.addWidget(self._preview.page, 1)

    def _reword(self) -> None:
        self._set_busy(self._background.is_busy)
        self._preview.contents.setAccessibleName(self.tr("Contents of the summary"))
        self._preview.page.setAccessibleName(self.tr("Page of the summary"))
        texts = {
            Form.PDF: self.tr("P&DF document…"),
            Form.XLSX: self.tr("&Spreadsheet (XLSX)…"),
            Form.CSV: self.tr("&Tables (CSV)…"),
            Form.SDMX: self.tr("SD&MX…"),
            Form.FIGURES: self.tr("Fi&gures…"),
        }
        for form, button in self._writers.items():
            button.setText(texts[form])
            button.setAccessibleName(texts[form].replace("&", "").rstrip("…"))
        self._send.setText(self.tr("Cop&y to send…"))
        self._empty.setText(
            self.tr(
                "Here the summary will be shown exactly as it would leave: protected tables, figures and notes.\n\n"
                "Choose a period and for whom it is, then press Prepare."
            )
        )

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._wishes.refresh()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.LanguageChange:
            self._reword()
            self._form.speak(self.session.language)
            if self._summary is not None:
                self._preview.show_summary(self._summary, self.session.language)
        super().changeEvent(event)

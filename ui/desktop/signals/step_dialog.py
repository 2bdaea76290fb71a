"""The dialogs of an investigation: what was done in the step that is due, and what a meeting decided."""

from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from observatory.authorisation.rules import acting_role
from observatory.codelists import codelist
from observatory.errors import NotAllowed, ObservatoryError, Refused
from observatory.ports import Stamp
from observatory.signals import signal as domain
from observatory.signals.fields import SIGNAL
from observatory.signals.investigation import next_step
from observatory.signals.validation import CLOSED
from observatory.usecases import watch
from observatory.usecases.decisions import decisions
from observatory.usecases.record import stamped, today
from ui.desktop.icons import without_icons
from ui.desktop.naming import named
from ui.desktop.session import Session
from ui.desktop.widgets.day_edit import DayEdit
from ui.desktop.widgets.text_area import TextAreaEditor


class InvestigationDialog(QDialog):
    """Recorded only when the investigation lets it happen; otherwise the reason stands below what was typed."""

    taken = Signal(object)
    """It was recorded: the signal as it now is."""

    def __init__(self, signal: domain.Signal, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.signal, self.session = signal, session
        self.form = QFormLayout()
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self.why = named(QLabel(wordWrap=True), "signal_refusal")
        self.why.setForegroundRole(QPalette.ColorRole.BrightText)
        self.why.hide()
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        record = named(box.addButton(self.tr("&Record"), QDialogButtonBox.ButtonRole.AcceptRole), "signal_record")
        record.setDefault(True)
        box.accepted.connect(self._try)
        box.rejected.connect(self.reject)
        without_icons(box)
        column = QVBoxLayout(self)
        column.addWidget(QLabel(session.say(watch.title(signal)), wordWrap=True))
        column.addLayout(self.form)
        column.addWidget(self.why)
        column.addWidget(box)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 72)

    @property
    def stamp(self) -> Stamp:
        return stamped(self.session.clock, acting_role(self.session.member, SIGNAL))

    def carry_out(self) -> domain.Signal:
        """Record it; raises `ObservatoryError`."""
        raise NotImplementedError

    def _try(self) -> None:
        try:
            made = self.carry_out()
        except Refused as refused:
            self._refuse("\n".join(self.session.say(problem.message) for problem in refused.problems))
        except ObservatoryError as error:
            self._refuse(self.session.say(error.message))
        else:
            self.taken.emit(made)
            self.accept()

    def _refuse(self, text: str) -> None:
        self.why.setText(text)
        self.why.show()


class StepDialog(InvestigationDialog):
    """The step that is due, with its day."""

    def __init__(self, signal: domain.Signal, session: Session, parent: QWidget) -> None:
        super().__init__(signal, session, parent)
        self.step = next_step(signal) or ""
        self.text = TextAreaEditor(SIGNAL[self.step], session)
        self.day = named(DayEdit(), "signal_day")
        now = today(session.clock)
        self.day.setDate(QDate(now.year, now.month, now.day))
        rows = ((self.step, self.text, self.text.input), (f"{self.step}_on", self.day, self.day))
        for name, editor, stop in rows:
            label = QLabel(session.say(SIGNAL[name].label))
            label.setBuddy(editor)
            stop.setAccessibleName(label.text())
            self.form.addRow(label, editor)
        self.setWindowTitle(session.say(SIGNAL[self.step].label))
        self.text.setFocus()

    def carry_out(self) -> domain.Signal:
        day = self.day.date()
        told = (self.step, self.text.value() or "", date(day.year(), day.month(), day.day()))
        return watch.step(self.session.store, self.signal, told, self.stamp)


class ConclusionDialog(InvestigationDialog):
    """The decision of a recorded meeting, and the outcome that it gave."""

    def __init__(self, signal: domain.Signal, session: Session, parent: QWidget) -> None:
        super().__init__(signal, session, parent)
        self.outcome = named(QComboBox(), "signal_outcome")
        for code in reversed(CLOSED):
            self.outcome.addItem(session.say(codelist("signal_outcome").label(code)), code)
        self.decision = named(QComboBox(), "signal_decision")
        self.decision.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._offer_decisions()
        for text, box in ((self.tr("&Outcome"), self.outcome), (self.tr("&Decision of a meeting"), self.decision)):
            label = QLabel(text)
            label.setBuddy(box)
            box.setAccessibleName(text.replace("&", ""))
            self.form.addRow(label, box)
        self.setWindowTitle(self.tr("Decision"))

    def _offer_decisions(self) -> None:
        """None is chosen beforehand: whoever records it names it."""
        self.decision.addItem("–", "")
        try:
            with self.session.begin() as unit:
                for taken in decisions(unit, today(self.session.clock)):
                    self.decision.addItem(self.session.say(taken.words), taken.decision.id)
        except NotAllowed as error:
            self._refuse(self.session.say(error.message))

    def carry_out(self) -> domain.Signal:
        outcome, decision = self.outcome.currentData(), self.decision.currentData()
        return watch.conclude(self.session.store, self.signal, outcome, decision, self.stamp)

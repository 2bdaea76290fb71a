"""The dialog for a verdict: nothing is chosen beforehand, and the power line stands above it."""

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from observatory.authorisation.rules import acting_role
from observatory.codelists import codelist
from observatory.errors import ObservatoryError, Refused
from observatory.evaluation.fields import INDICATOR
from observatory.usecases.evaluate import Evaluation, Judgement, judge, sentences
from observatory.usecases.record import stamped, today
from ui.desktop.icons import without_icons
from ui.desktop.naming import named
from ui.desktop.session import Session
from ui.desktop.widgets.day_edit import DayEdit
from ui.desktop.widgets.text_area import TextAreaEditor


class VerdictDialog(QDialog):
    """Recorded only with its confidence and its grounds; otherwise the reason stands below what was typed."""

    given = Signal(object, object)
    """It was recorded: the indicator as it was, and as it now is."""

    def __init__(self, found: Evaluation, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._found, self._session = found, session
        self.verdict = self._codes("verdict", "verdict_choice")
        self.confidence = self._codes("confidence", "verdict_confidence")
        self.grounds = TextAreaEditor(INDICATOR["verdict_text"], session)
        self.day = named(DayEdit(), "verdict_day")
        now = today(session.clock)
        self.day.setDate(QDate(now.year, now.month, now.day))
        self.why = named(QLabel(wordWrap=True), "verdict_refusal")
        self.why.setForegroundRole(QPalette.ColorRole.BrightText)
        self.why.hide()
        self._arrange()
        self.setWindowTitle(session.say(INDICATOR["verdict"].label))

    def _codes(self, name: str, widget: str) -> QComboBox:
        box = named(QComboBox(), widget)
        box.addItem("–", None)
        for code in codelist(name):
            box.addItem(self._session.say(code.label), code.code)
        return box

    def _arrange(self) -> None:
        say = self._session.say
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        rows = (
            ("verdict", self.verdict, self.verdict),
            ("confidence", self.confidence, self.confidence),
            ("verdict_text", self.grounds, self.grounds.input),
            ("verdict_on", self.day, self.day),
        )
        for name, editor, stop in rows:
            label = QLabel(say(INDICATOR[name].label))
            label.setBuddy(editor)
            stop.setAccessibleName(label.text())
            form.addRow(label, editor)
        column = QVBoxLayout(self)
        column.addWidget(QLabel("\n".join(say(each) for each in sentences(self._found)), wordWrap=True))
        column.addLayout(form)
        column.addWidget(self.why)
        column.addWidget(self._box())
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 72)

    def _box(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        record = named(box.addButton(self.tr("&Record"), QDialogButtonBox.ButtonRole.AcceptRole), "verdict_record")
        record.setDefault(True)
        box.accepted.connect(self._try)
        box.rejected.connect(self.reject)
        without_icons(box)
        return box

    def _try(self) -> None:
        verdict, confidence = self.verdict.currentData(), self.confidence.currentData()
        if verdict is None or confidence is None:
            self._refuse(self.tr("Choose the verdict and how far it can be trusted."))
            return
        day, session = self.day.date(), self._session
        told = Judgement(
            verdict=verdict,
            confidence=confidence,
            grounds=self.grounds.value() or "",
            day=date(day.year(), day.month(), day.day()),
        )
        try:
            made = judge(session.store, self._found.indicator, told, stamped(session.clock, self._role()))
        except Refused as refused:
            self._refuse("\n".join(session.say(problem.message) for problem in refused.problems))
        except ObservatoryError as error:
            self._refuse(session.say(error.message))
        else:
            self.given.emit(self._found.indicator, made)
            self.accept()

    def _role(self) -> str:
        return acting_role(self._session.member, INDICATOR)

    def _refuse(self, text: str) -> None:
        self.why.setText(text)
        self.why.show()

"""The dialog on the general population: what the store has, with year and source, and another file to take in."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from observatory.authorisation.rules import may_write
from observatory.charts.numerals import written
from observatory.errors import ObservatoryError
from observatory.fields import Entity
from observatory.population.fields import STRENGTH
from observatory.population.reference import ReferencePopulation, labels
from observatory.usecases.record import today
from observatory.usecases.reference_population import import_reference, reference_of
from ui.desktop.clipboard import copied_freely
from ui.desktop.commands import Command
from ui.desktop.icons import without_icons
from ui.desktop.imports.file_field import FileField
from ui.desktop.naming import named
from ui.desktop.session import Session

translate = QCoreApplication.translate
_EARLIEST = 1990


def population_commands(entity: Entity, session: Session, parent: QWidget) -> tuple[Command, ...]:
    """What the page of strengths adds for whoever may write them."""
    if entity.name != STRENGTH.name or not may_write(session.member, entity):
        return ()

    def show() -> None:
        ReferenceDialog(session, parent).open()

    return (Command("reference_population", "file", lambda: translate("Commands", "General population…"), show),)


class ReferenceDialog(QDialog):
    """Taken in whole or not at all; the reason stands below what was typed."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.shown = named(QPlainTextEdit(readOnly=True), "reference_shown")
        copied_freely(self.shown)
        self.shown.setTabChangesFocus(True)
        self.what = named(QLabel(wordWrap=True), "reference_what")
        self.file = FileField("reference", "csv", self)
        self.year = named(QSpinBox(), "reference_year")
        self.source = named(QLineEdit(), "reference_source")
        self.why = named(QLabel(wordWrap=True), "reference_refusal")
        self.why.setForegroundRole(QPalette.ColorRole.BrightText)
        self.why.hide()
        now = today(session.clock).year
        self.year.setRange(_EARLIEST, now)
        self.year.setValue(now - 1)
        self._arrange()
        self.setWindowTitle(self.tr("General population"))
        self._show_current()

    def _arrange(self) -> None:
        self.file.reword(self.tr("&File with rates"), self.tr("Choose the file with rates"), self.tr("&Browse…"))
        line = QHBoxLayout()
        line.addWidget(self.file.line, 1)
        line.addWidget(self.file.button)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.addRow(self.file.label, line)
        for words, editor in ((self.tr("&Year"), self.year), (self.tr("&Source"), self.source)):
            label = QLabel(words)
            label.setBuddy(editor)
            editor.setAccessibleName(words.replace("&", ""))
            form.addRow(label, editor)
        column = QVBoxLayout(self)
        for widget in (self.what, self.shown, self._hint()):
            column.addWidget(widget)
        column.addLayout(form)
        column.addWidget(self.why)
        column.addWidget(self._box())
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 72)

    def _hint(self) -> QLabel:
        text = self.tr(
            "A CSV file with the columns sex (M, F), age_band (E1 … E6) and rate (per 100,000 a year), or deaths and "
            "population in place of rate. It takes the place of what stands above."
        )
        return QLabel(text, wordWrap=True)

    def _box(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        take = named(box.addButton(self.tr("&Import"), QDialogButtonBox.ButtonRole.ActionRole), "reference_import")
        take.clicked.connect(self.take_in)
        box.rejected.connect(self.reject)
        without_icons(box)
        return box

    def take_in(self) -> None:
        """Import the file typed, in place of what there is."""
        path, session = self.file.path, self._session
        if path is None:
            self._refuse(self.tr("Choose a file first."))
            return
        try:
            import_reference(session.store, path, self.year.value(), self.source.text())
        except ObservatoryError as error:
            self._refuse(session.say(error.message))
        else:
            self.why.hide()
            self._show_current()

    def _show_current(self) -> None:
        with self._session.begin() as unit:
            reference = reference_of(unit)
        self.shown.setVisible(reference is not None)
        if reference is None:
            self.what.setText(self.tr("There is none yet: deaths are not compared with those expected."))
            return
        words = self._session.say(reference.words)
        self.what.setText(self.tr("In use: {reference}, rates per 100,000 a year.").format(reference=words))
        self.shown.setAccessibleName(self.what.text())
        self.shown.setPlainText("\n".join(self._lines(reference)))

    def _lines(self, reference: ReferencePopulation) -> list[str]:
        say, language = self._session.say, self._session.language
        return [f"{say(sex)}, {say(age)}: {written(rate, 2, language)}" for sex, age, rate in labels(reference.strata)]

    def _refuse(self, text: str) -> None:
        self.why.setText(text)
        self.why.show()

"""The step of a first run that asks who makes the store: its first member."""

from dataclasses import replace

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from observatory.errors import WrongUse
from observatory.security.first_version import FOUNDER
from observatory.security.members import accepted_name
from observatory.security.store_keys import Newcomer
from observatory.terms import Language
from ui.desktop.naming import named
from ui.desktop.unlock.card import complain, complaint, sentence
from ui.desktop.unlock.steps import Step
from ui.desktop.widgets.force_choice import ForceChoice


class FounderStep(Step):
    """A name, which may be left empty, and a force, which may be none."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._hint = sentence("founder_hint")
        self._name_label, self._force_label = QLabel(), QLabel()
        self._name = named(QLineEdit(), "founder_name")
        self._problem = complaint("founder_name_problem")
        self._force = ForceChoice("founder_force", language)
        self._name_label.setBuddy(self._name)
        self._force_label.setBuddy(self._force)
        for widget in (self._hint, self._name_label, self._name, self._problem, self._force_label, self._force):
            self.column.addWidget(widget)
        self.reword()

    @property
    def founder(self) -> Newcomer:
        name = self._name.text().strip()
        return replace(FOUNDER, name=accepted_name(name) if name else FOUNDER.name, force=self._force.force)

    def title(self) -> str:
        return self.tr("Who you are")

    def is_answered(self) -> bool:
        try:
            complain(self._problem, self._name, "")
            return bool(self.founder)
        except WrongUse as error:
            complain(self._problem, self._name, error.message.in_(self._language))
            self._name.setFocus()
            return False

    def wipe(self) -> None:
        self._name.clear()
        self._force.choose("")

    def speak(self, language: Language) -> None:
        self._language = language
        self._force.speak(language)

    def reword(self) -> None:
        self._hint.setText(
            self.tr(
                "Whoever makes the store is its first member and may do everything in it, until others are added "
                "and take roles over. The log and every signature bear this name."
            )
        )
        self._name_label.setText(self.tr("Na&me (optional)"))
        self._name.setAccessibleName(self.tr("Your name"))
        self._name.setPlaceholderText(FOUNDER.name)
        self._force_label.setText(self.tr("Fo&rce"))
        self._force.setAccessibleName(self.tr("Force"))

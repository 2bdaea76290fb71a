"""Which force a member is of, or none."""

from PySide6.QtWidgets import QComboBox, QWidget

from observatory.codelists import codelist
from observatory.security.members import forces
from observatory.terms import Language, Term
from ui.desktop.naming import named

_NONE = Term("Nessuna", "None")


class ForceChoice(QComboBox):
    """The forces of the Observatory by name; the code of the one chosen is `force`, empty for none."""

    def __init__(self, name: str, language: Language, force: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, name)
        for code in ("", *forces()):
            self.addItem("", code)
        self.speak(language)
        self.choose(force)

    @property
    def force(self) -> str:
        return str(self.currentData())

    def choose(self, force: str) -> None:
        self.setCurrentIndex(max(self.findData(force), 0))

    def speak(self, language: Language) -> None:
        for row in range(self.count()):
            code = self.itemData(row)
            self.setItemText(row, (codelist("force").label(code) if code else _NONE).in_(language))

"""Editor of a person code: typed from the force's register, or minted here."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from observatory.fields import Field
from observatory.privacy.person_codes import UnreadablePersonCode, mint, parse
from ui.desktop.session import Session
from ui.desktop.widgets.editor import Editor


class PersonCodeEditor(Editor):
    """A line for the code and a button that mints one for the record's force."""

    def __init__(self, field: Field, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(field, session, parent)
        self._force = ""
        self.line = QLineEdit(self)
        self.line.setMaxLength(field.longest)
        self.line.textEdited.connect(lambda _: self.changed.emit())
        self.button = QPushButton(self.tr("Generate code"), self)
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._mint)
        self._place(self.line, self.button)
        self.follow({})

    def value(self) -> Any:  # noqa: ANN401
        text = self.line.text().strip()
        try:
            return parse(text) if text else None
        except UnreadablePersonCode:
            return text

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        self.line.setText(str(value or ""))
        self._offer()

    def stops(self) -> tuple[QWidget, ...]:
        return (self.line, self.button)

    def name(self, object_name: str, spoken: str) -> None:
        super().name(object_name, spoken)
        self.button.setObjectName(f"{object_name}.mint")

    def follow(self, values: Mapping[str, Any]) -> None:
        self._force = str(values.get("force") or "")
        self._offer()

    def _offer(self) -> None:
        """A code is minted once, for a known force; an existing one is never overwritten."""
        self.button.setEnabled(bool(self._force) and not self.line.text())
        told = self.tr("A new random code for this force") if self._force else self.tr("Choose the force first")
        self.button.setToolTip(told)
        self.button.setAccessibleDescription(told)

    def _mint(self) -> None:
        self.line.setText(mint(self._force))
        self.line.setFocus()
        self._offer()
        self.changed.emit()

    def _settle(self) -> None:
        self.set_value(self.value())

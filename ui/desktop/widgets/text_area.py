"""Editor of free text over several lines, with a count of the characters left."""

from typing import Any

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from observatory.fields import Field, Kind
from ui.desktop.clipboard import undragged, unlearned
from ui.desktop.session import Session
from ui.desktop.widgets.editor import Editor

_LINES = {Kind.TEXT: 3, Kind.NARRATIVE: 6}


class _Area(QPlainTextEdit):
    """Its text leaves by the clipboard only."""

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802
        return undragged(super().createMimeDataFromSelection())


class TextAreaEditor(Editor):
    """Plain text; Tab leaves it. What exceeds the limit stays, counted, until the user shortens it."""

    def __init__(self, field: Field, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(field, session, parent)
        self.area = _Area(self)
        self.area.setTabChangesFocus(True)
        unlearned(self.area)
        margin = 2 * int(self.area.document().documentMargin()) + 2 * self.area.frameWidth()
        self.area.setFixedHeight(self.area.fontMetrics().lineSpacing() * _LINES[field.kind] + margin)
        self.count = QLabel(self)
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._place_above()
        self.area.textChanged.connect(self._retyped)
        self._recount()

    def value(self) -> Any:  # noqa: ANN401
        return self.area.toPlainText().strip() or None

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        self.area.blockSignals(True)
        self.area.setPlainText("" if value is None else str(value))
        self.area.blockSignals(False)
        self._recount()

    def _place_above(self) -> None:
        self.input = self.area
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.area)
        column.addWidget(self.count)
        self.setFocusProxy(self.area)
        self.area.installEventFilter(self)

    def _retyped(self) -> None:
        self._recount()
        self.changed.emit()

    def _recount(self) -> None:
        typed = len(self.area.toPlainText().strip())
        self.count.setText(self.tr("{typed} of {longest} characters").format(typed=typed, longest=self.field.longest))
        too_long = typed > self.field.longest
        self.count.setForegroundRole(QPalette.ColorRole.BrightText if too_long else QPalette.ColorRole.PlaceholderText)

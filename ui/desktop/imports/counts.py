"""The counts of an import as a sum that can be checked at a glance: read = new + changed + unchanged + refused."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from observatory.imports.report import ImportReport
from observatory.labels import number
from observatory.terms import Language
from ui.desktop.naming import named

_PARTS = ("read", "new", "changed", "unchanged", "refused")
_LARGE = 1.6


class Counts(QWidget):
    """Five numbers over their names, with the signs between them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._numbers = {part: named(_large(), f"count_{part}") for part in _PARTS}
        self._names = {part: QLabel() for part in _PARTS}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(0)
        for place, part in enumerate(_PARTS):
            grid.addWidget(self._numbers[part], 0, 2 * place, Qt.AlignmentFlag.AlignHCenter)
            grid.addWidget(self._names[part], 1, 2 * place, Qt.AlignmentFlag.AlignHCenter)
            self._names[part].setForegroundRole(QPalette.ColorRole.PlaceholderText)
            if place:
                grid.addWidget(_large("=" if place == 1 else "+"), 0, 2 * place - 1)
        grid.setColumnStretch(2 * len(_PARTS), 1)

    def tell(self, report: ImportReport, language: Language) -> None:
        """Show the counts of a report."""
        self.setAccessibleName(report.headline.in_(language))
        for part, name in self._words().items():
            count = number(getattr(report, part), language)
            self._numbers[part].setText(count)
            self._numbers[part].setAccessibleName(f"{name}: {count}")
            self._names[part].setText(name)

    def _words(self) -> dict[str, str]:
        return {
            "read": self.tr("rows read"),
            "new": self.tr("new"),
            "changed": self.tr("changed"),
            "unchanged": self.tr("unchanged"),
            "refused": self.tr("refused"),
        }


def _large(text: str = "") -> QLabel:
    label = QLabel(text)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * _LARGE)
    label.setFont(font)
    return label

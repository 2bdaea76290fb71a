"""The work under way, in the status bar: what, how far, and a button to stop it."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from observatory.terms import Language
from ui.desktop.background import Background, Standing
from ui.desktop.naming import named


class WorkStrip(QWidget):
    """Hidden while nothing runs, and during work that ends within 0.3 s."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("work_strip")
        self.language = Language.IT
        self._what = named(QLabel(), "work_what")
        self._bar = named(QProgressBar(), "work_bar")
        self._stop = named(QPushButton(autoDefault=True), "work_cancel")
        self._bar.setMaximumWidth(self.fontMetrics().height() * 10)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for widget in (self._what, self._bar, self._stop):
            row.addWidget(widget)
        self._stop.clicked.connect(background.cancel)
        background.progressed.connect(self._show)
        background.rested.connect(self.hide)
        self._reword()
        self.hide()

    def _show(self, standing: Standing) -> None:
        self._what.setText(standing.what.in_(self.language))
        self._bar.setRange(0, standing.total)
        self._bar.setValue(standing.done)
        self._bar.setTextVisible(standing.total > 0)
        self.show()

    def _reword(self) -> None:
        self._stop.setText(self.tr("Cancel"))
        self._stop.setAccessibleName(self.tr("Cancel the work under way"))
        self._bar.setAccessibleName(self.tr("Progress"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.LanguageChange:
            self._reword()
        super().changeEvent(event)

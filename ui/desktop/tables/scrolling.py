"""A form that takes the height it needs, and scrolls where the window is low."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget


class Scrolling(QScrollArea):
    """Of the page's height no more than the form has to show; call `updateGeometry` when the form grows."""

    def __init__(self, form: QWidget) -> None:
        super().__init__(widgetResizable=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._form = form
        self.setWidget(form)

    def sizeHint(self) -> QSize:  # noqa: N802
        return self._form.sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        form, bar = self._form.minimumSizeHint(), self.verticalScrollBar().sizeHint()
        return QSize(form.width() + bar.width(), self.fontMetrics().height() * 4)

"""A chart in the window, with a name and a description for whoever does not see it."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontInfo, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOptionFocusRect, QWidget

from observatory.charts.chart import Chart
from observatory.charts.layout import layout, natural_height
from observatory.charts.sheet import Space
from observatory.terms import Language
from ui.desktop.charts.colours import colours
from ui.desktop.charts.painter import ChartPainter, measurer

_WORDS_IN_CHART = 8.0
_NARROWEST_POINTS = 250.0
_MARGIN = 6


class ChartView(QLabel):
    """Laid out anew for each width. A label, because screen readers pass over a bare widget."""

    def __init__(self, chart: Chart, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart, self._language = chart, language
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def describe(self, title: str, alternative: str) -> None:
        """What the chart is called and what it shows, in words."""
        self.setAccessibleName(title)
        self.setAccessibleDescription(alternative)
        self.setToolTip(alternative)

    @property
    def zoom(self) -> float:
        """Pixels to a point of the chart: its words are as large as the window's."""
        return QFontInfo(self.font()).pixelSize() * 0.95 / _WORDS_IN_CHART

    def sizeHint(self) -> QSize:  # noqa: N802
        height = natural_height(self._chart) * self.zoom + 2 * _MARGIN
        return QSize(round(_NARROWEST_POINTS * self.zoom * 2), round(height))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(round(_NARROWEST_POINTS * self.zoom), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        del event
        painter = QPainter(self)
        painter.translate(_MARGIN, _MARGIN)
        painter.scale(self.zoom, self.zoom)
        space = Space(
            (self.width() - 2 * _MARGIN) / self.zoom,
            (self.height() - 2 * _MARGIN) / self.zoom,
            measurer(self.font().family()),
            _WORDS_IN_CHART,
        )
        picture = layout(self._chart, space, self._language)
        ChartPainter(painter, colours(self.palette()), self.font().family()).paint(picture)
        painter.resetTransform()
        self._paint_focus(painter)
        painter.end()

    def _paint_focus(self, painter: QPainter) -> None:
        if self.hasFocus():
            option = QStyleOptionFocusRect()
            option.initFrom(self)
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, option, painter, self)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
        super().changeEvent(event)

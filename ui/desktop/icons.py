"""The program's own icons, in the colours of the palette in use."""

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from resources import resource

_SIZES = (16, 20, 24, 32, 48, 64)


def icon(name: str, *, selected: bool = True) -> QIcon:
    """The icon `resources/icons/<name>.svg` in the colour of text, or of highlighted text where it is `selected`."""
    colours = QApplication.palette()
    text = QPalette.ColorRole.WindowText
    made = QIcon()
    for mode, role in (
        (QIcon.Mode.Normal, text),
        (QIcon.Mode.Selected, QPalette.ColorRole.HighlightedText if selected else text),
    ):
        for size in _SIZES:
            made.addPixmap(_picture(name, size, colours.color(role)), mode)
    return made


def drawn(name: str, size: int, colour: QColor) -> QPixmap:
    """The icon as a picture of that size, sharp on every screen."""
    ratio = QGuiApplication.instance().devicePixelRatio()  # type: ignore[union-attr]
    picture = _picture(name, round(size * ratio), colour)
    picture.setDevicePixelRatio(ratio)
    return picture


def _picture(name: str, pixels: int, colour: QColor) -> QPixmap:
    text = resource("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour.name())
    picture = QPixmap(QSize(pixels, pixels))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return picture

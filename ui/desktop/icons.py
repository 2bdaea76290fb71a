"""The program's own icons, in the colours of the palette in use."""

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap
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
            made.addPixmap(drawn(name, size, colours.color(role)), mode)
    return made


def drawn(name: str, size: int, colour: QColor) -> QPixmap:
    """The icon as a picture `size` pixels wide."""
    text = resource("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour.name())
    picture = QPixmap(QSize(size, size))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture

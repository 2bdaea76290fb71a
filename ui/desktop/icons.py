"""The program's own icons, in the colours of the palette in use."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from resources import resource

_SIZES = (16, 20, 24, 32, 48, 64)


def icon(name: str, *, selected: bool = True) -> QIcon:
    """The icon `resources/icons/<name>.svg` in the colour of text, or of highlighted text where it is `selected`."""
    colours = QApplication.palette()
    text = colours.color(QPalette.ColorRole.WindowText).name()
    chosen = colours.color(QPalette.ColorRole.HighlightedText).name()
    return _icon(name, text, chosen if selected else text)


@lru_cache(maxsize=64)
def _icon(name: str, plain: str, chosen: str) -> QIcon:
    """Drawn once for each pair of colours: the rail asks again whenever the keyboard comes or goes."""
    made = QIcon()
    for mode, colour in ((QIcon.Mode.Normal, plain), (QIcon.Mode.Selected, chosen)):
        for size in _SIZES:
            made.addPixmap(_picture(name, size, QColor(colour)), mode)
    return made


def without_icons(box: QDialogButtonBox) -> QDialogButtonBox:
    """The buttons of a dialog as words alone, as everywhere else in the window."""
    for button in box.buttons():
        button.setIcon(QIcon())
    return box


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

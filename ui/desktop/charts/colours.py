"""The colour of each role of a chart, on the light and on the dark ground."""

from PySide6.QtGui import QColor, QPalette

from observatory.charts.marks import Role

_LIGHT = {
    Role.MARK: "#1f5582",
    Role.SECOND: "#a9c6dd",
    Role.BAND: "#d7e4ef",
    Role.AXIS: "#5b6875",
    Role.GRID: "#dde2e7",
    Role.TEXT: "#1c2733",
    Role.MUTED: "#5b6875",
    Role.REFERENCE: "#7a4a12",
    Role.HIDDEN: "#66717d",
    Role.PAPER: "#ffffff",
    Role.ON_MARK: "#ffffff",
}
_DARK = {
    Role.MARK: "#7fb3dc",
    Role.SECOND: "#35536c",
    Role.BAND: "#26394a",
    Role.AXIS: "#98a4b0",
    Role.GRID: "#2f3841",
    Role.TEXT: "#e4e8ec",
    Role.MUTED: "#a3aeb9",
    Role.REFERENCE: "#e3b778",
    Role.HIDDEN: "#98a4b0",
    Role.PAPER: "#161b20",
    Role.ON_MARK: "#10161b",
}
_HALF = 0.5


def colours(palette: QPalette) -> dict[Role, QColor]:
    """The colours that suit the ground of this palette."""
    dark = palette.color(QPalette.ColorRole.Base).lightnessF() < _HALF
    return {role: QColor(name) for role, name in (_DARK if dark else _LIGHT).items()}

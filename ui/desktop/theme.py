"""Two calm palettes for the Fusion style, light and dark, and the choice between them."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from resources import resource
from ui.desktop.settings import Theme

Role = QPalette.ColorRole
Group = QPalette.ColorGroup

LIGHT: Mapping[Role, str] = {
    Role.Window: "#f3f4f6",
    Role.WindowText: "#1c2733",
    Role.Base: "#ffffff",
    Role.AlternateBase: "#f6f8fa",
    Role.Text: "#1c2733",
    Role.Button: "#e7eaee",
    Role.ButtonText: "#1c2733",
    Role.BrightText: "#8a2b13",
    Role.ToolTipBase: "#ffffff",
    Role.ToolTipText: "#1c2733",
    Role.PlaceholderText: "#5b6875",
    Role.Highlight: "#1f5582",
    Role.HighlightedText: "#ffffff",
    Role.Accent: "#1f5582",
    Role.Link: "#1a5a8e",
    Role.LinkVisited: "#5a4b8a",
    Role.Light: "#ffffff",
    Role.Midlight: "#eef0f3",
    Role.Mid: "#b6bec7",
    Role.Dark: "#8d98a5",
    Role.Shadow: "#5b6875",
}
DARK: Mapping[Role, str] = {
    Role.Window: "#1d2329",
    Role.WindowText: "#e4e8ec",
    Role.Base: "#161b20",
    Role.AlternateBase: "#1b2127",
    Role.Text: "#e4e8ec",
    Role.Button: "#2c343c",
    Role.ButtonText: "#e4e8ec",
    Role.BrightText: "#f0b49f",
    Role.ToolTipBase: "#2c343c",
    Role.ToolTipText: "#e4e8ec",
    Role.PlaceholderText: "#98a4b0",
    Role.Highlight: "#2f6796",
    Role.HighlightedText: "#ffffff",
    Role.Accent: "#7fb3dc",
    Role.Link: "#8cbde4",
    Role.LinkVisited: "#b9a9e6",
    Role.Light: "#3d4751",
    Role.Midlight: "#343d46",
    Role.Mid: "#4a5560",
    Role.Dark: "#11161a",
    Role.Shadow: "#0a0d10",
}
_FADED = {id(LIGHT): "#66717d", id(DARK): "#8e99a4"}
READ_ON: tuple[tuple[Role, Role], ...] = (
    (Role.WindowText, Role.Window),
    (Role.Text, Role.Base),
    (Role.Text, Role.AlternateBase),
    (Role.ButtonText, Role.Button),
    (Role.ToolTipText, Role.ToolTipBase),
    (Role.PlaceholderText, Role.Base),
    (Role.HighlightedText, Role.Highlight),
    (Role.Link, Role.Base),
    (Role.Link, Role.Window),
    (Role.BrightText, Role.Window),
    (Role.BrightText, Role.Base),
    (Role.Accent, Role.Window),
)
"""Every text colour with every ground it is read on."""

OUTLINE: Mapping[int, str] = {id(LIGHT): "#7f8a96", id(DARK): "#7d8995"}
"""The edge of what one types into, ticks or chooses from: 3:1 on every ground (WCAG 2.2, 1.4.11)."""
_OUTLINED = (
    "QLineEdit",
    "QAbstractSpinBox",
    "QComboBox",
    "QCheckBox",
    "QRadioButton",
    "QPlainTextEdit",
    "QPushButton",
    "QProgressBar",
    "ChildCard",
)
_FUSION_DARKENS = 1.4
"""Fusion draws edges in the colour of the window divided by this."""

_FAMILY = "Titillium Web"
_POINT_SIZE = 10.5


def palette(colours: Mapping[Role, str]) -> QPalette:
    """A whole palette; what is disabled is faded but still legible."""
    made = QPalette()
    for role, colour in colours.items():
        made.setColor(role, QColor(colour))
    for role in (Role.WindowText, Role.Text, Role.ButtonText):
        made.setColor(Group.Disabled, role, QColor(_FADED[id(colours)]))
    made.setColor(Group.Disabled, Role.Highlight, QColor(colours[Role.Mid]))
    return made


def outlined(colours: Mapping[Role, str]) -> QPalette:
    """The palette for what has an edge: Fusion draws it in a shade of the window's colour, lost on a dark ground."""
    made = palette(colours)
    made.setColor(Role.Window, _raised(QColor(OUTLINE[id(colours)])))
    made.setColor(Group.Disabled, Role.Window, _raised(QColor(colours[Role.Mid])))
    if colours is DARK:
        # Fusion rings what has the keyboard in a darker shade of the highlight: on a dark ground it has to be light.
        for group in (Group.Active, Group.Inactive):
            made.setColor(group, Role.Highlight, QColor(colours[Role.Accent]))
            made.setColor(group, Role.HighlightedText, QColor(colours[Role.Base]))
    return made


def _of_menus(colours: Mapping[Role, str]) -> QPalette:
    """Menus stand on the ground of hints: there the line between their groups, a shade darker, is seen."""
    made = outlined(colours)
    made.setColor(Role.Base, QColor(colours[Role.ToolTipBase]))
    for role in (Role.Highlight, Role.HighlightedText):
        made.setColor(role, QColor(colours[role]))
    return made


def _raised(edge: QColor) -> QColor:
    red, green, blue = (min(1.0, part * _FUSION_DARKENS) for part in (edge.redF(), edge.greenF(), edge.blueF()))
    return QColor.fromRgbF(red, green, blue)


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of WCAG 2.2 (relative luminance of sRGB), from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def is_dark(theme: Theme) -> bool:
    """Whether the dark palette is to be used; a desktop that does not tell counts as light."""
    if theme is Theme.SYSTEM:
        return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return theme is Theme.DARK


def apply(theme: Theme) -> None:
    """Dress the whole application."""
    application = QApplication.instance()
    if isinstance(application, QApplication):
        colours = DARK if is_dark(theme) else LIGHT
        application.setPalette(palette(colours))
        for name in _OUTLINED:
            QApplication.setPalette(outlined(colours), name)  # type: ignore[arg-type] # the stub says bytes, Qt takes text
        QApplication.setPalette(_of_menus(colours), "QMenu")  # type: ignore[arg-type] # as above


def dress(application: QApplication) -> None:
    """The style and the font, once at start."""
    application.setStyle(QStyleFactory.create("Fusion"))
    font = application.font()
    if _own_fonts():
        font.setFamily(_FAMILY)
    font.setPointSizeF(max(_POINT_SIZE, font.pointSizeF()))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    application.setFont(font)


def _own_fonts() -> bool:
    """Load the program's own typeface where it is shipped; whether it is there now."""
    folder = resource("fonts")
    if folder.is_dir():
        for entry in folder.iterdir():
            if entry.name.endswith(".ttf"):
                QFontDatabase.addApplicationFontFromData(entry.read_bytes())
    return _FAMILY in QFontDatabase.families()

"""What the window remembers between two starts: how it looked and where the store is, never a value of a record."""

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from observatory.terms import Language

LOCK_AFTER_SECONDS = 240
SHORTEST_LOCK_SECONDS = 15


class Theme(StrEnum):
    """Light, dark, or whatever the desktop says."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Preferences:
    """Typed access to the few settings; anything unreadable counts as not set."""

    def __init__(self, settings: QSettings | None = None) -> None:
        self._settings = settings or QSettings("Osservatorio", "Osservatorio")

    @property
    def language(self) -> Language:
        text = self._text("language")
        return Language(text) if text in set(Language) else Language.IT

    @language.setter
    def language(self, language: Language) -> None:
        self._settings.setValue("language", str(language))

    @property
    def theme(self) -> Theme:
        text = self._text("theme")
        return Theme(text) if text in set(Theme) else Theme.SYSTEM

    @theme.setter
    def theme(self, theme: Theme) -> None:
        self._settings.setValue("theme", str(theme))

    @property
    def lock_after_seconds(self) -> int:
        """Seconds without a key or a mouse after which the store locks itself."""
        text = self._text("lock_after_seconds")
        return max(SHORTEST_LOCK_SECONDS, int(text)) if text.isdecimal() else LOCK_AFTER_SECONDS

    @lock_after_seconds.setter
    def lock_after_seconds(self, seconds: int) -> None:
        self._settings.setValue("lock_after_seconds", str(seconds))

    @property
    def folder(self) -> Path:
        """The folder of the store that was open last, or the usual place."""
        text = self._text("folder")
        return Path(text) if text else usual_folder()

    @folder.setter
    def folder(self, folder: Path) -> None:
        self._settings.setValue("folder", str(folder))

    @property
    def geometry(self) -> QByteArray:
        value = self._settings.value("geometry")
        return value if isinstance(value, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._settings.setValue("geometry", geometry)

    def _text(self, name: str) -> str:
        value = self._settings.value(name)
        return value if isinstance(value, str) else ""


def usual_folder() -> Path:
    """Where a store is looked for when nothing else was chosen."""
    root = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    return Path(root) / "osservatorio" / "store"

"""Where files are to be written: the question to the person."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget


def documents() -> Path:
    """The folder where people look for what they wrote."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def ask_where(parent: QWidget, title: str, proposed: Path) -> Path | None:
    """The file to write, with the ending of the one proposed; None if nobody says.

    The dialog asks before a file is written over, but of the name as it was typed: where adding the ending makes it
    that of another file, the question is put again with the whole name.
    """
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(proposed), f"*{proposed.suffix}")
    if not chosen:
        return None
    path = Path(chosen)
    if path.suffix.lower() == proposed.suffix:
        return path
    whole = path.with_name(f"{path.name}{proposed.suffix}")
    return ask_where(parent, title, whole) if whole.exists() else whole


def ask_folder(parent: QWidget, title: str, start: Path | None = None) -> Path | None:
    """A folder that is there; None if nobody says."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(start or documents()))
    return Path(chosen) if chosen else None

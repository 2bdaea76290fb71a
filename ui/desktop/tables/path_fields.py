"""Several files, or a folder, chosen like a file."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from ui.desktop.imports.file_field import FileField

_BETWEEN = ";"


class FilesField(FileField):
    """Several files, with semicolons between their paths."""

    @property
    def paths(self) -> tuple[Path, ...]:
        return tuple(Path(each).expanduser() for text in self.line.text().split(_BETWEEN) if (each := text.strip()))

    def _browse(self) -> None:
        start = str(self.paths[0].parent) if self.paths else ""
        chosen, _ = QFileDialog.getOpenFileNames(self.line.window(), self.title, start, f"*.{self.suffix};;*")
        if chosen:
            self.line.setText(f"{_BETWEEN} ".join(chosen))
            self.line.setFocus()


class FolderField(FileField):
    """A folder."""

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self.line.window(), self.title, str(self.path or ""))
        if chosen:
            self.line.setText(chosen)
            self.line.setFocus()

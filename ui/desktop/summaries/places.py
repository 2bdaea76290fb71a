"""Where a summary is to be written: the question to the person, with a name that tells period and audience."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from observatory.summary.content import Cover
from ui.desktop.summaries.workshop import Form

translate = QCoreApplication.translate


def ask_where(parent: QWidget, form: Form, cover: Cover) -> Path | None:
    """The file or new folder to write; None if nobody says."""
    usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    if form.is_folder:
        title = translate("SummariesScreen", "Folder for the files")
        folder = QFileDialog.getExistingDirectory(parent, title, usual)
        return Path(folder) / _file_name(cover, form.value) if folder else None
    usual_path = str(Path(usual) / f"{_file_name(cover, '')}.{form.value}")
    title = translate("SummariesScreen", "Write the summary")
    chosen, _ = QFileDialog.getSaveFileName(parent, title, usual_path, f"*.{form.value}")
    return _with_suffix(Path(chosen), form) if chosen else None


def _file_name(cover: Cover, tail: str) -> str:
    draft = translate("SummariesScreen", "draft") if cover.is_draft else ""
    parts = [translate("SummariesScreen", "summary"), cover.period_code, cover.audience_code, draft, tail]
    return "_".join(part for part in parts if part)


def _with_suffix(path: Path, form: Form) -> Path:
    return path if path.suffix.lower() == f".{form.value}" else path.with_name(f"{path.name}.{form.value}")

"""Where a summary is to be written: the question to the person, with a name that tells period and audience."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from observatory.summary.content import Cover
from ui.desktop.places import ask_folder, ask_where, documents
from ui.desktop.summaries.workshop import Form

translate = QCoreApplication.translate


def ask_place(parent: QWidget, form: Form, cover: Cover) -> Path | None:
    """The file or new folder to write; None if nobody says."""
    if form.is_folder:
        title = translate("SummariesScreen", "Folder for the files")
        folder = ask_folder(parent, title)
        return folder / _file_name(cover, form.value) if folder else None
    title = translate("SummariesScreen", "Write the summary")
    return ask_where(parent, title, documents() / f"{_file_name(cover, '')}.{form.value}")


def _file_name(cover: Cover, tail: str) -> str:
    draft = translate("SummariesScreen", "draft") if cover.is_draft else ""
    parts = [translate("SummariesScreen", "summary"), cover.period_code, cover.audience_code, draft, tail]
    return "_".join(part for part in parts if part)

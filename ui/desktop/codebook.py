"""The codebook in a window of its own: every field and every code, to read or to write to a file."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QTextBrowser, QVBoxLayout, QWidget

from observatory.errors import FileTrouble
from observatory.exports.codebook import codebook_csv, codebook_markdown
from observatory.files import whole_file
from observatory.terms import Language
from ui.desktop.clipboard import copied_freely
from ui.desktop.naming import named
from ui.desktop.places import documents
from ui.desktop.unlock.card import sentence
from ui.desktop.widgets.sizes import fit

_SIZE_IN_LINES = (62, 32)


class Codebook(QDialog):
    """Reads like a page; nothing in it comes from a store."""

    def __init__(self, parent: QWidget, language: Language) -> None:
        super().__init__(parent)
        self.setObjectName("codebook")
        copied_freely(self)
        self._language = language
        self.setWindowTitle(self.tr("Codebook"))
        self.page = named(QTextBrowser(), "codebook_page")
        self.page.setAccessibleName(self.tr("Codebook"))
        self.page.setMarkdown(codebook_markdown(language))
        self.told = sentence("codebook_told")
        self.told.hide()
        self._arrange()
        self.page.setFocus()

    def write(self) -> None:
        """Ask where, and write it there: as Markdown by the name of the file, else as CSV."""
        proposed = str(documents() / self.tr("codebook.csv"))
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Write the codebook"), proposed, "*.csv *.md")
        if chosen:
            self._tell(self._written(Path(chosen)))

    def _written(self, target: Path) -> str:
        as_csv = target.suffix.lower() != ".md"
        text = codebook_csv() if as_csv else codebook_markdown(self._language)
        try:
            with whole_file(target) as stream:
                stream.write(text.encode())
        except FileTrouble as error:
            return error.message.in_(self._language)
        return self.tr("Written: {path}").format(path=target)

    def _tell(self, text: str) -> None:
        self.told.setText(text)
        self.told.show()

    def _arrange(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.tr("&Write to a file…"), QDialogButtonBox.ButtonRole.ActionRole).clicked.connect(
            self.write
        )
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 12)
        for part in (self.page, self.told, buttons):
            column.addWidget(part)
        fit(self, _SIZE_IN_LINES)

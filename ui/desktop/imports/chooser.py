"""The upper part of the import page: which files, what to do with them, and a sentence on how it went."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPalette
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.desktop.imports.file_field import FileField
from ui.desktop.imports.intake import Choice
from ui.desktop.naming import named
from ui.desktop.widgets.headings import heading


class Chooser(QWidget):
    """Register, mapping, and the buttons; it knows nothing of stores."""

    changed = Signal()
    try_asked = Signal()
    import_asked = Signal()
    save_asked = Signal()
    stop_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title: QLabel = heading("", level=1)
        self._file = FileField("register", "csv", self)
        self._mapping = FileField("mapping", "toml", self)
        self._try = named(QPushButton(autoDefault=True), "try_out")
        self._import = named(QPushButton(autoDefault=True), "take_in")
        self._save = named(QPushButton(autoDefault=True), "save_report")
        self._stop = named(QPushButton(autoDefault=True), "stop")
        self._sentence = named(QLabel(wordWrap=True), "import_sentence")
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._arrange()
        self._connect()

    def choice(self) -> Choice | None:
        """The two files; None, with a sentence and the keyboard in the field, while one is not chosen."""
        file, mapping = self._file.path, self._mapping.path
        if file is not None and mapping is not None:
            return Choice(file, mapping)
        field = self._file if file is None else self._mapping
        self.complain(self.tr("Choose the register.") if file is None else self.tr("Choose the mapping."))
        field.line.setFocus()
        return None

    def offer(self, *, busy: bool, can_import: bool, can_save: bool) -> None:
        """What can be done now."""
        self._stop.setEnabled(busy)
        for field in (self._file, self._mapping):
            field.set_enabled(not busy)
        self._try.setEnabled(not busy)
        self._import.setEnabled(can_import and not busy)
        self._save.setEnabled(can_save and not busy)

    def note(self, text: str) -> None:
        """Say how it stands."""
        self._say(text, QPalette.ColorRole.PlaceholderText)

    def complain(self, text: str) -> None:
        """Say what went wrong, also to whoever listens."""
        self._say(text, QPalette.ColorRole.BrightText)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def retell(self, text: str) -> None:
        """The same sentence in another language."""
        self._sentence.setText(text)
        self._sentence.setVisible(bool(text))

    def focus_first(self) -> None:
        empty = (field for field in (self._file, self._mapping) if field.path is None)
        next(empty, self._file).line.setFocus()

    def focus_on_stop(self) -> None:
        self._stop.setFocus()

    def focus_on_action(self) -> None:
        """The import if it is offered, else the dry run."""
        (self._import if self._import.isEnabled() else self._try).setFocus()

    def reword(self) -> None:
        self._title.setText(self.tr("Import a register"))
        browse = self.tr("Browse…")
        self._file.reword(self.tr("&Register (CSV)"), self.tr("Browse for the register"), browse)
        self._mapping.reword(self.tr("&Mapping (TOML)"), self.tr("Browse for the mapping"), browse)
        texts = {
            self._try: self.tr("&Try it out"),
            self._import: self.tr("&Import"),
            self._save: self.tr("&Save the report…"),
            self._stop: self.tr("Sto&p"),
        }
        for button, text in texts.items():
            button.setText(text)
            button.setAccessibleName(text.replace("&", "").rstrip("…"))

    def _say(self, text: str, role: QPalette.ColorRole) -> None:
        self._sentence.setForegroundRole(role)
        self.retell(text)

    def _connect(self) -> None:
        for field in (self._file, self._mapping):
            field.changed.connect(self.changed)
            field.entered.connect(self.try_asked)
        self._try.clicked.connect(self.try_asked)
        self._import.clicked.connect(self.import_asked)
        self._save.clicked.connect(self.save_asked)
        self._stop.clicked.connect(self.stop_asked)

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        for row, field in enumerate((self._file, self._mapping)):
            grid.addWidget(field.label, row, 0)
            grid.addWidget(field.line, row, 1)
            grid.addWidget(field.button, row, 2)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._try, self._import, self._save):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self._stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addLayout(grid)
        column.addLayout(buttons)
        column.addWidget(self._sentence)

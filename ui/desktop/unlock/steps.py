"""Steps of a first run: language, store and passphrase, what is in it."""

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from observatory.terms import Language
from ui.desktop.language import OWN_NAMES
from ui.desktop.naming import named
from ui.desktop.unlock.card import complain, complaint, row_of, sentence
from ui.desktop.unlock.new_passphrase import NewPassphrase
from ui.desktop.unlock.stores import Stores


class Step(QWidget):
    """A page of the first run: a title, and whether what it asks is answered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)

    def title(self) -> str:
        raise NotImplementedError

    def is_answered(self) -> bool:
        """Whether one may go on; says beside the field why not."""
        return True

    def reword(self) -> None:
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.LanguageChange:
            self.reword()
        super().changeEvent(event)


class LanguageStep(Step):
    """Which language the window speaks; it changes at once."""

    chosen = Signal(object)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = sentence("language_hint")
        self._buttons: dict[Language, QRadioButton] = {}
        self.column.addWidget(self._hint)
        for each in Language:
            button = named(QRadioButton(OWN_NAMES[each]), f"language_{each}")
            button.setAccessibleName(OWN_NAMES[each])
            button.setChecked(each is language)
            button.toggled.connect(lambda on, each=each: self.chosen.emit(each) if on else None)
            self.column.addWidget(button)
            self._buttons[each] = button
        self.reword()

    def choose(self, language: Language) -> None:
        self._buttons[language].setChecked(True)

    def title(self) -> str:
        return self.tr("Language")

    def reword(self) -> None:
        self._hint.setText(self.tr("It can be changed at any time in the View menu."))


class PlaceStep(Step):
    """Where the store will be and what opens it."""

    def __init__(self, stores: Stores, folder: Path, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stores, self._language = stores, language
        self._folder_label = QLabel()
        self._folder = named(QLineEdit(str(folder)), "store_folder")
        self._browse = named(QPushButton(autoDefault=True), "store_browse")
        self._folder_problem = complaint("store_folder_problem")
        self._new = NewPassphrase(language)
        self._warning = sentence("no_recovery")
        self._arrange()
        self._browse.clicked.connect(self._choose_folder)
        self.reword()

    @property
    def folder(self) -> Path:
        return Path(self._folder.text().strip()).expanduser()

    @property
    def passphrase(self) -> str:
        return self._new.text

    def title(self) -> str:
        return self.tr("Store and passphrase")

    def speak(self, language: Language) -> None:
        self._language = language
        self._new.speak(language)

    def wipe(self) -> None:
        self._new.wipe()

    def is_answered(self) -> bool:
        complain(self._folder_problem, self._folder, self._folder_complaint())
        is_passphrase_right = self._new.is_answered()
        if self._folder_problem.text():
            self._folder.setFocus()
            return False
        return is_passphrase_right

    def _folder_complaint(self) -> str:
        if not self._folder.text().strip():
            return self.tr("Choose a folder for the store.")
        if self._stores.exists(self.folder):
            return self.tr("This folder already holds a store: go back and open it, or choose another folder.")
        refusal = self._stores.why_not_in(self.folder)
        return refusal.in_(self._language) if refusal else ""

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder of the store"), self._folder.text())
        if chosen:
            self._folder.setText(chosen)

    def _arrange(self) -> None:
        self._folder_label.setBuddy(self._folder)
        self.column.addWidget(self._folder_label)
        self.column.addLayout(row_of(self._folder, self._browse))
        self.column.addWidget(self._folder_problem)
        self.column.addWidget(self._new)
        self.column.addWidget(self._warning)

    def reword(self) -> None:
        self._folder_label.setText(self.tr("F&older"))
        self._folder.setAccessibleName(self.tr("Folder of the store"))
        self._browse.setText(self.tr("&Browse…"))
        self._browse.setAccessibleName(self.tr("Browse for a folder"))
        self._warning.setText(
            self.tr(
                "Whoever forgets the passphrase needs the recovery sheet: it can be made and printed "
                "as soon as the store is open."
            )
        )


class ContentStep(Step):
    """Whether the new store starts empty or with an invented sample to try things on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._empty = named(QRadioButton(), "start_empty")
        self._sample = named(QRadioButton(), "start_sample")
        self._hint = sentence("sample_hint")
        self._problem = complaint("create_problem")
        self._empty.setChecked(True)
        for widget in (self._empty, self._sample, self._hint, self._problem):
            self.column.addWidget(widget)
        self.reword()

    @property
    def wants_sample(self) -> bool:
        return self._sample.isChecked()

    def title(self) -> str:
        return self.tr("What is in it")

    def refuse(self, text: str) -> None:
        complain(self._problem, self._empty, text)

    def reword(self) -> None:
        self._empty.setText(self.tr("Empt&y, to start working"))
        self._sample.setText(self.tr("With an &invented sample, to try things on"))
        self._hint.setText(
            self.tr("The sample is invented and marked as such on every page; no record in it is about a person.")
        )
        for button in (self._empty, self._sample):
            button.setAccessibleName(button.text().replace("&", ""))

"""The closed window: opens the store that is there, or makes a new one; keys are derived on the worker."""

from pathlib import Path

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFileDialog, QStackedWidget

from observatory.errors import Cancelled
from observatory.ports import Store
from observatory.progress import Progress
from observatory.security.paper_key import PaperKey
from observatory.security.slots import Login
from observatory.terms import Language, Term
from ui.desktop.background import Background
from ui.desktop.problems import sentence
from ui.desktop.unlock.first_run import FirstRun
from ui.desktop.unlock.recovery import Recovery
from ui.desktop.unlock.stores import Stores
from ui.desktop.unlock.unlock import Unlock

_OPENING = Term("Apertura dell’archivio", "Opening the store")
_MAKING = Term("Creazione dell’archivio", "Making the store")


class Entrance(QStackedWidget):
    """Ends with `opened`; holds no passphrase longer than it takes to open or make the store."""

    opened = Signal(object, object)
    """The open store and its folder."""
    language_chosen = Signal(object)
    made = Signal()
    """The store just opened was made here."""
    recovered = Signal()
    """The store just opened was opened by its recovery sheet, and has a new passphrase."""

    def __init__(self, stores: Stores, background: Background, language: Language) -> None:
        super().__init__()
        self.language = language
        self._stores, self._background = stores, background
        self._folder = Path()
        self._unlock = Unlock()
        self._recovery: Recovery | None = None
        self._first_run: FirstRun | None = None
        self.addWidget(self._unlock)
        self._unlock.asked.connect(self._open)
        self._unlock.other_wanted.connect(self._choose_folder)
        self._unlock.new_wanted.connect(lambda: self._start_new(self._folder))
        self._unlock.forgotten.connect(self._start_recovery)

    def speak(self, language: Language) -> None:
        self.language = language
        for asking in (self._first_run, self._recovery):
            if asking is not None:
                asking.speak(language)

    def ask_for(self, folder: Path) -> None:
        """Ask for the passphrase of the store in this folder, or make one there."""
        self._folder = folder
        self._background.patience.turn_to(folder)
        if self._stores.exists(folder):
            self._leave_questions()
        else:
            self._start_new(folder)

    def _start_new(self, folder: Path) -> None:
        self._drop_questions()
        self._first_run = FirstRun(self._stores, folder, self.language)
        self._first_run.language_chosen.connect(self.language_chosen)
        self._first_run.asked.connect(self._make)
        self._first_run.left.connect(self._leave_questions)
        self.addWidget(self._first_run)
        self.setCurrentWidget(self._first_run)
        self._first_run.start()

    def _leave_questions(self) -> None:
        self._drop_questions()
        self.setCurrentWidget(self._unlock)
        self._unlock.ask_for(self._folder, by_name=self._has_several())

    def _has_several(self) -> bool:
        return self._stores.members(self._folder) > 1

    def _drop_questions(self) -> None:
        """Wipe and drop whatever was asking for a new passphrase."""
        for asking in (self._first_run, self._recovery):
            if asking is not None:
                asking.wipe()
                self.removeWidget(asking)
                asking.deleteLater()
        self._first_run = self._recovery = None

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder of the store"), str(self._folder))
        if chosen:
            self.ask_for(Path(chosen))

    def _open(self, login: Login) -> None:
        folder, stores = self._folder, self._stores

        def work(progress: Progress) -> Store:
            return _kept(stores.open(folder, login), progress, _OPENING)

        self._background.run(
            _OPENING,
            work,
            done=lambda store: self._go_in(store, folder),
            failed=lambda error: self._unlock.refuse(sentence(error, self.language)),
        )

    def _start_recovery(self) -> None:
        self._drop_questions()
        self._recovery = asking = Recovery(self.language)
        asking.asked.connect(self._recover)
        asking.left.connect(self._leave_questions)
        self.addWidget(asking)
        self.setCurrentWidget(asking)
        asking.ask_for(self._folder, by_name=self._has_several())

    def _recover(self, paper: PaperKey, login: Login) -> None:
        folder, stores = self._folder, self._stores

        def work(progress: Progress) -> Store:
            return _kept(stores.recover(folder, paper, login), progress, _OPENING)

        self._background.run(
            _OPENING,
            work,
            done=lambda store: self._go_in(store, folder, self.recovered),
            failed=self._refuse_recovery,
        )

    def _refuse_recovery(self, error: Exception) -> None:
        if self._recovery is not None:
            self._recovery.refuse(sentence(error, self.language))

    def _make(self) -> None:
        answers = self._first_run
        if answers is None:
            return
        folder, passphrase, founder = answers.folder, answers.passphrase, answers.founder
        wants_sample, stores = answers.wants_sample, self._stores

        def work(progress: Progress) -> Store:
            store = _kept(stores.create(folder, passphrase, founder), progress, _MAKING)
            if wants_sample:
                _fill(stores, store, progress)
            return store

        self._background.run(
            _MAKING,
            work,
            done=lambda store: self._go_in(store, folder, self.made),
            failed=lambda error: self._refuse_new(error, folder),
        )

    def _refuse_new(self, error: Exception, folder: Path) -> None:
        if isinstance(error, Cancelled) and self._stores.exists(folder):
            # The store was made and is empty; it opens with the passphrase just chosen.
            self.ask_for(folder)
        elif self._first_run is not None:
            self._first_run.refuse(sentence(error, self.language))

    def _go_in(self, store: Store, folder: Path, then: SignalInstance | None = None) -> None:
        self._folder = folder
        self._background.patience.turn_to(folder)
        self._background.patience.forgive()
        self._unlock.wipe()
        self._drop_questions()
        self.opened.emit(store, folder)
        if then is not None:
            then.emit()


def _kept(store: Store, progress: Progress, what: Term) -> Store:
    """The store, unless it is not wanted any more: then it is closed again."""
    try:
        progress(0, 0, what)
    except Cancelled:
        store.close()
        raise
    return store


def _fill(stores: Stores, store: Store, progress: Progress) -> None:
    try:
        stores.fill(store, progress)
    except BaseException:
        store.close()
        raise

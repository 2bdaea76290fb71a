"""A window with a real store, watched by `test_session_lock.py`: says `open`, and once it is locked what is left.

Arguments: a folder to work in. Each time it was locked it opens again, types into a form and copies from it.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QCoreApplication, QEvent, QSettings, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from db import vault
from observatory.errors import StoreError
from observatory.security.key_derivation import KdfCost
from ui.bootstrap import system_clock
from ui.desktop.language import Translation
from ui.desktop.main_window import MainWindow
from ui.desktop.records.table_model import RecordsModel
from ui.desktop.session_lock import lock_with_session
from ui.desktop.settings import Preferences
from ui.desktop.unlock.stores import Stores

PASSPHRASE = "quattro cavalli blu"  # noqa: S105 - of an invented store
TYPED = "una nota che nessuno deve leggere"
FOLDER = Path(sys.argv[1]) / "store"


class Opened:
    """The store as the window has it, and its keys for whoever looks whether they are gone."""

    def __init__(self) -> None:
        self.vault = vault.open_(FOLDER, PASSPHRASE)
        ring = self.vault.keyring
        self.keys = [ring.root_key, ring.database, ring.signing, ring.receive, *ring.drafts.values()]
        self.keys += [key for generations in ring.narratives.values() for key in generations.values()]


def tell(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def go_in() -> None:
    opened.append(Opened())
    window._entrance.opened.emit(opened[-1].vault, FOLDER)
    window.go_to("cases")
    window.commands.run("new_record")
    QCoreApplication.processEvents()
    note = next(area for area in window.findChildren(QPlainTextEdit) if area.isVisibleTo(window))
    note.setFocus()
    note.setPlainText(TYPED)
    note.selectAll()
    note.copy()
    assert QGuiApplication.clipboard().text() == TYPED
    looking.start()
    tell("open")


def look() -> None:
    if not window.is_at_rest:
        return
    looking.stop()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = opened[-1]
    tell(
        json.dumps(
            {
                "closed": is_closed(left),
                "keys": sum(map(sum, left.keys)),
                "models": len(window.findChildren(RecordsModel)) + len(window.findChildren(QPlainTextEdit)),
                "clipboard": QGuiApplication.clipboard().text(),
                "drafts": drafts(),
            }
        )
    )
    QTimer.singleShot(200, go_in)


def is_closed(left: Opened) -> bool:
    try:
        left.vault.begin()
    except StoreError:
        return True
    return False


def drafts() -> int:
    """How many drafts hold what was typed."""
    again = vault.open_(FOLDER, PASSPHRASE)
    with again.begin() as unit:
        found = [draft for draft in unit.drafts.all("case") if TYPED in json.dumps(draft.values)]
    again.close()
    return len(found)


application = QApplication(sys.argv[:1])
vault.create(FOLDER, PASSPHRASE, cost=KdfCost(1024, 1, 1)).close()
opened: list[Opened] = []
preferences = Preferences(QSettings(str(FOLDER.parent / "settings.ini"), QSettings.Format.IniFormat))
preferences.folder = FOLDER
unused = lambda *_: None  # noqa: E731 - the entrance is gone round
stores = Stores(Path.exists, unused, unused, unused, system_clock, unused, lambda _: opened[-1].vault.keys, lambda _: 1)  # type: ignore[arg-type,return-value]
window = MainWindow(stores, preferences, Translation())
window.show()
watching = lock_with_session(window)
QTimer.singleShot(0, go_in)
looking = QTimer(interval=20)
looking.timeout.connect(look)
application.exec()

"""Goes through the program with planted words in every field, and says what could be seen from outside meanwhile.

A process of its own, ended by a crash. Arguments: folder that will be searched, folder of inputs, file for the report;
`leaking` for a program with a fault: then it is short, and its log tells a value; `window` to leave the commands out.
"""

import ctypes
import json
import logging
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from os import abort
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from canaries import NOW, PAPER, canary, plant, write_inputs
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSystemTrayIcon,
    QTextBrowser,
    QWidget,
)

from db import vault, vault_keys
from observatory.errors import ObservatoryError
from observatory.security import key_derivation
from observatory.security.first_version import FOUNDER
from observatory.security.key_derivation import KdfCost
from observatory.security.recovery_sheet import RecoverySheet
from observatory.security.store_keys import Newcomer
from observatory.terms import Language, Term
from ui.bootstrap import create_store
from ui.cli import main
from ui.desktop import problems
from ui.desktop.app import real_stores
from ui.desktop.language import Translation
from ui.desktop.main_window import MainWindow
from ui.desktop.records.search_field import WAIT_MS
from ui.desktop.security.recovery_making import write_sheet
from ui.desktop.settings import Preferences

ROOT, INPUTS, REPORT = (Path(argument) for argument in sys.argv[1:4])
IS_LEAKING, HAS_COMMANDS = "leaking" in sys.argv, "window" not in sys.argv
STORE = ROOT / "store"
MAIN = Path(__file__).resolve().parents[2] / "main.py"
PATIENCE_SECONDS = 60
PR_GET_DUMPABLE = 3
seen: dict[str, dict[str, list[str]]] = {}


def until(condition: Callable[[], bool]) -> None:
    limit = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < limit, "waited too long"
        QApplication.processEvents()
        time.sleep(0.01)


def child(kind: type, name: str) -> Any:  # noqa: ANN401 - a widget of that kind
    """The visible one."""
    return next(widget for widget in window.findChildren(kind, name) if widget.isVisible())


def observe(moment: str) -> None:
    """What whoever passes, another program, or the desktop could see of the window now."""
    QApplication.processEvents()
    tops = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    board = QGuiApplication.clipboard()
    seen[moment] = {
        "titles": [text for top in tops for text in (top.windowTitle(), top.accessibleName(), top.windowIconText())],
        "native titles": [native.title() for native in QGuiApplication.topLevelWindows()],
        "selection": [board.text(QClipboard.Mode.Selection)] if board.supportsSelection() else [],
        "messages": [window.message.text],
        "notifications": [tray.toolTip() for tray in application.findChildren(QSystemTrayIcon)],
        "menus": [action.text() for action in window.actions()],
        "shown": [page.toPlainText() for page in window.findChildren(QTextBrowser) if page.isVisible()],
        "everything": [] if window.is_open else [*everything(), board.text()],
    }


def everything() -> list[str]:
    """Every word that any widget of the locked window holds, seen or spoken."""
    told = []
    for widget in QApplication.allWidgets():
        told += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.statusTip()]
        if isinstance(widget, (QLabel, QAbstractButton, QLineEdit)):
            told.append(widget.text())
        elif isinstance(widget, (QPlainTextEdit, QTextBrowser)):
            told.append(widget.toPlainText())
    return told


def unlock(passphrase: str) -> None:
    QTest.keyClicks(child(QLineEdit, "passphrase"), passphrase)
    QTest.keyClick(child(QLineEdit, "passphrase"), Qt.Key.Key_Return)


def select_by_mouse(widget: QWidget) -> None:
    """As one does to read: what is selected goes to the desktop's selection by itself."""
    area = widget.viewport() if isinstance(widget, (QPlainTextEdit, QTextBrowser)) else widget
    QTest.mousePress(area, Qt.MouseButton.LeftButton, pos=QPoint(3, 8))
    QTest.mouseMove(area, QPoint(area.width() - 4, area.height() - 4))
    QTest.mouseRelease(area, Qt.MouseButton.LeftButton, pos=QPoint(area.width() - 4, area.height() - 4))
    QApplication.processEvents()


def fail() -> None:
    """A fault of the program's own, with a value in its message and its frames."""
    value = canary("fault")
    raise ValueError(value) from KeyError(value)


def refuse() -> None:
    raise ObservatoryError(Term("Un lavoro si è fermato.", "A work stopped.")) from ValueError(canary("worker"))


class Careless:
    """Fails where nobody can catch it."""

    def __del__(self) -> None:
        fail()


def break_work(_progress: object) -> None:
    raise RuntimeError(canary("worker"))


def be_careless() -> None:
    """The fault that the search must find: a log line with the message of an error."""
    careful = problems.place
    problems.place = lambda error: f"{careful(error)}: {error}"


def look_and_type() -> None:
    for screen in ("cases", "interventions", "meetings", "strengths"):
        window.go_to(screen)
        QApplication.processEvents()
        search = child(QLineEdit, "search")
        QTest.keyClicks(search, canary("search"))
        QTest.qWait(WAIT_MS + 20)
        observe(f"{screen} searched")
        search.clear()
        QTest.qWait(WAIT_MS + 20)
        window.ability("arrive")()  # type: ignore[misc]
        select_by_mouse(child(QTextBrowser, "reading"))
        child(QTextBrowser, "reading").copy()
        observe(f"{screen} read")
        window.commands.run("edit")
        QApplication.processEvents()
        type_everywhere(canary("draft"))
        window.commands.run("save")
        observe(f"{screen} edited")
        window.commands.run("palette")
        observe(f"{screen} palette")
        QApplication.activePopupWidget() or QTest.keyClick(QApplication.activeWindow() or window, Qt.Key.Key_Escape)


def type_everywhere(word: str) -> None:
    for area in window.findChildren(QPlainTextEdit):
        if area.isVisible() and not area.isReadOnly():
            area.setPlainText(f"{word} {canary('draft again')}")
            select_by_mouse(area)
            area.selectAll()
            area.copy()


def use_the_window() -> None:
    unlock(canary("wrong passphrase"))
    until(lambda: bool(child(QLineEdit, "passphrase").accessibleDescription()))
    observe("refused")
    unlock(canary("passphrase"))
    until(lambda: window.is_open)
    look_and_type()
    window._background.run(Term("Prova", "Trial"), break_work, done=print, failed=tell)
    until(lambda: not window._background.is_busy)
    Careless()
    sys.excepthook(*caught(fail))
    observe("failed")
    sys.excepthook(*caught(refuse))
    observe("refused work")
    window.go_to("cases")
    window.commands.run("edit")
    type_everywhere(canary("draft again"))
    window.commands.run("lock")
    until(lambda: not window._background.is_busy)
    QTest.qWait(100)
    observe("locked")


def tell(error: Exception) -> None:
    window.message.problem(problems.sentence(error, window.language))
    observe("worker failed")


def caught(work: Callable[[], None]) -> Any:  # noqa: ANN401 - what the interpreter hands to its hook
    try:
        work()
    except Exception:  # noqa: BLE001 - whatever it is
        return sys.exc_info()
    return None


def command(*arguments: str, secret: str = "passphrase", expected: int = 0) -> None:  # noqa: S107 - the name of a file
    """In this process, which has loaded everything; with the name of who opens the store, which has two members."""
    who = ("--member", canary("member")) if secret else ()
    told = [*arguments, *(() if not secret else ("--passphrase-file", str(INPUTS / secret))), *who]
    try:
        status = main(told)
    except SystemExit as left:
        status = left.code
    assert status == expected, (arguments, status)


def command_of_its_own(*arguments: str) -> None:
    """As people start it: what it prints and leaves behind is searched like the rest."""
    told = [sys.executable, str(MAIN), *arguments, "--passphrase-file", str(INPUTS / "wrong_passphrase")]
    assert subprocess.run(told, check=False).returncode == 1  # noqa: S603 - our own program


def use_the_commands() -> None:
    store, out = str(STORE), ROOT / "out"
    out.mkdir()
    about = ("--period", "2024", "--audience", "members", "--as-of", "2025-01-31")
    command("summary", store, *about, "--out", str(out / "summary.pdf"))
    for form in ("xlsx", "csv", "sdmx", "figures"):
        command("export", store, *about, "--format", form, "--out", str(out / form))
    for form in ("json", "csv"):
        command("audit", "export", store, "--format", form, "--out", str(out / f"log.{form}"))
    command("import", store, str(INPUTS / "register.csv"), "--mapping", str(INPUTS / "mapping.toml"),
            "--report", str(out / "report.csv"))  # fmt: skip
    command("store", "backup", store, "--to", str(out / "copy.osbackup"))
    command("store", "restore", str(out / "copy.osbackup"), "--to", str(out / "restored"))
    command("store", "rescue", store, "--out", str(out / "rescued"))
    command("store", "verify", store)
    command("audit", "verify", store)
    refused = {"secret": "wrong_passphrase", "expected": 1}
    command("store", "rescue", store, "--out", str(out / "refused"), **refused)  # type: ignore[arg-type]
    command("summary", store, *about, "--out", str(out / "refused.pdf"), **refused)  # type: ignore[arg-type]
    command("summary", store, *about, "--out", str(ROOT / "no" / "folder.pdf"), expected=1)
    command("store", "recover", store, "--recovery-file", str(INPUTS / "wrong_paper"),
            "--new-passphrase-file", str(INPUTS / "new_passphrase"), secret="", expected=1)  # fmt: skip
    command("member", "add", store, canary("second member"), "--role", "analyst",
            "--new-passphrase-file", str(INPUTS / "second_passphrase"))  # fmt: skip
    command("member", "role", store, canary("second member"), "custodian", expected=1)
    command("proposal", "custodian", store, canary("second member"), "custodian")
    command("member", "remove", store, canary("second member"))
    command_of_its_own("store", "verify", store)
    command("store", "rekey", store, "--new-passphrase-file", str(INPUTS / "new_passphrase"))


def cheapen() -> None:
    """A derivation that costs nothing: what it protects is not what is searched."""
    for module in (vault, vault_keys):
        module.calibrated = lambda: KdfCost(1024, 1, 1)
    key_derivation.raised = lambda _cost, _seconds: None


def limits_of_process() -> dict[str, list[str]]:
    """Whether the system may write this process's memory down."""
    told = {"core": [str(each) for each in resource.getrlimit(resource.RLIMIT_CORE)]}
    return told | {"dumpable": [str(ctypes.CDLL(None).prctl(PR_GET_DUMPABLE, 0, 0, 0, 0))]}


cheapen()
write_inputs(INPUTS)
logging.basicConfig(level=logging.DEBUG, handlers=[logging.FileHandler(ROOT / "log.txt"), logging.StreamHandler()])
if IS_LEAKING:
    be_careless()
made = create_store(STORE, canary("passphrase"), PAPER, founder=Newcomer(canary("member"), "PS", FOUNDER.roles))
with made.begin() as unit:
    plant(unit)
made.close()
seen["process"] = limits_of_process()
write_sheet(RecoverySheet("store", "", PAPER, NOW.date()), Language.IT, ROOT / "sheet.pdf")
application = QApplication(sys.argv[:1])
preferences = Preferences()
preferences.folder = STORE
translation = Translation()
translation.speak(preferences.language)
window = MainWindow(real_stores(), preferences, translation)
problems.watch(window.message.problem, lambda: preferences.language)
window.show()
QTest.qWaitForWindowExposed(window)
if IS_LEAKING:
    sys.excepthook(*caught(fail))
else:
    use_the_window()
    if HAS_COMMANDS:
        use_the_commands()
    unlock(canary("new passphrase" if HAS_COMMANDS else "passphrase"))
    until(lambda: window.is_open)
    look_and_type()
REPORT.write_text(json.dumps(seen), encoding="utf-8")
sys.stdout.flush()
abort()

"""What a screen reader is told: every page, and every dialog that a page’s buttons open, in both languages."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QHeaderView,
    QPushButton,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from observatory.ports import Store
from observatory.security.key_derivation import KdfCost
from observatory.security.roles import Role
from observatory.security.store_keys import Newcomer
from observatory.terms import Language
from observatory.usecases.build_demo import build_demo
from ui import bootstrap
from ui.desktop.charts.chart_view import ChartView
from ui.desktop.main_window import MainWindow
from ui.desktop.screens import PAGES, SCREENS, offered

CASES, PATIENCE_MS = 60, 20_000
PASSPHRASE, OF_ANNA = "quattro cavalli blu", "lampada sentiero arancia ventuno"
NO_ROLE = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Window}
COMMANDS = ("palette", "keys", "support", "codebook", "about", "lock_time", "change_passphrase", "recovery_sheet")


@pytest.fixture
def filled(
    locked_window: MainWindow,
    qtbot: QtBot,
    unlock: Callable[[MainWindow, str], None],
    fake_stores: Any,  # noqa: ANN401 - the stores of conftest
    store: Store,
) -> MainWindow:
    """The window on that store."""
    fake_stores.prepared = store
    fake_stores.keyring.passphrase = PASSPHRASE
    unlock(locked_window, PASSPHRASE)
    qtbot.waitUntil(lambda: locked_window.is_open)
    return locked_window


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """An invented store on disk, of two members, that holds something of every kind."""
    for module in ("vault", "vault_keys"):
        monkeypatch.setattr(f"db.{module}.calibrated", lambda: KdfCost(1024, 1, 1))
    monkeypatch.setattr(bootstrap, "harden_process", lambda: None)
    made = bootstrap.create_store(tmp_path / "store", PASSPHRASE)
    build_demo(made, seed=3, cases=CASES)
    bootstrap.keys_of(made).add_member(Newcomer("Anna Analisi", "CC", (Role.ANALYST,)), OF_ANNA)
    return made


@pytest.fixture(autouse=True)
def _no_file_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Qt's own dialogs for files wait for an answer; they are not ours to name."""
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_, **__: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_, **__: ([], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: "")


def told(widget: QWidget, what: QAccessible.Text) -> str:
    spoken = QAccessible.queryAccessibleInterface(widget)
    return spoken.text(what).strip() if spoken is not None else ""


def faults(root: QWidget) -> Iterator[str]:
    """What is wrong with what the keyboard or a screen reader comes to below a widget."""
    for each in root.findChildren(QWidget):
        name = f"{type(each).__name__} {each.objectName()}"
        if not each.isVisibleTo(root):
            continue
        # The line inside a spin box or a list of choices hands the keyboard to that, which is named.
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isEnabled() and each.focusProxy() is None:
            yield from (f"{name}: {fault}" for fault in _of_stop(each))
        if isinstance(each, QTableView):
            yield from (f"{name}: column {n} has no heading" for n in _nameless(each.model()))
        if isinstance(each, ChartView) and not told(each, QAccessible.Text.Description):
            yield f"{name}: a chart without description"


def _of_stop(each: QWidget) -> Iterator[str]:
    spoken = QAccessible.queryAccessibleInterface(each)
    if not told(each, QAccessible.Text.Name):
        yield "no name"
    if spoken is None or (spoken.role() in NO_ROLE and not isinstance(each, QHeaderView)):
        yield "no role"
    if isinstance(each, QComboBox) and not _label(each):
        yield "a list of choices without label"


def _label(box: QComboBox) -> str:
    """On Linux a list of choices tells its value for its name; what it asks is told by its label."""
    spoken = QAccessible.queryAccessibleInterface(box)
    related = spoken.relations(QAccessible.RelationFlag.Label) if spoken is not None else []
    return " ".join(label.text(QAccessible.Text.Name) for label, _ in related)


def _nameless(model: QAbstractItemModel) -> list[int]:
    heading = Qt.Orientation.Horizontal
    return [n for n in range(model.columnCount()) if not str(model.headerData(n, heading) or "").strip()]


def dialogs(window: MainWindow) -> list[QDialog]:
    return [each for each in window.findChildren(QDialog) if each.isVisible()]


def opened_by(window: MainWindow, act: Callable[[], object], qtbot: QtBot) -> Iterator[str]:
    """The faults of the dialog that an act opens, which is then closed."""
    act()
    qtbot.waitUntil(lambda: not window._background.is_busy, timeout=PATIENCE_MS)
    for dialog in dialogs(window):
        yield from (f"{dialog.objectName() or type(dialog).__name__} / {fault}" for fault in faults(dialog))
        dialog.reject()
    QApplication.processEvents()


def asking(page: QWidget) -> list[QAbstractButton]:
    """The buttons that ask before they do: three dots say so."""
    buttons = page.findChildren(QPushButton)
    return [each for each in buttons if each.isVisibleTo(page) and each.isEnabled() and each.text().endswith("…")]


def on_page(window: MainWindow, page: str, qtbot: QtBot) -> Iterator[str]:
    window.go_to(page)
    qtbot.waitUntil(lambda: not window._background.is_busy, timeout=PATIENCE_MS)
    QApplication.processEvents()
    yield from faults(window)
    shown = window.findChild(QWidget, page)
    assert shown is not None, page
    for table in shown.findChildren(QTableView, "members_table"):
        table.selectRow(0)  # another member: nobody removes themselves
    for button in asking(shown):
        yield from opened_by(window, button.click, qtbot)


@pytest.mark.parametrize("language", Language)
def test_all_that_takes_focus_is_named_and_tables_and_charts_tell_what_they_are(
    filled: MainWindow, qtbot: QtBot, language: Language
) -> None:
    filled.speak(language)
    assert filled.member is not None
    found = []
    for page in (each.name for each in (*SCREENS, *PAGES) if offered(each.name, filled.member)):
        found += [f"{page}: {fault}" for fault in on_page(filled, page, qtbot)]
    for name in COMMANDS:
        found += [f"{name}: {fault}" for fault in opened_by(filled, partial(filled.commands.run, name), qtbot)]
    assert not found, "\n".join(sorted(set(found)))

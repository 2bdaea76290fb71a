"""What leaves the window by clipboard, selection and dragging, and what is gone when it locks."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, Qt
from PySide6.QtGui import QClipboard, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QPlainTextEdit, QTextBrowser, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.desktop import clipboard as rule
from ui.desktop.clipboard import Clipboard, copied_freely
from ui.desktop.main_window import MainWindow
from ui.desktop.records.reading_pane import _ReadText
from ui.desktop.widgets.text_area import _Area

SECRET, PUBLIC = "una cosa riservata", "un numero pubblicato"
SELECTION = QClipboard.Mode.Selection


def line() -> QLineEdit:
    return QLineEdit(SECRET)


def area() -> QPlainTextEdit:
    made = _Area()
    made.setPlainText(SECRET)
    return made


def page() -> QTextBrowser:
    made = _ReadText()
    made.setHtml(f"<b>{SECRET}</b>")
    return made


def table() -> QListWidget:
    made = QListWidget()
    made.addItem(SECRET)
    made.setCurrentRow(0)
    return made


def board() -> QClipboard:
    return QGuiApplication.clipboard()


@pytest.fixture
def ground(qtbot: QtBot) -> QWidget:
    """A visible window for what is copied from."""
    made = QWidget()
    QVBoxLayout(made)
    qtbot.addWidget(made)
    board().clear()
    made.setMinimumWidth(400)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def put(ground: QWidget, widget: QWidget) -> QWidget:
    layout = ground.layout()
    assert layout is not None
    layout.addWidget(widget)
    QApplication.processEvents()
    widget.setFocus()
    assert QApplication.focusWidget() is widget
    return widget


def copy(ground: QWidget, widget: QWidget) -> None:
    put(ground, widget)
    if not isinstance(widget, QListWidget):
        widget.selectAll()  # type: ignore[attr-defined] # every other one here is a text
    QTest.keySequence(widget, QKeySequence(QKeySequence.StandardKey.Copy))


@pytest.mark.parametrize("make", [line, area, page, table])
def test_what_is_copied_is_hidden_from_managers_and_soon_gone(
    ground: QWidget, qtbot: QtBot, make: Callable[[], QWidget]
) -> None:
    kept = Clipboard(ground, kept_ms=150)
    copy(ground, make())
    assert board().text() == SECRET
    assert bytes(board().mimeData().data("x-kde-passwordManagerHint").data()) == b"secret"
    assert not board().mimeData().hasHtml()
    qtbot.waitUntil(lambda: board().text() == "", timeout=2000)
    assert kept.parent() is ground
    assert rule.KEPT_MS == 30_000


def test_what_is_published_anyway_stays_until_the_lock(ground: QWidget, qtbot: QtBot) -> None:
    kept = Clipboard(ground, kept_ms=50)
    public = QLineEdit(PUBLIC)
    copied_freely(public)
    copy(ground, public)
    qtbot.wait(150)
    assert board().text() == PUBLIC
    assert not board().mimeData().hasFormat("x-kde-passwordManagerHint")
    kept.clear()
    assert board().text() == ""


def test_what_came_from_elsewhere_is_left_alone(ground: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Clipboard(ground)
    copy(ground, line())
    monkeypatch.setattr(Clipboard, "_is_fresh", lambda *_: False)  # another program puts something there
    foreign = QMimeData()
    foreign.setText(PUBLIC)
    board().setMimeData(foreign)
    kept.clear()
    assert board().text() == PUBLIC


def test_locking_takes_away_what_was_copied(window: MainWindow, qtbot: QtBot) -> None:
    search = next(line for line in window.findChildren(QLineEdit, "search") if line.isVisible())
    qtbot.keyClicks(search, SECRET)
    search.selectAll()
    search.copy()
    assert board().text() == SECRET
    window.lock()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert board().text() == ""


def test_a_text_cannot_be_dragged_out(ground: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    for text in (area(), page()):
        put(ground, text)
        text.selectAll()
        assert text.createMimeDataFromSelection().text() == SECRET
        with monkeypatch.context() as patch:
            patch.setattr(QGuiApplication, "mouseButtons", lambda: Qt.MouseButton.LeftButton)
            assert text.createMimeDataFromSelection().formats() == []
    assert not QLineEdit().dragEnabled()


@pytest.mark.window
def test_selecting_with_the_mouse_offers_nothing_to_the_desktop(ground: QWidget) -> None:
    kept = Clipboard(ground)
    assert board().supportsSelection()
    public = QLineEdit(PUBLIC)
    copied_freely(public)
    for widget, offered in ((line(), ""), (public, PUBLIC)):
        put(ground, widget)
        middle = widget.height() // 2
        QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=QPoint(2, middle))
        QTest.mouseMove(widget, QPoint(widget.width() - 2, middle))
        QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=QPoint(widget.width() - 2, middle))
        assert widget.hasSelectedText()
        assert board().text(SELECTION) in offered
        assert bool(board().text(SELECTION)) is bool(offered)
    kept.clear()
    assert board().text(SELECTION) == ""

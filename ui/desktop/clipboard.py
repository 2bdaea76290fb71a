"""What may leave by the clipboard, and for how long: the one rule for everything copied in the program.

Text copied from a form or a list is hidden from clipboard managers and gone after half a minute and at lock; selecting
it with the mouse offers it to nobody. What is published anyway, such as the tables of a summary, is `copied_freely`.
"""

import sys
from secrets import token_bytes

from PySide6.QtCore import QMimeData, QObject, Qt, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

KEPT_MS = 30_000
_MARK, _OURS = "application/x-osservatorio", token_bytes(16)
_FREE = "copied_freely"
_BOARD, _SELECTION = QClipboard.Mode.Clipboard, QClipboard.Mode.Selection
_WINDOWS = {"ExcludeClipboardContentFromMonitorProcessing": b"\1", "CanUploadToCloudClipboard": bytes(4)}
_CONCEALED = (
    {f'application/x-qt-windows-mime;value="{name}"': value for name, value in _WINDOWS.items()}
    if sys.platform == "win32"
    else {"x-kde-passwordManagerHint": b"secret"}
)
"""What clipboard managers heed."""


def copied_freely(widget: QWidget) -> None:
    """What this widget and those in it show is published anyway: whoever copies it keeps it until the store locks."""
    widget.setProperty(_FREE, True)


class Clipboard(QObject):
    """Looks at everything that the program puts on the clipboard, by whatever key, menu or button."""

    def __init__(self, parent: QObject, kept_ms: int = KEPT_MS) -> None:
        super().__init__(parent)
        self._board = QGuiApplication.clipboard()
        self._timer = QTimer(self, singleShot=True, interval=kept_ms)
        self._timer.timeout.connect(self.clear)
        self._board.changed.connect(self._judge)

    def clear(self) -> None:
        """Take away what was copied here; what came from elsewhere stays."""
        self._timer.stop()
        if self._is_marked(_BOARD):
            self._board.clear(_BOARD)
        if self._board.supportsSelection() and self._board.ownsSelection():
            self._board.clear(_SELECTION)

    def _judge(self, mode: QClipboard.Mode) -> None:
        if mode not in (_BOARD, _SELECTION) or not self._is_fresh(mode):
            return
        if mode == _BOARD:
            self._put(self._board.mimeData(), is_free=_is_free(QApplication.focusWidget()))
        elif not _is_free(QApplication.focusWidget()):
            self._board.clear(_SELECTION)

    def _put(self, copied: QMimeData, *, is_free: bool) -> None:
        told = QMimeData()
        told.setText(copied.text())
        told.setData(_MARK, _OURS)
        if not is_free:
            for name, value in _CONCEALED.items():
                told.setData(name, value)
        self._board.setMimeData(told)
        self._timer.stop()
        if not is_free:
            self._timer.start()

    def _is_fresh(self, mode: QClipboard.Mode) -> bool:
        """Put there by this program just now, and not looked at yet."""
        owns = self._board.ownsClipboard() if mode == _BOARD else self._board.ownsSelection()
        # A screen that nobody sees has a clipboard of its own, which knows no owners.
        ours = owns or QGuiApplication.platformName() == "offscreen"
        return ours and self._holds_anything(mode) and not self._is_marked(mode)

    def _holds_anything(self, mode: QClipboard.Mode) -> bool:
        held: QMimeData | None = self._board.mimeData(mode)
        return held is not None and bool(held.formats())

    def _is_marked(self, mode: QClipboard.Mode) -> bool:
        return self._holds_anything(mode) and bytes(self._board.mimeData(mode).data(_MARK).data()) == _OURS


def _is_free(widget: QWidget | None) -> bool:
    while widget is not None:
        if widget.property(_FREE):
            return True
        widget = widget.parentWidget()
    return False


def unlearned(widget: QWidget) -> None:
    """What is typed here is nothing for an input method to remember or to complete."""
    hints = widget.inputMethodHints()
    widget.setInputMethodHints(hints | Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)


def undragged(copied: QMimeData) -> QMimeData:
    """What a text gives away, but nothing while it is dragged, which would get round the clipboard's rule."""
    return QMimeData() if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton else copied

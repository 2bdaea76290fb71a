"""Asks after how many seconds without a touch the store locks itself."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QInputDialog, QWidget

from ui.desktop.settings import SHORTEST_LOCK_SECONDS

LONGEST_LOCK_SECONDS = 3600
_STEP_SECONDS = 30


def lock_time_dialog(seconds: int, parent: QWidget) -> QInputDialog:
    """A dialog that says the seconds by `intValueSelected`."""
    dialog = QInputDialog(parent)
    dialog.setObjectName("lock_time_dialog")
    dialog.setWindowTitle("Osservatorio")
    dialog.setInputMode(QInputDialog.InputMode.IntInput)
    dialog.setIntRange(SHORTEST_LOCK_SECONDS, LONGEST_LOCK_SECONDS)
    dialog.setIntStep(_STEP_SECONDS)
    dialog.setIntValue(seconds)
    dialog.setLabelText(
        QCoreApplication.translate("LockTime", "Lock the store after this many seconds without a key or a mouse:")
    )
    return dialog

"""Locks the store with the desktop: when the session is locked or left, and before the machine sleeps."""

import sys

from PySide6.QtCore import QCoreApplication

from ui.desktop.main_window import MainWindow


def lock_with_session(window: MainWindow) -> object:
    """From now on lock the window at once whenever the desktop is left; to be held as long as that is wanted."""
    if sys.platform == "win32":
        from ui.desktop.session_windows import SessionMessages  # noqa: PLC0415 - exists on Windows only

        watching = SessionMessages(int(window.winId()), window.lock_at_once)
        application = QCoreApplication.instance()
        if application is not None:
            application.installNativeEventFilter(watching)
    elif sys.platform == "linux":
        from ui.desktop.session_bus import DesktopBus  # noqa: PLC0415 - Linux’s own

        watching = DesktopBus(lambda: window.is_at_rest, window)
        watching.left.connect(window.lock_at_once)
    else:
        watching = window
    return watching

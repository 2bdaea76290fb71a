"""What Windows says to a window: the session is locked or left, the machine is about to sleep.

Written after the documentation of WM_WTSSESSION_CHANGE and WM_POWERBROADCAST; no test of ours runs on Windows.
"""

import sys
from collections.abc import Callable

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    from PySide6.QtCore import QAbstractNativeEventFilter

    _POWER, _SUSPEND = 0x0218, 0x0004
    _SESSION, _CONSOLE_LEFT, _REMOTE_LEFT, _LOGOFF, _LOCK = 0x02B1, 0x2, 0x4, 0x6, 0x7
    _LEAVING = frozenset(
        {(_POWER, _SUSPEND), *((_SESSION, why) for why in (_CONSOLE_LEFT, _REMOTE_LEFT, _LOGOFF, _LOCK))}
    )
    _THIS_SESSION = 0

    class SessionMessages(QAbstractNativeEventFilter):
        """Calls `left` before Qt sees the message; lets every message through."""

        def __init__(self, window: int, left: Callable[[], None]) -> None:
            super().__init__()
            self._left = left
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(wintypes.HWND(window), _THIS_SESSION)

        def nativeEventFilter(self, kind: object, message: int) -> tuple[bool, int]:  # noqa: N802
            if "windows_generic_MSG" in str(kind):
                told = wintypes.MSG.from_address(int(message))
                if (told.message, told.wParam) in _LEAVING:
                    self._left()
            return False, 0

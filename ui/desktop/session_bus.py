"""What a Linux desktop says on its buses: the screen is locked, the machine is about to sleep."""

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusError,
    QDBusMessage,
    QDBusObjectPath,
    QDBusUnixFileDescriptor,
)

_LOGIND = "org.freedesktop.login1"
_MACHINE = "/org/freedesktop/login1"
_MANAGER = f"{_LOGIND}.Manager"
_SCREEN_SAVERS = tuple(f"org.{desktop}.ScreenSaver" for desktop in ("freedesktop", "gnome", "cinnamon", "mate", "xfce"))
_ANY = ""
_LOOK_EVERY_MS = 20
_DELAY = ["sleep", "Osservatorio", "Lock the store", "delay"]
_ON_REFUSAL = "1refused(QDBusError)"


class DesktopBus(QObject):
    """Says `left` when nobody sits at the desktop any more. Where there is no bus it stays silent.

    The machine is asked to wait with sleeping until the store is locked: otherwise the word of it may come only after
    waking up, and the keys would lie in a hibernated memory.
    """

    left = Signal()

    def __init__(self, is_locked: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._is_locked = is_locked
        self._delay: QDBusUnixFileDescriptor | None = None
        self._look = QTimer(self, interval=_LOOK_EVERY_MS)
        self._look.timeout.connect(self._let_sleep)
        self._machine = QDBusConnection.systemBus()
        if self._machine.isConnected():
            self._watch_machine()
        if _has_session_bus():
            self._watch_screen(QDBusConnection.sessionBus())

    def _watch_machine(self) -> None:
        self._hear(self._machine, (_LOGIND, _MACHINE, _MANAGER, "PrepareForSleep", "b"), "1sleep_nears(bool)")
        self._ask_for_delay()
        session = os.environ.get("XDG_SESSION_ID", "")
        if session:
            self._ask("GetSession", [session], "1session_found(QDBusObjectPath)")
        else:
            self._hear_lock(_ANY)

    def _watch_screen(self, bus: QDBusConnection) -> None:
        for saver in _SCREEN_SAVERS:
            self._hear(bus, (_ANY, _ANY, saver, "ActiveChanged", "b"), "1screen_saved(bool)")

    @Slot(bool)
    def sleep_nears(self, is_near: bool) -> None:
        if is_near:
            self.left.emit()
            self._look.start()
        else:
            self._ask_for_delay()

    def _let_sleep(self) -> None:
        """As soon as the store is closed, which a work under way may put off for a moment."""
        if self._is_locked():
            self._look.stop()
            self._delay = None  # closing it lets the machine sleep

    @Slot(bool)
    def screen_saved(self, is_saved: bool) -> None:
        if is_saved:
            self.left.emit()

    @Slot()
    def session_locked(self) -> None:
        self.left.emit()

    @Slot(QDBusObjectPath)
    def session_found(self, path: QDBusObjectPath) -> None:
        self._hear_lock(path.path())

    @Slot(QDBusUnixFileDescriptor)
    def delay_given(self, delay: QDBusUnixFileDescriptor) -> None:
        self._delay = delay

    @Slot(QDBusError)
    def refused(self, _error: QDBusError) -> None:
        """No delay: sleeping is still told. No session of that name: every session's lock is ours."""
        self._hear_lock(_ANY)

    def _hear_lock(self, session: str) -> None:
        self._hear(self._machine, (_LOGIND, session, f"{_LOGIND}.Session", "Lock", ""), "1session_locked()")

    def _ask_for_delay(self) -> None:
        self._ask("Inhibit", _DELAY, "1delay_given(QDBusUnixFileDescriptor)")

    def _ask(self, method: str, arguments: list[str], answer: str) -> None:
        message = QDBusMessage.createMethodCall(_LOGIND, _MACHINE, _MANAGER, method)
        message.setArguments(arguments)
        # The stubs ask for bytes, which the library refuses.
        self._machine.callWithCallback(message, self, answer, _ON_REFUSAL)  # type: ignore[call-overload]

    def _hear(self, bus: QDBusConnection, what: tuple[str, str, str, str, str], slot: str) -> None:
        """Service, path, interface, name, signature: a message of another signature is not for us."""
        bus.connect(*what, self, slot)  # type: ignore[call-overload]  # as above


def _has_session_bus() -> bool:
    """Asked before: where there is none, the library would start one."""
    usual = Path(os.environ.get("XDG_RUNTIME_DIR") or os.devnull) / "bus"
    return bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS")) or usual.exists()

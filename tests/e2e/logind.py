"""Stands in for the system's session manager on a private bus: answers what the window asks, and speaks when told.

Standard input: one signal a line, `path interface name [true|false]`. Standard output: `ready`, what was asked, and
`released` when the window lets the machine sleep.
"""

import os
import sys

from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, QSocketNotifier, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusObjectPath, QDBusUnixFileDescriptor

SESSION = "/org/freedesktop/login1/session/_31"


def tell(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


@ClassInfo({"D-Bus Interface": "org.freedesktop.login1.Manager"})
class Manager(QObject):
    """Its names are those of the bus."""

    @Slot(str, result=QDBusObjectPath)
    def GetSession(self, name: str) -> QDBusObjectPath:  # noqa: N802
        tell(f"session {name}")
        return QDBusObjectPath(SESSION)

    @Slot(str, str, str, str, result=QDBusUnixFileDescriptor)
    def Inhibit(self, what: str, _who: str, _why: str, mode: str) -> QDBusUnixFileDescriptor:  # noqa: N802
        """The reading end says when nobody holds the other any more."""
        reading, writing = os.pipe()
        given = QDBusUnixFileDescriptor(writing)
        os.close(writing)
        waiting = QSocketNotifier(reading, QSocketNotifier.Type.Read, self)
        waiting.activated.connect(lambda: (waiting.setEnabled(False), tell("released")))
        tell(f"delay {what} {mode}")
        return given


def speak() -> None:
    told = os.read(sys.stdin.fileno(), 4096).decode()
    if not told:
        QCoreApplication.quit()
    for line in told.splitlines():
        path, interface, name, *value = line.split()
        signal = QDBusMessage.createSignal(path, interface, name)
        if value:
            signal.setArguments([value[0] == "true"])
        bus.send(signal)


application = QCoreApplication(sys.argv)
bus = QDBusConnection.systemBus()
manager = Manager()
bus.registerObject("/org/freedesktop/login1", manager, QDBusConnection.RegisterOption.ExportAllSlots)
bus.registerService("org.freedesktop.login1")
listening = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
listening.activated.connect(speak)
tell("ready")
application.exec()

"""Whoever listens to the real window: the accessibility bus, as a screen reader hears it.

Loaded by the window tests beside it; needs dbus-daemon and at-spi2-core.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, Message, MessageType, Properties, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

Place = tuple[str, str]
"""Who keeps an accessible on the bus, and its path there."""

_ACCESSIBLE, _ACTION = "org.a11y.atspi.Accessible", "org.a11y.atspi.Action"
_REGISTRY = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
# Numbers of AtspiStateType and AtspiRelationType.
_ENABLED, _FOCUSABLE, _SHOWING = 8, 11, 25
_LABELLED_BY = 2
_MOST_CELLS = {"table": 24, "tree": 24}  # headings are told first, and rows are alike
_ANSWER_SECONDS = 10


@dataclass(frozen=True)
class Heard:
    """What the bus tells of one accessible."""

    place: Place
    role: str
    name: str
    is_stop: bool
    """Whether the keyboard can come here now, by what the window says of itself."""


@dataclass
class Listener:
    """A connection to the accessibility bus."""

    bus: DBusConnection

    def windows(self) -> list[Place]:
        """The top windows of every program on the bus."""
        return [window for program in self.children(_REGISTRY) for window in self.children(program)]

    def everything(self) -> list[Heard]:
        """All that shows, a parent before its children."""
        return [heard for window in self.windows() for heard in self._walk(window)]

    def children(self, place: Place) -> list[Place]:
        found: list[Place] = self._ask(place, "GetChildren")
        return found

    def label(self, place: Place) -> str:
        """The names of what the bus says an accessible is labelled by."""
        relations = self._ask(place, "GetRelationSet")
        return " ".join(self._name(each) for kind, targets in relations if kind == _LABELLED_BY for each in targets)

    def choose(self, *names: str) -> None:
        """Do what an entry of a menu does, by the names of the menu and of the entry."""
        for window in self.windows():
            (bar,) = (each for each in self.children(window) if self._role(each) == "menu bar")
            (menu,) = (each for each in self.children(bar) if self._name(each) == names[0])
            for entry in (each for popup in self.children(menu) for each in self.children(popup)):
                if self._name(entry) == names[1]:
                    self._ask(entry, "DoAction", _ACTION, ("i", (0,)))

    def _walk(self, place: Place) -> Iterator[Heard]:
        low, high = self._ask(place, "GetState")
        states = {n for n in range(64) if (low | high << 32) >> n & 1}
        if _SHOWING in states:
            role = self._role(place)
            yield Heard(place, role, self._name(place), {_FOCUSABLE, _ENABLED} <= states)
            for child in self.children(place)[: _MOST_CELLS.get(role)]:
                yield from self._walk(child)

    def _role(self, place: Place) -> str:
        return str(self._ask(place, "GetRoleName"))

    def _name(self, place: Place) -> str:
        return str(_answer(self.bus, Properties(_at(place, _ACCESSIBLE)).get("Name"))[1]).strip()

    def _ask(self, place: Place, method: str, interface: str = _ACCESSIBLE, told: Any = (None, ())) -> Any:  # noqa: ANN401 - whatever the bus answers
        return _answer(self.bus, new_method_call(_at(place, interface), method, *told))


def _at(place: Place, interface: str) -> DBusAddress:
    return DBusAddress(place[1], place[0], interface)


def _answer(bus: DBusConnection, message: Message) -> Any:  # noqa: ANN401 - whatever the bus answers
    reply = bus.send_and_get_reply(message, timeout=_ANSWER_SECONDS)
    if reply.header.message_type is MessageType.error:
        raise LookupError(reply.body)
    return reply.body[0] if len(reply.body) == 1 else reply.body


@contextmanager
def desktop(home: Path) -> Iterator[dict[str, str]]:
    """A session bus of its own, on which the accessibility bus starts when somebody asks; what a program must know."""
    own = {"HOME": str(home), "XDG_CONFIG_HOME": str(home / "config"), "XDG_RUNTIME_DIR": str(home)}
    environment = {**os.environ, **own}
    environment.pop("AT_SPI_BUS_ADDRESS", None)
    command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    with subprocess.Popen(  # noqa: S603 - the bus that this file names
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as bus:
        assert bus.stdout is not None
        try:
            yield own | {"DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip()}
        finally:
            bus.terminate()


@contextmanager
def listening(session_bus: str) -> Iterator[Listener]:
    """Somebody who says on the session bus that a screen reader is there, and listens."""
    launcher = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Status")
    with open_dbus_connection(session_bus) as session:
        for told in ("IsEnabled", "ScreenReaderEnabled"):
            _answer(session, Properties(launcher).set(told, "b", True))
        address = _answer(session, new_method_call(launcher.with_interface("org.a11y.Bus"), "GetAddress"))
    with open_dbus_connection(address) as bus:
        yield Listener(bus)

"""The ways on from the record that is read: the record that follows from it, and the page where it is gone on with."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QPushButton

from observatory.authorisation.rules import may_read, may_write
from observatory.evaluation.fields import INDICATOR
from observatory.fields import Entity
from observatory.meetings.fields import MEETING
from observatory.recommendations.fields import RECOMMENDATION
from observatory.signals.fields import SIGNAL
from observatory.usecases.follow import FOLLOWING, following
from ui.desktop.commands import Command
from ui.desktop.naming import named
from ui.desktop.records.reading_pane import ReadingPane
from ui.desktop.session import Session

translate = QCoreApplication.translate

PAGES_OF: dict[str, tuple[str, ...]] = {
    "meeting": ("minutes",),
    "recommendation": ("forces_grid", "evaluation"),
    "indicator": ("evaluation",),
    "signal": ("watch",),
}
"""By kind of record: the pages where it is gone on with, the usual one first."""
_READS = {"minutes": MEETING, "forces_grid": RECOMMENDATION, "evaluation": INDICATOR, "watch": SIGNAL}
"""Which records a page shows: it is for whoever reads them."""

_BEGIN, _ALONG = "new_from_this", "go_along"
_TEXTS: dict[str, Callable[[], str]] = {
    "case": lambda: translate("Following", "New &intervention"),
    "meeting": lambda: translate("Following", "New &recommendation"),
    "recommendation": lambda: translate("Following", "New &indicator"),
    "minutes": lambda: translate("Following", "&Minutes and actions"),
    "forces_grid": lambda: translate("Following", "&Steps of the forces"),
    "evaluation": lambda: translate("Following", "E&valuation"),
    "watch": lambda: translate("Following", "In&vestigation"),
}
_KEYS = {_BEGIN: "Ctrl+Shift+N", _ALONG: "Ctrl+J"}


class Following(QObject):
    """Buttons beside «Edit», and the same in the palette; nothing is there that the member may not do."""

    begin_wanted = Signal(str, object)
    page_wanted = Signal(str, str)

    def __init__(self, entity: Entity, session: Session, reading: ReadingPane) -> None:
        super().__init__(reading)
        self._entity, self._session, self._reading = entity, session, reading
        next_kind = FOLLOWING.get(entity.name)
        self._begins = next_kind is not None and may_write(session.member, next_kind)
        self._pages = tuple(page for page in PAGES_OF.get(entity.name, ()) if may_read(session.member, _READS[page]))
        begin = (_BEGIN,) if self._begins else ()
        self.buttons = {name: self._button(name) for name in (*begin, *self._pages)}
        reading.shown.connect(self._show)

    @property
    def withheld(self) -> tuple[str, ...]:
        """The abilities of the screen that this kind of record, or this member, does not have."""
        return tuple(name for name, has in ((_BEGIN, self._begins), (_ALONG, bool(self._pages))) if not has)

    def begin(self) -> None:
        """Begin the record that follows from the one shown."""
        if self._begins and self._reading.record is not None:
            made = following(self._entity, self._reading.record, self._session.clock)
            self.begin_wanted.emit(FOLLOWING[self._entity.name].name, made)

    def go_along(self) -> None:
        """Go to the page where the record shown is usually gone on with."""
        if self._pages:
            self._go_to(self._pages[0])

    def commands(self) -> tuple[Command, ...]:
        """What the palette adds while a record is shown: the pages beside the usual one."""
        return tuple(
            Command(f"{_ALONG}_{page}", "view", self._text(page), self.buttons[page].click)
            for page in self._pages[1:]
            if self._reading.record is not None
        )

    def _go_to(self, page: str) -> None:
        if self._reading.record is not None:
            self.page_wanted.emit(page, self._reading.record.id)

    def _button(self, name: str) -> QPushButton:
        button = named(QPushButton(self._reading, autoDefault=False), f"reading.{name}")
        button.clicked.connect(self.begin if name == _BEGIN else lambda: self._go_to(name))
        self._reading.place_beside(button)
        return button

    def _show(self, record: object) -> None:
        """Say everything in the language of now; nothing is there while no record is."""
        for name, button in self.buttons.items():
            button.setText(self._text(name)())
            button.setToolTip(_KEYS[self._key_of(name)] if self._key_of(name) else "")
            button.setVisible(record is not None)

    def _text(self, name: str) -> Callable[[], str]:
        return _TEXTS[self._entity.name if name == _BEGIN else name]

    def _key_of(self, name: str) -> str:
        if name == _BEGIN:
            return _BEGIN
        return _ALONG if name == self._pages[0] else ""

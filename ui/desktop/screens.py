"""The top-level screens, in the order of the rail.

To add a screen: 1. a package with its widget; 2. a line in `SCREENS`; 3. a test. A screen may offer `refresh()`,
`new_record()`, `find()`, `edit()`, `save()`, `panes()`, `arrive()` (the keyboard comes), `leave()` (another
screen is chosen, or the store locked), `resume(draft)` and the signals `said(str)` and `failed(str)`: the window uses
what is there.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from observatory.cases.fields import CASE
from observatory.fields import Entity
from observatory.interventions.fields import INTERVENTION
from observatory.meetings.fields import MEETING
from observatory.population.fields import STRENGTH
from observatory.terms import Language
from ui.desktop.background import Background
from ui.desktop.session import Session

Build = Callable[[Session, Background], QWidget]


@dataclass(frozen=True, slots=True)
class Screen:
    """A place in the rail; the widget is made when it is first visited."""

    name: str
    text: Callable[[Language], str]
    build: Build
    entity: str = ""
    """Of a screen of records: the name of their entity."""


def _records(name: str, entity: Entity) -> Screen:
    def build(session: Session, _background: Background) -> QWidget:
        from ui.desktop.records.screen import RecordsScreen  # noqa: PLC0415 - made on the first visit

        return RecordsScreen(entity, session)

    return Screen(name, entity.plural.in_, build, entity.name)


def _summaries(session: Session, background: Background) -> QWidget:
    from ui.desktop.summaries.screen import SummariesScreen  # noqa: PLC0415 - made on the first visit

    return SummariesScreen(session, background)


def _imports(session: Session, background: Background) -> QWidget:
    from ui.desktop.imports.screen import ImportsScreen  # noqa: PLC0415 - asked for once in a while

    return ImportsScreen(session, background)


def _audit(session: Session, background: Background) -> QWidget:
    from ui.desktop.audit.screen import AuditScreen  # noqa: PLC0415 - asked for once in a while

    return AuditScreen(session, background)


def _security(session: Session, background: Background) -> QWidget:
    from ui.desktop.security.status_screen import SecurityScreen  # noqa: PLC0415 - asked for once in a while

    return SecurityScreen(session, background)


SCREENS: tuple[Screen, ...] = (
    _records("cases", CASE),
    _records("interventions", INTERVENTION),
    _records("meetings", MEETING),
    _records("strengths", STRENGTH),
    Screen("summaries", lambda _: QCoreApplication.translate("Screens", "Summaries"), _summaries),
)

PAGES: tuple[Screen, ...] = (
    Screen("imports", lambda _: QCoreApplication.translate("Screens", "Import a register"), _imports),
    Screen("security", lambda _: QCoreApplication.translate("Screens", "Security"), _security),
    Screen("audit", lambda _: QCoreApplication.translate("Screens", "Signed log"), _audit),
)
"""Reached by a command only, with no place in the rail; a page with the signal `ended` leads back."""

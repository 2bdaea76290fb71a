"""The top-level screens, in the order of the rail, and whom each is for.

To add a screen: 1. a package with its widget; 2. a line in `SCREENS`; 3. its icon, `resources/icons/<name>.svg`; 4. a
test. A screen may offer `refresh()`, `new_record()`, `find()`, `save_view()`, `edit()`, `save()`, `undo()`, `redo()`,
`panes()`, `arrive()` (the keyboard comes), `leave()` (another screen is chosen, or the store locked), `resume(draft)`,
`begin(record)`, `new_from_this()`, `go_along()`, `look_at(record_id)`, `look_through(selection)`,
`further_commands()`, the names of those that it has `withheld` from the member, and the signals `said(str)`,
`failed(str)`, `offered(str, str, object)`, `record_wanted(str, str)`, `selection_wanted(str, object)`,
`draft_wanted(object)`, `begin_wanted(str, object)` and `page_wanted(str, str)`: the window uses what is there.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from observatory.authorisation.rules import may_follow_actions, may_read
from observatory.cases.fields import CASE
from observatory.evaluation.fields import INDICATOR
from observatory.fields import Entity
from observatory.interventions.fields import INTERVENTION
from observatory.links.fields import CASE_LINK
from observatory.meetings.fields import MEETING
from observatory.population.fields import STRENGTH
from observatory.procedures.fields import PROCEDURE
from observatory.recommendations.fields import RECOMMENDATION
from observatory.security.members import Member
from observatory.security.roles import Permission
from observatory.signals.fields import SIGNAL
from observatory.terms import Language
from ui.desktop import screen_makers
from ui.desktop.background import Background
from ui.desktop.session import Session

Build = Callable[[Session, Background], QWidget]


def _everybody(_member: Member) -> bool:
    return True


def _whoever_may(permission: Permission) -> Callable[[Member], bool]:
    return lambda member: member.may(permission)


@dataclass(frozen=True, slots=True)
class Screen:
    """A place in the rail; the widget is made when it is first visited. `is_for` decides what is offered.

    What is offered refuses nothing: the store does.
    """

    name: str
    text: Callable[[Language], str]
    build: Build
    is_for: Callable[[Member], bool] = _everybody
    entity: str = ""
    """Of a screen of records: the name of their entity."""


def _records(name: str, entity: Entity) -> Screen:
    def build(session: Session, _background: Background) -> QWidget:
        from ui.desktop.records.screen import RecordsScreen  # noqa: PLC0415 - made on the first visit

        return RecordsScreen(entity, session)

    return Screen(name, entity.plural.in_, build, lambda member: may_read(member, entity), entity.name)


def _reads_cases_and_summarises(member: Member) -> bool:
    return member.may(Permission.SUMMARISE) and member.may(Permission.READ_CASES)


def _has_records_waiting(member: Member) -> bool:
    return any(may_read(member, entity) for entity in (CASE, MEETING, RECOMMENDATION))


SCREENS: tuple[Screen, ...] = (
    _records("cases", CASE),
    _records("interventions", INTERVENTION),
    _records("meetings", MEETING),
    _records("recommendations", RECOMMENDATION),
    _records("strengths", STRENGTH),
    Screen(
        "summaries",
        lambda _: QCoreApplication.translate("Screens", "Summaries"),
        screen_makers.summaries,
        _whoever_may(Permission.SUMMARISE),
    ),
    Screen(
        "statistics",
        lambda _: QCoreApplication.translate("Screens", "Statistics"),
        screen_makers.statistics,
        _reads_cases_and_summarises,
    ),
)

RECORD_PAGES: tuple[Screen, ...] = (
    Screen(
        "minutes",
        lambda _: QCoreApplication.translate("Screens", "Minutes and actions"),
        screen_makers.minutes,
        may_follow_actions,
    ),
    Screen(
        "forces_grid",
        lambda _: QCoreApplication.translate("Screens", "Grid of forces"),
        screen_makers.grid,
        lambda member: may_read(member, RECOMMENDATION),
    ),
    _records("links", CASE_LINK),
    _records("procedures", PROCEDURE),
    Screen(
        "evaluation",
        lambda _: QCoreApplication.translate("Screens", "Evaluation"),
        screen_makers.evaluation,
        lambda member: may_read(member, INDICATOR),
    ),
    Screen(
        "watch",
        lambda _: QCoreApplication.translate("Screens", "Signals"),
        screen_makers.watch,
        lambda member: may_read(member, SIGNAL),
    ),
)
"""Records that are looked at less often: each is a page of the menu «View», with no place in the rail."""

PAGES_BEHIND: tuple[Screen, ...] = (_records("indicators", INDICATOR), _records("signals", SIGNAL))
"""Records that are reached from the page on what they are for, and stand in no menu."""

WORK_PAGES: tuple[Screen, ...] = (
    Screen(
        "work", lambda _: QCoreApplication.translate("Screens", "What waits"), screen_makers.work, _has_records_waiting
    ),
    Screen(
        "quality",
        lambda _: QCoreApplication.translate("Screens", "Quality and indicators"),
        screen_makers.quality,
        lambda member: may_read(member, CASE),
    ),
)
"""What waits for the member, and how good the data are: pages of the menu «View»."""

PAGES: tuple[Screen, ...] = (
    *RECORD_PAGES,
    *PAGES_BEHIND,
    *WORK_PAGES,
    Screen(
        "imports",
        lambda _: QCoreApplication.translate("Screens", "Import a register"),
        screen_makers.imports,
        _whoever_may(Permission.IMPORT),
    ),
    Screen(
        "audit",
        lambda _: QCoreApplication.translate("Screens", "Signed log"),
        screen_makers.audit,
        _whoever_may(Permission.READ_LOG),
    ),
    Screen(
        "members",
        lambda _: QCoreApplication.translate("Screens", "Members"),
        screen_makers.members,
        _whoever_may(Permission.MEMBERS),
    ),
    Screen(
        "proposals",
        lambda _: QCoreApplication.translate("Screens", "Proposals"),
        screen_makers.proposals,
        _whoever_may(Permission.CONFIRM),
    ),
    Screen(
        "issues",
        lambda _: QCoreApplication.translate("Screens", "Summaries and releases"),
        screen_makers.issues,
        _whoever_may(Permission.SUMMARISE),
    ),
    Screen(
        "retention",
        lambda _: QCoreApplication.translate("Screens", "Retention"),
        screen_makers.retention,
        _whoever_may(Permission.RETAIN),
    ),
    Screen(
        "records_export",
        lambda _: QCoreApplication.translate("Screens", "Export of records"),
        screen_makers.records_export,
        _reads_cases_and_summarises,
    ),
    Screen(
        "tables",
        lambda _: QCoreApplication.translate("Screens", "Tables from a file"),
        screen_makers.tables,
        _whoever_may(Permission.SUMMARISE),
    ),
    Screen("security", lambda _: QCoreApplication.translate("Screens", "Security"), screen_makers.security),
)
"""Reached by a command, usually with no place in the rail; a page with the signal `ended` leads back."""

_FEW = 2


def offered(name: str, member: Member) -> Screen | None:
    """The screen or page of that name, if it is for the member."""
    return next((each for each in (*SCREENS, *PAGES) if each.name == name and each.is_for(member)), None)


def places(member: Member) -> tuple[Screen, ...]:
    """What stands in a member's rail: their screens, and their pages too for whom these are most of the work."""
    screens = tuple(screen for screen in SCREENS if screen.is_for(member))
    if len(screens) > _FEW:
        return screens
    return screens + tuple(page for page in PAGES if page.is_for(member))


def shortcut(screen: Screen) -> str:
    """Ctrl and the number of a screen, the same for every member; a page has the key of its command."""
    return f"Ctrl+{SCREENS.index(screen) + 1}" if screen in SCREENS else ""

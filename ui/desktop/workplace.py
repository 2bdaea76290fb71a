"""What an unlocked window holds: the rail of screens at the left and the screen in use beside it."""

from PySide6.QtCore import QEvent, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from observatory.ports import Draft
from observatory.selection import Selection
from ui.desktop.background import Background
from ui.desktop.commands import Command
from ui.desktop.rail import Rail
from ui.desktop.screens import PAGES, SCREENS, Screen, offered, places
from ui.desktop.session import Session
from ui.desktop.widgets.message_bar import MessageBar


class Workplace(QWidget):
    """Makes each screen on its first visit and forgets them all at lock."""

    said = Signal(str)
    """A sentence for the message bar."""
    failed = Signal(str)
    """What went wrong, for the message bar."""
    offered = Signal(str, str, object)
    """A sentence for the message bar, an action beside it, and what runs it."""
    moved = Signal()
    """Another screen is shown."""

    def __init__(self, session: Session, background: Background) -> None:
        super().__init__()
        self.setObjectName("workplace")
        self._session, self._background = session, background
        self._places = places(session.member)
        self._rail = Rail(self._places)
        self._stack = QStackedWidget()
        self._made: dict[str, QWidget] = {}
        self._shown = self._before = ""
        self._arrange()
        self._reword()
        self._rail.currentRowChanged.connect(self._show)
        for chosen in (self._rail.itemClicked, self._rail.itemActivated):
            chosen.connect(lambda item: self._show(self._rail.row(item)))
        session.changed.connect(self._refresh)
        self._rail.setCurrentRow(0)

    @property
    def current(self) -> QWidget | None:
        return self._stack.currentWidget()

    @property
    def shown(self) -> str:
        """The name of the screen in use."""
        return self._shown

    def go_to(self, name: str) -> None:
        """Show a screen and put the keyboard into it; one that is not for the member is not there."""
        screen = offered(name, self._session.member)
        if screen is None:
            return
        if screen in self._places:
            self._rail.setCurrentRow(self._places.index(screen))
            self._show(self._places.index(screen))
        else:
            # The rail keeps its current line: without one it would choose the first as soon as it has the keyboard.
            self._rail.clearSelection()
            self._visit(screen)
        enter(self.current)
        arrive = getattr(self.current, "arrive", None)
        if callable(arrive):
            arrive()

    def offer_drafts(self, bar: MessageBar) -> None:
        """Whoever was interrupted finds the thread again; going elsewhere declines."""
        self.moved.connect(bar.withdraw)
        drafts = self._session.drafts()
        if drafts:
            bar.note(
                self.tr("%n draft(s) kept and not recorded yet.", "", len(drafts)),
                action=self.tr("&Resume the last one"),
                run=lambda: self.resume(drafts[0]),
            )

    def resume(self, draft: Draft) -> None:
        """Go on with what was typed and not recorded, on the screen where it belongs."""
        self._to_records(draft.entity)
        resume = getattr(self.current, "resume", None)
        if callable(resume):
            resume(draft)

    def further_commands(self) -> tuple[Command, ...]:
        """What the screen in use adds to the palette."""
        further = getattr(self.current, "further_commands", None)
        return further() if callable(further) else ()

    def show_record(self, entity: str, record_id: str) -> None:
        """Go to a record, on the screen of its kind."""
        self._to_records(entity)
        look_at = getattr(self.current, "look_at", None)
        if callable(look_at):
            look_at(record_id)

    def begin_record(self, entity: str, record: object) -> None:
        """Begin a record with its first answers, on the screen of its kind."""
        self._to_records(entity)
        begin = getattr(self.current, "begin", None)
        if callable(begin):
            begin(record)

    def show_on_page(self, page: str, record_id: str) -> None:
        """Go to a page, and there to what belongs to a record."""
        self.go_to(page)
        look_at = getattr(self.current, "look_at", None)
        if callable(look_at):
            look_at(record_id)

    def show_selection(self, entity: str, selection: Selection) -> None:
        """Go to the records of a selection, on the screen of their kind."""
        self._to_records(entity)
        look_through = getattr(self.current, "look_through", None)
        if callable(look_through):
            look_through(selection)

    def _to_records(self, entity: str) -> None:
        self.go_to(next(screen.name for screen in (*SCREENS, *PAGES) if screen.entity == entity))

    def next_pane(self) -> None:
        """Move the keyboard from the rail through the panes of the screen and back to the rail."""
        panes = [self._rail, *self._panes()]
        focus = self.focusWidget()
        at = [n for n, pane in enumerate(panes) if focus is pane or (focus is not None and pane.isAncestorOf(focus))]
        enter(panes[(at[-1] + 1) % len(panes)] if at else panes[0])

    def _panes(self) -> list[QWidget]:
        screen = self.current
        offered = getattr(screen, "panes", None)
        if callable(offered):
            return [pane for pane in offered() if pane.isVisible()]
        return [] if screen is None else [screen]

    def _show(self, row: int) -> None:
        if row < 0 or self._places[row].name == self._shown:
            return
        self._rail.item(row).setSelected(True)
        self._before = self._places[row].name
        self._visit(self._places[row])

    def _visit(self, screen: Screen) -> None:
        self._leave()
        self._shown = screen.name
        if screen.name not in self._made:
            self._made[screen.name] = self._make(screen.name, screen.build(self._session, self._background))
        self._stack.setCurrentWidget(self._made[screen.name])
        self.moved.emit()

    def _leave(self) -> None:
        """Let the screen that is left keep what was typed."""
        leave = getattr(self.current, "leave", None)
        if callable(leave):
            leave()

    def _make(self, name: str, widget: QWidget) -> QWidget:
        widget.setObjectName(name)
        for signal, ours in (("said", self.said), ("failed", self.failed), ("offered", self.offered)):
            theirs = getattr(widget, signal, None)
            if isinstance(theirs, SignalInstance):
                theirs.connect(ours)
        for signal, act in (
            ("record_wanted", self.show_record),
            ("selection_wanted", self.show_selection),
            ("draft_wanted", self.resume),
            ("begin_wanted", self.begin_record),
            ("page_wanted", self.show_on_page),
        ):
            theirs = getattr(widget, signal, None)
            if isinstance(theirs, SignalInstance):
                theirs.connect(act)
        ended = getattr(widget, "ended", None)
        if isinstance(ended, SignalInstance):
            ended.connect(lambda: self.go_to(self._before))
        self._stack.addWidget(widget)
        return widget

    def _refresh(self, _entity: str) -> None:
        for widget in self._made.values():
            refresh = getattr(widget, "refresh", None)
            if callable(refresh):
                refresh()

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addWidget(self._stack, 1)

    def _reword(self) -> None:
        self._rail.reword(self._session.language)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self._reword()
        super().changeEvent(event)


def enter(widget: QWidget | None) -> None:
    """Put the keyboard into a widget, or into the first thing inside it, in the order of Tab, that takes it."""
    candidate = widget
    while candidate is not None and widget is not None:
        if takes_focus(candidate) and (candidate is widget or widget.isAncestorOf(candidate)):
            # What has the keyboard by chance shows no ring: only a fresh arrival by key does.
            candidate.clearFocus()
            candidate.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        candidate = candidate.nextInFocusChain()
        if candidate is widget:
            return


def takes_focus(widget: QWidget) -> bool:
    by_tab = bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
    return by_tab and widget.isEnabled() and widget.isVisible()

"""One screen for every kind of record: views at the left, the list in the middle, the record at the right."""

from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from observatory.authorisation.rules import may_write
from observatory.fields import Entity
from observatory.ports import Draft
from observatory.selection import Selection
from observatory.usecases.record import Changes
from ui.desktop.commands import Command
from ui.desktop.population.reference_dialog import population_commands
from ui.desktop.records.beginnings import Beginnings
from ui.desktop.records.following import Following
from ui.desktop.records.form import RecordForm
from ui.desktop.records.list_pane import ListPane
from ui.desktop.records.reading_pane import ReadingPane
from ui.desktop.records.three_panes import ThreePanes
from ui.desktop.records.undoing import Undoable, Undoing
from ui.desktop.records.views_pane import ViewsPane
from ui.desktop.session import Session

_WRITING = ("new_record", "edit", "save", "undo", "redo")
_NARROWEST_RECORD_CHARS = 34
_WIDE_CHARS = 175
"""From this width, in average characters, the list stays in sight while a record is edited."""


class RecordsScreen(QWidget, Undoable):
    """Cases, interventions, meetings or strengths, entirely from their `Entity`.

    The window's commands call what `ui/desktop/screens.py` names, but for what is `withheld`; the same keys work
    where no window is around.
    """

    said = Signal(str)
    offered = Signal(str, str, object)
    begin_wanted = Signal(str, object)
    page_wanted = Signal(str, str)

    def __init__(self, entity: Entity, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entity = entity
        self._session = session
        self.withheld: tuple[str, ...] = () if may_write(session.member, entity) else _WRITING
        self._is_fresh, self._is_reworded = False, True
        self._beginnings = Beginnings(entity, session)
        self.views = ViewsPane(entity, session, self)
        self.list = ListPane(entity, session, self)
        self.reading = ReadingPane(entity, session, self)
        self.following = Following(entity, session, self.reading)
        self.withheld += self.following.withheld
        self._form: RecordForm | None = None
        self._record = QStackedWidget(self)
        self.undoing = Undoing(session, self)
        self._lay_out()
        self._connect()

    @property
    def is_editing(self) -> bool:
        return self._form is not None and self._record.currentWidget() is self._form

    @property
    def form(self) -> RecordForm:
        """The form, made the first time that it is needed."""
        if self._form is None:
            self._form = RecordForm(self.entity, self._session, self)
            self._form.said.connect(self.said)
            self._form.recorded.connect(self._recorded)
            self._form.ended.connect(self._read)
            self._record.addWidget(self._form)
        return self._form

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 visits, in order."""
        shown = (self.views, self.list, self._record)
        return tuple(pane for pane in shown if pane.isVisibleTo(self))

    def refresh(self) -> None:
        """Count and list anew; waits until the screen is seen. What is being typed is not touched."""
        if not self.isVisible():
            self._is_fresh = False
            return
        self._is_fresh = True
        self.views.refresh()
        self.list.refresh()
        if not self.is_editing and self.list.table.current_record() is None:
            self.reading.show_record(None)

    def new_record(self) -> None:
        """Begin a new record, or go on with the one that was begun and not recorded."""
        self._leave_form()
        self._edit(self._beginnings.begun() or self._beginnings.empty())

    def resume(self, draft: Draft) -> None:
        """Go on with a draft."""
        self._leave_form()
        self.list.point_at(draft.record_id)
        self._edit(self._beginnings.of_draft(draft))

    def begin(self, record: Any) -> None:  # noqa: ANN401 - the entity's dataclass
        """Begin a new record with what is known of it already."""
        self._leave_form()
        self._edit(record)

    def look_at(self, record_id: str) -> None:
        """Show a record that something elsewhere leads to; the list has it at hand if it is among its pages."""
        self._leave_form()
        record = self._beginnings.stored(record_id)
        if not self.list.point_at(record_id):
            self.list.search.empty()
            self.views.setCurrentRow(0)
            self.list.stand_on(record_id)
        self.reading.show_record(record)
        self.reading.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def look_through(self, selection: Selection) -> None:
        """List the records that something elsewhere leads to, until a view is chosen."""
        self._leave_form()
        self.views.clearSelection()
        self.list.search.empty()
        self.list.show_view(selection)
        self.list.enter_list()

    def find(self) -> None:  # type: ignore[override]
        """Put the keyboard into the search box."""
        self._leave_form()
        self.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.search.line.selectAll()

    def save_view(self) -> None:
        """Keep the words of the search, within the view at hand, under a name."""
        words = self.list.search.line.text()
        if words.strip():
            self.views.save(words)
        else:
            self.said.emit(self.tr("Nothing to save: write a search first (Ctrl+F)."))

    def further_commands(self) -> tuple[Command, ...]:
        """What the screen adds to the palette."""
        own = population_commands(self.entity, self._session, self)
        return (*self.following.commands(), *self.views.commands(), *own)

    def new_from_this(self) -> None:
        self.following.begin()

    def go_along(self) -> None:
        self.following.go_along()

    def edit(self) -> None:
        if not self.is_editing and self.reading.record is not None:
            self._edit(self._beginnings.stored(self.reading.record.id))

    def save(self) -> None:
        if self.is_editing:
            self.form.save()

    def undo(self) -> None:
        self.undoing.undo(is_editing=self.is_editing)

    def redo(self) -> None:
        self.undoing.redo(is_editing=self.is_editing)

    def arrive(self) -> None:
        """The screen was chosen: the keyboard goes into the list."""
        self.list.enter_list()

    def leave(self) -> None:
        """The screen or the store is left: what is typed goes to the drafts, and the form closes."""
        self._leave_form()

    def _edit(self, record: Any) -> None:  # noqa: ANN401 - the entity's dataclass
        self._record.setCurrentWidget(self.form)
        self._make_room()
        self.form.open_on(record)

    def _leave_form(self) -> None:
        if self.is_editing:
            self.form.leave()

    def _read(self) -> None:
        """Back to reading, with the keyboard in the list."""
        self._record.setCurrentWidget(self.reading)
        self._make_room()
        self.reading.show_record(self.reading.record)
        self.list.enter_list()

    def _recorded(self, changes: Changes) -> None:
        self._record.setCurrentWidget(self.reading)
        self._make_room()
        self._show_changed(changes)
        self.undoing.note(changes)

    def _show_changed(self, changes: Changes) -> None:
        """List anew, with the record that changed at hand where it belongs to this screen."""
        self._is_fresh = False
        self._session.note_change(changes.entity)
        if not self._is_fresh:
            self.refresh()
        if changes.entity == self.entity.name:
            self.list.point_at(changes.record.id)
            self.reading.show_record(changes.record)
        self.list.enter_list()

    def _make_room(self) -> None:
        """While a record is edited the views step back, and on a small window the list as well."""
        is_wide = self.width() >= _WIDE_CHARS * self.fontMetrics().averageCharWidth()
        self.views.setVisible(not self.is_editing)
        self.list.setVisible(is_wide or not self.is_editing)
        self._split.share_out(self._form, is_editing=self.is_editing)

    def _lay_out(self) -> None:
        self._record.addWidget(self.reading)
        self._record.setMinimumWidth(_NARROWEST_RECORD_CHARS * self.fontMetrics().averageCharWidth())
        self._split = ThreePanes((self.views, self.list, self._record), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._split)

    def _connect(self) -> None:
        self.views.offered.connect(self.offered)
        self.list.search.save_asked.connect(self.save_view)
        self.views.chosen.connect(lambda view: self.list.show_view(view.selection))
        self.list.pointed.connect(self._point)
        self.list.opened.connect(lambda _: self.reading.page.setFocus(Qt.FocusReason.TabFocusReason))
        self.reading.edit_asked.connect(self.edit)
        self.following.begin_wanted.connect(self.begin_wanted)
        self.following.page_wanted.connect(self.page_wanted)
        self.undoing.said.connect(self.said)
        self.undoing.offered.connect(self.offered)
        self.undoing.changed.connect(self._show_changed)
        self._session.closing.connect(self.leave)
        self._session.sight_changed.connect(lambda: self._reword(language=True))

    def _point(self, record: Any) -> None:  # noqa: ANN401 - the entity's dataclass
        if record is not None and not self.is_editing:
            self.reading.show_record(record)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        if not self._is_reworded:
            self._reword_all()
        if not self._is_fresh:
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Another screen is looked at: what is typed is kept at once, and stays in the form."""
        if self.is_editing:
            self.form.keep()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self._reword(language=event.type() == QEvent.Type.LanguageChange)
        super().changeEvent(event)

    def _reword(self, *, language: bool) -> None:
        if not language:
            self.reading.reword()
        elif self.isVisible():
            self._reword_all()
            self.refresh()
        else:
            # Reworded when it is seen again: all screens at once would hold the window.
            self._is_reworded = False

    def _reword_all(self) -> None:
        self._is_reworded = True
        self._is_fresh = False
        self.reading.reword()
        self.list.reword()
        if self._form is not None:
            self._form.reword()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """The keys of the window's commands, for where no window is around."""
        actions = {
            Qt.Key.Key_N: self.new_record,
            Qt.Key.Key_F: self.find,
            Qt.Key.Key_E: self.edit,
            Qt.Key.Key_S: self.save,
            Qt.Key.Key_Z: self.undo,
        }
        act = actions.get(Qt.Key(event.key()))
        if (
            act is not None
            and act.__name__ not in self.withheld
            and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        ):
            act()
        else:
            super().keyPressEvent(event)

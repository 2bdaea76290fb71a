"""The left pane: ready-made views and the member's own saved searches, each with how many records it holds."""

from collections.abc import Callable, Mapping
from contextlib import suppress

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QInputDialog, QListWidget, QListWidgetItem, QWidget

from observatory.errors import Cancelled, WrongUse
from observatory.fields import Entity
from observatory.labels import number
from observatory.terms import same
from observatory.usecases.record import today
from observatory.usecases.saved_views import SavedView, new_view, remove_view, save_view, saved_views
from observatory.usecases.views import View, view_counts, views
from ui.desktop.commands import Command
from ui.desktop.records.reader import Hurry, Reader
from ui.desktop.session import Session
from ui.desktop.widgets.padded_items import COUNT_ROLE, as_margin_list

_WIDEST_CHARS = 34
_NOT_YET = "…"
"""Stands for a number that is being counted."""


class ViewsPane(QListWidget):
    """One line for each view of the entity; `chosen` carries the view. F2 renames a saved one, Del removes it."""

    chosen = Signal(object)
    offered = Signal(str, str, object)

    def __init__(self, entity: Entity, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entity = entity
        self._session = session
        self._saved: dict[str, SavedView] = {}
        self._views: tuple[View, ...] = ()
        self._counts: dict[str, int] = {}
        self._counting = Reader(session, self)
        self.setObjectName("views")
        as_margin_list(self)
        self._rename = self._action("F2", self.rename)
        self._remove = self._action("Del", self.remove)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._fill()
        self.setCurrentRow(0)
        self.currentRowChanged.connect(self._choose)
        self.currentRowChanged.connect(lambda _: self._allow())

    def commands(self) -> tuple[Command, ...]:
        """One for each of the member's own views, for the palette."""
        return tuple(self._showing(view) for view in self._saved.values())

    def current(self) -> View:
        return self._views[max(self.currentRow(), 0)]

    def refresh(self) -> None:
        """Count anew; labels follow the session's language."""
        self._fill()
        self._count()
        self.setAccessibleName(self.tr("Views"))
        self._rename.setText(self.tr("Rename the view…"))
        self._remove.setText(self.tr("Remove the view"))
        self._tell_counts()

    def _count(self) -> None:
        """As many views as can be counted while one waits; the others behind the window, each told when all are."""
        self._counting.stop()
        self._counts.clear()
        views = self._views
        with self._session.begin() as unit, suppress(Cancelled):
            unit.heed(Hurry())
            self._counts.update(view_counts(unit, self._entity, views))
        left = [view for view in views if view.name not in self._counts]
        if left:
            self._counting.ask(lambda unit: dict(view_counts(unit, self._entity, left)), self._take)

    def _take(self, counts: Mapping[str, int]) -> None:
        self._counts.update(counts)
        self._tell_counts()

    def _tell_counts(self) -> None:
        language = self._session.language
        for row, view in enumerate(self._views):
            told = number(self._counts[view.name], language) if view.name in self._counts else _NOT_YET
            self._word(self.item(row), view, told)
        self.setMinimumWidth(min(self.sizeHintForColumn(0), self.fontMetrics().averageCharWidth() * _WIDEST_CHARS))

    @property
    def is_settled(self) -> bool:
        """Whether every view is counted."""
        return not self._counting.is_reading

    def choose(self, view_id: str) -> None:
        """Show a saved view."""
        names = [view.name for view in self._views]
        if view_id in names:
            self.setCurrentRow(names.index(view_id))

    def save(self, words: str) -> None:
        """Ask for a name and keep the words, within the view at hand, under it."""
        base = self._saved.get(self.current().name)
        within = base.within if base else self.current().name
        told = f"{base.words} {words}" if base else words
        self._ask(new_view("", told, self._session.language, within))

    def rename(self) -> None:
        """Ask for another name of the saved view at hand."""
        view = self._saved.get(self.current().name)
        if view is not None:
            self._ask(view)

    def remove(self) -> None:
        """Forget the saved view at hand; the message that says so brings it back."""
        view = self._saved.get(self.current().name)
        if view is None:
            return
        with self._session.begin() as unit:
            remove_view(unit, self._entity, view.id, self._session.clock)
        self.setCurrentRow(0)
        self.refresh()
        told = self.tr("View removed: {name}").format(name=view.name)
        self.offered.emit(told, self.tr("&Undo"), lambda: self._keep(view, view.name))

    def _showing(self, view: SavedView) -> Command:
        text = self.tr("Show the view: {name}").format(name=view.name)
        return Command(f"view_{view.id}", "view", lambda: text, lambda: self.choose(view.id))

    def _ask(self, view: SavedView, trouble: str = "") -> None:
        dialog = QInputDialog(self)
        dialog.setObjectName("view.name")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Saved view"))
        found = self.tr("Name of the view «{words}»").format(words=view.words)
        dialog.setLabelText("\n".join(filter(None, (trouble, found))))
        dialog.setTextValue(view.name)
        dialog.textValueSelected.connect(lambda name: self._keep(view, name))
        dialog.open()

    def _keep(self, view: SavedView, name: str) -> None:
        named = SavedView(view.id, name, view.words, view.language, view.within)
        try:
            with self._session.begin() as unit:
                save_view(unit, self._entity, named, self._session.clock)
        except WrongUse as refusal:
            self._ask(named, self._session.say(refusal.message))
            return
        self.refresh()
        self.choose(view.id)

    def _fill(self) -> None:
        """The lines anew, where there are others than before; the view at hand stays at hand."""
        now = today(self._session.clock)
        with self._session.begin() as unit:
            own = saved_views(unit, self._entity)
        self._saved = {view.id: view for view in own}
        saved = tuple(View(each.id, same(each.name), each.selection(self._entity, now)) for each in own)
        before, self._views = [view.name for view in self._views], (*views(self._entity, now), *saved)
        if before != [view.name for view in self._views]:
            self._relist(before)

    def _relist(self, before: list[str]) -> None:
        at_hand = before[self.currentRow()] if 0 <= self.currentRow() < len(before) else ""
        names = [view.name for view in self._views]
        self.blockSignals(True)
        self.clear()
        for view in self._views:
            self._word(QListWidgetItem(self), view, "")
        self.setCurrentRow(names.index(at_hand) if at_hand in names else 0)
        self.blockSignals(False)
        self._allow()

    def _allow(self) -> None:
        """Only the member's own views can be renamed and removed."""
        is_own = bool(self._views) and self.current().name in self._saved
        self._rename.setEnabled(is_own)
        self._remove.setEnabled(is_own)

    def _action(self, keys: str, run: Callable[[], None]) -> QAction:
        action = QAction(self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(run)
        self.addAction(action)
        return action

    def _word(self, item: QListWidgetItem, view: View, count: str) -> None:
        label = self._session.say(view.label)
        own = self._saved.get(view.name)
        item.setText(label)
        item.setData(COUNT_ROLE, count)
        item.setToolTip(f"{label}: {own.words}" if own else label)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{label}, {count}")

    def _choose(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(self._views[row])

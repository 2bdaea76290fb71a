"""The middle pane: the search box, how many records were found, and their list."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from observatory.authorisation.rules import may_write
from observatory.fields import Entity
from observatory.labels import number
from observatory.search import parse_search
from observatory.selection import EVERYTHING, Selection
from observatory.usecases.find import both
from observatory.usecases.record import today
from ui.desktop.records.search_field import SearchField
from ui.desktop.records.table import RecordsTable
from ui.desktop.records.table_model import RecordsModel
from ui.desktop.session import Session
from ui.desktop.widgets.headings import quiet

_MARGIN = 8


class ListPane(QWidget):
    """Records of one entity within a view, narrowed by the words typed. `pointed` and `opened` carry a record."""

    pointed = Signal(object)
    opened = Signal(object)

    def __init__(self, entity: Entity, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entity = entity
        self._session = session
        self._view = EVERYTHING
        self._text = ""
        self.search = SearchField(entity, session, self)
        self.model = RecordsModel(entity, session, self)
        self.table = RecordsTable(self.model, self)
        self.table.setObjectName("records")
        self.count = quiet("", self)
        self.count.setObjectName("records.count")
        self.empty = quiet("", self)
        self.empty.setObjectName("records.empty")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget(self)
        self._lay_out()
        self.search.asked.connect(self._ask)
        self.search.downwards.connect(self.enter_list)
        self.model.learned.connect(self._count)
        self.table.pointed.connect(self.pointed)
        self.table.opened.connect(self.opened)
        self.reword()

    def show_view(self, view: Selection) -> None:
        """Show the records of a view, still narrowed by the words in the search box."""
        self._view = view
        self.refresh()

    def refresh(self) -> None:
        """Read the store anew; the record at hand stays at hand if it is still among the first pages."""
        at_hand = self.table.current_record()
        found = parse_search(self._entity, self._text, self._session.language, today=today(self._session.clock))
        self.search.tell(found.problems)
        self.model.ask(both(self._view, found.selection))
        self._count()
        if at_hand is not None:
            self.point_at(at_hand.id)

    def point_at(self, record_id: str) -> bool:
        """Put the cursor on a record if it is among the pages at hand; whether it is."""
        if self.model.rowCount():
            self.model.record_at(0)
        row = self.model.row_of(record_id)
        if row >= 0:
            self.table.point_at(row)
        return row >= 0

    def stand_on(self, record_id: str) -> None:
        """Put the cursor on a record, or nowhere if it is not among the pages at hand."""
        if not self.point_at(record_id):
            self.table.selectionModel().clear()

    def enter_list(self) -> None:
        """Move the keyboard into the list, onto its first record if none is at hand."""
        if not self.model.rowCount():
            return
        if not self.table.currentIndex().isValid():
            self.table.point_at(0)
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def reword(self) -> None:
        """Write every text again, in the session's language."""
        plural = self._session.say(self._entity.plural)
        self.table.setAccessibleName(plural)
        self.table.setAccessibleDescription(self.tr("Arrows move, Enter opens the record, Tab goes on"))
        self.search.reword()
        self.model.reword()
        self.table.speak(self._session.language)
        self._count()

    def _ask(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.refresh()

    def _count(self) -> None:
        rows = self.model.rowCount()
        told = number(rows, self._session.language)
        if self.model.is_counted:
            #: The number of records in the list, already grouped: 1.234
            self.count.setText(self.tr("Found: {n}").format(n=told))
        else:
            self.count.setText(self.tr("Found: {n} or more, counting…").format(n=told) if rows else "")
        self.empty.setText(self._nothing())
        self._pages.setCurrentWidget(self.table if rows else self.empty)

    def _nothing(self) -> str:
        if not self.model.is_counted:
            return self.tr("Searching…")
        if self._text.strip():
            return self.tr("Nothing matches the search. Esc in the search box empties it.")
        if self._view != EVERYTHING:
            return self.tr("No record belongs to this view now.")
        if not may_write(self._session.member, self._entity):
            return self.tr("Nothing here yet.")
        return self.tr("Nothing here yet. Press Ctrl+N to record the first one.")

    def _lay_out(self) -> None:
        self._pages.addWidget(self.table)
        self._pages.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.addWidget(self.search)
        column.addWidget(self._pages, 1)
        column.addWidget(self.count)

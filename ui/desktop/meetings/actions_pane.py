"""The actions of all meetings, what is due first before, and what became of the one at hand."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QTableView, QVBoxLayout, QWidget

from observatory.authorisation.undertakings import ways_open
from observatory.meetings.actions import Undertaken
from observatory.usecases.record import today
from ui.desktop.confirmation.rows import Rows, dress, stand_on
from ui.desktop.meetings import lines
from ui.desktop.meetings.action_dialog import ActionDialog
from ui.desktop.naming import named
from ui.desktop.session import Session
from ui.desktop.widgets.headings import heading


class ActionsPane(QWidget):
    """Enter on an action opens what may become of it; `moved` carries the `Changes`, which can be undone."""

    moved = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._undertaken: tuple[Undertaken, ...] = ()
        self._is_free = True
        self._title = heading("", level=2)
        self.rows, self.table = Rows(), named(QTableView(), "minutes_actions")
        self.button = named(QPushButton(autoDefault=False), "minutes_action")
        dress(self.table, self.rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._title)
        column.addWidget(self.table)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.button.clicked.connect(self.ask)
        self.table.activated.connect(lambda _: self.ask())
        self.table.selectionModel().currentChanged.connect(lambda *_: self.offer(free=self._is_free))

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 visits, in order."""
        return (self.button, self.table)

    @property
    def at_hand(self) -> Undertaken | None:
        """The action at hand."""
        row = self.table.currentIndex().row()
        return self._undertaken[row] if 0 <= row < len(self._undertaken) else None

    def display(self, undertaken: tuple[Undertaken, ...]) -> None:
        """Show the actions; the one at hand stays at hand."""
        at, day = self.at_hand, today(self._session.clock)
        self._undertaken = undertaken
        self.rows.show(self._heads(), [lines.action_line(each, day, self._session.language) for each in undertaken])
        stand_on(self.table, [each.action.id for each in undertaken], at.action.id if at else "")

    def offer(self, *, free: bool) -> None:
        """Whether what became of the action at hand can be said now: it is not while something else is done."""
        self._is_free, at = free, self.at_hand
        self.button.setEnabled(free and at is not None and bool(ways_open(self._session.member, at.action)))

    def ask(self) -> None:
        """Ask what became of the action at hand."""
        at = self.at_hand
        if at is not None and ways_open(self._session.member, at.action):
            dialog = ActionDialog(at, self._session, self)
            dialog.done_with.connect(self.moved)
            dialog.open()

    def reword(self) -> None:
        """Say everything in the language of now."""
        self._title.setText(self.tr("Actions"))
        self.table.setAccessibleName(self.tr("Actions"))
        text = self.tr("&What became of it…")
        self.button.setText(text)
        self.button.setAccessibleName(text.replace("&", "").rstrip("…"))

    def _heads(self) -> tuple[str, ...]:
        return (self.tr("Due"), self.tr("Owner"), self.tr("Status"), self.tr("Action"), self.tr("Informed"))

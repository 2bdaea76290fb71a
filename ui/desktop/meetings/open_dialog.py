"""Opening the next meeting of a series: day, type and seat, and the agenda from what waits for it."""

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QSpinBox, QWidget

from observatory.codelists import FORCES, codelist
from observatory.meetings.meeting import Meeting
from observatory.security.roles import Permission
from observatory.usecases.open_meeting import Opening, open_meeting, proposals, quorum, series_names, set_quorum
from observatory.usecases.record import UPDATE, stamped, today
from ui.desktop.meetings.agenda_list import AgendaList, reason_of, set_reason, takes_reason
from ui.desktop.naming import named
from ui.desktop.recommendations.act_dialog import ActDialog
from ui.desktop.session import Session
from ui.desktop.unlock.card import sentence
from ui.desktop.widgets.day_edit import DayEdit

_POINTS_SEEN = 5
_WIDE_CHARS = 110


class OpenDialog(ActDialog):
    """Nothing proposed is recorded unless it is kept; a carried-over point left out takes a reason."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, parent)
        self.setObjectName("open_dialog")
        self.day, self.kind, self.seat = (
            named(DayEdit(), "open_day"),
            self._codes("meeting_type"),
            self._codes("meeting_seat"),
        )
        self.series, self.quorum = named(QComboBox(editable=True), "open_series"), named(QSpinBox(), "open_quorum")
        self.points, self.reason = AgendaList(session), named(QLineEdit(), "open_reason")
        self.up, self.down = self._button(self.tr("Move &up"), -1), self._button(self.tr("Move &down"), 1)
        self._unseen, self._hint = sentence("open_unseen"), sentence("open_hint")
        self._begin()
        self._fill()
        self._connect()
        self.propose()
        self.word(self.tr("Open the next meeting"), self.tr("&Open"))
        self.fit()
        wide = min(
            self.fontMetrics().averageCharWidth() * _WIDE_CHARS, round(self.screen().availableSize().width() * 0.9)
        )
        self.resize(max(self.width(), wide), self.height())

    @property
    def opening(self) -> Opening:
        day: date = self.day.date().toPython()  # type: ignore[assignment]
        kind, seat = str(self.kind.currentData()), str(self.seat.currentData())
        return Opening(day, kind, self.series.currentText(), seat)

    def act(self) -> Meeting:
        session = self.session
        if self.quorum.isEnabled() and self.quorum.value() != quorum(session.store):
            set_quorum(session.store, str(self.quorum.value()))
        stamp = stamped(session.clock, "", UPDATE)
        return open_meeting(session.store, self.opening, self.points.chosen, stamp, session.language)

    def propose(self) -> None:
        """Look at what waits for the meeting as it is now described."""
        found = proposals(self.session.store, self.opening, self.session.language)
        self.points.show_proposals(found.proposals)
        nothing = self.tr("Nothing waits for this meeting: it opens with an empty agenda.")
        told = [*([] if found.proposals else [nothing]), *map(self.session.say, found.unseen)]
        self._unseen.setText("\n".join(told))
        self._unseen.setVisible(bool(told))
        self._pointed()

    def _begin(self) -> None:
        day = today(self.session.clock)
        self.day.setDate(QDate(day.year, day.month, day.day))
        with self.session.begin() as unit:
            self.series.addItems(["", *series_names(unit)])
        self.quorum.setRange(1, len(FORCES))
        self.quorum.setValue(quorum(self.session.store))
        self.quorum.setEnabled(self.session.member.may(Permission.SETTINGS))
        self.points.setMinimumHeight(self.points.fontMetrics().height() * (2 * _POINTS_SEEN + 4))

    def _fill(self) -> None:
        grid = QGridLayout()
        cells = (
            (self.tr("Da&y"), self.day),
            (self.tr("&Type"), self.kind),
            (self.tr("&Seat"), self.seat),
            (self.tr("Se&ries (empty: by type)"), self.series),
            (self.tr("&Quorum (forces)"), self.quorum),
        )
        for place, (label, part) in enumerate(cells):
            told = QLabel(label)
            told.setBuddy(part)
            part.setAccessibleName(label.replace("&", ""))
            grid.addWidget(told, place // 3 * 2, place % 3)
            grid.addWidget(part, place // 3 * 2 + 1, place % 3)
        self.column.addLayout(grid)
        self.field(self.tr("&Agenda: what waits"), self.points)
        self._hint.setText(self.tr("Space keeps or leaves out, Alt with the arrows moves."))
        row = QHBoxLayout()
        row.addWidget(self._hint, 1)
        row.addWidget(self.up)
        row.addWidget(self.down)
        self.column.addLayout(row)
        self._reason_label = self.field(self.tr("Reason for stri&king the point"), self.reason)
        self.column.addWidget(self._unseen)
        self.column.addStretch(1)

    def _connect(self) -> None:
        self.day.dateChanged.connect(lambda _: self.propose())
        self.kind.currentIndexChanged.connect(lambda _: self.propose())
        self.series.currentTextChanged.connect(lambda _: self.propose())
        self.points.currentRowChanged.connect(lambda _: self._pointed())
        self.points.itemChanged.connect(lambda _: self._pointed())
        self.reason.textEdited.connect(self._typed)

    def _pointed(self) -> None:
        """The reason belongs to the point at hand, where leaving it out takes one."""
        row = self.points.currentItem()
        for part in (self._reason_label, self.reason):
            part.setEnabled(takes_reason(row))
        if row is not None and self.reason.text() != reason_of(row):
            self.reason.setText(reason_of(row))

    def _typed(self, text: str) -> None:
        row = self.points.currentItem()
        if row is not None:
            set_reason(row, text)

    def _codes(self, name: str) -> QComboBox:
        box = named(QComboBox(), f"open_{name}")
        for code in codelist(name):
            box.addItem(self.session.say(code.label), code.code)
        return box

    def _button(self, text: str, by: int) -> QPushButton:
        button = QPushButton(text, autoDefault=False)
        button.clicked.connect(lambda: self.points.move_by(by))
        return button

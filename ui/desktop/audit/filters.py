"""What an auditor asks the log: which act, which object, who, from when."""

from datetime import UTC, datetime, time, timedelta

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from observatory.security.audit.entries import ACT_LABELS, Act, Wanted
from ui.desktop.naming import named
from ui.desktop.session import Session

_PERIODS = (0, 1, 7, 30, 365)
"""Days back from the end of today; 0 is for ever."""


class Filters(QWidget):
    """One line of choices; `changed` after each."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.act = named(QComboBox(), "audit_act")
        self.period = named(QComboBox(), "audit_period")
        self.object = named(QLineEdit(), "audit_object")
        self.actor = named(QLineEdit(), "audit_actor")
        self._labels = tuple(QLabel() for _ in range(4))
        self.act.addItem("", "")
        for act in Act:
            self.act.addItem("", act.value)
        for days in _PERIODS:
            self.period.addItem("", days)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for label, field in zip(self._labels, (self.act, self.period, self.object, self.actor), strict=True):
            label.setBuddy(field)
            row.addWidget(label)
            row.addWidget(field)
        row.addStretch(1)
        for box in (self.act, self.period):
            box.currentIndexChanged.connect(self.changed)
        for line in (self.object, self.actor):
            line.setClearButtonEnabled(True)
            line.textChanged.connect(self.changed)
        self._reword()

    @property
    def wanted(self) -> Wanted:
        """Which entries are asked for."""
        days = self.period.currentData()
        return Wanted(
            actor=self.actor.text().strip(),
            act=self.act.currentData() or "",
            object=self.object.text().strip(),
            since=self._start(days) if days else None,
        )

    def _start(self, days: int) -> datetime:
        """The beginning of the first of that many days, today the last, on the office's calendar."""
        today = self._session.clock().astimezone().date()
        return datetime.combine(today - timedelta(days=days - 1), time()).astimezone(UTC)

    def _reword(self) -> None:
        texts = (self.tr("&Act"), self.tr("Fro&m"), self.tr("&Object"), self.tr("&Who"))
        for label, text in zip(self._labels, texts, strict=True):
            label.setText(text)
        self.act.setItemText(0, self.tr("All acts"))
        for place, act in enumerate(Act, start=1):
            self.act.setItemText(place, self._session.say(ACT_LABELS[act]))
        periods = (
            self.tr("The beginning"),
            self.tr("Today"),
            self.tr("The last 7 days"),
            self.tr("The last 30 days"),
            self.tr("The last 365 days"),
        )
        for place, text in enumerate(periods):
            self.period.setItemText(place, text)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.LanguageChange:
            self._reword()
        super().changeEvent(event)

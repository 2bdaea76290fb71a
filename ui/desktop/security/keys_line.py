"""How many open the store, since when its keys are what they are, when the log was checked: lines of «Security»."""

from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from observatory.security.roles import Role
from observatory.usecases.key_history import keys_renewed_on
from ui import bootstrap
from ui.desktop.language import LOCALES
from ui.desktop.naming import named
from ui.desktop.session import Session
from ui.desktop.widgets.headings import heading

_FIRST_EPOCH = 1


class KeysLine(QWidget):
    """Read anew whenever it is shown or the keys changed."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._title = heading("", level=2)
        self._told = named(QLabel(wordWrap=True), "keys_told")
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        session.keys_changed.connect(self._retell)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self._title, self._told):
            column.addWidget(widget)
        self._retell()

    def _retell(self) -> None:
        self._title.setText(self.tr("Members and keys"))
        self._told.setText(" ".join(filter(None, (self._members_told(), self._keys_told(), self._log_told()))))

    def _members_told(self) -> str:
        members = self._session.store.members
        rulers = sum(Role.ADMINISTRATOR in member.roles for member in members)
        told = self.tr("%n member(s) open this store.", "", len(members))
        ruling = self.tr("%n of them administer(s) it.", "", rulers)
        return f"{told} {ruling}" if len(members) > 1 else told

    def _keys_told(self) -> str:
        epoch = bootstrap.key_epoch(self._session.store)
        if not epoch:
            return ""
        if epoch == _FIRST_EPOCH:
            return self.tr("Its keys are those it was made with.")
        day = keys_renewed_on(self._session.store)
        if day is None:
            return self.tr("Its keys were renewed when a member was removed.")
        locale = LOCALES[self._session.language]
        return self.tr("Its keys were renewed on {day}.").format(
            day=locale.toString(_as_qt(day), QLocale.FormatType.ShortFormat)
        )

    def _log_told(self) -> str:
        found = self._session.verification
        if found is None:
            return self.tr("Log and records are still to be checked in this session.")
        if found.findings:
            return self.tr("The check of the log found something: see the signed log.")
        return self.tr("Log and records were checked in this session and are as they were written.")

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        self._retell()
        super().showEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.LanguageChange:
            self._retell()
        super().changeEvent(event)


def _as_qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)

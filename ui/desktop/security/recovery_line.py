"""Whether the store has a recovery sheet, and the way to one: a line of the page «Security»."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from observatory.security.recovery_sheet import sheet_mark
from observatory.security.roles import Permission
from ui import bootstrap
from ui.desktop.naming import named
from ui.desktop.session import Session


class RecoveryLine(QWidget):
    """Read anew whenever it is shown or the keys changed."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._told = named(QLabel(wordWrap=True), "recovery_told")
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._make = named(QPushButton(), "recovery_make")
        self._make.setVisible(session.member.may(Permission.MEMBERS))
        self._make.clicked.connect(session.recovery_wanted)
        session.keys_changed.connect(self._retell)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._told, 1)
        row.addWidget(self._make)
        self._retell()

    def _retell(self) -> None:
        sheet = bootstrap.recovery_sheet(self._session.store)
        if sheet:
            told = self.tr("There is a recovery sheet; the one in force bears the mark “{mark}”.")
            self._told.setText(told.format(mark=sheet_mark(sheet)))
        else:
            self._told.setText(self.tr("There is no recovery sheet: a forgotten passphrase would be a lost store."))
        self._make.setText(self.tr("Make a ne&w one…") if sheet else self.tr("Make one no&w…"))
        self._make.setAccessibleName(self.tr("Make a recovery sheet"))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        self._retell()
        super().showEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.LanguageChange:
            self._retell()
        super().changeEvent(event)

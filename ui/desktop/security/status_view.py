"""What is protected, where the backups are, which was checked when: the words of the page «Security»."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtWidgets import QLabel, QListWidget, QVBoxLayout, QWidget

from observatory.security.backup_manifest import Backup
from observatory.security.backup_schedule import BackupState, is_due
from observatory.terms import Language
from ui.desktop.language import LOCALES
from ui.desktop.naming import named
from ui.desktop.widgets.headings import heading, quiet


class StatusView(QWidget):
    """Shows a `BackupState`; knows nothing of stores."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: BackupState | None = None
        self._now: datetime | None = None
        self._locale = LOCALES[Language.IT]
        self._protected_title: QLabel = heading("", level=2)
        self._backups_title: QLabel = heading("", level=2)
        self._protected = named(quiet(""), "protected")
        self._last = _sentence("last_backup")
        self._where = _sentence("backup_place")
        self._checked = _sentence("last_check")
        self.list = named(QListWidget(), "backups")
        self._arrange()
        for unknown in (self._where, self._checked, self.list):
            unknown.hide()

    def tell(self, state: BackupState, now: datetime) -> None:
        """Show what is known at this moment."""
        self._state, self._now = state, now
        self._retell()

    def reword(self, language: Language) -> None:
        self._locale = LOCALES[language]
        self._protected_title.setText(self.tr("What is protected"))
        self._backups_title.setText(self.tr("Backups"))
        self.list.setAccessibleName(self.tr("Backups of the schedule, newest first"))
        self._protected.setText(
            self.tr(
                "Records, history, drafts and log are encrypted on the disk, and so is every backup: whoever takes a "
                "file reads nothing without a member’s passphrase. Confidential texts are sealed once more, under "
                "keys that only the roles that read them have. Each page is checked when the store is opened. "
                "Nothing protects what is on screen while the store is open."
            )
        )
        self._retell()

    def _retell(self) -> None:
        state, now = self._state, self._now
        if state is None or now is None:
            self._last.setText(self.tr("Looking for backups…"))
            return
        self._last.setText(self._last_told(state, now))
        self._where.setText(self._place_told(state))
        self._checked.setText(self._check_told(state))
        for known in (self._where, self._checked):
            known.show()
        self.list.clear()
        self.list.addItems([self._line(backup) for backup in state.backups])
        self.list.setVisible(bool(state.backups))

    def _last_told(self, state: BackupState, now: datetime) -> str:
        newest = max(_moments(state), default=None)
        if newest is None:
            return self.tr("There is no backup yet. A store that was never saved is lost with its disk.")
        told = self.tr("Last backup: {when}.").format(when=self._when(newest))
        return f"{told} {self.tr('It is older than a day.')}" if is_due(newest, now) else told

    def _place_told(self, state: BackupState) -> str:
        if state.folder is None:
            return self.tr("No folder is chosen for the daily backups.")
        told = self.tr("Daily backups: {folder} (7 days, 5 weeks, 12 months are kept).").format(folder=state.folder)
        return told if state.is_reachable else f"{told} {self.tr('The folder cannot be reached now.')}"

    def _check_told(self, state: BackupState) -> str:
        if state.checked is None or state.checked_at is None:
            return self.tr("No backup was checked yet.")
        return self.tr("Last checked: {when}, {file}.").format(
            when=self._when(state.checked_at), file=state.checked.name
        )

    def _line(self, backup: Backup) -> str:
        when, size = self._when(backup.manifest.made_at), self._locale.formattedDataSize(backup.manifest.total_bytes)
        return f"{when} – {size} – {Path(backup.path).name}"

    def _when(self, moment: datetime) -> str:
        local = QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
        return self._locale.toString(local, QLocale.FormatType.ShortFormat)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        widgets = (self._protected_title, self._protected, self._backups_title, self._last, self._where, self._checked)
        for widget in widgets:
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        column.addStretch(0)


def _moments(state: BackupState) -> list[datetime]:
    moments = [backup.manifest.made_at for backup in state.backups]
    return [*moments, state.checked_made_at] if state.checked_made_at is not None else moments


def _sentence(name: str) -> QLabel:
    label = named(QLabel(wordWrap=True), name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label

"""The page «Signed log»: the entries with filters, where the log stands, what the latest check found."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from observatory.labels import number
from ui.desktop.audit.filters import Filters
from ui.desktop.audit.model import At, EntriesModel
from ui.desktop.audit.sweep import Sweep
from ui.desktop.background import Background
from ui.desktop.naming import named
from ui.desktop.session import Session

_ROW_AIR = 8
_WIDTHS = {At.SEQUENCE: 8, At.MOMENT: 18, At.ACTOR: 20, At.ACT: 28, At.OBJECT: 52}
"""In average characters; the fields take the rest."""


class AuditScreen(QWidget):
    """Reads the log; changes nothing but, in it, that it was read is not noted: it holds no value."""

    failed = Signal(str)
    ended = Signal()
    """Esc: back to where one came from."""

    def __init__(self, session: Session, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._background = session, background
        self.filters = Filters(session)
        self.standing = named(QLabel(wordWrap=True), "audit_standing")
        self.findings = named(QLabel(wordWrap=True), "audit_findings")
        self.check = named(QPushButton(), "audit_check")
        self.model = EntriesModel(session, self)
        self.table = named(QTableView(), "audit_table")
        self._sweep = Sweep(session, background, self)
        self._dress()
        self._arrange()
        self._reword()
        self.filters.changed.connect(self._ask)
        self.check.clicked.connect(self._start)
        self._sweep.checked.connect(self._checked)
        self._sweep.failed.connect(self._not_checked)
        self.refresh()

    def panes(self) -> list[QWidget]:
        return [self.filters, self.table]

    def find(self) -> None:  # type: ignore[override] # hides a static function of QWidget about native windows
        """Put the keyboard into the filter by object."""
        self.filters.object.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def arrive(self) -> None:
        """Chosen again: whatever was written meanwhile shows, and the keyboard goes into the list."""
        self.refresh()
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh(self) -> None:
        self._ask()
        self._tell()

    def _ask(self) -> None:
        self.model.ask(self.filters.wanted)

    def _start(self) -> None:
        self.check.setEnabled(False)
        self._sweep.start()

    def _checked(self) -> None:
        self.check.setEnabled(True)
        self.refresh()

    def _not_checked(self, text: str) -> None:
        self.check.setEnabled(True)
        self.failed.emit(text)

    def _tell(self) -> None:
        with self._session.begin() as unit:
            standing = unit.audit.standing()
        self.standing.setText(self.tr("Fingerprint of the log: {words}").format(words=standing.fingerprint))
        result = self._session.verification
        if result is None:
            text = self.tr("Not checked yet in this session.")
        elif result.findings:
            text = "\n".join(self._session.say(finding.sentence) for finding in result.findings)
        else:
            entries = number(result.standing.sequence, self._session.language)
            text = self.tr("Checked: {entries} entries and all records are as they were written.").format(
                entries=entries
            )
        if result is not None and not result.has_anchor:
            text += "\n" + self.tr("This workstation had no attestation of the store: an older copy could not be told.")
        self.findings.setText(text)

    def _dress(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        self.table.setModel(self.model)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + _ROW_AIR)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.setWordWrap(False)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.horizontalHeader().setHighlightSections(False)
        for column, letters in _WIDTHS.items():
            self.table.setColumnWidth(column, letter * letters)
        for label in (self.standing, self.findings):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.standing, 1)
        top.addWidget(self.check, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 0)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self.findings)
        column.addWidget(self.filters)
        column.addWidget(self.table, 1)

    def _reword(self) -> None:
        self.check.setText(self.tr("&Check now"))
        self.table.setAccessibleName(self.tr("Entries of the signed log"))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.ended.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.LanguageChange:
            self._reword()
            self._tell()
            self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(At) - 1)
            self.model.reload()
        super().changeEvent(event)

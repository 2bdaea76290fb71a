"""The page «Members»: who opens the store, in which roles, and what can be changed about it."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
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

from observatory.security.members import Member
from observatory.security.proposals import Proposal
from observatory.terms import Term
from observatory.usecases import appoint
from ui import bootstrap
from ui.desktop.background import Background
from ui.desktop.members.member_dialog import MemberDialog
from ui.desktop.members.newcomer_dialog import NewcomerDialog
from ui.desktop.members.removal_dialog import RemovalDialog
from ui.desktop.members.roles_dialog import RolesDialog
from ui.desktop.members.second_member import SecondMember, Wanted
from ui.desktop.members.table_model import At, MembersModel
from ui.desktop.naming import named
from ui.desktop.security.recovery_line import RecoveryLine
from ui.desktop.session import Session
from ui.desktop.widgets.headings import heading
from ui.desktop.widgets.padded_items import QuietWithoutFocus

_APPOINTING = Term("Nomina del custode dei collegamenti", "Appointing the linkage custodian")
_ROW_AIR = 8
_NARROWEST = 12
"""In average characters."""


class MembersScreen(QWidget):
    """For whoever may change members; the store refuses anybody else."""

    said = Signal(str)
    """What happened, for the message bar."""
    ended = Signal()
    """Esc: back to where one came from."""

    def __init__(self, session: Session, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self._background = session, background
        self._title: QLabel = heading("", level=1)
        self._add = named(QPushButton(), "member_add")
        self._change = named(QPushButton(), "member_change")
        self._remove = named(QPushButton(), "member_remove")
        self._sentence = named(QLabel(wordWrap=True), "members_sentence")
        self.model = MembersModel(session, self)
        self.table = named(QTableView(), "members_table")
        self._recovery = RecoveryLine(session)
        self._dress()
        self._arrange()
        self._reword()
        self._connect()
        self.table.selectRow(self.model.row_of(session.member.id))

    def panes(self) -> list[QWidget]:
        return [self._add, self.table]

    def arrive(self) -> None:
        """The page was asked for: the keyboard goes into the list."""
        self._tell("")
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def add(self) -> None:
        dialog = NewcomerDialog(bootstrap.keys_of(self.session.store), self.session, self._background, self)
        dialog.added.connect(self._added)
        self._show(dialog)

    def change(self) -> None:
        member = self._chosen()
        if member is not None:
            keys = bootstrap.keys_of(self.session.store)
            dialog = RolesDialog(keys, member, self.session, self._background, self)
            dialog.changed.connect(self._changed)
            dialog.proposed.connect(self._proposed)
            self._show(dialog)

    def remove(self) -> None:
        member = self._chosen()
        if member is None:
            return
        if member.id == self.session.member.id:
            self._tell(self.tr("Nobody removes themselves: another administrator does."))
            return
        keys = bootstrap.keys_of(self.session.store)
        dialog = RemovalDialog(keys, member, self.session, self._background, self)
        dialog.removed.connect(self._removed)
        self._show(dialog)

    def _added(self, member: Member) -> None:
        self._over(self.tr("{name} is a member now.").format(name=member.name), member.id)

    def _changed(self, member: Member) -> None:
        text = self.tr("The roles of {name} were changed.").format(name=member.name)
        if member.id == self.session.member.id:
            text = self.tr("Your roles were changed. They hold at once; the window shows them after the next unlock.")
        self._over(text, member.id)

    def _proposed(self, proposal: Proposal) -> None:
        """A linkage custodian: by the second member who is there, or by what one confirmed earlier."""
        dialog = SecondMember(self.session, self._background, self._wanted(proposal), self)
        dialog.confirmed.connect(self._changed)
        dialog.rejected.connect(lambda: self.said.emit(self._waits(proposal)))
        self._show(dialog)

    def _waits(self, proposal: Proposal) -> str:
        return self.tr(
            "The proposal stays prepared: a member of another force confirms it within 30 days, on the page of "
            "proposals; then give the same roles here again. In six words: {words}"
        ).format(words=proposal.fingerprint)

    def _wanted(self, proposal: Proposal) -> Wanted:
        store, clock = self.session.store, self.session.clock
        keys = bootstrap.keys_of(store)
        return Wanted(
            proposal,
            _APPOINTING,
            lambda witness, _progress: appoint.confirm_and_appoint(store, keys, proposal.id, witness, clock),
        )

    def _removed(self, name: str) -> None:
        text = self.tr(
            "{name} was removed and the store has new keys. "
            "Make a new backup: the earlier ones stay under the old keys."
        )
        self._over(text.format(name=name), self.session.member.id)

    def _over(self, text: str, member: str) -> None:
        self.model.reload()
        self.table.selectRow(self.model.row_of(member))
        self.session.keys_changed.emit()
        self.said.emit(text)

    def _chosen(self) -> Member | None:
        self._tell("")
        return self.model.member(self.table.currentIndex().row())

    def _show(self, dialog: MemberDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _tell(self, text: str) -> None:
        self._sentence.setText(text)
        self._sentence.setVisible(bool(text))

    def _connect(self) -> None:
        self._add.clicked.connect(self.add)
        self._change.clicked.connect(self.change)
        self._remove.clicked.connect(self.remove)
        self.table.activated.connect(self.change)

    def _dress(self) -> None:
        table, letter = self.table, self.fontMetrics().averageCharWidth()
        table.setModel(self.model)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + _ROW_AIR)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setWordWrap(False)
        table.setItemDelegate(QuietWithoutFocus(table))
        across = table.horizontalHeader()
        across.setHighlightSections(False)
        across.setMinimumSectionSize(letter * _NARROWEST)
        across.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        across.setSectionResizeMode(At.ROLES, QHeaderView.ResizeMode.Stretch)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setForegroundRole(QPalette.ColorRole.BrightText)

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._add, self._change, self._remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 12)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addLayout(buttons)
        column.addWidget(self._sentence)
        column.addWidget(self.table, 1)
        column.addWidget(self._recovery)
        self._tell("")

    def _reword(self) -> None:
        self._title.setText(self.tr("Members"))
        texts = {
            self._add: self.tr("&Add…"),
            self._change: self.tr("Change &roles…"),
            self._remove: self.tr("Re&move…"),
        }
        for button, text in texts.items():
            button.setText(text)
            button.setAccessibleName(text.replace("&", "").rstrip("…"))
        self.table.setAccessibleName(self.tr("Members of the store"))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.ended.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.LanguageChange:
            self._reword()
            self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(At) - 1)
            self.model.reload()
        super().changeEvent(event)

"""The dialog in which two cases are compared, and decided about if the member may."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from observatory.cases.case import Case
from observatory.cases.fields import CASE
from observatory.labels import record_title
from observatory.links.case_link import CaseLink
from observatory.links.comparing import compare
from observatory.links.kinds import EXCLUDED, POSSIBLE, SAME_EVENT, SAME_PERSON
from observatory.privacy.masking import Place
from ui.desktop.links.side_by_side import SideBySide
from ui.desktop.naming import named
from ui.desktop.session import Session

UNLINK = "unlink"
_SIZE = QSize(860, 540)
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Beside:
    """A case to look at beside another, with the link that holds between them if there is one."""

    case: Case
    link: CaseLink | None = None


class Comparison(QDialog):
    """`decided` with what was pressed, the other case or link, and the remark; whoever listens records it."""

    decided = Signal(str, object, str)

    def __init__(self, case: Case, others: Sequence[Beside], session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("comparison")
        self._case, self._others, self._session = case, tuple(others), session
        self._choice, self._choice_label = named(QComboBox(self), "comparison_choice"), QLabel(self)
        self.table = SideBySide(session, self)
        self.problem = named(QLabel(self, wordWrap=True), "comparison_problem")
        self._remark_label = QLabel(self)
        self.remark = named(QLineEdit(self, maxLength=_LONGEST), "comparison_remark")
        self.buttons: dict[str, QPushButton] = {}
        self._row = QHBoxLayout()
        self._fill()
        self._lay_out()
        self._choice.currentIndexChanged.connect(lambda _: self._tell())
        self._tell()
        self.resize(_SIZE.boundedTo(self.screen().availableSize() * 0.92))

    @property
    def at_hand(self) -> Beside:
        return self._others[max(self._choice.currentIndex(), 0)]

    def offer(self, kinds: Sequence[str]) -> None:
        """Let these be decided: kinds of link, or `UNLINK`; with none of them the dialog is for looking only."""
        texts = {
            SAME_EVENT: self.tr("Same &event"),
            SAME_PERSON: self.tr("Same &person"),
            POSSIBLE: self.tr("P&ossible"),
            EXCLUDED: self.tr("&Not the same"),
            UNLINK: self.tr("&Unlink"),
        }
        for kind in kinds:
            button = named(QPushButton(texts[kind], self, autoDefault=False), f"decide_{kind}")
            button.clicked.connect(lambda _=False, kind=kind: self._decide(kind))
            self._row.insertWidget(len(self.buttons), button)
            self.buttons[kind] = button
        self._remark_label.setText(self.tr("&Reason for unlinking") if UNLINK in kinds else self.tr("&Remark"))
        for part in (self._remark_label, self.remark):
            part.setVisible(bool(kinds))

    def complain(self, text: str) -> None:
        """Say why nothing was recorded yet."""
        self.problem.setText(text)
        self.problem.show()

    def _decide(self, kind: str) -> None:
        if kind == UNLINK and not self.remark.text().strip():
            self.complain(self.tr("Write the reason: it stays with the revoked link."))
            self.remark.setFocus()
            return
        self.decided.emit(kind, self.at_hand, self.remark.text().strip())

    def _tell(self) -> None:
        self.problem.hide()
        self.table.tell(self._case, self.at_hand.case, compare(self._case, self.at_hand.case))

    def _fill(self) -> None:
        self.setWindowTitle(self.tr("Two cases compared"))
        self._choice_label.setText(self.tr("Which case to compare"))
        self._choice_label.setBuddy(self._choice)
        sight = self._session.sight(Place.RECORD)
        titles = [record_title(CASE, each.case, self._session.language, sight) for each in self._others]
        self._choice.addItems([f"{number}. {title}" for number, title in enumerate(titles, 1)])
        for part in (self._choice_label, self._choice):
            part.setVisible(len(titles) > 1)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.hide()

    def _lay_out(self) -> None:
        self._remark_label.setBuddy(self.remark)
        close = named(QPushButton(self.tr("&Close"), self, autoDefault=False), "comparison_close")
        close.clicked.connect(self.reject)
        self._row.addStretch(1)
        self._row.addWidget(close)
        column = QVBoxLayout(self)
        for part in (self._choice_label, self._choice, self.table, self.problem, self._remark_label, self.remark):
            column.addWidget(part)
        column.addLayout(self._row)
        self.offer(())

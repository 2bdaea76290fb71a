"""The section «Links» under a case that is read: what it is tied to, what could be the same event, and why."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from observatory.authorisation.rules import may_read
from observatory.cases.case import Case
from observatory.cases.fields import CASE
from observatory.codelists import codelist
from observatory.errors import ObservatoryError
from observatory.fields import Entity
from observatory.labels import record_title
from observatory.links.case_link import CaseLink
from observatory.links.fields import CASE_LINK
from observatory.links.validation import ACTIVE
from observatory.privacy.masking import Place
from observatory.usecases.link_cases import Ties, ties_of
from ui.desktop.links.comparison import Beside
from ui.desktop.links.deciding import Deciding
from ui.desktop.naming import named
from ui.desktop.session import Session
from ui.desktop.widgets.headings import heading, quiet

PAUSE_MS = 120
_MOST_ROWS = 4
_BESIDE = Qt.ItemDataRole.UserRole


def section_for(entity: Entity, session: Session, parent: QWidget) -> "LinksSection | None":
    """The section, for cases and for whoever may read links."""
    if entity is not CASE or not may_read(session.member, CASE_LINK):
        return None
    return LinksSection(session, parent)


class LinksSection(QWidget):
    """Enter on a row compares the two cases and lets decide; what was decided can be undone at once."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("links")
        self._session = session
        self._case: Case | None = None
        self._undoable: CaseLink | None = None
        self._deciding = Deciding(session, self)
        self._deciding.done.connect(self._decided)
        # Whoever goes down a list with the arrow keys does not wait for what each case is tied to.
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self._title: QLabel = heading("", level=2, parent=self)
        self.told = named(quiet("", self), "links_told")
        self.rows = named(QListWidget(self), "links_rows")
        self.rows.itemActivated.connect(self._compare)
        self._title.setBuddy(self.rows)
        self.undone = named(QLabel(self, wordWrap=True), "links_decided")
        self.undo = named(QPushButton(self, autoDefault=False), "links_undo")
        self.undo.clicked.connect(self._undo)
        self._lay_out()
        self.hide()

    def show_case(self, case: Case | None) -> None:
        """Show what this case is tied to, after a moment; None hides the section."""
        if case is None or self._case is None or case.id != self._case.id:
            self._offer_undo(None)
        self._case = case
        self.hide() if case is None else self._pause.start()

    def _look(self) -> None:
        if self._case is None:
            return
        try:
            with self._session.begin() as unit:
                ties = ties_of(unit, self._case)
        except ObservatoryError:
            # The case has just gone, or the store is closing: there is nothing to be tied to.
            self.hide()
            return
        self._tell(self._case, ties)
        self.show()

    def _tell(self, case: Case, ties: Ties) -> None:
        self._title.setText(self.tr("&Links"))
        self.rows.setAccessibleName(self.tr("Links and candidates"))
        self.undo.setText(self.tr("Undo what was &decided"))
        self.told.setText("\n".join(self._sentences(ties)))
        self.rows.clear()
        for text, beside in self._rows(case, ties):
            row = QListWidgetItem(text, self.rows)
            row.setToolTip(self.tr("Enter compares the two cases"))
            row.setData(_BESIDE, beside)
        self.rows.setVisible(self.rows.count() > 0)
        self.rows.setCurrentRow(0)
        self._fit()

    def _rows(self, case: Case, ties: Ties) -> Iterator[tuple[str, Beside]]:
        for each in ties.linked:
            if each.case is not None:
                kind = self._session.say(codelist("link_kind").label(str(each.link.kind)))
                yield f"{kind}: {self._name(each.case)}", Beside(each.case, each.link)
        for other in ties.same_code:
            yield self.tr("Same person code: {case}").format(case=self._name(other)), Beside(other)
        coded = {other.id for other in ties.same_code}
        for found in ties.candidates.candidates:
            if found.case.id not in coded and found.case.id != case.id:
                yield self.tr("Could be the same event: {case}").format(case=self._name(found.case)), Beside(found.case)

    def _sentences(self, ties: Ties) -> Iterator[str]:
        if not (ties.linked or ties.same_code or ties.candidates.total):
            yield self.tr("No link, and no case that could be the same event.")
        if ties.candidates.total:
            yield self.tr("Could be the same event: {n}. Enter compares.").format(n=ties.candidates.total)
        if ties.course.sentence is not None:
            yield self._session.say(ties.course.sentence)
        if ties.counts.cases > 1:
            counts = {"cases": ties.counts.cases, "events": ties.counts.events}
            yield self.tr("Of this person: cases {cases}, events {events}.").format(**counts)
        for each in dict.fromkeys(found.message for found in ties.contradictions):
            yield self.tr("Contradiction: {sentence}").format(sentence=self._session.say(each))

    def _compare(self, row: QListWidgetItem) -> None:
        if self._case is not None:
            self._deciding.compare(self._case, row.data(_BESIDE), self)

    def _decided(self, link: CaseLink) -> None:
        self._offer_undo(link)
        self._look()
        self.undo.setFocus(Qt.FocusReason.OtherFocusReason)

    def _undo(self) -> None:
        if self._undoable is not None:
            try:
                self._deciding.take_back(self._undoable)
            except ObservatoryError as trouble:
                self.undone.setText(self._session.say(trouble.message))

    def _offer_undo(self, link: CaseLink | None) -> None:
        self._undoable = link
        if link is not None:
            kind = self._session.say(codelist("link_kind").label(str(link.kind)))
            told = self.tr("Decided: {kind}.") if link.status == ACTIVE else self.tr("Revoked: {kind}.")
            self.undone.setText(told.format(kind=kind))
        for part in (self.undone, self.undo):
            part.setVisible(link is not None)

    def _name(self, case: Case) -> str:
        return record_title(CASE, case, self._session.language, self._session.sight(Place.LIST))

    def _fit(self) -> None:
        rows = min(max(self.rows.count(), 1), _MOST_ROWS)
        self.rows.setFixedHeight(rows * self.rows.sizeHintForRow(0) + 2 * self.rows.frameWidth())

    def _lay_out(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        undoing = QHBoxLayout()
        undoing.addWidget(self.undone, 1)
        undoing.addWidget(self.undo)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        for part in (self._title, self.told, self.rows):
            column.addWidget(part)
        column.addLayout(undoing)

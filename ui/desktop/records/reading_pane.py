"""The right pane as it is at first: the record at hand, to be read."""

from datetime import date
from typing import Any

from PySide6.QtCore import QMimeData, Qt, QUrl, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from observatory.authorisation.rules import may_write, withheld_fields
from observatory.entities import ENTITIES
from observatory.errors import NotAllowed, NotFound
from observatory.fields import Entity
from observatory.labels import record_title
from observatory.plain import referred
from observatory.ports import Revision, UnitOfWork
from observatory.privacy.masking import Place
from observatory.usecases.changes import known_on
from observatory.usecases.decisions import decision_words, decisions_named
from observatory.usecases.drafts import recover
from observatory.usecases.record import today
from ui.desktop.clipboard import undragged
from ui.desktop.links.section import section_for
from ui.desktop.records.history import VERSION_LINK
from ui.desktop.records.past_bar import PastBar
from ui.desktop.records.reading import Page
from ui.desktop.session import Session
from ui.desktop.widgets.flow import Flow
from ui.desktop.widgets.headings import heading, quiet

_MARGIN = 12
_LEAST_LINES = 2
"""What of the text stays in sight where the title and the ways on take the room of a low window."""


class _ReadText(QTextBrowser):
    """Its text leaves by the clipboard only."""

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802
        return undragged(super().createMimeDataFromSelection())


class ReadingPane(QWidget):
    """Shows one record as a page; `edit_asked` when it is to be changed."""

    edit_asked = Signal()
    shown = Signal(object)
    """The record that is shown now, or None."""

    def __init__(self, entity: Entity, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entity = entity
        self._session = session
        self._record: Any = None
        self._history: tuple[Revision[Any], ...] = ()
        self._instead: dict[str, str] = {}
        self._may_write = may_write(session.member, entity)
        self._withheld = withheld_fields(session.member, entity)
        self.title = heading("", level=1, parent=self)
        self.edit = QPushButton(self)
        self.edit.setObjectName("reading.edit")
        self.edit.setAutoDefault(True)
        self.edit.clicked.connect(self.edit_asked)
        self.contents = self._contents()
        self.draft = quiet("", self)
        self.draft.setObjectName("reading.draft")
        self.page = self._page()
        self.past = PastBar(self)
        self.past.day_chosen.connect(self.look_back)
        self.past.left.connect(self._return)
        self.links = section_for(entity, session, self)
        self._lay_out()
        self.reword()

    @property
    def record(self) -> Any:  # noqa: ANN401 - the entity's dataclass
        """The record shown, or None."""
        return self._record

    def show_record(self, record: Any) -> None:  # noqa: ANN401 - the entity's dataclass
        """Show a record, or with None how to get one."""
        self._record = record
        self.past.hide()
        if self.links is not None:
            self.links.show_case(record)
        self.edit.setVisible(record is not None and self._may_write)
        self.contents.setVisible(record is not None)
        self.shown.emit(record)
        if record is None:
            self._show_nothing()
            return
        with self._session.begin() as unit:
            self._history = unit.records(self._entity.name).history(record.id)
            self._instead = self._titles(unit, record, *(each.record for each in self._history)) | self._reserved()
            has_draft = self._may_write and recover(unit, self._entity, record.id) is not None
        self._lay_on(QPalette.ColorRole.Base)
        self.draft.setVisible(has_draft)
        self._write(record, self._history)

    def place_beside(self, button: QPushButton) -> None:
        """Let a button lead on from the record, under its title."""
        before = self._ways.itemAt(self._ways.count() - 1)
        self.setTabOrder((before.widget() if before is not None else None) or self.edit, button)
        self._ways.addWidget(button)

    def look_back(self, day: date) -> None:
        """Show the record as it was known at the end of a day, with what its history then told."""
        if self._record is None:
            return
        known = known_on(self._history, day)
        self.draft.hide()
        self.edit.hide()
        self.past.show_day(day, today(self._session.clock))
        if known is None:
            told = self.tr("Not known yet on that day.")
            self.page.setHtml(f'<p style="color:{self._quiet()}">{told}</p>')
        else:
            self._write(known.record, tuple(each for each in self._history if each.version <= known.version))

    def _write(self, record: Any, history: tuple[Revision[Any], ...]) -> None:  # noqa: ANN401
        sight = self._session.sight(Place.RECORD)
        page = Page(self._entity, self._session.language, self._quiet(), self._instead, sight)
        self.title.setText(record_title(self._entity, record, self._session.language, sight))
        self.contents.clear()  # the same text set again would keep the colour of links that it had
        self.contents.setText(" · ".join(f'<a href="{name}">{name}</a>' for name in page.sections(record, history)))
        self.page.setHtml(page.html(record, history))

    def _follow(self, link: QUrl) -> None:
        """A link of the history leads to the day from which its version was known."""
        text = link.toString()
        told = {f"{VERSION_LINK}{each.version}": each.stamp.as_of for each in self._history}
        if text in told:
            self.look_back(told[text])
            self.past.day.setFocus(Qt.FocusReason.OtherFocusReason)

    def _return(self) -> None:
        self.show_record(self._record)
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def reword(self) -> None:
        """Write every text again, in the session's language and the palette's colours."""
        self.edit.setText(self.tr("Edit"))
        self.edit.setToolTip("Ctrl+E")
        self.draft.setText(self.tr("A draft of this record waits: Ctrl+E resumes it."))
        self.past.reword()
        self.page.setAccessibleName(self._session.say(self._entity.label))
        self.show_record(self._record)

    def _show_nothing(self) -> None:
        self._lay_on(QPalette.ColorRole.Window)
        self.title.setText("")
        self.draft.hide()
        if self._may_write:
            told = self.tr("No record chosen. Arrow keys in the list choose one, Ctrl+N begins a new one.")
        else:
            told = self.tr("No record chosen. Arrow keys in the list choose one.")
        self.page.setHtml(f'<p style="color:{self._quiet()}">{told}</p>')

    def _lay_on(self, ground: QPalette.ColorRole) -> None:
        self.page.viewport().setBackgroundRole(ground)

    def _reserved(self) -> dict[str, str]:
        """By the name of a field that the member cannot read, who can."""
        return {name: self._session.say(term) for name, term in self._withheld.items()}

    def _titles(self, unit: UnitOfWork, *versions: object) -> dict[str, str]:
        """The titles of the records that any version of this one, child records included, refers to."""
        found = {pair for version in versions for pair in referred(self._entity, version)}
        titles = {ident: self._title_of(unit, name, ident) for name, ident in found}
        named = {ident for version in versions for ident in decisions_named(self._entity, version)}
        return titles | {ident: self._session.say(words) for ident, words in decision_words(unit, named).items()}

    def _title_of(self, unit: UnitOfWork, name: str, record_id: str) -> str:
        entity = next(entity for entity in ENTITIES if entity.name == name)
        try:
            referred = unit.records(name).get(record_id)
            return record_title(entity, referred, self._session.language, self._session.sight(Place.LIST))
        except (NotFound, NotAllowed):
            return self.tr("record not found")

    def _page(self) -> QTextBrowser:
        page = _ReadText(self)
        page.setObjectName("reading")
        page.setOpenLinks(False)
        page.setFrameShape(QFrame.Shape.NoFrame)
        page.setMinimumHeight(_LEAST_LINES * self.fontMetrics().height())
        page.anchorClicked.connect(self._follow)
        return page

    def _contents(self) -> QLabel:
        contents = QLabel(self)
        contents.setWordWrap(True)
        contents.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        contents.linkActivated.connect(self._go_to)
        return contents

    def _quiet(self) -> str:
        # The application's: one's own is not the new one yet when the screen around hears of other colours.
        return QApplication.palette().color(QPalette.ColorRole.PlaceholderText).name()

    def _go_to(self, name: str) -> None:
        self.page.scrollToAnchor(QUrl.fromPercentEncoding(name.encode()))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignTop)
        self._ways = Flow()
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, 0)
        for part in (self.draft, self.past, self.contents, self.page):
            column.addWidget(part)
        if self.links is not None:
            column.addWidget(self.links)
        column.insertLayout(0, top)
        column.insertLayout(1, self._ways)

"""The right pane as it is at first: the record at hand, to be read."""

from typing import Any

from PySide6.QtCore import QMimeData, Qt, QUrl, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from observatory.authorisation.rules import may_write, withheld_fields
from observatory.entities import ENTITIES
from observatory.errors import NotAllowed, NotFound
from observatory.fields import Entity, Kind
from observatory.labels import record_title
from observatory.ports import UnitOfWork
from observatory.privacy.masking import Place
from observatory.usecases.drafts import recover
from ui.desktop.clipboard import undragged
from ui.desktop.records.reading import Page
from ui.desktop.session import Session
from ui.desktop.widgets.headings import heading, quiet

_MARGIN = 12


class _ReadText(QTextBrowser):
    """Its text leaves by the clipboard only."""

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802
        return undragged(super().createMimeDataFromSelection())


class ReadingPane(QWidget):
    """Shows one record as a page; `edit_asked` when it is to be changed."""

    edit_asked = Signal()

    def __init__(self, entity: Entity, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entity = entity
        self._session = session
        self._record: Any = None
        self._may_write = may_write(session.member, entity)
        self._withheld = withheld_fields(session.member, entity)
        self.title = heading("", level=1, parent=self)
        self.edit = QPushButton(self)
        self.edit.setObjectName("reading.edit")
        self.edit.setAutoDefault(True)
        self.edit.clicked.connect(self.edit_asked)
        self.contents = QLabel(self)
        self.contents.setWordWrap(True)
        self.contents.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self.contents.linkActivated.connect(self._go_to)
        self.draft = quiet("", self)
        self.draft.setObjectName("reading.draft")
        self.page = _ReadText(self)
        self.page.setObjectName("reading")
        self.page.setOpenLinks(False)
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self._lay_out()
        self.reword()

    @property
    def record(self) -> Any:  # noqa: ANN401 - the entity's dataclass
        """The record shown, or None."""
        return self._record

    def show_record(self, record: Any) -> None:  # noqa: ANN401 - the entity's dataclass
        """Show a record, or with None how to get one."""
        self._record = record
        self.edit.setVisible(record is not None and self._may_write)
        self.contents.setVisible(record is not None)
        if record is None:
            self._show_nothing()
            return
        with self._session.begin() as unit:
            history = unit.records(self._entity.name).history(record.id)
            instead = self._titles(unit, record) | self._reserved()
            has_draft = self._may_write and recover(unit, self._entity, record.id) is not None
        self._lay_on(QPalette.ColorRole.Base)
        sight = self._session.sight(Place.RECORD)
        page = Page(self._entity, self._session.language, self._quiet(), instead, sight)
        self.title.setText(record_title(self._entity, record, self._session.language, sight))
        self.contents.setText(" · ".join(f'<a href="{name}">{name}</a>' for name in page.sections(record)))
        self.page.setHtml(page.html(record, history))
        self.draft.setVisible(has_draft)

    def reword(self) -> None:
        """Write every text again, in the session's language and the palette's colours."""
        self.edit.setText(self.tr("Edit"))
        self.edit.setToolTip("Ctrl+E")
        self.draft.setText(self.tr("A draft of this record waits: Ctrl+E resumes it."))
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

    def _titles(self, unit: UnitOfWork, record: object) -> dict[str, str]:
        """The titles of the records that this one refers to."""
        titles = {}
        for field in self._entity.fields:
            referred = getattr(record, field.name) if field.kind is Kind.REFERENCE else None
            if referred:
                titles[referred] = self._title_of(unit, field.entity, referred)
        return titles

    def _title_of(self, unit: UnitOfWork, name: str, record_id: str) -> str:
        entity = next(entity for entity in ENTITIES if entity.name == name)
        try:
            referred = unit.records(name).get(record_id)
            return record_title(entity, referred, self._session.language, self._session.sight(Place.LIST))
        except (NotFound, NotAllowed):
            return self.tr("record not found")

    def _quiet(self) -> str:
        return self.palette().color(QPalette.ColorRole.PlaceholderText).name()

    def _go_to(self, name: str) -> None:
        self.page.scrollToAnchor(QUrl.fromPercentEncoding(name.encode()))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, 0)
        for part in (self.draft, self.contents, self.page):
            column.addWidget(part)
        column.insertLayout(0, top)

"""What stands around the fields of a form: title, sections, what became of the draft, and what can be done."""

from collections.abc import Callable
from datetime import datetime
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from observatory.codelists import codelist
from observatory.labels import moment, record_title
from ui.desktop.records.conflict import Conflict, Versions
from ui.desktop.records.sheet import Sheet
from ui.desktop.session import Session
from ui.desktop.widgets.code_editor import CODE_ROLE, CodeBox
from ui.desktop.widgets.field_cell import FieldCell
from ui.desktop.widgets.headings import heading, quiet
from ui.desktop.widgets.padded_items import as_margin_list

_MARGIN = 12
_GAP = 8
_MOST = 1000
_NARROW_CHARS = 92
"""Below this width, in average characters, the contents list makes room for the fields."""

_REASONS = ("A", "C", "E", "R")


class FormFrame(QWidget):
    """Holds a sheet in a scrolling page, with the contents at its left and the buttons below."""

    def __init__(self, sheet: Sheet, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._session = session
        self._act: Callable[[], None] | None = None
        self.title = heading("", level=1, parent=self)
        self.contents = self._contents()
        self.page = self._page()
        self.notice = self._notice()
        self.state = quiet("", self)
        self._buttons()
        self._lay_out()

    def open_on(self, record: Any) -> None:  # noqa: ANN401 - the entity's dataclass
        """Title and reason for a record that is new or changed."""
        label = self._session.say(self._sheet.entity.label)
        recorded = bool(record.version)
        shown = record_title(self._sheet.entity, record, self._session.language) if recorded else ""
        self.title.setText(shown or self.tr("{name} – new record").format(name=label))
        self._reason.setVisible(recorded)
        self._reason_label.setVisible(recorded)
        self._notice_box.hide()
        self.tell_draft(None)
        self.page.verticalScrollBar().setValue(0)

    def reason(self) -> str:
        """The code of the reason chosen; empty to let it follow from the change."""
        return str(self._reason.currentData(CODE_ROLE) or "")

    def show_cell(self, cell: QWidget) -> None:
        """Scroll so that the whole cell is seen, and mark its section in the contents."""
        self.page.ensureWidgetVisible(cell, 0, 5 * _MARGIN)
        if isinstance(cell, FieldCell):
            self._mark(cell)

    def show_cell_grown(self, cell: QWidget) -> None:
        """Show the cell once what is told under it has found its place."""
        QTimer.singleShot(0, cell, lambda: self.show_cell(cell))

    def follow_focus(self) -> None:
        """Keep in sight what has the keyboard, once the fields that have just come or gone have found their places."""
        QTimer.singleShot(0, self, self._show_focus)

    def _show_focus(self) -> None:
        focused = self._sheet.focusWidget()
        if focused is not None and focused.hasFocus():
            self.page.ensureWidgetVisible(focused, 0, 5 * _MARGIN)

    def turn(self, by: int) -> None:
        """Go to the first field of the next or previous section."""
        row = min(max(self.contents.currentRow() + by, 0), self.contents.count() - 1)
        self.contents.setCurrentRow(row)
        self._go_to(row)

    def chain(self, sheet: Sheet) -> None:
        """Tell Qt the order of Tab: contents, fields as declared, buttons."""
        order = [self.contents, *sheet.stops(), self._reason, self.save, self.close_form, self.abandon]
        for earlier, later in pairwise(order):
            QWidget.setTabOrder(earlier, later)

    def tell_draft(self, kept_at: datetime | None) -> None:
        """When the draft was last kept; None while typing goes on."""
        text = self.tr("Draft kept at {time}").format(time=f"{kept_at.astimezone():%H:%M}") if kept_at else ""
        self.state.setText(text)

    def tell_resumed(self, saved_at: datetime) -> None:
        text = self.tr("Draft resumed, kept on {when}.").format(when=moment(saved_at.astimezone()))
        self._tell(text, "", None)

    def tell_abandoned(self, bring_back: Callable[[], None]) -> None:
        self._tell(
            self.tr("Draft abandoned: the fields are as they were recorded."), self.tr("Bring it back"), bring_back
        )

    def tell_stale(self, text: str, versions: Versions, go_on: Callable[[], None]) -> None:
        self._tell(text, self.tr("Put the draft on the current version"), go_on)
        self.conflict.tell(versions)
        self._act_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell_apart(self, text: str) -> None:
        """Problems that belong to no field of the form."""
        if text:
            self._tell(text, "", None)

    def _tell(self, text: str, action: str, act: Callable[[], None] | None) -> None:
        self.notice.setText(text)
        self._act = act
        self._act_button.setText(action)
        self._act_button.setVisible(act is not None)
        self.conflict.hide()
        self._notice_box.show()

    def _acted(self) -> None:
        self._notice_box.hide()
        if self._act is not None:
            self._act()

    def _go_to(self, row: int) -> None:
        if row >= 0:
            first = self._sheet.starts[row][1]
            # The heading comes to the top, so that the whole section is seen and not its first line alone.
            above = first.mapTo(self._sheet, QPoint()).y() - 3 * self.fontMetrics().height()
            self.page.verticalScrollBar().setValue(above)
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _mark(self, cell: FieldCell) -> None:
        entity = self._sheet.entity
        top = cell.path.partition(".")[0]
        terms = [*entity.sections, *(child.plural for child in entity.children.values())]
        term = entity.children[top].plural if top in entity.children else entity[top].section
        self.contents.setCurrentRow(terms.index(term))

    def _contents(self) -> QListWidget:
        contents = QListWidget(self)
        contents.setObjectName("sections")
        contents.setAccessibleName(self.tr("Sections"))
        as_margin_list(contents)
        contents.addItems([text for text, _ in self._sheet.starts])
        contents.setCurrentRow(0)
        contents.setFixedWidth(contents.sizeHintForColumn(0) + _MARGIN)
        contents.itemActivated.connect(lambda _: self._go_to(contents.currentRow()))
        contents.itemClicked.connect(lambda _: self._go_to(contents.currentRow()))
        return contents

    def _page(self) -> QScrollArea:
        page = QScrollArea(self)
        page.setObjectName("form.page")
        page.setWidgetResizable(True)
        page.setFrameShape(QFrame.Shape.NoFrame)
        page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(_MARGIN, 0, _MARGIN, _MARGIN)
        row.addWidget(self._sheet, _MOST)
        row.addStretch(1)
        page.setWidget(inside)
        return page

    def _notice(self) -> QLabel:
        self._notice_box = QFrame(self)
        self._notice_box.setFrameShape(QFrame.Shape.StyledPanel)
        self._notice_box.setAutoFillBackground(True)
        self._notice_box.setBackgroundRole(QPalette.ColorRole.Base)
        notice = QLabel(self._notice_box)
        notice.setObjectName("form.notice")
        notice.setWordWrap(True)
        self._act_button = _button("", "form.act", self._notice_box)
        self._act_button.clicked.connect(self._acted)
        self.conflict = Conflict(self._sheet.entity, self._session, self._notice_box)
        row = QHBoxLayout()
        row.addWidget(notice, 1)
        row.addWidget(self._act_button)
        column = QVBoxLayout(self._notice_box)
        column.addLayout(row)
        column.addWidget(self.conflict)
        return notice

    def _buttons(self) -> None:
        self.save = _button(self.tr("Record"), "form.save", self)
        self.save.setToolTip("Ctrl+S")
        self.close_form = _button(self.tr("Close, keep draft"), "form.close", self)
        self.close_form.setToolTip("Esc")
        self.abandon = _button(self.tr("Abandon draft"), "form.abandon", self)
        self._reason = CodeBox(self)
        self._reason.setObjectName("form.reason")
        self._reason.setAccessibleName(self.tr("Reason for the change"))
        self._reason.addItem(self.tr("follows from the change"), None)
        for code in _REASONS:
            self._reason.addItem(self._session.say(codelist("change_reason").label(code)), code)
        self._reason_label = QLabel(self.tr("Reason"), self)
        self._reason_label.setBuddy(self._reason)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, 0, _MARGIN)
        column.setSpacing(_GAP)
        column.addLayout(_in_a_row((self.title, 1), (quiet(self.tr("* needed"), self), 0)))
        column.addWidget(self._notice_box)
        middle = QHBoxLayout()
        middle.addWidget(self.contents)
        middle.addWidget(self.page, 1)
        column.addLayout(middle, 1)
        column.addLayout(_in_a_row((self._reason_label, 0), (self._reason, 1), (QWidget(self), 1)))
        column.addLayout(_in_a_row((self.save, 0), (self.close_form, 0), (self.state, 1), (self.abandon, 0)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        self.contents.setVisible(self.width() >= _NARROW_CHARS * self.fontMetrics().averageCharWidth())
        super().resizeEvent(event)


def _button(text: str, name: str, parent: QWidget) -> QPushButton:
    button = QPushButton(text, parent)
    button.setObjectName(name)
    button.setAutoDefault(False)
    return button


def _in_a_row(*parts: tuple[QWidget, int]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, _MARGIN, 0)
    for part, stretch in parts:
        row.addWidget(part, stretch)
    return row

"""The summary as it will leave: a list of its sections, and the chosen one beside it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QPushButton, QScrollArea, QSizePolicy, QWidget

from observatory.periods import long_date
from observatory.reports import wording
from observatory.summary.content import Confirmation, Section, Summary
from observatory.terms import Language
from ui.desktop.clipboard import copied_freely
from ui.desktop.naming import named
from ui.desktop.summaries.blocks import note, stacked, text, title, widgets_of

Page = Callable[[], QWidget]
_LEAST_LINES = 2
"""Of the list of sections, on a small screen."""


class Preview(QObject):
    """Two widgets that belong together. Builds one page at a time: a whole summary would hold the window up."""

    points_wanted = Signal()
    """Whoever looks wants to edit the main points."""

    def __init__(self, parent: QWidget, *, is_edited: bool = False) -> None:
        super().__init__(parent)
        self._is_edited, self._can_edit, self._is_confirmed = is_edited, False, False
        self.contents = named(QListWidget(), "contents")
        self.page = named(QScrollArea(), "page")
        self.page.setWidgetResizable(True)
        copied_freely(self.page)
        self._pages: list[Page] = []
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self.contents.setWordWrap(True)
        self.contents.setMinimumHeight(self.contents.fontMetrics().height() * _LEAST_LINES)
        self.contents.currentRowChanged.connect(self._show)

    def show_summary(self, summary: Summary, language: Language) -> None:
        """Start at the cover, or stay at the page that was open."""
        kept = max(0, self.contents.currentRow())
        self._is_confirmed = summary.cover.confirmation is Confirmation.CONFIRMED
        self._pages = [
            lambda: _cover(summary, language, self._edit_button()),
            *(_maker(section, language) for section in summary.sections),
            lambda: _notes(summary, language),
        ]
        self.contents.blockSignals(True)
        self.contents.clear()
        self.contents.addItems(
            [
                self.tr("Cover and main points"),
                *(section.title.in_(language) for section in summary.sections),
                self.tr("Notes and signs"),
            ]
        )
        self.contents.blockSignals(False)
        self.contents.setCurrentRow(min(kept, len(self._pages) - 1))

    def offer_editing(self, *, can_edit: bool) -> None:
        """Whether the main points of what is shown can be edited now; once two members stand for them, they stay."""
        self._can_edit = can_edit
        if button := self.page.findChild(QPushButton, "edit_points"):
            button.setEnabled(can_edit and not self._is_confirmed)

    def _edit_button(self) -> list[QWidget]:
        if not self._is_edited:
            return []
        button = named(QPushButton(self.tr("Edit the main po&ints…"), autoDefault=True), "edit_points")
        button.setAccessibleName(self.tr("Edit the main points"))
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        button.setEnabled(self._can_edit and not self._is_confirmed)
        button.clicked.connect(self.points_wanted)
        return [button]

    def clear(self) -> None:
        self._pages = []
        self.contents.clear()
        self.page.setWidget(QWidget())

    def _show(self, row: int) -> None:
        if 0 <= row < len(self._pages):
            self.page.setWidget(self._pages[row]())
            self.page.verticalScrollBar().setValue(0)


def _maker(section: Section, language: Language) -> Page:
    def page() -> QWidget:
        groups = [widgets_of(block, language) for block in section.blocks]
        return stacked([[title(section.title.in_(language))], *groups])

    return page


def _cover(summary: Summary, language: Language, below: list[QWidget]) -> QWidget:
    cover = summary.cover
    facts: list[QWidget] = [text(f"{cover.period.in_(language)} – {cover.vintage.in_(language)}")]
    for name, value in (
        (wording.AUDIENCE, cover.audience),
        (wording.AS_OF, long_date(cover.as_of)),
        (wording.ISSUE, wording.NUMBER.with_values(n=cover.issue)),
    ):
        facts.append(text(f"{name.in_(language)}: {value.in_(language)}"))
    if cover.synthetic:
        facts += [text(wording.SYNTHETIC.in_(language), bold=True), note(wording.SYNTHETIC_WHY.in_(language))]
    points = [text(f"•  {point.in_(language)}") for point in summary.main_points]
    return stacked(
        [
            [note(cover.marking.in_(language)), title(cover.title.in_(language))],
            facts,
            [text(wording.MAIN_POINTS.in_(language), size=1.1, bold=True), *points, *below],
        ]
    )


def _notes(summary: Summary, language: Language) -> QWidget:
    signs = [text(f"{sign}    {meaning.in_(language)}") for sign, meaning in summary.signs]
    return stacked(
        [
            [title(wording.SIGNS.in_(language)), *signs],
            [title(wording.NOTES.in_(language)), *(text(each.in_(language)) for each in summary.notes)],
            [
                text(wording.CONTACTS.in_(language), size=1.1, bold=True),
                *(text(each.in_(language)) for each in summary.contacts),
            ],
        ]
    )

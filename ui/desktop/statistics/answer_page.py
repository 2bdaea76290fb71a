"""An answer as widgets: title and particulars, table, what is hidden and why, figure with its twin, notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QWidget

from observatory.disclosure.rules import AUDIENCE_LABELS, Audience
from observatory.exports.answers import Told
from observatory.periods import long_date
from observatory.reports.grid import Grid, grid
from observatory.reports.wording import AS_OF, AUDIENCE, NOTES
from observatory.summary.content import PublishedTable
from observatory.terms import Language, Term
from ui.desktop.naming import named
from ui.desktop.summaries.blocks import note, stacked, text, title, widgets_of
from ui.desktop.summaries.table_model import TextTable, parts_of
from ui.desktop.summaries.table_view import SummaryTable

if TYPE_CHECKING:
    from observatory.summary.question_answer import Answer

translate = QCoreApplication.translate
_SUBTITLE = 1.1


@dataclass(frozen=True, slots=True)
class Laid:
    """A table laid out and printed in a language, not yet a widget."""

    language: Language
    grid: Grid
    parts: tuple[list[list[str]], list[list[str]], list[list[str]], frozenset[int]]


def laid_out(table: PublishedTable, language: Language) -> Laid:
    """Any thread may do this: for a long table it is half the work."""
    lines = grid(table)
    return Laid(language, lines, parts_of(lines, language))


def page_of(told: Told, laid: Laid) -> QWidget:
    """The whole page; nothing on it can be chosen with the mouse but cells, whose printed text is all they give."""
    answer, language = told.answer, laid.language
    figure = [] if told.figure is None else widgets_of(told.figure, language)
    page = stacked(
        [
            [title(answer.table.title.in_(language)), *_particulars(told, language)],
            [_table(answer.table, laid), *_hidden(answer, told.audience)],
            *([figure] if figure else []),
            [_heading(NOTES, language), *(note(each.in_(language)) for each in notes_beside(answer))],
        ]
    )
    for label in page.findChildren(QLabel):
        # The figure is a label as well; it would lose the keyboard.
        if label.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse:
            label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    return page


def notes_beside(answer: "Answer") -> Sequence[Term]:
    """Without the last one where something is hidden: under the table the same is said at more length."""
    return answer.notes[:-1] if answer.suppression.hidden else answer.notes


def _particulars(told: Told, language: Language) -> list[QWidget]:
    lines = [
        told.answer.table.window.in_(language),
        f"{AUDIENCE.in_(language)}: {AUDIENCE_LABELS[told.audience].in_(language)}",
        f"{AS_OF.in_(language)}: {long_date(told.as_of).in_(language)}",
    ]
    warnings = [text(warning.in_(language), bold=True) for warning in told.warnings]
    return [text(" · ".join(lines)), *warnings]


def _heading(words: Term, language: Language) -> QLabel:
    return text(words.in_(language), size=_SUBTITLE, bold=True)


def _table(table: PublishedTable, laid: Laid) -> QWidget:
    view = named(SummaryTable(TextTable(*laid.parts), laid.grid), "statistics_table")
    view.setAccessibleName(table.title.in_(laid.language))
    view.setAccessibleDescription(table.window.in_(laid.language))
    return view


def _hidden(answer: "Answer", audience: Audience) -> list[QWidget]:
    """How many and why; which one is small, and which only keeps company, is told nowhere."""
    hidden = answer.suppression
    if not hidden.hidden:
        return [named(note(translate("Statistics", "No count had to be hidden.")), "statistics_hidden")]
    words = translate(
        "Statistics",
        "Hidden counts (*): {hidden} of {cells}, and with them whatever is derived from them. Small counts, under "
        "{threshold}, are hidden; so are others, lest the small ones be worked out from totals or from what was "
        "released before. Which is which is told nowhere.",
    )
    told = words.format(hidden=hidden.hidden, cells=hidden.cells, threshold=audience.threshold)
    return [named(text(told), "statistics_hidden")]

"""Which editor edits which kind of field.

To add a kind: one line in `_EDITORS`.
"""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from observatory.fields import Field, Kind
from ui.desktop.records.reference_editor import ReferenceEditor
from ui.desktop.session import Session
from ui.desktop.widgets.code_editor import CodeEditor
from ui.desktop.widgets.codes_editor import CodesEditor
from ui.desktop.widgets.editor import Editor
from ui.desktop.widgets.line_editors import DateEditor, IntegerEditor, MonthEditor, QuarterEditor, TextEditor
from ui.desktop.widgets.person_code_editor import PersonCodeEditor
from ui.desktop.widgets.text_area import TextAreaEditor

LONGEST_LINE = 200
"""A text that may be longer gets several lines."""

_EDITORS: Mapping[Kind, type[Editor]] = {
    Kind.CODE: CodeEditor,
    Kind.CODES: CodesEditor,
    Kind.ANSWER: CodeEditor,
    Kind.MONTH: MonthEditor,
    Kind.QUARTER: QuarterEditor,
    Kind.DATE: DateEditor,
    Kind.INTEGER: IntegerEditor,
    Kind.TEXT: TextEditor,
    Kind.NARRATIVE: TextAreaEditor,
    Kind.PERSON_CODE: PersonCodeEditor,
    Kind.REFERENCE: ReferenceEditor,
}


def is_tall(field: Field) -> bool:
    """Whether its editor takes several lines and wants the whole width."""
    long_text = field.kind is Kind.TEXT and field.longest > LONGEST_LINE
    return long_text or field.kind in (Kind.NARRATIVE, Kind.CODES)


def editor_for(field: Field, session: Session, parent: QWidget | None = None) -> Editor:
    """A new editor for the field."""
    if field.kind is Kind.TEXT and is_tall(field):
        return TextAreaEditor(field, session, parent)
    return _EDITORS[field.kind](field, session, parent)

"""One field on a form: its label, its editor, and the sentence beneath it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCheckBox, QLabel, QSizePolicy, QVBoxLayout, QWidget

from observatory.errors import Problem
from observatory.terms import Term
from ui.desktop.widgets.editor import Editor

_SPACING = 3


class FieldCell(QWidget):
    """An editor with the sentence under it: the problem first, else why the field is closed, else its hint.

    `label` stands apart, for the form to place; it is the editor's buddy. A warning brings a box to confirm it.
    """

    confirmed = Signal()

    def __init__(self, editor: Editor, path: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self.path = path
        self.problem: Problem | None = None
        self._closed: Term | None = None
        self.label = QLabel(self._labelled())
        self.label.setWordWrap(True)
        self.label.setBuddy(editor.input)
        self.sentence = QLabel(self)
        self.sentence.setWordWrap(True)
        self.confirm = QCheckBox(self.tr("I confirm: it is right as it is"), self)
        self.confirm.toggled.connect(lambda _: self.confirmed.emit())
        self._lay_out()
        editor.changed.connect(self.reword)
        self.rename(path)
        self.reword()

    @property
    def is_confirmed(self) -> bool:
        """Whether nothing stands against the value, or only a warning that was confirmed."""
        return self.problem is None or (self.problem.warning and self.confirm.isChecked())

    def stops(self) -> tuple[QWidget, ...]:
        """The parts that Tab visits, in order."""
        return (*self.editor.stops(), self.confirm)

    @property
    def is_closed(self) -> bool:
        return self._closed is not None

    def rename(self, path: str) -> None:
        """Take another place among the records: `agenda.1.theme`, by which tests and problems find it."""
        self.path = path
        self.sentence.setObjectName(f"{path}.sentence")
        self.confirm.setObjectName(f"{path}.confirm")
        self.editor.name(path, self._spoken())

    def show_problem(self, problem: Problem | None) -> None:
        """Say what is wrong, or that nothing is; a warning already confirmed stays so."""
        if problem is None or self.problem is None or problem.code != self.problem.code:
            self.confirm.setChecked(False)
        self.problem = problem
        self.reword()

    def close_because(self, reason: Term | None) -> None:
        """Close the field with a reason, or open it again."""
        self._closed = reason
        self.editor.setEnabled(reason is None)
        self.label.setEnabled(reason is None)
        self.reword()

    def reword(self) -> None:
        """Write the sentence for how things now stand."""
        text = self._sentence()
        self.sentence.setText(text)
        self.sentence.setVisible(bool(text))
        grave = self.problem is not None
        self.sentence.setForegroundRole(QPalette.ColorRole.BrightText if grave else QPalette.ColorRole.PlaceholderText)
        self.confirm.setVisible(grave and self.problem is not None and self.problem.warning)
        self.confirm.setAccessibleName(f"{self.confirm.text()} – {self._spoken()}")
        self.editor.describe(text)
        self.editor.input.setToolTip(self.editor.remark() or self._hint())

    def _sentence(self) -> str:
        if self.problem is not None:
            return self._say(self.problem.message)
        if self._closed is not None:
            return self._say(self._closed)
        return self.editor.remark() or self._hint()

    def _hint(self) -> str:
        return self._say(self.editor.field.hint) if self.editor.field.hint else ""

    def _say(self, term: Term) -> str:
        return self.editor.session.say(term)

    def _labelled(self) -> str:
        mark = " *" if self.editor.field.required else ""
        return self._say(self.editor.field.label) + mark

    def _spoken(self) -> str:
        name = self._say(self.editor.field.label)
        return self.tr("{name}, needed").format(name=name) if self.editor.field.required else name

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_SPACING)
        for part in (self.editor, self.sentence, self.confirm):
            column.addWidget(part)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

"""The search box: its small language, what it did not understand, and the help that explains it."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from observatory.errors import Problem
from observatory.fields import Entity
from observatory.search_names import field_names
from ui.desktop.clipboard import unlearned
from ui.desktop.naming import named
from ui.desktop.session import Session
from ui.desktop.widgets.headings import heading, quiet

WAIT_MS = 90
"""A search starts this long after the last key: under a tenth of a second."""

_NARROWEST_HELP = 420

_EXAMPLES = {
    "case": ("forza:CC stato:AC", "eta:>45 -tipo:ID", "2019-Q3 is:incompleto", '"arma da fuoco"'),
    "intervention": ("tipo:S12 2019", "esito:IC", "ambito:IN -forza:PS", "dal:2019-01 al:2019-06"),
    "meeting": ("tipo:OR 2019", "sede:remoto", "forze:CC,PS", "dal:2019-01"),
    "strength": ("forza:GF 2019-Q4", "stato:PROV", "sesso:F", "dal:2018-Q1"),
    "case_link": ("esito:SP", "stato:AT", "forza:CC", "dal:2019-01"),
    "recommendation": ("strumento:LG 2024", "stato:TR", "priorita:A", "dal:2023-01"),
    "procedure": ("tipo:IT", "stato:AD", "forza:GF,PP", "dal:2023-01"),
    "indicator": ("tipo:ES", "giudizio:EF", "forza:PS", "dal:2024-01"),
    "signal": ("metodo:C1", "esito:AP", "forza:PP", "2019-Q4"),
}
_EXAMPLES_EN = {
    "case": ("force:CC status:AC", "age:>45 -type:ID", "2019-Q3 is:incomplete", '"firearm"'),
    "intervention": ("type:S12 2019", "outcome:IC", "scope:IN -force:PS", "since:2019-01 until:2019-06"),
    "meeting": ("type:OR 2019", "seat:remote", "forces:CC,PS", "since:2019-01"),
    "strength": ("force:GF 2019-Q4", "status:PROV", "sex:F", "since:2018-Q1"),
    "case_link": ("kind:SP", "status:AT", "force:CC", "since:2019-01"),
    "recommendation": ("instrument:LG 2024", "status:TR", "priority:A", "since:2023-01"),
    "procedure": ("kind:IT", "status:AD", "force:GF,PP", "since:2023-01"),
    "indicator": ("kind:ES", "verdict:EF", "force:PS", "since:2024-01"),
    "signal": ("method:C1", "outcome:AP", "force:PP", "2019-Q4"),
}


class _Line(QLineEdit):
    """Esc empties it; ↓ goes to the list; F1 explains it."""

    downwards = Signal()
    explained = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_F1:
            self.explained.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.downwards.emit()
        else:
            super().keyPressEvent(event)


class SearchField(QWidget):
    """Emits `asked` with the words typed; `downwards` when the keyboard wants to go to what was found.

    `save_asked` when the words are to be kept under a name.
    """

    asked = Signal(str)
    save_asked = Signal()
    downwards = Signal()

    def __init__(self, entity: Entity, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entity = entity
        self._session = session
        self._help: QFrame | None = None
        self.line = _Line(self)
        self.line.setObjectName("search")
        self.line.setClearButtonEnabled(True)
        unlearned(self.line)
        self.line.downwards.connect(self.downwards)
        self.help = self._button("search.help", self.explain)
        self.help.setText("?")
        self.line.explained.connect(self.explain)
        self.save = self._button("search.save", self.save_asked.emit)
        self.save.hide()
        self.line.textChanged.connect(lambda text: self.save.setVisible(bool(text.strip())))
        self.trouble = quiet("", self)
        self.trouble.setObjectName("search.trouble")
        self.trouble.hide()
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(lambda: self.asked.emit(self.line.text()))
        self.line.textChanged.connect(lambda _: self._timer.start())
        self.setFocusProxy(self.line)
        self._lay_out()
        self.reword()

    def tell(self, problems: tuple[Problem, ...]) -> None:
        """What was not understood, calmly, under the box."""
        text = "\n".join(self._session.say(problem.message) for problem in problems)
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))
        self.line.setAccessibleDescription(text)

    def empty(self) -> None:
        """Take the words away, at once."""
        self.line.clear()
        self._timer.stop()
        self.asked.emit("")

    def reword(self) -> None:
        """Write every text again, in the session's language."""
        plural = self._session.say(self._entity.plural)
        self.line.setPlaceholderText(
            self.tr("Search (Ctrl+F), for instance {example}").format(example=self._examples()[0])
        )
        self.line.setAccessibleName(self.tr("Search: {plural}").format(plural=plural))
        self.help.setAccessibleName(self.tr("How to search"))
        self.help.setToolTip(self.tr("How to search"))
        self.save.setText(self.tr("Save"))
        self.save.setAccessibleName(self.tr("Save the search as a view"))
        self.save.setToolTip(self.tr("Save the search as a view") + " (Ctrl+Shift+F)")
        self.tell(())

    def explain(self) -> None:
        """Open the help beneath the box; Esc closes it."""
        pop_up = QFrame(self, Qt.WindowType.Popup)
        pop_up.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        pop_up.setObjectName("search.explanation")
        # A plain line: a styled panel is lost on a dark ground.
        pop_up.setFrameShape(QFrame.Shape.Box)
        pop_up.setFrameShadow(QFrame.Shadow.Plain)
        column = QVBoxLayout(pop_up)
        column.addWidget(heading(self.tr("How to search"), level=2))
        explanation = self._explanation()
        column.addWidget(explanation)
        pop_up.setAccessibleName(self.tr("How to search"))
        pop_up.setAccessibleDescription(explanation.text())
        width = max(_NARROWEST_HELP, self.width())
        # A wrapped label tells its height only for a width: a pop-up does not ask by itself.
        pop_up.setFixedSize(width, column.totalHeightForWidth(width))
        pop_up.move(self.mapToGlobal(QPoint(0, self.line.height() + 2)))
        pop_up.show()

    def _examples(self) -> tuple[str, ...]:
        examples = _EXAMPLES if self._session.language.value == "it" else _EXAMPLES_EN
        return examples[self._entity.name]

    def _explanation(self) -> QLabel:
        names = ", ".join(field_names(self._entity, self._session.language))
        parts = (
            self.tr("A word is looked up in every list; a period is a year, 2019-Q3, 2019-T2, 2019-S1 or 2019-03."),
            self.tr("A field and a colon search that field only; several values are parted by commas."),
            self.tr("A minus leaves out; quotes hold words together; > and < work for bands."),
            self._flags(),
            self.tr("Examples:") + " " + "  ·  ".join(self._examples()),
            self.tr("Fields:") + " " + names,
        )
        label = QLabel("\n\n".join(filter(None, parts)))
        label.setWordWrap(True)
        return label

    def _button(self, name: str, run: Callable[[], None]) -> QToolButton:
        button = named(QToolButton(self), name)
        button.clicked.connect(lambda _checked=False: run())
        return button

    def _flags(self) -> str:
        """What only cases have."""
        if self._entity.name != "case":
            return ""
        return self.tr("is:incomplete, is:overdue and is:pending find what waits; since: and until: bound the months.")

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self.save)
        row.addWidget(self.help)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(row)
        column.addWidget(self.trouble)

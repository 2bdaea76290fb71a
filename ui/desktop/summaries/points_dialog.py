"""The main points before they leave: ordered, left out, worded anew or restored, and checked while they are typed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from observatory.summary.content import Summary
from observatory.summary.points import ONE_LANGUAGE
from observatory.terms import Language
from ui.desktop.naming import named
from ui.desktop.session import Session
from ui.desktop.summaries.point_edit import PointEdit
from ui.desktop.summaries.points_draft import PointsDraft
from ui.desktop.unlock.card import row_of, sentence
from ui.desktop.widgets.sizes import fit

_SIZE_IN_LINES = (54, 34)


class PointsDialog(QDialog):
    """In front of the window; nothing is noted until the summary is prepared with these points."""

    wanted = Signal(object)
    """How the main points are edited; nothing for the generated ones."""

    def __init__(self, session: Session, summary: Summary, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("points_dialog")
        self._session = session
        self.draft = PointsDraft(summary)
        self._about, self._note = sentence("points_about"), sentence("points_note")
        self._list = named(QListWidget(), "points")
        self._edits = {language: PointEdit(language) for language in self._languages()}
        names = ("up", "down", "leave_out", "restore", "restore_all", "close", "go")
        self._buttons = {name: named(QPushButton(autoDefault=False), f"points_{name}") for name in names}
        self._arrange()
        self._reword()
        self._list.currentRowChanged.connect(lambda _: self._show_point())
        for language, edit in self._edits.items():
            edit.typed.connect(lambda words, language=language: self._typed(language, words))
        self._connect()
        self._refill(1)

    @property
    def _sentence(self) -> int:
        return self.draft.all[max(0, self._list.currentRow())]

    def _languages(self) -> tuple[Language, ...]:
        """That of the window first."""
        own = self._session.language
        return (own, *(each for each in Language if each is not own))

    def _connect(self) -> None:
        acts = {
            "up": lambda: self.draft.move(self._sentence, -1),
            "down": lambda: self.draft.move(self._sentence, 1),
            "leave_out": lambda: self.draft.toggle(self._sentence),
            "restore": lambda: self.draft.restore(self._sentence),
            "restore_all": self.draft.restore_all,
        }
        for name, act in acts.items():
            self._buttons[name].clicked.connect(lambda _=False, act=act: self._change(act))
        self._buttons["close"].clicked.connect(self.reject)
        self._buttons["go"].clicked.connect(self._go)

    def _change(self, act: object) -> None:
        chosen = self._sentence
        act()  # type: ignore[operator] # one of those above
        self._refill(chosen)

    def _typed(self, language: Language, words: str) -> None:
        self.draft.type_in(self._sentence, language, words)
        self._check()
        self._list.item(self._list.currentRow()).setText(self._line(self._list.currentRow()))

    def _go(self) -> None:
        self.wanted.emit(self.draft.edits)
        self.accept()

    def _refill(self, chosen: int) -> None:
        """The list again, with the keyboard where it was."""
        self._list.blockSignals(True)
        self._list.clear()
        for row, number in enumerate(self.draft.all):
            item = QListWidgetItem(self._line(row))
            if number not in self.draft.order:
                item.setForeground(QBrush(self.palette().color(QPalette.ColorRole.PlaceholderText)))
            self._list.addItem(item)
        self._list.setCurrentRow(self.draft.all.index(chosen))
        self._list.blockSignals(False)
        self._show_point()

    def _line(self, row: int) -> str:
        number = self.draft.all[row]
        words = self.draft.words(number, self._session.language)
        if number not in self.draft.order:
            return self.tr("Left out: {words}").format(words=words)
        typed = self.tr("(worded anew)") if self.draft.is_typed(number) else ""
        return f"{row + 1}.  {words} {typed}".rstrip()

    def _show_point(self) -> None:
        for language, edit in self._edits.items():
            edit.show_words(self.draft.words(self._sentence, language))
        self._check()

    def _check(self) -> None:
        for language, edit in self._edits.items():
            edit.tell(self.draft.problems(self._sentence, language), self._session.language)
        edited = self.draft.languages
        one = ONE_LANGUAGE[edited[0]].in_(self._session.language) if len(edited) == 1 else ""
        self._note.setText(one if self.draft.is_sound else self.tr("What is underlined cannot be prepared."))
        self._offer()

    def _offer(self) -> None:
        draft, number = self.draft, self._sentence
        is_printed = number in draft.order
        at = draft.order.index(number) if is_printed else 0
        allowed = {
            "up": is_printed and at > 0,
            "down": is_printed and at < len(draft.order) - 1,
            "leave_out": not is_printed or len(draft.order) > 1,
            "restore": draft.is_typed(number),
            "restore_all": bool(draft.edits),
            "go": draft.is_sound and draft.is_changed,
        }
        for name, is_allowed in allowed.items():
            self._buttons[name].setEnabled(is_allowed)
        self._name("leave_out", self.tr("&Leave out") if is_printed else self.tr("Print a&gain"))

    def _name(self, button: str, text: str) -> None:
        self._buttons[button].setText(text)
        self._buttons[button].setAccessibleName(text.replace("&", ""))

    def _reword(self) -> None:
        self.setWindowTitle(self.tr("Main points"))
        self._about.setText(
            self.tr(
                "Order, leave out or word anew what the first page says. Only numbers that the summary prints may be "
                "typed. The words belong to what two members confirm."
            )
        )
        self._list.setAccessibleName(self.tr("Main points"))
        labels = {Language.IT: self.tr("&Italian"), Language.EN: self.tr("&English")}
        for language, edit in self._edits.items():
            edit.name(labels[language])
        self._name("up", self.tr("&Up"))
        self._name("down", self.tr("&Down"))
        self._name("restore", self.tr("&Restore this sentence"))
        self._name("restore_all", self.tr("Restore &all"))
        self._name("close", self.tr("&Close"))
        self._name("go", self.tr("&Prepare with these points"))

    def _arrange(self) -> None:
        self._list.setWordWrap(True)
        self._list.setSpacing(2)
        self._list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self._list.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(20, 16, 20, 4)
        column.setSpacing(8)
        column.addWidget(self._about)
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addLayout(self._left(), 1)
        sides.addLayout(self._right(), 1)
        column.addLayout(sides, 1)
        column.addWidget(self._note)
        self._frame(content)
        fit(self, _SIZE_IN_LINES)

    def _left(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(self._list, 1)
        side.addLayout(row_of(self._buttons["up"], self._buttons["down"], self._buttons["leave_out"], None))
        return side

    def _right(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(8)
        for edit in self._edits.values():
            side.addWidget(edit, 1)
        side.addLayout(row_of(self._buttons["restore"], None))
        return side

    def _frame(self, content: QWidget) -> None:
        """What does not fit scrolls; the buttons that end the dialog always stand below."""
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(content)
        foot = row_of(self._buttons["restore_all"], None, self._buttons["close"], self._buttons["go"])
        foot.setContentsMargins(20, 4, 20, 14)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area, 1)
        outer.addLayout(foot)

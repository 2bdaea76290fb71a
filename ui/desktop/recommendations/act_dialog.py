"""What the dialogs on recommendations have in common: content that scrolls, a place to complain, a button."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from observatory.errors import ObservatoryError, Refused
from ui.desktop.naming import named
from ui.desktop.session import Session
from ui.desktop.unlock.card import complain, complaint, row_of

_WIDTH_IN_LINES, _SHARE_OF_SCREEN = 38, 0.9


class ActDialog(QDialog):
    """Does its act when asked; what is refused is said, and what was typed stays."""

    done_with = Signal(object)
    """The recommendation as it now is."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._content = QWidget()
        self._first: QWidget | None = None
        self.column = QVBoxLayout(self._content)
        self.column.setContentsMargins(24, 20, 24, 4)
        self.column.setSpacing(6)
        self.problem = complaint("step_problem")
        self.confirm = named(QCheckBox(self.tr("I &confirm: it is right as it is")), "step_confirm")
        self.confirm.hide()
        self.go = named(QPushButton(default=True), "step_go")
        self.give_up = named(QPushButton(autoDefault=False), "step_cancel")
        self.go.clicked.connect(self._try)
        self.give_up.clicked.connect(self.reject)
        session.closing.connect(self.reject)
        self._arrange()

    def act(self) -> object:
        """Do it; raises `ObservatoryError` for what is refused."""
        raise NotImplementedError

    def word(self, title: str, go: str) -> None:
        self.setWindowTitle(title)
        self.go.setText(go)
        self.give_up.setText(self.tr("Cance&l"))

    def field(self, label: str, field: QWidget) -> QLabel:
        """Put a field under its label."""
        self._first = self._first or field
        told = QLabel(label)
        told.setBuddy(field)
        field.setAccessibleName(label.replace("&", ""))
        self.column.addWidget(told)
        self.column.addWidget(field)
        return told

    def _try(self) -> None:
        try:
            made = self.act()
        except Refused as error:
            self.confirm.setVisible(all(problem.warning for problem in error.problems))
            self._complain("\n".join(self.session.say(problem.message) for problem in error.problems))
        except ObservatoryError as error:
            self._complain(self.session.say(error.message))
        else:
            self.accept()
            self.done_with.emit(made)

    def _complain(self, text: str) -> None:
        complain(self.problem, self.go, text)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _arrange(self) -> None:
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._content)
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 6, 24, 16)
        foot.addWidget(self.problem)
        foot.addWidget(self.confirm)
        foot.addLayout(row_of(None, self.give_up, self.go))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(area, 1)
        outer.addLayout(foot)

    def fit(self) -> None:
        """As high as what it holds, as far as the screen lets; the rest scrolls. The keyboard is in the first field."""
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)
        room = self.screen().availableSize() * _SHARE_OF_SCREEN
        height = self._content.sizeHint().height() + self.fontMetrics().height() * 7
        self.resize(min(self.fontMetrics().height() * _WIDTH_IN_LINES, room.width()), min(height, room.height()))

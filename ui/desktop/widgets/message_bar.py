"""What just happened, said in the window instead of a box that has to be clicked away."""

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from ui.desktop.icons import drawn, icon
from ui.desktop.naming import named

NOTE_STAYS_MS = 12_000
_ICON_PIXELS = 20


class Tone(Enum):
    """How much attention a message asks for."""

    NOTE = "note"
    PROBLEM = "problem"


class MessageBar(QFrame):
    """One sentence, perhaps one action (undo), and a button that puts it away. Screen readers speak it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message_bar")
        self._icon = QLabel()
        self._text = _sentence_label()
        self._action = named(QPushButton(autoDefault=True), "message_action")
        self._close = named(QToolButton(autoRaise=True), "message_close")
        self._run: Callable[[], None] | None = None
        self._tone = Tone.NOTE
        self._timer = QTimer(self, singleShot=True, interval=NOTE_STAYS_MS)
        self._timer.timeout.connect(self.put_away)
        self._action.clicked.connect(self._act)
        self._close.clicked.connect(self.put_away)
        self._arrange()
        self._reword()
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text() if not self.isHidden() else ""

    def note(self, text: str, *, action: str = "", run: Callable[[], None] | None = None) -> None:
        """Say what happened; it goes by itself unless it offers an action."""
        self._show(text, Tone.NOTE, action, run)
        if run is None:
            self._timer.start()

    def offer(self, text: str, action: str, run: Callable[[], None]) -> None:
        """Say what happened with an action that has its own key as well, so that the offer may go by itself."""
        self.note(text, action=action, run=run)
        self._timer.start()

    def problem(self, text: str) -> None:
        """Say what went wrong; it stays until it is put away or replaced."""
        self._show(text, Tone.PROBLEM, "", None)

    def withdraw(self) -> None:
        """Put an offer away that nobody took; a plain message stays."""
        if self._run is not None:
            self.put_away()

    def put_away(self) -> None:
        self._timer.stop()
        self._run = None
        self.hide()
        self._text.clear()

    def _show(self, text: str, tone: Tone, action: str, run: Callable[[], None] | None) -> None:
        self._timer.stop()
        self._tone, self._run = tone, run
        self._text.setText(text)
        self._action.setText(action)
        self._action.setAccessibleName(action.replace("&", ""))
        self._action.setVisible(run is not None)
        self._redraw()
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _act(self) -> None:
        run = self._run
        self.put_away()
        if run is not None:
            run()

    def _arrange(self) -> None:
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.ToolTipBase)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(10)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self._close.setIconSize(QSize(16, 16))

    def _redraw(self) -> None:
        alarming = self._tone is Tone.PROBLEM
        role = QPalette.ColorRole.BrightText if alarming else QPalette.ColorRole.Accent
        name = "problem" if alarming else "note"
        self._icon.setPixmap(drawn(name, _ICON_PIXELS, self.palette().color(role)))
        self._close.setIcon(icon("close"))

    def _reword(self) -> None:
        self._close.setToolTip(self.tr("Put this message away"))
        self._close.setAccessibleName(self.tr("Put this message away"))
        self.setAccessibleName(self.tr("Message"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.LanguageChange:
            self._reword()
        elif event.type() == QEvent.Type.PaletteChange:
            self._redraw()
        super().changeEvent(event)


def _sentence_label() -> QLabel:
    label = named(QLabel(wordWrap=True), "message_text")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return label

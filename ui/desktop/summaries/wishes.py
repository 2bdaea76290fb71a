"""Questions that the next summaries are to answer: how many there are, which, and taking one away."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QListWidget, QPushButton, QVBoxLayout, QWidget

from observatory.errors import ObservatoryError
from ui.desktop.naming import named
from ui.desktop.problems import sentence as problem
from ui.desktop.session import Session
from ui.desktop.unlock.card import complaint, row_of, sentence
from ui.desktop.widgets.sizes import fit

_SIZE_IN_LINES = (36, 20)


class WishesButton(QPushButton):
    """Opens the list; not there while nothing is asked for."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, autoDefault=True)
        self.setObjectName("added_questions")
        self._session, self._host = session, parent
        self.clicked.connect(self._open)

    def refresh(self) -> None:
        """Read anew how many there are."""
        from observatory.usecases.added_questions import all_wishes  # noqa: PLC0415 - when first shown

        try:
            count = len(all_wishes(self._session.store))
        except ObservatoryError:
            count = 0
        self.setText(self.tr("Added &questions ({n})…").format(n=count))
        self.setAccessibleName(self.tr("Added questions: {n}").format(n=count))
        self.setVisible(count > 0)

    def _open(self) -> None:
        dialog = WishesDialog(self._session, self._host)
        dialog.changed.connect(self.refresh)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.LanguageChange and self.isVisible():
            self.refresh()
        super().changeEvent(event)


class WishesDialog(QDialog):
    """The list, with what takes a question away."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("wishes_dialog")
        self._session = session
        self._about, self._failed = sentence("wishes_about"), complaint("wishes_failed")
        self._list = named(QListWidget(), "wishes")
        self._remove = named(QPushButton(autoDefault=False), "wishes_remove")
        self._close = named(QPushButton(autoDefault=False), "wishes_close")
        self._arrange()
        self._remove.clicked.connect(self._take_away)
        self._close.clicked.connect(self.reject)
        self._list.currentRowChanged.connect(lambda row: self._remove.setEnabled(row >= 0))
        self._refill()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refill(self) -> None:
        from observatory.usecases.added_questions import all_wishes  # noqa: PLC0415 - when first shown

        row, say = max(0, self._list.currentRow()), self._session.say
        words = [say(wish.words) for wish in all_wishes(self._session.store)]
        self._list.clear()
        self._list.addItems(words)
        self._list.setCurrentRow(min(row, len(words) - 1))
        self._remove.setEnabled(bool(words))

    def _take_away(self) -> None:
        from observatory.usecases.added_questions import remove_wish  # noqa: PLC0415 - as above

        try:
            remove_wish(self._session.store, self._list.currentRow() + 1)
        except ObservatoryError as error:
            self._failed.setText(problem(error, self._session.language))
            self._failed.show()
        self._refill()
        self.changed.emit()

    def _arrange(self) -> None:
        self.setWindowTitle(self.tr("Added questions"))
        self._about.setText(
            self.tr(
                "The next summary for these readers answers these questions in a section of its own, protected "
                "together with everything else. Then they leave this list."
            )
        )
        self._list.setAccessibleName(self.tr("Added questions"))
        self._list.setWordWrap(True)
        self._list.setTextElideMode(Qt.TextElideMode.ElideNone)
        texts = {self._remove: self.tr("&Remove"), self._close: self.tr("&Close")}
        for button, text in texts.items():
            button.setText(text)
            button.setAccessibleName(text.replace("&", ""))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        column.addWidget(self._about)
        column.addWidget(self._list, 1)
        column.addWidget(self._failed)
        column.addLayout(row_of(self._remove, None, self._close))
        fit(self, _SIZE_IN_LINES)

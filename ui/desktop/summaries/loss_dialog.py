"""«What is hidden and why»: the loss of a summary before it is made, cell by cell, and what keeping some would cost."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from observatory.errors import WrongUse
from observatory.periods import long_date
from observatory.summary import loss_words
from observatory.summary.counted import At
from observatory.summary.keeping import Mark, counted
from observatory.summary.loss import Account, Reason, TableLoss
from ui.desktop.background import Background
from ui.desktop.confirmation.rows import Rows, dress
from ui.desktop.naming import named
from ui.desktop.session import Session
from ui.desktop.summaries.loss_grid import KEPT, LossGrid, LossModel, legend
from ui.desktop.summaries.reckoning import Reckoning
from ui.desktop.summaries.workshop import AUDIENCES, Choice, Workshop
from ui.desktop.unlock.card import row_of, sentence
from ui.desktop.widgets.sizes import fit

_SIZE_IN_LINES = (62, 40)
_LIST_IN_LINES, _LEAST_IN_LINES = 19, 12
_PROTECTING = (Reason.BESIDE, Reason.WINDOWS, Reason.REST)


class LossDialog(QDialog):
    """In front of the window; nothing is noted and nothing leaves until the summary is prepared."""

    wanted = Signal(object)
    """The marks with which the summary is to be prepared."""

    def __init__(
        self, session: Session, background: Background, workshop: Workshop, choice: Choice, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("loss_dialog")
        self._session, self._choice = session, choice
        self._reckoning = Reckoning(session, background, workshop, choice)
        self._head, self._standing = sentence("loss_head"), sentence("loss_standing")
        self._tables, self._rows = named(QTableView(), "loss_tables"), Rows()
        self._title, self._legend = sentence("loss_title"), sentence("loss_legend")
        self._place = QVBoxLayout()
        self._grid: LossGrid | None = None
        self._way = sentence("loss_way")
        self._why, self._price = sentence("loss_why"), sentence("loss_price")
        self._keep = named(QPushButton(autoDefault=False), "loss_keep")
        self._undo = named(QPushButton(autoDefault=False), "loss_undo")
        self._close = named(QPushButton(autoDefault=False), "loss_close")
        self._go = named(QPushButton(autoDefault=False), "loss_go")
        self._arrange()
        self._reword()
        self._connect()
        self._reckoning.start()

    @property
    def price_is_whole(self) -> bool:
        """Whether what is shown has reckoned earlier issues anew."""
        return self._reckoning.is_whole

    def _connect(self) -> None:
        self._reckoning.reckoned.connect(self._show)
        self._reckoning.failed.connect(self._refuse)
        self._keep.clicked.connect(lambda: self._toggle(self._grid.current if self._grid else None))
        self._undo.clicked.connect(self._reckoning.undo)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, self._reckoning.undo)
        self._close.clicked.connect(self.reject)
        self._go.clicked.connect(self._prepare)
        self._session.closing.connect(self.reject)

    def _prepare(self) -> None:
        marks = self._reckoning.marks
        self.accept()
        self.wanted.emit(marks)

    def done(self, result: int) -> None:
        """Closed, by whomever: nothing of it stays."""
        self._reckoning.let_go()
        self._show_table(None)
        super().done(result)

    def _show(self) -> None:
        """A new account: the same table and cell stay in front."""
        account = self._reckoning.account
        if account is None:
            return
        row, at = max(0, self._tables.currentIndex().row()), self._grid.current if self._grid else None
        had_focus = self._grid is not None and self._grid.hasFocus()
        self._standing.setText(self._say(account))
        self._rows.show(self._heads(), [self._row(each) for each in account.tables])
        self._tables.selectRow(min(row, len(account.tables) - 1))
        self._show_table(self._chosen, at)
        if had_focus and self._grid is not None:
            self._grid.setFocus()
        self._tell_price()
        self._offer()

    def _say(self, account: Account) -> str:
        base = self._reckoning.base
        issued = (loss_words.ISSUED,) if base is not None and base.is_issued else ()
        return " ".join(self._session.say(term) for term in (loss_words.totals(account), *issued))

    def _tell_price(self) -> None:
        price = self._reckoning.price
        if price is None:
            self._price.setText(
                self.tr("No cell is marked. Mark a shown cell, or one that protects others: its price appears here.")
            )
            return
        lines = [self._session.say(term) for term in loss_words.prices(price, is_whole=self._reckoning.is_whole)]
        state = "" if self._reckoning.is_whole else self.tr("At first glance; earlier issues are being reckoned …")
        self._price.setText("\n".join([*lines, *([state] if state else [])]))

    def _refuse(self, text: str) -> None:
        self._why.setText(text)
        self._offer()

    def _toggle(self, at: At | None) -> None:
        loss, account = self._chosen, self._reckoning.account
        if at is None or loss is None or account is None or self._reckoning.base is None:
            return
        mark = Mark(loss.table.id, at)
        hidden = account.at(mark)
        if hidden is not None and hidden.reason is Reason.SMALL:
            self._tell_why(at)
            return
        try:
            counted(mark, self._reckoning.base.weighing.facts)
        except WrongUse as error:
            self._refuse(self._session.say(error.message))
            return
        self._reckoning.toggle(mark)
        self._offer()

    @property
    def _chosen(self) -> TableLoss | None:
        account, row = self._reckoning.account, self._tables.currentIndex().row()
        return account.tables[row] if account is not None and 0 <= row < len(account.tables) else None

    def _chosen_another(self, *_: object) -> None:
        self._show_table(self._chosen)

    def _show_table(self, loss: TableLoss | None, at: At | None = None) -> None:
        if self._grid is not None:
            self._place.removeWidget(self._grid)
            self._grid.hide()
            self._grid.deleteLater()
            self._grid = None
        account = self._reckoning.account
        if loss is None or account is None:
            return
        language = self._session.language
        self._title.setText(f"{loss.table.id}. {loss.table.title.in_(language)} – {loss.table.window.in_(language)}")
        to_keep = self.tr("to keep")
        kept = f"{KEPT}\N{NO-BREAK SPACE}{to_keep}" if account.kept else ""
        self._legend.setText("   ".join(filter(None, (legend(loss, language), kept))))
        self._legend.setVisible(bool(self._legend.text()))
        ways = loss_words.ways_out(loss, self._reckoning.base.weighing) if self._reckoning.base is not None else ()
        self._way.setText(" ".join(map(self._session.say, ways)))
        self._way.setVisible(bool(self._way.text()))
        self._grid = named(LossGrid(LossModel(account, loss, language)), "loss_grid")
        self._grid.setAccessibleName(self._title.text())
        self._grid.setAccessibleDescription(self.tr("Space marks a cell to keep, or takes the mark away."))
        self._grid.chosen.connect(self._tell_why)
        self._grid.marked.connect(self._toggle)
        self._place.addWidget(self._grid, 1)
        self._grid.show()  # at once: the keyboard may be waiting for it
        self._grid.stand_on(at or next(iter(loss.hidden), None))

    def _tell_why(self, at: At | None) -> None:
        loss, account = self._chosen, self._reckoning.account
        if at is None or loss is None or account is None:
            self._why.setText("")
        else:
            mark = Mark(loss.table.id, at)
            self._why.setText(self._session.say(loss_words.why(account, mark, is_whole=self._reckoning.is_whole)))
        if self._grid is not None:
            self._grid.setAccessibleDescription(self._why.text())
        self._offer()

    @property
    def _current(self) -> Mark | None:
        loss, at = self._chosen, self._grid.current if self._grid else None
        return Mark(loss.table.id, at) if loss is not None and at is not None else None

    def _offer(self) -> None:
        mark, account = self._current, self._reckoning.account
        is_kept = mark in self._reckoning.marks
        self._keep.setEnabled(mark is not None)
        self._keep.setText(self.tr("Do not &keep (Space)") if is_kept else self.tr("&Keep this cell (Space)"))
        self._undo.setEnabled(self._reckoning.can_undo)
        self._go.setEnabled(account is not None)
        marked = bool(self._reckoning.marks)
        self._go.setText(self.tr("&Prepare with these cells") if marked else self.tr("&Prepare"))
        for button in (self._keep, self._undo, self._go, self._close):
            button.setAccessibleName(button.text().replace("&", ""))

    def _heads(self) -> tuple[str, ...]:
        return (
            self.tr("Table"),
            self.tr("Hidden"),
            self.tr("Small"),
            self.tr("Protecting"),
            self.tr("Earlier"),
            self.tr("Shown"),
        )

    def _row(self, loss: TableLoss) -> tuple[str, ...]:
        hidden = self.tr("{n} of {all}").format(n=loss.number(), all=len(loss.table.observations))
        told = (loss.number(Reason.SMALL), loss.number(*_PROTECTING), loss.number(Reason.EARLIER))
        share = self.tr("withheld") if loss.is_withheld else loss_words.share_shown(loss, self._session.language)
        return (loss.table.id, hidden, *(str(n) if n else "–" for n in told), share)

    def _reword(self) -> None:
        say, choice = self._session.say, self._choice
        self.setWindowTitle(self.tr("What is hidden and why"))
        about = (choice.period.name, AUDIENCES[choice.audience], long_date(choice.as_of))
        self._head.setText(f"{' · '.join(map(say, about))}\n{say(loss_words.CONFIDENTIAL)}")
        self._standing.setText(self.tr("Reckoning …"))
        self._tables.setAccessibleName(self.tr("Tables of the summary"))
        self._undo.setText(self.tr("&Undo (Ctrl+Z)"))
        self._close.setText(self.tr("&Close"))
        self._tell_price()
        self._offer()

    def _arrange(self) -> None:
        dress(self._tables, self._rows)
        self._tables.selectionModel().currentRowChanged.connect(self._chosen_another)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.setChildrenCollapsible(False)
        across.setMinimumHeight(self.fontMetrics().height() * _LEAST_IN_LINES)
        for side in (self._left(), self._right()):
            across.addWidget(side)
        across.setStretchFactor(1, 1)
        line = self.fontMetrics().height()
        across.setSizes([line * _LIST_IN_LINES, line * (_SIZE_IN_LINES[0] - _LIST_IN_LINES)])
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(20, 16, 20, 4)
        column.setSpacing(8)
        for label in (self._head, self._standing):
            column.addWidget(label)
        column.addWidget(across, 1)
        column.addLayout(row_of(self._keep, self._undo, None))
        column.addWidget(self._price)
        self._price.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._frame(content)
        fit(self, _SIZE_IN_LINES)

    def _frame(self, content: QWidget) -> None:
        """What does not fit scrolls; the buttons that end the dialog always stand below."""
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(content)
        foot = row_of(None, self._close, self._go)
        foot.setContentsMargins(20, 4, 20, 14)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area, 1)
        outer.addLayout(foot)

    def _left(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._tables, 1)
        return side

    def _right(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addLayout(self._place, 1)
        for label in (self._legend, self._way, self._why):
            column.addWidget(label)
        return side

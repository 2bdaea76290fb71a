"""The page «Issues»: every summary that was made, what it told, what changed since, and taking it back."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QInputDialog

from observatory.disclosure.rules import AUDIENCE_LABELS, Audience
from observatory.labels import moment, when
from observatory.periods import Period
from observatory.progress import Progress
from observatory.summary.content import Summary
from observatory.terms import Term
from observatory.usecases import issue_words, issues
from observatory.usecases.issues import Issue
from ui.desktop.background import Background
from ui.desktop.confirmation.page import ConfirmationPage
from ui.desktop.naming import named
from ui.desktop.releases.dialogs import ChangesDialog, IssueDialog
from ui.desktop.session import Session

_LOOKING = Term("Lettura delle edizioni", "Reading the issues")
_OPENING = Term("L’edizione viene rifatta com’era", "Making the issue again as it was")
_WITHDRAWING = Term("Ritiro dell’edizione", "Withdrawing the issue")
_OPEN, _CHANGES, _WITHDRAW = "issue_open", "issue_changes", "issue_withdraw"


@dataclass(frozen=True, slots=True)
class _Pair:
    """An issue beside the one before it, with the words of its cells if it can be made again."""

    earlier: Issue
    later: Issue
    content: Summary | None


class IssuesScreen(ConfirmationPage):
    """Nothing is made or written here: whatever is shown left before."""

    def __init__(self, session: Session, background: Background) -> None:
        super().__init__("issues", (_OPEN, _CHANGES, _WITHDRAW), session, background)
        self._issues: tuple[Issue, ...] = ()
        self.buttons[_OPEN].clicked.connect(self.open_issue)
        self.buttons[_CHANGES].clicked.connect(self.compare)
        self.buttons[_WITHDRAW].clicked.connect(self.ask_why)
        self.table.doubleClicked.connect(lambda _: self.open_issue())
        self.table.selectionModel().selectionChanged.connect(self._chosen_another)
        self.reword()
        self.offer()

    def refresh(self) -> None:
        store = self.session.store
        self.work_on(_LOOKING, lambda _progress: issues.issues(store), self._show)

    def open_issue(self) -> None:
        """Read it again as it was."""
        store, chosen = self.session.store, self._chosen
        if chosen is not None:
            self.work_on(_OPENING, lambda progress: issues.content_of(store, chosen, progress), self._opened)

    def compare(self) -> None:
        """With the issue before it for the same audience."""
        store, later = self.session.store, self._chosen
        earlier = issues.issue_before(later, self._issues) if later is not None else None
        if later is None or earlier is None:
            return
        first, second = earlier, later

        def work(progress: Progress) -> _Pair:
            return _Pair(first, second, issues.content_of(store, second, progress))

        self.work_on(_OPENING, work, self._compared)

    def ask_why(self) -> None:
        """An issue is taken back for a reason, which its readers will learn."""
        dialog = named(QInputDialog(self), "issue_reason")
        dialog.setInputMode(QInputDialog.InputMode.TextInput)
        dialog.setWindowTitle(self.tr("Withdraw the issue"))
        dialog.setLabelText(
            self.tr("Why is it withdrawn? The next issue tells its readers, in these words: nothing about persons.")
        )
        dialog.setOkButtonText(self.tr("Withdraw"))
        dialog.setCancelButtonText(self.tr("Keep it"))
        dialog.textValueSelected.connect(self.withdraw)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def withdraw(self, reason: str) -> None:
        store, clock, chosen = self.session.store, self.session.clock, self._chosen
        if chosen is not None:
            self.work_on(_WITHDRAWING, lambda _progress: issues.withdraw(store, chosen, reason, clock), self._withdrawn)

    @property
    def _chosen(self) -> Issue | None:
        row = self.table.currentIndex().row()
        return self._issues[row] if 0 <= row < len(self._issues) else None

    def _withdrawn(self, _made: object) -> None:
        self.said.emit(self.tr("The issue is withdrawn; it stays in the list, and the next one says so."))
        self.refresh()

    def _opened(self, content: Summary | None) -> None:
        if content is None:
            self.failed.emit(
                self.tr(
                    "Records or program have changed: the issue cannot be made again as it was. "
                    "The numbers that left are kept, and can be compared."
                )
            )
            return
        self._open(IssueDialog(content, self.session.language, self))

    def _compared(self, pair: _Pair) -> None:
        say = self.session.say
        lines = [say(line) for line in issue_words.change_lines(pair.earlier, pair.later, pair.content)]
        self._open(ChangesDialog(say(issue_words.compared(pair.earlier, pair.later)), lines, self))

    @staticmethod
    def _open(dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _show(self, found: tuple[Issue, ...]) -> None:
        row = max(0, self.table.currentIndex().row())
        self._issues = found
        heads = (
            self.tr("Issue"),
            self.tr("Period"),
            self.tr("Audience"),
            self.tr("Data as of"),
            self.tr("Prepared"),
            self.tr("Status"),
        )
        self.rows.show(heads, [self._row(each) for each in found])
        if found:
            self.table.selectRow(min(row, len(found) - 1))
        self._chosen_another()

    def _row(self, each: Issue) -> tuple[str, ...]:
        say, release = self.session.say, each.release
        return (
            str(release.issue),
            say(Period.parse(release.period).name),
            say(AUDIENCE_LABELS[Audience(release.audience)]),
            when(release.as_of, self.session.language),
            moment(release.made_at.astimezone()),
            say(issue_words.standing(each)),
        )

    def _chosen_another(self, *_: object) -> None:
        chosen, say = self._chosen, self.session.say
        if chosen is None:
            self.tell(self.tr("No issue was made yet: summaries are prepared on their own page."))
        else:
            self.tell("\n".join(f"{say(name)}: {say(value)}" for name, value in issue_words.words(chosen)))
        self.offer()

    def offer(self) -> None:
        chosen, is_free = self._chosen, not self.is_busy
        has_earlier = chosen is not None and issues.issue_before(chosen, self._issues) is not None
        self.buttons[_OPEN].setEnabled(is_free and chosen is not None)
        self.buttons[_CHANGES].setEnabled(is_free and has_earlier)
        self.buttons[_WITHDRAW].setEnabled(is_free and chosen is not None and chosen.withdrawal is None)

    def reword(self) -> None:
        texts = {
            _OPEN: self.tr("&Read it again"),
            _CHANGES: self.tr("What &changed"),
            _WITHDRAW: self.tr("&Withdraw…"),
        }
        self.name_all(self.tr("Issues of the summaries"), self.tr("Issues"), texts)
        self._show(self._issues)

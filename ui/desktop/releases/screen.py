"""The page «Summaries and releases»: every issue, answer and record file, what it told, and taking it back."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QInputDialog

from observatory.disclosure.rules import AUDIENCE_LABELS, Audience
from observatory.exports.answers import Told
from observatory.labels import moment, when
from observatory.progress import Progress
from observatory.security.proposals import Proposal, State
from observatory.summary.content import Summary
from observatory.terms import Term
from observatory.usecases import issue_contents, issue_words, issues, release
from observatory.usecases.earlier_editions import SUMMARY
from observatory.usecases.issues import Issue
from ui.desktop.background import Background
from ui.desktop.confirmation.page import ConfirmationPage
from ui.desktop.members.second_member import Wanted
from ui.desktop.naming import named
from ui.desktop.releases.dialogs import AnswerDialog, IssueDialog, LinesDialog
from ui.desktop.session import Session

if TYPE_CHECKING:
    from observatory.microdata.file import Microdata

_LOOKING = Term("Lettura delle edizioni", "Reading the issues")
_OPENING = Term("L’edizione viene rifatta com’era", "Making the issue again as it was")
_WITHDRAWING = Term("Ritiro dell’edizione", "Withdrawing the issue")
_PROPOSING = Term("Preparazione della proposta", "Preparing the proposal")
_RELEASING = Term("Conferma dell’uscita", "Confirming the release")
_OPEN, _CHANGES, _RELEASE, _WITHDRAW = "issue_open", "issue_changes", "issue_release", "issue_withdraw"


@dataclass(frozen=True, slots=True)
class _Pair:
    """An issue beside the one before it, with a line for each cell that is told otherwise."""

    earlier: Issue
    later: Issue
    lines: tuple[Term, ...]


class IssuesScreen(ConfirmationPage):
    """Nothing is made or written here: whatever is shown was noted before; two members may release a draft."""

    def __init__(self, session: Session, background: Background) -> None:
        super().__init__("issues", (_OPEN, _CHANGES, _RELEASE, _WITHDRAW), session, background)
        self._issues: tuple[Issue, ...] = ()
        self.buttons[_OPEN].clicked.connect(self.open_issue)
        self.buttons[_CHANGES].clicked.connect(self.compare)
        self.buttons[_RELEASE].clicked.connect(self.release)
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
            self.work_on(_OPENING, lambda progress: issue_contents.content_of(store, chosen, progress), self._opened)

    def compare(self) -> None:
        """With the issue before it for the same audience."""
        store, later = self.session.store, self._chosen
        earlier = issues.issue_before(later, self._issues) if later is not None else None
        if later is None or earlier is None:
            return
        first, second = earlier, later

        def work(progress: Progress) -> _Pair:
            return _Pair(first, second, issue_words.difference(store, first, second, progress))

        self.work_on(_OPENING, work, self._compared)

    def release(self) -> None:
        """Propose the draft and have it confirmed now; what was confirmed already is released."""
        store, clock, chosen = self.session.store, self.session.clock, self._chosen
        if chosen is not None:
            self.work_on(
                _PROPOSING,
                lambda progress: issue_contents.proposed_issue(store, chosen, clock, progress),
                lambda found: self._to_release(*found),
            )

    def _to_release(self, proposal: Proposal, what: Summary | Told) -> None:
        store, clock = self.session.store, self.session.clock
        if proposal.state(clock()) is State.CONFIRMED:
            self.work_on(_RELEASING, lambda _: release.release(store, what, proposal.id, clock), self._released)
            return

        wanted = Wanted(
            proposal,
            _RELEASING,
            lambda witness, _: release.confirm_and_release(store, what, proposal.id, witness, clock),
        )
        self.ask_second(wanted, self._released)

    def _released(self, _done: object) -> None:
        self.said.emit(self.tr("Confirmed by two members: it can be written out without the mark of a draft."))
        self.refresh()

    def ask_why(self) -> None:
        """An issue is taken back for a reason, which its readers will learn."""
        dialog = named(QInputDialog(self), "issue_reason")
        dialog.setInputMode(QInputDialog.InputMode.TextInput)
        dialog.setWindowTitle(self.tr("Withdraw"))
        dialog.setLabelText(
            self.tr("Why is it withdrawn? The next issue tells its readers, in these words: nothing about persons.")
            if self._chosen is None or self._chosen.release.kind == SUMMARY
            else self.tr("Why is it withdrawn? Nothing about persons. Tell whoever received it: no later issue does.")
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
        self.said.emit(self.tr("It is withdrawn; it stays in the list and goes on counting as read."))
        self.refresh()

    def _opened(self, content: "Summary | Told | Microdata | None") -> None:
        language, chosen = self.session.language, self._chosen
        title = "" if chosen is None else self.session.say(issue_words.kind_and_number(chosen))
        if content is None:
            self.failed.emit(
                self.tr(
                    "Records or program have changed: the issue cannot be made again as it was. "
                    "The numbers that left are kept, and can be compared."
                )
            )
        elif isinstance(content, Summary):
            self._open(IssueDialog(content, language, self))
        elif isinstance(content, Told):
            self._open(AnswerDialog(content, title, language, self))
        else:
            lines = [f"{c.title.in_(language)}: {c.levels[level].name.in_(language)}" for c, level in content.levels]
            self._open(LinesDialog(title, self._reached(content), lines, self))

    def _reached(self, data: "Microdata") -> str:
        text = self.tr(
            "{n} records left, in groups of at least {k} equal ones; cells suppressed: {cells}. Below, how much detail "
            "of each column left."
        )
        return text.format(n=len(data.rows), k=data.k, cells=data.found.blanks.cells)

    def _compared(self, pair: _Pair) -> None:
        say = self.session.say
        heading = say(issue_words.compared(pair.earlier, pair.later))
        self._open(LinesDialog(self.tr("What changed"), heading, [say(line) for line in pair.lines], self))

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
            self.tr("Signed by"),
            self.tr("Digest"),
        )
        self.rows.show(heads, [self._row(each) for each in found])
        if found:
            self.table.selectRow(min(row, len(found) - 1))
        self._chosen_another()

    def _row(self, each: Issue) -> tuple[str, ...]:
        say, noted = self.session.say, each.release
        return (
            say(issue_words.kind_and_number(each)),
            say(issue_words.period_of(each)),
            say(AUDIENCE_LABELS[Audience(noted.audience)]),
            when(noted.as_of, self.session.language),
            moment(noted.made_at.astimezone()),
            say(issue_words.standing(each)),
            say(issue_words.signers(each)),
            noted.digest[:16],
        )

    def _chosen_another(self, *_: object) -> None:
        chosen, say = self._chosen, self.session.say
        if chosen is None:
            self.tell_nothing(self.tr("Nothing was made yet: summaries and answers are prepared on their own pages."))
        else:
            lines = [f"{say(name)}: {say(value)}" for name, value in issue_words.words(chosen)]
            if chosen.release.kind != SUMMARY and issues.issue_before(chosen, self._issues) is None:
                lines.append(say(issue_words.why_not_compared(chosen)))
            self.tell("\n".join(lines))
        self.offer()

    def offer(self) -> None:
        chosen, is_free = self._chosen, not self.is_busy
        has_earlier = chosen is not None and issues.issue_before(chosen, self._issues) is not None
        self.buttons[_OPEN].setEnabled(is_free and chosen is not None)
        self.buttons[_CHANGES].setEnabled(is_free and has_earlier)
        self.buttons[_RELEASE].setEnabled(is_free and chosen is not None and chosen.can_be_released)
        self.buttons[_WITHDRAW].setEnabled(is_free and chosen is not None and chosen.withdrawal is None)

    def reword(self) -> None:
        texts = {
            _OPEN: self.tr("&Read it again"),
            _CHANGES: self.tr("What &changed"),
            _RELEASE: self.tr("Release with a second &member…"),
            _WITHDRAW: self.tr("&Withdraw…"),
        }
        self.name_all(self.tr("Summaries and releases"), self.tr("Issues"), texts)
        self._show(self._issues)

"""The page «Retention»: what is past its term, and erasing exactly that with a second member."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from observatory.entities import ENTITIES
from observatory.labels import number
from observatory.security.proposals import Proposal, State
from observatory.terms import Term
from observatory.usecases import retain
from ui.desktop.background import Background
from ui.desktop.confirmation.page import ConfirmationPage
from ui.desktop.members.second_member import Wanted
from ui.desktop.session import Session

if TYPE_CHECKING:
    from observatory.retention.plan import Line, RetentionPlan

_LOOKING = Term("Calcolo dei termini", "Reckoning the terms")
_PREPARING = Term("Preparazione della proposta", "Preparing the proposal")
_ERASING = Term("Cancellazione definitiva", "Erasing for good")
_PREPARE, _ERASE, _LOOK = "retention_prepare", "retention_erase", "retention_look"


class RetentionScreen(ConfirmationPage):
    """Shows numbers and months, never which records."""

    def __init__(self, session: Session, background: Background) -> None:
        super().__init__("retention", (_ERASE, _PREPARE, _LOOK), session, background)
        self._plan: RetentionPlan | None = None
        self.buttons[_LOOK].clicked.connect(self.refresh)
        self.buttons[_PREPARE].clicked.connect(self.prepare)
        self.buttons[_ERASE].clicked.connect(self.erase)
        self.reword()
        self.offer()

    def refresh(self) -> None:
        store, clock = self.session.store, self.session.clock
        self.work_on(_LOOKING, lambda _progress: retain.see_plan(store, clock), self._show)

    def prepare(self) -> None:
        """Propose it, for a second member on another occasion."""
        self._propose(self._prepared)

    def erase(self) -> None:
        """Propose it and have it confirmed now; what was confirmed already is erased."""
        self._propose(self._to_erase)

    def _propose(self, done: Callable[[Proposal], None]) -> None:
        store, clock = self.session.store, self.session.clock
        self.tell("")
        self.work_on(_PREPARING, lambda _progress: retain.proposed_retention(store, clock), done)

    def _prepared(self, proposal: Proposal) -> None:
        text = self.tr("Proposal prepared. A member of another force confirms it within 30 days. In six words: {words}")
        self.tell(text.format(words=proposal.fingerprint))

    def _to_erase(self, proposal: Proposal) -> None:
        store, clock = self.session.store, self.session.clock
        if proposal.state(clock()) is State.CONFIRMED:
            self.work_on(
                _ERASING, lambda progress: retain.run_retention(store, proposal.id, clock, progress), self._erased
            )
            return
        wanted = Wanted(
            proposal,
            _ERASING,
            lambda witness, progress: retain.confirm_and_run(store, proposal.id, witness, clock, progress),
        )
        self.ask_second(wanted, self._erased)

    def _erased(self, done: retain.Erased) -> None:
        language = self.session.language
        text = self.tr(
            "Erased for good: {n}. Then looked for in {tables} tables, every column: no trace. "
            "The log keeps {entries} entries without content; its fingerprint is {words}. "
            "Backups made before still hold what was erased, until they are rotated or destroyed."
        )
        counts = {"n": done.count, "tables": len(done.tables), "entries": done.entries}
        told = {name: number(count, language) for name, count in counts.items()}
        self.tell(text.format(**told, words=done.standing.fingerprint))
        for entity in ENTITIES:
            self.session.note_change(entity.name)
        self.refresh()

    def _show(self, plan: "RetentionPlan") -> None:
        self._plan = plan
        heads = (
            self.tr("What"),
            self.tr("Term in months"),
            self.tr("Past its term"),
            self.tr("Months"),
            self.tr("Reason"),
        )
        self.rows.show(heads, [self._row(line) for line in plan.lines])
        self.offer()

    def _row(self, line: "Line") -> tuple[str, ...]:
        language = self.session.language
        term = number(line.months, language) if line.months else self.tr("for ever")
        span = line.oldest if line.oldest == line.newest else f"{line.oldest} – {line.newest}"
        label, reason = line.policy.label.in_(language), line.policy.reason.in_(language)
        return (label, term, number(line.count, language), span, reason)

    def offer(self) -> None:
        is_due = self._plan is not None and self._plan.count > 0
        for name in (_PREPARE, _ERASE):
            self.buttons[name].setEnabled(is_due and not self.is_busy)
        self.buttons[_LOOK].setEnabled(not self.is_busy)

    def reword(self) -> None:
        texts = {
            _ERASE: self.tr("&Erase with a second member…"),
            _PREPARE: self.tr("&Prepare for another occasion"),
            _LOOK: self.tr("&Look again"),
        }
        self.name_all(self.tr("Retention"), self.tr("What is past its term"), texts)
        if self._plan is not None:
            self._show(self._plan)

"""The page «Proposals»: what waits for a second member, to confirm or to withdraw."""

from observatory.labels import moment
from observatory.security.proposals import MATTER_LABELS, STATE_LABELS, Proposal, Signature, State
from observatory.terms import Term
from observatory.usecases import confirm
from observatory.usecases.proposal_words import words
from ui.desktop.background import Background
from ui.desktop.confirmation.page import ConfirmationPage
from ui.desktop.session import Session

_LOOKING = Term("Lettura delle proposte", "Reading the proposals")
_CONFIRMING = Term("Conferma della proposta", "Confirming the proposal")
_WITHDRAWING = Term("Ritiro della proposta", "Withdrawing the proposal")
_CONFIRM, _WITHDRAW = "proposal_confirm", "proposal_withdraw"


class ProposalsScreen(ConfirmationPage):
    """Whoever opened the store confirms here what a member of another force prepared."""

    def __init__(self, session: Session, background: Background) -> None:
        super().__init__("proposals", (_CONFIRM, _WITHDRAW), session, background)
        self._proposals: tuple[Proposal, ...] = ()
        self.buttons[_CONFIRM].clicked.connect(self.confirm)
        self.buttons[_WITHDRAW].clicked.connect(self.withdraw)
        self.table.selectionModel().selectionChanged.connect(self._chosen_another)
        self.reword()
        self.offer()

    def refresh(self) -> None:
        store = self.session.store
        self.work_on(_LOOKING, lambda _progress: confirm.all_proposals(store), self._show)

    def confirm(self) -> None:
        """As whoever opened the store; the store refuses who may not."""
        store, clock, chosen = self.session.store, self.session.clock, self._chosen
        if chosen is not None:
            name = chosen.id
            self.work_on(
                _CONFIRMING,
                lambda _progress: confirm.confirm(store, name, store.witness(), clock),
                lambda _: self._over(self.tr("The proposal is confirmed: whoever prepared it can carry it out.")),
            )

    def withdraw(self) -> None:
        store, clock, chosen = self.session.store, self.session.clock, self._chosen
        if chosen is not None:
            name = chosen.id
            self.work_on(
                _WITHDRAWING,
                lambda _progress: confirm.withdraw(store, name, clock),
                lambda _: self._over(self.tr("The proposal was withdrawn; it stays written in the log.")),
            )

    @property
    def _chosen(self) -> Proposal | None:
        row = self.table.currentIndex().row()
        return self._proposals[row] if 0 <= row < len(self._proposals) else None

    def _over(self, text: str) -> None:
        self.said.emit(text)
        self.refresh()

    def _show(self, found: tuple[Proposal, ...]) -> None:
        row = max(0, self.table.currentIndex().row())
        self._proposals = found
        heads = (
            self.tr("State"),
            self.tr("Matter"),
            self.tr("Prepared"),
            self.tr("Confirmed"),
            self.tr("In six words"),
        )
        self.rows.show(heads, [self._row(each) for each in found])
        if found:
            self.table.selectRow(min(row, len(found) - 1))
        self._chosen_another()

    def _row(self, each: Proposal) -> tuple[str, ...]:
        say = self.session.say
        state = say(STATE_LABELS[each.state(self.session.clock())])
        second = self._by(each.confirmed) if each.confirmed is not None else ""
        return (state, say(MATTER_LABELS[each.matter]), self._by(each.prepared), second, each.fingerprint)

    def _by(self, signature: Signature) -> str:
        members = self.session.store.everyone
        name = next((each.name for each in members if each.id == signature.member), signature.member[:8])
        return f"{name} ({signature.force}), {moment(signature.at.astimezone())}"

    def _chosen_another(self, *_: object) -> None:
        """Exactly what is to be done stands above the list."""
        chosen, say = self._chosen, self.session.say
        told = [f"{say(name)}: {say(value)}" for name, value in words(chosen)] if chosen is not None else []
        if self._proposals:
            self.tell("\n".join(told))
        else:
            self.tell_nothing(self._nothing())
        self.offer()

    def _nothing(self) -> str:
        return self.tr(
            "No proposal yet. What takes two members – a release, an export of records, an erasure – is prepared on "
            "its own page and then waits here."
        )

    def offer(self) -> None:
        chosen, own = self._chosen, self.session.member.id
        state = None if chosen is None else chosen.state(self.session.clock())
        is_open = state in (State.PREPARED, State.CONFIRMED) and not self.is_busy
        is_others = chosen is not None and chosen.prepared.member != own
        self.buttons[_CONFIRM].setEnabled(is_open and is_others and state is State.PREPARED)
        self.buttons[_WITHDRAW].setEnabled(is_open)

    def reword(self) -> None:
        texts = {_CONFIRM: self.tr("&Confirm as a second member"), _WITHDRAW: self.tr("&Withdraw")}
        self.name_all(self.tr("Proposals of two members"), self.tr("Proposals"), texts)
        self._show(self._proposals)

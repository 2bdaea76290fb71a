"""What the window does with a decision about two cases: record it, or take it back at once."""

from PySide6.QtCore import QObject, Signal

from observatory.authorisation.links import linking_role, may_link
from observatory.cases.case import Case
from observatory.errors import ObservatoryError, Refused
from observatory.links.case_link import CaseLink
from observatory.links.kinds import EXCLUDED, POSSIBLE, SAME_EVENT, SAME_PERSON
from observatory.links.validation import ACTIVE
from observatory.ports import Stamp
from observatory.terms import Term
from observatory.usecases.link_cases import Decision, decide, decide_again, revoke
from observatory.usecases.record import stamped
from ui.desktop.links.comparison import UNLINK, Beside, Comparison
from ui.desktop.session import Session

KINDS = (SAME_EVENT, SAME_PERSON, POSSIBLE, EXCLUDED)


class Deciding(QObject):
    """Records what is decided in a `Comparison`; `done` with the link as it now stands."""

    done = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._confirmed = ""

    def compare(self, case: Case, beside: Beside, parent: QObject) -> Comparison:
        """Open the dialog on two cases, with what the member may decide."""
        dialog = Comparison(case, (beside,), self._session, parent)  # type: ignore[arg-type]
        dialog.offer(self.offered(beside))
        dialog.decided.connect(lambda kind, other, remark: self._take(dialog, case, (kind, other, remark)))
        self._confirmed = ""
        dialog.open()
        return dialog

    def offered(self, beside: Beside) -> tuple[str, ...]:
        """What the member may decide about these two."""
        member = self._session.member
        if beside.link is not None:
            return (UNLINK,) if may_link(member, beside.link.kind) else ()
        return tuple(kind for kind in KINDS if may_link(member, kind))

    def take_back(self, link: CaseLink) -> None:
        """Undo: revoke what was just decided, or decide again what was just revoked."""
        with self._session.begin() as unit:
            if link.status == ACTIVE:
                reason = self._session.say(_TAKEN_BACK)
                made = revoke(unit, link.id, reason, self._stamp(link.kind))
            else:
                made = decide_again(unit, link, self._stamp(link.kind))
        self._tell(made)

    def _take(self, dialog: Comparison, case: Case, told: tuple[str, Beside, str]) -> None:
        kind, beside, remark = told
        try:
            made = self._recorded(case, beside, kind, remark)
        except Refused as refusal:
            self._confirmed = kind if all(problem.warning for problem in refusal.problems) else ""
            sentences = [self._session.say(problem.message) for problem in refusal.problems]
            again = [self.tr("If it is right, press the same button again.")] if self._confirmed else []
            dialog.complain("\n".join((*sentences, *again)))
        except ObservatoryError as trouble:
            dialog.complain(self._session.say(trouble.message))
        else:
            dialog.accept()
            self._tell(made)

    def _recorded(self, case: Case, beside: Beside, kind: str, remark: str) -> CaseLink:
        with self._session.begin() as unit:
            if kind == UNLINK and beside.link is not None:
                return revoke(unit, beside.link.id, remark, self._stamp(beside.link.kind))
            decision = Decision(case.id, beside.case.id, kind, note=remark)
            return decide(unit, decision, self._stamp(kind), confirmed_warnings=self._confirmed == kind)

    def _tell(self, made: CaseLink) -> None:
        self._session.note_change("case_link")
        self.done.emit(made)

    def _stamp(self, kind: str | None) -> Stamp:
        return stamped(self._session.clock, linking_role(self._session.member, kind))


_TAKEN_BACK = Term("Annullato subito dopo la decisione", "Taken back right after deciding")

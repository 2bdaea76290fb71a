"""Acts that a meeting's decision carries: issuing a draft, and letting one recommendation replace another."""

from PySide6.QtWidgets import QComboBox, QWidget

from observatory.errors import WrongUse
from observatory.recommendations.recommendation import Recommendation
from observatory.selection import Selection
from observatory.terms import Term
from observatory.usecases.advance import issue, supersede
from observatory.usecases.record import UPDATE, stamped
from ui.desktop.naming import named
from ui.desktop.recommendations.act_dialog import ActDialog
from ui.desktop.recommendations.decision_choice import DecisionChoice
from ui.desktop.session import Session
from ui.desktop.unlock.card import sentence

_NONE_OTHER = Term(
    "Scegliere la raccomandazione che sostituisce questa. Nulla è stato modificato.",
    "Choose the recommendation that replaces this one. Nothing was changed.",
)


class IssueDialog(ActDialog):
    """Issues a draft: it gets its code and the meeting's day."""

    def __init__(self, recommendation: Recommendation, session: Session, parent: QWidget) -> None:
        super().__init__(session, parent)
        self.setObjectName("issue_dialog")
        self.recommendation = recommendation
        about = sentence("issue_about")
        about.setText(" – ".join(part for part in (recommendation.code, recommendation.title) if part))
        self.column.addWidget(about)
        self.fill()
        self.decision = DecisionChoice(session)
        self.field(self.tr("&Decision"), self.decision)
        self.column.addStretch(1)
        self.fit()

    def fill(self) -> None:
        """What stands before the decision."""
        self.word(self.tr("Issue by decision"), self.tr("&Issue"))

    def act(self) -> Recommendation:
        stamp = stamped(self.session.clock, "", UPDATE)
        return issue(self.session.store, self.recommendation.id, self.decision.decision_id, stamp)


class SupersedeDialog(IssueDialog):
    """Closes a recommendation by decision, in favour of another one."""

    def fill(self) -> None:
        self.word(self.tr("Replace by another recommendation"), self.tr("&Replace"))
        self.other = named(QComboBox(), "supersede_by")
        self.other.addItem(self.tr("none chosen"), "")
        with self.session.begin() as unit:
            found = unit.recommendations.select(Selection())
        for each in found:
            if each.id != self.recommendation.id and each.status not in (None, "BO", "SO"):
                self.other.addItem(f"{each.code} – {each.title}", each.id)
        self.field(self.tr("Replaced &by"), self.other)

    def act(self) -> Recommendation:
        other = str(self.other.currentData() or "")
        if not other:
            raise WrongUse(_NONE_OTHER)
        stamp = stamped(self.session.clock, "", UPDATE)
        return supersede(self.session.store, self.recommendation.id, other, self.decision.decision_id, stamp)

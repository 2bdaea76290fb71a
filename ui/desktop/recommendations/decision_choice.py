"""Choosing a decision of a recorded meeting, the newest first."""

from PySide6.QtWidgets import QComboBox, QWidget

from observatory.errors import NotAllowed
from observatory.usecases.decisions import decisions
from observatory.usecases.record import today
from ui.desktop.naming import named
from ui.desktop.session import Session

_SHOWN_CHARS = 50


class DecisionChoice(QComboBox):
    """Decisions by meeting and text; none is chosen at first."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "step_decision")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_SHOWN_CHARS)
        self.addItem(self.tr("none chosen"), "")
        try:
            with session.begin() as unit:
                taken = decisions(unit, today(session.clock))
        except NotAllowed:
            taken = ()
        for each in taken:
            self.addItem(session.say(each.words), each.decision.id)

    @property
    def decision_id(self) -> str:
        return str(self.currentData() or "")

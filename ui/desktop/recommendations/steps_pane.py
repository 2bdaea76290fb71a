"""The steps of one cell of the grid of forces, oldest first: when, to where, by whom, why, by what decision."""

from PySide6.QtWidgets import QTableView, QVBoxLayout, QWidget

from observatory.recommendations.recommendation import ForceResponse, Recommendation
from observatory.recommendations.words import step_state, who
from observatory.usecases.decisions import decision_words
from ui.desktop.confirmation.rows import Rows, dress
from ui.desktop.naming import named
from ui.desktop.session import Session
from ui.desktop.widgets.headings import heading, quiet


class StepsPane(QWidget):
    """Only read; a sentence says how to begin where there is no step yet."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.rows, self.table = Rows(), named(QTableView(), "grid_steps")
        self._about, self._hint = heading("", level=2), quiet("")
        self._about.setWordWrap(True)
        dress(self.table, self.rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        for part in (self._about, self._hint, self.table):
            column.addWidget(part)
        column.addStretch(0)

    def display(self, at: Recommendation | None, force: str, where: str) -> None:
        """Show the response of a force to a recommendation; `where` are the words of its cell."""
        response = next((each for each in at.responses if each.force == force), None) if at and force else None
        name = (at.code or at.title or "") if at else ""
        told = where.replace("\n", " – ")
        self._about.setText(f"{name} · {self._session.say(who(force))}: {told}" if force else name)
        self._hint.setVisible(response is None or not response.steps)
        self.table.setVisible(response is not None and bool(response.steps))
        heads = (self.tr("Date"), self.tr("State"), self.tr("By"), self.tr("Reason"), self.tr("Evidence"))
        self.rows.show((*heads, self.tr("Decision")), self._told(response))

    def reword(self) -> None:
        """Say everything in the language of now."""
        self.table.setAccessibleName(self.tr("Steps of the response"))
        self._hint.setText(self.tr("No step recorded. Arrows choose a force, Enter opens the possible steps."))

    def _told(self, response: ForceResponse | None) -> list[tuple[str, ...]]:
        steps = response.steps if response else ()
        with self._session.begin() as unit:
            decided = decision_words(unit, (step.decision_id for step in steps if step.decision_id))
        say = self._session.say
        return [
            (
                f"{step.taken_on:%d/%m/%Y}" if step.taken_on else "–",
                say(step_state(step)),
                say(who(step.force)),
                step.reason or "",
                step.evidence or "",
                say(decided[step.decision_id]) if step.decision_id else "",
            )
            for step in steps
        ]

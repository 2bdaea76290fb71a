"""Taking a step of a force's response: only the states that it may enter now, with what each needs."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from observatory.fields import Field
from observatory.recommendations.course import Change, response_of
from observatory.recommendations.fields import FORCE_RESPONSE, RESPONSE_STEP
from observatory.recommendations.lifecycle import AWAITING, VERIFIED, Need, Party
from observatory.recommendations.recommendation import Recommendation
from observatory.recommendations.words import NEED_LABELS, cell_words, offer_words, who
from observatory.usecases.advance import Attempt, Offer, advance, offers
from observatory.usecases.record import UPDATE, stamped, today
from ui.desktop.naming import named
from ui.desktop.recommendations.act_dialog import ActDialog
from ui.desktop.recommendations.decision_choice import DecisionChoice
from ui.desktop.records.editors import editor_for
from ui.desktop.session import Session
from ui.desktop.unlock.card import sentence
from ui.desktop.widgets.field_cell import FieldCell
from ui.desktop.widgets.force_choice import ForceChoice

_TOLD_BY_FORCE = ("go_live_on", "share_reached")
_FIELDS = ("taken_on", "reason", "evidence")


class StepDialog(ActDialog):
    """For one recommendation and one force."""

    def __init__(self, recommendation: Recommendation, force: str, session: Session, parent: QWidget) -> None:
        super().__init__(session, parent)
        self.setObjectName("step_dialog")
        self._recommendation, self._force = recommendation, force
        self.offered = offers(session.member, recommendation, force)
        self.states, self._needs = named(QComboBox(), "step_state"), sentence("step_needs")
        self.cells: dict[str, FieldCell] = {}
        self.decision, self.verifier = DecisionChoice(session), ForceChoice("step_by", session.language)
        self._fill()
        self.states.currentIndexChanged.connect(self._choose)
        self.word(self.tr("Step of a response"), self.tr("&Record"))
        self.go.setEnabled(bool(self.offered))
        self._choose(0)
        self.fit()

    def act(self) -> Recommendation:
        offer = self.offered[self.states.currentIndex()]
        told = Change(go_live_on=_day(self._value("go_live_on")), share_reached=_number(self._value("share_reached")))
        attempt = Attempt(
            to=offer.to,
            on=_day(self._value("taken_on")) or date.max,
            by=self.verifier.force or None if offer.party is Party.VERIFIER else None,
            reason=self._value("reason"),
            evidence=self._value("evidence"),
            decision_id=self.decision.decision_id if Need.DECISION in offer.needs else None,
            told=told if offer.party is Party.ADDRESSEE else None,
        )
        stamp = stamped(self.session.clock, "", UPDATE)
        about, confirmed = (self._recommendation.id, self._force), self.confirm.isChecked()
        return advance(self.session.store, about, attempt, stamp, confirmed_warnings=confirmed)

    def choose_correction(self) -> bool:
        """Choose to take back the last step; False where that is not for the member, or there is none."""
        place = next((n for n, offer in enumerate(self.offered) if offer.corrects), None)
        if place is not None:
            self.states.setCurrentIndex(place)
        return place is not None

    def _value(self, name: str) -> Any:  # noqa: ANN401 - by kind of field
        return self.cells[name].editor.value() or None

    def _fill(self) -> None:
        say, response = self.session.say, response_of(self._recommendation, self._force)
        where = cell_words(self._recommendation, response, today(self.session.clock))
        name = " – ".join(part for part in (self._recommendation.code, self._recommendation.title) if part)
        self._tell("step_about", name)
        self._tell("step_where", f"{say(who(self._force))}: {say(where)}".replace("\n", " · "))
        for offer in self.offered:
            self.states.addItem(say(offer_words(offer.to, response, corrects=offer.corrects)), offer.to)
        self.field(self.tr("&New state"), self.states)
        self.column.addWidget(self._needs)
        if not self.offered:
            self._needs.setText(self.tr("No step of this response is yours to take now."))
        self._beside: list[tuple[QLabel, QWidget, str]] = []
        self._beside.append((self.field(self.tr("&Decision"), self.decision), self.decision, "decision"))
        self._beside.append((self.field(self.tr("Verified by another &force"), self.verifier), self.verifier, "by"))
        for name in _FIELDS:
            self._cell(RESPONSE_STEP[name])
        for name in _TOLD_BY_FORCE:
            self._cell(FORCE_RESPONSE[name])
        self.cells["taken_on"].editor.set_value(today(self.session.clock).isoformat())
        self.column.addStretch(1)

    def _cell(self, field: Field) -> None:
        cell = FieldCell(editor_for(field, self.session, self), f"step.{field.name}", self)
        self.column.addWidget(cell.label)
        self.column.addWidget(cell)
        self.cells[field.name] = cell

    def _tell(self, name: str, text: str) -> None:
        label: QLabel = sentence(name)
        label.setText(text)
        self.column.addWidget(label)

    def _choose(self, row: int) -> None:
        """Show what the chosen state needs, and hide what it does not take."""
        if not self.offered:
            return
        offer = self.offered[row]
        needs = ", ".join(self.session.say(NEED_LABELS[need]) for need in offer.needs)
        self._needs.setText(self.tr("Needs: {needs}.").format(needs=needs) if needs else self.tr("Needs nothing more."))
        self.states.setAccessibleDescription(self._needs.text())
        wanted = {"decision": Need.DECISION in offer.needs, "by": offer.to == VERIFIED and not offer.corrects}
        for label, field, name in self._beside:
            label.setVisible(wanted[name])
            field.setVisible(wanted[name])
        for name in _TOLD_BY_FORCE:
            self._show_cell(name, is_shown=_is_of_force(offer))

    def _show_cell(self, name: str, *, is_shown: bool) -> None:
        self.cells[name].setVisible(is_shown)
        self.cells[name].label.setVisible(is_shown)


def _is_of_force(offer: Offer) -> bool:
    """Whether the force says by its step when it is at work and how far it has come."""
    return offer.party is Party.ADDRESSEE and offer.to != AWAITING and not offer.corrects


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None

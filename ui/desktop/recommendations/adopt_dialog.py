"""Adopting a version of a shared instrument by a meeting's decision; the version before it ends."""

from datetime import date

from PySide6.QtWidgets import QComboBox, QWidget

from observatory.errors import WrongUse
from observatory.procedures.fields import PROCEDURE_VERSION
from observatory.procedures.procedure import Procedure
from observatory.selection import Selection
from observatory.terms import Term
from observatory.usecases.adopt import Adoption, adopt
from observatory.usecases.record import UPDATE, stamped
from ui.desktop.naming import named
from ui.desktop.recommendations.act_dialog import ActDialog
from ui.desktop.recommendations.decision_choice import DecisionChoice
from ui.desktop.records.editors import editor_for
from ui.desktop.session import Session
from ui.desktop.widgets.field_cell import FieldCell

_FIELDS = ("valid_from", "summary", "reference")
_NONE_CHOSEN = Term(
    "Scegliere il documento condiviso. Nulla è stato modificato.",
    "Choose the shared instrument. Nothing was changed.",
)


class AdoptDialog(ActDialog):
    """Makes the next version of the chosen instrument; without a date it is valid from the meeting's day."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, parent)
        self.setObjectName("adopt_dialog")
        self.instruments, self.decision = named(QComboBox(), "adopt_instrument"), DecisionChoice(session)
        self.instruments.addItem(self.tr("none chosen"), "")
        with session.begin() as unit:
            for each in unit.procedures.select(Selection()):
                self.instruments.addItem(each.title or "", each.id)
        self.field(self.tr("&Shared instrument"), self.instruments)
        self.field(self.tr("&Decision"), self.decision)
        self.cells = {name: self._cell(name) for name in _FIELDS}
        self.column.addStretch(1)
        self.word(self.tr("Adopt a version by decision"), self.tr("&Adopt"))
        self.fit()

    def act(self) -> Procedure:
        chosen = str(self.instruments.currentData() or "")
        if not chosen:
            raise WrongUse(_NONE_CHOSEN)
        told = {name: cell.editor.value() or None for name, cell in self.cells.items()}
        since = str(told["valid_from"] or "")
        adoption = Adoption(
            decision_id=self.decision.decision_id,
            valid_from=_day(since) if since else None,
            summary=told["summary"],
            reference=told["reference"],
        )
        return adopt(self.session.store, chosen, adoption, stamped(self.session.clock, "", UPDATE))

    def _cell(self, name: str) -> FieldCell:
        cell = FieldCell(editor_for(PROCEDURE_VERSION[name], self.session, self), f"adopt.{name}", self)
        self.column.addWidget(cell.label)
        self.column.addWidget(cell)
        return cell


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongUse(_NO_DAY) from None


_NO_DAY = Term(
    "La data di inizio della validità non si capisce: scriverla come giorno, mese e anno. Nulla è stato modificato.",
    "The first day of validity cannot be read: write it as day, month and year. Nothing was changed.",
)

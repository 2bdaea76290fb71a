"""While a case is typed: how many recorded cases could be the same event, quietly, with a key to look at them."""

from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from observatory.cases.case import Case
from observatory.errors import ObservatoryError
from observatory.links.candidates import NONE
from observatory.links.comparing import COMPARED
from observatory.usecases.link_cases import candidates_of
from ui.desktop.links.comparison import Beside, Comparison
from ui.desktop.session import Session


class Hint(QPushButton):
    """Out of sight while there are no candidates. It counts only cases that the member may read."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("form.candidates")
        self.setAutoDefault(False)
        self.setFlat(True)
        self._session = session
        self._case: Case | None = None
        self._asked: tuple[Any, ...] = ()
        self._found = NONE
        self.clicked.connect(self._look)
        self.hide()

    def consider(self, record: object) -> None:
        """Look again if an answer that is compared changed; anything but a case has no candidates."""
        if not isinstance(record, Case):
            return
        asked = (record.id, record.status, record.precision, *(getattr(record, name) for name in COMPARED))
        if asked == self._asked:
            return
        self._asked, self._case = asked, record
        try:
            with self._session.begin() as unit:
                self._found = candidates_of(unit, record)
        except ObservatoryError:
            # It is a hint: typing goes on without it, and recording will say what is wrong.
            self._found = NONE
        self._tell()

    def _tell(self) -> None:
        several = self.tr("{n} cases could be the same event – &look")
        one = self.tr("One case could be the same event – &look")
        text = one if self._found.total == 1 else several.format(n=self._found.total)
        self.setText(text)
        self.setAccessibleName(text.replace("&", ""))
        self.setVisible(self._found.total > 0)

    def _look(self) -> None:
        if self._case is not None and self._found.candidates:
            beside = [Beside(found.case) for found in self._found.candidates]
            Comparison(self._case, beside, self._session, self).open()

"""Which roles a member has: a box to tick for each, with what it lets do."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from observatory.security.role_words import ROLE_DUTIES
from observatory.security.roles import ASSIGNABLE, ROLE_LABELS, Role
from observatory.terms import Language
from ui.desktop.naming import named
from ui.desktop.widgets.headings import quiet


class RolesEditor(QWidget):
    """The roles ticked, in their usual order."""

    changed = Signal()

    def __init__(self, language: Language, roles: Iterable[Role] = (), offered: Iterable[Role] = ASSIGNABLE) -> None:
        super().__init__()
        self._boxes: dict[Role, QCheckBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(1, 1)
        given = set(roles)
        for row, role in enumerate(offered):
            box = named(QCheckBox(ROLE_LABELS[role].in_(language)), f"role_{role}")
            box.setChecked(role in given)
            box.toggled.connect(self.changed)
            duty = ROLE_DUTIES[role].in_(language)
            box.setAccessibleDescription(duty)
            grid.addWidget(box, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(quiet(duty), row, 1)
            self._boxes[role] = box
        self.setFocusProxy(next(iter(self._boxes.values())))

    @property
    def roles(self) -> tuple[Role, ...]:
        return tuple(role for role, box in self._boxes.items() if box.isChecked())

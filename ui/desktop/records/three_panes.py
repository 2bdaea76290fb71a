"""Views, list and record side by side, and how they share the width."""

from PySide6.QtWidgets import QSizePolicy, QSplitter, QWidget

_VIEWS, _LIST, _RECORD = 182, 562, 356
_WHILE_EDITING = (400, 700)


class ThreePanes(QSplitter):
    """None of them can be folded away."""

    def __init__(self, panes: tuple[QWidget, QWidget, QWidget], parent: QWidget) -> None:
        super().__init__(parent)
        self._shares: list[int] = []
        self.setChildrenCollapsible(False)
        for pane in panes:
            self.addWidget(pane)
        self.setSizes([_VIEWS, _LIST, _RECORD])
        for index, stretch in enumerate((0, 1, 1)):
            self.setStretchFactor(index, stretch)

    def share_out(self, form: QWidget | None, *, is_editing: bool) -> None:
        """A form takes most of the width; where its edit ends the list has its share again."""
        if form is not None:
            # A form out of sight must not keep the list narrow.
            across = QSizePolicy.Policy.Preferred if is_editing else QSizePolicy.Policy.Ignored
            form.setSizePolicy(across, QSizePolicy.Policy.Preferred)
        if is_editing and not self._shares:
            self._shares = self.sizes()
            self.setSizes([0, *_WHILE_EDITING])
        elif self._shares and not is_editing:
            self.setSizes(self._shares)
            self._shares = []

"""Editors of one line: text, months, dates, quarters and whole numbers, typed freely and rewritten on leaving."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from observatory.errors import WrongUse
from observatory.fields import Field
from observatory.periods import Month, Period
from observatory.usecases.record import today
from ui.desktop.session import Session
from ui.desktop.widgets import typed
from ui.desktop.widgets.editor import Editor

_STEPS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Up: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_Down: -1}
_WIDEST_SHORT_TEXT = 30
_GROUPED_FROM = 10_000


class _SteppingLine(QLineEdit):
    """A line where + and -, ↑ and ↓ step what it holds."""

    def __init__(self, step: Callable[[int], bool], parent: QWidget) -> None:
        super().__init__(parent)
        self._step = step

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        by = _STEPS.get(Qt.Key(event.key()))
        if by is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier or not self._step(by):
            super().keyPressEvent(event)


class TextEditor(Editor):
    """Short free text."""

    def __init__(self, field: Field, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(field, session, parent)
        self.line = self._line()
        self.line.textEdited.connect(lambda _: self.changed.emit())
        self._place(self.line)

    def value(self) -> Any:  # noqa: ANN401
        return self.line.text().strip() or None

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        self.line.setText("" if value is None else str(value))

    def _line(self) -> QLineEdit:
        line = QLineEdit(self)
        line.setMaxLength(self.field.longest)
        return line


class _ReadEditor(TextEditor):
    """A line whose text means something: read to a value, shown in words, stepped by key."""

    def value(self) -> Any:  # noqa: ANN401
        text = self.line.text().strip()
        try:
            return self._read(text) if text else None
        except WrongUse:
            return text

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        try:
            self.line.setText("" if value in (None, "") else self._shown(value))
        except (WrongUse, ValueError):
            self.line.setText(str(value))

    def _settle(self) -> None:
        self.set_value(self.value())

    def _line(self) -> QLineEdit:
        line = _SteppingLine(self._step, self)
        line.setPlaceholderText(self._example())
        line.setMaximumWidth(line.fontMetrics().averageCharWidth() * _WIDEST_SHORT_TEXT)
        return line

    def _step(self, by: int) -> bool:
        try:
            current = self._read(self.line.text().strip() or self._start())
            self.set_value(self._stepped(current, by))
        except (WrongUse, ValueError, OverflowError):
            return False
        self.changed.emit()
        return True

    def _today(self) -> date:
        return today(self.session.clock)

    def _start(self) -> str:
        return "oggi"

    def _example(self) -> str:
        raise NotImplementedError

    def _read(self, text: str) -> Any:  # noqa: ANN401
        raise NotImplementedError

    def _shown(self, value: Any) -> str:  # noqa: ANN401
        raise NotImplementedError

    def _stepped(self, value: Any, by: int) -> Any:  # noqa: ANN401
        raise NotImplementedError


class MonthEditor(_ReadEditor):
    """A month: `3/2019`, `2019-03`, `marzo 2019`, `oggi`; read as `2019-03`, shown in words."""

    def _example(self) -> str:
        return self.tr("month/year")

    def _read(self, text: str) -> str:
        return typed.month_of(text, self._today())

    def _shown(self, value: str) -> str:
        return typed.month_shown(value, self.session.language)

    def _stepped(self, value: str, by: int) -> str:
        return str(Month.parse(value) + by)


class DateEditor(_ReadEditor):
    """A day: `9/3/24`, `9 marzo 2024`, `oggi`; kept as ISO text, shown as dd/MM/yyyy."""

    def _example(self) -> str:
        return self.tr("day/month/year")

    def _read(self, text: str) -> str:
        return typed.date_of(text, self._today()).isoformat()

    def _shown(self, value: str) -> str:
        return typed.date_shown(date.fromisoformat(value))

    def _stepped(self, value: str, by: int) -> str:
        return (date.fromisoformat(value) + timedelta(days=by)).isoformat()


class QuarterEditor(_ReadEditor):
    """A quarter: `1/2026`, `2026-Q1`; shown in words."""

    def _example(self) -> str:
        return self.tr("quarter/year")

    def _read(self, text: str) -> str:
        return typed.quarter_of(text, self._today())

    def _shown(self, value: str) -> str:
        return typed.quarter_shown(value, self.session.language)

    def _stepped(self, value: str, by: int) -> str:
        return Period.containing(Period.parse(value).window.first + 3 * by, "Q").code


class IntegerEditor(_ReadEditor):
    """A whole number, thousands grouped on leaving."""

    def _example(self) -> str:
        return ""

    def _start(self) -> str:
        return str(self.field.minimum - 1)

    def _read(self, text: str) -> int:
        return typed.integer_of(text)

    def _shown(self, value: Any) -> str:  # noqa: ANN401
        if self.field.maximum < _GROUPED_FROM:
            return str(value)  # ordinal numbers and days: 2026, not 2.026
        return typed.integer_shown(int(value), self.session.language)

    def _stepped(self, value: int, by: int) -> int:
        return min(max(value + by, self.field.minimum), self.field.maximum)

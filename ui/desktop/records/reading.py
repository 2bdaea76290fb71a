"""A record to be read: its answers by section, its child records, its history, as one page of text."""

from collections.abc import Iterator
from html import escape
from typing import Any

from observatory.fields import Entity, Field
from observatory.labels import shown
from observatory.ports import Revision
from observatory.privacy.masking import OPENED, Sight
from observatory.terms import Language, Term
from ui.desktop.records.history import COURSE, HISTORY, HistoryPart

MISSING = Term("manca", "missing")
_LABEL_WIDTH = "46%"
_FEW = 6


class Page:
    """Writes the page in one language. `quiet` is the name of the colour for labels and what is missing.

    `instead` says what stands in a value's place: by its id the title of a referred record, by the name of a sealed
    field who may read it.
    """

    def __init__(
        self, entity: Entity, language: Language, quiet: str, instead: dict[str, str], sight: Sight = OPENED
    ) -> None:
        self._entity = entity
        self._language = language
        self._quiet = quiet
        self._instead = instead
        self._sight = sight
        self._told_history = HistoryPart(entity, language, sight, self._in_quiet, instead)

    def html(self, record: Any, history: tuple[Revision[Any], ...]) -> str:  # noqa: ANN401
        """The whole page; answers not given are left out unless they are needed."""
        return "".join(
            (
                *(self._section(section, record) for section in self._entity.sections),
                *(self._children(name, child, record) for name, child in self._entity.children.items()),
                self._history(history),
            )
        )

    def sections(self, record: Any, history: tuple[Revision[Any], ...]) -> tuple[str, ...]:  # noqa: ANN401
        """The headings of the page, each also the name of its anchor."""
        own = [s for s in self._entity.sections if any(self._answers(self._entity, record, s))]
        lists = [child.plural for name, child in self._entity.children.items() if getattr(record, name)]
        course = [COURSE] if self._told_history.course(history) else []
        return tuple(self._say(term) for term in (*own, *lists, *course, HISTORY))

    def _section(self, section: Term, record: object) -> str:
        rows = "".join(self._answers(self._entity, record, section))
        return f"{self._heading(self._say(section))}{_table(rows)}" if rows else ""

    def _answers(self, entity: Entity, record: object, section: Term) -> Iterator[str]:
        for field in entity.fields:
            if field.section == section and field.is_shown:
                yield from self._answer(field, getattr(record, field.name))

    def _answer(self, field: Field, value: object) -> Iterator[str]:
        text = self._instead.get(str(value)) or shown(field, value, self._language, self._sight)
        if field.is_sealed and field.name in self._instead:
            said = self._in_quiet(f"<i>{escape(self._instead[field.name])}</i>")
        elif text:
            said = escape(text).replace("\n", "<br>")
        elif field.required:
            said = self._in_quiet(f"<i>{self._say(MISSING)}</i>")
        else:
            return
        label = self._in_quiet(escape(self._say(field.label)))
        yield f'<tr><td width="{_LABEL_WIDTH}" {_CELL}>{label}</td><td {_CELL}>{said}</td></tr>'

    def _children(self, name: str, child: Entity, record: object) -> str:
        rows = getattr(record, name)
        if not rows:
            return ""
        body = self._as_table(child, rows) if self._is_flat(child) else self._as_items(child, rows)
        return self._heading(self._say(child.plural)) + body

    def _is_flat(self, child: Entity) -> bool:
        return not child.children and len(child.fields) < _FEW

    def _as_table(self, child: Entity, rows: tuple[Any, ...]) -> str:
        heads = "".join(f"<td {_CELL}>{self._in_quiet(escape(self._say(f.label)))}</td>" for f in child.fields)
        lines = "".join(
            "<tr>"
            + "".join(f"<td {_CELL}>{escape(self._told(f, getattr(row, f.name)))}</td>" for f in child.fields)
            + "</tr>"
            for row in rows
        )
        return f'<table width="98%" cellspacing="0"><tr>{heads}</tr>{lines}</table>'

    def _as_items(self, child: Entity, rows: tuple[Any, ...]) -> str:
        return "".join(self._item(child, row, number) for number, row in enumerate(rows, 1))

    def _item(self, child: Entity, row: object, number: int) -> str:
        name = f"<p style='margin:8px 0 2px 0'><b>{escape(self._say(child.label))} {number}</b></p>"
        own = _table("".join(text for section in child.sections for text in self._answers(child, row, section)))
        inner = "".join(
            self._as_items(grandchild, getattr(row, attribute)) for attribute, grandchild in child.children.items()
        )
        return name + own + (f"<div style='margin-left:18px'>{inner}</div>" if inner else "")

    def _history(self, history: tuple[Revision[Any], ...]) -> str:
        course, lines = self._told_history.course(history), self._told_history.html(history)
        above = self._heading(self._say(COURSE)) + _table(course) if course else ""
        return above + self._heading(self._say(HISTORY)) + _table(lines)

    def _told(self, field: Field, value: object) -> str:
        return shown(field, value, self._language, self._sight) or "–"

    def _heading(self, text: str) -> str:
        name = escape(text, quote=True)
        return f'<p style="margin:14px 0 4px 0"><a name="{name}"></a><b><font size="+1">{name}</font></b></p>'

    def _in_quiet(self, html: str) -> str:
        return f'<font color="{self._quiet}">{html}</font>'

    def _say(self, term: Term) -> str:
        return term.in_(self._language)


_CELL = 'style="padding:3px 8px 3px 0"'


def _table(rows: str) -> str:
    return f'<table width="98%" cellspacing="0">{rows}</table>' if rows else ""

"""The history of a record as a part of its page: who changed what from what to what, and the course of its status."""

from collections.abc import Callable
from html import escape
from itertools import pairwise
from typing import Any

from observatory.codelists import codelist
from observatory.fields import Entity, Field
from observatory.labels import moment, shown, when
from observatory.ports import Revision
from observatory.privacy.masking import Sight
from observatory.security.roles import ROLE_LABELS, Role
from observatory.terms import Language, Term
from observatory.usecases.changes import Change, changes, standings

HISTORY = Term("Storia", "History")
COURSE = Term("Stato nel tempo", "Status over time")
VERSION_LINK = "version:"
"""A link of the page that shows an earlier version carries its number after this."""

_VERSION = Term("Versione", "Version")
_KNOWN = Term("noto dal {day}", "known from {day}")
_RECORDED = Term("registrato {at}", "recorded {at}")
_AS_IT_WAS = Term("com’era allora", "as it was then")
_NOTHING = "–"
_REWRITTEN = Term("testo modificato", "text changed")
_MORE = Term("e altri {n} campi", "and {n} more fields")
_COURSE_FIELDS = ("event_type", "status")
_COURSE_SHOWN = ("status", "event_type", "status_date", "status_basis", "status_authority")
_MOST = 30
_CELL = 'style="padding:3px 8px 3px 0"'


class HistoryPart:
    """Writes the history in one language; `in_quiet` colours what should step back, `reserved` names sealed fields."""

    def __init__(
        self, entity: Entity, language: Language, sight: Sight, in_quiet: Callable[[str], str], reserved: dict[str, str]
    ) -> None:
        self._entity = entity
        self._language = language
        self._sight = sight
        self._in_quiet = in_quiet
        self._instead = reserved

    def html(self, history: tuple[Revision[Any], ...]) -> str:
        """The rows of every version, the newest first."""
        lines = [self._row(history[0], None)] if history else []
        lines += [self._row(now, before) for before, now in pairwise(history)]
        return "".join(reversed(lines))

    def course(self, history: tuple[Revision[Any], ...]) -> str:
        """The rows of a case's statuses, oldest first; nothing where there was never another one."""
        if self._entity.name != "case":
            return ""
        told = standings(history, _COURSE_FIELDS)
        return "".join(map(self._standing, told)) if len(told) > 1 else ""

    def _standing(self, revision: Revision[Any]) -> str:
        day = escape(self._say(_KNOWN.with_values(day=when(revision.stamp.as_of, self._language))))
        values = (self._shown(self._entity[name], getattr(revision.record, name)) for name in _COURSE_SHOWN)
        return self._two(self._in_quiet(day), " · ".join(value for value in values if value))

    def _row(self, revision: Revision[Any], before: Revision[Any] | None) -> str:
        told = f"{self._when(revision)}<br>{self._what(revision, before)}"
        return f'<tr><td style="padding:3px 8px 9px 0">{told}</td></tr>'

    def _when(self, revision: Revision[Any]) -> str:
        at = moment(revision.stamp.recorded_at.astimezone())
        known = self._say(_KNOWN.with_values(day=when(revision.stamp.as_of, self._language)))
        link = f'<a href="{VERSION_LINK}{revision.version}">{escape(self._say(_AS_IT_WAS))}</a>'
        days = escape(f"{known}, {self._say(_RECORDED.with_values(at=at))}")
        return f"<b>{self._say(_VERSION)} {revision.version}</b> – {link}<br>{self._in_quiet(days)}"

    def _what(self, revision: Revision[Any], before: Revision[Any] | None) -> str:
        """Why and in which role, then each field; of the first version only how it began."""
        head = " – ".join(filter(None, (self._reason(revision.stamp.reason), self._role(revision.stamp.role))))
        told = [] if before is None else list(changes(self._entity, before.record, revision.record))
        lines = [self._change(change) for change in told[:_MOST]]
        if len(told) > _MOST:
            lines.append(self._in_quiet(escape(self._say(_MORE.with_values(n=len(told) - _MOST)))))
        return "<br>".join((escape(head), *lines))

    def _change(self, change: Change) -> str:
        within = "".join(f"{self._say(part)} {place}, " for part, place in change.within)
        label = self._in_quiet(f"{escape(within + self._say(change.field.label))}: ")
        if change.field.is_sealed:
            return label + self._in_quiet(f"<i>{escape(self._say(_REWRITTEN))}</i>")
        return f"{label}{self._told(change.field, change.before)} → {self._told(change.field, change.after)}"

    def _told(self, field: Field, value: object) -> str:
        return self._shown(field, value) or self._in_quiet(_NOTHING)

    def _shown(self, field: Field, value: object) -> str:
        return escape(self._instead.get(str(value)) or shown(field, value, self._language, self._sight))

    def _reason(self, code: str) -> str:
        reasons = codelist("change_reason")
        return self._say(reasons.label(code)) if code in reasons else code

    def _role(self, name: str) -> str:
        return self._say(ROLE_LABELS[Role(name)]) if name in {str(role) for role in Role} else name

    def _two(self, left: str, right: str) -> str:
        return f'<tr><td width="46%" {_CELL}>{left}</td><td {_CELL}>{right}</td></tr>'

    def _say(self, term: Term) -> str:
        return term.in_(self._language)

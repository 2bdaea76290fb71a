"""What an amendment of minutes changed: each part of the text that is not as it was, before and after."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from observatory.fields import Entity
from observatory.labels import shown
from observatory.meetings.fields import MEETING
from observatory.meetings.meeting import Meeting
from observatory.meetings.minutes import belongs_to_text
from observatory.terms import Language, Term

_STEPS = "minutes_steps"
_Parts = Mapping[tuple[str, ...], tuple[Term, Mapping[Language, str]]]


@dataclass(frozen=True, slots=True)
class Difference:
    """A part of the minutes by its name, as it read and as it reads; empty where it was not or is no more."""

    where: Term
    before: Mapping[Language, str]
    after: Mapping[Language, str]


def differences(before: Meeting, after: Meeting) -> tuple[Difference, ...]:
    """Every part of the text that differs, in the order of the minutes as they are now, what went away last."""
    then, now = dict(_parts(MEETING, before, (), None)), dict(_parts(MEETING, after, (), None))
    keys = [*now, *(key for key in then if key not in now)]
    return tuple(
        Difference((now.get(key) or then[key])[0], _text(then, key), _text(now, key))
        for key in keys
        if _text(then, key) != _text(now, key)
    )


def changed_lines(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """Of two longer texts, the lines that differ, side by side: the common beginning and end are left out."""
    old, new = before.splitlines(), after.splitlines()
    while old and new and old[0] == new[0]:
        del old[0], new[0]
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    return tuple(zip_longest(old, new, fillvalue=""))


def _text(parts: _Parts, key: tuple[str, ...]) -> Mapping[Language, str]:
    return parts[key][1] if key in parts else dict.fromkeys(Language, "")


def _parts(
    entity: Entity, row: object, at: tuple[str, ...], within: Term | None
) -> Iterator[tuple[tuple[str, ...], tuple[Term, Mapping[Language, str]]]]:
    """Every answered field of the text under the ids of the rows that lead to it."""
    for field in entity.fields:
        value = getattr(row, field.name)
        if belongs_to_text(entity, field) and field.is_shown and value not in (None, "", ()):
            name = field.label if within is None else _WITHIN.with_values(row=within, field=field.label)
            yield (*at, field.name), (name, {each: shown(field, value, each) for each in Language})
    for attribute, child in entity.children.items():
        for number, each in enumerate(getattr(row, attribute) if attribute != _STEPS else (), 1):
            told = _ROW.with_values(name=child.label, n=number)
            inside = told if within is None else _INSIDE.with_values(row=within, inner=told)
            yield from _parts(child, each, (*at, each.id), inside)


_WITHIN = Term("{row} – {field}", "{row} – {field}")
_INSIDE = Term("{row}, {inner}", "{row}, {inner}")
_ROW = Term("{name} {n}", "{name} {n}")

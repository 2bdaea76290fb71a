"""Finding records: a typed search, or a view of the window, answered page by page."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from observatory.errors import Problem
from observatory.fields import Entity
from observatory.ports import UnitOfWork
from observatory.search import parse_search
from observatory.selection import EVERYTHING, Selection
from observatory.terms import Language


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the records found, how many there are in all, and the words of the search that were not understood."""

    records: tuple[Any, ...]
    total: int
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is asked for: words typed in the search box, inside a view; `limit` 0 means all."""

    text: str = ""
    language: Language = Language.IT
    within: Selection = EVERYTHING
    offset: int = 0
    limit: int = 0


def find(unit: UnitOfWork, entity: Entity, search: Search, *, today: date) -> Page:
    """The records that meet both the words and the view, in the view's order."""
    typed = parse_search(entity, search.text, search.language, today=today)
    asked = both(search.within, typed.selection)
    records = unit.records(entity.name)
    page = replace(asked, offset=search.offset, limit=search.limit)
    return Page(records.select(page), records.count(asked), typed.problems)


def both(view: Selection, words: Selection) -> Selection:
    """The records that meet both selections; order and limits are the first one's."""
    return replace(
        view,
        where=view.where + words.where,
        any_of=view.any_of + words.any_of,
        excluding=view.excluding + words.excluding,
        without=view.without + words.without,
        within=view.within + words.within,
        since=max(view.since, words.since),
        until=min(filter(None, (view.until, words.until)), default=""),
    )

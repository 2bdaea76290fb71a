"""Searches that a member saved under a name; kept sealed among the member's own drafts, and seen by nobody else.

The words are kept as typed, with the language they were typed in and the ready-made view they narrow: what they find
follows the day they are used on.
"""

from dataclasses import asdict, dataclass, replace
from datetime import date
from uuid import uuid4

from observatory.errors import WrongUse
from observatory.fields import Entity
from observatory.ports import SAVED_VIEWS, Clock, Draft, UnitOfWork
from observatory.search import parse_search
from observatory.selection import EVERYTHING, Selection
from observatory.terms import Language, Term
from observatory.usecases.find import both
from observatory.usecases.views import views

LONGEST_NAME = 40
MOST = 20
"""Saved views of one kind of record: more would be a list to search, not a place to look."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """A search under a name; `within` names the ready-made view that it narrows."""

    id: str
    name: str
    words: str
    language: str
    within: str = "all"

    def selection(self, entity: Entity, today: date) -> Selection:
        """What it finds on that day."""
        base = next((each.selection for each in views(entity, today) if each.name == self.within), EVERYTHING)
        return both(base, parse_search(entity, self.words, Language(self.language), today=today).selection)


def saved_views(unit: UnitOfWork, entity: Entity) -> tuple[SavedView, ...]:
    """The member's own, in the order in which they were saved."""
    kept = unit.drafts.get(_key(entity))
    return () if kept is None else tuple(SavedView(**each) for each in kept.values["views"])


def new_view(name: str, words: str, language: Language, within: str) -> SavedView:
    """A view that is not saved yet."""
    return SavedView(str(uuid4()), name, words.strip(), language.value, within)


def save_view(unit: UnitOfWork, entity: Entity, view: SavedView, clock: Clock) -> SavedView:
    """Keep a view, new or renamed, and commit; raises `WrongUse` for an empty, long or taken name, or one too many."""
    named = replace(view, name=" ".join(view.name.split()))
    others = tuple(each for each in saved_views(unit, entity) if each.id != view.id)
    _check(named, others)
    kept = saved_views(unit, entity)
    if any(each.id == view.id for each in kept):
        kept = tuple(named if each.id == view.id else each for each in kept)
    else:
        kept = (*kept, named)
    _keep(unit, entity, kept, clock)
    return named


def remove_view(unit: UnitOfWork, entity: Entity, view_id: str, clock: Clock) -> None:
    """Forget a view and commit; one that is gone already stays gone."""
    _keep(unit, entity, tuple(each for each in saved_views(unit, entity) if each.id != view_id), clock)


def _check(view: SavedView, others: tuple[SavedView, ...]) -> None:
    if not view.name:
        raise WrongUse(_NO_NAME)
    if len(view.name) > LONGEST_NAME:
        raise WrongUse(_LONG_NAME.with_values(longest=LONGEST_NAME))
    if any(each.name.casefold() == view.name.casefold() for each in others):
        raise WrongUse(_TAKEN)
    if len(others) >= MOST:
        raise WrongUse(_TOO_MANY.with_values(most=MOST))


def _keep(unit: UnitOfWork, entity: Entity, kept: tuple[SavedView, ...], clock: Clock) -> None:
    key = _key(entity)
    if kept:
        unit.drafts.save(Draft(key, SAVED_VIEWS, "", 0, {"views": [asdict(each) for each in kept]}, clock()))
    else:
        unit.drafts.discard(key)
    unit.commit()


def _key(entity: Entity) -> str:
    return f"{SAVED_VIEWS}:{entity.name}"


_NO_NAME = Term("La vista non ha nome: scriverne uno.", "The view has no name: write one.")
_LONG_NAME = Term(
    "Il nome di una vista ha al massimo {longest} caratteri: accorciarlo.",
    "The name of a view has at most {longest} characters: shorten it.",
)
_TAKEN = Term(
    "C’è già una vista con questo nome: scriverne un altro, o eliminare prima quella.",
    "There is a view of this name already: write another, or remove that one first.",
)
_TOO_MANY = Term(
    "Ci sono già {most} viste salvate di questo tipo: eliminarne una prima di salvarne un’altra.",
    "There are {most} saved views of this kind already: remove one before saving another.",
)

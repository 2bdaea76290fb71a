"""The pages of a list that were looked at lately; the next one is asked for from a neighbour that is at hand."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from observatory.ports import UnitOfWork
from observatory.selection import UNANSWERED, Selection

PAGE_ROWS = 40
"""A little more than a window shows: what is read while it waits is short."""

PAGES_KEPT = 75

Page = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A page to be read; `is_backwards` when it is asked for from its end."""

    number: int
    selection: Selection
    is_backwards: bool = False

    def read(self, unit: UnitOfWork, entity: str) -> Page:
        found = unit.records(entity).select(self.selection)
        return found[::-1] if self.is_backwards else found


class Pages:
    """Pages of `PAGE_ROWS` records by number; those looked at longest ago are let go."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, Page] = OrderedDict()

    def __contains__(self, number: int) -> bool:
        return number in self._kept

    def at(self, number: int) -> Page:
        """A page, or nothing of it while it is not at hand."""
        page = self._kept.get(number, ())
        if page:
            self._kept.move_to_end(number)
        return page

    def __setitem__(self, number: int, page: Page) -> None:
        self._kept[number] = page
        if len(self._kept) > PAGES_KEPT:
            self._kept.popitem(last=False)

    def clear(self) -> None:
        self._kept.clear()

    def rows(self) -> Iterator[tuple[int, Any]]:
        """Every record at hand with its row."""
        for number, page in self._kept.items():
            yield from enumerate(page, number * PAGE_ROWS)

    @staticmethod
    def first(selection: Selection) -> Asked:
        """How to ask for the first page."""
        return Asked(0, replace(selection, limit=PAGE_ROWS))

    def asked(self, number: int, selection: Selection) -> Asked:
        """How to ask for a page that is not at hand, within a selection whose `order_by` is named.

        From a neighbour on nothing is counted again: far down a long list counting off is what takes time.
        """
        page = replace(selection, limit=PAGE_ROWS)
        before, after = self._kept.get(number - 1, ()), self._kept.get(number + 1, ())
        if len(before) == PAGE_ROWS:
            return Asked(number, replace(page, after=_place(before[-1], selection)))
        if after and getattr(after[0], selection.order_by) not in (None, ()):
            # Before a record whose column is filled stand only such: the order turned round is the same one.
            filled = (*selection.excluding, (selection.order_by, frozenset({UNANSWERED})))
            turned = replace(
                page, descending=not selection.descending, after=_place(after[0], selection), excluding=filled
            )
            return Asked(number, turned, is_backwards=True)
        return Asked(number, replace(page, offset=number * PAGE_ROWS))


def _place(record: Any, selection: Selection) -> tuple[Any, str]:  # noqa: ANN401 - the entity's dataclass
    return getattr(record, selection.order_by), record.id

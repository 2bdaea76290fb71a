"""A synthetic record's history: what was known of it, and since when."""

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Story(Generic[R]):
    """One or two versions of a record and the days on which each became known, the first first."""

    versions: tuple[R, ...]
    known_on: tuple[date, ...]

    @property
    def last(self) -> R:
        return self.versions[-1]

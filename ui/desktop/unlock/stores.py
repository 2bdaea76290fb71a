"""What the entrance needs to know of stores; the program gives the real ones, tests give others."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from observatory.ports import Clock, Store
from observatory.progress import Progress
from observatory.security.paper_key import PaperKey
from observatory.security.slots import Login
from observatory.security.store_keys import Newcomer, StoreKeys
from observatory.terms import Term


class Fill(Protocol):
    """Fills an empty store with an invented sample; raises `Cancelled` and then leaves it empty."""

    def __call__(self, store: Store, progress: Progress) -> object: ...


def _anywhere(_folder: Path) -> Term | None:
    return None


@dataclass(frozen=True, slots=True)
class Stores:
    """How stores are found, opened and made, and their keys changed.

    All but `exists`, `keys` and `members` take a second; `members` counts those of a closed store, 0 if it cannot;
    `why_not_in` says what stands against making one in a folder.
    """

    exists: Callable[[Path], bool]
    open: Callable[[Path, Login], Store]
    create: Callable[[Path, str, Newcomer], Store]
    fill: Fill
    clock: Clock
    recover: Callable[[Path, PaperKey, Login], Store]
    keys: Callable[[Store], StoreKeys]
    members: Callable[[Path], int]
    why_not_in: Callable[[Path], Term | None] = _anywhere

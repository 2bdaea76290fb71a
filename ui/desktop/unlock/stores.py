"""What the entrance needs to know of stores; the program gives the real ones, tests give others."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from observatory.ports import Clock, Store
from observatory.progress import Progress
from observatory.security.paper_key import PaperKey
from observatory.security.store_keys import StoreKeys


class Fill(Protocol):
    """Fills an empty store with an invented sample; raises `Cancelled` and then leaves it empty."""

    def __call__(self, store: Store, progress: Progress) -> object: ...


@dataclass(frozen=True, slots=True)
class Stores:
    """How stores are found, opened and made, and their keys changed. All but `exists` and `keys` take a second."""

    exists: Callable[[Path], bool]
    open: Callable[[Path, str], Store]
    create: Callable[[Path, str], Store]
    fill: Fill
    clock: Clock
    recover: Callable[[Path, PaperKey, str], Store]
    keys: Callable[[Store], StoreKeys]

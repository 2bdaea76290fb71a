"""A count that some table shows or hides, named by what it counts and not by where it stands."""

from dataclasses import dataclass

from observatory.disclosure.tables import TOTAL
from observatory.periods import Window

EVENTS = "events"

At = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """Records of one kind (`cube`) with these codes in this window, in whatever table."""

    cube: str
    codes: At
    window: Window

    @property
    def is_national(self) -> bool:
        """Whether it tells neither a force nor a characteristic: only that, when revised, is published anew openly."""
        return self.codes == (TOTAL,) * len(self.codes) or (self.cube == EVENTS and self.codes[0] == TOTAL)

"""How long to look for fewer hidden cells: so many trials, which one seed repeats; a clock is only the last stop."""

import time
from dataclasses import dataclass

LATEST = 2.0
"""When the clock stops what is counted, in shares of its seconds: a machine half as fast comes to the same end."""


@dataclass(frozen=True, slots=True)
class Effort:
    """`trials` is the usual end; `until` is on the clock of this process, which a busy machine does not hurry."""

    trials: int
    until: float

    @classmethod
    def of(cls, trials: int, seconds: float) -> "Effort":
        return cls(trials, time.process_time() + seconds)

    @property
    def is_over(self) -> bool:
        return time.process_time() > self.until

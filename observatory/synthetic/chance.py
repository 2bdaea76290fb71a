"""Seeded choices for the sample: the same seed makes the same store."""

import random
import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from observatory.periods import Month

Shares = Sequence[tuple[str, int]]


class Chance(random.Random):
    """A seeded source of codes, ids, days and delays. Not for secrets."""

    def id(self) -> str:
        return str(uuid.UUID(int=self.getrandbits(128), version=4))

    def code(self, shares: Shares) -> str:
        """One code, each as likely as its share."""
        codes, weights = zip(*shares, strict=True)
        return str(self.choices(codes, weights)[0])

    def happens(self, probability: float) -> bool:
        return self.random() < probability

    def answer(self, *, yes: float, unknown: float = 0.15) -> str:
        """Yes, no, not known or not collected, as real forms are filled."""
        draw = self.random()
        if draw < unknown:
            return "NN" if draw < unknown / 2 else "NC"
        return "S" if draw < unknown + yes * (1 - unknown) else "N"

    def day_in(self, month: Month) -> date:
        return month.first_day + timedelta(days=self.randrange(28))

    def days(self, cumulative: Sequence[tuple[int, float]]) -> int:
        """A delay from a cumulative share by days, interpolated."""
        draw = self.random()
        for (low, below), (high, share) in pairwise(cumulative):
            if draw <= share:
                return low + round((high - low) * (draw - below) / (share - below))
        return cumulative[-1][0]

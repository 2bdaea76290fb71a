"""Says for each table what hiding cost and how much less it could have cost at best."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from observatory.disclosure.bound import MOST_CELLS, Stake, least_loss
from observatory.disclosure.protection import Protection, TableReport
from observatory.disclosure.solver import Flags, Ints
from observatory.disclosure.tables import Classification

_CELLS_PER_SECOND, _WHOLE_PER_SECOND = 1_200, 60
"""A bound takes less than a tenth of the time budget for so many cells, and for so many one with whole cells."""

_CLOSE = 1e-6


@dataclass(frozen=True, slots=True)
class Ground:
    """What protection worked with, per class, and the classes of the cells of each table, in order.

    `proven` is what no safe pattern of all tables together can undercut, 0 where unknown; `is_kept` whether every need
    was kept, without which there is nothing to compare with.
    """

    classes: Sequence[Ints]
    hidden: Flags
    stake: Stake
    proven: float
    is_kept: bool

    def loss(self, number: int) -> float:
        own = np.unique(self.classes[number])
        lost = self.hidden & ~self.stake.free
        return float(self.stake.costs[own][lost[own]].sum())

    def of(self, number: int) -> Stake:
        own, stake = self.classes[number], self.stake
        return Stake(
            stake.room[own], stake.down[own], stake.up[own], stake.free[own], stake.fixed[own], stake.costs[own]
        )


def appraised(made: Protection, ground: Ground, axes: Sequence[Classification], seconds: float) -> Protection:
    """The same protection with loss and bound in its report; `seconds` is the time budget, without which no bound."""
    reports = tuple(_appraised(made, number, ground, axes, seconds) for number in range(len(made.tables)))
    return replace(made, report=reports)


def _appraised(
    made: Protection, number: int, ground: Ground, axes: Sequence[Classification], seconds: float
) -> TableReport:
    report, loss = made.report[number], ground.loss(number)
    most = min(MOST_CELLS, seconds * _CELLS_PER_SECOND)
    if report.withheld or not ground.is_kept or report.cells > most:
        return replace(report, loss=loss)
    proven = ground.proven if len(made.tables) == 1 else 0.0
    if proven >= loss * (1 - _CLOSE):
        return replace(report, loss=loss, bound=loss)
    nodes = int(report.cells <= seconds * _WHOLE_PER_SECOND)
    bound = max(proven, least_loss(made.tables[number], axes, ground.of(number), nodes=nodes))
    return replace(report, loss=loss, bound=min(bound, loss))

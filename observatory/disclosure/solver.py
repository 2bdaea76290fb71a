"""The only door to the optimiser: linear and whole-number programs that stay warm between solutions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_new_solver: Any = highspy.Highs

INFINITY = float(highspy.kHighsInf)
_ANY, _INTERIOR = "choose", "ipm"
_PRIMAL_SIMPLEX = 4


@dataclass(frozen=True, slots=True)
class Incidence:
    """A sparse matrix as triplets: `signs[t]` stands in row `rows[t]`, column `columns[t]`."""

    rows: Ints
    columns: Ints
    signs: Floats
    height: int
    width: int

    @classmethod
    def of(cls, parts: Sequence[tuple[int, Ints, float]], height: int, width: int) -> "Incidence":
        """From (row, its columns, their common sign)."""
        rows = [np.full(len(columns), row, dtype=np.int64) for row, columns, _ in parts]
        signs = [np.full(len(columns), sign) for _, columns, sign in parts]
        return cls(
            np.concatenate([np.zeros(0, np.int64), *rows]),
            np.concatenate([np.zeros(0, np.int64), *(columns for _, columns, _ in parts)]),
            np.concatenate([np.zeros(0), *signs]),
            height,
            width,
        )

    def times(self, x: npt.NDArray[Any]) -> Floats:
        """Row sums of x."""
        weights = self.signs * x[self.columns]
        return np.bincount(self.rows, weights=weights, minlength=self.height).astype(np.float64)

    def transposed_times(self, y: npt.NDArray[Any]) -> Floats:
        """Column sums of y."""
        weights = self.signs * y[self.rows]
        return np.bincount(self.columns, weights=weights, minlength=self.width).astype(np.float64)

    def picked(self, rows: Flags) -> "Incidence":
        """With these rows only; the others are left empty."""
        kept = rows[self.rows]
        return Incidence(self.rows[kept], self.columns[kept], self.signs[kept], self.height, self.width)

    def narrowed(self, columns: Ints) -> tuple["Incidence", Ints]:
        """Only these columns and the rows that they touch; also the old numbers of those rows."""
        place = np.full(self.width, -1, dtype=np.int64)
        place[columns] = np.arange(len(columns))
        kept = place[self.columns] >= 0
        touched, rows = np.unique(self.rows[kept], return_inverse=True)
        part = Incidence(rows, place[self.columns[kept]], self.signs[kept], len(touched), len(columns))
        return part, touched

    def with_opposites(self, columns: Ints) -> "Incidence":
        """This matrix, then these columns of it with the opposite sign."""
        place = np.full(self.width, -1, dtype=np.int64)
        place[columns] = self.width + np.arange(len(columns))
        doubled = place[self.columns] >= 0
        return Incidence(
            np.concatenate([self.rows, self.rows[doubled]]),
            np.concatenate([self.columns, place[self.columns[doubled]]]),
            np.concatenate([self.signs, -self.signs[doubled]]),
            self.height,
            self.width + len(columns),
        )

    def above(self, other: "Incidence") -> "Incidence":
        """The rows of this matrix, then those of another with the same columns."""
        return Incidence(
            np.concatenate([self.rows, other.rows + self.height]),
            np.concatenate([self.columns, other.columns]),
            np.concatenate([self.signs, other.signs]),
            self.height + other.height,
            self.width,
        )


@dataclass(frozen=True, slots=True)
class Bounds:
    """Lower and upper limits, one pair per row or column."""

    lower: Floats
    upper: Floats


@dataclass(slots=True)
class Program:
    """Minimise cost over columns within bounds and row bounds; bounds and costs may change between solutions."""

    matrix: Incidence
    rows: Bounds
    columns: Bounds
    _highs: Any = field(init=False)
    _numbers: npt.NDArray[np.int32] = field(init=False)
    _row_numbers: npt.NDArray[np.int32] = field(init=False)
    _method: str = field(init=False, default=_ANY)
    is_proven: bool = field(init=False, default=False)
    least: float = field(init=False, default=-INFINITY)

    def __post_init__(self) -> None:
        self._numbers = np.arange(self.matrix.width, dtype=np.int32)
        self._row_numbers = np.arange(self.matrix.height, dtype=np.int32)
        self._highs = _new_solver()
        for option, value in (("output_flag", False), ("threads", 1), ("random_seed", 1)):
            self._highs.setOptionValue(option, value)
        self._highs.passModel(self._model())

    def _model(self) -> highspy.HighsLp:
        order = np.lexsort((self.matrix.columns, self.matrix.rows))
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = self.matrix.width, self.matrix.height
        model.col_cost_ = np.zeros(self.matrix.width)
        model.col_lower_, model.col_upper_ = self.columns.lower, self.columns.upper
        model.row_lower_, model.row_upper_ = self.rows.lower, self.rows.upper
        counts = np.bincount(self.matrix.rows, minlength=self.matrix.height)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        model.a_matrix_.index_ = self.matrix.columns[order].astype(np.int32)
        model.a_matrix_.value_ = self.matrix.signs[order]
        return model

    def expect_new_costs(self) -> None:
        """For many solutions that differ in their costs only, starting where nothing moves."""
        self._highs.setOptionValue("presolve", "off")
        self._highs.setOptionValue("simplex_strategy", _PRIMAL_SIMPLEX)

    def take_each_anew(self) -> None:
        """For large programs whose costs change much: from inside each time, as simplex steps in between crawl."""
        self._method = _INTERIOR
        self._highs.setOptionValue("solver", self._method)

    def limit(self, seconds: float) -> None:
        """From now on all solutions together take at most so long."""
        self._highs.setOptionValue("time_limit", self._highs.getRunTime() + max(0.0, seconds))

    def heed(self, stop: Callable[[], bool]) -> None:
        """`stop` is asked while solutions are sought, and ends the search when it says so; it must not raise."""

        def ask(event: highspy.HighsCallbackEvent) -> None:
            if stop():
                event.interrupt()

        self._highs.cbSimplexInterrupt += ask
        self._highs.cbIpmInterrupt += ask
        self._highs.cbMipInterrupt += ask

    def set_costs(self, costs: Floats) -> None:
        self._highs.changeColsCost(self.matrix.width, self._numbers, costs)

    def set_bounds(self, bounds: Bounds) -> None:
        self._highs.changeColsBounds(self.matrix.width, self._numbers, bounds.lower, bounds.upper)

    def set_row_bounds(self, bounds: Bounds) -> None:
        self._highs.changeRowsBounds(self.matrix.height, self._row_numbers, bounds.lower, bounds.upper)

    @property
    def duals(self) -> Floats:
        """What one more unit in each row would cost, after `solve`."""
        return np.array(self._highs.getSolution().row_dual)

    @property
    def steps(self) -> int:
        """How many steps the last `solve` took."""
        return int(self._highs.getInfo().simplex_iteration_count)

    def solve(self) -> Floats | None:
        """The best columns, or None when there are none within the bounds."""
        self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return np.array(self._highs.getSolution().col_value)

    def solve_whole(self, whole: Flags, *, nodes: int, gap: float = 0.0, enough: float = -INFINITY) -> Floats | None:
        """As `solve` with these columns whole; None also when `nodes` branchings found nothing.

        A solution that costs no more than `enough` ends the search.

        `is_proven` then says whether there is none better, and `least` what no solution can undercut.
        """
        kinds = np.where(whole, int(highspy.HighsVarType.kInteger), int(highspy.HighsVarType.kContinuous))
        self._highs.changeColsIntegrality(self.matrix.width, self._numbers, kinds.astype(np.uint8))
        self._highs.setOptionValue("mip_max_nodes", nodes)
        self._highs.setOptionValue("mip_rel_gap", gap)
        self._highs.setOptionValue("objective_target", enough)
        self._highs.setOptionValue("solver", _ANY)  # with any other HiGHS passes over that columns are whole
        self._highs.run()
        self._highs.setOptionValue("solver", self._method)
        self.is_proven = self._highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        self.least = float(self._highs.getInfo().mip_dual_bound)
        found = self._highs.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        columns = np.array(self._highs.getSolution().col_value) if found else None
        self._highs.changeColsIntegrality(self.matrix.width, self._numbers, np.zeros_like(kinds, dtype=np.uint8))
        return columns

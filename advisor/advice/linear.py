"""A mixed-integer linear programme, and HiGHS to solve it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from highspy import Highs
    from highspy.highs import HighsCallbackEvent

# Whole numbers of shares times prices: looser tolerances would let a switch that is almost off move a dollar.
_FEASIBILITY_TOLERANCE = 1e-8


@dataclass(slots=True)
class LinearModel:
    """Columns and rows of a minimisation, gathered one by one; `offset` is added to the objective."""

    costs: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    integer: list[bool] = field(default_factory=list)
    rows: list[tuple[float, float, Mapping[int, float]]] = field(default_factory=list)
    offset: float = 0.0

    def add_column(self, *, cost: float = 0.0, lower: float = 0.0, upper: float = math.inf, integer: bool = False) -> int:
        """A new variable; returns its index."""
        self.costs.append(cost)
        self.lower.append(lower)
        self.upper.append(upper)
        self.integer.append(integer)
        return len(self.costs) - 1

    def add_row(self, terms: Mapping[int, float], *, lower: float = -math.inf, upper: float = math.inf) -> None:
        """Require lower ≤ Σ coefficient × variable ≤ upper; `terms` is coefficient by column."""
        self.rows.append((lower, upper, terms))


class SearchEnd(Enum):
    PROVEN = "within the accepted gap"
    TIME_LIMIT = "time limit"
    STOPPED = "stopped by the investor"


@dataclass(frozen=True, slots=True)
class LinearSolution:
    """The best point found.

    Attributes:
        values: One per column; empty where none was found.
        bound: No point has a smaller objective than this.
        end: What ended the search.
    """

    values: NDArray[np.float64]
    objective: float
    bound: float
    end: SearchEnd


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The best point where every number may be fractional.

    Attributes:
        reduced_costs: By how much the objective rises per unit of each column.
    """

    values: NDArray[np.float64]
    objective: float
    reduced_costs: NDArray[np.float64]


class Relaxation:
    """A programme without whole numbers, solved again and again while rows and columns are added to it."""

    def __init__(self, model: LinearModel) -> None:
        self._model = model
        self._highs = _load(model, integer=False)
        self._rows, self._columns = len(model.rows), len(model.costs)

    def solve(self) -> Relaxed | None:
        """The least objective of all rows so far; None where nothing satisfies them."""
        from highspy import HighsModelStatus  # noqa: PLC0415

        self._take_over_what_is_new()
        self._highs.run()
        if self._highs.getModelStatus() != HighsModelStatus.kOptimal:
            return None
        solution = self._highs.getSolution()
        objective = float(self._highs.getInfo().objective_function_value)
        return Relaxed(np.array(solution.col_value), objective, np.array(solution.col_dual))

    def hold(self, values: Mapping[int, float]) -> None:
        """Fix columns."""
        for column, value in values.items():
            self._highs.changeColBounds(column, value, value)

    def release(self, columns: Iterable[int]) -> None:
        """Give columns their range back."""
        for column in columns:
            self._highs.changeColBounds(column, self._model.lower[column], self._model.upper[column])

    def _take_over_what_is_new(self) -> None:
        model = self._model
        for column in range(self._columns, len(model.costs)):
            self._highs.addCol(model.costs[column], model.lower[column], model.upper[column], 0, np.array([]), np.array([]))
        rows = model.rows[self._rows :]
        if rows:
            starts, columns, values = _by_rows(rows)
            lower, upper = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
            self._highs.addRows(len(rows), lower, upper, len(values), starts[:-1].astype(np.int32), columns, values)
        self._rows, self._columns = len(model.rows), len(model.costs)


@dataclass(frozen=True, slots=True)
class SearchLimits:
    """When a search ends, and who hears of it.

    Attributes:
        absolute_gap: The objective is within so much of the best.
        time_limit: Seconds.
        most_nodes: Branches looked at; unlike seconds the same on every machine.
        cancelled: Asked now and then.
        told: Called with the best objective and the bound so far.
    """

    absolute_gap: float
    time_limit: float
    cancelled: Callable[[], bool]
    told: Callable[[float, float], None]
    most_nodes: int | None = None


def minimise(
    model: LinearModel,
    limits: SearchLimits,
    *,
    start: Mapping[int, float] | None = None,
    within: Mapping[int, tuple[float, float]] | None = None,
) -> LinearSolution | None:
    """Search until the objective is proven within the gap of the best, or the limits end it.

    Args:
        start: Values of some columns of a point to begin from.
        within: Narrower ranges of some columns.

    Returns:
        None when no point satisfies every row; a solution without values when none was found in time.
    """
    from highspy import HighsModelStatus  # noqa: PLC0415

    highs = _load(model, integer=True, within=within or {})
    _set_limits(highs, limits)
    if start:
        highs.setSolution(len(start), np.array(list(start), dtype=np.int32), np.array(list(start.values())))
    _listen(highs, limits)
    highs.run()
    if highs.getModelStatus() == HighsModelStatus.kInfeasible:
        return None
    info = highs.getInfo()
    # Without whole numbers the solver proves the point itself and leaves the field for the bound at 0.
    bound = info.mip_dual_bound if any(model.integer) else info.objective_function_value
    values = np.array(highs.getSolution().col_value) if _has_solution(highs) else np.array([])
    return LinearSolution(values, info.objective_function_value, bound, _end(highs))


def _set_limits(highs: Highs, limits: SearchLimits) -> None:
    highs.setOptionValue("time_limit", max(0.01, limits.time_limit))
    highs.setOptionValue("mip_abs_gap", limits.absolute_gap)
    highs.setOptionValue("mip_rel_gap", 0.0)
    if limits.most_nodes is not None:
        highs.setOptionValue("mip_max_nodes", limits.most_nodes)


def _has_solution(highs: Highs) -> bool:
    from highspy import SolutionStatus  # noqa: PLC0415

    return bool(highs.getInfo().primal_solution_status == SolutionStatus.kSolutionStatusFeasible)


def _end(highs: Highs) -> SearchEnd:
    from highspy import HighsModelStatus  # noqa: PLC0415

    ends = {HighsModelStatus.kTimeLimit: SearchEnd.TIME_LIMIT, HighsModelStatus.kInterrupt: SearchEnd.STOPPED}
    return ends.get(highs.getModelStatus(), SearchEnd.PROVEN)


def _by_rows(
    rows: Sequence[tuple[float, float, Mapping[int, float]]],
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float64]]:
    starts = np.cumsum([0, *(len(row[2]) for row in rows)])
    columns = np.array([column for row in rows for column in row[2]], dtype=np.int32)
    return starts, columns, np.array([value for row in rows for value in row[2].values()], dtype=float)


def _load(model: LinearModel, *, integer: bool, within: Mapping[int, tuple[float, float]] = MappingProxyType({})) -> Highs:
    import highspy  # noqa: PLC0415

    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.costs), len(model.rows)
    lp.offset_ = model.offset
    lp.col_cost_ = np.array(model.costs)
    lower, upper = np.array(model.lower), np.array(model.upper)
    for column, (least, most) in within.items():
        lower[column], upper[column] = max(lower[column], least), min(upper[column], most)
    lp.col_lower_, lp.col_upper_ = lower, upper
    lp.row_lower_ = np.array([row[0] for row in model.rows])
    lp.row_upper_ = np.array([row[1] for row in model.rows])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = _by_rows(model.rows)
    if integer:
        kinds = highspy.HighsVarType
        lp.integrality_ = [kinds.kInteger if whole else kinds.kContinuous for whole in model.integer]
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.setOptionValue("output_flag", False)
    # One thread and one seed: the same question always gets the same plan.
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("random_seed", 0)
    highs.setOptionValue("mip_feasibility_tolerance", _FEASIBILITY_TOLERANCE)
    highs.passModel(lp)
    return highs


def _listen(highs: Highs, limits: SearchLimits) -> None:
    def hear(event: HighsCallbackEvent) -> None:
        if limits.cancelled():
            event.interrupt()

    def hear_in_search(event: HighsCallbackEvent) -> None:
        limits.told(event.data_out.mip_primal_bound, event.data_out.mip_dual_bound)
        hear(event)

    highs.cbMipInterrupt += hear_in_search
    highs.cbSimplexInterrupt += hear

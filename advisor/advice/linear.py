"""A mixed-integer linear programme, and HiGHS to solve it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from advisor.domain.errors import TaskCancelled

if TYPE_CHECKING:
    from highspy import Highs
    from highspy.highs import HighsCallbackEvent

# Whole numbers of shares times prices: looser tolerances would let a switch that is almost off move a dollar.
_FEASIBILITY_TOLERANCE = 1e-8


@dataclass(slots=True)
class LinearModel:
    """Columns and rows of a minimisation, gathered one by one."""

    costs: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    integer: list[bool] = field(default_factory=list)
    rows: list[tuple[float, float, Mapping[int, float]]] = field(default_factory=list)

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
        values: One per column.
        bound: No point has a smaller objective than this.
        end: What ended the search.
    """

    values: Sequence[float]
    objective: float
    bound: float
    end: SearchEnd


def minimise(
    model: LinearModel,
    *,
    absolute_gap: float,
    time_limit: float,
    start: Sequence[float] | None,
    cancelled: Callable[[], bool],
) -> LinearSolution | None:
    """Search until the objective is proven within `absolute_gap` of the best, for `time_limit` seconds, or until `cancelled`.

    Returns:
        None when no point satisfies every row, or none was found in time.

    Raises:
        TaskCancelled: `cancelled` answered True before any point was found.
    """
    highs = _load(model, integer=True)
    highs.setOptionValue("time_limit", time_limit)
    highs.setOptionValue("mip_abs_gap", absolute_gap)
    highs.setOptionValue("mip_rel_gap", 0.0)
    if start is not None:
        _set_start(highs, start)
    _stop_when(highs, cancelled)
    highs.run()
    info = highs.getInfo()
    if math.isfinite(info.objective_function_value) and _has_solution(highs):
        values = list(highs.getSolution().col_value)
        # Without whole numbers the solver proves the point itself and leaves the field for the bound at 0.
        bound = info.mip_dual_bound if any(model.integer) else info.objective_function_value
        return LinearSolution(values, info.objective_function_value, bound, _end(highs))
    if cancelled():
        raise TaskCancelled
    return None


def relaxed_minimum(model: LinearModel) -> float | None:
    """The objective when every number may be fractional; None when nothing satisfies the rows."""
    from highspy import HighsModelStatus  # noqa: PLC0415

    highs = _load(model, integer=False)
    highs.run()
    if highs.getModelStatus() != HighsModelStatus.kOptimal:
        return None
    return float(highs.getInfo().objective_function_value)


def _has_solution(highs: Highs) -> bool:
    from highspy import SolutionStatus  # noqa: PLC0415

    return bool(highs.getInfo().primal_solution_status == SolutionStatus.kSolutionStatusFeasible)


def _end(highs: Highs) -> SearchEnd:
    from highspy import HighsModelStatus  # noqa: PLC0415

    ends = {HighsModelStatus.kTimeLimit: SearchEnd.TIME_LIMIT, HighsModelStatus.kInterrupt: SearchEnd.STOPPED}
    return ends.get(highs.getModelStatus(), SearchEnd.PROVEN)


def _load(model: LinearModel, *, integer: bool) -> Highs:
    import highspy  # noqa: PLC0415

    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.costs), len(model.rows)
    lp.col_cost_ = np.array(model.costs)
    lp.col_lower_, lp.col_upper_ = np.array(model.lower), np.array(model.upper)
    lp.row_lower_ = np.array([row[0] for row in model.rows])
    lp.row_upper_ = np.array([row[1] for row in model.rows])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum([0, *(len(row[2]) for row in model.rows)])
    lp.a_matrix_.index_ = np.array([column for row in model.rows for column in row[2]], dtype=np.int32)
    lp.a_matrix_.value_ = np.array([value for row in model.rows for value in row[2].values()], dtype=float)
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


def _set_start(highs: Highs, start: Sequence[float]) -> None:
    from highspy import HighsSolution  # noqa: PLC0415

    solution = HighsSolution()
    solution.col_value = list(start)
    highs.setSolution(solution)


def _stop_when(highs: Highs, cancelled: Callable[[], bool]) -> None:
    def stop(event: HighsCallbackEvent) -> None:
        if cancelled():
            event.interrupt()

    highs.cbMipInterrupt += stop
    highs.cbSimplexInterrupt += stop

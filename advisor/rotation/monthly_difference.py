"""How far two ways of working out one line are apart, month by month."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from advisor.rotation.model_series import Line
from advisor.rotation.model_synthesis import MonthlyDifference
from advisor.rotation.returns import common_months


def monthly_difference(synthesised: Line, direct: Line) -> MonthlyDifference | None:
    """Compare two lines over the months that both have whole; None without one."""
    return difference_by_month(*common_months(synthesised, direct))


def difference_by_month(
    months: NDArray[np.int64], synthesised: NDArray[np.float64], direct: NDArray[np.float64]
) -> MonthlyDifference | None:
    """Compare two series of monthly returns; None without a month.

    Args:
        months: year * 12 + month - 1, ascending.
        synthesised: Returns in those months, as fractions.
        direct: The same, worked out in the other way.
    """
    if not len(months):
        return None
    apart = synthesised - direct
    size = np.abs(apart)
    return MonthlyDifference(months, synthesised, direct, float(size.mean()), float(apart.mean()), float(size.max()))

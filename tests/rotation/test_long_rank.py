"""A week among all weeks: by hand, and without a look ahead."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from advisor.rotation.model_series import Line
from advisor.rotation.signals.long_rank import long_rank

FRIDAYS = [date(2026, 1, 2) + timedelta(weeks=week) for week in range(5)]


def weeks(*closes: float) -> Line:
    days = np.array([day.toordinal() for day in FRIDAYS[: len(closes)]], dtype=np.int64)
    return Line("MDY", days, np.array(closes), "")


def test_the_week_is_ranked_among_those_up_to_it() -> None:
    line = weeks(100, 110, 99, 103.95, 124.74)  # +10 %, −10 %, +5 %, +20 %
    told = long_rank(line, FRIDAYS[3])
    assert "returned +5.0% in that week: number 2 of 3 weeks since Jan 9, 2026" in told
    assert told == long_rank(weeks(100, 110, 99, 103.95), FRIDAYS[3])


def test_a_week_that_is_not_on_file_has_no_rank() -> None:
    assert long_rank(weeks(100, 110), FRIDAYS[2]) == ""
    assert long_rank(weeks(100, 110), FRIDAYS[0]) == ""

"""Invented lines: a year and a half of weekdays, and a crowd that is drawn in tiles."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from advisor.presentation.views import Between, ChartLine, ChartMark, TimeSeriesView, Unit
from advisor.ui.charts.time_series.chart import TimeSeriesChart
from advisor.ui.charts.time_series.time_window import TimeWindow
from advisor.ui.theme import Themes

LAST = date(2026, 2, 10)
JAN_2 = date(2026, 1, 2)


def weekdays(count: int) -> np.ndarray:
    """The last so many weekdays up to Feb 10, 2026."""
    found = [day for day in range(LAST.toordinal(), LAST.toordinal() - 2 * count - 7, -1) if date.fromordinal(day).weekday() < 5]
    return np.array(found[:count][::-1])


@pytest.fixture
def themes(qapp) -> Themes:
    return Themes("light")


@pytest.fixture
def window() -> TimeWindow:
    return TimeWindow()


@pytest.fixture
def pair() -> TimeSeriesView:
    days = weekdays(400)
    steps = np.arange(400)
    rest = 100 + 0.05 * steps + 2 * np.sin(steps / 9)
    seven = 90 + 0.03 * steps + 6 * np.sin(steps / 25)
    return TimeSeriesView(
        "The other 493 lead the seven",
        (ChartLine("seven", "The seven", "mega_cap_tech", days, seven), ChartLine("rest", "The other 493", "sp493", days, rest)),
        Unit.PRICE,
        rebased=True,
        marks=(ChartMark(JAN_2, "Jan 2", "The year begins."), ChartMark(date(2026, 2, 6), "Feb 6")),
        between=Between("rest", "seven", JAN_2),
        caption="Total return, daily closes",
    )


@pytest.fixture
def crowd() -> TimeSeriesView:
    days = weekdays(700)
    walks = 100 * np.exp(np.cumsum(np.random.default_rng(5).normal(0, 0.01, (150, 700)), axis=1))
    lines = tuple(ChartLine(str(row), f"Member {row}", "us_other", days, walk, False) for row, walk in enumerate(walks))
    index = ChartLine("index", "The index", "sp493", days, walks.mean(axis=0))
    return TimeSeriesView("Members of the index", (*lines, index), Unit.PRICE)


@pytest.fixture
def make_chart(qtbot, themes, window) -> Callable[..., TimeSeriesChart]:
    def make(view: TimeSeriesView, months: int | None = 12, size: tuple[int, int] = (548, 230)) -> TimeSeriesChart:
        chart = TimeSeriesChart(themes, window)
        qtbot.addWidget(chart)
        window.show_last(months)
        chart.resize(*size)
        chart.show_view(view)
        chart.show()
        qtbot.waitExposed(chart)
        return chart

    return make

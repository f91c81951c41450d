"""The chart of lines with its table, as a page puts it into a card."""

from __future__ import annotations

from advisor.ui.charts.picture_or_table import PictureOrTable
from advisor.ui.charts.time_series.chart import TimeSeriesChart
from advisor.ui.charts.time_series.day_table import day_table
from advisor.ui.charts.time_series.time_window import TimeWindow
from advisor.ui.tables.long_table import LongTable
from advisor.ui.theme import Themes


class TimeSeriesPanel(PictureOrTable):
    """A `TimeSeriesChart`, as `chart`, and the days in sight as a table when its menu asks for them."""

    chart: TimeSeriesChart

    def __init__(self, themes: Themes, window: TimeWindow) -> None:
        self._themes = themes
        super().__init__(TimeSeriesChart(themes, window), self._days)

    def _days(self) -> LongTable[int] | None:
        scene = self.chart.scene()
        if scene is None:
            return None
        name = f"{self.chart.accessibleName()}, day by day"
        return day_table(scene.reader, scene.stage.left, scene.stage.right, name, self._themes)

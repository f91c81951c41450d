"""Where everything in a chart of lines stands: worked out for each size and each set of days, then only painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSizeF

from advisor.domain.days import long_date
from advisor.presentation.views import TimeSeriesView
from advisor.ui.charts import drawing
from advisor.ui.charts.time_series.date_axis import DateTick, date_ticks
from advisor.ui.charts.time_series.end_names import EndName, figure_below, needed_width, place_names
from advisor.ui.charts.time_series.flags import Flag, PlacedFlag, place_flags
from advisor.ui.charts.time_series.readings import Reader
from advisor.ui.charts.time_series.scaling import BASE, Measure
from advisor.ui.charts.time_series.value_axis import Tick, value_ticks

FLAG_HEIGHT = 16.0
FLAG_TOP = 3.0
AXIS_HEIGHT = 24.0
_TOP = 10.0
_AXIS_GAP = 14.0
_WIDEST_NAMES = 0.4  # of the chart
_FLAGS_A_ROW = 2  # one to either side
_MOST_FLAG_ROWS = 2


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """What a chart is laid out from: its view, its lines as scaled and fitted, days in sight, and its size.

    Attributes:
        named: Rows with a name at their end.
        pointed: One more row, of the crowd, that is pointed at.
    """

    view: TimeSeriesView
    reader: Reader
    named: Sequence[int]
    pointed: int | None
    left: float
    span: float
    size: QSizeF
    ratio: float

    @property
    def right(self) -> float:
        return self.left + self.span

    @property
    def has_crowd(self) -> bool:
        return len(self.named) < len(self.reader.lines)

    @property
    def figures_below(self) -> bool:
        """Whether figures stand below the names; a name that comes and goes with the pointer never changes that."""
        return figure_below(len(self.named) + self.has_crowd, self.size.height() - AXIS_HEIGHT - FLAG_HEIGHT)

    def ticks(self) -> tuple[Tick, ...]:
        scaling, fit = self.reader.scaling, self.reader.fit
        level = {Measure.REBASED: BASE, Measure.DRAWDOWN: 0.0, Measure.VALUES: self.view.level}[scaling.measure]
        return value_ticks(fit.low, fit.high, scaling, self.reader.unit, level)

    def margins(self) -> tuple[float, float]:
        """Logical pixels that the axis needs left of the plot and the names right of it."""
        axis = max((drawing.width_of(tick.text, "caption") for tick in self.ticks()), default=0.0)
        rows = list(self.named)
        if self.has_crowd:
            crowd = set(range(len(self.reader.lines))).difference(self.named)
            rows.append(max(crowd, key=lambda row: len(self.reader.lines[row].label)))
        names = needed_width(self.reader, rows, self.left, self.right, below=self.figures_below)
        return axis + _AXIS_GAP, min(names, self.size.width() * _WIDEST_NAMES)


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """One laid-out chart; days and heights to logical pixels and back."""

    stage: Stage
    plot: QRectF
    ticks: tuple[Tick, ...]
    dates: tuple[DateTick, ...]
    flags: tuple[PlacedFlag, ...]
    names: tuple[EndName, ...]

    @property
    def reader(self) -> Reader:
        return self.stage.reader

    def x_of(self, day: float) -> float:
        return self.plot.left() + (day - self.stage.left) / self.stage.span * self.plot.width()

    def day_at(self, x: float) -> float:
        return self.stage.left + (x - self.plot.left()) / self.plot.width() * self.stage.span

    def y_of(self, height: float) -> float:
        fit = self.reader.fit
        return self.plot.bottom() - (height - fit.low) / (fit.high - fit.low) * self.plot.height()

    def lines_area(self) -> QRectF:
        """The plot; where lines start at 100 at its left edge, from the first day on that they have in common there."""
        scaling, places = self.reader.scaling, self.reader.table.places(self.stage.left, self.stage.right)
        if scaling.measure != Measure.REBASED or scaling.base_day is not None or places.start >= places.stop:
            return self.plot
        start = self.x_of(float(self.reader.table.days[places.start]))
        return self.plot.adjusted(max(start - self.plot.left() - 1, 0), 0, 0, 0)

    def spot(self, row: int, place: int) -> QPointF:
        """Where a line stands on a day; not finite where it has no value of its own."""
        return QPointF(self.x_of(float(self.reader.table.days[place])), self.y_of(self.reader.height(row, place)))


def lay_out(stage: Stage, margins: tuple[float, float]) -> Scene:
    """Place everything, with the plot between these margins."""
    rows = min(ceil(len(_words(stage)) / _FLAGS_A_ROW), _MOST_FLAG_ROWS)
    plot = _plot(stage, margins, rows)
    dates = date_ticks(stage.left, stage.right, plot.width(), partial(drawing.width_of, role="caption"))
    bare = Scene(stage, plot, stage.ticks(), dates, (), ())
    rows_named = stage.named if stage.pointed is None else (*stage.named, stage.pointed)
    names = place_names(stage.reader, rows_named, plot, stage.left, stage.right, below=stage.figures_below, spot=bare.spot)
    return Scene(stage, plot, bare.ticks, dates, _flags(bare, rows), names)


def _plot(stage: Stage, margins: tuple[float, float], flag_rows: int) -> QRectF:
    top = _TOP + flag_rows * FLAG_HEIGHT
    width, height = stage.size.width() - sum(margins), stage.size.height() - top - AXIS_HEIGHT
    return drawing.snapped(QRectF(margins[0], top, max(width, 1.0), max(height, 1.0)), stage.ratio)


def _flags(scene: Scene, rows: int) -> tuple[PlacedFlag, ...]:
    flags = []
    for day, text in _words(scene.stage):
        x = scene.plot.left() if day is None else scene.x_of(day.toordinal())
        if scene.plot.left() <= x <= scene.plot.right():
            flags.append(Flag(x, text, drawing.width_of(text, "caption"), has_line=day is not None))
    return place_flags(flags, scene.plot.left(), scene.stage.size.width(), rows)


def _words(stage: Stage) -> list[tuple[date | None, str]]:
    """The word of each mark, and what day is 100; None for the left edge."""
    marks = {mark.day: mark.label for mark in stage.view.marks}
    if stage.reader.scaling.measure != Measure.REBASED:
        return list(marks.items())
    base = stage.reader.scaling.base_day
    if base is not None:
        day = date.fromordinal(base)
        return list({**marks, day: f"100 = {long_date(day)}"}.items())
    places = stage.reader.table.places(stage.left, stage.right)
    first = f"100 = {long_date(stage.reader.day(places.start))}" if places.start < places.stop else ""
    return [(None, first), *marks.items()]

"""A chart of lines without its widget: what is drawn, how it is scaled, and its layout for the days in sight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import isfinite

import numpy as np
from PySide6.QtCore import QObject, QSizeF, Qt, Signal
from PySide6.QtGui import QPainter

from advisor.presentation.views import ChartLine, TimeSeriesView, Unit
from advisor.ui.charts.time_series.drawn_lines import DrawnLines, Projection
from advisor.ui.charts.time_series.fit import Fit, fit_heights
from advisor.ui.charts.time_series.layers import layers_of, lone_layer
from advisor.ui.charts.time_series.line_picture import LinePicture
from advisor.ui.charts.time_series.line_table import LineTable, line_table
from advisor.ui.charts.time_series.painting import paint_ground, paint_pointer, paint_signs
from advisor.ui.charts.time_series.readings import Reader
from advisor.ui.charts.time_series.scaling import Levels, Measure, Rebasing, Scaling, levels_of, refusal
from advisor.ui.charts.time_series.scene import Scene, Stage, lay_out
from advisor.ui.charts.time_series.tiles import TileSet
from advisor.ui.charts.time_series.time_window import TimeWindow
from advisor.ui.theme import Theme

LinePainter = Callable[[QPainter, Scene], None]
_EMPTY = TimeSeriesView("", (), Unit.INDEX)


class Plot(QObject):
    """Holds one view and lays it out; the crowd, where there is one, stands first among its lines.

    Signals:
        improved: Another paint would show more of the lines.
    """

    improved = Signal()

    def __init__(self, window: TimeWindow, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.view = _EMPTY
        self.lines: tuple[ChartLine, ...] = ()
        self.table: LineTable = line_table(())
        self.scaling = Scaling()
        self.own_measure = Measure.VALUES  # what the view shows unless the reader wants something else
        self.highlighted: int | None = None
        self._prominent: tuple[int, ...] = ()
        self._window = window
        self._theme = theme
        self._levels: Levels = levels_of(self.table, self.scaling)
        self._fit: Fit | None = None
        self._scene: Scene | None = None
        self._margins = (0.0, 0.0)
        self.picture = LinePicture(self)
        self._lone_picture = LinePicture(self)
        self.picture.improved.connect(self.improved)

    @property
    def told_rows(self) -> tuple[int, ...]:
        """Rows whose values are told on a day: those with names, and the one pointed at."""
        return self._prominent if self._pointed is None else (*self._prominent, self._pointed)

    def show(self, view: TimeSeriesView) -> None:
        """Take a view; what the reader chose of the scale stays, unless the new lines refuse it."""
        self.view = view
        self.lines = tuple(sorted(view.lines, key=lambda line: line.prominent))
        self.table = line_table(self.lines)
        self._prominent = tuple(row for row, line in enumerate(self.lines) if line.prominent)
        self.highlighted = None
        base_day = view.base_day.toordinal() if view.base_day else None
        own = Measure.REBASED if view.rebased else Measure.VALUES
        measure = own if self.scaling.measure == self.own_measure else self.scaling.measure
        self.own_measure = own
        chosen = replace(self.scaling, measure=measure, base_day=base_day)
        fallbacks = (chosen, replace(chosen, measure=own), replace(chosen, measure=own, log=False), Scaling())
        self.scale(next(scaling for scaling in fallbacks if not self.refusal(scaling)))

    def refusal(self, scaling: Scaling) -> str:
        """Why the lines cannot be shown in this scaling; empty where they can."""
        return refusal(self.lines, self.view.unit, scaling)

    def scale(self, scaling: Scaling) -> None:
        """Show the lines in a scaling that is not refused."""
        self.scaling = scaling
        self._levels = levels_of(self.table, scaling)
        self.picture.show(DrawnLines(self._levels, layers_of(self.lines, self._theme)))
        self.highlight(None)
        self.settle()

    def dress(self, theme: Theme) -> None:
        """Paint in another theme's colours from now on."""
        self._theme = theme
        self.picture.show(DrawnLines(self._levels, layers_of(self.lines, theme)))
        self.highlight(self.highlighted)

    def highlight(self, row: int | None) -> None:
        """Lay one line over the others, and name it."""
        if row is not None:
            lone = Levels(self._levels.days, self._levels.heights[row : row + 1], self.scaling)
            self._lone_picture.show(DrawnLines(lone, (lone_layer(self.lines[row], self._theme),)))
        if row != self.highlighted:
            self.highlighted = row
            self._scene = None

    def follow(self, columns: int) -> None:
        """Other days are in sight: fit the heights to them, if the lines are few enough to be drawn anew in every frame."""
        self._scene = None
        if self.follows_at_once(columns):
            self._fit = self._best_fit()

    def follows_at_once(self, columns: int) -> bool:
        """Whether heights are fitted while the chart moves, rather than when it comes to rest."""
        return self.picture.draws_at_once(columns)

    def settle(self) -> None:
        """Fit the heights and the margins to the days in sight."""
        best = self._best_fit()
        if self._fit is None or best is None or not self._fit.serves(best):
            self._fit = best
        self._margins = (0.0, 0.0)
        self._scene = None

    def forget_scene(self) -> None:
        """Lay out anew at the next paint: the size has changed, or the margins of a linked chart."""
        self._scene = None

    def scene(self, size: QSizeF, ratio: float) -> Scene | None:
        """The layout for the days in sight; None where no line has a value in them."""
        if self._fit is None:
            return None
        if self._scene is None or (self._scene.stage.size, self._scene.stage.ratio) != (size, ratio):
            reader = Reader(self.lines, self.table, self._levels, self._fit, self.view.unit)
            stage = Stage(self.view, reader, self._prominent, self._pointed, self._window.left, self._window.span, size, ratio)
            needed = stage.margins()
            self._margins = max(self._margins[0], needed[0]), max(self._margins[1], needed[1])
            self._window.keep_margins(self, *self._margins)
            self._scene = lay_out(stage, self._window.margins)
        return self._scene

    def paint(self, painter: QPainter, scene: Scene, paint_lines: LinePainter | None = None) -> None:
        """Paint everything; lines as the screen needs them, or as `paint_lines` does for a file."""
        paint_ground(painter, scene, self._theme)
        painter.save()
        painter.setClipRect(scene.lines_area())
        (paint_lines or self._paint_lines)(painter, scene)
        painter.restore()
        paint_signs(painter, scene, self._theme)

    def paint_pointer(self, painter: QPainter, scene: Scene, place: int) -> None:
        """Paint the hair on a day, with dots on the lines that have names."""
        paint_pointer(painter, scene, self._theme, place, list(self.told_rows))

    def paint_whole(self, painter: QPainter, scene: Scene) -> None:
        """Paint the lines at the painter's own resolution, however long it takes."""
        projection = self._projection(scene, painter.device().devicePixelRatioF())
        tiles = TileSet(DrawnLines(self._levels, layers_of(self.lines, self._theme)), projection)
        numbers = tiles.numbers(projection.left, projection.columns)
        for number in numbers:
            tiles.make(number)
        painter.save()
        painter.setClipRect(scene.plot, Qt.ClipOperation.IntersectClip)
        tiles.paint(painter, scene.plot, projection.left, numbers)
        painter.restore()

    def nearest_row(self, scene: Scene, place: int, y: float, reach: float) -> int | None:
        """The line whose spot on a day is nearest to this height of the chart; None where none is within reach."""
        rebasing = scene.reader.fit.rebasing
        heights = self._levels.heights[:, place] * rebasing.factors + rebasing.shifts
        away = np.array([abs(scene.y_of(height) - y) if isfinite(height) else np.inf for height in heights.tolist()])
        row = int(away.argmin()) if len(away) else 0
        return row if len(away) and away[row] <= reach else None

    @property
    def _pointed(self) -> int | None:
        return None if self.highlighted in self._prominent else self.highlighted

    def _best_fit(self) -> Fit | None:
        return fit_heights(self._levels, self._window.left, self._window.right, self.view.fixed_range)

    def _paint_lines(self, painter: QPainter, scene: Scene) -> None:
        projection = self._projection(scene, painter.device().devicePixelRatioF())
        self.picture.paint(painter, scene.plot, projection)
        row = self.highlighted
        if row is not None:
            mine = projection.rebasing
            lone = Rebasing(mine.factors[row : row + 1], mine.shifts[row : row + 1])
            self._lone_picture.paint(painter, scene.plot, replace(projection, rebasing=lone))

    def _projection(self, scene: Scene, ratio: float) -> Projection:
        fit, plot = scene.reader.fit, scene.plot
        columns, rows = round(plot.width() * ratio), round(plot.height() * ratio)
        return Projection(scene.stage.left, scene.stage.span / columns, fit.low, fit.high, columns, rows, ratio, fit.rebasing)

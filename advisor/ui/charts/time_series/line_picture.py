"""The lines of a chart on the screen: drawn at once where they are few; in tiles, slice by slice, where they are many.

While many lines are moved, what is shown is the picture itself, shifted by whole pixels; only strips that come into sight are
drawn. While they are zoomed, it is the last picture stretched, and beyond its edges the whole history stretched, until the true
one has been drawn between two events. A slice takes a few milliseconds, so that the window never waits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from time import perf_counter

from PySide6.QtCore import QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QRegion

from advisor.ui.charts.time_series.drawn_lines import DrawnLines, Projection
from advisor.ui.charts.time_series.tiles import TileSet

_AT_ONCE = 40_000  # lines times columns: about eight milliseconds
_SLICE_SECONDS = 0.006
_FIRST_PICTURE_SECONDS = 0.12
_HISTORY_COLUMNS = 512
_REST_MS = 40  # without another scale, before the stretched picture is replaced


class LinePicture(QObject):
    """What a chart paints its lines with.

    Signals:
        improved: Another paint would show more.
    """

    improved = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: DrawnLines | None = None
        self._whole: tuple[Projection, QImage] | None = None
        self._tiles: TileSet | None = None
        self._last: TileSet | None = None  # the one before, stretched until its successor is there
        self._history: TileSet | None = None
        self._wanted: Projection | None = None
        self._is_zooming = False  # until a slice finds the scale unchanged
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._draw_slice)

    @property
    def is_finished(self) -> bool:
        """Whether what was last painted was the true picture."""
        return self._tiles is None or self._wanted is None or not self._tiles.missing(self._visible(self._tiles, self._wanted))

    def show(self, lines: DrawnLines) -> None:
        """Take other lines, or the same in other colours."""
        self._lines = lines
        self._whole = self._tiles = self._last = self._history = self._wanted = None
        self._timer.stop()

    def draws_at_once(self, columns: int) -> bool:
        """Whether lines are so few that every frame can be the true picture."""
        return self._lines is None or self._lines.count * columns <= _AT_ONCE

    def paint(self, painter: QPainter, plot: QRectF, projection: Projection) -> None:
        """Paint the lines into the plot, whose edges lie on device pixels."""
        if self._lines is None or not self._lines.count:
            return
        self._wanted = projection
        painter.save()
        painter.setClipRect(plot, Qt.ClipOperation.IntersectClip)
        if self.draws_at_once(projection.columns):
            painter.drawImage(plot.topLeft(), self._whole_picture(self._lines, projection))
        else:
            self._paint_tiles(painter, plot, self._tiles_for(self._lines, projection), projection)
        painter.restore()

    def _whole_picture(self, lines: DrawnLines, projection: Projection) -> QImage:
        if self._whole is None or not self._whole[0].equals(projection):
            picture = lines.picture(projection, 0, projection.columns)
            picture.setDevicePixelRatio(projection.ratio)
            self._whole = projection, picture
        return self._whole[1]

    def _tiles_for(self, lines: DrawnLines, projection: Projection) -> TileSet:
        if self._tiles is None or not self._tiles.projection.scrolls_to(projection):
            if self._tiles is not None and (self._last is None or self.is_finished):
                self._last = self._tiles
            self._tiles = TileSet(lines, projection)
            self._is_zooming = self._last is not None
        return self._tiles

    def _visible(self, tiles: TileSet, projection: Projection) -> range:
        return tiles.numbers(projection.left, projection.columns)

    def _paint_tiles(self, painter: QPainter, plot: QRectF, tiles: TileSet, projection: Projection) -> None:
        numbers = self._visible(tiles, projection)
        self._draw_what_time_allows(tiles, numbers)
        missing = tiles.missing(numbers)
        if missing:
            self._paint_meanwhile(painter, plot, [tiles.area(number, plot, projection.left) for number in missing], projection)
        else:
            self._last = None
        tiles.paint(painter, plot, projection.left, numbers)
        self._timer.start(_REST_MS if self._is_zooming else 0)

    def _draw_what_time_allows(self, tiles: TileSet, numbers: Sequence[int]) -> None:
        if self._last is not None:
            return  # a stretched picture stands in for the missing tiles: the frame comes first
        is_first = len(tiles.missing(numbers)) == len(numbers)
        _work(tiles, tiles.missing(numbers), _FIRST_PICTURE_SECONDS if is_first else _SLICE_SECONDS)

    def _paint_meanwhile(self, painter: QPainter, plot: QRectF, bare: Sequence[QRectF], projection: Projection) -> None:
        """Fill bare areas with the last picture where it reaches, else with the whole history."""
        for stand_in in (self._last, self._history):
            if stand_in is None or not bare:
                continue
            covered = [area for area in bare if stand_in is self._history or stand_in.covers(area, plot, projection)]
            painter.save()
            painter.setClipRegion(_region(covered), Qt.ClipOperation.IntersectClip)
            stand_in.paint_stretched(painter, plot, projection)
            painter.restore()
            bare = [area for area in bare if area not in covered]

    def _draw_slice(self) -> None:
        """Visible tiles first, then a screen to either side, then the whole history."""
        if self._lines is None or self._tiles is None or self._wanted is None:
            return
        self._is_zooming = False
        tiles, wanted = self._tiles, self._wanted
        visible = self._visible(tiles, wanted)
        missing = tiles.missing(visible)
        if missing:
            _work(tiles, missing, _SLICE_SECONDS)
            self._timer.start(0)
            self.improved.emit()
        elif self._prepare(self._lines, tiles, wanted, visible):
            self._timer.start(0)

    def _prepare(self, lines: DrawnLines, tiles: TileSet, wanted: Projection, visible: range) -> bool:
        """Draw a slice of what may come into sight next; says whether there was anything to do."""
        near = range(visible.start - len(visible), visible.stop + len(visible))
        tiles.forget_beyond(near)
        ahead = tiles.missing(near)
        if ahead:
            return _work(tiles, ahead, _SLICE_SECONDS)
        history = self._history_for(lines, wanted)
        return _work(history, history.missing(history.numbers(history.projection.left, _HISTORY_COLUMNS)), _SLICE_SECONDS)

    def _history_for(self, lines: DrawnLines, wanted: Projection) -> TileSet:
        days = lines.levels.days
        step = (int(days[-1]) - int(days[0]) + 1) / _HISTORY_COLUMNS
        whole = replace(wanted, left=float(days[0]), step=step, columns=_HISTORY_COLUMNS)
        if self._history is None or not self._history.projection.scrolls_to(whole):
            self._history = TileSet(lines, whole)
        return self._history


def _work(tiles: TileSet, numbers: Sequence[int], seconds: float) -> bool:
    """Draw tiles until the time is up, at least one; says whether there were any."""
    end = perf_counter() + seconds
    for number in numbers:
        tiles.make(number)
        if perf_counter() >= end:
            break
    return bool(numbers)


def _region(areas: Sequence[QRectF]) -> QRegion:
    region = QRegion()
    for area in areas:
        region = region.united(area.toAlignedRect())
    return region

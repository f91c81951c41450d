"""The picture of many lines in upright tiles, so that moving it draws only what comes into sight."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, floor

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from advisor.ui.charts.time_series.drawn_lines import DrawnLines, Projection

_LINE_COLUMNS = 16_384  # of one tile: some five milliseconds
_NARROWEST, _WIDEST = 8, 512


class TileSet:
    """Tiles of one scale. Tile 0 begins at `projection.left`, as it was at first; the others lie to both sides of it."""

    def __init__(self, lines: DrawnLines, projection: Projection) -> None:
        self.projection = projection
        self._lines = lines
        self._tiles: dict[int, QImage] = {}
        self._width = max(_NARROWEST, min(_WIDEST, _LINE_COLUMNS // max(1, lines.count)))

    def numbers(self, left: float, columns: int) -> range:
        """The tiles that a picture of so many columns from this day on needs."""
        start = self.column_of(left)
        return range(floor(start / self._width), ceil((start + columns) / self._width))

    def missing(self, numbers: Iterable[int]) -> list[int]:
        return [number for number in numbers if number not in self._tiles]

    def make(self, number: int) -> None:
        """Draw a tile; takes some milliseconds."""
        self._tiles[number] = self._lines.picture(self.projection, number * self._width, self._width)

    def forget_beyond(self, numbers: range) -> None:
        """Give up the tiles outside these."""
        for number in [number for number in self._tiles if number not in numbers]:
            del self._tiles[number]

    def column_of(self, day: float) -> int:
        """The column that begins nearest to a day."""
        return round((day - self.projection.left) / self.projection.step)

    def area(self, number: int, plot: QRectF, left: float) -> QRectF:
        """Where a tile lies when the plot's left edge is at this day; logical pixels."""
        ratio = self.projection.ratio
        x = (number * self._width - self.column_of(left)) / ratio
        return QRectF(plot.left() + x, plot.top(), self._width / ratio, self.projection.rows / ratio)

    def paint(self, painter: QPainter, plot: QRectF, left: float, numbers: Iterable[int]) -> None:
        """Paint these tiles, as far as they are there, pixel for pixel."""
        for number in numbers:
            tile = self._tiles.get(number)
            if tile is not None:
                tile.setDevicePixelRatio(self.projection.ratio)
                painter.drawImage(QPointF(self.area(number, plot, left).topLeft()), tile)

    def covers(self, area: QRectF, plot: QRectF, wanted: Projection) -> bool:
        """Whether the tiles, stretched to the wanted scale, leave nothing of the area bare."""
        days_per_pixel = wanted.step * wanted.ratio
        start = wanted.left + (area.left() - plot.left()) * days_per_pixel
        columns = ceil(area.width() * days_per_pixel / self.projection.step)
        return not self.missing(self.numbers(start, columns))

    def paint_stretched(self, painter: QPainter, plot: QRectF, wanted: Projection) -> None:
        """Paint all tiles as they would roughly look at another scale."""
        mine = self.projection
        days_per_pixel = wanted.step * wanted.ratio
        pixels_per_height = plot.height() / (wanted.high - wanted.low)
        top = plot.top() + (wanted.high - mine.high) * pixels_per_height
        height = (mine.high - mine.low) * pixels_per_height
        for number, tile in self._tiles.items():
            first = (mine.left + number * self._width * mine.step - wanted.left) / days_per_pixel
            width = self._width * mine.step / days_per_pixel
            area = QRectF(plot.left() + first, top, width, height)
            if area.intersects(plot):
                painter.drawImage(area, tile, QRectF(0, 0, tile.width(), tile.height()))

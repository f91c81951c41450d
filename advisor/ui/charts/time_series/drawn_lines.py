"""Any part of a chart's lines as a picture, at any scale."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from advisor.ui.charts.time_series.columns import Spans, column_spans
from advisor.ui.charts.time_series.scaling import Levels, Rebasing
from advisor.ui.charts.time_series.strokes import Layer, margin, paint_layers


@dataclass(frozen=True, slots=True, eq=False)
class Projection:
    """Where days and heights stand in a picture, in device pixels.

    Attributes:
        left: Day at the left edge, with a fraction.
        step: Days that a column is wide.
        low, high: Heights at the bottom and top edge.
        columns, rows: Size of the picture.
        ratio: Device pixels to a logical one.
    """

    left: float
    step: float
    low: float
    high: float
    columns: int
    rows: int
    ratio: float
    rebasing: Rebasing

    def equals(self, other: Projection) -> bool:
        """Whether the other shows the same picture at the same place."""
        return self.left == other.left and self.columns == other.columns and self.scrolls_to(other)

    @property
    def rows_per_height(self) -> float:
        return self.rows / (self.high - self.low)

    def scrolls_to(self, other: Projection) -> bool:
        """Whether the other shows the same picture, perhaps further left or right."""
        scale = self.step, self.low, self.high, self.rows, self.ratio
        others = other.step, other.low, other.high, other.rows, other.ratio
        return scale == others and self.rebasing.equals(other.rebasing)


@dataclass(frozen=True, slots=True, eq=False)
class DrawnLines:
    """Lines with their inks.

    Attributes:
        layers: Lowest first, widths in logical pixels.
    """

    levels: Levels
    layers: tuple[Layer, ...]

    @property
    def count(self) -> int:
        return len(self.levels.heights)

    def picture(self, projection: Projection, first: int, columns: int) -> QImage:
        """Some columns of the picture, from `first` on, which may lie left or right of its edges; transparent between lines."""
        layers = [replace(layer, width=layer.width * projection.ratio) for layer in self.layers]
        spare = max((margin(layer.width) for layer in layers), default=0)
        left = projection.left + (first - spare) * projection.step
        spans = column_spans(self.levels.days, self.levels.heights, left, projection.step, columns + 2 * spare)
        pixels = np.zeros((projection.rows, columns, 4), dtype=np.uint8)
        paint_layers(pixels, _in_rows(spans, projection), layers, spare)
        return _image(pixels)


def _in_rows(spans: Spans, projection: Projection) -> Spans:
    """Heights as rows of pixels from the top."""
    per_height = projection.rows_per_height
    factors = (projection.rebasing.factors * per_height)[:, None]
    top = ((projection.high - projection.rebasing.shifts) * per_height)[:, None]
    return Spans(top - spans.high * factors, top - spans.low * factors, spans.rise * factors)


def _image(pixels: NDArray[np.uint8]) -> QImage:
    rows, columns, _ = pixels.shape
    seen = QImage(pixels.data, columns, rows, columns * 4, QImage.Format.Format_ARGB32_Premultiplied)
    return seen.copy()  # it owns its pixels: the array may go

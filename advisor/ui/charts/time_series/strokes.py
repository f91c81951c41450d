"""Lines as pixels: each column of a line is one upright strip with soft ends, and all strips are filled at once.

Qt's own painter needs about a microsecond for each corner of a wide, smooth line; five hundred lines have half a million.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from advisor.ui.charts.time_series.columns import Spans

_Rows = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """Lines that are laid down together; where two of them cross, the later one shows.

    Attributes:
        lines: Rows of the spans.
        inks: Blue, green, red, alpha of each of these lines, 0 to 255; shape (lines, 4).
        width: Of the line, in device pixels.
        strength: Of a line: 1 covers what lies below it, less lets that through, and several lines add up.
        most: What they add up to where very many of them meet.
    """

    lines: slice
    inks: NDArray[np.uint8]
    width: float
    strength: float = 1.0
    most: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class _Strips:
    """By line and column, in rows of pixels from the top: nothing is covered outside, all is inside, evenly less between."""

    top: _Rows
    full_top: _Rows
    full_bottom: _Rows
    bottom: _Rows


def margin(width: float) -> int:
    """Columns to either side of which a column of a line of this width must know."""
    return ceil(width / 2)


def paint_layers(pixels: NDArray[np.uint8], spans: Spans, layers: Sequence[Layer], spare: int) -> None:
    """Lay lines over a picture, the first layer lowest.

    Args:
        pixels: Premultiplied blue, green, red, alpha; shape (rows, columns, 4). Changed in place.
        spans: In rows of pixels from the top; `low` is the smaller number. Shapes (lines, columns + 2 * spare).
        layers: What to lay down.
        spare: Columns that the spans know to either side of the picture; at least the `margin` of the widest line.
    """
    for layer in layers:
        strips = _strips(_only(spans, layer.lines), layer.width, spare)
        places, coverage, line = _filled(strips, pixels.shape[0])
        if len(layer.inks) > 1 or layer.strength < 1:
            places, coverage, line = _merged(len(pixels.reshape(-1, 4)), places, coverage, line, layer)
        _lay(pixels.reshape(-1, 4), places, coverage, layer.inks[line])


def _only(spans: Spans, lines: slice) -> Spans:
    return Spans(spans.low[lines], spans.high[lines], spans.rise[lines])


def _strips(spans: Spans, width: float, spare: int) -> _Strips:
    """Strips of the columns inside the spare ones, as a round brush of this width would leave them."""
    half = width / 2
    inside = slice(spare, spans.low.shape[1] - spare)
    rise = spans.rise[:, inside]
    middle = (spans.low[:, inside] + spans.high[:, inside]) / 2
    upright, soft = half * np.sqrt(1 + rise * rise), np.maximum(rise, 1) / 2
    top, bottom = middle - upright, middle + upright
    highest, lowest = top + upright, bottom - upright
    for aside in range(-margin(width), margin(width) + 1):
        low, high = (part[:, inside.start + aside : inside.stop + aside] for part in (spans.low, spans.high))
        highest, lowest = np.fmin(highest, low), np.fmax(lowest, high)
        if abs(aside) <= half - 0.5:
            reach = (half * half - aside * aside) ** 0.5
            top, bottom = np.fmin(top, low - reach), np.fmax(bottom, high + reach)
    # A slope is taller than the brush, but the brush never leaves the line's own highs and lows.
    outer_top, outer_bottom = np.maximum(top - soft, highest - half - 0.5), np.minimum(bottom + soft, lowest + half + 0.5)
    full_top, full_bottom = np.maximum(top + soft, outer_top + 1), np.minimum(bottom - soft, outer_bottom - 1)
    return _Strips(*(edge.astype(np.float32) for edge in (outer_top, full_top, full_bottom, outer_bottom)))


def _filled(strips: _Strips, height: int) -> tuple[NDArray[np.int32], _Rows, NDArray[np.int32]]:
    """Every pixel that a strip touches: its place in the picture, how much of it is covered, and the strip's line."""
    columns = strips.top.shape[1]
    first = np.nan_to_num(np.clip(np.floor(strips.top), 0, height)).astype(np.int32).ravel()
    stop = np.nan_to_num(np.clip(np.ceil(strips.bottom), 0, height)).astype(np.int32).ravel()
    counts = stop - first
    strip = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    before = np.cumsum(counts, dtype=np.int32) - counts
    row = np.arange(len(strip), dtype=np.int32) - (before - first)[strip]
    middle = row.astype(np.float32) + np.float32(0.5)
    coverage: _Rows = np.minimum(
        _ramp(strips.top, strips.full_top, strip, middle), _ramp(strips.bottom, strips.full_bottom, strip, middle)
    )
    np.clip(coverage, 0, 1, out=coverage)
    line = strip // np.int32(columns)
    return row * np.int32(columns) + (strip - line * np.int32(columns)), coverage, line


def _ramp(bare: _Rows, full: _Rows, strip: NDArray[np.int32], middle: _Rows) -> _Rows:
    slope = (np.float32(1) / (full - bare)).ravel()
    start = bare.ravel() * slope
    return middle * slope[strip] - start[strip]


def _lay(pixels: NDArray[np.uint8], places: NDArray[np.int32], coverage: _Rows, inks: NDArray[np.uint8]) -> None:
    under = pixels[places].astype(np.float32)
    under += (inks - under) * coverage[:, None]
    pixels[places] = (under + np.float32(0.5)).astype(np.uint8)


def _merged(
    size: int, places: NDArray[np.int32], coverage: _Rows, line: NDArray[np.int32], layer: Layer
) -> tuple[NDArray[np.int32], _Rows, NDArray[np.int32]]:
    """One entry a pixel: what its lines add up to, and the last line that covers half of it."""
    total = np.bincount(places, coverage, minlength=size).astype(np.float64, copy=False)
    touched = np.flatnonzero(total).astype(np.int32)
    added = _added(total[touched], layer).astype(np.float32)
    if (layer.inks == layer.inks[0]).all():
        return touched, added, np.zeros(len(touched), dtype=np.int32)
    shown = np.zeros(size, dtype=np.int32)
    shown[places] = line
    strong = coverage >= 0.5
    shown[places[strong]] = line[strong]
    return touched, added, shown[touched]


def _added(total: NDArray[np.float64], layer: Layer) -> NDArray[np.float64]:
    if layer.strength == layer.most:
        return np.minimum(total, 1) * layer.most
    # Lines of strength s let (1 - s / most) of what is still missing through, one after the other.
    return layer.most * (1 - (1 - layer.strength / layer.most) ** total)

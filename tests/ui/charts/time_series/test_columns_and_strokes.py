"""Lines as pixels, against slow ways to draw the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from advisor.ui.charts.time_series.columns import Spans, column_spans
from advisor.ui.charts.time_series.strokes import Layer, margin, paint_layers

HEIGHTS = st.lists(st.one_of(st.floats(-50, 50), st.just(float("nan"))), min_size=1, max_size=25)
RED = np.array([[0, 0, 255, 255]], dtype=np.uint8)


@given(heights=HEIGHTS, left=st.floats(-3, 10), step=st.floats(0.2, 6), data=st.data())
def test_a_column_spans_all_that_the_line_does_in_it(heights, left, step, data):
    gaps = data.draw(st.lists(st.integers(1, 4), min_size=len(heights), max_size=len(heights)))
    days = np.cumsum(gaps)
    levels = np.array([heights])
    spans = column_spans(days, levels, left, step, 12)
    for column in range(12):
        start, end = left + column * step, left + (column + 1) * step
        dense = np.concatenate([np.linspace(start, end, 200)[:-1], days[(days >= start) & (days < end)]])
        seen = np.array([_height_at(day, days, levels[0]) for day in dense])
        if np.isnan(seen).all():
            continue
        assert spans.low[0, column] <= np.nanmin(seen) + 1e-9
        assert spans.high[0, column] >= np.nanmax(seen) - 1e-9
        inside = levels[0][(days >= start - 4 - step) & (days <= end + 4 + step)]
        assert spans.low[0, column] >= np.nanmin(inside) - 1e-9
        assert spans.high[0, column] <= np.nanmax(inside) + 1e-9


def _height_at(day: float, days: np.ndarray, heights: np.ndarray) -> float:
    """A line joins neighbours that both have a value; written out."""
    if day in days:
        return heights[list(days).index(day)]
    for before, after, one, other in zip(days, days[1:], heights, heights[1:], strict=False):
        if before < day < after:
            return one + (other - one) * (day - before) / (after - before)
    return float("nan")


def test_a_gap_stays_a_gap_and_a_lone_value_is_not_lost():
    days = np.arange(10)
    heights = np.array([[1.0, 1.0, np.nan, np.nan, 5.0, np.nan, 2.0, 2.0, 2.0, 2.0]])
    spans = column_spans(days, heights, 0.0, 1.0, 9)
    assert np.isnan(spans.low[0, [2, 3]]).all()
    assert spans.low[0, 4] == spans.high[0, 4] == 5.0
    assert column_spans(np.array([7]), np.array([[3.0]]), 0.0, 2.0, 5).high[0, 3] == 3.0


@pytest.mark.parametrize("width", [1.2, 1.8, 2.7, 3.6])
def test_a_level_line_covers_its_width(width):
    pixels = _painted(np.full((1, 40), 20.3), np.full((1, 40), 20.3), np.zeros((1, 40)), width, 40)
    covered = pixels[:, :, 3].sum(axis=0) / 255
    assert covered == pytest.approx(np.full(covered.shape, width), abs=0.03)
    middles = (pixels[:, :, 3] * (np.arange(40)[:, None] + 0.5)).sum(axis=0) / pixels[:, :, 3].sum(axis=0)
    assert middles == pytest.approx(np.full(covered.shape, 20.3), abs=0.06)


@pytest.mark.parametrize(("width", "steps_per_column"), [(1.8, 0.25), (1.8, 2.0), (3.6, 0.25), (3.6, 1.5)])
def test_it_looks_as_qt_would_draw_it(qapp, width, steps_per_column):
    rows, columns = 160, 300
    draw = np.random.default_rng(4)
    count = int(columns * steps_per_column) + 2
    days = np.arange(count)
    heights = 80 + np.cumsum(draw.normal(0, 4 / max(1.0, steps_per_column), count))
    heights = np.clip(heights, 10, 150)
    spare = margin(width)
    spans = column_spans(days, heights[None, :], -spare * steps_per_column, steps_per_column, columns + 2 * spare)
    ours = np.zeros((rows, columns, 4), dtype=np.uint8)
    paint_layers(ours, spans, [Layer(slice(0, 1), RED, width)], spare)
    theirs = _drawn_by_qt(days / steps_per_column, heights, rows, columns, width)
    ink, other = ours[:, 2:-2, 3].astype(float) / 255, theirs[:, 2:-2].astype(float) / 255
    assert ink.sum() == pytest.approx(other.sum(), rel=0.16)
    assert np.abs(ink - other).sum() / other.sum() < 0.3
    # No more than one pixel apart anywhere: each covers what the other's neighbourhood covers.
    assert ((ink > 0.8) & (_widened(other) < 0.4)).sum() <= ink.sum() * 0.002
    assert ((other > 0.8) & (_widened(ink) < 0.4)).sum() <= ink.sum() * 0.002


def test_nothing_is_drawn_beyond_highs_and_lows():
    heights = np.array([10.0, 10.0, 60.0, 10.0, 10.0])
    spans = column_spans(np.arange(5) * 3, heights[None, :], -2.0, 1.0, 16)
    pixels = np.zeros((80, 12, 4), dtype=np.uint8)
    paint_layers(pixels, spans, [Layer(slice(0, 1), RED, 1.8)], 2)
    inked = np.flatnonzero(pixels[:, :, 3].any(axis=1))
    assert inked.min() >= 8
    assert inked.max() <= 61


def test_the_later_line_lies_on_top_whether_alone_or_in_a_crowd():
    level = np.full((2, 20), 10.0)
    still = np.zeros((2, 20))
    blue = np.array([[255, 0, 0, 255]], dtype=np.uint8)
    alone = [Layer(slice(0, 1), RED, 3.0), Layer(slice(1, 2), blue, 3.0)]
    together = [Layer(slice(0, 2), np.vstack([RED, blue]), 3.0)]
    for layers in (alone, together):
        pixels = np.zeros((20, 16, 4), dtype=np.uint8)
        paint_layers(pixels, Spans(level, level, still), layers, 2)
        assert pixels[10, 8].tolist() == [255, 0, 0, 255]


def test_a_crowd_thickens_where_many_lines_meet():
    level, still = np.full((40, 12), 10.0), np.zeros((40, 12))
    inks = np.repeat(RED, 40, axis=0)
    strengths = []
    for count in (1, 3, 40):
        pixels = np.zeros((20, 8, 4), dtype=np.uint8)
        layer = Layer(slice(0, count), inks[:count], 2.0, strength=0.3, most=0.7)
        paint_layers(pixels, Spans(level[:count], level[:count], still[:count]), [layer], 2)
        strengths.append(pixels[9, 4, 3] / 255)
    assert strengths == sorted(strengths)
    assert strengths[-1] == pytest.approx(0.7, abs=0.02)


def _painted(low: np.ndarray, high: np.ndarray, rise: np.ndarray, width: float, rows: int) -> np.ndarray:
    spare = margin(width)
    pixels = np.zeros((rows, low.shape[1] - 2 * spare, 4), dtype=np.uint8)
    paint_layers(pixels, Spans(low, high, rise), [Layer(slice(0, 1), RED, width)], spare)
    return pixels


def _drawn_by_qt(columns: np.ndarray, heights: np.ndarray, rows: int, width: int, pen_width: float) -> np.ndarray:
    image = QImage(width, rows, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor("red"), pen_width, j=Qt.PenJoinStyle.RoundJoin))
    painter.drawPolyline([QPointF(x, y) for x, y in zip(columns, heights, strict=True)])
    painter.end()
    return np.array(image.constBits()).reshape(rows, width, 4)[:, :, 3]


def _widened(ink: np.ndarray) -> np.ndarray:
    """The greatest of each pixel and its eight neighbours."""
    padded = np.pad(ink, 1)
    shifts = [(down, right) for down in range(3) for right in range(3)]
    return np.max([padded[down : down + ink.shape[0], right : right + ink.shape[1]] for down, right in shifts], axis=0)

"""Many lines while they are moved: never bare, and true as soon as they rest."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage, QPainter

from advisor.ui.charts.time_series.drawn_lines import DrawnLines, Projection
from advisor.ui.charts.time_series.layers import layers_of
from advisor.ui.charts.time_series.line_picture import LinePicture
from advisor.ui.charts.time_series.line_table import line_table
from advisor.ui.charts.time_series.scaling import Scaling, levels_of
from advisor.ui.theme import LIGHT

COLUMNS, ROWS = 600, 240


@pytest.fixture
def lines(crowd) -> DrawnLines:
    ordered = tuple(sorted(crowd.lines, key=lambda line: line.prominent))
    return DrawnLines(levels_of(line_table(ordered), Scaling()), layers_of(ordered, LIGHT))


@pytest.fixture
def whole(lines) -> Projection:
    levels = lines.levels
    low, high = levels.reach(0, 1e7, levels.rebasing(0))
    days = levels.days
    return Projection(float(days[50]), 1.0, low, high, COLUMNS, ROWS, 1.0, levels.rebasing(0))


def _painted(picture: LinePicture, projection: Projection) -> np.ndarray:
    image = QImage(projection.columns, projection.rows, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    picture.paint(painter, image.rect().toRectF(), projection)
    painter.end()
    return _pixels(image)


def _pixels(image: QImage) -> np.ndarray:
    return np.array(image.constBits()).reshape(image.height(), image.width(), 4).astype(int)


def _moved(projection: Projection, days: float = 0.0, zoom: float = 1.0) -> Projection:
    return Projection(
        projection.left + days,
        projection.step * zoom,
        projection.low,
        projection.high,
        projection.columns,
        projection.rows,
        projection.ratio,
        projection.rebasing,
    )


def _until_true(qtbot, picture: LinePicture) -> None:
    qtbot.waitUntil(lambda: picture.is_finished, timeout=30_000)


def test_tiles_make_the_very_picture_that_is_drawn_at_once(qtbot, qapp, lines, whole):
    picture = LinePicture()
    picture.show(lines)
    assert not picture.draws_at_once(COLUMNS)
    _painted(picture, whole)
    _until_true(qtbot, picture)
    exact = _pixels(lines.picture(whole, 0, COLUMNS))
    assert np.abs(_painted(picture, whole) - exact).max() <= 1


def test_moved_lines_are_true_within_a_pixel(qtbot, qapp, lines, whole):
    picture = LinePicture()
    picture.show(lines)
    _painted(picture, whole)
    _until_true(qtbot, picture)
    for days in (3.0, 17.4, 90.0, -20.7):
        there = _moved(whole, days)
        _painted(picture, there)
        _until_true(qtbot, picture)
        shown = _painted(picture, there)
        nearest = _moved(whole, float(round(days / whole.step)) * whole.step)
        assert np.abs(shown - _pixels(lines.picture(nearest, 0, COLUMNS))).max() <= 1


def test_no_edge_is_bare_while_many_lines_are_moved_and_zoomed(qtbot, qapp, lines, whole):
    picture = LinePicture()
    picture.show(lines)
    _painted(picture, whole)
    drawing_ahead = picture.findChild(QTimer)
    qtbot.waitUntil(lambda: not drawing_ahead.isActive(), timeout=30_000)
    inked = []
    for frame in range(25):
        projection = _moved(whole, days=-2.0 * frame, zoom=1.01**frame)
        pixels = _painted(picture, projection)
        days = projection.left + projection.step * np.arange(COLUMNS)
        known = (days > lines.levels.days[0]) & (days < lines.levels.days[-1])
        inked.append(pixels[:, known, 3].any(axis=0).mean())
    assert min(inked) > 0.99


def test_zoomed_lines_are_replaced_by_the_true_ones(qtbot, qapp, lines, whole):
    picture = LinePicture()
    picture.show(lines)
    _painted(picture, whole)
    _until_true(qtbot, picture)
    closer = _moved(whole, 40.0, 0.7)
    _painted(picture, closer)
    assert not picture.is_finished
    with qtbot.waitSignal(picture.improved, timeout=2000):
        pass
    _painted(picture, closer)
    _until_true(qtbot, picture)
    assert np.abs(_painted(picture, closer) - _pixels(lines.picture(closer, 0, COLUMNS))).max() <= 1


def test_a_finer_screen_has_its_own_picture(qtbot, qapp, lines, whole):
    fine = Projection(whole.left, whole.step / 2, whole.low, whole.high, 2 * COLUMNS, 2 * ROWS, 2.0, whole.rebasing)
    picture = LinePicture()
    picture.show(lines)
    image = QImage(fine.columns, fine.rows, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(2.0)
    for _ in range(2):
        image.fill(0)
        painter = QPainter(image)
        picture.paint(painter, image.rect().toRectF().adjusted(0, 0, -COLUMNS, -ROWS), fine)
        painter.end()
        _until_true(qtbot, picture)
    assert np.abs(_pixels(image) - _pixels(lines.picture(fine, 0, fine.columns))).max() <= 1

"""Panning and zooming 500 lines of 20 years at 1200 by 700 pixels, against pyqtgraph's cached path and against its empty axes.

A frame is the movement, the painting and whatever the chart does between two events; nothing is drawn aside. Panning: both charts
show 18 of the 20 years, nearly every point of every line, and are moved by ten pixels a frame. Sweeping: ours shows four years
and runs through all twenty at thirty pixels a frame, so that there is always something new to draw.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from datetime import date

import numpy as np
from timing import seconds

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pyqtgraph
from PySide6.QtWidgets import QApplication, QWidget

from advisor.presentation.views import ChartLine, TimeSeriesView, Unit
from advisor.ui.charts.time_series.chart import TimeSeriesChart
from advisor.ui.charts.time_series.scaling import Measure, Scaling
from advisor.ui.charts.time_series.time_window import TimeWindow
from advisor.ui.theme import Themes

LINES, DAYS = 500, 5040
SIZE = (1200, 700)
YEARS_IN_SIGHT = 18
PIXELS_A_FRAME = 10
YEARS_SWEPT, SWEPT_PIXELS_A_FRAME, SWEEPING_FRAMES = 4, 30, 120
FRAMES, PEER_FRAMES = 80, 24
SIXTY_A_SECOND_MS = 1000 / 60


def run() -> dict[str, float | bool]:
    """Milliseconds a frame; `ratio_to_peer` is ours / pyqtgraph's, `ratio_to_floor` ours / empty axes, both of the medians."""
    app = QApplication.instance() or QApplication([])
    days, closes = _closes()
    pan, zoom, sweep, rest = _ours(app, days, closes)
    peer = _frames(*_peer(days, np.log10(closes)), app, PEER_FRAMES)
    floor = _frames(*_peer(days, np.empty((0, DAYS))), app, PEER_FRAMES)
    return {
        "lines": LINES,
        "days": DAYS,
        "pan_ms": round(statistics.median(pan), 1),
        "pan_worst_tenth_ms": round(_worst_tenth(pan), 1),
        "zoom_ms": round(statistics.median(zoom), 1),
        "zoom_worst_tenth_ms": round(_worst_tenth(zoom), 1),
        "sweep_ms": round(statistics.median(sweep), 1),
        "sweep_worst_tenth_ms": round(_worst_tenth(sweep), 1),
        "true_picture_after_ms": round(rest, 1),
        "peer_pan_ms": round(statistics.median(peer), 1),
        "empty_axes_ms": round(statistics.median(floor), 1),
        "ratio_to_peer": round(statistics.median(pan) / statistics.median(peer), 3),
        "ratio_to_floor": round(statistics.median(pan) / statistics.median(floor), 2),
        "sixty_frames_a_second": max(_worst_tenth(pan), _worst_tenth(zoom), _worst_tenth(sweep)) <= SIXTY_A_SECOND_MS,
        "aim_ms": 16,
    }


def _closes() -> tuple[np.ndarray, np.ndarray]:
    """Twenty years of weekdays, and a random walk for each line, in dollars."""
    first = date(2006, 1, 2).toordinal()
    days = np.array([day for day in range(first, first + 2 * DAYS) if date.fromordinal(day).weekday() < 5][:DAYS])
    steps = np.random.default_rng(7).normal(0.0003, 0.015, (LINES, DAYS))
    return days, 100 * np.exp(np.cumsum(steps, axis=1))


def _ours(app: QApplication, days: np.ndarray, closes: np.ndarray) -> tuple[list[float], list[float], list[float], float]:
    """Frames of panning, of zooming and of sweeping, and how long after zooming the true picture takes."""
    window = TimeWindow()
    chart = TimeSeriesChart(Themes("light"), window)
    chart.resize(*SIZE)
    window.show_last(12 * YEARS_IN_SIGHT)
    lines = tuple(ChartLine(str(row), f"Line {row}", "us_other", days, values, False) for row, values in enumerate(closes))
    chart.show_view(TimeSeriesView("Five hundred lines", lines, Unit.PRICE))
    chart.scale(Scaling(Measure.VALUES, log=True))
    chart.show()
    _come_to_rest(app, chart)
    pan = _frames(chart, lambda frame: window.move(_direction(frame) * PIXELS_A_FRAME * window.span / SIZE[0]), app, FRAMES)
    middle = float(days[DAYS // 2])
    zoom = _frames(chart, lambda frame: window.zoom(0.25 * _direction(frame), middle), app, FRAMES)
    rest = 1000 * seconds(lambda: _until_true(app, chart))
    window.show_last(12 * YEARS_SWEPT)
    _come_to_rest(app, chart)
    step = SWEPT_PIXELS_A_FRAME * window.span / SIZE[0]
    sweep = _frames(chart, lambda _frame: window.move(-step), app, SWEEPING_FRAMES)
    chart.close()
    return pan, zoom, sweep, rest


def _peer(days: np.ndarray, closes: np.ndarray) -> tuple[QWidget, Callable[[int], object]]:
    """All lines as one curve of pyqtgraph, whose path is kept from one frame to the next; without lines, its axes."""
    plot = pyqtgraph.PlotWidget(background="w")
    plot.resize(*SIZE)
    span = YEARS_IN_SIGHT * 365.25
    start = float(days[-1]) - span
    if len(closes):
        ends_of_lines = np.tile(np.arange(DAYS) < DAYS - 1, len(closes)).astype(np.int32)
        plot.addItem(
            pyqtgraph.PlotCurveItem(np.tile(days.astype(float), len(closes)), closes.ravel(), connect=ends_of_lines, pen="k")
        )
    plot.setYRange(0, 4)
    moved = {"left": start}

    def move(frame: int) -> None:
        moved["left"] += _direction(frame) * PIXELS_A_FRAME * span / SIZE[0]
        plot.setXRange(moved["left"], moved["left"] + span, padding=0)

    plot.show()
    move(0)
    return plot, move


def _frames(widget: QWidget, move: Callable[[int], object], app: QApplication, frames: int) -> list[float]:
    widget.repaint()
    app.processEvents()
    return [1000 * seconds(lambda frame=frame: _frame(widget, move, app, frame)) for frame in range(frames)]


def _frame(widget: QWidget, move: Callable[[int], object], app: QApplication, frame: int) -> None:
    move(frame)
    widget.repaint()
    app.processEvents()


def _direction(frame: int) -> int:
    """Ten frames back in time, ten forth."""
    return -1 if frame // 10 % 2 == 0 else 1


def _until_true(app: QApplication, chart: TimeSeriesChart) -> None:
    end = time.monotonic() + 10
    while not chart.plot.picture.is_finished and time.monotonic() < end:
        app.processEvents()


def _come_to_rest(app: QApplication, chart: TimeSeriesChart) -> None:
    """Wait as a reader does who looks before moving on."""
    end = time.monotonic() + 1.5
    while time.monotonic() < end or not chart.plot.picture.is_finished:
        app.processEvents()


def _worst_tenth(frames: list[float]) -> float:
    return sorted(frames)[int(0.9 * len(frames))]

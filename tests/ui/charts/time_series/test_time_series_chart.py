"""A chart of lines as an investor meets it: by mouse, by keyboard, by ear, with little to show and with much."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QToolTip

from advisor.presentation.views import ChartLine, TimeSeriesView, Unit
from advisor.ui.charts.time_series.chart import TimeSeriesChart
from advisor.ui.charts.time_series.range_bar import RangeBar
from advisor.ui.charts.time_series.scaling import Measure, Scaling
from advisor.ui.theme import DARK
from tests.ui.charts.time_series.conftest import JAN_2, LAST, weekdays


def _in_sight(window) -> tuple[float, float]:
    return window.left, window.right


def _wheel(chart, notches: int, modifiers: Qt.KeyboardModifier) -> QWheelEvent:
    spot, turned = QPointF(chart.width() / 2, chart.height() / 2), QPoint(0, 120 * notches)
    phase, button = Qt.ScrollPhase.NoScrollPhase, Qt.MouseButton.NoButton
    return QWheelEvent(spot, chart.mapToGlobal(spot), QPoint(), turned, button, modifiers, phase, False)


def test_headline_and_table_can_be_heard(make_chart, pair):
    chart = make_chart(pair)
    assert chart.accessibleName() == "The other 493 lead the seven"
    assert "The other 493: first 100.0 on Feb 10, 2025, last" in chart.accessibleDescription()
    assert chart.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_drag_moves_and_a_double_click_resets(qtbot, make_chart, pair, window):
    chart = make_chart(pair)
    before = _in_sight(window)
    span = chart.scene().stage.span / chart.scene().plot.width()
    qtbot.mousePress(chart, Qt.MouseButton.LeftButton, pos=QPoint(200, 100))
    qtbot.mouseMove(chart, QPoint(260, 100))
    qtbot.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=QPoint(260, 100))
    assert _in_sight(window) == pytest.approx((before[0] - 60 * span, before[1] - 60 * span))
    qtbot.mouseDClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(200, 100))
    assert _in_sight(window) == before


def test_the_wheel_zooms_with_ctrl_only(make_chart, pair, window):
    chart = make_chart(pair)
    before = _in_sight(window)
    plain = _wheel(chart, 2, Qt.KeyboardModifier.NoModifier)
    chart.wheelEvent(plain)
    assert _in_sight(window) == before
    assert not plain.isAccepted()
    day = chart.scene().day_at(chart.width() / 2)
    chart.wheelEvent(_wheel(chart, 2, Qt.KeyboardModifier.ControlModifier))
    assert window.span < before[1] - before[0]
    assert chart.scene().day_at(chart.width() / 2) == pytest.approx(day, abs=1.0)


def test_arrows_walk_the_days_and_move_the_chart_along(qtbot, make_chart, pair, window):
    chart = make_chart(pair, months=3)
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert date.fromordinal(window.pointed_day) == LAST
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert date.fromordinal(window.pointed_day) == date(2026, 2, 9)
    left = window.left
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert window.pointed_day == weekdays(400)[0]
    assert window.left == window.pointed_day < left
    qtbot.keyClick(chart, Qt.Key.Key_PageDown)
    assert window.pointed_day == weekdays(400)[21]
    qtbot.keyClick(chart, Qt.Key.Key_End)
    assert date.fromordinal(window.pointed_day) == LAST
    assert window.right == LAST.toordinal()
    span = window.span
    qtbot.keyClick(chart, Qt.Key.Key_Plus)
    assert window.span < span
    qtbot.keyClick(chart, Qt.Key.Key_Minus)
    assert window.span == pytest.approx(span)
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert window.pointed_day is None
    qtbot.keyClick(chart, Qt.Key.Key_Backspace)
    assert window.span == pytest.approx(3 * 365.25 / 12)


def test_up_and_down_go_from_line_to_line(qtbot, make_chart, pair):
    chart = make_chart(pair)
    qtbot.keyClick(chart, Qt.Key.Key_Up)
    top = chart.plot.lines[chart.plot.highlighted]
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    below = chart.plot.lines[chart.plot.highlighted]
    scene, place = chart.scene(), chart.pointer.place
    rows = {line.key: row for row, line in enumerate(chart.plot.lines)}
    assert scene.reader.value(rows[top.key], place) > scene.reader.value(rows[below.key], place)


@pytest.mark.qt_log_ignore("This plugin does not support raise")  # of the tooltip, offscreen
def test_hover_tells_every_line_and_the_mark_after_a_moment(qtbot, make_chart, pair):
    chart = make_chart(pair)
    scene = chart.scene()
    qtbot.mouseMove(chart, QPointF(scene.x_of(JAN_2.toordinal()), 100).toPoint())
    qtbot.waitUntil(lambda: "The other 493" in QToolTip.text(), timeout=20_000)
    for words in ("Jan 2, 2026", "The seven", "Jan 2: The year begins."):
        assert words in QToolTip.text()


def test_a_crowd_is_named_one_by_one_as_it_is_pointed_at(make_chart, crowd):
    chart = make_chart(crowd, size=(700, 400))
    scene = chart.scene()
    assert [chart.plot.lines[name.row].label for name in scene.names] == ["The index"]
    plot = scene.plot
    place = chart.plot.table.nearest_place(scene.day_at(plot.center().x()))
    spot = scene.spot(3, place)
    chart.pointer.hover(scene, spot)
    pointed = chart.plot.lines[chart.plot.highlighted]
    assert not pointed.prominent
    assert pointed.label in [chart.plot.lines[name.row].label for name in chart.scene().names]
    assert chart.scene().plot == plot  # nothing jumps when a name comes or goes
    chart.pointer.clear()
    assert len(chart.scene().names) == 1


def test_a_click_at_a_line_chooses_it(qtbot, make_chart, pair):
    chart = make_chart(pair)
    scene = chart.scene()
    spot = scene.spot(1, 390).toPoint()
    qtbot.mouseMove(chart, spot)
    with qtbot.waitSignal(chart.chosen) as told:
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=spot)
    assert told.args == ["rest"]


def test_linked_charts_move_point_and_line_up_together(qtbot, themes, make_chart, pair, window):
    one = make_chart(pair)
    other = TimeSeriesChart(themes, window)
    qtbot.addWidget(other)
    other.resize(548, 200)
    other.show_view(replace(pair, rebased=False, lines=tuple(replace(line, values=line.values * 1e4) for line in pair.lines)))
    other.show()
    for chart in (one, other, one):
        chart.grab()
    assert one.scene().plot.left() == other.scene().plot.left()
    assert one.scene().plot.right() == other.scene().plot.right()
    window.move(-40)
    assert one.scene().stage.left == other.scene().stage.left == window.left
    qtbot.keyClick(one, Qt.Key.Key_Left)
    assert one.pointer.place == other.pointer.place is not None


def test_range_buttons_reach_back(qtbot, make_chart, pair, window):
    bar = RangeBar(window, since=JAN_2)
    qtbot.addWidget(bar)
    make_chart(pair)
    bar.reach_back("3")
    assert window.span == pytest.approx(3 * 365.25 / 12)
    bar.reach_back("since")
    assert window.left == JAN_2.toordinal()
    bar.reach_back("all")
    assert _in_sight(window) == (weekdays(400)[0], LAST.toordinal())
    bar.reach_back("60")
    assert _in_sight(window) == (weekdays(400)[0], LAST.toordinal())


def test_lines_start_at_100_at_the_left_edge_wherever_that_is(make_chart, pair, window):
    chart = make_chart(pair, months=3)
    for _ in range(2):
        scene = chart.scene()
        place = scene.reader.table.places(window.left, window.right).start
        assert scene.reader.value(0, place) == pytest.approx(100)
        assert scene.reader.value(1, place) == pytest.approx(100)
        assert any(tick.strong and tick.text == "100" for tick in scene.ticks)
        window.move(-60)


def test_a_scale_that_cannot_be_is_refused_in_words(make_chart, pair):
    low = ChartLine("net", "Net new highs", "plain", weekdays(5), np.array([3.0, -2, 0, 1, 4]))
    chart = make_chart(TimeSeriesView("Highs", (low,), Unit.INDEX))
    assert chart.scale(Scaling(log=True)) == "A log scale needs values above zero; Net new highs has zero or less."
    assert not chart.plot.scaling.log
    actions = {action.text(): action for action in chart.context_menu().actions()}
    assert not actions["Log scale"].isEnabled()
    assert "Net new highs" in actions["Log scale"].toolTip()
    assert chart.scale(Scaling(log=False)) == ""
    chart.show_view(pair)
    assert chart.scale(Scaling(Measure.REBASED, log=True)) == ""
    chart.show_view(TimeSeriesView("Highs", (low,), Unit.INDEX))
    assert not chart.plot.scaling.log


def test_the_menu_changes_the_scale(make_chart, pair):
    chart = make_chart(pair)
    for words, measure in (
        ("Below the high", Measure.DRAWDOWN),
        ("Below the high", Measure.REBASED),
        ("All start at 100", Measure.VALUES),
    ):
        next(action for action in chart.context_menu().actions() if action.text() == words).trigger()
        assert chart.plot.scaling.measure == measure


@pytest.mark.parametrize("scaling", [Scaling(), Scaling(log=True), Scaling(Measure.REBASED), Scaling(Measure.DRAWDOWN)])
@pytest.mark.parametrize("count", [1, 2, 31])
def test_few_values_are_a_picture_too(make_chart, scaling, count):
    line = ChartLine("mags", "MAGS", "mega_cap_tech", weekdays(count), np.linspace(50, 60, count))
    chart = make_chart(TimeSeriesView("MAGS", (line,), Unit.PRICE), months=None)
    assert chart.scale(scaling) == ""
    picture = chart.grab().toImage()
    spot = chart.scene().names[0].end.toPoint()
    assert picture.pixelColor(spot) == QColor(chart.theme.sleeve("mega_cap_tech").line)


@pytest.mark.parametrize("values", [np.full(30, np.nan), np.empty(0)])
def test_no_values_are_said_in_words(qtbot, make_chart, values):
    days = weekdays(30)[: len(values)]
    sentence = "Needs 50 weeks; MAGS has none."
    chart = make_chart(TimeSeriesView("MAGS", (ChartLine("m", "MAGS", "muted", days, values),), Unit.PRICE, nothing=sentence))
    assert chart.scene() is None
    before = chart.grab().toImage()
    chart.show_view(TimeSeriesView("MAGS", (), Unit.PRICE))
    assert chart.grab().toImage() != before
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Plus, Qt.Key.Key_Home):
        qtbot.keyClick(chart, key)  # there is nothing to walk, and nothing breaks
    assert chart.figures.rows == ()


def test_a_line_that_begins_late_says_so(make_chart, window):
    days = weekdays(200)
    late = ChartLine("late", "Late", "muted", days[-40:], np.linspace(10, 12, 40))
    chart = make_chart(
        TimeSeriesView("Two", (ChartLine("a", "Whole", "plain", days, np.linspace(50, 60, 200)), late), Unit.PRICE, rebased=True),
        months=None,
    )
    figures = {chart.plot.lines[name.row].key: name.figure for name in chart.scene().names}
    assert figures["a"] == "+20.0%"
    assert figures["late"] == f"+20.0% from {date.fromordinal(int(days[-40])):%b} {date.fromordinal(int(days[-40])).day}, 2025"


def test_a_line_that_ends_early_is_named_where_it_ended(make_chart):
    days = weekdays(200)
    ended = ChartLine("old", "Ended", "muted", days[:120], np.linspace(50, 70, 120))
    chart = make_chart(
        TimeSeriesView("Two", (ended, ChartLine("a", "Whole", "plain", days, np.linspace(50, 60, 200))), Unit.PRICE), months=None
    )
    scene = chart.scene()
    ends = {chart.plot.lines[name.row].key: name.end.x() for name in scene.names}
    assert ends["old"] == pytest.approx(scene.x_of(int(days[119])))
    assert ends["a"] == pytest.approx(scene.plot.right())


def test_theme_change_repaints(make_chart, themes, pair):
    chart = make_chart(pair)
    topmost = chart.scene().names[-1]
    themes.choose("dark")
    color = DARK.sleeve(chart.plot.lines[topmost.row].color_key).line
    assert chart.grab().toImage().pixelColor(topmost.end.toPoint()) == QColor(color)


def test_new_figures_keep_the_scale_that_was_chosen(make_chart, pair):
    chart = make_chart(pair)
    chart.scale(Scaling(Measure.REBASED, log=True, percent=True))
    chart.show_view(pair)
    assert chart.plot.scaling == Scaling(Measure.REBASED, log=True, percent=True)
    chart.scale(Scaling(Measure.DRAWDOWN))
    chart.show_view(pair)
    assert chart.plot.scaling.measure == Measure.DRAWDOWN
    chart.scale(Scaling(Measure.REBASED))
    chart.show_view(replace(pair, rebased=False))
    assert chart.plot.scaling.measure == Measure.VALUES

"""The rotation map as an investor meets it."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFileDialog, QToolTip

from advisor.rotation.model_map import Quadrant, Step
from advisor.ui.charts.drawing import mix
from advisor.ui.charts.rotation_map.label_places import Dot, place_names
from advisor.ui.charts.rotation_map.map_scene import ticks
from advisor.ui.theme import DARK, LIGHT, contrast
from tests.ui.charts.rotation_map.conftest import WEEKS


def _mover(chart, key: str):
    return next(mover for mover in chart.scene.movers if mover.point.key == key)


def test_the_map_can_be_heard(panel):
    chart = panel.chart
    assert chart.accessibleName() == "Mid caps improve, the seven lag"
    said = chart.accessibleDescription()
    assert "Mid cap: stands in Improving" in said or "Mid cap: stands in Leading" in said
    assert "Nasdaq-100: stands in Weakening, strength 101.60, momentum 98.40, share of your money –, to Feb 6, 2026." in said


def test_axes_reach_as_far_to_both_sides_and_hold_every_tail(panel):
    scene = panel.chart.scene
    middle = scene.frame.plot.center()
    assert scene.frame.spot(100, 100) == middle
    for mover in scene.movers:
        assert len(mover.tail) == 8
        assert all(scene.frame.plot.contains(spot) for spot in mover.tail)
    assert scene.frame.corner(Quadrant.LEADING).topRight() == scene.frame.plot.topRight()
    for reach in (1.0, 1.2, 2.5, 3.0, 8.0, 40.0):
        values = ticks(reach)
        assert len(values) in (3, 5)
        assert values[len(values) // 2] == 100
        assert [200 - value for value in reversed(values)] == pytest.approx(list(values))


def test_a_point_stands_where_its_figures_say(panel):
    frame = panel.chart.scene.frame
    spot = _mover(panel.chart, "qqq").spot
    assert spot.x() > frame.plot.center().x()
    assert spot.y() > frame.plot.center().y()
    quadrant = frame.corner(Quadrant.WEAKENING)
    assert quadrant.contains(spot)


def test_what_is_owned_is_a_disc_as_large_as_its_share_and_a_reference_a_hollow_square(panel):
    chart = panel.chart
    radii = [_mover(chart, key).radius for key in ("mid", "seven")]
    assert radii[0] < radii[1]
    picture = chart.grab().toImage()
    assert picture.pixelColor(_mover(chart, "seven").spot.toPoint()) == QColor(LIGHT.sleeve("mega_cap_tech").line)
    assert picture.pixelColor(_mover(chart, "qqq").spot.toPoint()) == QColor(LIGHT.raised)


def test_keys_move_the_end_of_the_tails_and_the_slider_follows(qtbot, panel):
    chart = panel.chart
    for key, end in ((Qt.Key.Key_Left, WEEKS - 2), (Qt.Key.Key_PageUp, WEEKS - 6), (Qt.Key.Key_Home, 10), (Qt.Key.Key_Left, 10)):
        qtbot.keyClick(chart, key)
        assert chart.end == panel.slider.value() == end
    qtbot.keyClick(chart, Qt.Key.Key_End)
    assert chart.end_text() == "Week to Feb 6, 2026"
    panel.slider.setValue(20)
    assert chart.end == 20
    assert chart.end_text() == "Week to May 9, 2025"
    assert "May 9, 2025" in chart.accessibleDescription()


def test_a_drag_moves_the_end_too(qtbot, panel):
    qtbot.mousePress(panel.chart, Qt.MouseButton.LeftButton, pos=QPoint(60, 190))
    qtbot.mouseMove(panel.chart, QPoint(120, 190))
    qtbot.mouseMove(panel.chart, QPoint(20, 190))
    qtbot.mouseRelease(panel.chart, Qt.MouseButton.LeftButton, pos=QPoint(20, 190))
    assert panel.chart.end == WEEKS - 1 - 2


def test_who_is_not_known_at_the_end_is_not_drawn(panel):
    panel.chart.end_at(29)
    assert [mover.point.key for mover in panel.chart.scene.movers] == ["mid", "qqq"]
    panel.chart.end_at(32)
    assert len(_mover(panel.chart, "seven").tail) == 3


def test_up_and_down_walk_the_points(qtbot, panel):
    chart = panel.chart
    with qtbot.waitSignal(chart.hovered) as told:
        qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert told.args == ["mid"]
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    with qtbot.waitSignal(chart.activated) as told:
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert told.args == ["seven"]


@pytest.mark.qt_log_ignore("This plugin does not support raise")  # of the tooltip, offscreen
def test_hover_tells_place_and_share(qtbot, panel):
    qtbot.mouseMove(panel.chart, _mover(panel.chart, "seven").spot.toPoint())
    qtbot.waitUntil(lambda: "The seven" in QToolTip.text(), timeout=20_000)
    for words in ("Lagging", "Strength 99.6, momentum 99.8", "32.0% of your money", "Week to Feb 6, 2026"):
        assert words in QToolTip.text()


def test_playback_goes_from_the_first_to_the_last_week_and_stops(qtbot, panel):
    panel.slider.setValue(WEEKS - 4)
    ends = []
    panel.chart.end_changed.connect(ends.append)
    panel.start_or_stop()
    assert panel.play.accessibleName() == "Stop playing"
    qtbot.waitUntil(lambda: panel.play.accessibleName() == "Play the weeks", timeout=3000)
    assert ends == [WEEKS - 3, WEEKS - 2, WEEKS - 1]
    qtbot.keyClick(panel.chart, Qt.Key.Key_Space)
    assert panel.chart.end == 10
    qtbot.keyClick(panel.chart, Qt.Key.Key_Space)
    assert panel.play.accessibleName() == "Play the weeks"


def test_a_week_that_is_not_over_and_a_day_are_called_so(panel, view):
    panel.show_view(replace(view, running=True))
    assert panel.chart.end_text() == "Week so far, to Feb 6, 2026"
    panel.chart.end_at(WEEKS - 2)
    assert panel.chart.end_text() == "Week to Jan 30, 2026"
    panel.show_view(replace(view, step=Step.DAY))
    assert panel.chart.end_text() == "Feb 6, 2026"


@pytest.mark.parametrize("empty", [False, True])
def test_too_little_history_is_said_in_words(qtbot, panel, view, empty):
    panel.show_view(
        replace(
            view, nothing="" if empty else "Needs 50 weeks; MAGS has 31.", points=(), days=view.days[:0] if empty else view.days
        )
    )
    assert not panel.slider.isVisible()
    assert panel.chart.figures.rows == ()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_Space):
        qtbot.keyClick(panel.chart, key)
    assert panel.chart.end == -1
    panel.show_view(view)
    assert panel.slider.isVisible()


def test_the_table_sorts_by_its_figures(qtbot, panel):
    panel.chart.table_asked.emit()
    table = panel.views.table
    table.order_by("Strength", descending=True)
    model = table.view.model()
    strengths = [float(model.index(row, 2).data()) for row in range(3)]
    assert strengths == sorted(strengths, reverse=True)
    qtbot.keyClick(table.view, Qt.Key.Key_Escape)
    assert panel.views.currentWidget() is panel.chart


def test_pictures_and_figures_leave_the_program(panel, tmp_path, monkeypatch):
    written: dict[str, Path] = {}
    for kind, export in (("svg", panel.chart.export_svg), ("png", panel.chart.export_png), ("csv", panel.chart.export_figures)):
        written[kind] = tmp_path / f"map.{kind}"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, file=written[kind]: (str(file), ""))
        export()
    text = written["svg"].read_text(encoding="utf-8")
    for words in ("Mid caps improve, the seven lag", "Against the S&amp;P 500 · Week to Feb 6, 2026", "Leading", "Nasdaq-100"):
        assert words in text
    assert "<image" not in text
    assert written["png"].stat().st_size > 5000
    assert "The seven,Lagging,99.60,99.80,32.0%" in written["csv"].read_text(encoding="utf-8-sig")


@given(
    st.lists(st.tuples(st.floats(10, 590), st.floats(10, 390), st.floats(20, 110)), max_size=14, unique=True),
    st.lists(st.tuples(st.floats(0, 600), st.floats(0, 400)), max_size=30),
)
def test_no_name_lies_on_a_name_a_dot_or_outside(spots, tail):
    dots = [Dot(str(number), x, y, 5, width, 16) for number, (x, y, width) in enumerate(spots)]
    around = np.array([(x - 5, y - 5, x + 5, y + 5) for x, y, _ in spots]).reshape(-1, 4)
    names = place_names(dots, (0, 0, 600, 400), around, np.array(tail).reshape(-1, 2), {})
    widths = {dot.key: dot.width for dot in dots}
    boxes = [(name.left, name.top, name.left + widths[key], name.top + 16) for key, name in names.items()]
    for box in boxes:
        assert box[0] >= 0 and box[1] >= 0 and box[2] <= 600 and box[3] <= 400
        assert not any(_meet(box, dot) for dot in around)
    assert not any(_meet(one, other) for one, other in combinations(boxes, 2))


def _meet(one, other) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_names_with_room_all_stand_and_stay_while_the_map_plays():
    dots = [Dot(str(number), 60 + 100 * number, 200, 5, 60, 16) for number in range(5)]
    nothing = np.empty((0, 2))
    taken = np.empty((0, 4))
    first = place_names(dots, (0, 0, 600, 400), taken, nothing, {})
    assert len(first) == 5
    sides = {key: name.side for key, name in first.items()} | {"2": 3}
    assert {key: name.side for key, name in place_names(dots, (0, 0, 600, 400), taken, nothing, sides).items()} == sides


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_a_quadrants_name_is_readable_on_its_own_tint(theme):
    for color in theme.quadrants.values():
        assert contrast(color, mix(color, theme.raised, theme.quadrant_tint)) >= 4.5

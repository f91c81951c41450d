"""Charts as an investor meets them: by mouse, by keyboard, by ear, on the clipboard."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QToolTip, QVBoxLayout, QWidget

import advisor
from advisor.domain.errors import AdvisorError
from advisor.ui.charts.bars import BenchmarkBars
from advisor.ui.charts.curve import ConcentrationCurve
from advisor.ui.charts.dumbbells import Dumbbells
from advisor.ui.charts.matrix import OverlapMatrix
from advisor.ui.charts.route_list import RouteList
from advisor.ui.charts.seven_bars import SevenBars
from advisor.ui.charts.sleeve_bar import SleeveBar
from advisor.ui.charts.sleeve_rows import SleeveRows
from advisor.ui.charts.treemap import Treemap
from advisor.ui.charts.walking import nearest
from advisor.ui.theme import DARK, LIGHT, Themes


@pytest.fixture
def themes(qapp) -> Themes:
    return Themes("light")


@pytest.fixture
def treemap(qtbot, themes, exposure_view) -> Treemap:
    chart = Treemap(themes)
    qtbot.addWidget(chart)
    chart.resize(674, 310)
    chart.show_view(exposure_view)
    chart.show()
    return chart


def _middle(chart, key: str) -> QPoint:
    return chart.mark_named(key).area.center().toPoint()


def test_groups_are_as_large_as_their_share_of_the_picture(treemap, exposure_view):
    total = sum(group.share for group in exposure_view.groups)
    for tile in treemap.group_tiles:
        # The gap between groups costs each at most two pixels of each side.
        expected = 674 * 310 * tile.group.share / total
        assert tile.area.width * tile.area.height <= expected + 1
        assert (tile.area.width + 2) * (tile.area.height + 2) >= expected - 1


def test_blocks_of_a_group_cover_its_body(treemap):
    for tile in treemap.group_tiles:
        body = tile.area.width * (tile.area.height - (tile.head.height if tile.head else 0))
        assert sum(block.area.width * block.area.height for block in tile.tiles) == pytest.approx(body)


def test_a_click_chooses_the_block_under_it(qtbot, treemap):
    for key in ("NVDA", "BND", "TSLA"):
        with qtbot.waitSignal(treemap.chosen) as told:
            qtbot.mouseClick(treemap, Qt.MouseButton.LeftButton, pos=_middle(treemap, key))
        assert told.args == [key]


def test_double_click_goes_in_and_backspace_out(qtbot, treemap):
    qtbot.mouseDClick(treemap, Qt.MouseButton.LeftButton, pos=_middle(treemap, "NVDA"))
    assert treemap.inside == "mega_cap_tech"
    assert {mark.key for mark in treemap.marks} == {"NVDA", "AAPL", "GOOGL", "MSFT", "AMZN", "META", "TSLA"}

    with qtbot.waitSignal(treemap.activated) as told:
        qtbot.mouseDClick(treemap, Qt.MouseButton.LeftButton, pos=_middle(treemap, "AAPL"))
    assert told.args == ["AAPL"]

    qtbot.keyClick(treemap, Qt.Key.Key_Backspace)
    assert treemap.inside == ""
    assert treemap.mark_named("BND") is not None


def test_arrow_keys_move_by_place(qtbot, treemap):
    treemap.choose("NVDA")
    here = treemap.mark_named("NVDA").area
    with qtbot.waitSignal(treemap.chosen) as told:
        qtbot.keyClick(treemap, Qt.Key.Key_Right)
    there = treemap.mark_named(told.args[0]).area
    assert 0 <= there.left() - here.right() <= 2
    assert there.top() <= here.center().y() <= there.bottom()


def test_unseen_money_is_hatched(treemap, qtbot):
    area = treemap.mark_named("MYST").area
    picture = treemap.grab().toImage()
    inside = {
        picture.pixelColor(x, y).name()
        for x in range(int(area.left()) + 3, int(area.right()) - 3)
        for y in range(int(area.top()) + 3, int(area.bottom()) - 3)
    }
    assert len(inside) > 1
    plain = treemap.mark_named("BND").area
    assert picture.pixelColor(int(plain.right()) - 8, int(plain.bottom()) - 8) == QColor(LIGHT.sleeve("fixed_income").fill)


def test_theme_change_repaints(treemap, themes):
    place = _middle(treemap, "480 others")
    themes.choose("dark")
    assert treemap.grab().toImage().pixelColor(place) == QColor(DARK.sleeve("sp493").fill)


@pytest.mark.parametrize(
    ("chart_type", "view_name", "said"),
    [
        (Treemap, "exposure_view", ("NVIDIA", "10.1%", "$21,615")),
        (BenchmarkBars, "exposure_view", ("NVIDIA", "10.1%", "7.0%")),
        (SleeveBar, "overview_view", ("Magnificent Seven", "31.9%", "$68,270")),
        (SleeveRows, "overview_view", ("The other 493", "66.3%", "Total", "$214,013")),
        (SevenBars, "overview_view", ("NVIDIA", "12.0%", "$21,540")),
        (Dumbbells, "advice_view", ("Mid cap", "5.9%", "12.3%", "12%")),
    ],
)
def test_what_a_chart_shows_can_be_heard(qtbot, themes, request, chart_type, view_name, said):
    chart = chart_type(themes)
    qtbot.addWidget(chart)
    chart.show_view(request.getfixturevalue(view_name))
    assert chart.accessibleName()
    for words in said:
        assert words in chart.accessibleDescription()
    assert chart.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_matrix_and_curve_can_be_heard(qtbot, themes, exposure_view):
    matrix, curve = OverlapMatrix(themes), ConcentrationCurve(themes)
    for chart, view in ((matrix, exposure_view.matrix), (curve, exposure_view.curve)):
        qtbot.addWidget(chart)
        chart.show_view(view)
        assert chart.accessibleName() == view.accessible_name
    assert "VTI: vti –, voo 86%" in matrix.accessibleDescription()
    assert f"10: you {exposure_view.curve.yours[9]:.1%}" in curve.accessibleDescription()


_WHERE_PLOTS_LOAD = """
import sys, threading
threads = []
class Watch:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == "pyqtgraph":
            threads.append(threading.current_thread())
sys.meta_path.insert(0, Watch)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
app = QApplication([])
from advisor.presentation.views import CurveView
from advisor.ui.charts.curve import ConcentrationCurve
from advisor.ui.theme import Themes
view = CurveView(**{field: eval(text) for field, text in VIEW.items()})
curve = ConcentrationCurve(Themes("light"))
curve.resize(476, 166)
curve.show()
curve.show_view(view)
while not curve.marks:
    QTest.qWait(20)
assert threads and threading.main_thread() not in threads, threads
"""


def test_plots_never_load_on_the_thread_that_draws(exposure_view):
    view = {field.name: repr(getattr(exposure_view.curve, field.name)) for field in fields(exposure_view.curve)}
    program = f"VIEW = {view!r}\n{_WHERE_PLOTS_LOAD}"
    environment = {**os.environ, "PYTHONPATH": str(Path(advisor.__file__).parents[1]), "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60, env=environment)


def test_curve_waits_for_its_first_sight_and_then_has_marks(qtbot, themes, exposure_view):
    curve = ConcentrationCurve(themes)
    qtbot.addWidget(curve)
    curve.resize(476, 166)
    curve.show_view(exposure_view.curve)
    assert not curve.marks
    curve.show()
    qtbot.waitUntil(lambda: bool(curve.marks))
    lefts = [mark.area.center().x() for mark in curve.marks]
    assert lefts == sorted(lefts)
    assert curve.marks[0].name == "The largest company"


@pytest.mark.qt_log_ignore("This plugin does not support raise")  # of the tooltip, offscreen
def test_hover_tells_the_figures_after_a_moment(qtbot, treemap):
    qtbot.mouseMove(treemap, _middle(treemap, "AAPL"))
    qtbot.waitUntil(lambda: "Apple" in QToolTip.text(), timeout=20_000)
    assert "$19,689" in QToolTip.text()


def test_copy_gives_plain_numbers_and_export_writes_them(qtbot, treemap, tmp_path, monkeypatch):
    qtbot.keyClick(treemap, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["Name", "Part of", "Share", "S&P 500", "Difference", "Value"]
    assert ["NVIDIA", "The seven · 31.9%", "10.1%", "7.0%", "", "21615"] in [line.split("\t") for line in lines]

    file = tmp_path / "figures.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    treemap.export_figures()
    with file.open(encoding="utf-8-sig", newline="") as written:
        assert list(csv.reader(written)) == [line.split("\t") for line in lines]


def test_an_export_that_fails_is_told(qtbot, treemap, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "absent" / "figures.csv"), ""))
    with qtbot.waitSignal(treemap.failed) as told:
        treemap.export_figures()
    assert isinstance(told.args[0], AdvisorError)
    assert "figures.csv could not be written" in told.args[0].message


def test_route_leads_to_its_holding(qtbot, themes, exposure_view):
    block = exposure_view.groups[1].blocks[0]
    routes = (replace(block.routes[0], symbol="NVDA"), block.routes[1])
    chart = RouteList(themes)
    qtbot.addWidget(chart)
    chart.resize(286, 100)
    chart.show_block(replace(block, routes=routes))
    with qtbot.waitSignal(chart.activated) as told:
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=_middle(chart, "0"))
    assert told.args == ["NVDA"]
    with qtbot.assertNotEmitted(chart.activated):
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=_middle(chart, "1"))


def test_overview_click_leads_on_and_hover_is_shared(qtbot, themes, overview_view):
    page = QWidget()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    bar, rows = SleeveBar(themes), SleeveRows(themes)
    for chart in (bar, rows):
        layout.addWidget(chart)
        chart.show_view(overview_view)
    page.resize(1036, 460)
    page.show()
    bar.hovered.connect(rows.highlight)
    before = rows.grab().toImage()
    qtbot.mouseMove(bar, _middle(bar, "sp493"))
    qtbot.waitUntil(lambda: rows.grab().toImage() != before)
    with qtbot.waitSignal(rows.activated) as told:
        qtbot.mouseClick(rows, Qt.MouseButton.LeftButton, pos=_middle(rows, "international"))
    assert told.args == ["international"]


def test_walking_prefers_what_lies_straight_ahead():
    here, ahead, beside, behind = QRectF(0, 0, 10, 10), QRectF(30, 0, 10, 10), QRectF(12, 40, 10, 10), QRectF(-20, 0, 10, 10)
    areas = [here, ahead, beside, behind]
    assert nearest(here, areas, 1, 0) == 1
    assert nearest(here, areas, -1, 0) == 3
    assert nearest(here, areas, 0, 1) == 2
    assert nearest(here, areas, 0, -1) is None


def test_no_two_charts_of_the_overview_are_called_the_same(qtbot, themes, overview_view):
    names = []
    for chart in (SleeveBar(themes), SleeveRows(themes), SevenBars(themes)):
        qtbot.addWidget(chart)
        chart.show_view(overview_view)
        names.append(chart.accessibleName())
    assert len(set(names)) == 3
    largest = max(overview_view.sleeves, key=lambda row: row.share)
    assert names[0].startswith(f"Your money in one bar: {largest.label} {largest.share:.0%}")

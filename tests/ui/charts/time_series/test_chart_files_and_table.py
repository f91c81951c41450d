"""What leaves a chart of lines: figures, pictures, and the table in its place."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPalette
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFileDialog

import advisor
from advisor.domain.errors import AdvisorError
from advisor.ui.charts.time_series.panel import TimeSeriesPanel


@pytest.fixture
def panel(qtbot, themes, window, pair) -> TimeSeriesPanel:
    made = TimeSeriesPanel(themes, window)
    qtbot.addWidget(made)
    window.show_last(3)
    made.resize(548, 230)
    made.chart.show_view(pair)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def save_to(monkeypatch, tmp_path):
    def choose(name: str) -> Path:
        file = tmp_path / name
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
        return file

    return choose


def test_the_menu_is_whole(panel):
    words = [action.text() for action in panel.chart.context_menu().actions() if action.text()]
    assert words[:6] == ["Copy figures", "Copy picture", "Export CSV…", "Export PNG…", "Export SVG…", "Show as table"]


def test_figures_are_those_in_sight_as_they_are_scaled(qtbot, panel, save_to, window):
    file = save_to("figures.csv")
    panel.chart.export_figures()
    with file.open(encoding="utf-8-sig", newline="") as written:
        rows = list(csv.reader(written))
    assert rows[0][0] == "Date"
    assert rows[0][1].startswith("The seven (Nov ")
    assert rows[0][1].endswith(", 2025 = 100)")
    assert [float(cell) for cell in rows[1][1:]] == [100.0, 100.0]
    assert rows[-1][0] == "2026-02-10"
    assert len(rows) - 1 == len([day for day in panel.chart.plot.table.days if window.left <= day <= window.right])
    qtbot.keyClick(panel.chart, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()] == rows


def test_very_many_figures_are_written_beside_the_window(qtbot, make_chart, crowd, save_to):
    chart = make_chart(crowd, months=None)
    assert not chart.figures_take_long()
    big = crowd.lines * 2
    chart.show_view(type(crowd)("Twice", big, crowd.unit))
    file = save_to("many.csv")
    with qtbot.waitSignal(chart.work_asked) as asked:
        chart.export_figures()
    assert not file.exists()
    work, use = asked.args
    use(work())
    assert len(file.read_text(encoding="utf-8-sig").splitlines()) == 701


def test_the_png_has_the_headline_and_twice_the_pixels(panel, save_to):
    file = save_to("picture.png")
    panel.chart.export_png()
    image = QImage(str(file))
    assert image.width() == 2 * (panel.chart.width() + 32)
    assert image.pixelColor(2, 2).name().upper() == panel.chart.theme.raised
    panel.chart.copy_picture()
    assert QGuiApplication.clipboard().image().height() == panel.chart.height() + 76


def test_the_svg_has_lines_as_shapes_and_words_as_text(panel, save_to):
    file = save_to("picture.svg")
    panel.chart.export_svg()
    text = file.read_text(encoding="utf-8")
    assert QSvgRenderer(QByteArray(text.encode())).isValid()
    for words in ("The other 493 lead the seven", "Total return, daily closes", ">The seven<", ">Jan 2<"):
        assert words in text
    assert "<image" not in text
    assert text.count("<polyline") >= 2


def test_a_crowd_leaves_as_a_whole_picture(qtbot, make_chart, crowd, window):
    chart = make_chart(crowd, months=None, size=(700, 400))
    chart.setPalette(QPalette(QColor(chart.theme.raised)))  # as on a card
    chart.setAutoFillBackground(True)
    chart.grab()  # begins the picture, which takes several slices on a slow machine
    qtbot.waitUntil(lambda: chart.plot.picture.is_finished, timeout=30_000)
    shown, plot = chart.grab().toImage(), chart.scene().plot
    file = chart.picture(1.0)
    apart = [
        (x, y)
        for x in range(int(plot.left()) + 2, int(plot.right()) - 6, 7)
        for y in range(int(plot.top()), int(plot.bottom()), 5)
        if abs(shown.pixelColor(x, y).lightness() - file.pixelColor(x + 16, y + 60).lightness()) > 8
    ]
    assert not apart


@pytest.mark.parametrize("export", ["export_figures", "export_png", "export_svg"])
def test_an_export_that_fails_is_told(qtbot, panel, save_to, export):
    save_to("absent/picture.any")
    with qtbot.waitSignal(panel.chart.failed) as told:
        getattr(panel.chart, export)()
    assert isinstance(told.args[0], AdvisorError)
    assert "picture.any could not be written" in told.args[0].message


def test_the_table_says_what_the_chart_shows_and_esc_goes_back(qtbot, panel):
    panel.chart.table_asked.emit()
    table = panel.table
    assert table.isVisible()
    heads = [table.view.model().headerData(column, Qt.Orientation.Horizontal) for column in range(3)]
    assert heads[0] == "Date"
    assert heads[2].startswith("The other 493 (")
    first = [table.view.model().index(0, column).data() for column in range(3)]
    scene = panel.chart.scene()
    last = len(scene.reader.table.days) - 1
    assert first == ["Feb 10, 2026", scene.reader.text(0, last), scene.reader.text(1, last)]
    qtbot.keyClick(table.view, Qt.Key.Key_Escape)
    assert panel.table is None
    assert panel.currentWidget() is panel.chart


def test_a_crowded_table_has_the_lines_on_top(qtbot, themes, window, crowd):
    made = TimeSeriesPanel(themes, window)
    qtbot.addWidget(made)
    window.show_last(None)
    made.resize(700, 300)
    made.chart.show_view(crowd)
    made.show()
    made.show_table()
    model = made.table.view.model()
    assert model.columnCount() == 41
    assert model.headerData(40, Qt.Orientation.Horizontal) == "The index"
    assert model.rowCount() == 700


def test_no_plotting_library_is_loaded_for_it():
    modules = "advisor.ui.charts.time_series.panel, advisor.ui.charts.rotation_map.panel"
    program = f"import sys, {modules}; sys.exit('pyqtgraph' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60, cwd=Path(advisor.__file__).parents[1])

"""The Exposure page on the bundled sample: what is chosen is opened, and leads to the books."""

from __future__ import annotations

import csv
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QPushButton, QWidget

from advisor.domain.portfolio import Portfolio
from advisor.ui.charts.matrix import OverlapMatrix
from advisor.ui.charts.route_list import RouteList
from advisor.ui.charts.table_twin import BlockTable
from advisor.ui.charts.tile_label import lines_that_fit, names_of
from advisor.ui.charts.treemap import Treemap
from advisor.ui.pages.block_detail import BlockDetail
from advisor.ui.pages.exposure import ExposurePage
from advisor.ui.pages.exposure_tools import ExposureTools
from advisor.ui.theme import Themes


@pytest.fixture
def page(qtbot, qapp, sample_measured) -> ExposurePage:
    made = ExposurePage(Themes("light"))
    qtbot.addWidget(made)
    made.resize(1084, 714)
    made.show_measured(sample_measured)
    made.show()
    return made


def test_without_positions_one_sentence_stands_for_the_charts(qtbot, page, sample_measured):
    nothing = replace(sample_measured, portfolio=Portfolio((), (), ()), exposure=None, previous=None)
    page.show_measured(nothing)
    assert not page.findChild(Treemap).isVisible() and not page.findChild(BlockDetail).isVisible()
    with qtbot.waitSignal(page.navigate) as told:
        _press(qtbot, page, "Import a file")
    assert told.args == ["overview", ""]
    page.show_measured(sample_measured)
    assert page.findChild(Treemap).isVisible()


def _press(qtbot, page: QWidget, words: str) -> None:
    button = next(button for button in page.findChildren(QPushButton) if words in (button.text(), button.accessibleName()))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def _click_block(qtbot, treemap: Treemap, key: str) -> None:
    qtbot.mouseClick(treemap, Qt.MouseButton.LeftButton, pos=treemap.mark_named(key).area.center().toPoint())


def test_a_clicked_block_opens_with_its_routes_that_sum_to_it(qtbot, page, sample_measured):
    _click_block(qtbot, page.findChild(Treemap), "AAPL")

    apple = next(company for company in sample_measured.exposure.companies if company.symbol == "AAPL")
    routes = page.findChild(RouteList)
    assert f"${apple.value:,.0f}" in routes.accessibleName()
    values = [int(row[1].replace("$", "").replace(",", "")) for row in routes.figures.rows]
    assert sum(values) == pytest.approx(float(apple.value), abs=len(values))
    assert len(values) == bool(apple.direct) + len(apple.via)


def test_block_leads_to_its_holding(qtbot, page):
    _click_block(qtbot, page.findChild(Treemap), "AAPL")
    routes = page.findChild(RouteList)
    direct = next(mark for mark in routes.marks if "held directly" in mark.name)
    with qtbot.waitSignal(page.navigate) as told:
        qtbot.mouseClick(routes, Qt.MouseButton.LeftButton, pos=direct.area.center().toPoint())
    assert told.args == ["holdings", "AAPL"]


@pytest.mark.parametrize("by", ["Sleeve", "Sector", "Company", "Fund", "Account"])
def test_each_view_tiles_all_of_the_money(qtbot, page, sample_measured, by):
    _press(qtbot, page, by)
    table = page.findChild(BlockTable)
    values = [row.block.value for row in table.standing_rows() if row.block]
    assert sum(values) == pytest.approx(float(sample_measured.exposure.total_value), abs=0.01)
    assert page.findChild(Treemap).marks


def test_one_choice_in_blocks_bars_and_table(qtbot, page):
    _click_block(qtbot, page.findChild(Treemap), "MSFT")
    assert [row.key for row in page.findChild(BlockTable).selected_rows()] == ["MSFT"]
    _press(qtbot, page, "Table")
    assert page.findChild(BlockTable).isVisible()


def test_other_pages_lead_to_a_sleeve_a_company_and_a_fund(page):
    detail = page.findChild(BlockDetail)
    for subject, name in (("mid_cap", "US mid cap"), ("NVDA", "Nvidia"), ("VOO", "VOO")):
        page.focus_subject(subject)
        assert detail.accessibleName().lower().startswith(name.lower())


def test_double_click_on_a_sleeve_opens_its_companies(qtbot, page):
    _press(qtbot, page, "Sleeve")
    treemap = page.findChild(Treemap)
    place = treemap.mark_named("mega_cap_tech").area.center().toPoint()
    qtbot.mouseDClick(treemap, Qt.MouseButton.LeftButton, pos=place)
    assert treemap.inside == "mega_cap_tech"
    assert {"NVDA", "AAPL"} <= {mark.key for mark in treemap.marks}


def test_benchmark_is_asked_for_by_symbol(qtbot, page):
    combo = next(combo for combo in page.findChildren(QComboBox) if combo.accessibleName() == "Compare with")
    assert [combo.itemData(place) for place in range(combo.count())] == ["SPY", "RSP", "IJH", "VTI", "QQQ"]
    combo.setCurrentIndex(4)
    with qtbot.waitSignal(page.benchmark_chosen) as told:
        combo.activated.emit(4)
    assert told.args == ["QQQ"]


def test_export_writes_what_is_shown(qtbot, page, tmp_path, monkeypatch):
    file = tmp_path / "exposure.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    _press(qtbot, page, "Fund")
    _press(qtbot, page, "Export")
    with file.open(encoding="utf-8-sig", newline="") as written:
        rows = list(csv.DictReader(written))
    assert sum(int(row["Value"]) for row in rows) == pytest.approx(214_013, abs=len(rows))
    assert {"VTI", "VOO", "QQQ"} <= {row["Name"] for row in rows}


def test_escape_closes_the_detail_and_a_narrow_page_puts_it_below(qtbot, page):
    detail, treemap = page.findChild(BlockDetail), page.findChild(Treemap)
    assert detail.mapTo(page, detail.rect().topLeft()).x() > treemap.mapTo(page, treemap.rect().topRight()).x()
    page.resize(868, 1200)
    qtbot.waitUntil(lambda: detail.geometry().top() > treemap.mapTo(page, treemap.rect().bottomLeft()).y())
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert not detail.isVisible()


def test_a_cell_of_the_matrix_compares_two_funds_company_by_company(qtbot, page, sample_measured):
    matrix = page.findChild(OverlapMatrix)
    qtbot.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=matrix.mark_named("VTI|VOO").area.center().toPoint())
    detail, routes = page.findChild(BlockDetail), page.findChild(RouteList)
    overlap = next(pair.weight for pair in sample_measured.exposure.overlap if {pair.a, pair.b} == {"VTI", "VOO"})
    assert detail.accessibleName() == f"VTI and VOO, {overlap:.0%}"
    assert routes.figures.rows[0][0] in {"Nvidia", "NVIDIA", "Apple", "Microsoft"}
    assert routes.figures.rows[0][3].count("%") == 2


@pytest.mark.parametrize("width", [1084, 964, 1580])
def test_a_block_that_is_large_enough_has_a_name(page, width):
    page.resize(width, 714)
    for by in ("sleeve", "sector", "company", "fund", "account"):
        _press_segment(page, by)
        treemap = page.findChild(Treemap)
        for group in treemap.group_tiles:
            for tile in group.tiles:
                if tile.area.width >= 80 and tile.area.height >= 36:
                    assert lines_that_fit(names_of(tile, group), tile.area.width, tile.area.height)[0], (by, tile.block.label)


def _press_segment(page: ExposurePage, key: str) -> None:
    page.findChild(ExposureTools).by_chosen.emit(key)


def test_the_table_and_its_csv_tell_the_difference_from_the_benchmark(page, sample_measured):
    benchmark = sample_measured.exposure.benchmark.companies["NVDA"]
    own = next(company for company in sample_measured.exposure.companies if company.symbol == "NVDA").weight
    row = next(row for row in page.findChild(BlockTable).standing_rows() if row.key == "NVDA")
    assert row.block.benchmark == benchmark > 0.05
    points = float(row.block.difference_text.replace("\N{MINUS SIGN}", "-").removesuffix(" pts"))
    assert points == pytest.approx((own - benchmark) * 100, abs=0.0501)

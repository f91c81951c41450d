"""Tables order by the number behind a text, filter, keep their total last, and copy what a spreadsheet can read."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog

from advisor.ui.tables.as_text import plain_number
from advisor.ui.tables.columns import Column, Outline, fit_widths
from advisor.ui.tables.holding_columns import IMPORT_COLUMNS, IMPORT_OUTLINE
from advisor.ui.tables.rows_table import RowsTable
from advisor.ui.theme import Themes


@dataclass(frozen=True)
class Line:
    level: int
    key: str
    name: str
    value_text: str
    value: float


LINES = (
    Line(0, "a", "Brokerage", "$1,109.50", 1109.5),
    Line(1, "a:NINE", "Nine", "$9.50", 9.5),
    Line(1, "a:BIG", "Big fund", "$1,100.00", 1100.0),
    Line(1, "a:NONE", "Nothing known", "", float("-inf")),
    Line(0, "b", "Roth", "$45.00", 45.0),
    Line(1, "b:RED", "=Red fund", "−$5.00", -5.0),
    Line(1, "b:FIFTY", "Fifty", "$50.00", 50.0),
    Line(2, "total", "Total", "$1,154.50", 1154.5),
)
COLUMNS = (
    Column[Line]("Name", lambda row: row.name, flexible=True),
    Column[Line]("Value", lambda row: row.value_text, numeric=True, sort_key=lambda row: row.value),
    Column[Line]("", lambda row: "Look" if row.level == 1 else "", verb=True),
)
OUTLINE = Outline[Line](key=lambda row: row.key, level=lambda row: row.level, lead=lambda row: (row.name, ""), collapsible=True)


@pytest.fixture
def table(qtbot) -> RowsTable[Line]:
    made = RowsTable(COLUMNS, Themes("light"), OUTLINE, name="Lines")
    qtbot.addWidget(made)
    made.show_rows(LINES)
    made.resize(500, 400)
    return made


def standing(table: RowsTable[Line]) -> list[str]:
    return [row.key for row in table.standing_rows()]


def test_orders_each_group_by_the_number_and_keeps_the_total_last(table) -> None:
    table.order_by("Value")
    assert standing(table) == ["b", "b:RED", "b:FIFTY", "a", "a:NINE", "a:BIG", "a:NONE", "total"]
    table.order_by("Value", descending=True)
    assert standing(table) == ["a", "a:BIG", "a:NINE", "a:NONE", "b", "b:FIFTY", "b:RED", "total"]


def test_a_filter_shows_rows_with_every_word_and_their_group(table, qtbot) -> None:
    table.look_for("FUND big")
    assert standing(table) == ["a", "a:BIG", "total"]
    table.look_for("roth")
    assert standing(table) == ["b", "b:RED", "b:FIFTY", "total"]
    table.look_for("no such words")
    assert standing(table) == ["total"]
    table.look_for("")
    assert len(standing(table)) == len(LINES)


def test_copies_the_selection_with_heads_as_plain_numbers(table) -> None:
    assert table.choose("a:BIG")
    assert table.choose("b:RED")
    table.copy_selection()
    copied = list(csv.reader(io.StringIO(QGuiApplication.clipboard().text()), delimiter="\t"))
    assert copied == [["Name", "Value"], ["Big fund", "1100.00"], ["'=Red fund", "-5.00"]]


def test_exports_every_standing_row_with_the_total_last(table, tmp_path, monkeypatch) -> None:
    target = tmp_path / "lines.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    table.export_csv()
    written = list(csv.reader(io.StringIO(target.read_text(encoding="utf-8-sig"))))
    assert [row[0] for row in written] == [
        "Name",
        "Brokerage",
        "Nine",
        "Big fund",
        "Nothing known",
        "Roth",
        "'=Red fund",
        "Fifty",
        "Total",
    ]
    assert written[-1] == ["Total", "1154.50"]


def test_an_export_that_cannot_be_written_says_so(table, tmp_path, monkeypatch, qtbot) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "absent" / "lines.csv"), ""))
    with qtbot.waitSignal(table.failed) as told:
        table.export_csv()
    assert isinstance(told.args[0], FileNotFoundError)


def test_new_figures_keep_what_was_chosen(table) -> None:
    table.choose("b:FIFTY")
    table.show_rows(LINES)
    assert [row.key for row in table.selected_rows()] == ["b:FIFTY"]


def test_many_groups_are_laid_out_together(table, qtbot) -> None:
    told = []
    table.tree.laid_out.connect(lambda: told.append(table.tree.content_height()))
    table.show_rows([Line(level, f"{level}:{number}", "Many", "$1.00", 1.0) for number in range(300) for level in (0, 1)])
    assert 0 < len(told) < 5
    assert told[-1] > 600 * table.tree.sizeHintForRow(0) * 0.9


def test_enter_and_a_click_do_the_verb_of_a_row(table, qtbot) -> None:
    chosen = []
    table.verb_chosen.connect(chosen.append)
    table.choose("a:NINE")
    qtbot.keyClick(table.tree, Qt.Key.Key_Return)
    table.tree.fit_columns()
    place = table.tree.visualRect(table.tree.currentIndex().siblingAtColumn(2)).center()
    qtbot.mouseClick(table.tree.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert [row.key for row in chosen] == ["a:NINE", "a:NINE"]


def test_a_head_orders_numbers_largest_first_and_then_the_other_way(table) -> None:
    table.tree.heads.sectionClicked.emit(1)
    assert standing(table)[:2] == ["a", "a:BIG"]
    table.tree.heads.sectionClicked.emit(1)
    assert standing(table)[:2] == ["b", "b:RED"]


def test_numbers_never_lose_a_digit_however_narrow(table, qtbot) -> None:
    for width in (500, 260, 200):
        table.resize(width, 400)
        table.show()
        cells = {cell.column: cell.rect.width() for cell in table.tree.cells(0, 30)}
        assert cells[1] >= table.fontMetrics().horizontalAdvance("$1,154.50")


def test_says_each_cell_with_its_heading(table) -> None:
    model = table.tree.model()
    top = model.index(0, 0)
    assert model.data(top, Qt.ItemDataRole.AccessibleTextRole) == "Brokerage, Value $1,109.50"
    assert model.data(model.index(0, 1, top), Qt.ItemDataRole.AccessibleTextRole) == "Value $9.50"


@pytest.mark.parametrize(
    ("printed", "plain"),
    [("−$1,234.50", "-1234.50"), ("+36.5%", "36.5%"), ("–", ""), ("<0.1%", "<0.1%"), ("deferred", "deferred"), ("=1+1", "'=1+1")],
)
def test_printed_numbers_become_plain(printed, plain) -> None:
    assert plain_number(printed) == plain


def test_columns_leave_by_rank_then_share_what_is_missing_or_left() -> None:
    natural, least = [100, 200, 80, 90], [100, 50, 80, 90]
    assert fit_widths(natural, least, [0, 0, 1, 2], 590) == [130, 230, 110, 120]
    assert fit_widths(natural, least, [0, 0, 1, 2], 400) == [100, 130, 80, 90]
    assert fit_widths(natural, least, [0, 0, 1, 2], 300) == [100, 120, 80, 0]
    assert fit_widths(natural, least, [0, 0, 1, 2], 160) == [100, 60, 0, 0]
    assert fit_widths(natural, least, [0, 0, 1, 2], 10) == [100, 50, 0, 0]


def test_the_menu_that_the_keyboard_opens_is_of_the_chosen_row(table, qtbot) -> None:
    table.tree.menu_wanted.disconnect()
    table.show()
    table.choose("a:BIG")
    centre = table.tree.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, centre, table.tree.mapToGlobal(centre))
    with qtbot.waitSignal(table.tree.menu_wanted) as told:
        QApplication.sendEvent(table.tree, event)
    assert told.args[0].data() == "Big fund"


def test_the_empty_part_of_a_short_table_gives_it_the_keyboard_and_tab_still_reaches_it(qtbot) -> None:
    table = RowsTable(IMPORT_COLUMNS, Themes("light"), IMPORT_OUTLINE, name="Imports")
    qtbot.addWidget(table)
    assert table.focusProxy() is table.tree
    assert table.tree.focusPolicy() & Qt.FocusPolicy.TabFocus

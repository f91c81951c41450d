"""The long table orders, filters and copies like every other one."""

from __future__ import annotations

from math import inf
from typing import NamedTuple

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QPushButton

from advisor.ui.tables.columns import Column, Outline, by_figure
from advisor.ui.tables.long_rows import prepare_rows
from advisor.ui.tables.long_table import LongTable
from advisor.ui.tables.row_painter import elided_to_lines
from advisor.ui.theme import Themes


class Entry(NamedTuple):
    name: str
    amount: str
    sort_values: tuple[float, ...]


COLUMNS: tuple[Column[Entry], ...] = (
    Column("Name", lambda row: row.name, flexible=True),
    Column("Amount", lambda row: row.amount, numeric=True, sort_key=by_figure(0)),
)
ROWS = (
    Entry("beta", "$2.00", (2.0,)),
    Entry("", "", (-inf,)),
    Entry("Alpha", "−$1.00", (-1.0,)),
    Entry("gamma beta", "$2.00", (2.0,)),
)


@pytest.fixture
def table(qtbot) -> LongTable[Entry]:
    table = LongTable(COLUMNS, Themes("light"), Outline(key=lambda row: row.name), name="Entries")
    qtbot.addWidget(table)
    table.resize(500, 300)
    table.show()
    table.show_rows(prepare_rows(COLUMNS, ROWS))
    return table


def names(table) -> list[str]:
    return [row.name for row in table.standing_rows()]


def test_what_is_missing_comes_last_in_both_directions(table) -> None:
    table.order_by("Amount")
    assert names(table) == ["Alpha", "beta", "gamma beta", ""]
    table.order_by("Amount", descending=True)
    assert names(table) == ["beta", "gamma beta", "Alpha", ""]
    table.order_by("Name", descending=True)
    assert names(table) == ["gamma beta", "beta", "Alpha", ""]


def test_the_filter_keeps_the_order_and_new_rows_keep_both(table) -> None:
    table.order_by("Name")
    table.look_for("BETA 2.00")
    assert names(table) == ["beta", "gamma beta"]
    table.show_rows(prepare_rows(COLUMNS, (*ROWS, Entry("beta 2", "$2.00", (2.0,)))))
    assert names(table) == ["beta", "beta 2", "gamma beta"]


def test_a_filter_without_rows_says_so_and_can_be_dropped(table, qtbot) -> None:
    table.look_for("nothing like it")
    assert not table.view.isVisible()
    with qtbot.waitSignal(table.filter_dropped):
        next(button for button in table.findChildren(QPushButton) if button.text() == "Show all rows").click()
    assert table.view.isVisible()


def test_columns_keep_their_widths_when_the_order_changes(table) -> None:
    before = [table.view.columnWidth(number) for number in range(2)]
    table.order_by("Amount")
    assert [table.view.columnWidth(number) for number in range(2)] == before
    assert sum(before) <= table.view.viewport().width()


def test_selected_rows_are_copied_with_their_heads(table) -> None:
    table.order_by("Name")
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    table.view.selectionModel().select(table.view.model().index(1, 0), flags)
    table.copy_selection()
    assert QGuiApplication.clipboard().text() == "Name\tAmount\nbeta\t2.00\n"


def test_a_cell_is_read_aloud_with_its_head(table) -> None:
    index = table.view.model().index(0, 1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Amount $2.00"


def test_a_sentence_too_long_for_two_lines_ends_in_an_ellipsis(qapp) -> None:
    metrics = QFontMetrics(QFont())
    sentence = "one two three four five six seven eight nine ten"
    assert elided_to_lines(sentence, metrics, metrics.horizontalAdvance(sentence) + 20) == sentence
    shown = elided_to_lines(sentence, metrics, metrics.horizontalAdvance("one two three four"))
    assert shown.endswith("…")
    assert sentence.startswith(shown.removesuffix("…"))

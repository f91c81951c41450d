"""Lines of a plan typed over, added and undone; worksheets; what leaves the page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QBuffer, Qt
from PySide6.QtGui import QPageSize, QPdfWriter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton

from advisor.advice.model.action import TradeAction
from advisor.domain.errors import InvalidRequestError
from advisor.presentation.plan_print import build_plan_print
from advisor.presentation.views import NoteRow
from advisor.storage.database import open_database
from advisor.storage.plans import load_plans
from advisor.ui.dialogs.add_trade import AddTrade
from advisor.ui.dialogs.plan_name import PlanName
from advisor.ui.dialogs.trade_in_full import TradeInFull
from advisor.ui.notices import UndoBar
from advisor.ui.pages.advice import AdvicePage
from advisor.ui.pages.notes_card import NotesCard
from advisor.ui.pages.plan_notes import PlanNotes
from advisor.ui.pages.plan_tools import PlanTools
from advisor.ui.pages.shares_editor import SharesEditor
from advisor.ui.pages.trade_table import TradeTable
from advisor.ui.plan_sheets import _paint_sheets, write_plan_pdf
from advisor.ui.printing import whole_page
from advisor.ui.sheet import UNITS_PER_INCH
from advisor.ui.theme import Themes

_PATIENCE_MS = 60_000


@pytest.fixture
def page(qtbot, qapp, runner, sample_measured):
    made = AdvicePage(Themes("light"), runner)
    qtbot.addWidget(made)
    made.resize(1084, 714)
    made.show_measured(sample_measured)
    made.notices = UndoBar(made)  # as the window has one
    made.show()
    _rest(qtbot, runner)
    return made


def _rest(qtbot, runner):
    qtbot.waitUntil(lambda: not runner.busy, timeout=_PATIENCE_MS)


def _press(qtbot, page, words):
    buttons = [button for button in page.findChildren(QPushButton) if button.isVisible()]
    button = next(button for button in buttons if words in (button.text(), button.accessibleName()))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def _row(page, action):
    return next(row for row in page.findChild(TradeTable).standing_rows() if row.action == action)


def _again(page, row):
    return next(each for each in page.findChild(TradeTable).standing_rows() if each.key == row.key)


def _choose(page, row):
    table = page.findChild(TradeTable)
    table.clear_selection()
    table.choose(row.key)
    return table


def _type(qtbot, page, runner, row, digits):
    table = _choose(page, row)
    qtbot.keyClicks(table.tree, digits[0])
    editor = table.findChild(SharesEditor)
    qtbot.keyClicks(editor, digits[1:])
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    _rest(qtbot, runner)


def _texts(page):
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_shares_typed_over_are_worked_out_without_a_search_and_undone(qtbot, page, runner):
    row = _row(page, "Sell")
    order = [each.key for each in page.findChild(TradeTable).standing_rows()]
    _type(qtbot, page, runner, row, "2")
    typed = _again(page, row)
    assert (typed.shares_text, typed.typed) == ("2", True)
    assert typed.value_text != row.value_text
    assert [each.key for each in page.findChild(TradeTable).standing_rows()] == order
    assert "without a search" in _texts(page)
    qtbot.keyClick(page.findChild(TradeTable).tree, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert _again(page, row) == row


def test_a_line_that_is_back_after_it_was_dropped_is_chosen_again(qtbot, page, runner):
    row = _row(page, "Sell")
    table = _choose(page, row)
    table.tree.setFocus()
    qtbot.keyClick(table.tree, Qt.Key.Key_Delete)
    _rest(qtbot, runner)
    assert row.key not in [each.key for each in table.standing_rows()]
    assert len(table.selected_rows()) == 1
    qtbot.keyClick(table.tree, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [each.key for each in table.selected_rows()] == [row.key]
    qtbot.keyClick(table.tree, Qt.Key.Key_Return)
    assert row.symbol in page.findChild(TradeInFull).windowTitle() + page.findChild(TradeInFull).accessibleName()


def test_a_search_respects_what_was_typed(qtbot, page, runner):
    row = _row(page, "Sell")
    _type(qtbot, page, runner, row, "2")
    _press(qtbot, page, "Solve again")
    _rest(qtbot, runner)
    assert _again(page, row).shares_text == "2"
    assert "without a search" not in _texts(page)


def test_f2_and_escape_change_nothing(qtbot, page, runner):
    table = _choose(page, _row(page, "Buy"))
    qtbot.keyClick(table.tree, Qt.Key.Key_F2)
    editor = table.findChild(SharesEditor)
    assert editor.accessibleName().startswith("Shares of")
    qtbot.keyClicks(editor, "7")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert not runner.busy


def test_what_is_no_number_of_shares_is_told(qtbot, page):
    table = page.findChild(TradeTable)
    with qtbot.waitSignal(page.failed) as told:
        table._take(_row(page, "Sell"), "many")
    assert isinstance(told.args[0], InvalidRequestError)


def test_more_than_is_held_stands_in_red_and_nothing_can_be_exported(qtbot, page, runner):
    row = _row(page, "Sell")
    _press(qtbot, page, "Worksheet")
    _type(qtbot, page, runner, row, "999999")
    assert "which holds" in _again(page, row).problem
    assert "Nothing can be exported while this stands." in _texts(page)
    assert not page.findChild(PlanTools).export.isEnabled()
    with qtbot.waitSignal(page.failed):
        page.export_view()
    _press(qtbot, page, "Undo edit")
    assert not _again(page, row).problem
    assert page.findChild(PlanTools).export.isEnabled()


def test_a_worksheet_from_nothing_takes_lines_of_ones_own(qtbot, page, runner, sample_measured):
    before = [row.key for row in page.findChild(TradeTable).standing_rows()]
    _press(qtbot, page, "Worksheet")
    _press(qtbot, page, "Start from nothing")
    _rest(qtbot, runner)
    assert "No trades in this worksheet yet." in _texts(page)

    account = sample_measured.portfolio.accounts[0]
    _press(qtbot, page, "Add a trade…")
    dialog = page.findChild(AddTrade)
    fields = {field.accessibleName(): field for field in dialog.findChildren(QLineEdit)}
    fields["Symbol"].setText("vxus")
    fields["Shares"].setText("3")
    assert dialog.line[0] == (account.id, TradeAction.BUY, "VXUS")
    dialog.accept()
    _rest(qtbot, runner)
    (row,) = [row for row in page.findChild(TradeTable).standing_rows() if row.level]
    assert (row.action, row.symbol, row.shares_text) == ("Buy", "VXUS", "3")

    _choose(page, row)
    qtbot.keyClick(page.findChild(TradeTable).tree, Qt.Key.Key_Delete)
    _rest(qtbot, runner)
    assert not [row for row in page.findChild(TradeTable).standing_rows() if row.level]
    _press(qtbot, page, "Calculated")
    assert [row.key for row in page.findChild(TradeTable).standing_rows()] == before


def test_buying_more_than_there_is_cash_for_is_a_problem_of_its_account(qtbot, page, runner):
    row = _row(page, "Buy")
    _press(qtbot, page, "Worksheet")
    _type(qtbot, page, runner, row, "90000")
    heads = [each for each in page.findChild(TradeTable).standing_rows() if not each.level and each.problem]
    assert "lacks" in heads[0].name
    assert not page.findChild(PlanTools).keep.isEnabled()


def test_a_plan_is_kept_under_a_name(qtbot, page, runner, books):
    _press(qtbot, page, "Keep plan…")
    dialog = page.findChild(PlanName)
    dialog.findChild(QLineEdit).setText("Spring")
    dialog.accept()
    _rest(qtbot, runner)
    assert "Kept as “Spring”." in _texts(page)
    assert [head.name for head in load_plans(open_database(books))] == ["Spring"]


def test_a_plan_is_printed_to_a_file(qtbot, page, runner, tmp_path):
    page.findChild(PlanTools).export_actions["Save PDF…"]()
    dialog = page.findChild(QFileDialog)
    file = tmp_path / "plan.pdf"
    dialog.fileSelected.emit(str(file))
    dialog.reject()
    assert file.read_bytes().startswith(b"%PDF")
    assert "Saved plan.pdf." in _texts(page)


def test_the_page_prints_the_plan_that_stands(qtbot, page, monkeypatch, sample_measured):
    shown = []
    monkeypatch.setattr("advisor.ui.late_plan.show_plan_preview", lambda view, _parent: shown.append(view))
    page.on_paper.preview()
    (view,) = shown
    printed = sum(len(trades) for _account, trades in view.trades)
    assert printed == len(page._stack.plan._drafting.standing.plan.trades) > 0
    page.show_measured(replace(sample_measured, exposure=None))
    assert page.on_paper is None


def test_orders_of_a_broker_are_written(qtbot, page, runner, tmp_path):
    page.findChild(PlanTools).export_actions["Orders for Interactive Brokers…"]()
    dialog = page.findChild(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "orders.csv"))
    dialog.reject()
    _rest(qtbot, runner)
    assert list(tmp_path.glob("orders-ibkr-*.csv"))
    assert "Nothing was sent." in _texts(page)


def test_what_the_plan_does_not_know_is_a_list_below_it(page):
    words = " ".join(label.text() for label in page.findChild(PlanNotes).findChildren(QLabel))
    assert "What the plan does not know" in words
    assert "This informs; it is no financial advice." in _texts(page)


def test_a_worksheet_can_start_over_from_the_plan(qtbot, page, runner):
    before = page.findChild(TradeTable).standing_rows()
    _press(qtbot, page, "Worksheet")
    _press(qtbot, page, "Start from nothing")
    _rest(qtbot, runner)
    _press(qtbot, page, "Start from the plan")
    assert page.findChild(TradeTable).standing_rows() == before


def test_other_wishes_work_a_worksheet_out_anew_and_search_nothing(qtbot, page, runner):
    lines = [(row.key, row.shares_text) for row in page.findChild(TradeTable).standing_rows()]
    _press(qtbot, page, "Worksheet")
    cash = next(field for field in page.findChildren(QLineEdit) if field.accessibleName() == "New cash")
    before = dict(page._stack.front._drafting.standing.plan.cash_after)
    cash.setText("$5,000")
    qtbot.keyClick(cash, Qt.Key.Key_Return)
    _rest(qtbot, runner)
    standing = page._stack.front._drafting.standing
    assert sum(standing.plan.cash_after.values()) == sum(before.values()) + 5000
    assert [(row.key, row.shares_text) for row in page.findChild(TradeTable).standing_rows()] == lines
    assert "without a search" in _texts(page)
    _type(qtbot, page, runner, _row(page, "Sell"), "1")
    assert _row(page, "Sell").shares_text == "1"


def test_a_limit_is_taken_away_where_its_price_stands(qtbot, page, runner):
    gains = next(field for field in page.findChildren(QLineEdit) if field.accessibleName() == "Gains at most")
    gains.setText("$100")
    _press(qtbot, page, "Solve again")
    _rest(qtbot, runner)
    prices = next(card for card in page.findChildren(NotesCard) if card.title.text() == "What your limits cost")
    _press(qtbot, page, "More about this plan")
    prices.show_notes([NoteRow("$2", "", "Cash may not move.", ""), NoteRow("$781", "", "Without the limit.", "max_gain")])
    (taking,) = (button for button in prices.findChildren(QPushButton) if button.text() == "Take away")
    assert taking.accessibleName() == "Take away: Without the limit."
    qtbot.mouseClick(taking, Qt.MouseButton.LeftButton)
    assert gains.text() == ""
    assert runner.busy


def test_more_about_a_plan_is_folded_until_it_is_wanted(qtbot, page):
    told = []
    page.more.unfolded.connect(told.append)
    assert "What the plan does not know" in _texts(page)
    assert "Not traded, though one might expect it" not in _texts(page)
    heading = next(button for button in page.findChildren(QPushButton) if button.accessibleName() == "More about this plan")
    folded = heading.accessibleDescription()
    heading.setFocus()
    qtbot.keyClick(heading, Qt.Key.Key_Return)
    assert "Not traded, though one might expect it" in _texts(page)
    assert heading.accessibleDescription() != folded
    qtbot.keyClick(heading, Qt.Key.Key_Space)
    assert "Not traded, though one might expect it" not in _texts(page)
    assert told == [True, False]


def test_many_notes_are_folded_until_they_are_wanted(qtbot, qapp):
    card = NotesCard("Notes")
    qtbot.addWidget(card)
    card.show_notes([NoteRow("", "", f"Note {number}.") for number in range(9)])
    card.show()
    assert "Note 8." not in _texts(card)
    _press(qtbot, card, "Show all 9")
    assert "Note 8." in _texts(card)
    card.show_notes([])
    assert card.isHidden()


def test_a_printer_of_any_resolution_prints_the_sheets_of_the_pdf(qapp, page, tmp_path):
    view = build_plan_print(page._stack.front._drafting.standing.plan, "Spring", date(2026, 7, 13))
    sheets = write_plan_pdf(view, tmp_path / "plan.pdf")
    ruler = QPdfWriter(QBuffer())
    ruler.setResolution(round(UNITS_PER_INCH))
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(600)
    printer.setPageLayout(whole_page(QPageSize(QPageSize.PageSizeId.Letter)))
    assert _paint_sheets(view, printer, ruler, QPageSize(QPageSize.PageSizeId.Letter).size(QPageSize.Unit.Point)) == sheets

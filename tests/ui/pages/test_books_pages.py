"""The Holdings page draws its views and says what the investor asks for."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QPushButton

from advisor.domain.portfolio import TaxType
from advisor.presentation.views import HoldingRow, HoldingsView, ImportRow, LotRow, QualityRow
from advisor.ui.dialogs.account import AccountDialog
from advisor.ui.dialogs.confirm import ConfirmDialog
from advisor.ui.pages.holdings import HoldingsPage
from advisor.ui.tables.total_strip import TotalStrip
from advisor.ui.theme import Themes


def _held(level: int, key: str, symbol: str, value: float) -> HoldingRow:
    numbers = (1.0, value, value, 0.5, value, 0.0, 0.0)
    return HoldingRow(level, key, symbol, "", (), "", "1", "1.00", f"${value:,.2f}", "50.0%", "", "", "", "plain", numbers)


ROWS = (
    _held(0, "1", "Brokerage", 30),
    _held(1, "1:VTI", "VTI", 10),
    _held(1, "1:CASH", "Cash", 20),
    _held(0, "2", "Roth", 40),
    _held(1, "2:VTI", "VTI", 40),
    _held(2, "total", "Total", 70),
)
IMPORT = ImportRow(
    7, "positions.csv", "Fidelity, positions", "Feb 6, 2026", "Feb 7, 2026", "5 rows", "$70.00", "agrees", "positive"
)
LOT = LotRow("VTI", "Roth", "Jan 2, 2020", "Long-term", "1", "$5.00", "$8.00", "+$3.00", "positive", "The broker")


def _view(rows=ROWS, imports=(IMPORT,), lots=()) -> HoldingsView:
    return HoldingsView("Two positions.", (), rows, imports, "", "", lots)


@pytest.fixture
def holdings(qtbot) -> HoldingsPage:
    page = HoldingsPage(Themes("light"))
    qtbot.addWidget(page)
    page.show_view(_view())
    page.resize(900, 500)
    page.show()
    return page


def _press(dialog: QDialog, words: str) -> None:
    next(button for button in dialog.findChildren(QPushButton) if button.text().strip() == words).click()


def test_undo_asks_and_then_names_the_import(holdings, qtbot) -> None:
    holdings.tables.imports.verb_chosen.emit(IMPORT)
    dialog = holdings.findChild(ConfirmDialog)
    assert "positions.csv" in dialog.windowTitle()
    with qtbot.waitSignal(holdings.questions.undo_requested) as asked:
        _press(dialog, "Undo the import")
    assert asked.args == [7]


def test_cancelling_the_question_undoes_nothing(holdings, qtbot) -> None:
    holdings.tables.imports.verb_chosen.emit(IMPORT)
    with qtbot.assertNotEmitted(holdings.questions.undo_requested):
        _press(holdings.findChild(ConfirmDialog), "Cancel")


def test_a_symbol_is_selected_in_every_account(holdings) -> None:
    holdings.tools.filter.setText("cash")
    holdings.focus_subject("VTI")
    assert [held.key for held in holdings.tables.positions.selected_rows()] == ["2:VTI", "1:VTI"]


def test_without_grouping_positions_stand_side_by_side(holdings) -> None:
    holdings.tools.group.setCurrentIndex(1)
    holdings.tables.positions.order_by("Value", descending=True)
    assert [held.key for held in holdings.tables.positions.standing_rows()] == ["2:VTI", "1:CASH", "1:VTI", "total"]


def test_tax_lots_are_offered_only_where_there_are_some(holdings) -> None:
    lots = next(button for button in holdings.findChildren(QPushButton) if button.text() == "Tax lots")
    assert not lots.isVisible()
    holdings.show_view(_view(lots=(LOT,)))
    assert lots.isVisible()


def test_an_empty_book_has_one_sentence_and_one_button(holdings, qtbot) -> None:
    holdings.show_view(_view((), ()))
    buttons = [button for button in holdings.findChildren(QPushButton) if button.isVisible()]
    assert [button.text() for button in buttons] == ["Import a file"]
    with qtbot.waitSignal(holdings.questions.import_requested):
        buttons[0].click()


def test_attention_leads_to_the_imports(holdings) -> None:
    holdings.focus_subject("imports")
    assert holdings.tables.imports.isVisible()
    assert not holdings.tables.positions.isVisible()


def test_showing_all_rows_empties_the_filter_and_new_figures_keep_it(holdings) -> None:
    holdings.tools.filter.setText("no such thing")
    holdings.show_view(_view())
    assert [
        widget.isVisible() for widget in (holdings.tables.positions.tree, holdings.tables.positions.findChild(TotalStrip))
    ] == [False] * 2
    next(b for b in holdings.tables.positions.findChildren(QPushButton) if b.text() == "Show all rows").click()
    assert holdings.tools.filter.text() == ""
    assert holdings.tables.positions.tree.isVisible()
    assert holdings.tables.positions.findChild(TotalStrip).isVisible()


def test_an_account_row_is_renamed_and_taxed_anew(qtbot, sample_measured) -> None:
    page = HoldingsPage(Themes("light"))
    qtbot.addWidget(page)
    page.show_measured(sample_measured)
    account = sample_measured.portfolio.accounts[0]
    row = next(row for row in page.tables.positions.standing_rows() if row.key == str(account.id))
    page.tables.positions.tree.row_entered.emit(row)
    dialog = page.findChild(AccountDialog)
    name, tax = dialog.findChild(QLineEdit), dialog.findChild(QComboBox)
    assert (name.text(), tax.currentData()) == (account.name, account.tax_type)
    name.setText("  ")
    change = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Change")
    assert not change.isEnabled()
    name.setText("Ours")
    owner = next(field for field in dialog.findChildren(QLineEdit) if field.accessibleName() == "Whose account")
    assert owner.text() == ""
    owner.setText(" Maria ")
    tax.setCurrentIndex(tax.findData(TaxType.HSA))
    with qtbot.waitSignal(page.questions.account_change_requested) as asked:
        change.click()
    assert asked.args == [account.id, "Ours", TaxType.HSA, "Maria"]


def test_the_history_is_read_when_it_is_looked_at_and_once_for_each_state_of_the_books(qtbot, sample_measured) -> None:
    page = HoldingsPage(Themes("light"))
    qtbot.addWidget(page)
    asked: list[None] = []
    page.transactions_requested.connect(lambda: asked.append(None))
    page.show_measured(sample_measured)
    page.show()
    assert len(asked) == 0
    page.tools.choose("transactions")
    assert len(asked) == 1
    page.tools.choose("positions")
    page.tools.choose("transactions")
    assert len(asked) == 1
    page.show_measured(sample_measured)
    assert len(asked) == 2
    page.hide()
    page.show_measured(sample_measured)
    assert len(asked) == 2
    page.show()
    assert len(asked) == 3


def test_parts_without_anything_to_show_are_not_offered(holdings) -> None:
    def offered() -> list[str]:
        return [
            button.text() for button in holdings.tools.findChildren(QPushButton) if button.isVisible() and button.isCheckable()
        ]

    assert offered() == ["Positions", "Imports"]
    check = QualityRow("No cost basis", "VTI has none.", "Type it in…", "state_cost_basis", 1, "VTI", None)
    holdings.show_view(HoldingsView("", (), ROWS, (IMPORT,), "", "", (LOT,), (check,) * 3, has_transactions=True))
    assert offered() == ["Positions", "Tax lots", "Transactions", "Checks 3", "Imports"]
    holdings.focus_subject("checks")
    assert holdings.tables.checks.isVisible()
    holdings.show_view(_view())
    assert holdings.tables.positions.isVisible()

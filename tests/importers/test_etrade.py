"""E*TRADE: lots and totals are held against what they make up, and every view is read by its headings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from advisor.domain.statement import Statement
from advisor.importers.read import read_statement

SUMMARY = 'Account Summary\nAccount,Net Account Value\n"Individual Brokerage -4417",{worth}\n\nView Summary - All Positions\n'
HEADINGS = "Symbol,Last Price $,Quantity,Price Paid $,Total Gain $,Value $\n"
CLOSING = "TOTAL,,,,,{worth},\n\nGenerated at Nov 20 2026 04:33 PM ET"


def read(rows: str, worth: str = "2000.00", headings: str = HEADINGS, closing: str = CLOSING) -> Statement:
    text = SUMMARY.format(worth=worth) + headings + rows + closing.format(worth=worth)
    return read_statement(text.encode(), "PortfolioDownload.csv")


def messages(statement: Statement) -> list[str]:
    return [warning.message for warning in statement.warnings]


def test_lots_that_do_not_make_up_their_position_are_told() -> None:
    statement = read("AAPL,200.00,10,100,1000.00,2000.00\n     01/02/2020,200.00,4,100,400.00,800.00\n")
    assert messages(statement) == ["AAPL: its tax lots add up to 4, but the position holds 10."]
    assert statement.lots[0].acquired == date(2020, 1, 2) and statement.lots[0].cost_basis == Decimal("400.00")


def test_the_lots_of_a_position_that_cannot_be_read_belong_to_no_other() -> None:
    lots = "     01/02/2020,200.00,4,100,400.00,800.00\n     --,200.00,6,0.00,1200.00,1200.00\n"
    statement = read(f"VTI,200.00,10,100,1000.00,2000.00\nAAPL,200.00,ten,100,1000.00,2000.00\n{lots}")
    assert [position.symbol for position in statement.positions] == ["VTI"] and not statement.lots
    assert [row.reason for row in statement.skipped[1:]] == ["the tax lot stands below no position that could be read"] * 2


def test_a_price_of_nothing_is_an_unknown_cost() -> None:
    statement = read("T,20.00,100,0.00,2000.00,2000.00\n     --,20.00,100,0.00,2000.00,2000.00\n")
    assert statement.positions[0].cost_basis is None and statement.lots[0].cost_basis is None
    assert statement.lots[0].acquired is None and not statement.warnings


@pytest.mark.parametrize("total", ["TOTAL,,,,,2000.00,", "TOTAL,,,1000.00,2000.00,", "TOTAL,,,,1000.00,2000.00"])
def test_the_row_of_totals_ends_with_the_value_whatever_cells_it_lacks(total: str) -> None:
    assert not read("AAPL,200.00,10,100,1000.00,2000.00\n", closing=f"{total}\n").warnings


def test_a_total_that_is_not_that_of_the_rows_is_told() -> None:
    statement = read("AAPL,200.00,10,100,1000.00,2000.00\n", closing="TOTAL,,,,,2100.00,\n")
    assert messages(statement) == ["The rows add up to $2,000.00, the row of totals says $2,100.00: a row may be missing."]


def test_a_file_without_its_total_may_be_cut_off() -> None:
    statement = read("AAPL,200.00,10,100,1000.00,2000.00\n", closing="")
    assert "row of totals is missing" in messages(statement)[0]


def test_a_view_without_values_and_gains_is_read_by_price_and_quantity() -> None:
    headings = "Symbol,Last Price $,Change %,Qty #,Price Paid $\n"
    statement = read("AAPL,200.00,.5,10,100\nCASH,,,,500\n", "2000.00", headings, "TOTAL,,,,\n")
    (position,) = statement.positions
    assert (position.value, position.cost_basis) == (Decimal("2000.00"), Decimal("1000.00"))
    assert statement.skipped[0].text.startswith("CASH")


def test_the_same_account_has_one_number_in_portfolio_and_history() -> None:
    portfolio = read("AAPL,200.00,10,100,1000.00,2000.00\n")
    headings = "TransactionDate,TransactionType,SecurityType,Symbol,Quantity,Amount,Price,Commission,Description\n"
    history = f"For Account:,####4417\n\n{headings}04/05/26,Sold,EQ,AMZN,-2,202.19,101.1,0,AMAZON.COM INC\n"
    older = read_statement(history.encode(), "DownloadTxnHistory.csv")
    assert portfolio.accounts[0].number == older.accounts[0].number == "XXXX-4417"

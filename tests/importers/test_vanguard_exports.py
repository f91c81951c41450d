"""Vanguard's downloads on both sides of the Atlantic, and TD Ameritrade's."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from advisor.domain.errors import UnknownFileError
from advisor.domain.portfolio import InstrumentKind, TransactionKind
from advisor.importers.read import read_statement

GOLDEN = Path(__file__).parents[1] / "golden"
VANGUARD = (GOLDEN / "vanguard" / "transaction_words_2025.csv").read_bytes()
UK = (GOLDEN / "vanguard_uk" / "uk_two_tables.csv").read_text(encoding="utf-8")


def test_text_that_calls_itself_a_workbook_is_read() -> None:
    statement = read_statement(VANGUARD, "OfxDownload.csv.xls")
    assert statement.transactions == read_statement(VANGUARD, "OfxDownload.csv").transactions


def test_transactions_without_symbol_go_by_what_the_holdings_call_them() -> None:
    by_symbol = {row.symbol: row for row in read_statement(VANGUARD, "OfxDownload.csv").transactions}
    assert by_symbol["VMFXX"].instrument is InstrumentKind.CASH
    treasury = by_symbol["U S TREASURY BILL 0.000% 11/20/25"]
    assert (treasury.kind, treasury.quantity, treasury.instrument) == (TransactionKind.SELL, Decimal(-3000), InstrumentKind.BOND)


def test_headings_without_rows_at_the_end_are_told() -> None:
    heading = VANGUARD[VANGUARD.index(b"Account Number,Trade Date") :].partition(b"\n")[0]
    whole = VANGUARD + b"\n" + heading + b"\n"
    assert ["no rows" in warning.message for warning in read_statement(whole, "OfxDownload.csv").warnings] == [True]


def test_uk_balance_that_skips_a_row_is_told() -> None:
    missing = "\n".join(line for line in UK.split("\n") if not line.startswith("05/02/2025,Sold"))
    statement = read_statement(missing.encode(), "report.csv")
    assert any("is not that of its last row" in warning.message for warning in statement.warnings)
    without_purchase = "\n".join(line for line in UK.split("\n") if "-1010.50" not in line)
    assert [warning.line for warning in read_statement(without_purchase.encode(), "report.csv").warnings] == [7]


def test_uk_trade_in_both_tables_is_one() -> None:
    trades = [row for row in read_statement(UK.encode(), "report.csv").transactions if row.symbol == "FOOA"]
    assert [(row.quantity, row.price, row.amount, row.currency) for row in trades] == [
        (Decimal(1010), Decimal("1.000495"), Decimal("-1010.50"), "GBP"),
        (Decimal(-10), Decimal("1.001"), Decimal("10.01"), "GBP"),
        (Decimal(-10), Decimal("1.001"), Decimal("10.01"), "GBP"),
    ]


def test_list_of_another_bank_is_not_taken_for_vanguards() -> None:
    with pytest.raises(UnknownFileError, match="list of cash movements"):
        read_statement(b"Date,Details,Amount,Balance\n03/02/2025,Card purchase,-5,10\n", "bank.csv")


def test_td_ameritrade_fees_are_added_up() -> None:
    content = (GOLDEN / "td_ameritrade" / "td_transactions_2022.csv").read_bytes()
    fund = next(row for row in read_statement(content, "transactions.csv").transactions if row.symbol == "VTSAX")
    assert (fund.quantity, fund.fees) == (Decimal(-1000), Decimal("149.99"))
    assert fund.price is not None
    assert fund.amount == 1000 * fund.price - Decimal("149.99")


def test_what_is_paid_into_a_plan_buys_its_units() -> None:
    text = (
        "Plan Number,Plan Name,Fund Name,Shares,Price,Total Value,\n076545,A PLAN,Stock Index,12.000,20.00,240.00,\n\n"
        "Account Number,Trade Date,Run Date,Transaction Activity,Transaction Description,Investment Name,Share Price,"
        "Transaction Shares,Dollar Amount,\n"
        "076545,09/08/2023,09/08/2023,1,Plan Contribution,Stock Index,20.00,12.500,250.00,\n"
        "076545,09/09/2023,09/09/2023,1,Plan Initiated Fee,Stock Index,20.00,-0.250,-5.00,\n"
        "076545,09/12/2023,09/12/2023,1,Plan Distribution,Stock Index,20.00,-0.250,-5.00,\n"
    )
    rows = read_statement(text.encode(), "OfxDownload.csv").transactions
    assert [(row.kind, str(row.quantity), row.amount) for row in rows] == [
        (TransactionKind.BUY, "12.500", Decimal("-250.00")),
        (TransactionKind.FEE, "-0.250", None),
        (TransactionKind.SELL, "-0.250", Decimal("5.00")),
    ]

"""Fidelity's history in every order of its columns, and what else is particular to Fidelity's files."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from advisor.domain.errors import MalformedFileError, UnknownFileError
from advisor.domain.portfolio import InstrumentKind, TransactionKind
from advisor.domain.statement import Statement
from advisor.importers.read import read_statement

GOLDEN = Path(__file__).parents[1] / "golden" / "fidelity"
FOOTER = '\n"The data and information in this test is invented."\n\nDate downloaded 02/11/2026 06:59 am'
VALUES = {
    "Run Date": "02/10/2026",
    "Action": '"YOU SOLD CLOSING TRANSACTION PUT (KO) (Cash)"',
    "Symbol": " -KO260320P66.5",
    "Description": '"PUT (KO) COCA COLA CO"',
    "Type": "Cash",
    "Quantity": "-3",
    "Price": "1.2",
    "Commission": "1.95",
    "Fees": "0.07",
    "Accrued Interest": "",
    "Amount": "357.98",
    "Cash Balance": "Processing",
    "Settlement Date": "02/11/2026",
    "Account Number": '"X12345678"',
    "Exchange Quantity": "0",
    "Exchange Currency": "",
    "Currency": "USD",
    "Exchange Rate": "0",
}
OLD_NAMES = {"Description": "Security Description", "Type": "Security Type"}
MONEY = ("Price", "Commission", "Fees", "Accrued Interest", "Amount", "Cash Balance")
CHARGES = "Commission,Fees,Accrued Interest,Amount"
FOREIGN = "Exchange Quantity,Exchange Currency"
ORDERS = {
    "all accounts, 2021": f"Run Date,Account,Action,Symbol,Description,Type,Quantity,Price,{CHARGES},Settlement Date",
    "all accounts, foreign": f"Run Date,Account,Action,Symbol,Description,Type,{FOREIGN},Quantity,Currency,Price,Exchange Rate,"
    f"{CHARGES},Settlement Date",
    "one account, 2023": f"Run Date,Action,Symbol,Description,Type,Quantity,Price,{CHARGES},Settlement Date",
    "one account, 2025": f"Run Date,Action,Symbol,Description,Type,Quantity,Price,{CHARGES},Cash Balance,Settlement Date",
    "one account, 2026": f"Run Date,Action,Symbol,Description,Type,Price,Quantity,{CHARGES},Cash Balance,Settlement Date",
    "all accounts, 2026": "Run Date,Account,Account Number,Action,Symbol,Description,Type,Price,Quantity,"
    f"{CHARGES},Settlement Date",
    "all accounts, foreign, 2025": f"Run Date,Account,Account Number,Action,Symbol,Description,Type,{FOREIGN},Currency,Price,"
    f"Quantity,Exchange Rate,{CHARGES},Settlement Date",
    "without settlement": "Run Date,Action,Symbol,Description,Type,Quantity,Price,Commission,Fees,Amount",
}


def history(order: str) -> str:
    fields = order.split(",")
    is_old = "Account" in fields and "Account Number" not in fields
    headings = [OLD_NAMES.get(field, field) if is_old else field for field in fields]
    if "Exchange Rate" not in fields:
        headings = [f"{heading} ($)" if heading in MONEY else heading for heading in headings]
    account = '"Individual" X12345678' if is_old else '"Individual"'
    row = ",".join(account if field == "Account" else VALUES[field] for field in fields)
    return f"\n\nBrokerage\n\n{','.join(headings)}\n{row}\n{FOOTER}"


def read(text: str, name: str = "History_for_Account_X12345678.csv") -> Statement:
    return read_statement(text.encode(), name)


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
def test_history_is_read_by_its_headings(order: str) -> None:
    statement = read(history(order))
    (account,) = statement.accounts
    assert account.number == "X12345678"
    assert statement.as_of == date(2026, 2, 11)
    (sale,) = statement.transactions
    assert (sale.kind, sale.symbol, sale.instrument) == (TransactionKind.SELL, "KO260320P00066500", InstrumentKind.OPTION)
    assert (sale.quantity, sale.price, sale.amount) == (Decimal(-3), Decimal("1.2"), Decimal("357.98"))
    assert (sale.fees, sale.currency, sale.traded) == (Decimal("2.02"), "USD", date(2026, 2, 10))
    assert not statement.skipped and not statement.warnings


@pytest.mark.parametrize("name", ["History_for_Account_X12345678 (1).csv", "history_for_account_x12345678.CSV"])
def test_single_account_is_that_of_the_positions_file(name: str) -> None:
    positions = b"Account Number,Account Name,Symbol,Current Value\nX12345678,Individual,CASH,$1.00\n"
    assert read(history(ORDERS["one account, 2026"]), name).accounts[0].number == (
        read_statement(positions, "Portfolio_Positions.csv").accounts[0].number
    )


def test_account_that_stands_nowhere_is_said_to_be_unknown() -> None:
    statement = read(history(ORDERS["one account, 2026"]), "activity.csv")
    assert [account.number for account in statement.accounts] == [""]
    assert "which account" in statement.warnings[0].message


def exchanged(*rows: str) -> Statement:
    return read("Run Date,Action,Symbol,Description,Type,Price ($),Quantity,Amount ($)\n" + "\n".join(rows) + "\n" + FOOTER)


BOUGHT = "02/10/2026,YOU BOUGHT FORD (F),F,FORD,Cash,100,12.5,-1250"
MONEY_ALONE = "02/09/2026,DIVIDEND RECEIVED FORD (F),F,FORD,Cash,0.000,,15"
SOLD = "02/08/2026,YOU SOLD FORD (F),F,FORD,Cash,-10,12.5,125"


@pytest.mark.parametrize("sign", [MONEY_ALONE, SOLD])
def test_exchanged_headings_are_noticed(sign: str) -> None:
    statement = exchanged(BOUGHT, sign)
    assert (statement.transactions[0].quantity, statement.transactions[0].price) == (Decimal(100), Decimal("12.5"))
    assert [warning.line for warning in statement.warnings] == [1]


@pytest.mark.parametrize("rows", [(BOUGHT,), (BOUGHT, SOLD, "02/07/2026,YOU SOLD FORD (F),F,FORD,Cash,12.5,-10,125")])
def test_headings_are_believed_without_a_clear_sign(rows: tuple[str, ...]) -> None:
    statement = exchanged(*rows)
    assert (statement.transactions[0].quantity, statement.transactions[0].price) == (Decimal("12.5"), Decimal(100))
    assert not statement.warnings


def test_dashes_in_dates_and_quoted_blanks_of_summer_2026() -> None:
    text = history(ORDERS["one account, 2026"]).replace("02/10/2026", "02-10-2026").replace(",,", ',"",')
    assert read(text).transactions[0].traded == date(2026, 2, 10)


def test_what_shares_were_worth_is_no_money_that_moved() -> None:
    split = exchanged("02/10/2026,DISTRIBUTION FORD (F),F,FORD,Shares,,90,8100.00").transactions[0]
    assert (split.kind, split.quantity, split.amount) == (TransactionKind.SPLIT, Decimal(90), None)


def test_other_accounts_in_an_action_are_masked() -> None:
    (row,) = exchanged("02/10/2026,TRANSFERRED TO VS Z12-345678-1 (Cash),,,Cash,,0.00,-5").transactions
    assert row.action == "TRANSFERRED TO VS ····6781 (Cash)"


def test_statement_without_its_last_account_says_so() -> None:
    text = (GOLDEN / "Statement3312026.csv").read_text(encoding="utf-8")
    cut = text[: text.index("\n200456789 ")]
    assert any("····6789" in warning.message for warning in read(cut, "Statement3312026.csv").warnings)


def test_subtotal_that_does_not_match_is_told() -> None:
    text = (
        (GOLDEN / "Statement3312026.csv").read_text(encoding="utf-8").replace("Core Account,,,,,67.30", "Core Account,,,,,67.31")
    )
    statement = read(text, "Statement3312026.csv")
    assert any("“Core Account” add up to $67.30; their subtotal is $67.31" in warning.message for warning in statement.warnings)


def test_open_lots_need_a_ticker_in_the_file_name() -> None:
    content = (GOLDEN / "View open lots MSFT.csv").read_bytes()
    with pytest.raises(MalformedFileError, match="does not say of which company") as refusal:
        read_statement(content, "View open lots.csv")
    assert "View open lots MSFT.csv" in str(refusal.value.hint)
    assert read_statement(content, "NASDAQ-BRK.B-ESPP.csv").lots[0].symbol == "BRK.B"


def test_lots_that_were_sold_are_refused_for_what_they_are() -> None:
    content = b"Date acquired,Quantity,Date sold,Proceeds,Cost basis,Gain/loss,Term\nMAY/15/2023,1,JAN/28/2025,4,3,1,LONG\n"
    with pytest.raises(UnknownFileError, match="sold lots"):
        read_statement(content, "View closed lots.csv")

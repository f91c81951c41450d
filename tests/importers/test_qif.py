"""QIF: dates of many habits, actions without signs, and entries that break off."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from advisor.domain.errors import MalformedFileError
from advisor.domain.portfolio import TransactionKind
from advisor.domain.statement import StatementTransaction
from advisor.importers.read import read_statement
from advisor.importers.reading.dates import DateOrder
from advisor.importers.reading.qif import read_day

GOLDEN = (Path(__file__).parents[1] / "golden" / "qif" / "brokerage_and_bank.qif").read_text(encoding="utf-8")


def trade(*lines: str) -> StatementTransaction:
    text = "\n".join(("!Account", "NMine", "TInvst", "^", "!Type:Invst", "D6/16'26", *lines, "^", ""))
    return read_statement(text.encode(), "mine.qif").transactions[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1/5'26", date(2026, 1, 5)),
        ("1/ 5' 6", date(2006, 1, 5)),
        ("01/05/2026", date(2026, 1, 5)),
        ("8/25/93", date(1993, 8, 25)),
        ("8/25/26", date(2026, 8, 25)),
        ("1.5.26", date(2026, 1, 5)),
        ("2026-01-05", date(2026, 1, 5)),
        ("13/5'26", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_day_is_read_in_each_spelling_of_quicken(text: str, expected: date | None) -> None:
    assert read_day(text, DateOrder.MONTH_FIRST) == expected


def test_days_stand_first_where_a_month_could_not() -> None:
    text = "!Type:Bank\nD25/6'26\nT1\n^\nD3/7'26\nT1\n^\n"
    days = [each.traded for each in read_statement(text.encode(), "bank.qif").transactions]
    assert days == [date(2026, 6, 25), date(2026, 7, 3)]


@pytest.mark.parametrize(
    ("action", "kind", "quantity", "amount"),
    [
        ("Buy", TransactionKind.BUY, 3, "-30.00"),
        ("BuyX", TransactionKind.BUY, 3, "0"),
        ("Sell", TransactionKind.SELL, -3, "30.00"),
        ("SellX", TransactionKind.SELL, -3, "0"),
        ("ShtSell", TransactionKind.SELL, -3, "30.00"),
        ("CvrShrt", TransactionKind.BUY, 3, "-30.00"),
        ("ReinvLg", TransactionKind.REINVEST, 3, "0"),
        ("ShrsIn", TransactionKind.TRANSFER, 3, None),
        ("ShrsOut", TransactionKind.TRANSFER, -3, None),
        ("Div", TransactionKind.DIVIDEND, None, "30.00"),
        ("DivX", TransactionKind.DIVIDEND, None, "0"),
        ("MiscExp", TransactionKind.FEE, None, "-30.00"),
        ("RtrnCap", TransactionKind.RETURN_OF_CAPITAL, None, "30.00"),
    ],
)
def test_an_action_tells_what_it_does_to_shares_and_cash(
    action: str, kind: TransactionKind, quantity: int | None, amount: str | None
) -> None:
    read = trade(f"N{action}", "YVTI", "Q3", "I10", "T30.00")
    assert (read.kind, read.quantity, read.amount) == (kind, quantity, amount and Decimal(amount))


def test_a_file_that_breaks_off_in_an_entry_is_refused() -> None:
    with pytest.raises(MalformedFileError, match="breaks off in line 157"):
        read_statement(GOLDEN[: GOLDEN.index("PPay")].encode(), "cut.qif")


def test_an_entry_that_a_heading_interrupts_is_left_out() -> None:
    text = GOLDEN.replace("PPay\n^\n", "PPay\n")
    assert read_statement(text.encode(), "x.qif").skipped[-1].reason == "its end, a line with “^”, is missing"


def test_two_entries_without_a_mark_between_them_are_not_taken_for_one() -> None:
    text = "!Type:Bank\nD6/1'26\nT1\nPPay\nD6/1'26\nT1\nPPay\n^\nD6/2'26\nT2\n^\n"
    statement = read_statement(text.encode(), "bank.qif")
    assert [row.line for row in statement.skipped] == [2] and len(statement.transactions) == 1


def test_windows_line_ends_and_blank_lines_change_nothing() -> None:
    plain = read_statement(GOLDEN.encode(), "x.qif")
    assert read_statement(GOLDEN.replace("\n", "\r\n").encode(), "x.qif") == plain
    assert len(read_statement(GOLDEN.replace("\n", "\n\n").encode(), "x.qif").transactions) == len(plain.transactions)

"""What a history does not tell of the change between two statements."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from advisor.bookkeeping.unexplained import unexplained
from advisor.domain.portfolio import Account, InstrumentKind, Position, TaxType, Transaction, TransactionKind

ACCOUNT = Account(1, "vanguard", "····1", "Mine", TaxType.ROTH)
BEFORE, AFTER = date(2026, 1, 30), date(2026, 2, 27)


def held(symbol: str, quantity: str | None, value: str, kind: InstrumentKind = InstrumentKind.FUND) -> Position:
    units = None if quantity is None else Decimal(quantity)
    return Position(ACCOUNT, symbol, symbol, kind, units, None, Decimal(value), None, AFTER)


def cash(value: str, symbol: str = "CASH") -> Position:
    return held(symbol, None, value, InstrumentKind.CASH)


def entry(kind: TransactionKind, symbol: str, quantity: str | None, amount: str | None, price: str | None = None) -> Transaction:
    numbers = (None if each is None else Decimal(each) for each in (quantity, price, "0", amount))
    return Transaction(ACCOUNT, AFTER, None, kind, kind.value, symbol, symbol, *numbers)


SPLIT = entry(TransactionKind.SPLIT, "VTI", "10", None)
BUY = entry(TransactionKind.BUY, "VTI", "2", "-200", "100")
PAID = entry(TransactionKind.DIVIDEND, "VTI", None, "12.50")
SWEPT = entry(TransactionKind.OTHER, "VMFXX", None, "-12.50")


def test_trades_distributions_and_sweeps_explain_what_changed() -> None:
    before = [held("VTI", "10", "1000"), cash("300", "VMFXX")]
    after = [held("VTI", "12", "1260"), cash("112.50", "VMFXX")]
    assert unexplained(before, after, [BUY, PAID, SWEPT]) == 0
    assert unexplained(before, after, [BUY, SWEPT]) == Decimal("12.50")
    assert unexplained(before, after, [PAID]) == Decimal(200) + 2 * Decimal(105)


def test_a_split_brings_shares_and_no_money() -> None:
    assert unexplained([held("VTI", "10", "1000")], [held("VTI", "20", "1010")], [SPLIT]) == 0
    assert unexplained([held("VTI", "10", "1000")], [held("VTI", "20", "1010")], []) == 10 * Decimal("50.5")


def test_what_was_bought_and_sold_in_between_leaves_its_money_alone() -> None:
    sold = entry(TransactionKind.SELL, "VTI", "-2", "210", "105")
    assert unexplained([cash("500")], [cash("510")], [BUY, sold]) == 0
    assert unexplained([cash("500")], [cash("300")], [BUY]) == 2 * Decimal(100)


@pytest.mark.parametrize(
    "hidden",
    [
        entry(TransactionKind.TRANSFER, "VTI", "2", None),
        entry(TransactionKind.BUY, "VTI", "2", None),
        entry(TransactionKind.OTHER, "VTI", "2", None),
        entry(TransactionKind.DEPOSIT, "", None, None),
    ],
)
def test_what_hides_its_money_leaves_it_open(hidden: Transaction) -> None:
    assert unexplained([held("VTI", "10", "1000")], [held("VTI", "12", "1260")], [hidden]) is None


def test_without_quantities_or_prices_it_stays_open() -> None:
    assert unexplained([held("PLAN", None, "1000")], [held("PLAN", None, "1500")], []) is None
    gift = entry(TransactionKind.EXCHANGE, "NEWCO", "5", None)
    assert unexplained([cash("10")], [cash("10")], [gift]) is None

"""Splits and changes of ticker between two imports; and what only looks like one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from advisor.bookkeeping.changes import splits_between, ticker_changes_between
from advisor.domain.portfolio import Account, InstrumentKind, Position, TaxType
from advisor.domain.statement import StatementPosition

ACCOUNT = Account(1, "fidelity", "", "Mine", TaxType.TAXABLE)


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def old(symbol: str, quantity: str, price: str, cost: str = "", cusip: str = "") -> Position:
    value = Decimal(quantity) * Decimal(price)
    kind = InstrumentKind.SECURITY
    return Position(
        ACCOUNT, symbol, "", kind, Decimal(quantity), Decimal(price), value, _number(cost), date(2026, 1, 5), cusip=cusip
    )


def new(symbol: str, quantity: str, price: str, cost: str = "", cusip: str = "") -> StatementPosition:
    value = Decimal(quantity) * Decimal(price)
    kind = InstrumentKind.SECURITY
    return StatementPosition(7, "K", symbol, "", kind, Decimal(quantity), Decimal(price), value, _number(cost), "USD", cusip)


@pytest.mark.parametrize(
    ("before", "after", "ratio"),
    [
        (("NVDA", "12", "1208.88", "5000"), ("NVDA", "120", "121.79", "5000"), (10, 1)),
        (("GOOGL", "1.5", "2235.55"), ("GOOGL", "30", "112.64"), (20, 1)),
        (("LCID", "105", "2.00", "1050"), ("LCID", "10", "21.50", "1045"), (1, 10)),  # half a share was paid out
        (("SONY", "30", "90"), ("SONY", "45", "61"), (3, 2)),
    ],
)
def test_a_split_is_told_by_shares_and_price_together(before: tuple, after: tuple, ratio: tuple) -> None:
    (split,) = splits_between([old(*before)], [new(*after)])
    assert (split.new, split.old) == ratio
    assert (split.line, split.symbol) == (7, before[0])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("VTI", "10", "290", "2000"), ("VTI", "20", "291", "4900")),  # bought as many again
        (("VTI", "10", "290", "2000"), ("VTI", "20", "146", "4900")),  # bought after a crash: it cost money
        (("VTI", "10", "290"), ("VTI", "20", "291")),  # no cost known, but the price stayed
        (("VTI", "100", "100"), ("VTI", "200", "75")),  # no cost known: as many again, a quarter cheaper
        (("VTI", "100", "100"), ("VTI", "125", "80")),  # no cost known: 25 more, a fifth cheaper
        (("VTI", "10", "290", "2000"), ("VTI", "10", "145", "2000")),  # only the price fell
        (("VTI", "10", "290", "2000"), ("VTI", "17", "171", "2000")),  # no ratio of a split
    ],
)
def test_a_purchase_is_no_split(before: tuple, after: tuple) -> None:
    assert splits_between([old(*before)], [new(*after)]) == ()


def test_a_ticker_change_keeps_shares_and_cost() -> None:
    before = [old("FB", "8", "196.64", "1000.10"), old("VTI", "1", "200", "90")]
    after = [new("META", "8", "184.00", "1000.10"), new("VTI", "1", "201", "90")]
    (change,) = ticker_changes_between(before, after)
    assert (change.old_symbol, change.new_symbol, change.quantity, change.line) == ("FB", "META", 8, 7)


def test_a_cusip_alone_proves_it_and_a_trade_is_none() -> None:
    same = ticker_changes_between([old("SQ", "5", "60", "", "852234103")], [new("XYZ", "5", "58", "", "852234103")])
    assert [change.new_symbol for change in same] == ["XYZ"]
    assert not ticker_changes_between([old("FB", "8", "196", "1000")], [new("META", "8", "184", "1500")])
    assert not ticker_changes_between([old("FB", "8", "196")], [new("META", "8", "184")])
    assert not ticker_changes_between([old("FB", "8", "196", "1000")], [new("META", "8", "184", "1000"), old_as_new("FB")])
    both = [new("META", "8", "184", "1000"), new("AAPL", "8", "184", "1000")]
    assert not ticker_changes_between([old("FB", "8", "196", "1000")], both)


def old_as_new(symbol: str) -> StatementPosition:
    return new(symbol, "8", "196", "1000")

"""Histories valued at closes that are newer than their last entry, with the splits that they do not tell of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from advisor.bookkeeping.history_lines import Quote
from advisor.bookkeeping.rebuild import rebuild
from advisor.domain.portfolio import InstrumentKind, TaxLot, TransactionKind
from advisor.domain.quality import Check
from tests.bookkeeping.closes import closes, day
from tests.bookkeeping.test_rebuild import ACCOUNT, entry

NVDA = closes(
    "NVDA",
    ("2024-05-22", "949.50"),
    ("2024-05-23", "1037.99"),
    ("2024-06-07", "1208.88"),
    ("2024-06-10", "121.79"),
    ("2024-06-11", "120.91"),
    splits=(("2024-06-10", "10"),),
)
BOUGHT = entry("2024-05-23", TransactionKind.BUY, "NVDA", "2", "1020", "-2040")


def holding(*history, quotes=None, nvda=NVDA):
    rebuilt = rebuild(ACCOUNT, history, quotes or {}, {"NVDA": nvda})
    return next(position for position in rebuilt.positions if position.symbol == "NVDA"), rebuilt.doubts


def test_a_split_after_the_last_entry_is_applied() -> None:
    now, doubts = holding(BOUGHT)
    assert (now.quantity, now.value, now.priced_on) == (20, Decimal("2418.20"), day("2024-06-11"))
    assert now.lots == (TaxLot(day("2024-05-23"), Decimal(20), Decimal("2040.00")),)
    assert (now.stated.quantity, now.stated.price, now.cost_basis, doubts) == (2, 1020, Decimal("2040.00"), ())


def test_a_split_that_the_history_tells_of_counts_once() -> None:
    for told in ("2024-06-07", "2024-06-10", "2024-06-12"):
        now, doubts = holding(BOUGHT, entry(told, TransactionKind.SPLIT, "NVDA", "18", "", ""))
        assert (now.quantity, now.value, doubts) == (20, Decimal("2418.20"), ())


def test_a_purchase_after_the_split_leaves_it_to_the_history() -> None:
    now, doubts = holding(entry("2024-06-10", TransactionKind.BUY, "NVDA", "20", "121", "-2420"))
    assert (now.quantity, now.value, doubts) == (20, Decimal("2418.20"), ())


def test_a_history_in_todays_shares_is_not_split_again() -> None:
    now, doubts = holding(entry("2024-05-23", TransactionKind.BUY, "NVDA", "20", "102.00", "-2040"))
    assert (now.quantity, now.value, doubts) == (20, Decimal("2418.20"), ())


ADDED = entry("2024-06-11", TransactionKind.BUY, "NVDA", "5", "121.00", "-605")


@pytest.mark.parametrize(
    ("before", "booked", "quantity"),
    [
        (BOUGHT, (), 25),
        (entry("2024-05-23", TransactionKind.BUY, "NVDA", "20", "102.00", "-2040"), (), 25),  # in today's shares
        (entry("2024-05-23", TransactionKind.BUY, "NVDA", "2", "33", "-66"), (), 7),  # of another company
        (BOUGHT, (entry("2024-06-10", TransactionKind.SPLIT, "NVDA", "18", "", ""),), 25),
        (BOUGHT, (entry("2024-06-10", TransactionKind.OTHER, "NVDA", "18", "", ""),), 25),
        (
            BOUGHT,
            (
                entry("2024-06-10", TransactionKind.BUY, "NVDA", "20", "120.89", "-2417.76"),
                entry("2024-06-10", TransactionKind.SELL, "NVDA", "-2", "1208.88", "2417.76"),
            ),
            25,
        ),
    ],
    ids=["untold", "counted already", "another company", "told", "as a gift", "all out and all in"],
)
def test_a_split_between_two_entries_counts_once(before, booked, quantity: int) -> None:
    now, _ = holding(before, *booked, ADDED)
    assert now.quantity == quantity


def test_lots_of_before_a_split_that_nobody_told_of_keep_their_cost() -> None:
    now, _ = holding(BOUGHT, ADDED)
    assert now.lots == (
        TaxLot(day("2024-05-23"), Decimal(20), Decimal("2040.00")),
        TaxLot(day("2024-06-11"), Decimal(5), Decimal("605.00")),
    )


def test_another_companys_closes_do_not_count() -> None:
    now, (doubt,) = holding(
        entry("2024-05-23", TransactionKind.BUY, "NVDA", "2", "33", "-66"), quotes={"NVDA": Quote(Decimal(999), date(2026, 1, 2))}
    )
    assert (now.quantity, now.value, now.priced_on) == (2, 66, None)
    assert (doubt.check, doubt.found, doubt.expected) == (Check.OTHER_COMPANY, Decimal("1037.99"), 33)


def test_a_split_nobody_tells_of_stops_the_valuing() -> None:
    now, (doubt,) = holding(BOUGHT, nvda=replace(NVDA, events=()))
    assert (now.quantity, now.value) == (2, 2040)
    assert doubt.check is Check.MISSING_SPLIT


def test_the_newest_of_quote_close_and_trade_counts() -> None:
    quoted, _ = holding(BOUGHT, quotes={"NVDA": Quote(Decimal(125), date(2024, 6, 20))})
    assert (quoted.quantity, quoted.value, quoted.priced_on) == (20, 2500, date(2024, 6, 20))
    traded, _ = holding(entry("2024-07-01", TransactionKind.BUY, "NVDA", "2", "124", "-248"))
    assert (traded.quantity, traded.value, traded.priced_on) == (2, 248, None)


def test_other_money_and_shares_without_price_or_coins_of_the_name() -> None:
    foreign, _ = holding(replace(BOUGHT, currency="EUR"))
    assert (foreign.quantity, foreign.priced_on) == (2, None)
    received, _ = holding(entry("2024-05-23", TransactionKind.TRANSFER, "NVDA", "2", "", ""))
    assert (received.quantity, received.value) == (20, Decimal("2418.20"))
    coin, _ = holding(entry("2020-05-23", TransactionKind.BUY, "NVDA", "2", "1000", "-2000", instrument=InstrumentKind.CRYPTO))
    assert (coin.quantity, coin.value) == (2, 2000)

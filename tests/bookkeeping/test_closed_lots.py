"""What sales sold, first in, first out."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from advisor.bookkeeping.closed_lots import ClosedLot, closed_lots, split_ratios
from advisor.domain.portfolio import Account, TaxType, Transaction, TransactionKind

_ACCOUNT = Account(1, "robinhood", "", "Mine", TaxType.TAXABLE)
_START = date(2026, 1, 5)
_Told = tuple[int | None, Decimal, Decimal | None, Decimal | None]


def _entry(day: int, kind: TransactionKind, quantity: str, amount: str | None) -> Transaction:
    money = None if amount is None else Decimal(amount)
    traded = _START + timedelta(days=day)
    return Transaction(_ACCOUNT, traded, None, kind, kind.value, "IJH", "", Decimal(quantity), None, None, money)


def _told(lots: list[ClosedLot]) -> list[_Told]:
    return [
        (None if lot.acquired is None else (lot.acquired - _START).days, lot.quantity, lot.cost_basis, lot.proceeds)
        for lot in lots
    ]


def _bought(day: int, quantity: str, amount: str) -> Transaction:
    return _entry(day, TransactionKind.BUY, quantity, amount)


def _sold(day: int, quantity: str, amount: str | None) -> Transaction:
    return _entry(day, TransactionKind.SELL, quantity, amount)


def test_a_sale_takes_the_oldest_lots_and_its_parts_sum_to_what_it_brought() -> None:
    lots = list(closed_lots([_bought(0, "1", "-10"), _bought(1, "4", "-60"), _sold(2, "-3", "100")]))
    assert _told(lots) == [
        (0, Decimal(1), Decimal("10.00"), Decimal("33.33")),
        (1, Decimal(2), Decimal("30.00"), Decimal("66.67")),
    ]


def test_what_was_there_before_goes_first_and_its_cost_is_not_known() -> None:
    lots = list(closed_lots([_bought(0, "4", "-60"), _sold(2, "-3", "90")], held_before=Decimal(2)))
    assert _told(lots) == [
        (None, Decimal(2), None, Decimal("60.00")),
        (0, Decimal(1), Decimal("15.00"), Decimal("30.00")),
    ]


def test_more_sold_than_was_ever_bought_is_of_unknown_cost() -> None:
    lots = list(closed_lots([_bought(0, "1", "-10"), _sold(2, "-3", None)]))
    assert _told(lots) == [(0, Decimal(1), Decimal("10.00"), None), (None, Decimal(2), None, None)]


def test_a_split_leaves_the_cost_and_shares_that_leave_for_elsewhere_are_no_sale() -> None:
    entries = [
        _bought(0, "4", "-60"),
        _entry(1, TransactionKind.SPLIT, "4", None),
        _entry(2, TransactionKind.TRANSFER, "-2", None),
        _sold(3, "-6", "90"),
    ]
    assert _told(list(closed_lots(entries))) == [(0, Decimal(6), Decimal("45.00"), Decimal("90.00"))]
    assert list(split_ratios(entries)) == [(_START + timedelta(days=1), Decimal(2))]


def test_what_was_sold_short_splits_without_telling_a_ratio_of_shares_held() -> None:
    entries = [_sold(0, "-4", "60"), _entry(1, TransactionKind.SPLIT, "-4", None)]
    assert list(split_ratios(entries)) == []
    assert list(split_ratios([_bought(0, "1", "-10"), _entry(1, TransactionKind.SPLIT, "1", None)])) == [
        (_START + timedelta(days=1), Decimal(2))
    ]


def test_a_single_share_from_before_is_brought_in() -> None:
    lots = list(closed_lots([_sold(0, "-1", "60"), _sold(1, "-1", "70")], held_before=Decimal(1)))
    assert _told(lots) == [(None, Decimal(1), None, Decimal("60.00")), (None, Decimal(1), None, Decimal("70.00"))]
    assert list(split_ratios([_entry(0, TransactionKind.SPLIT, "1", None)], Decimal(1))) == [(_START, Decimal(2))]
    assert list(closed_lots([], held_before=Decimal(1))) == []

"""Open lots against a share-by-share oracle, and the cases that a list of trades does not spell out."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from advisor.bookkeeping.open_lots import OpenLots, in_order
from advisor.domain.portfolio import Account, InstrumentKind, TaxLot, TaxType, Transaction, TransactionKind

ACCOUNT = Account(1, "robinhood", "", "Mine", TaxType.TAXABLE)
START = date(2024, 1, 2)


def entry(day: int, kind: TransactionKind, quantity: str | None, amount: str | None = None, **more: object) -> Transaction:
    return Transaction(
        account=ACCOUNT,
        traded=START + timedelta(days=day),
        settled=None,
        kind=kind,
        action=kind.value,
        symbol="IJH",
        name="",
        quantity=None if quantity is None else Decimal(quantity),
        price=None,
        fees=None,
        amount=None if amount is None else Decimal(amount),
        **more,
    )


def lots_after(*entries: Transaction) -> OpenLots:
    lots = OpenLots()
    for each in in_order(entries):
        lots.take(each)
    return lots


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 9), st.integers(1, 500)), max_size=30))
def test_whole_shares_leave_in_the_order_they_came(trades: list[tuple[bool, int, int]]) -> None:
    """The oracle keeps every single share in a queue, with its day and its cost in cents."""
    shares: deque[tuple[int, int]] = deque()
    entries = []
    for day, (buys, quantity, price) in enumerate(trades):
        if buys:
            shares.extend([(day, price)] * quantity)
            entries.append(entry(day, TransactionKind.BUY, str(quantity), f"-{quantity * price}"))
        elif quantity <= len(shares):
            for _ in range(quantity):
                shares.popleft()
            entries.append(entry(day, TransactionKind.SELL, f"-{quantity}", str(quantity * price)))
    lots = lots_after(*entries)
    listed = [(lot.acquired, int(lot.cost_basis / lot.quantity)) for lot in lots.lots for _ in range(int(lot.quantity))]
    assert listed == [(START + timedelta(days=day), price) for day, price in shares]
    assert lots.oversold == 0
    assert lots.cost_basis == sum(price for _, price in shares)


def test_a_split_multiplies_every_lot_and_leaves_its_cost_and_its_day() -> None:
    lots = lots_after(
        entry(0, TransactionKind.BUY, "10", "-1000"),
        entry(5, TransactionKind.BUY, "5", "-600"),
        entry(9, TransactionKind.SPLIT, "45"),
        entry(12, TransactionKind.SELL, "-44", "500"),
    )
    assert lots.lots == (TaxLot(START + timedelta(days=5), Decimal(16), Decimal("480.00")),)


def test_a_reverse_split_with_cash_for_the_fraction() -> None:
    lots = lots_after(
        entry(0, TransactionKind.BUY, "105", "-1050"),
        entry(3, TransactionKind.SPLIT, "-94.5"),
        entry(3, TransactionKind.SELL, "-0.5", "48"),
    )
    assert [(lot.quantity, lot.cost_basis) for lot in lots.lots] == [(Decimal("10.0"), Decimal("1000.00"))]


def test_a_reverse_split_booked_in_two_rows_keeps_the_cost() -> None:
    lots = lots_after(
        entry(0, TransactionKind.BUY, "400", "-1200"),
        entry(7, TransactionKind.SPLIT, "-400"),
        entry(7, TransactionKind.SPLIT, "40"),
    )
    assert lots.lots == (TaxLot(START, Decimal(40), Decimal("1200.00")),)


def test_an_option_opened_and_lapsed_on_one_day_leaves_nothing() -> None:
    bought = entry(0, TransactionKind.BUY, "1", "-80", instrument=InstrumentKind.OPTION)
    sold = entry(0, TransactionKind.SELL, "-1", "80", instrument=InstrumentKind.OPTION)
    for opened, lapsed in ((bought, "-1"), (sold, "1")):
        lots = lots_after(entry(0, TransactionKind.EXPIRY, lapsed, instrument=InstrumentKind.OPTION), opened)
        assert not lots.lots
        assert lots.oversold == (1 if opened is sold else 0)


def test_shares_from_elsewhere_have_no_known_day_and_cost() -> None:
    lots = lots_after(entry(0, TransactionKind.TRANSFER, "7"), entry(4, TransactionKind.REINVEST, "1", None))
    assert lots.lots == (TaxLot(None, Decimal(7), None), TaxLot(START + timedelta(days=4), Decimal(1), None))
    assert lots.cost_basis is None


def test_what_was_never_bought_is_noticed() -> None:
    lots = lots_after(entry(0, TransactionKind.BUY, "3", "-30"), entry(1, TransactionKind.SELL, "-5", "60"))
    assert (lots.oversold, lots.quantity) == (2, -2)


def test_a_short_position_is_covered_first() -> None:
    lots = lots_after(
        entry(0, TransactionKind.SELL, "-2", "300", instrument=InstrumentKind.OPTION),
        entry(8, TransactionKind.BUY, "3", "-90", instrument=InstrumentKind.OPTION),
    )
    assert lots.lots == (TaxLot(START + timedelta(days=8), Decimal(1), Decimal("30.00")),)


def test_an_expiry_closes_and_never_opens() -> None:
    long = lots_after(entry(0, TransactionKind.BUY, "1", "-80"), entry(9, TransactionKind.EXPIRY, "-1"))
    assert not long.lots and not long.oversold
    unknown = lots_after(entry(9, TransactionKind.EXPIRY, "-1"))
    assert not unknown.lots and unknown.oversold == 1


def test_return_of_capital_lowers_the_basis_in_proportion_and_not_below_zero() -> None:
    lots = lots_after(
        entry(0, TransactionKind.BUY, "10", "-100"),
        entry(1, TransactionKind.BUY, "30", "-600"),
        entry(5, TransactionKind.RETURN_OF_CAPITAL, None, "60"),
    )
    assert [lot.cost_basis for lot in lots.lots] == [Decimal("85.00"), Decimal("555.00")]
    lots.take(entry(6, TransactionKind.RETURN_OF_CAPITAL, None, "5000"))
    assert lots.cost_basis == 0


def test_within_a_day_what_came_precedes_what_went_however_the_broker_lists_it() -> None:
    newest_first = (
        entry(0, TransactionKind.SELL, "-4", "44"),
        entry(0, TransactionKind.BUY, "4", "-40"),
    )
    lots = lots_after(*newest_first)
    assert not lots.lots and not lots.oversold


def test_without_an_amount_quantity_times_price_and_fees_is_the_cost() -> None:
    option = entry(0, TransactionKind.BUY, "2", None, instrument=InstrumentKind.OPTION)
    bought = replace(option, price=Decimal("1.50"), fees=Decimal("1.30"))
    assert lots_after(bought).cost_basis == Decimal("301.30")
    foreign = replace(bought, currency="EUR")
    assert lots_after(foreign).cost_basis is None


def test_shares_that_left_for_another_account_were_held_and_not_sold_short() -> None:
    lots = lots_after(
        entry(1, TransactionKind.TRANSFER, "-20"),
        entry(2, TransactionKind.BUY, "5", "-300"),
        entry(3, TransactionKind.TRANSFER, "-7"),
    )
    assert (lots.lots, lots.oversold) == ((), 22)

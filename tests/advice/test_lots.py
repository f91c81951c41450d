"""Terms by the calendar, and lots in the order that taxes least."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.advice.lots import is_long_term, lots_held, sell_lots
from advisor.advice.model.request import PlanPosition
from advisor.advice.model.taxes import Term
from advisor.domain.portfolio import Account, TaxLot, TaxType

BROKERAGE = Account(1, "fidelity", "····1", "Brokerage", TaxType.TAXABLE)
SALE_DAY = date(2026, 6, 1)
LONG_AGO, LATELY = date(2024, 1, 2), date(2026, 3, 2)


def position(*lots: TaxLot, quantity: str | None = None, price: str = "10", basis: str | None = None) -> PlanPosition:
    held = Decimal(quantity) if quantity else sum((lot.quantity for lot in lots), Decimal(0))
    value = (held * Decimal(price)).quantize(Decimal("0.01"))
    cost = None if basis is None else Decimal(basis)
    return PlanPosition(BROKERAGE, "ABC", "Abc", held, Decimal(price), value, cost, lots, {}, True)


def lot(acquired: date | None, quantity: str, basis: str | None) -> TaxLot:
    return TaxLot(acquired, Decimal(quantity), None if basis is None else Decimal(basis))


@pytest.mark.parametrize(
    ("bought", "last_short_day"),
    [
        (date(2023, 3, 10), date(2024, 3, 10)),  # 366 days, yet exactly one year
        (date(2022, 3, 10), date(2023, 3, 10)),
        (date(2023, 12, 31), date(2024, 12, 31)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2024, 2, 28), date(2025, 2, 28)),
        (date(2023, 2, 28), date(2024, 2, 29)),  # the last day of a month runs to the first of the thirteenth after it
        (date(2023, 4, 30), date(2024, 4, 30)),
    ],
)
def test_a_year_is_counted_by_the_calendar(bought: date, last_short_day: date) -> None:
    assert not is_long_term(bought, last_short_day)
    assert is_long_term(bought, last_short_day + timedelta(days=1))


def test_every_purchase_day_of_five_years_turns_long_on_the_day_the_ruling_names() -> None:
    for days in range(5 * 366):
        bought = date(2022, 1, 1) + timedelta(days=days)
        at_month_end = bought.day == calendar.monthrange(bought.year, bought.month)[1]
        month_after = date(bought.year + 1 + bought.month // 12, bought.month % 12 + 1, 1)
        first_long_day = month_after if at_month_end else date(bought.year + 1, bought.month, bought.day) + timedelta(days=1)
        assert is_long_term(bought, first_long_day), bought
        assert not is_long_term(bought, first_long_day - timedelta(days=1)), bought


def test_losses_go_first_then_small_long_gains_then_short_gains() -> None:
    # A −200 short, B −50 long, C +20 long, D +10 short, ten shares each at $10.
    held = position(lot(LATELY, "10", "90"), lot(LONG_AGO, "10", "80"), lot(LONG_AGO, "10", "150"), lot(LATELY, "10", "300"))
    gains = [sold.gain for sold in sell_lots(held, Decimal(40), SALE_DAY)]
    assert gains == [Decimal(-200), Decimal(-50), Decimal(20), Decimal(10)]


def test_a_given_split_takes_the_highest_basis_of_each_term() -> None:
    held = position(lot(LATELY, "5", "20"), lot(LATELY, "5", "40"), lot(LONG_AGO, "5", "10"), lot(LONG_AGO, "5", "45"))
    sold = sell_lots(held, Decimal(8), SALE_DAY, Decimal(6))
    assert [(each.term, each.quantity, each.cost_basis) for each in sold] == [
        (Term.SHORT, Decimal(5), Decimal("40.00")),
        (Term.SHORT, Decimal(1), Decimal("4.00")),
        (Term.LONG, Decimal(2), Decimal("18.00")),
    ]


def test_without_lots_the_average_cost_stands_in_and_the_term_is_unknown() -> None:
    (sold,) = sell_lots(position(quantity="8", basis="40"), Decimal(2), SALE_DAY)
    assert (sold.cost_basis, sold.gain, sold.term) == (Decimal("10.00"), Decimal("10.00"), Term.UNKNOWN)
    (sold,) = sell_lots(position(quantity="8"), Decimal(2), SALE_DAY)
    assert (sold.cost_basis, sold.gain) == (None, None)


def test_lots_that_cover_less_than_the_position_leave_an_undated_rest() -> None:
    rest = lots_held(position(lot(LONG_AGO, "3", "12"), quantity="10", basis="40"))[-1]
    assert rest == TaxLot(None, Decimal(7), Decimal(28))
    assert lots_held(position(lot(LONG_AGO, "30", "12"), quantity="10", basis="40")) == (TaxLot(None, Decimal(10), Decimal(40)),)


quantities = st.decimals("0.001", "500", places=3)


@given(
    lots=st.lists(st.tuples(st.sampled_from([LONG_AGO, LATELY, None]), quantities, quantities), min_size=1, max_size=6),
    price=st.decimals("0.01", "900", places=4),
    share=st.decimals("0.01", "1", places=2),
)
def test_no_cent_and_no_share_is_lost_between_lots(
    lots: list[tuple[date | None, Decimal, Decimal]], price: Decimal, share: Decimal
) -> None:
    held = position(*(TaxLot(*each) for each in lots), price=str(price))
    quantity = held.quantity * share
    sold = sell_lots(held, quantity, SALE_DAY)
    assert sum(each.quantity for each in sold) == quantity
    proceeds = sum((each.gain or Decimal(0)) + (each.cost_basis or Decimal(0)) for each in sold)
    assert abs(proceeds - quantity * price) <= Decimal("0.005")

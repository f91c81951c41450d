"""Terms by the calendar, the lots that make up a position, and what each gains."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from decimal import Decimal

import pytest

from advisor.advice.lots import are_lots_missing, is_long_term, lots_held, price_lots
from advisor.advice.model.request import PlanPosition
from advisor.advice.model.taxes import Term
from advisor.domain.portfolio import Account, TaxLot, TaxType
from advisor.exposure.contents import Contents

BROKERAGE = Account(1, "fidelity", "····1", "Brokerage", TaxType.TAXABLE)
SALE_DAY = date(2026, 6, 1)
LONG_AGO = date(2024, 1, 2)


def position(*lots: TaxLot, quantity: str | None = None, price: str = "10", basis: str | None = None) -> PlanPosition:
    held = Decimal(quantity) if quantity else sum((lot.quantity for lot in lots), Decimal(0))
    value = (held * Decimal(price)).quantize(Decimal("0.01"))
    cost = None if basis is None else Decimal(basis)
    return PlanPosition(BROKERAGE, "ABC", "Abc", held, Decimal(price), value, cost, lots, Contents({}), True)


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


def test_without_lots_the_average_cost_stands_in_and_the_term_is_unknown() -> None:
    (sold,) = price_lots(position(quantity="8", basis="40"), [(0, Decimal(2))], SALE_DAY)
    assert (sold.cost_basis, sold.gain, sold.term) == (Decimal("10.00"), Decimal("10.00"), Term.UNKNOWN)
    (sold,) = price_lots(position(quantity="8"), [(0, Decimal(2))], SALE_DAY)
    assert (sold.cost_basis, sold.gain) == (None, None)


def test_lots_that_cover_less_than_the_position_leave_an_undated_rest() -> None:
    rest = lots_held(position(lot(LONG_AGO, "3", "12"), quantity="10", basis="40"))[-1]
    assert rest == TaxLot(None, Decimal(7), Decimal(28))
    assert lots_held(position(lot(LONG_AGO, "30", "12"), quantity="10", basis="40")) == (TaxLot(None, Decimal(10), Decimal(40)),)


def test_the_rest_has_no_basis_where_that_of_a_lot_is_not_known_or_lots_cost_more_than_all() -> None:
    for own in ("41", None):
        rest = lots_held(position(lot(LONG_AGO, "3", own), quantity="10", basis="40"))[-1]
        assert rest == TaxLot(None, Decimal(7), None)


def test_one_lot_of_unknown_basis_among_others_leaves_that_of_the_rest_unknown() -> None:
    lots = (lot(LONG_AGO, "3", "12"), lot(LONG_AGO, "2", None))
    assert lots_held(position(*lots, quantity="10", basis="40"))[-1] == TaxLot(None, Decimal(5), None)


@pytest.mark.parametrize(
    ("quantity", "missing"),
    [("3", False), ("10", True), ("2", True)],
)
def test_lots_that_had_to_be_made_up_are_told(quantity: str, missing: bool) -> None:
    assert are_lots_missing(position(lot(LONG_AGO, "3", "12"), quantity=quantity)) is missing
    assert are_lots_missing(position(quantity=quantity))


def test_a_lot_sold_in_two_parts_loses_no_cent() -> None:
    thirds = position(lot(LONG_AGO, "3", "10"), price="3.335")
    told = price_lots(thirds, [(0, Decimal(1)), (0, Decimal(1)), (0, Decimal(1))], SALE_DAY)
    assert [(each.gain or 0) + (each.cost_basis or 0) for each in told] == [Decimal("3.34"), Decimal("3.33"), Decimal("3.34")]

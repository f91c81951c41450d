"""Which lots a sale takes: the orders by hand, the least tax against every choice there is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from advisor.advice.lot_methods import fixed_order, named_lots, take_lots
from advisor.advice.lots import lots_held, price_lots, term_of
from advisor.advice.model.request import PlanPosition
from advisor.advice.model.taxes import LotMethod, RateStep, TaxRules, Term
from advisor.advice.taxes.net_tax import weighed_tax_of
from advisor.domain.errors import InvalidRequestError
from advisor.domain.portfolio import Account, TaxLot, TaxType
from advisor.exposure.contents import Contents

BROKERAGE = Account(1, "fidelity", "····1", "Brokerage", TaxType.TAXABLE)
SALE_DAY = date(2026, 6, 1)
LONG_AGO, LATELY = date(2024, 1, 2), date(2026, 3, 2)
NOTHING = Decimal(0)


def position(*lots: TaxLot, price: str = "10", account: Account = BROKERAGE, average_cost: bool = False) -> PlanPosition:
    held = sum((lot.quantity for lot in lots), NOTHING)
    value = (held * Decimal(price)).quantize(Decimal("0.01"))
    return PlanPosition(
        account, "ABC", "Abc", held, Decimal(price), value, None, lots, Contents({}), True, average_cost=average_cost
    )


def lot(acquired: date | None, quantity: str, basis: str | None) -> TaxLot:
    return TaxLot(acquired, Decimal(quantity), None if basis is None else Decimal(basis))


# A −200 short, B −50 long, C +20 long, D +10 short, ten shares each at $10.
FOUR = position(lot(LATELY, "10", "90"), lot(LONG_AGO, "10", "80"), lot(LONG_AGO, "10", "150"), lot(LATELY, "10", "300"))
D, C, B, A = range(4)


def test_losses_go_first_then_small_long_gains_then_short_gains() -> None:
    assert fixed_order(FOUR, SALE_DAY, LotMethod.M1) == (A, B, C, D)


def test_what_gains_nothing_goes_between_losses_and_gains_short_before_long() -> None:
    held = position(
        lot(LATELY, "1", "9"), lot(LONG_AGO, "1", "5"), lot(LONG_AGO, "1", "10"), lot(LATELY, "1", "10"), lot(LONG_AGO, "1", "12")
    )
    assert fixed_order(held, SALE_DAY, LotMethod.M1) == (4, 3, 2, 1, 0)


@pytest.mark.parametrize(
    ("method", "order"),
    [
        (LotMethod.FIFO, (3, 1, 0, 2)),  # what has no date is taken to be oldest
        (LotMethod.LIFO, (2, 0, 1, 3)),
        (LotMethod.HIFO, (0, 1, 3, 2)),  # by basis per share, not per lot; what has none goes last
        (LotMethod.M1, (0, 1, 3, 2)),
    ],
)
def test_each_method_has_its_order(method: LotMethod, order: tuple[int, ...]) -> None:
    held = position(
        lot(date(2025, 1, 2), "1", "15"), lot(date(2024, 1, 2), "8", "88"), lot(LATELY, "2", None), lot(None, "5", "40")
    )
    assert fixed_order(held, SALE_DAY, method) == order


def test_the_last_lot_is_taken_in_part_and_lots_are_told_in_their_places() -> None:
    assert take_lots(FOUR, Decimal("12.5"), SALE_DAY, LotMethod.HIFO) == ((B, Decimal("2.5")), (A, Decimal(10)))


def test_a_year_is_over_when_the_day_after_it_has_come() -> None:
    held = position(lot(date(2023, 3, 10), "1", "1"))
    (sold,) = price_lots(held, ((0, Decimal(1)),), date(2024, 3, 10))  # 366 days
    assert sold.term is Term.SHORT
    (sold,) = price_lots(held, ((0, Decimal(1)),), date(2024, 3, 11))
    assert sold.term is Term.LONG
    assert term_of(lot(date(2024, 3, 10), "1", "1"), date(2025, 3, 10)) is Term.SHORT  # 365 days


@pytest.mark.parametrize("method", list(LotMethod))
def test_at_average_cost_every_share_has_one_basis_and_the_oldest_go_first(method: LotMethod) -> None:
    fund = position(lot(LATELY, "10", "150"), lot(LONG_AGO, "30", "210"), average_cost=True)
    taken = take_lots(fund, Decimal(32), SALE_DAY, method)
    assert taken == ((0, Decimal(2)), (1, Decimal(30)))
    told = [(sold.term, sold.cost_basis, sold.gain) for sold in price_lots(fund, taken, SALE_DAY, method)]
    assert told == [(Term.SHORT, Decimal(18), Decimal(2)), (Term.LONG, Decimal(270), Decimal(30))]


def test_average_cost_is_not_known_where_the_basis_of_a_lot_is_not() -> None:
    fund = replace(position(lot(LATELY, "10", None), lot(LONG_AGO, "30", "210")), contents=Contents({}, is_fund=True))
    assert [each.cost_basis for each in lots_held(fund, LotMethod.AVERAGE_COST)] == [None, None]


def test_shares_of_a_company_are_sold_at_their_own_cost_oldest_first_where_the_average_was_chosen() -> None:
    held = position(lot(LATELY, "10", "150"), lot(LONG_AGO, "30", "210"))
    taken = take_lots(held, Decimal(32), SALE_DAY, LotMethod.AVERAGE_COST)
    assert taken == ((0, Decimal(2)), (1, Decimal(30)))
    assert [sold.cost_basis for sold in price_lots(held, taken, SALE_DAY, LotMethod.AVERAGE_COST)] == [30, 210]


def test_an_ira_sells_its_oldest_where_no_other_order_is_asked_for() -> None:
    ira = replace(BROKERAGE, tax_type=TaxType.TRADITIONAL)
    held = position(lot(LATELY, "10", "150"), lot(LONG_AGO, "30", "210"), account=ira)
    assert take_lots(held, Decimal(3), SALE_DAY, LotMethod.MINIMUM_TAX) == ((1, Decimal(3)),)


def test_lots_that_are_named_are_taken_as_they_are() -> None:
    assert named_lots(FOUR, Decimal(7), [(C, Decimal(5)), (D, Decimal(2))]) == ((D, Decimal(2)), (C, Decimal(5)))


@pytest.mark.parametrize(
    ("lots", "says"),
    [
        ([(4, "7")], "not held"),
        ([(-1, "7")], "not held"),
        ([(0, "3"), (0, "4")], "twice"),
        ([(0, "11")], "takes 11 from a lot of 10"),
        ([(0, "0"), (1, "7")], "takes 0 from"),
        ([(0, "6")], "do not add up to 7"),
        ([], "do not add up to 7"),
    ],
)
def test_lots_that_cannot_be_sold_are_refused_in_words(lots: list[tuple[int, str]], says: str) -> None:
    with pytest.raises(InvalidRequestError, match=says):
        named_lots(FOUR, Decimal(7), [(place, Decimal(units)) for place, units in lots])


def test_the_least_tax_is_not_a_fixed_order() -> None:
    # One long-term gain beside a short-term one that is a little smaller: which is dearer depends on the rates alone.
    held = position(lot(LATELY, "1", "5"), lot(LONG_AGO, "1", "4"))
    assert take_lots(held, Decimal(1), SALE_DAY, LotMethod.MINIMUM_TAX) == ((1, Decimal(1)),)  # 15% of 6 beats 24% of 5
    with_loss = take_lots(held, Decimal(1), SALE_DAY, LotMethod.MINIMUM_TAX, beside=(Decimal(-100), Decimal(100)))
    assert with_loss == ((0, Decimal(1)),)  # the short-term gain is netted: both count as long-term


def test_no_more_loss_is_taken_than_counts() -> None:
    rules = TaxRules(loss_limit=Decimal(300), carried_loss_value=NOTHING)
    held = position(lot(LATELY, "100", "2000"), lot(LONG_AGO, "100", "1000"))
    # Losses beyond the limit are worth nothing here, and at one price the larger loss is taken.
    taken = take_lots(held, Decimal(100), SALE_DAY, LotMethod.MINIMUM_TAX, rules=rules)
    assert taken == ((0, Decimal(100)),)


def test_at_one_price_the_larger_loss_is_taken() -> None:
    # A loss of either is carried on and worth nothing; that of the second lot is larger.
    rules = TaxRules(loss_limit=NOTHING, carried_loss_value=NOTHING)
    held = position(lot(LATELY, "10", "150"), lot(LONG_AGO, "10", "250"))
    assert take_lots(held, Decimal(10), SALE_DAY, LotMethod.MINIMUM_TAX, rules=rules) == ((1, Decimal(10)),)
    other = position(lot(LONG_AGO, "10", "150"), lot(LATELY, "10", "250"))
    assert take_lots(other, Decimal(10), SALE_DAY, LotMethod.MINIMUM_TAX, rules=rules) == ((1, Decimal(10)),)


STEPPED = TaxRules(
    ordinary=(RateStep(Decimal(40), Decimal("0.12")), RateStep(None, Decimal("0.32"))),
    long_term=(RateStep(Decimal(30), NOTHING), RateStep(None, Decimal("0.15"))),
    loss_rate=Decimal("0.12"),
    loss_limit=Decimal(20),
)
small_lots = st.lists(
    st.tuples(st.sampled_from([LONG_AGO, LATELY, None]), st.integers(1, 4), st.integers(0, 90)), min_size=1, max_size=4
)
gains = st.integers(-60, 60).map(Decimal)


# Where the least lies neither at an edge of a lot nor where a term alone would have it.
@example([(LONG_AGO, 2, 14), (LATELY, 4, 29)], 0.83, *map(Decimal, (0, 0, 0, -26)), True)
@example([(LATELY, 3, 27), (LONG_AGO, 3, 5), (LONG_AGO, 3, 24)], 0.67, *map(Decimal, (0, 12, 0, 0)), True)
@example([(LONG_AGO, 4, 1), (LONG_AGO, 4, 40), (LATELY, 4, 27)], 0.75, *map(Decimal, (0, 0, 0, 0)), True)
@example([(LATELY, 4, 13), (LATELY, 4, 36), (LONG_AGO, 4, 24)], 0.42, *map(Decimal, (0, 0, 0, 16)), True)
@example([(LATELY, 4, 9), (LONG_AGO, 2, 10), (LONG_AGO, 4, 6)], 0.5, *map(Decimal, (0, 0, 30, 0)), True)
@given(small_lots, st.floats(0, 1), gains, gains, gains, gains, st.booleans())
def test_no_other_choice_of_whole_shares_is_taxed_less(
    lots: list[tuple[date | None, int, int]], part: float, a: Decimal, b: Decimal, c: Decimal, d: Decimal, stepped: bool
) -> None:
    held = position(*(TaxLot(day, Decimal(units), Decimal(basis)) for day, units, basis in lots))
    quantity = max(1, round(part * int(held.quantity)))
    rules = replace(STEPPED if stepped else TaxRules(loss_limit=Decimal(20)), short_before=a, long_before=b)

    def tax(taken: tuple[tuple[int, Decimal], ...]) -> Decimal:
        short = sum((NOTHING, *(_gain(held, *each) for each in taken if _is_short(held, each[0]))))
        long = sum((NOTHING, *(_gain(held, *each) for each in taken if not _is_short(held, each[0]))))
        return weighed_tax_of(rules, c + short, d + long)

    choices = [choice for choice in product(*(range(units + 1) for _, units, _ in lots)) if sum(choice) == quantity]
    least = min(tax(tuple((place, Decimal(units)) for place, units in enumerate(choice))) for choice in choices)
    taken = take_lots(held, Decimal(quantity), SALE_DAY, LotMethod.MINIMUM_TAX, rules=rules, beside=(c, d))
    assert sum(units for _, units in taken) == quantity
    assert tax(taken) <= least


def _is_short(held: PlanPosition, place: int) -> bool:
    return term_of(held.lots[place], SALE_DAY) is Term.SHORT


def _gain(held: PlanPosition, place: int, units: Decimal) -> Decimal:
    taken = held.lots[place]
    return units * (held.unit_value - (taken.cost_basis or NOTHING) / taken.quantity)


quantities = st.decimals("0.001", "500", places=3)


@given(
    lots=st.lists(st.tuples(st.sampled_from([LONG_AGO, LATELY, None]), quantities, quantities), min_size=1, max_size=6),
    price=st.decimals("0.01", "900", places=4),
    share=st.decimals("0.01", "1", places=2),
    method=st.sampled_from(LotMethod),
)
def test_no_cent_and_no_share_is_lost_between_lots(
    lots: list[tuple[date | None, Decimal, Decimal]], price: Decimal, share: Decimal, method: LotMethod
) -> None:
    held = position(*(TaxLot(*each) for each in lots), price=str(price))
    quantity = held.quantity * share
    taken = take_lots(held, quantity, SALE_DAY, method)
    sold = price_lots(held, taken, SALE_DAY, method)
    assert sum(each.quantity for each in sold) == quantity
    assert all(0 < units <= lots[place][1] for place, units in taken)
    proceeds = sum((each.gain or NOTHING) + (each.cost_basis or NOTHING) for each in sold)
    assert proceeds == (quantity * price).quantize(Decimal("0.01"), "ROUND_HALF_UP")

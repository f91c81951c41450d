"""How far prices moved between two days, by hand."""

from __future__ import annotations

from datetime import date, timedelta
from math import isnan

import pytest

from advisor.market.price_returns import PriceReturns, fund_return
from tests.market.histories import by_symbol, history

DAY = date(2026, 6, 1)


def after(days: int) -> date:
    return DAY + timedelta(days)


def relatives(*histories, first: int, last: int, since: int = 0) -> dict[str, float]:
    returns = PriceReturns(by_symbol(histories), after(since))
    between = returns.between(after(first).toordinal(), after(last).toordinal())
    return {symbol: float(between[row]) for symbol, row in returns.row_of.items()}


def test_the_close_of_a_day_or_the_last_one_before_it_counts():
    steady = history("A", {DAY: 10, after(4): 11, after(5): 12})
    assert relatives(steady, first=2, last=4) == {"A": pytest.approx(1.1)}
    assert relatives(steady, first=4, last=9) == {"A": pytest.approx(12 / 11)}


@pytest.mark.parametrize(("last", "is_missing"), [(10, False), (11, True)])
def test_a_close_of_more_than_ten_days_ago_stands_for_nothing(last, is_missing):
    found = relatives(history("A", {DAY: 10}), history("B", {DAY: 10, after(last): 10}), first=0, last=last)
    assert isnan(found["A"]) is is_missing
    assert found["B"] == 1


def test_before_the_first_close_there_is_none():
    assert isnan(relatives(history("A", {after(5): 10, after(6): 11}), first=2, last=6)["A"])


def test_a_split_is_undone_only_if_it_lies_between_the_days():
    split = history("A", {DAY: 100, after(1): 99, after(2): 10, after(3): 11}, splits={after(2): 10})
    assert relatives(split, first=1, last=3) == {"A": pytest.approx(110 / 99)}
    assert relatives(split, first=2, last=3) == {"A": pytest.approx(1.1)}
    assert relatives(split, first=0, last=1) == {"A": pytest.approx(0.99)}


def test_a_jump_like_a_split_puts_only_what_lies_on_both_sides_of_it_in_doubt():
    calm = history("A", {after(day): 100 for day in range(5)})
    jumping = history("B", {DAY: 100, after(1): 100, after(2): 50, after(3): 51, after(4): 100})
    for first, last, doubtful in ((0, 1, False), (0, 2, True), (1, 2, True), (2, 3, False), (1, 4, True)):
        found = relatives(calm, jumping, first=first, last=last)
        assert found["A"] == 1
        assert isnan(found["B"]) is doubtful, (first, last)


def test_of_histories_in_other_money_or_from_before_nothing_is_known():
    returns = PriceReturns(by_symbol([history("A", {DAY: 10}, currency="EUR"), history("B", {DAY - timedelta(20): 10})]), DAY)
    assert returns.row_of == {}
    assert returns.between(DAY.toordinal(), DAY.toordinal()).size == 0


def test_a_funds_own_return_counts_splits_and_gains_but_no_dividends():
    own = history(
        "F", {DAY: 100, after(1): 98, after(2): 49, after(3): 45}, splits={after(2): 2}, paid={after(1): "2", after(3): "5"}
    )
    # 2 of 100 is a dividend; 5 of 49 are gains that were paid out of shares sold.
    assert fund_return(own, DAY, after(3)) == pytest.approx(0.9 / (1 - 5 / 49))
    assert fund_return(own, DAY, after(1)) == pytest.approx(0.98)
    assert fund_return(own, after(1), after(2)) == pytest.approx(1.0)


def test_a_funds_own_return_is_not_known_without_closes_or_across_a_jump_like_a_split():
    jumping = history("F", {DAY: 100, after(1): 50, after(2): 51})
    assert fund_return(jumping, DAY, after(2)) is None
    assert fund_return(jumping, after(1), after(2)) == pytest.approx(1.02)
    assert fund_return(jumping, DAY - timedelta(1), after(2)) is None
    assert fund_return(jumping, after(13), after(14)) is None
    assert fund_return(jumping, after(12), after(14)) == 1

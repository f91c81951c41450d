"""Weights moved with prices, against hand computations and against funds valued share by share."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from advisor.domain.classification import Sector, Sleeve
from advisor.domain.market import Source
from advisor.market.drift import move_with_prices
from tests.exposure.books import DAY, book, fund, stock
from tests.market.histories import by_symbol, history

LATER = date(2026, 7, 10)
A, B, C = (stock(symbol) for symbol in "ABC")
BONDS = stock("@bonds", Sleeve.FIXED_INCOME, Sector.FIXED_INCOME, named=False)
ABROAD = stock("@intl", Sleeve.INTERNATIONAL, Sector.UNCLASSIFIED, named=False)


def moved(known, histories, symbol="F"):
    return move_with_prices(known, by_symbol(histories)).funds[symbol]


def flat(symbol, price=10.0):
    return history(symbol, {DAY: price, LATER: price})


def test_three_members_one_of_them_split_in_between():
    """100 dollars: 50 in A at 10, 30 in B at 60, 20 in C at 5. A rises to 12, B splits 3 for 1 and stands at 25, C falls to 4.

    So A is 60, B 30 / 60 × 3 × 25 = 37.50, C 16: 113.50 together.
    """
    known = book(A, B, C, fund("F", {"A": 0.5, "B": 0.3, "C": 0.2}))
    split = history("B", {DAY: 60, date(2026, 7, 1): 22, LATER: 25}, splits={date(2026, 7, 1): 3})
    found = moved(known, [history("A", {DAY: 10, LATER: 12}), split, history("C", {DAY: 5, LATER: 4})])
    assert found.legs == pytest.approx({"A": 60 / 113.5, "B": 37.5 / 113.5, "C": 16 / 113.5})
    assert (found.as_of, found.moved_to) == (DAY, LATER)
    assert found.origin == "by hand; moved with prices to Jul 10, 2026"


def test_a_split_of_the_lists_own_day_is_in_its_weights_already():
    known = book(A, B, fund("F", {"A": 0.5, "B": 0.5}))
    split = history("A", {DAY - timedelta(1): 40, DAY: 20, LATER: 20}, splits={DAY: 2})
    assert moved(known, [split, flat("B")]).legs == pytest.approx({"A": 0.5, "B": 0.5})


def test_a_list_of_a_holiday_starts_from_the_close_before():
    known = book(A, B, fund("F", {"A": 0.5, "B": 0.5}))
    before = DAY - timedelta(1)
    split = history("A", {before: 40, LATER: 20}, splits={DAY + timedelta(3): 2})
    found = moved(known, [split, history("B", {before: 10, LATER: 30})])
    assert found.legs == pytest.approx({"A": 0.25, "B": 0.75})


def test_dividends_leave_the_members_and_the_fund():
    """Members pay a dollar of 11 and the fund hands it on: neither side adds it back."""
    known = book(A, B, C, fund("F", {"A": 0.5, "B": 0.25, "C": 0.25}))
    paid = {date(2026, 7, 1): "0.20"}
    ours = [history("A", {DAY: 10, LATER: 12}, paid=paid), history("F", {DAY: 100, LATER: 110}, paid={LATER: "2.00"})]
    assert moved(known, ours).legs == pytest.approx({"A": 0.5 * 1.2 / 1.1, "B": 0.25 * 2 * 0.4545454545, "C": 0.2272727272})


def test_realised_gains_that_a_fund_pays_out_are_added_back():
    """The fund rose by a tenth, then sold a tenth of all its shares and paid that out: 100, 110, 99."""
    known = book(A, B, fund("F", {"A": 0.5, "B": 0.5}))
    own = history("F", {DAY: 100, LATER - timedelta(1): 110, LATER: 99}, paid={LATER: 11})
    found = moved(known, [history("A", {DAY: 10, LATER: 12}), own])
    assert found.legs == pytest.approx({"A": 0.5 * 1.2 / 1.1, "B": 1 - 0.5 * 1.2 / 1.1})


def test_cash_bonds_and_what_is_unseen_keep_their_weight():
    known = book(A, B, BONDS, fund("F", {"A": 0.3, "B": 0.3, "@bonds": 0.2, "CASH": 0.1}))
    found = moved(known, [history("A", {DAY: 10, LATER: 30}), flat("B")])
    assert found.legs == pytest.approx({"A": 0.45, "B": 0.15, "@bonds": 0.2, "CASH": 0.1})


def test_companies_without_a_name_keep_their_weight_beside_members_that_are_all_priced():
    known = book(A, B, ABROAD, fund("F", {"A": 0.49, "B": 0.49, "@intl": 0.02}))
    found = moved(known, [history("A", {DAY: 10, LATER: 30}), flat("B")])
    assert found.legs == pytest.approx({"A": 0.735, "B": 0.245, "@intl": 0.02})


def test_swaps_against_bills_move_like_shares():
    """MAGS in small: 44 in shares and 56 in bills that stand behind swaps on 56. All shares rise to 1.5, others stay.

    Bills 56, shares 22 × 1.5 + 22 = 55, gain of the swaps 28 × 0.5 = 14: 125 in all. Exposure to A is 50 × 1.5 = 75, to B 50.
    """
    legs = {"A": 0.22 + 0.28, "B": 0.22 + 0.28, "CASH": 0.56 - 0.28 - 0.28}
    found = moved(book(A, B, fund("F", legs)), [history("A", {DAY: 10, LATER: 15}), flat("B")])
    assert found.legs == pytest.approx({"A": 75 / 125, "B": 50 / 125, "CASH": 0.0})


def test_a_daily_multiple_stays_that_multiple():
    known = book(A, B, fund("F", {"A": 1.2, "B": 0.8, "CASH": -1.0}, Source.INDEX))
    found = moved(known, [history("A", {DAY: 10, LATER: 20}), flat("B")])
    assert found.legs == pytest.approx({"A": 1.5, "B": 0.5, "CASH": -1.0})
    short = book(A, B, fund("F", {"A": -0.6, "B": -0.4, "CASH": 2.0}, Source.INDEX))
    assert moved(short, [history("A", {DAY: 10, LATER: 20}), flat("B")]).legs == pytest.approx(
        {"A": -0.75, "B": -0.25, "CASH": 2}
    )


@pytest.mark.parametrize(
    ("legs", "histories"),
    [
        pytest.param({"A": 0.5, "B": 0.5}, [], id="no prices"),
        pytest.param({"A": 0.5, "B": 0.5}, [history("A", {DAY: 10, LATER: 12})], id="one member, no price of the fund"),
        pytest.param({"A": 0.5, "B": 0.5}, [history("A", {DAY: 10, LATER: 30}), flat("F")], id="less than nothing left"),
        pytest.param(
            {"A": 0.5, "B": 0.5},
            [history("A", {DAY: 10, LATER: 11}), history("F", {DAY: 100, LATER - timedelta(1): 100, LATER: 50})],
            id="the fund itself split, and nobody told",
        ),
        pytest.param({"A": 0.6, "B": 0.4}, [history("A", {DAY: 10}), history("B", {DAY: 10})], id="no close since"),
        pytest.param({"A": 0.6, "B": -0.5}, [history("A", {DAY: 10, LATER: 12}), flat("B")], id="longs and shorts cancel"),
        pytest.param({"G": 0.6, "H": 0.4}, [history("G", {DAY: 10, LATER: 12}), flat("H")], id="funds inside a fund"),
        pytest.param({"A": 0.9, "CASH": 0.1}, [history("A", {DAY: 10, LATER: 8}), flat("F")], id="one company and cash"),
        pytest.param(
            {"A": 0.9, "B": -0.35, "CASH": 0.45},
            [history("A", {DAY: 10, LATER: 8}), flat("B"), flat("F")],
            id="all priced, longs and shorts nearly cancel",
        ),
        pytest.param({"A": 0.2, "@bonds": 0.6, "B": 0.2}, [history("A", {DAY: 10, LATER: 12}), flat("F")], id="mostly bonds"),
    ],
)
def test_where_prices_tell_too_little_all_stays(legs, histories):
    inner = [fund("G", {"A": 1.0}), fund("H", {"B": 1.0})]
    known = book(A, B, BONDS, *inner, fund("F", legs))
    found = moved(known, histories)
    assert (found.legs, found.moved_to, found.origin) == (legs, None, "by hand")


def test_beside_bonds_the_fund_s_own_price_tells_how_its_shares_alone_did():
    """Of 100, 20 in bonds that stay; the fund at 110 means that 80 in shares became 90: 1.125 times as much.

    A, 50 of them, rose to 60: 60 / 1.125 of the fund now, and B has the rest of the 80.
    """
    known = book(A, B, BONDS, fund("F", {"A": 0.5, "B": 0.3, "@bonds": 0.2}))
    found = moved(known, [history("A", {DAY: 10, LATER: 12}), history("F", {DAY: 100, LATER: 110})])
    assert found.legs == pytest.approx({"A": 0.6 / 1.125, "B": 0.8 - 0.6 / 1.125, "@bonds": 0.2})


def test_a_multiple_s_own_price_says_little_about_its_members():
    legs = {"A": 0.9, "B": 0.6, "CASH": -0.5}
    known = book(A, B, fund("F", legs, Source.INDEX))
    assert moved(known, [history("A", {DAY: 10, LATER: 11}), history("F", {DAY: 100, LATER: 120})]).legs == legs


def test_the_fund_s_own_price_counts_to_its_own_last_close():
    """A closes at 12 on the fund's last day, and at 15 later: what the fund was worth then, nobody tells."""
    eve = LATER - timedelta(1)
    known = book(A, B, fund("F", {"A": 0.5, "B": 0.5}))
    found = moved(known, [history("A", {DAY: 10, eve: 12, LATER: 15}), history("F", {DAY: 100, eve: 110})])
    assert found.moved_to == eve
    assert found.legs == pytest.approx({"A": 0.6 / 1.1, "B": 0.5 / 1.1})


def test_an_index_with_some_alike_and_some_small_members_moves():
    known = book(A, B, C, fund("F", {"A": 0.45, "B": 0.45, "C": 0.1}, Source.INDEX))
    found = moved(known, [history("A", {DAY: 10, LATER: 20}), flat("B"), flat("C")])
    assert found.legs == pytest.approx({"A": 0.9 / 1.45, "B": 0.45 / 1.45, "C": 0.1 / 1.45})


def test_an_index_of_equal_weights_stays_equal_but_a_list_moves():
    legs = {"A": 1 / 3, "B": 1 / 3, "C": 1 / 3}
    prices = [history("A", {DAY: 10, LATER: 20}), flat("B"), flat("C")]
    assert moved(book(A, B, C, fund("F", legs, Source.INDEX)), prices).moved_to is None
    assert moved(book(A, B, C, fund("F", legs)), prices).legs == pytest.approx({"A": 0.5, "B": 0.25, "C": 0.25})


def test_closes_in_other_money_and_jumps_that_look_like_an_untold_split_count_as_missing():
    known = book(A, B, C, fund("F", {"A": 0.5, "B": 0.3, "C": 0.2}))
    own = history("F", {DAY: 100, LATER: 100})
    eve = LATER - timedelta(1)
    untold = history("B", {DAY: 60, eve: 60, LATER: 30})
    abroad = history("C", {DAY: 10, LATER: 20}, currency="EUR")
    found = moved(known, [history("A", {DAY: 10, LATER: 11}), untold, abroad, own])
    assert found.legs == pytest.approx({"A": 0.55, "B": 0.27, "C": 0.18})


def test_members_move_to_the_last_day_that_nearly_all_of_them_have_reached():
    """A has closes to the 10th, B to the 9th: both are moved to the 9th."""
    eve = LATER - timedelta(1)
    known = book(A, B, fund("F", {"A": 0.5, "B": 0.5}))
    found = moved(known, [history("A", {DAY: 10, eve: 12, LATER: 30}), history("B", {DAY: 10, eve: 8})])
    assert (found.moved_to, found.legs) == (eve, pytest.approx({"A": 0.6, "B": 0.4}))


def test_one_delisted_member_does_not_hold_the_others_back():
    legs = {"A": 0.6, "B": 0.38, "C": 0.02}
    gone = history("C", {DAY: 10, DAY + timedelta(5): 10})
    found = moved(book(A, B, C, fund("F", legs)), [history("A", {DAY: 10, LATER: 20}), flat("B"), gone])
    assert found.moved_to == LATER
    assert found.legs == pytest.approx({"A": 0.98 * 1.2 / 1.58, "B": 0.98 * 0.38 / 1.58, "C": 0.02})


SHARES = st.lists(
    st.tuples(
        st.integers(1, 1000),  # shares held
        st.integers(100, 50_000),  # cents at first
        st.floats(0.3, 3.0),  # move
        st.sampled_from([None, "2", "3", "0.1", "1.5"]),  # split
    ),
    min_size=3,
    max_size=12,
)


def bought_and_held(parts):
    """A fund of these shares: its list of the first day, the members' histories, its worth on both days and each member's."""
    names = [f"S{number}" for number in range(len(parts))]
    first = [count * Decimal(cents) / 100 for count, cents, _, _ in parts]
    histories, last = [], []
    for name, (count, cents, move, split) in zip(names, parts, strict=True):
        price = Decimal(cents) / 100
        worth = (price * Decimal(str(move))).quantize(Decimal("0.0001"))
        traded = worth / Decimal(split or "1")
        half_way = {date(2026, 7, 1): traded} if split else {}
        histories.append(
            history(name, {DAY: price, **half_way, LATER: traded}, splits={date(2026, 7, 1): split} if split else None)
        )
        last.append(count * worth)
    weights = {name: float(value / sum(first)) for name, value in zip(names, first, strict=True)}
    return names, weights, histories, first, last


@settings(max_examples=150, deadline=None)
@given(SHARES)
def test_a_fund_that_trades_nothing_ends_as_its_shares_are_worth(parts):
    names, weights, histories, _, last = bought_and_held(parts)
    found = moved(book(*map(stock, names), fund("F", weights)), histories)
    expected = {name: float(value / sum(last)) for name, value in zip(names, last, strict=True)}
    assert found.legs == pytest.approx(expected, abs=1e-6)
    assert sum(found.legs.values()) == pytest.approx(sum(weights.values()))


@settings(max_examples=150, deadline=None)
@given(SHARES, st.data())
def test_with_closes_of_some_the_funds_own_price_tells_the_same_of_those(parts, data):
    names, weights, histories, first, last = bought_and_held(parts)
    priced = data.draw(st.integers(1, len(names) - 2))
    assume(sum(list(weights.values())[:priced]) < 0.94)
    known = book(*map(stock, names), fund("F", weights))
    whole = moved(known, histories).legs
    own = history("F", {DAY: sum(first) / 1000, LATER: sum(last) / 1000})
    found = moved(known, [*histories[:priced], own])
    assert {name: found.legs[name] for name in names[:priced]} == pytest.approx(
        {name: whole[name] for name in names[:priced]}, abs=1e-5
    )
    assert sum(found.legs.values()) == pytest.approx(1)
    others = names[priced:]
    left = sum(found.legs[name] for name in others) / sum(weights[name] for name in others)
    assert {name: found.legs[name] for name in others} == pytest.approx({name: weights[name] * left for name in others})


def test_sixty_funds_of_fifteen_hundred_members_move_at_once():
    draw = np.random.default_rng(3)
    days = [DAY - timedelta(offset) for offset in range(400, -22, -1)]
    names = [f"S{number}" for number in range(1500)]
    walks = np.exp(np.cumsum(draw.normal(0, 0.01, (1500, len(days))), axis=1)) * 50
    histories = [history(name, dict(zip(days, walk.round(4), strict=True))) for name, walk in zip(names, walks, strict=True)]
    funds = [
        replace(
            fund(f"F{number}", dict(zip(names, draw.dirichlet(np.ones(1500)).tolist(), strict=True))),
            as_of=DAY - timedelta(number),
        )
        for number in range(60)
    ]
    known, prices = book(*map(stock, names), *funds), by_symbol(histories)
    started = time.process_time()
    found = move_with_prices(known, prices)
    assert time.process_time() - started < 0.3  # 0.04 s when nothing else runs
    assert all(found.funds[each.symbol].moved_to == days[-1] for each in funds)

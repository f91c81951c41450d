"""The calendar of what had better not be bought, or not be sold at a loss."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from advisor.advice.model.washing import MoveKind, WashHistory, WindowRule
from advisor.advice.washing.windows import wash_windows
from tests.advice.washing.moves import ROTH, bought, sold

TODAY = date(2026, 6, 30)
JUNE_20 = date(2026, 6, 20)


def test_what_was_sold_at_a_loss_is_not_to_be_bought_for_thirty_days() -> None:
    (window,) = wash_windows(WashHistory((sold(JUNE_20, "10", "1000", "900"),)), (), TODAY)
    assert (window.rule, window.begins, window.until) == (WindowRule.DO_NOT_BUY, JUNE_20, date(2026, 7, 20))
    assert (window.quantity, window.at_stake, window.planned) == (Decimal(10), Decimal(100), False)
    assert window.because == (
        "10 shares of XYZ sold at a loss on Jun 20, 2026: shares bought in any account by Jul 20, 2026 would cancel"
        " their part of the $100.00 loss."
    )


def test_what_was_bought_is_not_to_be_sold_at_a_loss_for_thirty_days() -> None:
    (window,) = wash_windows(WashHistory((bought(JUNE_20, "3", "300", account=ROTH),)), (), TODAY)
    assert (window.rule, window.quantity, window.at_stake) == (WindowRule.DO_NOT_SELL_AT_A_LOSS, Decimal(3), None)
    assert window.because == (
        "3 shares of XYZ bought in Roth IRA on Jun 20, 2026: a loss on as many others sold by Jul 20, 2026 would not count."
    )


def test_moves_of_one_group_are_one_window_until_the_last_of_them() -> None:
    moves = (sold(JUNE_20, "10", "1000", "900", symbol="VTI"), sold(TODAY, "1", "50", "40", symbol="VTSAX"))
    history = WashHistory(moves, groups={"VTI": "total", "VTSAX": "total", "VITSX": "total"})
    (window,) = wash_windows(history, (), TODAY)
    assert (window.symbol, window.symbols) == ("VTSAX", frozenset({"VTI", "VTSAX", "VITSX"}))
    assert (window.begins, window.until, window.at_stake) == (JUNE_20, date(2026, 7, 30), Decimal(110))


def test_what_ended_before_today_and_what_is_washed_already_open_none() -> None:
    past = (sold(date(2026, 5, 30), "10", "1000", "900"),)
    matched = (sold(JUNE_20, "10", "1000", "900", symbol="ABC"), bought(JUNE_20, "10", "900", symbol="ABC"))
    assert not wash_windows(WashHistory((*past, *matched)), (), TODAY)


def test_a_window_is_open_on_its_last_day() -> None:
    (window,) = wash_windows(WashHistory((sold(date(2026, 5, 31), "10", "1000", "900"),)), (), TODAY)
    assert window.until == TODAY


def test_a_planned_loss_opens_a_window_and_tells_of_the_reinvestment_inside_it() -> None:
    sale = sold(TODAY, "10", "1000", "900", planned=True)
    history = WashHistory(reinvesting={"XYZ": date(2026, 7, 15), "ABC": None})
    (window,) = wash_windows(history, (sale,), TODAY)
    assert window.planned
    assert window.because == (
        "This plan sells 10 shares of XYZ at a loss on Jun 30, 2026: shares bought in any account by Jul 30, 2026 would cancel"
        " their part of the $100.00 loss; distributions of XYZ are reinvested, the next about Jul 15, 2026, and each is a"
        " purchase."
    )


def _because_of_a_planned_loss(**reinvesting: date) -> str:
    (window,) = wash_windows(WashHistory(reinvesting=reinvesting), (sold(TODAY, "10", "1000", "900", planned=True),), TODAY)
    return window.because


def test_a_reinvestment_after_the_window_is_not_told() -> None:
    assert "reinvested" in _because_of_a_planned_loss(XYZ=date(2026, 7, 30))
    assert "reinvested" not in _because_of_a_planned_loss(XYZ=date(2026, 7, 31))


def test_of_several_reinvestments_the_next_is_told() -> None:
    groups = {"XYZ": "one", "XYZZ": "one"}
    history = WashHistory(groups=groups, reinvesting={"XYZ": date(2026, 7, 20), "XYZZ": date(2026, 7, 3)})
    (window,) = wash_windows(history, (sold(TODAY, "10", "1000", "900", planned=True),), TODAY)
    assert "distributions of XYZ and XYZZ are reinvested, the next about Jul 3, 2026" in window.because


def test_moves_of_several_days_are_told_from_the_first_to_the_last() -> None:
    moves = [sold(date(2026, 6, day), "1", "100", "90") for day in (18, 20, 25)]
    (window,) = wash_windows(WashHistory(tuple(moves)), (), TODAY)
    assert window.because.startswith("3 shares of XYZ sold at a loss from Jun 18, 2026 to Jun 25, 2026:")


def test_a_planned_purchase_and_the_books_are_windows_of_their_own_sorted_by_their_end() -> None:
    planned = replace(bought(TODAY, "2", "20"), planned=True)
    history = WashHistory((bought(JUNE_20, "3", "30", kind=MoveKind.REINVESTED),))
    first, second = wash_windows(history, (planned,), TODAY)
    assert (first.planned, second.planned) == (False, True)
    assert first.because.startswith("3 shares of XYZ reinvested")
    assert second.because.startswith("This plan buys 2 shares of XYZ")


def test_a_sale_of_unknown_cost_may_have_been_a_loss() -> None:
    (window,) = wash_windows(WashHistory((sold(JUNE_20, "1", None, "900"),)), (), TODAY)
    assert window.at_stake is None
    assert window.because.startswith("1 share of XYZ sold perhaps at a loss (what it cost is not known)")

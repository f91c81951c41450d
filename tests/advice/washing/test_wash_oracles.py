"""Wash sales, against published examples and cases that other programs got wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

import pytest

from advisor.advice.model.washing import Move, MoveKind, WashedShares
from advisor.advice.washing.match import is_loss_possible, match_moves, match_washes
from tests.advice.washing.moves import BROKERAGE, HEALTH, JOINT, ROLLOVER, ROTH, alone, bought, sold

JUNE_1 = date(2026, 6, 1)
JUNE_10 = date(2026, 6, 10)
DAY = timedelta(days=1)


def _only(moves: Sequence[Move]) -> WashedShares:
    (washed,) = match_washes(moves, alone)
    return washed


def _disallowed(moves: Sequence[Move]) -> Decimal:
    return sum((washed.disallowed for washed in match_washes(moves, alone)), Decimal(0))


def _basis(washed: WashedShares) -> Decimal:
    """What the replacement counts as having cost."""
    assert washed.replacement.cost_basis is not None
    return washed.replacement.cost_basis + washed.basis_carried


@pytest.mark.parametrize(
    ("quantity", "cost", "proceeds", "bought_again_for", "disallowed", "basis"),
    [
        ("100", "1000", "750", "800", "250", "1050"),  # IRS, VITA training: the lesson on capital gains
        ("100", "2500", "2200", "2250", "300", "2550"),  # Scottrade's example
        ("100", "1000", "800", "900", "200", "1100"),  # then sold for 1,300: a gain of 200
        ("1", "100", "80", "90", "20", "110"),  # Reg. 1.1091-2(a), example 1
        ("1", "100", "80", "70", "20", "90"),  # Reg. 1.1091-2(a), example 2
    ],
)
def test_a_loss_bought_back_goes_into_the_new_basis(
    quantity: str, cost: str, proceeds: str, bought_again_for: str, disallowed: str, basis: str
) -> None:
    washed = _only([sold(JUNE_1, quantity, cost, proceeds), bought(JUNE_10, quantity, bought_again_for)])
    assert washed.disallowed == Decimal(disallowed)
    assert _basis(washed) == Decimal(basis)


def test_the_carried_loss_comes_off_the_gain_of_the_next_sale() -> None:
    washed = _only([sold(JUNE_1, "100", "1000", "800"), bought(JUNE_10, "100", "900")])
    assert Decimal(1300) - _basis(washed) == Decimal(200)


def test_five_hundred_shares_bought_back_at_four_have_a_basis_of_nine() -> None:
    washed = _only([sold(JUNE_1, "500", "5000", "2500"), bought(JUNE_10, "500", "2000")])
    assert _basis(washed) / washed.quantity == Decimal(9)


@pytest.mark.parametrize(("sold_shares", "washed_shares"), [("100", "100"), ("200", "0"), ("150", "50")])
def test_shares_sold_do_not_replace_themselves(sold_shares: str, washed_shares: str) -> None:
    shares = Decimal(sold_shares)
    moves = [
        bought(JUNE_1, "200", "10000"),
        sold(JUNE_10, sold_shares, str(shares * 50), str(shares * 40), acquired=JUNE_1),
    ]
    washed = match_washes(moves, alone)
    assert sum(part.quantity for part in washed) == Decimal(washed_shares)
    assert sum(part.disallowed for part in washed) == Decimal(washed_shares) * 10
    for part in washed:
        left = Decimal(200) - shares
        assert (left * 50 + part.basis_carried) / left == Decimal(60)


@pytest.mark.parametrize("account", [ROTH, ROLLOVER, HEALTH])
def test_a_loss_replaced_in_an_ira_is_lost_for_ever(account: object) -> None:
    """Rev. Rul. 2008-5: basis 1,000, sold at 600, the IRA buys on the next day."""
    replacement = Move(account, "XYZ", JUNE_1 + DAY, MoveKind.BOUGHT, Decimal(100), Decimal(600))  # type: ignore[arg-type]
    washed = _only([sold(JUNE_1, "100", "1000", "600"), replacement])
    assert (washed.disallowed, washed.basis_carried, washed.holding_from) == (Decimal(400), Decimal(0), None)


def test_a_purchase_in_another_account_of_the_household_counts() -> None:
    washed = _only([sold(JUNE_1, "10", "1000", "900", account=BROKERAGE), bought(JUNE_10, "10", "900", account=JOINT)])
    assert washed.basis_carried == Decimal(100)


def test_losses_inside_an_ira_are_none() -> None:
    assert not match_washes([sold(JUNE_1, "10", "1000", "900", account=ROTH), bought(JUNE_10, "10", "900")], alone)


def test_the_first_shares_bought_replace_and_each_takes_its_part() -> None:
    """Reg. 1.1091-1(h), example 2: 75 of 100 shares were bought within the 61 days, before the sale."""
    moves = [
        bought(date(1954, 9, 21), "100", "5000"),
        bought(date(1954, 12, 21), "50", "2750"),
        bought(date(1954, 12, 27), "25", "1125"),
        sold(date(1955, 1, 3), "100", "5000", "4000", acquired=date(1954, 9, 21)),
    ]
    first, second = match_washes(moves, alone)
    assert (first.disallowed, _basis(first)) == (Decimal(500), Decimal(3250))
    assert (second.disallowed, _basis(second)) == (Decimal(250), Decimal(1375))


def test_of_more_shares_than_were_sold_the_earliest_replace_and_count_as_held_since_the_first_purchase() -> None:
    """Reg. 1.1091-1(h), example 3: 50 shares on each of four days."""
    purchased, sale = date(1954, 9, 15), date(1956, 2, 1)
    again = [bought(date(1956, 2, day), "50", "2000") for day in (15, 16, 17, 18)]
    washed = match_washes([*again, sold(sale, "100", "5000", "4000", acquired=purchased)], alone)
    assert [(part.replacement.day.day, part.quantity, part.disallowed) for part in washed] == [
        (15, Decimal(50), Decimal(500)),
        (16, Decimal(50), Decimal(500)),
    ]
    assert [part.replacement.day - part.holding_from for part in washed if part.holding_from] == [sale - purchased] * 2


@pytest.mark.parametrize(("days", "washes"), [(-31, False), (-30, True), (0, True), (30, True), (31, False)])
def test_sixty_one_days_the_sale_included(days: int, washes: bool) -> None:
    """A program that looked forward only missed every purchase before the sale."""
    moves = [sold(JUNE_10, "10", "1000", "900"), bought(JUNE_10 + days * DAY, "10", "900")]
    assert bool(match_washes(moves, alone)) is washes


def test_a_share_replaces_once() -> None:
    """A program that matched each sale by itself used one purchase for both."""
    moves = [sold(JUNE_1, "10", "1000", "900"), sold(JUNE_1 + DAY, "10", "1000", "900"), bought(JUNE_10, "10", "900")]
    assert _only(moves).sale.day == JUNE_1
    assert _disallowed(moves) == Decimal(100)


def test_the_order_of_rows_does_not_matter() -> None:
    """A program that took rows as they came washed another sale in a file listed newest first."""
    moves = [
        sold(JUNE_1, "10", "1000", "900"),
        bought(JUNE_10, "15", "1500"),
        sold(JUNE_10 + DAY, "10", "1000", "700"),
        bought(JUNE_10 + 2 * DAY, "3", "300"),
    ]
    assert match_washes(moves, alone) == match_washes(moves[::-1], alone)


@pytest.mark.parametrize(("bought_back", "disallowed"), [("3", "30"), ("10", "100"), ("14", "100"), ("0.5", "5")])
def test_only_as_many_shares_as_were_bought_back_are_washed(bought_back: str, disallowed: str) -> None:
    """A program that knew whole lots alone took back all of the loss or none."""
    assert _disallowed([sold(JUNE_1, "10", "1000", "900"), bought(JUNE_10, bought_back, "1")]) == Decimal(disallowed)


def test_parts_sum_to_the_cent() -> None:
    moves = [sold(JUNE_1, "3", "100", "0"), *(bought(JUNE_10 + n * DAY, "1", "33") for n in range(3))]
    assert [part.disallowed for part in match_washes(moves, alone)] == [Decimal("33.33"), Decimal("33.34"), Decimal("33.33")]


def test_a_reinvested_distribution_replaces() -> None:
    moves = [sold(JUNE_1, "100", "1000", "900"), bought(JUNE_10, "2.5", "22", kind=MoveKind.REINVESTED)]
    assert _disallowed(moves) == Decimal("2.50")


def test_what_is_identical_replaces_and_what_is_not_does_not() -> None:
    moves = [sold(JUNE_1, "10", "1000", "900", symbol="VTSAX"), bought(JUNE_10, "10", "900", symbol="VTI")]
    assert not match_washes(moves, alone)
    assert match_washes(moves, lambda symbol: "total market")


def test_a_carried_loss_washes_again() -> None:
    """The replacement is sold at a loss that the first one made larger, and bought back."""
    third = JUNE_10 + 20 * DAY
    moves = [
        sold(JUNE_1, "10", "1000", "900", acquired=date(2026, 1, 2)),
        bought(JUNE_10, "10", "900"),
        sold(JUNE_10 + 10 * DAY, "10", "900", "850", acquired=JUNE_10),
        bought(third, "10", "860"),
    ]
    first, second = match_washes(moves, alone)
    assert (first.disallowed, second.disallowed) == (Decimal(100), Decimal(150))
    assert _basis(second) == Decimal(1010)
    held = (JUNE_1 - date(2026, 1, 2)) + 10 * DAY
    assert second.holding_from == third - held


def test_a_gain_that_a_carried_loss_turns_into_one_is_washed() -> None:
    moves = [
        sold(JUNE_1, "10", "1000", "800"),
        bought(JUNE_10, "10", "800"),
        sold(JUNE_10 + 10 * DAY, "10", "800", "900", acquired=JUNE_10),
        bought(JUNE_10 + 20 * DAY, "10", "900"),
    ]
    assert [part.disallowed for part in match_washes(moves, alone)] == [Decimal(200), Decimal(100)]


def test_a_planned_sale_counts_at_the_basis_that_the_books_state() -> None:
    moves = [
        sold(JUNE_1, "10", "1000", "900"),
        bought(JUNE_10, "10", "1000"),
        sold(JUNE_10 + DAY, "10", "1000", "900", acquired=JUNE_10, planned=True),
        bought(JUNE_10 + 2 * DAY, "10", "900"),
    ]
    assert [part.disallowed for part in match_washes(moves, alone)] == [Decimal(100), Decimal(100)]


def test_shares_sold_before_the_loss_do_not_replace() -> None:
    moves = [
        bought(JUNE_1, "10", "1000"),
        sold(JUNE_1 + DAY, "10", "1000", "1100", acquired=JUNE_1),
        sold(JUNE_10, "10", "1000", "900"),
    ]
    assert not match_washes(moves, alone)


def test_a_carried_loss_leaves_with_each_part_of_the_replacement() -> None:
    later = JUNE_10 + 60 * DAY
    moves = [
        sold(JUNE_1, "10", "1000", "900"),
        bought(JUNE_10, "10", "900"),
        sold(later, "4", "360", "360", acquired=JUNE_10),
        sold(later + DAY, "6", "540", "600", acquired=JUNE_10),
    ]
    parts = match_moves(moves, alone).sold
    assert [(part.quantity, part.loss) for part in parts[1:]] == [(Decimal(4), Decimal(40)), (Decimal(6), Decimal(0))]


def test_a_sale_of_unknown_cost_is_told_apart() -> None:
    unknown = sold(JUNE_1, "10", None, "900")
    moves = [unknown, bought(JUNE_10, "10", "900"), sold(JUNE_1, "5", None, "40", symbol="ABC")]
    assert not match_washes(moves, alone)
    assert is_loss_possible(unknown)
    assert not is_loss_possible(sold(JUNE_1, "5", "30", "40"))

"""What matching sales with purchases leaves to convention: orders within a day, and cents between shares."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from advisor.advice.washing.match import is_loss_possible, match_moves, match_washes
from tests.advice.washing.moves import BROKERAGE, JOINT, ROTH, alone, bought, sold

SALE_DAY, NEAR = date(2026, 6, 1), date(2026, 6, 10)


def test_of_one_day_what_an_ira_bought_replaces_first() -> None:
    # The account of the smaller number goes first otherwise.
    moves = [bought(NEAR, "10", "900", account=BROKERAGE), bought(NEAR, "10", "900", account=ROTH)]
    (washed,) = match_washes([*moves, sold(SALE_DAY, "10", "1000", "900")], alone)
    assert (washed.replacement.account, washed.basis_carried) == (ROTH, 0)


def test_of_one_day_what_was_acquired_first_is_washed_first() -> None:
    older = sold(SALE_DAY, "10", "1000", "900", acquired=date(2020, 1, 2), account=JOINT)
    newer = sold(SALE_DAY, "10", "1500", "900", acquired=date(2021, 1, 4))
    (washed,) = match_washes([newer, older, bought(NEAR, "10", "900")], alone)
    assert (washed.sale, washed.disallowed) == (older, 100)
    unknown = sold(SALE_DAY, "10", "1200", "900", acquired=None, account=JOINT)
    (washed,) = match_washes([newer, unknown, bought(NEAR, "10", "900")], alone)
    assert washed.sale == unknown


def test_a_sale_of_unlike_shares_divides_its_loss_to_the_cent() -> None:
    day = date(2026, 4, 1)
    moves = [
        sold(date(2026, 3, 20), "1", "110", "100"),  # washed by the first of three shares, and 10 carried into it
        bought(day, "3", "300"),
        sold(SALE_DAY, "3", "300", "299", acquired=day),
    ]
    parts = [part for part in match_moves(moves, alone).sold if part.sale.day == SALE_DAY]
    assert [(part.quantity, part.loss) for part in parts] == [(Decimal(1), Decimal("10.33")), (Decimal(2), Decimal("0.67"))]


def test_a_loss_of_an_ira_is_none() -> None:
    assert is_loss_possible(sold(SALE_DAY, "1", None, "9"))
    assert not is_loss_possible(sold(SALE_DAY, "1", None, "9", account=ROTH))
    assert not is_loss_possible(sold(SALE_DAY, "1", "10", "9"))

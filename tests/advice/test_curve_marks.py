"""Names for points of the curve, by costs that are set by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from advisor.advice.curve_marks import curve_marks
from advisor.advice.model.action import TradeAction
from advisor.advice.model.curve import MarkKind, RotationPoint
from advisor.advice.model.plan import Trade
from advisor.advice.model.taxes import SoldLot, Term
from tests.advice.households import BROKERAGE
from tests.advice.kept import PLAN

VALUE = 100_000.0  # 5 dollars of it are next to nothing


def point(share: float, cost: str, *, short_gain: str | None = None) -> RotationPoint:
    trades = () if short_gain is None else (_sale(Decimal(short_gain)),)
    plan = replace(PLAN, trades=trades)
    return RotationPoint(share, share, 0.0, Decimal(cost), PLAN.target, (), plan)


def _sale(gain: Decimal) -> Trade:
    lot = SoldLot(date(2026, 5, 4), Decimal(1), Decimal(100), gain, Term.SHORT)
    price = 100 + gain
    return Trade(BROKERAGE, TradeAction.SELL, "SEVEN", "Seven", Decimal(1), price, price, (lot,), gain, "")


def marks(*points: RotationPoint, today: float = 0.5, aimed: float | None = None) -> dict[MarkKind, tuple[int, str]]:
    return {mark.kind: (mark.place, mark.sentence) for mark in curve_marks(points, VALUE, today, aimed)}


def test_a_curve_of_one_point_has_today_alone() -> None:
    assert marks(point(0.5, "0")) == {MarkKind.TODAY: (0, "Today the seven are 50% of your money.")}


def test_the_last_point_that_costs_next_to_nothing() -> None:
    named = marks(point(0.5, "0"), point(0.4, "4"), point(0.3, "5"), point(0.2, "6"))
    assert named[MarkKind.WITHOUT_COST] == (2, "Down to 30% it costs next to nothing.")
    assert MarkKind.WITHOUT_COST not in marks(point(0.5, "0"), point(0.4, "5.01"))


def test_losses_on_the_way_save_tax() -> None:
    named = marks(point(0.5, "0"), point(0.4, "-1"), point(0.3, "900"))
    assert named[MarkKind.WITHOUT_COST] == (1, "Down to 40% it costs nothing: losses that are taken on the way save $1.")


def test_the_first_point_after_which_each_costs_several_times_the_average() -> None:
    named = marks(point(0.5, "0"), point(0.4, "100"), point(0.3, "200"), point(0.2, "700"))
    assert named[MarkKind.DEARER] == (
        2,
        "Down to 30% a point of concentration costs $10 on average; the next ones cost $50 each.",
    )


def test_a_point_that_is_dearer_but_cheap_for_what_it_moves_is_not_dear() -> None:
    assert MarkKind.DEARER not in marks(point(0.5, "0"), point(0.4, "6"), point(0.3, "96"))
    assert MarkKind.DEARER not in marks(point(0.5, "0"), point(0.4, "100"), point(0.3, "400"))


def test_the_last_point_without_short_term_gain() -> None:
    named = marks(
        point(0.5, "0"), point(0.4, "1", short_gain="-5"), point(0.3, "1", short_gain="0"), point(0.2, "9", short_gain="5")
    )
    assert named[MarkKind.ALL_LONG_TERM] == (2, "Down to 30% nothing held a year or less is sold at a gain.")
    assert MarkKind.ALL_LONG_TERM not in marks(point(0.5, "0"), point(0.4, "9", short_gain="5"))


def test_the_end_is_the_target_or_as_far_as_the_rules_allow() -> None:
    reached = marks(point(0.5, "0"), point(0.21, "900"), aimed=0.2)[MarkKind.TARGET]
    assert reached == (1, "Your target: the seven at 20%, for $900 of tax and trading cost.")
    stopped = marks(point(0.5, "0"), point(0.211, "900"), aimed=0.2)[MarkKind.TARGET]
    assert stopped == (1, "As far as your rules allow, the seven come down to 21.1%; the target is 20%.")

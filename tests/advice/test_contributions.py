"""Where a monthly contribution goes when nothing is sold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from advisor.advice.contributions import spread_contributions
from advisor.advice.model.action import TradeAction
from advisor.advice.model.request import PlanRequest, TradingCost
from advisor.advice.model.target import TargetModel
from advisor.domain.classification import Sleeve
from advisor.domain.errors import InvalidRequestError, NoFeasiblePlanError
from tests.advice.households import BROKERAGE, ROTH, fund, holding

REQUEST = PlanRequest(
    positions=(holding(BROKERAGE, "SEVEN", "100", "100.00"), holding(ROTH, "EQUAL", "100", "100.00")),
    cash={BROKERAGE.id: Decimal("30.00"), ROTH.id: Decimal(0)},
    accounts=(ROTH, BROKERAGE),
    target=TargetModel("t", "T", "", {Sleeve.MEGA_CAP_TECH: 0.35, Sleeve.SP493: 0.35, Sleeve.SMALL_CAP: 0.3}),
    candidates=(fund("SMALL", "50.00"), fund("EQUAL", "100.00")),
    trade_date=date(2026, 1, 31),
    costs=TradingCost(0.0, 0.0),
)


def test_each_month_buys_what_is_missing_and_carries_the_books_forward() -> None:
    told: list[tuple[int, int]] = []
    done = spread_contributions(REQUEST, Decimal(2000), BROKERAGE.id, 4, lambda *at: told.append(at))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert [step.day for step in done.steps] == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 28), date(2026, 4, 28)]
    assert all(trade.action is TradeAction.BUY for step in done.steps for trade in step.trades)
    spent = sum(trade.value for step in done.steps for trade in step.trades)
    assert done.steps[-1].cash_left == Decimal("8030.00") - spent
    assert dict(done.bought) == {"SMALL": spent}
    assert done.steps[-1].after.sleeves[Sleeve.SMALL_CAP] == pytest.approx(float(spent) / 28030)


def test_the_month_in_which_every_band_is_reached_is_told() -> None:
    # The seven need 10,000 / 0.40 = 25,000 in all, small caps 25 %: the third 2,000 is the first with both.
    done = spread_contributions(REQUEST, Decimal(2000), BROKERAGE.id, 6)
    assert done.reached == next(step.month for step in done.steps if not step.outside)
    assert done.reached in (3, 4)
    assert done.sentence == f"Every sleeve lies in its band after {done.reached} months, with nothing sold."


def test_where_purchases_take_too_long_it_says_how_long_at_least() -> None:
    done = spread_contributions(REQUEST, Decimal(200), BROKERAGE.id, 2)
    assert done.reached is None
    # 25,000 are needed where 20,030 are: 4,970 / 200 = 24.85 months.
    assert done.sentence == (
        "After 2 months the seven are still 48.9% of your money, above the band: purchases alone would take at least 25 months, "
        "with prices as they are."
    )


def test_long_times_are_told_in_years() -> None:
    done = spread_contributions(REQUEST, Decimal(100), BROKERAGE.id, 1)
    assert "would take at least 4 years, with prices as they are." in done.sentence  # 4,870 of the 25,000 in hundreds


def test_nothing_bought_brings_a_share_down_to_nothing() -> None:
    target = TargetModel("t", "T", "", {Sleeve.MEGA_CAP_TECH: 0.0, Sleeve.SMALL_CAP: 1.0})
    done = spread_contributions(replace(REQUEST, target=target), Decimal(2000), BROKERAGE.id, 1)
    assert done.sentence.endswith("purchases alone never bring a share down to nothing.")


def test_stopped_it_tells_the_months_it_has() -> None:
    assert len(spread_contributions(REQUEST, Decimal(2000), BROKERAGE.id, 9, cancelled=lambda: True).steps) == 1


def test_more_than_an_ira_takes_in_a_year_is_told() -> None:
    limited = replace(REQUEST, taxes=replace(REQUEST.taxes, ira_limit=Decimal(7500), ira_catch_up=Decimal(1100)))
    assert "($7,500 for 2026, $1,100 more from age 50)" in spread_contributions(limited, Decimal(4000), ROTH.id, 2).sentence
    assert "IRA" not in spread_contributions(limited, Decimal(3000), ROTH.id, 2).sentence
    assert "IRA" not in spread_contributions(limited, Decimal(4000), BROKERAGE.id, 2).sentence


def test_a_withdrawal_is_what_purchases_alone_cannot_raise() -> None:
    with pytest.raises(NoFeasiblePlanError, match="cannot be raised") as caught:
        spread_contributions(replace(REQUEST, new_cash=Decimal(-9000)), Decimal(500), BROKERAGE.id, 2)
    assert caught.value.hint == "Clear New cash: an amount below 0 is a withdrawal."


@pytest.mark.parametrize(("amount", "account_id", "months"), [(0, 1, 3), (100, 1, 0), (100, 77, 3)])
def test_nonsense_is_refused(amount: int, account_id: int, months: int) -> None:
    with pytest.raises(InvalidRequestError):
        spread_contributions(REQUEST, Decimal(amount), account_id, months)

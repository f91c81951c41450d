"""What a plan says: reasons, rules in the way, caveats, and why there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from advisor.advice.lots import first_long_term_day
from advisor.advice.model.action import TradeAction
from advisor.advice.model.request import FixedTrade, PlanRequest, TradingCost
from advisor.advice.model.target import TargetModel
from advisor.advice.model.taxes import RateStep, TaxRules
from advisor.advice.plan import solve
from advisor.advice.why.time_left import LEFT_UNSAID, TimeLeft
from advisor.advice.wording import dollars
from advisor.domain.classification import Sleeve
from advisor.domain.days import long_date
from advisor.domain.errors import InvalidRequestError, NoFeasiblePlanError, TaskCancelled
from advisor.domain.portfolio import TaxLot
from tests.advice.households import BROKERAGE, ROTH, TRADE_DAY, fund, holding


def flat(rate: str) -> TaxRules:
    return TaxRules((RateStep(None, Decimal(rate)),), (RateStep(None, Decimal(rate)),), Decimal(rate))


TARGET = TargetModel("t", "T", "", {Sleeve.MEGA_CAP_TECH: 0.2, Sleeve.SP493: 0.4, Sleeve.MID_CAP: 0.4})
CHEAP = (TaxLot(date(2020, 1, 2), Decimal(300), Decimal(3000)),)
REQUEST = PlanRequest(
    positions=(holding(BROKERAGE, "SEVEN", "300", "100.00", lots=CHEAP), holding(ROTH, "GROWTH", "300", "100.00", basis="9000")),
    cash={BROKERAGE.id: Decimal("500.00"), ROTH.id: Decimal(0)},
    accounts=(ROTH, BROKERAGE),
    target=TARGET,
    candidates=(fund("MID", "61.00"), fund("EQUAL", "180.00")),
    trade_date=TRADE_DAY,
)


def test_a_sale_names_what_there_is_too_much_of_and_a_purchase_what_is_missing() -> None:
    trades = {(trade.account.name, trade.action, trade.symbol): trade for trade in solve(REQUEST).trades}
    reasons = {key: trade.reason for key, trade in trades.items()}
    sale = trades["Brokerage", TradeAction.SELL, "SEVEN"]
    gain, tax = dollars(sale.gain), dollars(sale.tax_alone)
    # Of 60,500: seven 30,000 + 45% of 30,000 = 71.9%; no mid caps.
    assert reasons["Brokerage", TradeAction.SELL, "SEVEN"] == (
        "It is one of the seven, which are 71.9% of your money, and the target is 20%; "
        f"the gain of {gain} costs {tax} in tax by itself."
    )
    assert reasons["Roth IRA", TradeAction.SELL, "GROWTH"] == (
        "45% of this fund is the seven, the most of any fund you own; selling in this account costs no tax."
    )
    bought = {reason for (_, action, symbol), reason in reasons.items() if (action, symbol) == (TradeAction.BUY, "MID")}
    assert bought == {"Mid caps are 0% of your money; the target is 40%."}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"max_gain": Decimal(1000)}, "The limit of $1,000 on realised gains is used up."),
        ({"no_sell": frozenset({"SEVEN"})}, "The no-sell list (SEVEN) keeps the plan from coming closer."),
        ({"locked": frozenset({"SEVEN"})}, "The lock on SEVEN keeps the plan from coming closer."),
        ({"candidates": (fund("EQUAL", "180.00"),)}, "No candidate fund holds enough mid caps to reach 40%."),
        ({"taxes": flat("0.9")}, "Tax: coming closer would cost more in tax than"),
    ],
)
def test_the_rule_in_the_way_is_named(changes: dict[str, object], said: str) -> None:
    assert any(said in text for text in solve(replace(REQUEST, **changes)).binding)
    assert not any(said in text for text in solve(replace(REQUEST, taxes=flat("0"))).binding)


def test_cash_that_may_not_change_accounts_is_named() -> None:
    # The withdrawal must sell shares with a large gain while the Roth account could raise it without tax.
    said = "Cash stays in its account"
    assert any(said in text for text in solve(replace(REQUEST, new_cash=Decimal(-20000))).binding)
    assert not any(said in text for text in solve(REQUEST).binding)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"new_cash": Decimal(-40000)}, "Withdraw less, or take part of it from another account."),
        ({"new_cash": Decimal(-40000)}, "more than Brokerage can raise: it has $500.00 in cash and $30,000.00 that may be sold"),
        ({"new_cash": Decimal(-9000), "no_sell": frozenset({"SEVEN"})}, "the no-sell list stands in the way"),
        ({"new_cash": Decimal(-9000), "locked": frozenset({"SEVEN"})}, "the list of locked positions stands in the way"),
        ({"new_cash": Decimal(-9000), "minimum_trade": Decimal(40000)}, "the minimum trade of $40,000 stands in the way"),
        ({"new_cash": Decimal(-9000), "max_gain": Decimal(100)}, "net realised gain within $100"),
        ({"max_gain": Decimal(-100)}, "net realised gain within −$100"),
    ],
)
def test_without_a_plan_the_constraint_in_the_way_is_named(changes: dict[str, object], named: str) -> None:
    with pytest.raises(NoFeasiblePlanError) as caught:
        solve(replace(REQUEST, **changes))
    assert named in f"{caught.value.message} {caught.value.hint}"


def test_of_a_list_in_the_way_what_costs_least_to_sell_is_named() -> None:
    gained = (TaxLot(date(2020, 1, 2), Decimal(300), Decimal(3000)),)
    even = (TaxLot(date(2020, 1, 2), Decimal(300), Decimal(30000)),)
    positions = tuple(
        holding(BROKERAGE, each, "300", "100.00", lots=lots) for each, lots in (("EQUAL", gained), ("MARKET", even))
    )
    unsold = frozenset({"EQUAL", "MARKET"})
    with pytest.raises(NoFeasiblePlanError) as caught:
        solve(replace(REQUEST, positions=positions, no_sell=unsold, new_cash=Decimal(-9000)))
    assert "Take MARKET off the no-sell list." in caught.value.hint


def test_a_withdrawal_is_raised_in_its_own_account() -> None:
    plan = solve(replace(REQUEST, new_cash=Decimal(-9000)))
    raised = sum(t.value if t.action is TradeAction.SELL else -t.value for t in plan.trades if t.account is BROKERAGE)
    assert raised >= Decimal(8500)
    assert plan.cash_after[BROKERAGE.id] == Decimal(500) - 9000 + raised


def test_margin_debt_is_neither_called_nor_increased() -> None:
    indebted = replace(REQUEST, cash={BROKERAGE.id: Decimal(-2000), ROTH.id: Decimal(0)}, no_sell=frozenset({"SEVEN"}))
    assert solve(indebted).cash_after[BROKERAGE.id] == Decimal(-2000)


def test_debt_that_a_plan_pays_back_is_told() -> None:
    indebted = replace(REQUEST, cash={BROKERAGE.id: Decimal(-2000), ROTH.id: Decimal(0)})
    sale = FixedTrade(BROKERAGE.id, TradeAction.SELL, "SEVEN", Decimal(15))
    plan = solve(replace(indebted, fixed=(sale,), no_sell=frozenset({"SEVEN"}), no_buy=frozenset({"MID", "EQUAL"})))
    assert plan.cash_after[BROKERAGE.id] == -500
    assert "Of what the plan sells, $1,500 pays back margin debt in Brokerage." in plan.warnings


@pytest.mark.parametrize(
    ("money", "told"), [("-3000", "What is taken out of Roth IRA"), ("3000", "What may be paid into Roth IRA")]
)
def test_what_a_retirement_account_may_pay_or_take_is_said(money: str, told: str) -> None:
    said = solve(replace(REQUEST, flows={ROTH.id: Decimal(money)})).warnings
    assert any(text.startswith(told) for text in said)
    assert not any(text.startswith(told) for text in solve(replace(REQUEST, new_cash=Decimal(money))).warnings)


def test_a_target_that_divides_what_is_not_held_says_so() -> None:
    only_cash = replace(REQUEST, positions=(), target=replace(TARGET, scope=frozenset({Sleeve.MID_CAP, Sleeve.SP493})))
    (told,) = (text for text in solve(only_cash).warnings if "divides anew" in text)
    assert "mid caps and the other S&P 500 companies" in told


def test_what_is_not_known_is_said() -> None:
    undated = (
        holding(BROKERAGE, "SEVEN", "300", "100.00", basis="3000"),
        holding(BROKERAGE, "GROWTH", "300", "100.00"),
        holding(ROTH, "BONDS", "10", "100.00", tradable=False),
    )
    target = replace(TARGET, company_max=0.05, candidates=(("MID", None), ("XYZ", None)))
    plan = solve(replace(REQUEST, positions=undated, target=target, new_cash=Decimal(-45000)))
    assert not plan.tax.complete
    said = " ".join(plan.warnings)
    assert "No purchase date is known for SEVEN" in said
    assert "The cost of GROWTH is not known, so the tax shown leaves out what its sale gains." in said
    assert "Depending on what is not known, the tax lies between" in said
    assert "No price is at hand for XYZ" in said
    assert "leaves BONDS as it is" in said


def test_where_nothing_is_taxed_no_tax_is_in_the_way() -> None:
    # Two shares of a small book: five dollars a trade are more than coming closer counts for.
    small = replace(REQUEST, positions=(holding(ROTH, "SEVEN", "2", "100.00", basis="60"),), cash={})
    said = solve(replace(small, costs=TradingCost(per_trade=50.0))).binding
    assert "Trading costs: coming closer would cost more in trading costs than the plan is willing to pay for it." in said
    assert not any(text.startswith("Tax:") for text in said)


@pytest.mark.parametrize(("shares", "cost"), [(10, "Trading costs"), (20, "Tax")])
def test_in_a_small_book_what_a_trade_costs_is_not_taken_for_tax(shares: int, cost: str) -> None:
    lots = (TaxLot(date(2020, 1, 2), Decimal(shares), Decimal(3 * shares)),)
    held = tuple(holding(BROKERAGE, each, str(shares), "10.00", lots=lots) for each in ("SEVEN", "MID"))
    offered = (fund("MID", "10.00"), fund("EQUAL", "10.00"))
    said = solve(replace(REQUEST, positions=held, cash={}, candidates=offered, minimum_trade=Decimal(0))).binding
    assert [text.partition(":")[0] for text in said if "coming closer would cost" in text] == [cost]


def test_several_holdings_that_stay_are_told_as_several() -> None:
    stuck = (holding(ROTH, "BONDS", "10", "100.00", tradable=False), holding(ROTH, "SEVEN", "10", "100.00", tradable=False))
    assert any(
        "leaves BONDS and SEVEN as they are: they cannot" in text for text in solve(replace(REQUEST, positions=stuck)).warnings
    )


@pytest.mark.parametrize(
    ("name", "told"),
    [("Acme 401(k)", True), ("STATE 403(B) PLAN", True), ("457 plan", True), ("Brokeragelink 401K", False), ("Solo 401k", False)],
)
def test_what_an_employers_plan_may_not_offer_is_said(name: str, told: bool) -> None:
    plan_account = replace(ROTH, name=name)
    growth = holding(plan_account, "GROWTH", "300", "100.00", basis="9000")
    asked = replace(REQUEST, positions=(growth,), accounts=(plan_account,), cash={}, target=TARGET)
    said = [text for text in solve(asked).warnings if "employer's plan" in text]
    assert bool(said) is told
    assert all("MID" in text and "GROWTH" not in text for text in said)


@pytest.mark.parametrize(
    ("bought", "told"),
    [
        (timedelta(363), "would be long-term from {} on: sold then at the same price, their gain would cost $"),
        (timedelta(300), None),
        (timedelta(400), None),
    ],
)
def test_what_a_few_more_days_would_save_is_said(bought: timedelta, told: str | None) -> None:
    lots = (TaxLot(TRADE_DAY - bought, Decimal(300), Decimal(15000)),)
    rules = TaxRules((RateStep(None, Decimal("0.35")),), (RateStep(None, Decimal("0.05")),), Decimal("0.35"))
    eager = replace(REQUEST, positions=(holding(BROKERAGE, "SEVEN", "300", "100.00", lots=lots),), new_cash=Decimal(-20000))
    plan = solve(replace(eager, taxes=rules))
    said = [text for text in plan.warnings if "long-term from" in text]
    (sale,) = (trade for trade in plan.trades if trade.symbol == "SEVEN")
    if told is None:
        assert not said
    else:
        day = long_date(first_long_term_day(TRADE_DAY - bought))
        assert [f"{sale.quantity:f} shares of SEVEN that the plan sells {told.format(day)}" in text for text in said] == [True]
        assert dollars(sale.gain * Decimal("0.30")) in said[0]


def test_a_loss_is_told_with_its_yearly_limit() -> None:
    losing = (TaxLot(date(2020, 1, 2), Decimal(300), Decimal(60000)),)
    plan = solve(replace(REQUEST, positions=(holding(BROKERAGE, "SEVEN", "300", "100.00", lots=losing),)))
    assert plan.tax.estimated_tax == -720  # 3,000 at 24 %
    assert [text for text in plan.warnings if "net loss" in text] == [
        "The plan realises a net loss of $25,400, which saves $720 of tax this year; $22,400 of losses go on to later years."
    ]


def test_a_loss_that_a_gain_uses_up_is_still_a_wash_sale_to_avoid() -> None:
    """SEVEN sold for a gain of 27,000 and GROWTH for a loss of 27,000 net to nothing; the loss can be disallowed all the same."""
    losing = holding(BROKERAGE, "GROWTH", "300", "100.00", lots=(TaxLot(date(2020, 1, 2), Decimal(300), Decimal(57000)),))
    gaining = holding(BROKERAGE, "SEVEN", "300", "100.00", lots=CHEAP)
    plan = solve(replace(REQUEST, positions=(gaining, losing)))
    assert sum(1 for trade in plan.trades if trade.symbol == "GROWTH" and trade.action is TradeAction.SELL) == 1
    warned = [text for text in plan.warnings if text.startswith("Sold at a loss: GROWTH.")]
    assert len(warned) == 1
    assert not any(text.startswith("Sold at a loss") for text in solve(REQUEST).warnings)


def test_a_close_that_is_no_price_of_the_books_is_said_to_be_of_its_day() -> None:
    dated = replace(fund("MID", "61.00"), price_as_of=date(2026, 6, 1))
    warnings = solve(replace(REQUEST, candidates=(dated, fund("EQUAL", "180.00")))).warnings
    assert [text for text in warnings if "the price is the close of" in text] == [
        "You do not hold MID: the price is the close of Jun 1, 2026, more than a week old. "
        "Look up today's price before you order."
    ]
    assert not any("the price is the close of" in text for text in solve(REQUEST).warnings)


def test_old_prices_of_what_is_traded_are_told() -> None:
    seven, growth = REQUEST.positions
    fresh = TRADE_DAY - timedelta(days=5)
    old = (replace(seven, price_as_of=date(2026, 5, 1)), replace(growth, price_as_of=date(2026, 6, 1)))
    (told,) = (text for text in solve(replace(REQUEST, positions=old)).warnings if "your books have" in text)
    assert told.startswith(
        "The prices that your books have of GROWTH and SEVEN are of May 1, 2026 to Jun 1, 2026, more than a week"
    )
    new = tuple(replace(each, price_as_of=fresh) for each in old)
    assert not any("your books have" in text for text in solve(replace(REQUEST, positions=new)).warnings)


def test_books_that_are_newer_than_the_day_of_the_trades_are_told() -> None:
    seven, growth = REQUEST.positions
    later = (replace(seven, price_as_of=TRADE_DAY + timedelta(days=1)), replace(growth, price_as_of=TRADE_DAY))
    (told,) = (text for text in solve(replace(REQUEST, positions=later)).warnings if text.startswith("The trades are dated"))
    assert f"and your books are of {long_date(TRADE_DAY + timedelta(days=1))}: the plan sells what you held" in told
    of_the_day = (replace(seven, price_as_of=TRADE_DAY), growth)
    assert not any("are dated" in text for text in solve(replace(REQUEST, positions=of_the_day)).warnings)


def test_a_net_loss_beside_an_unknown_cost_is_told_as_what_is_known() -> None:
    losing = holding(BROKERAGE, "SEVEN", "300", "100.00", lots=(TaxLot(date(2020, 1, 2), Decimal(300), Decimal(60000)),))
    unknown = holding(BROKERAGE, "GROWTH", "300", "100.00")
    warnings = solve(replace(REQUEST, positions=(losing, unknown), new_cash=Decimal(-45000))).warnings
    assert any(text.startswith("As far as costs are known, the plan realises a net loss") for text in warnings)


def test_a_search_that_is_stopped_keeps_its_best_plan() -> None:
    plan = solve(REQUEST, cancelled=lambda: True)
    assert plan.gap_to_target <= plan.gap_before
    with pytest.raises(TaskCancelled):
        solve(replace(REQUEST, new_cash=Decimal(-9000), locked=frozenset({"SEVEN"})), cancelled=lambda: True)


def test_a_search_without_time_returns_a_plan_and_says_so() -> None:
    plan = solve(replace(REQUEST, time_limit=0.0))
    assert plan.optimality_gap > 0
    assert any(text.startswith("The time limit of 0 seconds ended the search") for text in plan.warnings)


def test_reasons_for_which_there_is_no_time_are_left_out_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    request = replace(REQUEST, no_sell=frozenset({"SEVEN"}), minimum_trade=Decimal(500))
    in_time = solve(request)
    assert in_time.rule_prices and in_time.not_made and LEFT_UNSAID not in in_time.warnings
    monkeypatch.setattr(TimeLeft, "seconds", 0.0)
    hurried = solve(request)
    assert not hurried.rule_prices and not hurried.not_made and LEFT_UNSAID in hurried.warnings
    assert hurried.trades == in_time.trades


def test_nothing_to_plan_with_is_refused() -> None:
    with pytest.raises(InvalidRequestError):
        solve(replace(REQUEST, positions=(), cash={}))
    with pytest.raises(InvalidRequestError):
        solve(replace(REQUEST, positions=(), cash={}, accounts=(), new_cash=Decimal(100)))


def test_more_paid_into_an_ira_than_it_takes_is_told() -> None:
    taxes = replace(REQUEST.taxes, ira_limit=Decimal(7500), ira_catch_up=Decimal(1100))
    for paid, told in ((Decimal(9000), True), (Decimal(7500), False)):
        plan = solve(replace(REQUEST, accounts=(BROKERAGE, ROTH), taxes=taxes, flows={ROTH.id: paid}))
        assert any("is more than $7,500" in warning for warning in plan.warnings) is told


def test_a_limit_of_nothing_on_what_changes_place_is_named() -> None:
    plan = solve(replace(REQUEST, max_turnover=0.0))
    assert not plan.trades
    assert any(text.startswith("The limit of 0% on what changes place") for text in plan.binding)

"""Every rule of a request holds exactly, on random households."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from advisor.advice.model.action import TradeAction
from advisor.advice.model.plan import Plan
from advisor.advice.model.request import PlanRequest
from advisor.advice.model.taxes import Term
from advisor.advice.plan import solve
from advisor.domain.portfolio import TaxType
from tests.advice.households import requests

CENT = Decimal("0.01")
few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check_orders(request: PlanRequest, plan: Plan) -> None:
    held = {(each.account.id, each.symbol): each for each in request.positions}
    offered = {each.symbol: each for each in request.candidates}
    sold = {trade.symbol for trade in plan.trades if trade.action is TradeAction.SELL}
    bought = {trade.symbol for trade in plan.trades if trade.action is TradeAction.BUY}
    assert not sold & bought
    assert not (sold | bought) & request.locked
    assert not sold & request.no_sell
    for trade in plan.trades:
        assert trade.quantity > 0
        assert trade.value == (trade.quantity * trade.price).quantize(CENT, ROUND_HALF_UP)
        assert trade.value >= request.minimum_trade
        whole = trade.quantity == trade.quantity.to_integral_value()
        if trade.action is TradeAction.BUY:
            assert trade.price == offered[trade.symbol].price
            assert whole or not request.whole_shares
            assert trade.quantity == round(trade.quantity, 4)
            continue
        position = held[trade.account.id, trade.symbol]
        assert position.tradable
        assert trade.quantity <= position.quantity
        assert whole or not request.whole_shares or trade.quantity == position.quantity
        assert sum(lot.quantity for lot in trade.lots) == trade.quantity


def check_money(request: PlanRequest, plan: Plan) -> None:
    for account in request.accounts:
        moved = [trade for trade in plan.trades if trade.account.id == account.id]
        signed = [trade.value if trade.action is TradeAction.SELL else -trade.value for trade in moved]
        assert plan.cash_after[account.id] == request.cash[account.id] + sum(signed)
        assert plan.cash_after[account.id] >= 0
    taxable = [t for t in plan.trades if t.account.tax_type is TaxType.TAXABLE and t.action is TradeAction.SELL]
    known = sum((lot.gain for trade in taxable for lot in trade.lots if lot.gain is not None), Decimal(0))
    assert known == plan.tax.short_term_gain + plan.tax.long_term_gain
    check_tax_of_each_sale(request, plan)
    if request.max_gain is not None:
        worst = known + sum(lot.quantity * t.price for t in taxable for lot in t.lots if lot.gain is None)
        assert worst <= request.max_gain


def check_tax_of_each_sale(request: PlanRequest, plan: Plan) -> None:
    """One sale by itself: gains of both terms at their rates, nothing for a loss, nothing where nothing is taxed."""
    for trade in plan.trades:
        gains = {True: Decimal(0), False: Decimal(0)}
        for lot in trade.lots:
            gains[lot.term is Term.SHORT] += lot.gain or Decimal(0)
        if trade.account.tax_type is not TaxType.TAXABLE:
            assert trade.tax_alone == 0
        elif min(gains.values()) >= 0:
            tax = float(gains[True]) * request.short_term_rate + float(gains[False]) * request.long_term_rate
            assert float(trade.tax_alone) == pytest.approx(tax, abs=0.0051)
        else:
            assert trade.tax_alone <= max(sum(gains.values()), Decimal(0))


@few
@given(request=requests())
def test_every_rule_holds_exactly(request: PlanRequest) -> None:
    plan = solve(request)
    check_orders(request, plan)
    check_money(request, plan)
    assert plan.gap_to_target <= plan.gap_before + 1e-4
    assert sum(plan.after.values()) == pytest.approx(1)
    assert plan.optimality_gap >= 0
    assert all(trade.reason.endswith(".") and "should" not in trade.reason for trade in plan.trades)


@few
@given(request=requests())
def test_the_same_question_gets_the_same_plan(request: PlanRequest) -> None:
    patient = replace(request, time_limit=30.0)
    assert solve(patient) == solve(patient)

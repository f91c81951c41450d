"""A plan as the JSON object the command line promises: weights are fractions of 1, money and quantities numbers."""

from __future__ import annotations

import math

from advisor.advice.model.plan import Plan, Shape, Trade
from advisor.advice.model.taxes import SoldLot, TaxEstimate
from advisor.advice.model.washing import WashedShares, WashWindow
from advisor.presentation.json_values import Json, day_text, money_number, weights_by_name

_COMPANIES = 50  # the largest; a market fund holds thousands


def plan_json(plan: Plan) -> Json:
    """A plan, whole; `optimality_gap` is null where nothing was proven."""
    return {
        "target": {"id": plan.target.id, "name": plan.target.name, "sleeves": weights_by_name(plan.target.sleeves)},
        "value": money_number(plan.value),
        "before": weights_by_name(plan.before),
        "after": weights_by_name(plan.after),
        "shape_before": _shape(plan.shape_before),
        "shape_after": _shape(plan.shape_after),
        "trades": [_trade(trade) for trade in plan.trades],
        "not_made": [
            {"account": each.account.name, "action": each.action.value, "symbol": each.symbol, "reason": each.reason}
            for each in plan.not_made
        ],
        "tax": _tax(plan.tax),
        "cash_after": {str(account): money_number(cash) for account, cash in plan.cash_after.items()},
        "trading_cost": money_number(plan.trading_cost),
        "turnover": plan.turnover,
        "changes_place": money_number(plan.changes_place),
        "gap_before": plan.gap_before,
        "gap_to_target": plan.gap_to_target,
        "objective": plan.objective,
        "optimality_gap": plan.optimality_gap if math.isfinite(plan.optimality_gap) else None,
        "found_by": plan.search.found_by,
        "seconds": plan.search.seconds,
        "stopped": plan.search.stopped,
        "binding": list(plan.binding),
        "rule_prices": [{"rule": each.rule, "dollars": each.dollars, "sentence": each.sentence} for each in plan.rule_prices],
        "washed": [_washed(each) for each in plan.washed],
        "wash_windows": [_window(each) for each in plan.windows],
        "problems": list(plan.problems),
        "warnings": list(plan.warnings),
    }


def _shape(shape: Shape) -> Json:
    return {
        "sectors": weights_by_name(shape.sectors),
        "companies": dict(list(shape.companies.items())[:_COMPANIES]),
        "themes": dict(shape.themes),
        "unseen": shape.unseen,
        "tracking_error": shape.tracking_error,
        "income": money_number(shape.income),
        "fund_cost": money_number(shape.fund_cost),
        "missing": sorted(shape.missing),
    }


def _trade(trade: Trade) -> Json:
    return {
        "account": trade.account.name,
        "account_number": trade.account.number_masked,
        "action": trade.action.value,
        "symbol": trade.symbol,
        "name": trade.name,
        "quantity": money_number(trade.quantity),
        "price": money_number(trade.price),
        "value": money_number(trade.value),
        "gain": money_number(trade.gain),
        "tax_alone": money_number(trade.tax_alone),
        "lots": [_sold_lot(lot) for lot in trade.lots],
        "reason": trade.reason,
        "why_these_lots": trade.why_these_lots,
        "edited": trade.edited,
    }


def _sold_lot(lot: SoldLot) -> Json:
    return {
        "acquired": day_text(lot.acquired),
        "quantity": money_number(lot.quantity),
        "cost_basis": money_number(lot.cost_basis),
        "gain": money_number(lot.gain),
        "term": lot.term.value,
        "disallowed": money_number(lot.disallowed),
    }


def _tax(tax: TaxEstimate) -> Json:
    return {
        "short_term_gain": money_number(tax.short_term_gain),
        "long_term_gain": money_number(tax.long_term_gain),
        "estimated_tax": money_number(tax.estimated_tax),
        "complete": tax.complete,
        "low": money_number(tax.low),
        "high": money_number(tax.high),
        "carried": money_number(tax.carried),
        "disallowed": money_number(tax.disallowed),
        "lost_for_ever": money_number(tax.lost_for_ever),
    }


def _washed(washed: WashedShares) -> Json:
    return {
        "symbol": washed.sale.symbol,
        "sold": day_text(washed.sale.day),
        "replaced_by": washed.replacement.symbol,
        "replaced": day_text(washed.replacement.day),
        "replaced_in": washed.replacement.account.name,
        "quantity": money_number(washed.quantity),
        "disallowed": money_number(washed.disallowed),
        "basis_carried": money_number(washed.basis_carried),
        "holding_from": day_text(washed.holding_from),
    }


def _window(window: WashWindow) -> Json:
    return {
        "rule": window.rule.value,
        "symbol": window.symbol,
        "symbols": sorted(window.symbols),
        "begins": day_text(window.begins),
        "until": day_text(window.until),
        "quantity": money_number(window.quantity),
        "at_stake": money_number(window.at_stake),
        "because": window.because,
        "planned": window.planned,
    }

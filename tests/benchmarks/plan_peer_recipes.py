"""One account rebalanced by a peer, as its own documentation does it; runs in the peers' environment, not in ours.

Reads {"peer": ..., "accounts": [...]} as JSON from standard input; answers {"trades": [{symbol: units, ...}, ...], "lots": ...},
units above 0 for purchases. Arrays go by symbol, in the order of "symbols".
"""
# ruff: noqa: PLC0415 - each recipe loads its own peer alone

from __future__ import annotations

import importlib
import json
import sys
import time
from datetime import date
from decimal import Decimal

LARGE = 40  # instruments of an account beyond which a whole-number programme of a peer takes minutes


def rounded(account):
    """PyPortfolioOpt: the target in whole shares, as if everything were bought anew."""
    import pandas as pd
    from pypfopt.discrete_allocation import DiscreteAllocation

    weights = {symbol: weight for symbol, weight in zip(account["symbols"], account["target"], strict=True) if weight > 1e-6}
    prices = pd.Series(dict(zip(account["symbols"], account["prices"], strict=True)))[list(weights)]
    allocation = DiscreteAllocation(weights, prices, total_portfolio_value=account["value"])
    units, _ = allocation.lp_portfolio() if len(weights) <= LARGE else allocation.greedy_portfolio()
    held = dict(zip(account["symbols"], account["held"], strict=True))
    return {symbol: float(units.get(symbol, 0)) - held[symbol] for symbol in account["symbols"]}


def calculated(account):
    """rebalance: whole shares nearest to the target, from what is held and the cash; closes are given, none is fetched."""
    import rebalance.asset
    from rebalance import Asset, Portfolio
    from rebalance.money import Price

    prices = dict(zip(account["symbols"], account["prices"], strict=True))
    rebalance.asset.fetch_yfinance_price = lambda ticker: Price(prices[ticker], "USD")
    portfolio = Portfolio()
    portfolio.common_currency = "USD"
    portfolio.selling_allowed = True
    portfolio.add_cash(account["cash"], "USD")
    for symbol, held in zip(account["symbols"], account["held"], strict=True):
        portfolio.add_asset(Asset(symbol, quantity=int(held)))
    # It wants exactly 100: parts of 1,024 of a percent add up without rounding.
    percents = [int(102400 * weight) / 1024 for weight in account["target"]]
    percents[percents.index(max(percents))] += 100 - sum(percents)
    target = dict(zip(account["symbols"], percents, strict=True))
    units = portfolio.rebalance(target)[0]
    return {symbol: float(units[symbol]) for symbol in account["symbols"]}


def tax_aware(account):
    """taxrebalance: lots, fractions of shares, a limit on tracking error; nothing is taxed where nothing is."""
    from tax_rebalancing.models import TaxLot
    from taxrebalance import Portfolio, RebalanceConfig, UnitedStatesLots
    from taxrebalance import rebalance as solve

    known = ("lot_id", "ticker", "shares", "basis_per_share", "days_held")
    lots = [TaxLot(**{name: lot[name] for name in known}) for lot in account["lots"]]
    prices = dict(zip(account["symbols"], account["prices"], strict=True))
    portfolio = Portfolio.from_tax_lots(lots, prices=prices, cash=account["cash"])
    policy = UnitedStatesLots(*account["rates"])
    for limit in (0.015, 0.025, 0.05, 0.1):
        config = RebalanceConfig(max_tracking_error=limit, trading_cost_bps=2, direction_search_budget=25)
        targets = dict(zip(account["symbols"], account["target"], strict=True))
        result = solve(portfolio, target_weights=targets, covariance=account["covariance"], tax_policy=policy, config=config)
        if result.feasible:
            break
    moved = dict.fromkeys(account["symbols"], 0.0)
    for trade in result.trades:
        shares = trade.get("shares", trade.get("quantity"))
        moved[trade["ticker"]] += shares if str(trade.get("side", trade.get("action"))).upper().startswith("B") else -shares
    return moved


def chosen_lots(account, moved):
    """wash-alpha: the lots of each sale by its order of least tax, a lot's number → shares."""
    from types import SimpleNamespace

    from net_alpha.engine.lot_selector import select_lots
    from net_alpha.models.domain import Lot

    short, long = (Decimal(str(rate)) for rate in account["rates"])
    brackets = SimpleNamespace(federal_marginal_rate=short, ltcg_rate=long, state_marginal_rate=Decimal(0))
    prices = dict(zip(account["symbols"], account["prices"], strict=True))
    picked = {}
    for symbol, units in moved.items():
        own = [lot for lot in account["lots"] if lot["ticker"] == symbol]
        if units > -1e-9 or not own:
            continue
        lots = [held_lot(Lot, lot) for lot in own]
        day, price = date.fromisoformat(account["day"]), Decimal(str(prices[symbol]))
        terms = {"strategy": "MIN_TAX", "repo": None, "etf_pairs": {}, "brackets": brackets, "carryforward": None}
        result = select_lots(lots=lots, qty=Decimal(str(-units)), sell_price=price, sell_date=day, **terms)
        for pick in result.picks:
            picked[pick.lot_id] = float(pick.qty_consumed)
    return picked


def held_lot(kind, lot):
    """A lot as wash-alpha knows it."""
    basis, day = lot["basis_per_share"] * lot["shares"], date.fromisoformat(lot["acquired"])
    names = {"id": lot["lot_id"], "trade_id": lot["lot_id"], "account": "A", "ticker": lot["ticker"]}
    return kind(**names, date=day, quantity=lot["shares"], cost_basis=basis, adjusted_basis=basis)


RECIPES = {"pyportfolioopt": rounded, "rebalance": calculated, "taxrebalance": tax_aware, "wash-alpha": rounded}


# Loading a library is no part of planning.
LOADED_FIRST = {
    "pyportfolioopt": ("pypfopt",),
    "rebalance": ("rebalance",),
    "taxrebalance": ("taxrebalance",),
    "wash-alpha": ("pypfopt", "net_alpha.engine.lot_selector"),
}


def main():
    asked = json.load(sys.stdin)
    recipe, accounts = RECIPES[asked["peer"]], asked["accounts"]
    for module in LOADED_FIRST[asked["peer"]]:
        importlib.import_module(module)
    began = time.perf_counter()
    trades = [recipe(account) for account in accounts]
    lots = [chosen_lots(*each) for each in zip(accounts, trades, strict=True)] if asked["peer"] == "wash-alpha" else None
    answer = {"trades": trades, "lots": lots, "seconds": time.perf_counter() - began}
    print("\n" + json.dumps(answer))


if __name__ == "__main__":
    main()

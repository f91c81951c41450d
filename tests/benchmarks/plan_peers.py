"""Plans side by side with those of taxrebalance, PyPortfolioOpt, rebalance and wash-alpha, on the same households in one run.

Every peer gets the weights that follow the target closest and plans account by account, by its own recipe; its trades are then
worked out as ours are, with the lots that are taxed least (wash-alpha: with its own lots). The peers live in an environment of
their own: the folder that ADVISOR_PEERS names, or one that is made for the run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from plan_households import SIZES, covariance_of, instruments_of, measured_household, model_portfolio
from timing import seconds

from advisor.advice.household import describe_household
from advisor.advice.lot_methods import take_lots
from advisor.advice.lots import lots_held, price_lots
from advisor.advice.model.orders import Orders, PurchaseOrder, SaleOrder
from advisor.advice.model.plan import Plan
from advisor.advice.model.request import PlanPosition, PlanRequest
from advisor.advice.model.taxes import Term
from advisor.advice.objective import gap_to_target
from advisor.advice.outcome import Outcome, work_out
from advisor.advice.plan import solve
from advisor.domain.portfolio import TaxType

PEERS = ("pyportfolioopt", "rebalance", "taxrebalance", "wash-alpha")
PACKAGES = (
    "taxrebalance==0.2.0",
    "PyPortfolioOpt==1.6.0",
    "rebalance==0.5.1",
    "wash-alpha==0.81.1",
    "packaging",
)  # the last is what one of them needs and does not say
INSTANCES = (*(("small", seed) for seed in range(3)), ("medium", 0), ("medium", 1), ("large", 0))
RECIPES = Path(__file__).with_name("plan_peer_recipes.py")
PATIENCE = 120.0  # seconds for one peer and one household

# By how much a figure must be better to count: dollars of tax, fractions of the portfolio.
BETTER = {"tax": 1.0, "drift": 1e-4, "tracking_error": 1e-4}


def run() -> dict[str, Any]:
    """Figures by household and planner; `beaten_at_once` counts peers better on tax, drift and tracking error together."""
    told: dict[str, Any] = {"households": {}, "beaten_at_once": 0, "better_on_two": 0, "worse_than_ours_on_all": 0, "compared": 0}
    with peers_python() as python:
        if python is None:
            return {"not_run": "The peers cannot be installed here; name a folder that has them in ADVISOR_PEERS."}
        for name, seed in INSTANCES:
            request = replace(measured_household(SIZES[name], seed), time_limit=10.0)
            figures = {"ours": ours(request), **{peer: of_peer(python, peer, request) for peer in PEERS}}
            told["households"][f"{name} {seed}"] = figures
            for peer in PEERS:
                count(told, figures["ours"], figures[peer])
    return told


def count(told: dict[str, Any], own: Mapping[str, Any], theirs: Mapping[str, Any]) -> None:
    if "failed" in theirs:
        return
    better = sum(theirs[key] < own[key] - least for key, least in BETTER.items())
    worse = sum(theirs[key] > own[key] + least for key, least in BETTER.items())
    told["compared"] += 1
    told["beaten_at_once"] += better == len(BETTER)
    told["better_on_two"] += better == len(BETTER) - 1
    told["worse_than_ours_on_all"] += worse == len(BETTER)


def ours(request: PlanRequest) -> dict[str, Any]:
    plans: list[Plan] = []
    took = seconds(lambda: plans.append(solve(request)))
    plan = plans[0]
    return {
        "tax": float(plan.tax.estimated_tax),
        "drift": round(plan.gap_to_target, 5),
        "tracking_error": round(plan.shape_after.tracking_error or 0.0, 5),
        "objective": round(plan.objective, 2),
        "dust": dust(request, [(trade.account.id, trade.symbol, trade.quantity) for trade in plan.trades]),
        "trades": len(plan.trades),
        "wash_sales": len(plan.washed),
        "disallowed": float(plan.tax.disallowed),
        "seconds": round(took, 2),
    }


def of_peer(python: Path, peer: str, request: PlanRequest) -> dict[str, Any]:
    """Its plan, worked out as ours; or why there is none."""
    asked = {"peer": peer, "accounts": [account_told(request, account) for account in request.accounts]}
    try:
        answered = subprocess.run(
            [str(python), str(RECIPES)], input=json.dumps(asked), capture_output=True, text=True, timeout=PATIENCE, check=True
        )
    except subprocess.TimeoutExpired:
        return {"failed": f"no plan within {PATIENCE:.0f} seconds"}
    except subprocess.CalledProcessError as error:
        return {"failed": error.stderr.strip().splitlines()[-1][:200]}
    answer = json.loads(answered.stdout.splitlines()[-1])
    outcome, orders = worked_out(request, answer["trades"], answer["lots"])
    made = [(order.position.account.id, order.position.symbol, order.quantity) for order in orders.sales]
    made += [(order.account.id, order.candidate.symbol, order.quantity) for order in orders.purchases]
    return {
        "tax": float(outcome.tax.estimated_tax),
        "drift": round(gap_to_target(outcome.after.sleeves, describe_household(request).target), 5),
        "tracking_error": round(outcome.after.tracking_error or 0.0, 5),
        "objective": round(outcome.objective.total, 2),
        "dust": dust(request, made),
        "trades": len(made),
        "wash_sales": len(outcome.washed),
        "disallowed": float(outcome.tax.disallowed),
        "seconds": round(answer["seconds"], 2),
    }


def dust(request: PlanRequest, made: Sequence[tuple[int, str, Decimal]]) -> int:
    """Trades of a fraction of a share that do not sell the whole of what is held."""
    held = {(each.account.id, each.symbol, each.quantity) for each in request.positions}
    return sum(quantity % 1 != 0 and (account, symbol, quantity) not in held for account, symbol, quantity in made)


def account_told(request: PlanRequest, account: Any) -> dict[str, Any]:
    """An account in numbers that any of the peers understands."""
    instruments = instruments_of(request, account)
    positions = [each for each in instruments.values() if isinstance(each, PlanPosition)]
    held = {each.symbol: float(each.quantity) for each in positions}
    cash = float(request.cash[account.id])
    rates = request.taxes
    taxed = account.tax_type is TaxType.TAXABLE
    return {
        "symbols": list(instruments),
        "prices": [float(each.unit_value if isinstance(each, PlanPosition) else each.price) for each in instruments.values()],
        "held": [held.get(symbol, 0.0) for symbol in instruments],
        "target": model_portfolio(request, account).tolist(),
        "cash": cash,
        "value": cash + sum(float(each.value) for each in positions),
        "covariance": covariance_of(request, list(instruments.values()))[0].tolist(),
        "rates": [float(rates.ordinary[0].rate), float(rates.long_term[0].rate)] if taxed else [0.0, 0.0],
        "day": str(request.trade_date),
        "lots": [lot_told(request, position, place) for position in positions for place in range(len(lots_held(position)))],
    }


def lot_told(request: PlanRequest, position: PlanPosition, place: int) -> dict[str, Any]:
    lot = lots_held(position)[place]
    acquired = lot.acquired or date(2020, 1, 1)
    days = (request.trade_date - acquired).days
    return {
        "lot_id": f"{position.symbol}:{place}",
        "ticker": position.symbol,
        "shares": float(lot.quantity),
        "basis_per_share": float((lot.cost_basis or Decimal(0)) / lot.quantity),
        "days_held": days,
        "acquired": str(acquired),
    }


def worked_out(
    request: PlanRequest, trades: Sequence[Mapping[str, float]], picked: Sequence[Mapping[str, float]] | None
) -> tuple[Outcome, Orders]:
    """What a peer's trades come to; nothing is sold that is not held, and nothing bought that is not offered."""
    household = describe_household(request)
    offered = {each.symbol: each for each in request.candidates}
    sales: list[SaleOrder] = []
    purchases: list[PurchaseOrder] = []
    for number, (account, moved) in enumerate(zip(request.accounts, trades, strict=True)):
        held = {each.symbol: each for each in request.positions if each.account.id == account.id}
        for symbol, units in moved.items():
            quantity = Decimal(str(round(abs(units), 4)))
            if units < 0 and symbol in held and quantity:
                position = held[symbol]
                quantity = min(quantity, position.quantity)
                lots = picked_lots(position, picked[number], quantity) if picked else ()
                sales.append(SaleOrder(position, quantity, lots or take_least_taxed(request, position, quantity)))
            elif units > 0 and symbol in offered and quantity:
                purchases.append(PurchaseOrder(account, offered[symbol], quantity))
    if not picked:
        sales = improved(request, sales)
    orders = Orders(tuple(sales), tuple(purchases))
    return work_out(household, orders), orders


def picked_lots(position: PlanPosition, picked: Mapping[str, float], quantity: Decimal) -> tuple[tuple[int, Decimal], ...]:
    lots, left = [], quantity
    for place, lot in enumerate(lots_held(position)):
        units = min(left, lot.quantity, Decimal(str(round(picked.get(f"{position.symbol}:{place}", 0.0), 4))))
        if units > 0:
            lots.append((place, units))
            left -= units
    return tuple(lots) if not left else ()


def take_least_taxed(
    request: PlanRequest, position: PlanPosition, quantity: Decimal, beside: tuple[Decimal, Decimal] = (Decimal(0), Decimal(0))
) -> tuple[tuple[int, Decimal], ...]:
    return take_lots(position, quantity, request.trade_date, request.lot_method, rules=request.taxes, beside=beside)


def improved(request: PlanRequest, sales: list[SaleOrder]) -> list[SaleOrder]:
    """Each sale's lots chosen anew beside all the others, twice."""
    gains = [gains_of(request, sale) for sale in sales]
    for _ in range(2):
        for place, sale in enumerate(sales):
            others = gains[:place] + gains[place + 1 :]
            beside = (sum((short for short, _ in others), Decimal(0)), sum((long for _, long in others), Decimal(0)))
            sales[place] = SaleOrder(
                sale.position, sale.quantity, take_least_taxed(request, sale.position, sale.quantity, beside)
            )
            gains[place] = gains_of(request, sales[place])
    return sales


def gains_of(request: PlanRequest, sale: SaleOrder) -> tuple[Decimal, Decimal]:
    """Short- and long-term gain, where it is taxed."""
    if sale.position.account.tax_type is not TaxType.TAXABLE:
        return Decimal(0), Decimal(0)
    lots = price_lots(sale.position, sale.lots, request.trade_date, request.lot_method)
    by_term = {
        is_short: sum((lot.gain or Decimal(0) for lot in lots if (lot.term is Term.SHORT) is is_short), Decimal(0))
        for is_short in (True, False)
    }
    return by_term[True], by_term[False]


@contextmanager
def peers_python() -> Iterator[Path | None]:
    """The interpreter that has the peers; None where they cannot be had."""
    if named := os.environ.get("ADVISOR_PEERS"):
        yield Path(named) / "bin" / "python"
        return
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / "bin" / "python"
        installed = subprocess.run([str(python), "-m", "pip", "install", "--quiet", *PACKAGES], check=False)
        yield python if installed.returncode == 0 else None


if __name__ == "__main__":
    sys.path[:0] = [str(RECIPES.parents[2])]
    print(json.dumps(run(), indent=1))

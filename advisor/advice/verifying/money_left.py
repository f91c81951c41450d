"""That every trade is worth its price and every account can pay for what it buys."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from advisor.advice.model.action import TradeAction
from advisor.advice.model.plan import Plan, Trade
from advisor.advice.model.request import PlanPosition, PlanRequest
from advisor.advice.verifying.demands import demand, demand_equal
from advisor.advice.verifying.sold_lots import cents, check_sold_lots
from advisor.domain.portfolio import TaxType


def position_sold(request: PlanRequest, trade: Trade) -> PlanPosition | None:
    """What a sale takes from."""
    for position in request.positions:
        if position.account.id == trade.account.id and position.symbol == trade.symbol and position.quantity > 0:
            return position
    return None


def check_trades(request: PlanRequest, plan: Plan) -> None:
    """Each trade is of something held or offered, at its price, worth what it says, and told once.

    Raises:
        PlanNotSoundError: One is not.
    """
    places = Counter((trade.account.id, trade.symbol, trade.action) for trade in plan.trades)
    demand(max(places.values(), default=1) == 1, "The plan names a trade twice.")
    accounts = {account.id: account for account in request.accounts}
    for trade in plan.trades:
        name = f"the {trade.action} of {trade.symbol}"
        demand(accounts.get(trade.account.id) == trade.account, f"The account of {name} is not in the portfolio.")
        demand(trade.quantity > 0, f"The quantity of {name} is not above 0.")
        demand_equal(trade.value, cents(trade.quantity * trade.price), f"the value of {name}")
        if trade.action is TradeAction.SELL:
            _check_sale(request, trade)
        else:
            demand(trade.price == _price_offered(request, trade.symbol), f"The price of {name} is not the one it is offered at.")
            demand(not trade.lots and trade.gain is None, f"There are lots or a gain in {name}.")


def _price_offered(request: PlanRequest, symbol: str) -> Decimal | None:
    """Of a candidate, or of something held that is no candidate: the worksheet may buy more of it."""
    prices = [candidate.price for candidate in request.candidates if candidate.symbol == symbol and candidate.price > 0]
    prices += [position.unit_value for position in request.positions if position.symbol == symbol and position.tradable]
    return prices[0] if prices else None


def _check_sale(request: PlanRequest, trade: Trade) -> None:
    position = position_sold(request, trade)
    if position is None:
        demand(False, f"The plan sells {trade.symbol}, which the account does not hold.")
        return
    demand(position.tradable, f"The plan sells {trade.symbol}, which cannot be traded.")
    demand(trade.price == position.unit_value, f"The price of the sale of {trade.symbol} is not the position's.")
    demand(trade.quantity <= position.quantity, f"The plan sells more {trade.symbol} than the account holds.")
    check_sold_lots(trade, position, request.trade_date, request.lot_method)


def cash_without_trades(request: PlanRequest) -> dict[int, Decimal]:
    """Cash by account id with what is added and withdrawn.

    New cash arrives in the first taxable account in dollars; else in the first in dollars, or the first of all.
    """
    cash = {account.id: request.cash.get(account.id, Decimal(0)) for account in request.accounts}
    for account_id, flow in request.flows.items():
        cash[account_id] += flow
    in_dollars = [account for account in request.accounts if account.currency == "USD"] or list(request.accounts)
    taxable = [account for account in in_dollars if account.tax_type is TaxType.TAXABLE]
    cash[(taxable or in_dollars)[0].id] += request.new_cash
    return cash


def check_cash(request: PlanRequest, plan: Plan) -> None:
    """What is left in each account, to the cent, is what the trades leave.

    Raises:
        PlanNotSoundError: It is not.
    """
    cash = cash_without_trades(request)
    for trade in plan.trades:
        cash[trade.account.id] += trade.value if trade.action is TradeAction.SELL else -trade.value
    demand(set(plan.cash_after) == set(cash), "The plan does not state the cash of every account.")
    for account_id, left in cash.items():
        demand_equal(plan.cash_after[account_id], left, "the cash left in an account")


def check_cash_floor(request: PlanRequest, plan: Plan) -> None:
    """No account is overdrawn, and margin debt does not grow.

    Raises:
        PlanNotSoundError: One is, or it does.
    """
    for account in request.accounts:
        floor = min(Decimal(0), request.cash.get(account.id, Decimal(0)))
        left = plan.cash_after[account.id]
        demand(left >= floor, f"The plan leaves {left} of cash in “{account.name}”, below {floor}.")

"""That a plan keeps what the investor asked it to keep."""

from __future__ import annotations

from decimal import Decimal

from advisor.advice.model.action import TradeAction
from advisor.advice.model.plan import Plan, Trade
from advisor.advice.model.request import FixedTrade, PlanRequest
from advisor.advice.verifying.demands import demand
from advisor.advice.verifying.lot_order import check_lot_order
from advisor.advice.verifying.money_left import position_sold
from advisor.advice.verifying.sold_lots import held_lots
from advisor.advice.verifying.taxes import worst_gains

_SMALLEST_FRACTION = Decimal("0.0001")
_NOTHING = Decimal(0)


def check_rules(request: PlanRequest, plan: Plan) -> None:
    """Lists, locks, typed lines, sizes of trades, and the limits on gains and turnover; what is typed goes before the lists.

    Raises:
        PlanNotSoundError: One is broken.
    """
    typed = {(line.account_id, line.action, line.symbol): line for line in request.fixed}
    made = {(trade.account.id, trade.action, trade.symbol): trade for trade in plan.trades}
    for place, line in typed.items():
        _check_typed(request, line, made.get(place))
    for place, trade in made.items():
        if place not in typed:
            _check_lists(request, trade)
            _check_size(request, trade)
            if trade.action is TradeAction.SELL:
                check_lot_order(request, trade)
    for account_id, action, symbol in made:
        both = action is TradeAction.SELL and (account_id, TradeAction.BUY, symbol) in made
        demand(not both, f"The plan buys and sells {symbol} in one account.")
    _check_limits(request, plan)


def _check_typed(request: PlanRequest, line: FixedTrade, trade: Trade | None) -> None:
    quantity = trade.quantity if trade is not None else _NOTHING
    demand(quantity == line.quantity, f"The line typed for {line.symbol} is not kept.")
    position = position_sold(request, trade) if trade is not None and line.lots else None
    if trade is None or position is None:
        return
    held = held_lots(position)
    wanted = sorted((held[place].acquired is None, str(held[place].acquired), units) for place, units in line.lots if units)
    sold = sorted((lot.acquired is None, str(lot.acquired), lot.quantity) for lot in trade.lots)
    demand(wanted == sold, f"The lots typed for {line.symbol} are not kept.")


def _check_lists(request: PlanRequest, trade: Trade) -> None:
    symbol = trade.symbol
    demand(symbol not in request.locked, f"The plan trades {symbol}, which is locked.")
    if trade.action is TradeAction.SELL:
        demand(not request.buy_only, f"The plan sells {symbol} although it shall only buy.")
        demand(symbol not in request.no_sell, f"The plan sells {symbol}, which shall not be sold.")
    else:
        demand(symbol not in request.no_buy, f"The plan buys {symbol}, which shall not be bought.")
        offered = any(candidate.symbol == symbol for candidate in request.candidates)
        demand(offered, f"The plan buys {symbol}, which is not offered.")


def _check_size(request: PlanRequest, trade: Trade) -> None:
    name, most = f"The {trade.action} of {trade.symbol}", request.maximum_trade
    demand(trade.value >= request.minimum_trade, f"{name} is smaller than a trade may be.")
    demand(most is None or trade.value <= most, f"{name} is larger than a trade may be.")
    position = position_sold(request, trade) if trade.action is TradeAction.SELL else None
    if position is not None:
        kept = position.quantity - trade.quantity
        demand(position.pledged <= 0 or kept >= position.pledged, f"{name} takes shares that stand behind calls.")
    if position is not None and trade.quantity == position.quantity:
        return
    step = Decimal(1) if request.whole_shares else _SMALLEST_FRACTION
    demand(trade.quantity % step == 0, f"{name} is of a fraction that cannot be traded.")


def _check_limits(request: PlanRequest, plan: Plan) -> None:
    if request.max_gain is not None:
        gains = worst_gains(plan)
        demand(gains.short + gains.long <= request.max_gain, "The plan realises more gains than it may.")
    if request.max_turnover is not None:
        most = request.max_turnover * float(plan.value)
        demand(float(plan.changes_place) <= most + 0.01, "The plan moves more money than it may.")

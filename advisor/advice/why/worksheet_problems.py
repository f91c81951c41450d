"""What keeps a worksheet's lines from being carried out as they stand."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from advisor.advice.gains import net_gains
from advisor.advice.household import Household
from advisor.advice.model.action import TradeAction
from advisor.advice.model.plan import Trade
from advisor.advice.model.washing import WashPolicy
from advisor.advice.outcome import Outcome
from advisor.advice.wording import dollars, exact_dollars, listed, percent, shares
from advisor.domain.money import ZERO


def problems_of(household: Household, outcome: Outcome) -> Iterator[str]:
    """Plain sentences, each naming its line or its account."""
    yield from _about_cash(household, outcome)
    for trade in outcome.trades:
        yield from _about_line(household, trade)
    yield from _about_both_ways(outcome)
    yield from _about_limits(household, outcome)


def _about_cash(household: Household, outcome: Outcome) -> Iterator[str]:
    for account in household.request.accounts:
        missing = household.cash_floor[account.id] - outcome.cash[account.id]
        if missing > 0:
            yield f"{account.name} lacks {exact_dollars(missing)} of cash for these lines: sell more there, or buy less."


def _about_line(household: Household, trade: Trade) -> Iterator[str]:
    request = household.request
    line = f"The line to {trade.action} {trade.quantity.normalize():f} {trade.symbol} in {trade.account.name}"
    if request.whole_shares and trade.quantity != trade.quantity.to_integral_value() and not _sells_everything(household, trade):
        yield f"{line} is not of whole shares."
    if pledged := _pledged_taken(household, trade):
        yield f"{line} takes {shares(pledged)} that stand behind calls you wrote: buy the calls back before."
    if trade.symbol in request.locked:
        yield f"{line} trades something that is locked."
    if trade.action is TradeAction.SELL and trade.symbol in request.no_sell:
        yield f"{line} sells something on the no-sell list."
    if trade.action is TradeAction.BUY and trade.symbol in request.no_buy:
        yield f"{line} buys something on the no-buy list."
    if trade.action is TradeAction.SELL and request.buy_only:
        yield f"{line} sells, and this plan is to buy only."
    if request.maximum_trade is not None and trade.value > request.maximum_trade:
        yield f"{line} is larger than the largest trade, {dollars(request.maximum_trade)}."


def _sells_everything(household: Household, trade: Trade) -> bool:
    """A fraction of a share may go with all the others, by whichever rest of whole shares stays."""
    return trade.action is TradeAction.SELL and any(
        position.quantity == trade.quantity
        for position in household.request.positions
        if (position.account.id, position.symbol) == (trade.account.id, trade.symbol)
    )


def _pledged_taken(household: Household, trade: Trade) -> Decimal:
    """Units that a sale takes of those behind calls."""
    places = (trade.account.id, trade.symbol)
    held = (each for each in household.request.positions if (each.account.id, each.symbol) == places and each.quantity > 0)
    position = next(held, None)
    if trade.action is not TradeAction.SELL or position is None:
        return ZERO
    return max(ZERO, trade.quantity + position.pledged - position.quantity) if position.pledged else ZERO


def _about_both_ways(outcome: Outcome) -> Iterator[str]:
    sold = {(trade.account.id, trade.symbol) for trade in outcome.trades if trade.action is TradeAction.SELL}
    bought = {(trade.account.id, trade.symbol) for trade in outcome.trades if trade.action is TradeAction.BUY}
    if both := {symbol for _, symbol in sold & bought}:
        yield f"These lines sell and buy {listed(sorted(both))} at once in one account."


def _about_limits(household: Household, outcome: Outcome) -> Iterator[str]:
    request = household.request
    gain = sum(net_gains(outcome.trades, unknown_as_gain=True), ZERO)
    if request.max_gain is not None and gain > request.max_gain:
        yield f"These lines realise {dollars(gain)} of gains, more than the {dollars(request.max_gain)} that you allow."
    if request.max_turnover is not None and outcome.turnover > request.max_turnover:
        most = percent(request.max_turnover)
        yield f"{percent(outcome.turnover)} of the money changes place, more than the {most} that you allow."
    if request.wash_policy is WashPolicy.FORBID and outcome.washed:
        symbols = sorted({each.sale.symbol for each in outcome.washed})
        yield f"A loss on {listed(symbols)} would be a wash sale, which you do not allow."

"""What a plan's wash sales cost, and what cannot be told about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from advisor.advice.gains import taxable_lots
from advisor.advice.model.action import TradeAction
from advisor.advice.model.request import PlanRequest
from advisor.advice.model.washing import MoveKind
from advisor.advice.outcome import Outcome
from advisor.advice.replacements import may_be_identical
from advisor.advice.washing.period import EITHER_SIDE, is_near
from advisor.advice.wording import dollars, listed
from advisor.domain.days import long_date
from advisor.domain.portfolio import Account


def about_wash_sales(request: PlanRequest, outcome: Outcome) -> Iterator[str]:
    """Each lot counts by itself: a loss that other sales' gains use up is disallowed all the same."""
    lost = sorted({trade.symbol for trade, lot in taxable_lots(outcome.trades) if lot.gain is not None and lot.gain < 0})
    bought = {trade.symbol for trade in outcome.trades if trade.action is TradeAction.BUY}
    if outcome.tax.disallowed > 0:
        yield from _about_what_does_not_count(outcome)
    if lost:
        until = long_date(request.trade_date + EITHER_SIDE)
        yield f"Sold at a loss: {listed(lost)}. Buying any of it, in any account, by {until} would take the loss back."
        yield from _about_likenesses(request, lost, _purchases(request, bought))
        yield from _about_reinvesting(request, lost)
    yield from _about_missing_transactions(request, lost, bought)


def _about_what_does_not_count(outcome: Outcome) -> Iterator[str]:
    symbols = sorted({each.sale.symbol for each in outcome.washed})
    text = f"Wash sale: {dollars(outcome.tax.disallowed)} of losses on {listed(symbols)} do not count now"
    if outcome.tax.lost_for_ever >= 1:
        yield (
            f"{text}, and {dollars(outcome.tax.lost_for_ever)} of them never will, because the replacement lies in a retirement "
            "or health account."
        )
    else:
        yield f"{text}; they are added to the cost of what replaces them."


def _purchases(request: PlanRequest, bought: set[str]) -> dict[str, date]:
    """What was bought near enough to a sale on the trade date, with the day."""
    lately = {
        move.symbol: move.day
        for move in request.history.moves
        if move.kind is not MoveKind.SOLD and is_near(move.day, request.trade_date)
    }
    return lately | dict.fromkeys(bought, request.trade_date)


def _about_likenesses(request: PlanRequest, lost: list[str], bought: Mapping[str, date]) -> Iterator[str]:
    for symbol in lost:
        for other in sorted(bought):
            if not may_be_identical(request.history, symbol, other):
                continue
            day = bought[other]
            how = f"buys {other}" if day == request.trade_date else f"{other} was bought on {long_date(day)}"
            yield (
                f"The plan sells {symbol} at a loss and {how}, which is much the same: no ruling says whether that is a wash "
                "sale. Ask your adviser."
            )


def _about_reinvesting(request: PlanRequest, lost: list[str]) -> Iterator[str]:
    reinvesting = request.history.reinvesting or {}
    groups = {request.history.group_of(symbol) for symbol in lost}
    last = request.trade_date + EITHER_SIDE
    concerned = {symbol: day for symbol, day in reinvesting.items() if request.history.group_of(symbol) in groups}
    within = sorted(symbol for symbol, day in concerned.items() if day is None or day <= last)
    if within:
        yield (
            f"Distributions of {listed(within)} are reinvested, which is a purchase: paid in cash until {long_date(last)}, they "
            "would take nothing of the loss back."
        )


def _about_missing_transactions(request: PlanRequest, lost: list[str], bought: set[str]) -> Iterator[str]:
    accounts = sorted(each.name for each in request.accounts if not is_complete(request, each))
    if not accounts:
        return
    missing = listed(accounts)
    if lost:
        yield (
            f"Not every transaction of {missing} in the 30 days before the sale is on file: a purchase there may take a loss "
            "back without showing here."
        )
    elif bought:
        yield (
            f"Not every transaction of {missing} in the last 30 days is on file: where something was sold there at a loss, "
            "buying it again would take the loss back."
        )


def is_complete(request: PlanRequest, account: Account) -> bool:
    """Whether everything in the account that could wash a sale on the trade date is on file, as far as it is past."""
    since = (request.history.complete_since or {}).get(account.id)
    return since is not None and since <= request.trade_date - EITHER_SIDE

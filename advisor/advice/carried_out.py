"""Was a plan carried out? Its trades beside what the books show since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from advisor.advice.model.action import TradeAction
from advisor.advice.model.carried_out import BooksSince, CarriedOut, CarriedTrade, CashBeside, Fulfilment
from advisor.advice.model.plan import Plan, Trade
from advisor.advice.model.request import PlanRequest
from advisor.advice.wording import exact_dollars, listed, shares
from advisor.domain.days import long_date
from advisor.domain.money import CENT, ZERO
from advisor.domain.portfolio import Transaction, TransactionKind

_HAIR = Decimal("0.001")  # shares: brokers print three places
_OTHER_PRICE = Decimal("0.005")  # of the plan's price: less is the day's noise
_REINVESTED = Decimal("0.02")  # of the position: so much a distribution may have added where no history tells of it
_KIND_OF = {TradeAction.BUY: TransactionKind.BUY, TradeAction.SELL: TransactionKind.SELL}
_NOTHING_NEWER = "Nothing in the books is newer than the orders: the next import will be compared with the plan."
_NOT_ORDERED = "Not marked as ordered, and nothing in the books is newer than the plan."
_FILLED = (Fulfilment.IN_FULL, Fulfilment.MORE)
_DONE_WORD = {TradeAction.BUY: "bought", TradeAction.SELL: "sold"}


def carried_out(request: PlanRequest, plan: Plan, books: BooksSince, ordered_on: date | None) -> CarriedOut:
    """Each trade of a plan beside what the books show.

    Args:
        request: What the plan answers: it holds what was held before.
        ordered_on: Figures of that day or later count; of the plan's trade date or later where no orders were given (None).
    """
    since = ordered_on or request.trade_date
    trades = tuple(_carried(request, trade, books, since) for trade in plan.trades)
    accounts = {trade.account.id: trade.account for trade in plan.trades}
    cash = tuple(
        CashBeside(account, plan.cash_after[key], books.cash.get(key, ZERO))
        for key, account in accounts.items()
        if key in plan.cash_after and _is_told(books, key, since)
    )
    complete = bool(trades) and all(each.fulfilment in _FILLED for each in trades)
    return CarriedOut(trades, cash, _headline(trades, cash, complete, ordered=ordered_on is not None), complete)


def _is_told(books: BooksSince, account_id: int, since: date) -> bool:
    told = books.told.get(account_id)
    return told is not None and told >= since


def _carried(request: PlanRequest, trade: Trade, books: BooksSince, since: date) -> CarriedTrade:
    entries = [
        entry
        for entry in books.transactions
        if (entry.account.id, entry.symbol) == (trade.account.id, trade.symbol) and entry.traded >= request.trade_date
    ]
    orders = [entry for entry in entries if entry.kind is _KIND_OF[trade.action] and entry.quantity]
    price = _average_price(orders, trade.symbol, books)
    if _is_told(books, trade.account.id, since):
        done = _by_position(request, trade, books, entries)
    elif orders:
        done = sum((_in_plan_units(entry, books) for entry in orders), ZERO)
    else:
        return CarriedTrade(trade, Fulfilment.NOT_TOLD, ZERO, None, False, _not_told(trade, since))
    slack = _HAIR if entries else max(_HAIR, _reinvestment(request, trade))
    fulfilment = _fulfilment(done, trade.quantity, slack)
    other_price = price is not None and abs(price / trade.price - 1) > _OTHER_PRICE
    sentence = _sentence(trade, fulfilment, done) + (_price_words(trade, price) if price is not None and other_price else "")
    return CarriedTrade(trade, fulfilment, done, price, other_price, sentence)


def _by_position(request: PlanRequest, trade: Trade, books: BooksSince, entries: Sequence[Transaction]) -> Decimal:
    """By how much the position changed in the plan's direction, in units of the plan's day; what splits and reinvested
    distributions did is left out."""
    held = books.quantities.get((trade.account.id, trade.symbol), ZERO)
    factor = _split_factor(books, trade.symbol, request.trade_date, books.told[trade.account.id])
    reinvested = sum((_in_plan_units(entry, books) for entry in entries if entry.kind is TransactionKind.REINVEST), ZERO)
    split = ZERO
    if factor == 1:  # closes tell of no split: the account's own entries may
        split = sum((entry.quantity or ZERO for entry in entries if entry.kind is TransactionKind.SPLIT), ZERO)
    change = (held - split) / factor - reinvested - _before(request, trade)
    return change if trade.action is TradeAction.BUY else -change


def _before(request: PlanRequest, trade: Trade) -> Decimal:
    places = (trade.account.id, trade.symbol)
    return sum((held.quantity for held in request.positions if (held.account.id, held.symbol) == places), ZERO)


def _reinvestment(request: PlanRequest, trade: Trade) -> Decimal:
    return min(Decimal(1) - _HAIR, _REINVESTED * max(_before(request, trade), trade.quantity))


def _in_plan_units(entry: Transaction, books: BooksSince) -> Decimal:
    return abs(entry.quantity or ZERO) / _split_factor_before(books, entry.symbol, entry.traded)


def _split_factor(books: BooksSince, symbol: str, after: date, until: date) -> Decimal:
    factor = Decimal(1)
    for day, ratio in (books.splits or {}).get(symbol, ()):
        if after < day <= until:
            factor *= ratio
    return factor


def _split_factor_before(books: BooksSince, symbol: str, day: date) -> Decimal:
    return _split_factor(books, symbol, date.min, day)


def _average_price(orders: Sequence[Transaction], symbol: str, books: BooksSince) -> Decimal | None:
    quantity, money = ZERO, ZERO
    for entry in orders:
        units = abs(entry.quantity or ZERO)
        if entry.price is None and entry.amount is None:
            return None
        money += units * entry.price if entry.price is not None else abs(entry.amount or ZERO)
        quantity += units / _split_factor_before(books, symbol, entry.traded)
    return money / quantity if quantity else None


def _fulfilment(done: Decimal, planned: Decimal, slack: Decimal) -> Fulfilment:
    if abs(done - planned) <= slack:
        return Fulfilment.IN_FULL
    if abs(done) <= slack:
        return Fulfilment.NOT_YET
    if done < 0:
        return Fulfilment.THE_OTHER_WAY
    return Fulfilment.MORE if done > planned else Fulfilment.IN_PART


def _sentence(trade: Trade, fulfilment: Fulfilment, done: Decimal) -> str:
    word, symbol = _DONE_WORD[trade.action], trade.symbol
    planned = shares(trade.quantity)
    if fulfilment is Fulfilment.IN_FULL:
        return f"{planned} {symbol} {word}, as planned."
    if fulfilment is Fulfilment.NOT_YET:
        return f"None of the {planned} {symbol} is {word} yet."
    if fulfilment is Fulfilment.THE_OTHER_WAY:
        instead = "fewer" if trade.action is TradeAction.BUY else "more"
        return f"The plan has {planned} {symbol} {word}; the account holds {shares(-done)} {instead} than before."
    if fulfilment is Fulfilment.MORE:
        return f"{shares(done)} {symbol} {word}, {shares(done - trade.quantity)} more than planned."
    return f"{shares(done)} of {planned} {symbol} {word}; {shares(trade.quantity - done)} are left."


def _not_told(trade: Trade, since: date) -> str:
    return f"Nothing of {trade.account.name} on file is of {long_date(since)} or later."


def _price_words(trade: Trade, price: Decimal) -> str:
    return f" At {exact_dollars(price)} on average; the plan counted on {exact_dollars(trade.price)}."


def _headline(trades: Sequence[CarriedTrade], cash: Sequence[CashBeside], complete: bool, *, ordered: bool) -> str:
    if not trades:
        return "The plan has no trades."
    if all(each.fulfilment is Fulfilment.NOT_TOLD for each in trades):
        return _NOTHING_NEWER if ordered else _NOT_ORDERED
    filled = sum(each.fulfilment in _FILLED for each in trades)
    if complete:
        start = "The one trade is done" if filled == 1 else f"All {filled} trades are done"
    else:
        start = f"{filled} of {len(trades)} {'trade' if len(trades) == 1 else 'trades'} done{_rest(trades)}"
    return f"{start}{_cash_words(cash) if complete else ''}."


def _rest(trades: Sequence[CarriedTrade]) -> str:
    named = (
        (Fulfilment.IN_PART, "in part"),
        (Fulfilment.NOT_YET, "not yet"),
        (Fulfilment.THE_OTHER_WAY, "the other way round"),
        (Fulfilment.NOT_TOLD, "not told by any newer file"),
    )
    counts = ((sum(each.fulfilment is kind for each in trades), words) for kind, words in named)
    parts = [f"{count} {words}" for count, words in counts if count]
    return f", {listed(parts)}" if parts else ""


def _cash_words(cash: Sequence[CashBeside]) -> str:
    difference = sum((each.difference for each in cash), ZERO)
    if not cash or abs(difference) < CENT:
        return ""
    return f", with {exact_dollars(abs(difference))} {'more' if difference > 0 else 'less'} cash than planned"

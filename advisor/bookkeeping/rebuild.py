"""Positions worked out from an account's history, where its broker hands out none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from advisor.bookkeeping.history_lines import Line, Quote, lines_by_symbol
from advisor.bookkeeping.open_lots import in_order
from advisor.bookkeeping.option_premiums import contract_of, with_premiums
from advisor.bookkeeping.price_evidence import missing_split, price_doubt, split_since
from advisor.domain.money import ZERO, round_to_cents
from advisor.domain.portfolio import (
    CASH,
    QUOTED_BY_TICKER,
    Account,
    InstrumentKind,
    Position,
    Transaction,
    TransactionKind,
    price_unit,
)
from advisor.domain.prices import PriceHistory
from advisor.domain.quality import QualityIssue

NO_CLOSES: Mapping[str, PriceHistory] = MappingProxyType({})
ONE = Decimal(1)
_PAYS_IN = {TransactionKind.DEPOSIT, TransactionKind.TRANSFER}


@dataclass(frozen=True, slots=True)
class RebuiltAccount:
    """What an account holds as far as its history tells.

    Attributes:
        oversold: Symbols of which more was sold than the history ever brought in.
        unpriced: Symbols held for which there is no price; their value counts as zero.
        entries_without_amount: How many entries that must have moved cash do not say how much.
        overspent: By currency in which more cash left than ever came in: how much more.
        until: The day of the newest entry; of trades after it nothing is known, whatever prices tell.
        doubts: Closes on file that cannot be those of what was traded; they do not count.
    """

    positions: tuple[Position, ...]
    oversold: tuple[str, ...]
    unpriced: tuple[str, ...]
    entries_without_amount: int
    overspent: Mapping[str, Decimal]
    until: date
    doubts: tuple[QualityIssue, ...] = ()


def rebuild(
    account: Account, history: Sequence[Transaction], quotes: Mapping[str, Quote], closes: Mapping[str, PriceHistory] = NO_CLOSES
) -> RebuiltAccount:
    """The open positions and the cash after the last entry of a history.

    Args:
        history: Every entry of the account once, in any order.
        quotes: Newest known price in dollars by symbol of a US exchange; where the history ends with a newer one, that counts.
        closes: On file, by the same symbols: a newer close counts before a quote, and quantities follow the splits since the last
            entry of a symbol, where the history does not tell of them itself.
    """
    lines = lines_by_symbol(with_premiums(in_order(history)), closes)
    until = max((entry.traded for entry in history), default=date.min)
    held = {symbol: line for symbol, line in lines.items() if line.open.quantity and not _has_lapsed(symbol, line, until)}
    quoted = {symbol: _quoted(account, symbol, line, quotes, closes.get(symbol)) for symbol, line in held.items()}
    positions = [_position(account, symbol, line, quoted[symbol]) for symbol, line in held.items()]
    sums = _cash_sums(history)
    return RebuiltAccount(
        positions=(*positions, *_cash(account, history, sums, until)),
        oversold=tuple(symbol for symbol, line in lines.items() if line.open.oversold and line.kind is not InstrumentKind.OPTION),
        unpriced=tuple(position.symbol for position in positions if position.price is None),
        entries_without_amount=sum(_hides_its_cash(entry) for entry in history),
        overspent={currency: -total for currency, total in sums.items() if total < 0},
        until=until,
        doubts=tuple(each.doubt for each in quoted.values() if each.doubt is not None),
    )


def _has_lapsed(symbol: str, line: Line, until: date) -> bool:
    """Whether it is an option that the history outlives: some brokers write no entry when one lapses."""
    contract = contract_of(symbol) if line.kind is InstrumentKind.OPTION else None
    return contract is not None and contract.last_day < f"{until:%y%m%d}"


class _Quoted(NamedTuple):
    """What the market says about a line: its price, and new shares for one old since the line's last entry."""

    quote: Quote | None
    shares: Decimal = ONE
    doubt: QualityIssue | None = None


def _quoted(account: Account, symbol: str, line: Line, quotes: Mapping[str, Quote], closes: PriceHistory | None) -> _Quoted:
    """Nothing where the symbol means something else in the market or the price is in other money."""
    last = line.last
    if line.currency != "USD":
        return _Quoted(None)
    quote = quotes.get(symbol) if line.kind in QUOTED_BY_TICKER else None
    if closes is None or not line.may_be_told_by(closes):
        return _Quoted(quote)
    shares = split_since(closes, line.last_day, line.splits, (last.as_of, last.price) if last else None)
    if last is not None and shares is None:
        return _Quoted(None, doubt=price_doubt(account, symbol, closes, last.as_of, last.price))
    missing = missing_split(symbol, closes, line.last_day)
    if missing is not None:
        return _Quoted(None, doubt=missing)
    newest = closes.close_at(date.max)
    return _Quoted(_newer(quote, newest and Quote(newest[1], newest[0])), shares or ONE)


def _newer(one: Quote | None, other: Quote | None) -> Quote | None:
    return max((quote for quote in (one, other) if quote is not None), key=lambda quote: quote.as_of, default=None)


def _position(account: Account, symbol: str, line: Line, quoted: _Quoted) -> Position:
    """At the newest price; where shares were split since the last entry, what the history tells stays at hand."""
    told = _at(account, symbol, line, line.last)
    if quoted.quote is None or (line.last is not None and quoted.quote.as_of < line.last.as_of):
        return told
    line.open.split(quoted.shares)
    valued = replace(_at(account, symbol, line, quoted.quote), priced_on=quoted.quote.as_of)
    return valued if quoted.shares == 1 else replace(valued, as_imported=told)


def _at(account: Account, symbol: str, line: Line, quote: Quote | None) -> Position:
    quantity = line.open.quantity
    unit = price_unit(line.kind)
    return Position(
        account=account,
        symbol=symbol,
        name=line.name or symbol,
        kind=line.kind,
        quantity=quantity,
        price=quote.price if quote else None,
        value=round_to_cents(quantity * quote.price * unit) if quote else ZERO,
        cost_basis=line.open.cost_basis,
        as_of=quote.as_of if quote else line.last_day,
        lots=line.open.lots,
        currency=line.currency,
        rebuilt=True,
        lots_worked_out=True,
    )


def _cash_sums(history: Sequence[Transaction]) -> Mapping[str, Decimal]:
    """What the entries add up to, by currency, to the cent."""
    sums: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
    for entry in history:
        sums[entry.currency] += entry.amount or ZERO
    return {currency: round_to_cents(total) for currency, total in sums.items()}


def _cash(account: Account, history: Sequence[Transaction], sums: Mapping[str, Decimal], until: date) -> Iterator[Position]:
    """One line for each currency in which the entries add up to something.

    A history that tells of no money paid in does not tell what is left of it: what it spent is no debt.
    """
    paid_in = {entry.currency for entry in history if entry.kind in _PAYS_IN and (entry.amount or ZERO) > 0}
    for currency, total in sums.items():
        own = currency == account.currency
        if total > 0 or (total < 0 and currency in paid_in):
            yield Position(
                account=account,
                symbol=CASH if own else currency,
                name="Cash" if own else f"Cash in {currency}",
                kind=InstrumentKind.CASH,
                quantity=None,
                price=None,
                value=total,
                cost_basis=None,
                as_of=until,
                currency=currency,
                rebuilt=True,
            )


def _hides_its_cash(entry: Transaction) -> bool:
    return entry.amount is None and entry.kind in {TransactionKind.BUY, TransactionKind.SELL, TransactionKind.DIVIDEND}

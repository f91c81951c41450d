"""What changed between two statements of an account that its history does not tell of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from advisor.domain.money import ZERO
from advisor.domain.portfolio import InstrumentKind, Position, Transaction, TransactionKind, price_unit

# What moves money between an account's cash and the money fund that its broker keeps the cash in.
_SWEEPS = {TransactionKind.BUY, TransactionKind.SELL, TransactionKind.REINVEST, TransactionKind.EXCHANGE, TransactionKind.OTHER}
# Without an amount each of these may have brought in, or taken out, any sum.
_OF_MONEY = {
    *(TransactionKind.BUY, TransactionKind.SELL),
    *(TransactionKind.DEPOSIT, TransactionKind.WITHDRAWAL, TransactionKind.TRANSFER),
}


def unexplained(before: Sequence[Position], after: Sequence[Position], entries: Sequence[Transaction]) -> Decimal | None:
    """Cash and shares that came or went without an entry, in the account's currency, each counted as a gap of its own size.

    Args:
        before, after: What one account holds by an earlier and by a later statement.
        entries: Its history after the day of the first, to the day of the second; in the account's currency.

    Returns:
        None where nobody can tell: a statement lacks a quantity, an entry its money, or nothing has a price of what came or went.
    """
    if any(_hides_its_money(entry) for entry in entries):
        return None
    shares = _gaps_in_shares(before, after, entries)
    prices = _prices(before, after, entries)
    if shares is None or not shares.keys() <= prices.keys():
        return None
    money = _cash(after) - _cash(before) - _money_moved(before, after, entries)
    return abs(money) + sum((abs(gap) * prices[symbol] for symbol, gap in shares.items()), ZERO)


def _hides_its_money(entry: Transaction) -> bool:
    moves_shares = entry.kind is TransactionKind.OTHER and bool(entry.quantity)
    return entry.amount is None and (entry.kind in _OF_MONEY or moves_shares)


def _gaps_in_shares(
    before: Sequence[Position], after: Sequence[Position], entries: Sequence[Transaction]
) -> dict[str, Decimal] | None:
    securities = [(position, sign) for held, sign in ((before, -1), (after, 1)) for position in _securities(held)]
    if any(position.quantity is None for position, _ in securities):
        return None
    cash = _cash_symbols(before, after)
    gaps: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
    for position, sign in securities:
        gaps[position.symbol] += sign * (position.quantity or ZERO)
    for entry in entries:
        if entry.symbol and entry.symbol not in cash and entry.instrument is not InstrumentKind.CASH:
            gaps[entry.symbol] -= entry.quantity or ZERO
    return {symbol: gap for symbol, gap in gaps.items() if gap}


def _money_moved(before: Sequence[Position], after: Sequence[Position], entries: Iterable[Transaction]) -> Decimal:
    cash = _cash_symbols(before, after)
    moves = (entry for entry in entries if not (entry.symbol in cash and entry.kind in _SWEEPS))
    return sum((entry.amount or ZERO for entry in moves), ZERO)


def _prices(before: Sequence[Position], after: Sequence[Position], entries: Iterable[Transaction]) -> Mapping[str, Decimal]:
    """Of one unit by symbol: by the later statement where it has one."""
    traded = {entry.symbol: abs(entry.price) * price_unit(entry.instrument) for entry in entries if entry.price}
    held = (position for position in (*_securities(before), *_securities(after)) if position.quantity)
    return traded | {position.symbol: abs(position.value / (position.quantity or 1)) for position in held}


def _cash(positions: Sequence[Position]) -> Decimal:
    return sum((position.value for position in positions if position.kind is InstrumentKind.CASH), ZERO)


def _securities(positions: Sequence[Position]) -> list[Position]:
    return [position for position in positions if position.kind is not InstrumentKind.CASH]


def _cash_symbols(before: Sequence[Position], after: Sequence[Position]) -> set[str]:
    return {position.symbol for position in (*before, *after) if position.kind is InstrumentKind.CASH}

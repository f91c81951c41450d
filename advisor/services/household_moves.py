"""Purchases and sales of all accounts, as wash sales look at them: from histories, and from lots that no history tells of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from advisor.advice.model.washing import Move, MoveKind
from advisor.advice.washing.period import WASHABLE
from advisor.bookkeeping.closed_lots import ClosedLot, closed_lots, split_ratios
from advisor.bookkeeping.open_lots import in_new_shares, paid
from advisor.domain.money import ZERO, round_to_cents
from advisor.domain.portfolio import Account, Portfolio, Position, TaxLot, Transaction, TransactionKind

_PURCHASES = {TransactionKind.BUY: MoveKind.BOUGHT, TransactionKind.REINVEST: MoveKind.REINVESTED}
_Holding = tuple[int, str]  # account id and symbol


@dataclass(frozen=True, slots=True)
class HouseholdBooks:
    """What moves are read from.

    Attributes:
        history: Every entry of every account once.
        portfolio: What is owned now, in dollars; its lots are the brokers' own, or what the history explains.
        rates: Dollars for one unit of each currency; moves of accounts in another have no money.
    """

    history: Sequence[Transaction]
    portfolio: Portfolio
    rates: Mapping[str, Decimal]


def moves_between(books: HouseholdBooks, first: date, last: date) -> tuple[Move, ...]:
    """Every purchase, reinvestment and sale from the first day to the last one, oldest first; money in dollars.

    A sale is a move for each lot that it sold, first in, first out. Shares that were held before a history begins go first, with
    cost and day unknown. A lot whose purchase no history tells of is a purchase of its own. Quantities are in shares after the
    last split that the history of their account tells of.
    """
    by_holding = _by_holding(books.history)
    wanted = {key: entries for key, entries in by_holding.items() if any(first <= entry.traded <= last for entry in entries)}
    lots = _listed_lots(books.portfolio.positions, first, last)
    held_before = _held_before(books.portfolio.positions, wanted)
    moves: list[Move] = []
    for key, entries in wanted.items():
        lot_days = frozenset(lot.acquired for lot in lots.get(key, ()) if lot.acquired is not None)
        before = held_before.get(key, ZERO)
        splits = tuple(split_ratios(entries, before))
        sales = (_sale(lot, books.rates) for lot in closed_lots(entries, before))
        moves.extend(_after_splits(move, splits) for move in (*_purchases(entries, lot_days, books.rates), *sales))
    told = [move for move in moves if first <= move.day <= last]
    return tuple(sorted([*told, *_untold(books.portfolio.accounts, lots, told)], key=lambda move: move.day))


def _by_holding(history: Iterable[Transaction]) -> Mapping[_Holding, Sequence[Transaction]]:
    found: defaultdict[_Holding, list[Transaction]] = defaultdict(list)
    for entry in history:
        if entry.symbol and entry.instrument in WASHABLE:
            found[entry.account.id, entry.symbol].append(entry)
    return found


def _held_before(positions: Iterable[Position], wanted: Mapping[_Holding, Sequence[Transaction]]) -> Mapping[_Holding, Decimal]:
    """Units that must have been there before the first entry, for the history to end at what the broker's file holds."""
    counted: defaultdict[_Holding, Decimal] = defaultdict(Decimal)
    days: dict[int, date] = {}
    for position in positions:
        stated = position.stated
        if not stated.rebuilt:
            days[stated.account.id] = stated.as_of
            counted[stated.account.id, stated.symbol] += stated.quantity or ZERO
    before = {}
    for key, entries in wanted.items():
        if key[0] in days:
            until = (entry for entry in entries if entry.traded <= days[key[0]])
            before[key] = counted[key] - sum((entry.quantity or ZERO for entry in until if _moves_shares(entry)), ZERO)
    return before


def _moves_shares(entry: Transaction) -> bool:
    return entry.kind is not TransactionKind.RETURN_OF_CAPITAL


def _listed_lots(positions: Iterable[Position], first: date, last: date) -> Mapping[_Holding, Sequence[TaxLot]]:
    found: defaultdict[_Holding, list[TaxLot]] = defaultdict(list)
    for position in positions:
        if position.kind in WASHABLE and not position.rebuilt:
            listed = (lot for lot in position.lots if lot.acquired and first <= lot.acquired <= last and lot.quantity > 0)
            found[position.account.id, position.symbol].extend(listed)
    return found


def _purchases(entries: Iterable[Transaction], lot_days: frozenset[date], rates: Mapping[str, Decimal]) -> Iterator[Move]:
    for entry in entries:
        if entry.kind in _PURCHASES and entry.quantity is not None and entry.quantity > 0:
            yield Move(
                account=entry.account,
                symbol=entry.symbol,
                day=_day_of_purchase(entry, lot_days),
                kind=_PURCHASES[entry.kind],
                quantity=entry.quantity,
                cost_basis=_dollars(paid(entry), entry.account.currency, rates),
            )


def _day_of_purchase(entry: Transaction, lot_days: frozenset[date]) -> date:
    """The trade's; some brokers list its lot under the day of settlement, and a sale will name the lot by that."""
    if entry.traded not in lot_days and entry.settled is not None and entry.settled in lot_days:
        return entry.settled
    return entry.traded


def _sale(lot: ClosedLot, rates: Mapping[str, Decimal]) -> Move:
    account = lot.sale.account
    return Move(
        account=account,
        symbol=lot.sale.symbol,
        day=lot.sale.traded,
        kind=MoveKind.SOLD,
        quantity=lot.quantity,
        cost_basis=_dollars(lot.cost_basis, account.currency, rates),
        proceeds=_dollars(lot.proceeds, account.currency, rates),
        acquired=lot.acquired,
    )


def _after_splits(move: Move, splits: Iterable[tuple[date, Decimal]]) -> Move:
    quantity = move.quantity
    for day, shares in splits:
        if move.day < day:
            quantity = in_new_shares(quantity, shares)
    return replace(move, quantity=quantity)


def _untold(accounts: Iterable[Account], lots: Mapping[_Holding, Sequence[TaxLot]], told: Iterable[Move]) -> Iterator[Move]:
    """What the lots hold beyond the purchases that the histories tell of on the same day."""
    by_id = {account.id: account for account in accounts}
    bought: defaultdict[tuple[int, str, date], Decimal] = defaultdict(Decimal)
    for move in told:
        if move.kind is not MoveKind.SOLD:
            bought[move.account.id, move.symbol, move.day] += move.quantity
    for (account_id, symbol), listed in lots.items():
        for lot in listed:
            if lot.acquired is None:
                continue
            key = (account_id, symbol, lot.acquired)
            explained = min(lot.quantity, bought[key])
            bought[key] -= explained
            rest = lot.quantity - explained
            if rest:
                cost = None if lot.cost_basis is None else round_to_cents(lot.cost_basis * rest / lot.quantity)
                yield Move(by_id[account_id], symbol, lot.acquired, MoveKind.BOUGHT, rest, cost)


def _dollars(amount: Decimal | None, currency: str, rates: Mapping[str, Decimal]) -> Decimal | None:
    rate = rates.get(currency)
    return None if amount is None or rate is None else round_to_cents(amount * rate)

"""The open tax lots of one instrument in one account, first in, first out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from advisor.domain.money import ZERO, round_to_cents
from advisor.domain.portfolio import TaxLot, Transaction, TransactionKind, price_unit

SHARE_PLACES = Decimal("0.0000000001")  # of a share: finer than any broker counts
# What came from elsewhere was bought at a day and a price that this history does not tell.
_OF_UNKNOWN_ORIGIN = {TransactionKind.TRANSFER, TransactionKind.EXCHANGE, TransactionKind.OTHER}


@dataclass(slots=True)
class _Lot:
    acquired: date | None
    quantity: Decimal  # negative when sold short
    cost: Decimal | None  # of the whole lot; for a short one the proceeds, negative


class OpenLots:
    """Takes the entries of a history in the order they happened.

    Attributes:
        oversold: Units that were sold and, as far as the history goes, never bought.
        closed: Lots, or parts of them, that what went (for short ones what came) has closed so far; cost basis unrounded.
    """

    def __init__(self) -> None:
        self.oversold = ZERO
        self.closed: list[TaxLot] = []
        self._lots: list[_Lot] = []

    @property
    def quantity(self) -> Decimal:
        return sum((lot.quantity for lot in self._lots), ZERO)

    @property
    def lots(self) -> tuple[TaxLot, ...]:
        """Open lots, oldest first; cost basis to the cent."""
        return tuple(
            TaxLot(lot.acquired, lot.quantity, None if lot.cost is None else round_to_cents(lot.cost)) for lot in self._lots
        )

    @property
    def cost_basis(self) -> Decimal | None:
        """Of all lots together; None when that of one is not known."""
        costs = [lot.cost for lot in self._lots]
        return None if None in costs else round_to_cents(sum((cost for cost in costs if cost is not None), ZERO))

    def take(self, entry: Transaction) -> None:
        """What one entry does to the lots; entries that move no shares change at most the basis."""
        if entry.kind is TransactionKind.RETURN_OF_CAPITAL and entry.amount is not None and not entry.quantity:
            self._lower_basis(entry.amount)
        elif entry.quantity is None or not entry.quantity:
            return
        elif entry.kind is TransactionKind.SPLIT:
            self._scale(entry.quantity)
        else:
            self._trade(entry, entry.quantity)

    def split(self, shares: Decimal) -> None:
        """Every share becomes so many, each lot at its old cost."""
        self._scale(in_new_shares(self.quantity, shares) - self.quantity)

    def _trade(self, entry: Transaction, quantity: Decimal) -> None:
        rest = self._close(quantity)
        if rest < 0 or entry.kind is TransactionKind.EXPIRY:
            self.oversold += abs(rest)
        if not rest or entry.kind is TransactionKind.EXPIRY or (rest < 0 and entry.kind in _OF_UNKNOWN_ORIGIN):
            return  # what leaves for another account was held before the history begins, and is no short sale
        unknown = entry.kind in _OF_UNKNOWN_ORIGIN
        cost = None if unknown else paid(entry)
        self._lots.append(_Lot(None if unknown else entry.traded, rest, cost and cost * rest / quantity))

    def _close(self, quantity: Decimal) -> Decimal:
        """Close lots of the other sign, oldest first; return what is left of the quantity."""
        rest = quantity
        while rest and self._lots and (self._lots[0].quantity < 0) != (rest < 0):
            lot = self._lots[0]
            if abs(lot.quantity) <= abs(rest):
                rest += lot.quantity
                self.closed.append(TaxLot(lot.acquired, lot.quantity, lot.cost))
                del self._lots[0]
            else:
                remaining = lot.quantity + rest
                left = None if lot.cost is None else lot.cost * remaining / lot.quantity
                gone = None if lot.cost is None or left is None else lot.cost - left
                self.closed.append(TaxLot(lot.acquired, -rest, gone))
                lot.cost, lot.quantity, rest = left, remaining, ZERO
        return rest

    def _scale(self, extra: Decimal) -> None:
        """A split: every lot grows or shrinks in proportion, its cost stays."""
        held = self.quantity
        if not held or held + extra == 0:
            self._trade_without_cost(extra)
            return
        ratio = (held + extra) / held
        for lot in self._lots[:-1]:
            lot.quantity = (lot.quantity * ratio).quantize(SHARE_PLACES).normalize()
        others = sum((lot.quantity for lot in self._lots[:-1]), ZERO)
        self._lots[-1].quantity = held + extra - others

    def _trade_without_cost(self, quantity: Decimal) -> None:
        rest = self._close(quantity)
        if rest > 0:
            self._lots.append(_Lot(None, rest, None))
        elif rest:
            self.oversold -= rest

    def _lower_basis(self, amount: Decimal) -> None:
        held = self.quantity
        for lot in self._lots:
            if lot.cost is not None and held:
                lot.cost = max(lot.cost - amount * lot.quantity / held, ZERO)


def in_order(entries: Iterable[Transaction]) -> list[Transaction]:
    """Entries as they happened: by day, and within a day splits, then what came, then what went, then what lapsed.

    Brokers list a day's entries in either direction, and print no time. A split that they book in two rows, all old shares out
    and all new shares in, becomes one.
    """
    return _with_whole_splits(sorted(entries, key=lambda entry: (entry.traded, _turn(entry))))


def _turn(entry: Transaction) -> int:
    if entry.kind is TransactionKind.SPLIT:
        return 0
    if entry.kind is TransactionKind.EXPIRY:
        return 3
    return 2 if (entry.quantity or ZERO) < 0 else 1


def _with_whole_splits(entries: Sequence[Transaction]) -> list[Transaction]:
    whole: list[Transaction] = []
    places: dict[tuple[date, str], int] = {}
    for entry in entries:
        place = places.get((entry.traded, entry.symbol))
        if entry.kind is not TransactionKind.SPLIT or entry.quantity is None:
            whole.append(entry)
        elif place is None:
            places[entry.traded, entry.symbol] = len(whole)
            whole.append(entry)
        else:
            whole[place] = replace(whole[place], quantity=(whole[place].quantity or ZERO) + entry.quantity)
    return whole


def in_new_shares(quantity: Decimal, shares: Decimal) -> Decimal:
    """A quantity after a split into so many shares for one.

    What a reverse split leaves of a share stays in it: what a broker pays for that is not known.
    """
    return quantity if shares == 1 else (quantity * shares).quantize(SHARE_PLACES).normalize()


def paid(entry: Transaction) -> Decimal | None:
    """What a trade took (below 0: brought), with fees: the change of cash, else quantity times price; account currency."""
    if entry.currency != entry.account.currency:
        return None
    if entry.amount:
        return -entry.amount
    if entry.quantity is None or entry.price is None:
        return None
    return entry.quantity * entry.price * price_unit(entry.instrument) + (entry.fees or ZERO)

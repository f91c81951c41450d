"""A history sorted by instrument: the open lots of each, and what is known of its price."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from advisor.bookkeeping.open_lots import OpenLots
from advisor.bookkeeping.price_evidence import has_close_near, split_between
from advisor.domain.portfolio import QUOTED_BY_TICKER, InstrumentKind, Transaction, TransactionKind
from advisor.domain.prices import PriceHistory


@dataclass(frozen=True, slots=True)
class Quote:
    """A price per unit in the instrument's currency, and its day."""

    price: Decimal
    as_of: date


class Line:
    """One instrument's part of a history.

    Attributes:
        last: Its last price, in shares of its last entry.
        splits: Days on which the history tells of a split.
    """

    def __init__(self) -> None:
        self.open = OpenLots()
        self.name = ""
        self.kind = InstrumentKind.SECURITY
        self.currency = "USD"
        self.last: Quote | None = None
        self.last_day = date.min
        self.splits: list[date] = []

    def take(self, entry: Transaction) -> None:
        before = self.open.quantity
        self.open.take(entry)
        self.name = entry.name or self.name
        self.kind, self.currency, self.last_day = entry.instrument, entry.currency, entry.traded
        if entry.kind is TransactionKind.SPLIT:
            self.splits.append(entry.traded)
        if entry.kind is TransactionKind.SPLIT and self.last is not None and before and self.open.quantity:
            self.last = Quote(self.last.price * before / self.open.quantity, self.last.as_of)
        elif entry.price and entry.quantity:
            self.last = Quote(abs(entry.price), entry.traded)

    def may_be_told_by(self, closes: PriceHistory) -> bool:
        """Whether a symbol's closes can be this line's: what bears a coin's symbol may be a share, and only a price tells."""
        if closes.currency != self.currency:
            return False
        if self.kind is InstrumentKind.CRYPTO:
            return self.last is not None and has_close_near(closes, self.last.as_of)
        return self.kind in QUOTED_BY_TICKER

    def pass_splits(self, closes: PriceHistory, until: date, told: Collection[date]) -> None:
        """What splits between the last entry and a day, of which the history does not tell, surely made of the shares."""
        if self.last is None or not self.open.quantity or not self.may_be_told_by(closes):
            return
        shares = split_between(closes, self.last_day, until, told, (self.last.as_of, self.last.price))
        if shares != 1:
            self.open.split(shares)
            self.last = Quote(self.last.price / shares, self.last.as_of)


def lines_by_symbol(history: Sequence[Transaction], closes: Mapping[str, PriceHistory]) -> Mapping[str, Line]:
    """Every instrument's part.

    Args:
        history: In order.
        closes: By the same symbols.
    """
    moves = [entry for entry in history if entry.symbol and (entry.quantity or entry.kind is TransactionKind.RETURN_OF_CAPITAL)]
    told = _told_days(moves)
    lines: defaultdict[str, Line] = defaultdict(Line)
    for entry in moves:
        line = lines[entry.symbol]
        if entry.symbol in closes:
            line.pass_splits(closes[entry.symbol], entry.traded, told[entry.symbol])
        line.take(entry)
    return lines


def _told_days(moves: Iterable[Transaction]) -> Mapping[str, Collection[date]]:
    """By symbol the days on which a history may tell of a split.

    Some brokers book one as all old shares out and all new shares in, or the new shares as a gift.
    """
    told: defaultdict[str, set[date]] = defaultdict(set)
    directions: dict[tuple[str, date], bool] = {}
    for entry in moves:
        if not entry.quantity:
            continue
        comes = entry.quantity > 0
        both_ways = directions.setdefault((entry.symbol, entry.traded), comes) is not comes
        if entry.kind is TransactionKind.SPLIT or not entry.price or both_ways:
            told[entry.symbol].add(entry.traded)
    return told

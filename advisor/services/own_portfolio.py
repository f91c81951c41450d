"""What is owned, all told: brokers' positions, what histories add up to, lots, and everything in dollars."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from advisor.bookkeeping.held_lots import with_lots
from advisor.bookkeeping.history_lines import Quote
from advisor.bookkeeping.rebuild import NO_CLOSES, RebuiltAccount, rebuild
from advisor.bookkeeping.revalue import revalue
from advisor.domain.exchange_rates import ExchangeRate
from advisor.domain.market import MarketBook
from advisor.domain.money import round_to_cents
from advisor.domain.portfolio import Account, Portfolio, Position, TaxLot, Transaction
from advisor.domain.prices import PriceHistory
from advisor.domain.quality import QualityIssue
from advisor.services.closes_on_file import closes_on_file
from advisor.services.market_book import market_book
from advisor.storage.cost_bases import load_cost_bases
from advisor.storage.engine import Database
from advisor.storage.exchange_rates import load_rates
from advisor.storage.lots import load_lots
from advisor.storage.portfolios import load_portfolio, load_previous_portfolio
from advisor.storage.transactions import load_rebuilt_histories, load_transactions_of_holdings

BASE_CURRENCY = "USD"
_DOLLAR = Decimal(1)


@dataclass(frozen=True, slots=True)
class OwnPortfolio:
    """What is owned, and what working it out left open.

    Attributes:
        rebuilt: Each account without positions of its broker's, worked out from its history.
        doubts: Closes on file that do not count, for they cannot be those of a position.
    """

    portfolio: Portfolio
    rebuilt: Mapping[Account, RebuiltAccount]
    doubts: tuple[QualityIssue, ...] = ()


def current_portfolio(db: Database) -> Portfolio:
    """Everything owned now, at the newest closes on file."""
    return own_portfolio(db).portfolio


def own_portfolio(db: Database) -> OwnPortfolio:
    """Everything owned now, at the newest closes on file, and what working it out left open."""
    books = _read_books(db)
    closes = closes_on_file(db, _told_days(books))
    own = _put_together(db, books, closes)
    revalued = revalue(own.portfolio.positions, closes)
    portfolio = replace(own.portfolio, positions=revalued.positions)
    doubts = (*revalued.doubts, *(doubt for account in own.rebuilt.values() for doubt in account.doubts))
    return OwnPortfolio(in_dollars(portfolio, load_rates(db)), own.rebuilt, doubts)


def told_days(db: Database) -> Mapping[str, date]:
    """By the symbols of the positions the first day whose price is told: from it on splits change what is owned."""
    return _told_days(_read_books(db))


def portfolio_in_own_currencies(db: Database) -> OwnPortfolio:
    """Everything owned now as the files tell it, each account's money in its own currency."""
    return _put_together(db, _read_books(db), NO_CLOSES)


def previous_portfolio(db: Database, now: Portfolio) -> tuple[Portfolio, date] | None:
    """What was owned before the newest import, and the date of the snapshots it replaced; None when there is nothing to compare.

    Only accounts that the import touched differ: they are as their files told them. All others count as they do now, to the cent,
    so that newer closes alone change nothing there.

    Args:
        now: Everything owned now.
    """
    before = load_previous_portfolio(db)
    if before is None:
        return None
    stated, as_of = before
    earlier = in_dollars(stated, load_rates(db))
    replaced = {account.id for account in earlier.accounts}

    def untouched(positions: Iterable[Position]) -> tuple[Position, ...]:
        return tuple(position for position in positions if position.account.id not in replaced)

    positions = (*earlier.positions, *untouched(now.positions))
    unconverted = (*earlier.unconverted, *untouched(now.unconverted))
    return replace(now, positions=positions, unconverted=unconverted), as_of


def in_dollars(portfolio: Portfolio, rates: Mapping[str, ExchangeRate]) -> Portfolio:
    """The portfolio with value, cost basis and lots in dollars; what has no rate is set aside."""
    dollars = {BASE_CURRENCY: _DOLLAR} | {currency: rate.dollars for currency, rate in rates.items()}
    counted, unconverted = [], []
    for position in portfolio.positions:
        rate = dollars.get(position.value_currency)
        if rate is None:
            unconverted.append(position)
        else:
            counted.append(position if rate == _DOLLAR else _converted(position, rate))
    return replace(portfolio, positions=tuple(counted), unconverted=tuple(unconverted))


def quotes_of(book: MarketBook) -> Mapping[str, Quote]:
    """The newest price that the market book knows, by symbol."""
    securities = {s.symbol: Quote(s.price, s.as_of) for s in book.securities.values() if s.price is not None}
    funds = {
        f.symbol: Quote(f.price, f.price_as_of) for f in book.funds.values() if f.price is not None and f.price_as_of is not None
    }
    return securities | funds


def _converted(position: Position, rate: Decimal) -> Position:
    return replace(
        position,
        value=round_to_cents(position.value * rate),
        cost_basis=_times(position.cost_basis, rate),
        lots=tuple(TaxLot(lot.acquired, lot.quantity, _times(lot.cost_basis, rate)) for lot in position.lots),
    )


def _times(amount: Decimal | None, rate: Decimal) -> Decimal | None:
    return None if amount is None else round_to_cents(amount * rate)


class _Books(NamedTuple):
    """What the files of all accounts tell: portfolio and positions of brokers' own, and histories where there are none."""

    stated: Portfolio
    held: tuple[Position, ...]
    histories: Mapping[Account, tuple[Transaction, ...]]


def _read_books(db: Database) -> _Books:
    stated = load_portfolio(db)
    held = with_lots(_with_said_cost(db, stated.positions), load_lots(db), load_transactions_of_holdings(db))
    return _Books(stated, held, load_rebuilt_histories(db))


def _told_days(books: _Books) -> Mapping[str, date]:
    """That of a file's position, or of a history's first trade."""
    trades = (entry for entries in books.histories.values() for entry in entries if entry.quantity)
    told: dict[str, date] = {}
    for symbol, day in (*((p.symbol, p.as_of) for p in books.held), *((entry.symbol, entry.traded) for entry in trades)):
        told[symbol] = min(day, told.get(symbol, day))
    return told


def _put_together(db: Database, books: _Books, closes: Mapping[str, PriceHistory]) -> OwnPortfolio:
    """Brokers' own positions as their files tell them, and what histories add up to, at these closes."""
    rebuilt = {}
    if books.histories:
        quotes = quotes_of(market_book(db))
        rebuilt = {account: rebuild(account, history, quotes, closes) for account, history in books.histories.items()}
    positions = (*books.held, *_with_said_cost(db, _positions_of(rebuilt)))
    return OwnPortfolio(replace(books.stated, accounts=_all_accounts(books.stated, rebuilt), positions=positions), rebuilt)


def _all_accounts(stated: Portfolio, rebuilt: Iterable[Account]) -> tuple[Account, ...]:
    return tuple(sorted((*stated.accounts, *rebuilt), key=lambda account: account.id))


def _positions_of(rebuilt: Mapping[Account, RebuiltAccount]) -> tuple[Position, ...]:
    return tuple(position for account in rebuilt.values() for position in account.positions)


def _with_said_cost(db: Database, positions: tuple[Position, ...]) -> tuple[Position, ...]:
    """What the investor typed in counts where no file says it, and while the quantity is the one it was said for."""
    said = load_cost_bases(db)
    if not said:
        return positions
    return tuple(
        replace(position, cost_basis=said[position.account.id, position.symbol][1], cost_stated=True)
        if position.cost_basis is None
        and (position.account.id, position.symbol) in said
        and said[position.account.id, position.symbol][0] == position.stated.quantity
        else position
        for position in positions
    )

"""What the household did around a trade date, as far as wash sales depend on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from statistics import median

from advisor.advice.model.washing import IdenticalGroup, WashHistory
from advisor.advice.washing.groups import doubtful_neighbours, identical_names
from advisor.advice.washing.period import WASHABLE
from advisor.domain.market import MarketBook
from advisor.domain.portfolio import Account, Transaction, TransactionKind
from advisor.services.household_moves import HouseholdBooks, moves_between
from advisor.services.identical_groups import list_groups
from advisor.services.market_book import market_book
from advisor.services.own_portfolio import BASE_CURRENCY, current_portfolio
from advisor.services.task import Task
from advisor.storage.engine import Database
from advisor.storage.exchange_rates import load_rates
from advisor.storage.transactions import load_transactions

_AROUND = timedelta(days=61)  # a sale 30 days ago may have been washed by a purchase 30 days before it
_LATELY = timedelta(days=400)  # a yearly distribution, with the days by which it wanders
_MISSED = 1.5  # so many intervals without a distribution: it is reinvested no more


def wash_history(db: Database, task: Task, trade_date: date) -> WashHistory:
    """Moves within 61 days of the trade date in all accounts, what counts as identical, and what is reinvested.

    Raises:
        MalformedFileError: The investor's groups of identical securities cannot be read.
        TaskCancelled: The investor stopped it.
    """
    groups = list_groups(db, task)
    task.step(0, 1, "Looking for wash sales")
    books = household_books(db)
    symbols = {entry.symbol for entry in books.history if entry.symbol} | {each.symbol for each in books.portfolio.positions}
    names, neighbours = _spelled_as_in_books(groups, symbols, market_book(db))
    return WashHistory(
        moves=moves_between(books, trade_date - _AROUND, trade_date + _AROUND),
        groups=names,
        ask=neighbours,
        reinvesting=_reinvesting(books, trade_date),
        complete_since=complete_since(books.portfolio.accounts, books.history),
    )


def household_books(db: Database) -> HouseholdBooks:
    """The books, as moves are read from them."""
    rates = {BASE_CURRENCY: Decimal(1)} | {currency: rate.dollars for currency, rate in load_rates(db).items()}
    return HouseholdBooks(load_transactions(db), current_portfolio(db), rates)


def complete_since(accounts: Iterable[Account], history: Iterable[Transaction]) -> Mapping[int, date | None]:
    """By account id the day of its first entry on file; None where there is none. Gaps after it leave no trace."""
    first: dict[int, date | None] = {account.id: None for account in accounts}
    for entry in history:
        known = first.get(entry.account.id)
        first[entry.account.id] = entry.traded if known is None else min(known, entry.traded)
    return first


def _spelled_as_in_books(
    groups: Sequence[IdenticalGroup], symbols: Iterable[str], book: MarketBook
) -> tuple[Mapping[str, str], Mapping[str, frozenset[str]]]:
    """Names and doubtful neighbours of every grouped symbol, and of those that the books spell otherwise."""
    names, neighbours = dict(identical_names(groups)), dict(doubtful_neighbours(groups))
    for symbol in symbols:
        canonical = book.canonical(symbol)
        if canonical != symbol:
            names.setdefault(symbol, names.get(canonical, canonical))
            neighbours.setdefault(symbol, neighbours.get(canonical, frozenset()))
    return names, {symbol: others for symbol, others in neighbours.items() if others}


def _reinvesting(books: HouseholdBooks, trade_date: date) -> Mapping[str, date | None]:
    """Symbols held whose distributions bought shares lately, with the day on which the next is to be expected."""
    held = {position.symbol for position in books.portfolio.positions}
    days: defaultdict[str, set[date]] = defaultdict(set)
    for entry in books.history:
        lately = trade_date - _LATELY <= entry.traded <= trade_date
        if lately and entry.kind is TransactionKind.REINVEST and entry.instrument in WASHABLE and entry.symbol in held:
            days[entry.symbol].add(entry.traded)
    expected = {symbol: _next_day(sorted(each), trade_date) for symbol, each in days.items()}
    return {symbol: day for symbol, day in expected.items() if day is None or day >= trade_date}


def _next_day(days: Sequence[date], trade_date: date) -> date | None:
    """One usual interval after the last day; before the trade date where that is long past; None after a single one."""
    if len(days) < 2:
        return None
    interval = median((later - earlier).days for earlier, later in pairwise(days))
    overdue = (trade_date - days[-1]).days > interval * _MISSED
    expected = days[-1] + timedelta(days=round(interval))
    return expected if overdue else max(expected, trade_date)

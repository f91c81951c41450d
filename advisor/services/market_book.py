"""The market as the program knows it: the bundled snapshot, and the holdings files the investor added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from advisor.domain.errors import AdvisorError
from advisor.domain.market import MarketBook, ReferenceTable
from advisor.locations import resources_folder
from advisor.market.followed import FOLLOWED
from advisor.market.fund_legs import read_fund_indices
from advisor.market.fund_lists import READER_VERSION, read_fund_list
from advisor.market.identifiers import Identifiers, read_identifiers
from advisor.market.identity import Identities
from advisor.market.issuers.addresses import ListAddress, read_addresses
from advisor.market.nport.reading import PUBLISHER as SEC_REPORT
from advisor.market.own_numbers import numbers_as_symbols, pairs_from_positions, tickers_abroad
from advisor.market.resolution import ResolvedBook, resolve_book
from advisor.market.sessions import TWO_SESSIONS_WITHIN
from advisor.market.snapshot import load_snapshot, members_of_indexes
from advisor.market.tables import load_reference_tables
from advisor.services.clock import today
from advisor.services.kept import kept_while_unchanged
from advisor.services.network_switch import network_switch
from advisor.storage.engine import Database
from advisor.storage.fund_files import keep_lines, newest_holdings, outdated_fund_files, renew_lines
from advisor.storage.instruments import load_profiles
from advisor.storage.portfolios import load_portfolio
from advisor.storage.prices import load_histories


def market_book(db: Database) -> MarketBook:
    """What is known about the market: each fund by the best of all ways to look through it, moved with prices to now."""
    return resolved_book(db).book


def resolved_book(db: Database) -> ResolvedBook:
    """The market book with every way that was considered, by fund; worked out anew when something about it is new."""
    read_fund_files_again(db)
    return _resolve(db)


@kept_while_unchanged  # working it out takes as long as measuring does
def _resolve(db: Database) -> ResolvedBook:
    book, day = bundled_book(), today()
    lists = sorted(newest_holdings(db).values(), key=lambda file: file.publisher == SEC_REPORT)
    positions = load_portfolio(db).positions
    oldest = min([day, *(fund.as_of for fund in book.funds.values()), *(file.as_of for file in lists)])
    histories = load_histories(db, since=oldest - TWO_SESSIONS_WITHIN)  # a list may be of a holiday
    identities = Identities(book, _identifiers(), pairs_from_positions(positions))
    own = numbers_as_symbols(positions, identities) | tickers_abroad(positions, identities)
    book = replace(book, aliases={**book.aliases, **own})
    return resolve_book(book, lists, load_profiles(db), histories, identities, day)


@lru_cache(maxsize=1)
def bundled_identities() -> Identities:
    """What the bundled tables alone tell securities apart by."""
    return Identities(bundled_book(), _identifiers())


@lru_cache(maxsize=1)
def _identifiers() -> Identifiers:
    return read_identifiers(reference_folder())


def read_fund_files_again(db: Database) -> None:
    """Let stored lists profit from a better reader; one that it refuses stays as an older reader had it."""
    for file in outdated_fund_files(db, READER_VERSION):
        try:
            read = read_fund_list(file.content, file.origin, file.symbol)
        except AdvisorError:
            keep_lines(db, file.id, READER_VERSION)
        else:
            renew_lines(db, file.id, read, READER_VERSION)


@lru_cache(maxsize=1)
def bundled_book() -> MarketBook:
    """The market by the tables that come with the program alone."""
    return load_snapshot(reference_folder())


@lru_cache(maxsize=1)
def reference_tables() -> tuple[ReferenceTable, ...]:
    """The bundled tables with their sources and days."""
    return load_reference_tables(reference_folder())


def reference_folder() -> Path:
    """Where the bundled tables lie."""
    return resources_folder() / "reference"


def followed_benchmarks() -> tuple[str, ...]:
    """Symbols whose closes the program compares with, whoever owns them."""
    return tuple(each.symbol for each in FOLLOWED)


@lru_cache(maxsize=1)
def index_members() -> tuple[str, ...]:
    """Members of the S&P 1500, by the bundled snapshot."""
    return members_of_indexes(reference_folder())


@lru_cache(maxsize=1)
def fund_indices() -> Mapping[str, str]:
    """The index that each bundled fund follows; funds that follow none are not among them."""
    return read_fund_indices(reference_folder())


@lru_cache(maxsize=1)
def issuer_addresses() -> Mapping[str, ListAddress]:
    """Where issuers publish lists of holdings, by fund."""
    return read_addresses(reference_folder())


def downloadable_funds(db: Database) -> frozenset[str]:
    """Funds whose list can be fetched: from their issuer, or from the SEC once the investor gave an address to be named to it."""
    with_address = frozenset(issuer_addresses())
    if not network_switch(db).sec_contact:
        return with_address
    return with_address | {symbol for symbol, fund in market_book(db).funds.items() if not fund.pool}

"""The market as the program knows it: the bundled snapshot, and the holdings files the investor added."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from advisor.domain.fund_holdings import FundHoldingsFile
from advisor.domain.market import MarketBook, ReferenceTable
from advisor.locations import resources_folder
from advisor.market.fund_legs_of_lines import fund_from_holdings, with_funds
from advisor.market.fund_lists import READER_VERSION, read_fund_list
from advisor.market.snapshot import closes_symbols, load_snapshot, members_of_indexes
from advisor.market.tables import load_reference_tables
from advisor.storage.engine import Database
from advisor.storage.fund_files import newest_holdings, outdated_fund_files, renew_lines


def market_book(db: Database) -> MarketBook:
    """The bundled snapshot; a fund with a newer holdings file of its own is looked through by that file."""
    book = bundled_book()
    read_fund_files_again(db)
    for file in newest_holdings(db).values():
        book = _with_file(book, file)
    return book


def read_fund_files_again(db: Database) -> None:
    """Let stored lists profit from a better reader."""
    for file in outdated_fund_files(db, READER_VERSION):
        renew_lines(db, file.id, read_fund_list(file.content, file.origin), READER_VERSION)


@lru_cache(maxsize=1)
def bundled_book() -> MarketBook:
    return load_snapshot(_reference_folder())


@lru_cache(maxsize=1)
def reference_tables() -> tuple[ReferenceTable, ...]:
    return load_reference_tables(_reference_folder())


def _reference_folder() -> Path:
    return resources_folder() / "reference"


def _with_file(book: MarketBook, file: FundHoldingsFile) -> MarketBook:
    fund, securities = fund_from_holdings(file, book)
    return with_funds(book, {fund.symbol: fund}, securities)


@lru_cache(maxsize=1)
def followed_benchmarks() -> tuple[str, ...]:
    """Symbols whose closes the program compares with, whoever owns them."""
    return closes_symbols(_reference_folder())


@lru_cache(maxsize=1)
def index_members() -> tuple[str, ...]:
    """Members of the S&P 1500, by the bundled snapshot."""
    return members_of_indexes(_reference_folder())

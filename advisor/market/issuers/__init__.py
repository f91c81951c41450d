"""Issuers' holdings files: read by heading, every line accounted for."""

from advisor.market.issuers.about_fund import tickers_in_file_name
from advisor.market.issuers.reading import is_from_an_issuer, read_holdings_file
from advisor.market.issuers.sheets import is_table_in_markup

# Raised whenever a list is read better than before: stored lists are then read again.
READER_VERSION = 3

__all__ = ["READER_VERSION", "is_from_an_issuer", "is_table_in_markup", "read_holdings_file", "tickers_in_file_name"]

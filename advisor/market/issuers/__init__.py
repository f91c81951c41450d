"""Issuers' holdings files: read by heading, every line accounted for."""

from advisor.market.issuers.reading import read_holdings_file

# Raised whenever a list is read better than before: stored lists are then read again.
READER_VERSION = 2

__all__ = ["READER_VERSION", "read_holdings_file"]

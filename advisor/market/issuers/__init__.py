"""Issuers' holdings files: read by heading, every line accounted for."""

from advisor.domain.fund_holdings import FundHoldingsFile, HoldingLine, LineKind
from advisor.market.issuers import values
from advisor.market.issuers.reading import read_holdings_file

# Raised whenever a list is read better than before: stored lists are then read again.
READER_VERSION = 2

__all__ = [
    "READER_VERSION",
    "FundHoldingsFile",
    "HoldingLine",
    "LineKind",
    "read_holdings_file",
    "values",
]

"""Issuers' holdings files: read by heading, every line accounted for, turned into a fund."""

from advisor.domain.fund_holdings import FundHoldingsFile, HoldingLine, LineKind
from advisor.market.issuers import values
from advisor.market.issuers.look_through import fund_from_holdings, index_future_pool, with_funds
from advisor.market.issuers.reading import read_holdings_file

# Raised whenever a list is read better than before: stored lists are then read again.
READER_VERSION = 1

__all__ = [
    "READER_VERSION",
    "FundHoldingsFile",
    "HoldingLine",
    "LineKind",
    "fund_from_holdings",
    "index_future_pool",
    "read_holdings_file",
    "values",
    "with_funds",
]

"""Issuers' holdings files: read by heading, every line accounted for, turned into a fund."""

from advisor.market.issuers import values
from advisor.market.issuers.look_through import fund_from_holdings, index_future_pool, with_funds
from advisor.market.issuers.model import FundHoldingsFile, HoldingLine, LineKind
from advisor.market.issuers.reading import read_holdings_file

__all__ = [
    "FundHoldingsFile",
    "HoldingLine",
    "LineKind",
    "fund_from_holdings",
    "index_future_pool",
    "read_holdings_file",
    "values",
    "with_funds",
]

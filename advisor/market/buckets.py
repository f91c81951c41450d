"""Symbols that stand for money in no named company: cash, bonds, metals, and companies nobody listed."""

from __future__ import annotations

from datetime import date

from advisor.domain.classification import Sector, Sleeve
from advisor.domain.market import CRYPTO, GOLD, SILVER, Security
from advisor.domain.portfolio import CASH

# Pathward Financial's ticker is CASH, which is money here; as a share it has this symbol.
PATHWARD = "CASH.US"
FIXED_INCOME = "@bonds"
COMMODITIES = "@commodities"
INTERNATIONAL = "@intl"
US_OTHER = "@us_other"
SMALL_TAIL = "@us_tail"
UNCLASSIFIED = "@unclassified"

# Lines on foreign exchanges: their tickers repeat, and repeat US tickers.
FOREIGN_PREFIX = "INTL:"

# Pools: pseudo-funds that mix like an index, for an active fund's companies of that size.
US_LARGE_POOL = "@us_large"
US_MID_POOL = "@us_mid"
US_SMALL_POOL = "@us_small"
NASDAQ_100_POOL = "@nasdaq_100"
DOW_30_POOL = "@dow_30"

_BUCKETS = (
    (CASH, "Cash", Sleeve.CASH, Sector.CASH),
    (FIXED_INCOME, "Bonds, not named", Sleeve.FIXED_INCOME, Sector.FIXED_INCOME),
    (GOLD, "Gold", Sleeve.ALTERNATIVES, Sector.ALTERNATIVES),
    (SILVER, "Silver", Sleeve.ALTERNATIVES, Sector.ALTERNATIVES),
    (CRYPTO, "Crypto-assets", Sleeve.ALTERNATIVES, Sector.ALTERNATIVES),
    (COMMODITIES, "Commodities, not named", Sleeve.ALTERNATIVES, Sector.ALTERNATIVES),
    (INTERNATIONAL, "International companies, not named", Sleeve.INTERNATIONAL, Sector.UNCLASSIFIED),
    (US_OTHER, "Large US companies outside the S&P 500, not named", Sleeve.US_OTHER, Sector.UNCLASSIFIED),
    (SMALL_TAIL, "Small US companies, not named", Sleeve.SMALL_CAP, Sector.UNCLASSIFIED),
    (UNCLASSIFIED, "Not classified", Sleeve.UNCLASSIFIED, Sector.UNCLASSIFIED),
)


def share_symbol(ticker: str) -> str:
    """The symbol of a share by that ticker: itself, unless the ticker is a bucket's symbol."""
    return PATHWARD if ticker == CASH else ticker


def bucket_securities(as_of: date) -> dict[str, Security]:
    """Every bucket as a security, by symbol; none of them is a named company."""
    return {
        symbol: Security(symbol, symbol, name, sleeve, sector, None, as_of, named=False)
        for symbol, name, sleeve, sector in _BUCKETS
    }

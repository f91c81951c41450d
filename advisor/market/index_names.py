"""What a future or swap rides on that names no company, told by its name: an index, bonds, metals, goods, coins."""

from __future__ import annotations

import re

from advisor.domain.classification import Sector
from advisor.domain.market import CRYPTO, GOLD, SILVER
from advisor.market.buckets import (
    COMMODITIES,
    DOW_30_POOL,
    FIXED_INCOME,
    INTERNATIONAL,
    NASDAQ_100_POOL,
    UNCLASSIFIED,
    US_LARGE_POOL,
    US_MID_POOL,
    US_SMALL_POOL,
)

# The program's own list, after how exchanges, index publishers and issuers' lists of 2025 and 2026 call these; a name that it
# does not know tells nothing, and its notional counts as not classified. The first that is found counts: a volatility index and
# the index of one industry bear the name of the whole market's index.
_RIDES_ON = tuple(
    (re.compile(words), symbol)
    for words, symbol in (
        (r"\bVIX\b|VOLATILITY|DIVIDEND (?:POINT|FUTURE)", UNCLASSIFIED),
        (r"BIOTECH|SEMICONDUCTOR|SELECT INDUSTRY|MINERS|HOMEBUILD|REGIONAL BANK|OIL (?:&|AND) GAS|FANG", UNCLASSIFIED),
        (r"\bEX[ .-]?U\.?S|\bEAFE\b|EMERGING|EUROPE|NIKKEI|TOPIX|STOXX|HANG SENG|HSCEI|KOSPI|IBEX|NIFTY|SENSEX", INTERNATIONAL),
        (r"\bDAX\b|\bCAC ?40|\bTSX\b|\bASX\b|\bSPI 200|\bOMX|\bAEX\b|\bSMI\b|\bCSI ?\d|FTSE(?! NAREIT)|BOVESPA", INTERNATIONAL),
        (r"\b(?:CHINA|JAPAN|INDIA|BRAZIL|MEXICO|KOREA|TAIWAN|CANADA|AUSTRALIA|GERMANY|HONG KONG|ASIA|PACIFIC)\b", INTERNATIONAL),
        (r"MSCI (?:AC(?:WI)?|WORLD)", UNCLASSIFIED),  # at home and abroad
        (r"MID ?-?CAP|\bMID ?400|S&P ?400", US_MID_POOL),
        (r"SMALL ?-?CAP|S&P ?600", US_SMALL_POOL),
        (r"RUSSELL (?:1000|3000|TOP)|MSCI US", US_LARGE_POOL),
        (r"RUSSELL", US_SMALL_POOL),
        (r"DJIA|DOW JONES INDUSTRIAL|INDUSTRIAL AVERAGE|\bDOW\b.*MINI|MINI.*\bDOW\b", DOW_30_POOL),
        (r"S&P|\bSPX\b", US_LARGE_POOL),
        (r"NASDAQ|\bNDX\b", NASDAQ_100_POOL),
        (r"TREASURY|\bT-(?:NOTE|BOND|BILL)|\b(?:LONG|ULTRA) BOND|\bBUND\b|\bGILT\b|YR (?:US )?NOTE", FIXED_INCOME),
        (r"BITCOIN|\bETHER(?:EUM)?\b", CRYPTO),
        (r"\bGOLD (?:100|FUT|MINI)|^GOLD$", GOLD),
        (r"\bSILVER FUT|^SILVER$", SILVER),
        (
            r"\b(?:CRUDE|BRENT|WTI|NATURAL GAS|CORN|WHEAT|SOYBEANS?|COPPER|LEAN HOGS?|LIVE CATTLE|SUGAR|COFFEE|COCOA|COTTON)\b",
            COMMODITIES,
        ),
    )
)
_OF_A_SECTOR = re.compile(r"SELECT SECTOR|S&P 500 .*SECTOR|(?:DOW JONES|DJ) U\.?S\.? (?!TOTAL)")
_SECTOR_WORDS = (
    ("TECHNOLOGY", Sector.TECHNOLOGY),
    ("COMMUNICATION", Sector.COMMUNICATION),
    ("DISCRETIONARY", Sector.CONSUMER_DISCRETIONARY),
    ("STAPLES", Sector.CONSUMER_STAPLES),
    ("HEALTH", Sector.HEALTH_CARE),
    ("FINANCIAL", Sector.FINANCIALS),
    ("INDUSTRIAL", Sector.INDUSTRIALS),
    ("MATERIAL", Sector.MATERIALS),
    ("ENERGY", Sector.ENERGY),
    ("UTILIT", Sector.UTILITIES),
    ("REAL ESTATE", Sector.REAL_ESTATE),
)


def named_index(name: str) -> str:
    """The pool or bucket on which the notional of a future or swap of that name rides; "not classified" where it tells none."""
    capitals = name.upper()
    if _OF_A_SECTOR.search(capitals):
        branch = next((sector for word, sector in _SECTOR_WORDS if word in capitals), None)
        return f"{US_LARGE_POOL}/{branch.value}" if branch else UNCLASSIFIED
    return next((symbol for words, symbol in _RIDES_ON if words.search(capitals)), UNCLASSIFIED)

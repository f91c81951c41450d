"""Symbols whose closes the program compares with, whoever owns them, and what each is for."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Purpose(StrEnum):
    """What closes of a symbol are compared for."""

    SIZE = "the US market, whole and by size"
    STYLE = "value against growth"
    SECTOR = "sectors of the S&P 500"
    TRANSPORTS = "transports"
    SEVEN = "the seven, and the market without them"
    ABROAD = "stocks outside the US"
    SHELTER = "bonds, bills and gold"
    INDEX = "levels of indexes, without dividends"
    DIAL = "interest rates and the dollar"
    COMPANY = "companies that the articles name"


class Followed(NamedTuple):
    """A symbol that is followed.

    Attributes:
        symbol: Canonical; indexes as Yahoo Finance spells them.
        name: What its closes stand for, to be written beside a line.
    """

    symbol: str
    name: str
    purpose: Purpose


def _all(purpose: Purpose, **names: str) -> tuple[Followed, ...]:
    return tuple(Followed(symbol, name, purpose) for symbol, name in names.items())


FOLLOWED: tuple[Followed, ...] = (
    *_all(
        Purpose.SIZE,
        SPY="S&P 500",
        RSP="S&P 500 in equal parts",
        MDY="S&P MidCap 400 (MDY)",
        IJH="S&P MidCap 400 (IJH)",
        IJR="S&P SmallCap 600",
        IWM="Russell 2000",
        QQQ="Nasdaq-100",
        DIA="Dow Jones Industrials",
        VTI="US market (VTI)",
        ITOT="US market (ITOT)",
        IWB="Russell 1000",
        VO="Mid caps of CRSP (VO)",
        VB="Small caps of CRSP (VB)",
    ),
    *_all(
        Purpose.STYLE,
        VTV="Large value (VTV)",
        VUG="Large growth (VUG)",
        IWD="Russell 1000 value",
        IWF="Russell 1000 growth",
    ),
    *_all(
        Purpose.SECTOR,
        XLB="Materials",
        XLC="Communication services",
        XLE="Energy",
        XLF="Financials",
        XLI="Industrials",
        XLK="Information technology",
        XLP="Consumer staples",
        XLRE="Real estate",
        XLU="Utilities",
        XLV="Health care",
        XLY="Consumer discretionary",
    ),
    *_all(Purpose.TRANSPORTS, IYT="Transports"),
    *_all(
        Purpose.SEVEN,
        MAGS="Fund of the seven",
        XMAG="US large caps without the seven (XMAG)",
        AAPL="Apple",
        MSFT="Microsoft",
        NVDA="Nvidia",
        AMZN="Amazon",
        GOOGL="Alphabet, class A",
        GOOG="Alphabet, class C",
        META="Meta",
        TSLA="Tesla",
    ),
    *_all(
        Purpose.ABROAD,
        VXUS="World without the US (VXUS)",
        IXUS="World without the US (IXUS)",
        EFA="Developed markets abroad",
        IEMG="Emerging markets",
        VT="World with the US",
    ),
    *_all(
        Purpose.SHELTER,
        AGG="US bonds (AGG)",
        BND="US bonds (BND)",
        TLT="Treasuries over 20 years",
        SGOV="Treasury bills",
        GLD="Gold",
    ),
    *_all(
        Purpose.COMPANY,
        CAT="Caterpillar",
        DE="Deere",
        ETN="Eaton",
        GEV="GE Vernova",
        NEE="NextEra Energy",
        VST="Vistra",
        CEG="Constellation Energy",
        OKLO="Oklo",
        JPM="JPMorgan Chase",
        GS="Goldman Sachs",
        SOFI="SoFi",
        AMD="AMD",
        BAC="Bank of America",
        ORCL="Oracle",
        SPCX="SpaceX",
    ),
    Followed("^GSPC", "S&P 500, the index", Purpose.INDEX),
    Followed("^SPXEW", "S&P 500 in equal parts, the index", Purpose.INDEX),
    Followed("^MID", "S&P MidCap 400, the index", Purpose.INDEX),
    Followed("^SP600", "S&P SmallCap 600, the index", Purpose.INDEX),
    Followed("^RUT", "Russell 2000, the index", Purpose.INDEX),
    Followed("^NDX", "Nasdaq-100, the index", Purpose.INDEX),
    Followed("^DJI", "Dow Jones Industrials, the index", Purpose.INDEX),
    Followed("^DJT", "Dow Jones Transports, the index", Purpose.INDEX),
    Followed("^TNX", "Yield of ten-year Treasuries", Purpose.DIAL),
    Followed("DX-Y.NYB", "US dollar index", Purpose.DIAL),
)

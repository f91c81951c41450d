"""How each fund is looked through: the map's facts, bettered where a closer stand-in is at hand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from advisor.domain.market import Source

# Close relatives whose holdings are on file. Each is an index of the same stocks by another provider, or a stated mix.
PROXIES: dict[str, dict[str, float]] = {
    **{fund: {"ITOT": 1.0} for fund in ("FSKAX", "FCFMX", "FZROX", "SWTSX", "SCHB", "DFUS", "IWV")},
    **{fund: {"VTI": 0.628, "VXUS": 0.372} for fund in ("VT", "VTWAX")},
    "IWB": {"IWF": 0.51, "IWD": 0.49},
    "VV": {"VUG": 0.535, "VTV": 0.465},
    "MGK": {"VUG": 1.0},
    "MGV": {"VTV": 1.0},
    "MGC": {"SPY": 1.0},
    "ACWI": {"SPY": 0.64, "IXUS": 0.36},
    "SCHG": {"VUG": 1.0},
    "SCHV": {"IWD": 1.0},
    **{fund: {"VUG": 1.0} for fund in ("IVW", "SPYG")},
    **{fund: {"VTV": 1.0} for fund in ("IVE", "SPYV")},
    "SPLV": {"USMV": 1.0},
    "SPHQ": {"QUAL": 1.0},
    "FTEC": {"VGT": 1.0},
    "SCHH": {"VNQ": 1.0},
    "IEFA": {"EFA": 1.0},
    "EEM": {"IEMG": 1.0},
    "SCHF": {"VEA": 1.0},
    "SCHE": {"VWO": 1.0},
    **{fund: {"IXUS": 1.0} for fund in ("FSGEX", "FZILX")},
}
_LOOSE_PROXIES = frozenset({"ACWI", "MGK", "IVW", "SPYG", "IVE", "SPYV", "SPLV", "SPHQ", "SCHG", "SCHV", "DFUS"})

# Total-market fund cut by rank of company weight (first, last); None for "to the end". Index rules cut the same list.
RANK_CUTS: dict[str, tuple[int, int | None]] = {
    "SCHX": (1, 750),
    "SNXFX": (1, 1000),
    "FNILX": (1, 500),
    "SCHM": (501, 1000),
    "SCHA": (751, 2500),
    "FZIPX": (501, 3000),
}
OUTSIDE_SP500 = ("VXF", "VEXAX", "FSMAX")
RUSSELL_MIDCAP = ("IWR", "FSMDX")

# Single-industry and style funds: which companies their size pools may hold.
POOL_SECTORS = {
    **dict.fromkeys(("XBI", "IBB"), "Health Care"),
    "KRE": "Financials",
    "XHB": "Consumer Discretionary",
    **dict.fromkeys(("SOXX", "SMH", "FSELX"), "Information Technology"),
}
NO_MEGA_CAPS = frozenset({"XBI", "IBB", "KRE", "XHB", "DVY", "COWZ", "AVUV", "SMH", "SOXX", "FSELX"})
# Chip funds hold one of the seven, Nvidia, at about these weights (general knowledge; capped by index rule in the ETFs).
COMPOSITIONS = {
    "SMH": "NVDA:0.2;us_large:0.62;international:0.18",
    "SOXX": "NVDA:0.08;us_large:0.74;us_mid:0.05;us_small:0.02;international:0.11",
    "FSELX": "NVDA:0.25;us_large:0.6;us_mid:0.03;us_small:0.02;international:0.1",
}

_ASSET_CLASSES = {
    "bond": "@bonds",
    "cash": "CASH",
    "gold": "@gold",
    "silver": "@silver",
    "crypto": "@crypto",
    "international": "@intl",
    "us_other": "@us_other",
    "unclassified": "@unclassified",
}
_SIZES = ("us_large", "us_mid", "us_small")
# The day the map was compiled: the date of what it states without one.
_COMPILED = date(2026, 11, 21)


@dataclass(frozen=True, slots=True)
class FundRow:
    """One row of funds.csv.

    Attributes:
        method: "index" (detail: sp500 ...), "equal" (detail: sp500), "table" (detail: the fund in fund_holdings) or "legs".
        detail: For "legs": SYMBOL:weight;...
    """

    symbol: str
    name: str
    issuer: str
    index: str
    method: str
    detail: str
    leverage: int
    source: Source
    as_of: date
    origin: str
    confidence: str


def fund_row(facts: Mapping[str, str], table_dates: Mapping[str, date], members_date: date) -> FundRow:
    """The fund's row, from the map's facts and the tables at hand."""
    symbol, rule = facts["ticker"], facts["look_through"]
    method, detail, source, as_of, origin, confidence = _method(symbol, rule, facts, table_dates, members_date)
    return FundRow(
        symbol=symbol,
        name=facts["name"],
        issuer=facts["issuer"],
        index=facts["index_tracked"],
        method=method,
        detail=detail,
        leverage=int(facts["leverage"]),
        source=source,
        as_of=as_of,
        origin=origin,
        confidence=confidence,
    )


Method = tuple[str, str, Source, date, str, str]


def _method(symbol: str, rule: str, facts: Mapping[str, str], dates: Mapping[str, date], members_date: date) -> Method:
    confidence = facts["confidence"]
    if rule in _INDEX_TABLES:
        table, origin, known = _INDEX_TABLES[rule]
        source = Source.HOLDINGS if symbol == table and rule == "nasdaq100" else Source.INDEX
        return "table", table, source, dates[table], _multiplied(origin, facts), known or confidence
    if rule in _INDEX_NAMES:
        equal = facts["equal_weighted"] == "true"
        origin = f"{_INDEX_NAMES[rule]}, equally weighted" if equal else _multiplied(_INDEX_NAMES[rule], facts)
        return "equal" if equal else "index", rule, Source.INDEX, members_date, origin, confidence
    table = rule.removeprefix("same_as:") if rule.startswith("same_as:") else symbol
    if table in dates:
        return _table(symbol, table, confidence, dates)
    return _stand_in(symbol, facts, dates, members_date)


_INDEX_NAMES = {
    "sp500": "S&P 500 members, IVV file",
    "sp400": "S&P MidCap 400 members, IJH file",
    "sp600": "S&P SmallCap 600 members, IJR file",
}
# Rule → fund whose table serves it, its origin, and a confidence that overrides the map's.
_INDEX_TABLES = {
    "dow30": ("DIA", "Dow Jones Industrial Average members, weighted by price", "medium"),
    "nasdaq100": ("QQQ", "Nasdaq-100 members, Invesco's QQQ file", ""),
    "sp1500": ("SPTM", "IVV, IJH and IJR members in the proportions of ITOT", "medium"),
}
_REMARKS = {
    **dict.fromkeys(("VTI", "ITOT"), "; what is printed as 0.00 % counted as small companies"),
    **dict.fromkeys(("VXUS", "VEA", "VWO", "VSS", "IXUS", "IEMG", "EFA"), "; what is printed as 0.00 % counted as international"),
    "VNQ": "; its 14 % in an unlisted twin fund spread over the companies",
}
_ISSUER_FILES = {"SCHD": "Schwab", "IWM": "iShares"}


def _multiplied(origin: str, facts: Mapping[str, str]) -> str:
    multiple = facts["leverage"].replace("-", "−")
    return origin if multiple == "1" else f"{multiple} × {origin}"


def _table(symbol: str, table: str, confidence: str, dates: Mapping[str, date]) -> Method:
    if table in DERIVED_ORIGINS:
        return "table", table, Source.PROFILE, dates[table], DERIVED_ORIGINS[table], "low" if confidence == "low" else "medium"
    whose = "" if table == symbol else f" of {table}"
    remark = _REMARKS.get(table, "")
    maker = (
        f"{_ISSUER_FILES[table]} holdings file{whose}"
        if table in _ISSUER_FILES
        else f"Fund holdings{whose}, November 2025{remark}"
    )
    lowered = "medium" if confidence == "high" and table not in _ISSUER_FILES else confidence
    return "table", table, Source.HOLDINGS, dates[table], maker, lowered


def _stand_in(symbol: str, facts: Mapping[str, str], dates: Mapping[str, date], members_date: date) -> Method:
    if symbol == "XMAG":
        return "index", "sp493", Source.PROFILE, members_date, "Stand-in: the S&P 500 without the seven", "medium"
    if symbol not in PROXIES:
        return _composition(symbol, facts)
    proxies = PROXIES[symbol]
    parts = (proxy if weight == 1 else f"{weight * 100:g} % {proxy}" for proxy, weight in proxies.items())
    lowered = "low" if symbol in _LOOSE_PROXIES or facts["confidence"] == "low" else "medium"
    # A stated mix is as old as the statement; a single twin only as old as the twin's holdings.
    stated = [stated_date(facts["as_of"])] if len(proxies) > 1 else []
    oldest = min([*(dates[proxy] for proxy in proxies if proxy in dates), *stated, members_date])
    return "legs", _written(proxies), Source.PROFILE, oldest, f"Stand-in: {' + '.join(parts)}", lowered


DERIVED_ORIGINS = {
    **{
        fund: f"Stand-in: companies {first} to {last or 'the last'} by weight in ITOT"
        for fund, (first, last) in RANK_CUTS.items()
    },
    **dict.fromkeys(OUTSIDE_SP500, "Stand-in: ITOT without the S&P 500"),
    **dict.fromkeys(RUSSELL_MIDCAP, "Stand-in: Russell 1000 (IWF + IWD) without its 203 largest lines"),
    "OEF": "Stand-in: the 100 largest companies of the S&P 500",
}


def _composition(symbol: str, facts: Mapping[str, str]) -> Method:
    parts = [part.split(":") for part in COMPOSITIONS.get(symbol, facts["composition"]).split(";")]
    legs = {_leg(symbol, key): float(weight) for key, weight in parts}
    estimate = facts["confidence"] == "low" or "estimate" in facts["as_of"]
    source = Source.CATEGORY if estimate else Source.PROFILE
    return "legs", _written(legs), source, stated_date(facts["as_of"]), _origin(facts), facts["confidence"]


def _leg(symbol: str, key: str) -> str:
    if key in _SIZES:
        limits = ["ex7"] if symbol in NO_MEGA_CAPS and key == "us_large" else []
        limits += [POOL_SECTORS[symbol]] if symbol in POOL_SECTORS else []
        return "/".join([f"@{key}", *limits])
    return _ASSET_CLASSES.get(key, key)


def _origin(facts: Mapping[str, str]) -> str:
    source = facts["source"]
    if facts["look_through"] == "fund_of_funds":
        estimated = facts["confidence"] == "low"
        return "Estimated mix of its funds" if estimated else "Mix of its funds, fact sheet and SEC filing 2025"
    if "fact sheet" in source:
        return "Vanguard fact sheet, 30 June 2025"
    if "MAGS" in facts["ticker"]:
        # About half of it is treasury bills: they stand behind the swaps, whose cash leg is as large. Net, no cash is left.
        return "Seven equal parts in shares and swaps; its treasury bills cover the swaps (SEC N-PORT and fund data)"
    if facts["confidence"] == "low":
        return "Estimated mix"
    return {"bond": "A bond fund", "cash": "A money or bill fund", "gold": "A bullion trust"}.get(
        facts["composition"].split(":")[0], "Asset mix by its stated mandate"
    )


def _written(legs: Mapping[str, float]) -> str:
    return ";".join(f"{symbol}:{weight:g}" for symbol, weight in legs.items())


def stated_date(text: str) -> date:
    """The first day the words allow: "2025-11" is 1 November, "2025 (estimate)" 1 January."""
    found = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", text)
    if not found:
        return _COMPILED
    year, month, day = found.groups()
    return date(int(year), int(month or 1), int(day or 1))

"""The funds of the Thrift Savings Plan, which bear a letter where others have a ticker: its C is not Citigroup's."""

from __future__ import annotations

import re
from functools import lru_cache

_PLAN = r"(?:TSP|Thrift Savings Plan)"
_SPELLED_OUT = r"(?:Common Stock|Fixed Income|Government Securities|International Stock|Small Cap(?:italization)?(?: Stock)?)"
_NAMED = re.compile(
    rf"(?:{_PLAN}\W+(?P<letter>[CFGIS])(?:[ -]Fund\b.*)?"
    rf"|(?P<alone>[CFGIS])[ -]Fund(?:\W+(?:{_PLAN}|{_SPELLED_OUT})\b.*)?)\W*",
    re.IGNORECASE,
)
_TICKERS = re.compile(r"(?:TSP[ .-]?)?[CFGIS]", re.IGNORECASE)


@lru_cache(maxsize=8192)
def plan_fund(symbol: str, name: str) -> str:
    """The symbol of the plan's fund ("TSP C Fund") that a line's own words name; its symbol unchanged where they do not.

    A letter alone, or a name beside another ticker, tells nothing.
    """
    found = _NAMED.fullmatch(name.strip()) or _NAMED.fullmatch(symbol.strip())
    if found is None:
        return symbol
    letter = (found["letter"] or found["alone"]).upper()
    is_of_that_fund = not symbol or _NAMED.fullmatch(symbol) or (_TICKERS.fullmatch(symbol) and symbol[-1].upper() == letter)
    return f"TSP {letter} Fund" if is_of_that_fund else symbol

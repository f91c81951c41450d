"""Funds by name: retirement plans list share classes that have no ticker, but hold the very same portfolio."""

from __future__ import annotations

import re
from collections.abc import Mapping

from advisor.domain.market import Fund, MarketBook

_SHARE_CLASSES = (
    "ETF Shares",
    "Admiral Shares",
    "Investor Shares",
    "Institutional Shares",
    "Institutional Plus Shares",
    "Institutional Select Shares",
)
_WORDS = re.compile(r"[^\W_]+")


def names_of_share_classes(funds: Mapping[str, Fund]) -> dict[str, str]:
    """Every name under which a share class of a known fund may be listed → that fund's symbol."""
    names = {fund.name: symbol for symbol, fund in funds.items() if fund.portfolio}
    for symbol, fund in funds.items():
        if fund.portfolio:
            for name in (fund.portfolio, *(f"{fund.portfolio} {share_class}" for share_class in _SHARE_CLASSES)):
                names.setdefault(name, symbol)
    return names


def fund_named(name: str, book: MarketBook) -> str:
    """The symbol of the fund that has this name, whatever its capitals and punctuation; empty when none or several have it.

    Of a portfolio with several share classes it is the exchange-traded one's, where there is one.
    """
    wanted = _plain(name)
    found = [symbol for symbol, fund in book.funds.items() if wanted and _plain(fund.name) == wanted]
    if len(found) == 1:
        return found[0]
    classes = sorted(symbol for symbol, fund in book.funds.items() if wanted and _plain(fund.portfolio) == wanted)
    return next((symbol for symbol in classes if "ETF" in book.funds[symbol].name), next(iter(classes), ""))


def _plain(name: str) -> str:
    return " ".join(_WORDS.findall(name.casefold()))

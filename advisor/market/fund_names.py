"""Funds by name: retirement plans list share classes that have no ticker, but hold the very same portfolio."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.domain.market import Fund

_SHARE_CLASSES = (
    "ETF Shares",
    "Admiral Shares",
    "Investor Shares",
    "Institutional Shares",
    "Institutional Plus Shares",
    "Institutional Select Shares",
)


def names_of_share_classes(funds: Mapping[str, Fund]) -> dict[str, str]:
    """Every name under which a share class of a known fund may be listed → that fund's symbol."""
    names: dict[str, str] = {}
    for symbol, fund in funds.items():
        if fund.portfolio:
            for name in (fund.portfolio, *(f"{fund.portfolio} {share_class}" for share_class in _SHARE_CLASSES)):
                names.setdefault(name, symbol)
    return names


def portfolio_name(name: str) -> str:
    """What its share classes are classes of: "… Index Fund Admiral Shares" → "… Index Fund"; empty when the name tells none."""
    longest_first = sorted(_SHARE_CLASSES, key=len, reverse=True)
    share_class = next((known for known in longest_first if name.endswith(f" {known}")), None)
    return name.removesuffix(f" {share_class}") if share_class else ""

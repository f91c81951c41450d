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
        portfolio = _without_share_class(fund.name)
        if portfolio:
            for name in (portfolio, *(f"{portfolio} {share_class}" for share_class in _SHARE_CLASSES)):
                names.setdefault(name, symbol)
    return names


def _without_share_class(name: str) -> str:
    """ "… Index Fund Admiral Shares" → "… Index Fund"; empty when the name tells no share class."""
    share_class = next((known for known in sorted(_SHARE_CLASSES, key=len, reverse=True) if name.endswith(f" {known}")), None)
    return name.removesuffix(f" {share_class}") if share_class else ""

"""How Yahoo spells symbols."""

from __future__ import annotations

import re

_PREFERRED = re.compile(r"(.+)\.PR\.?([A-Z]?)")
_NEW_YORK_BOARD = ".NYB"  # of trade: the dollar index
_SUFFIXES = {".WS": "-WT", ".U": "-UN", ".RT": "-RI"}  # warrants, units, rights


def yahoo_symbol(symbol: str, *, is_coin: bool = False) -> str:
    """A canonical symbol in Yahoo's spelling: "BRK.B" → "BRK-B", "ABR.PRD" → "ABR-PD", the coin "BTC" → "BTC-USD".

    Indexes are spelled as Yahoo does already; the share that is called like money, "CASH.US", is its "CASH".

    Args:
        is_coin: Shares and coins share names; only the caller knows which is meant.
    """
    if is_coin:
        return symbol if symbol.endswith("-USD") else f"{symbol}-USD"
    if symbol.startswith("^") or symbol.endswith(_NEW_YORK_BOARD):
        return symbol
    if found := _PREFERRED.fullmatch(symbol):
        return f"{found[1]}-P{found[2]}"
    for suffix, theirs in _SUFFIXES.items():
        if symbol.endswith(suffix):
            return symbol.removesuffix(suffix) + theirs
    return symbol.removesuffix(".US").replace(".", "-")

"""The symbol that closes are filed under, however a person, a file or a site spells it."""

from __future__ import annotations

import re

from advisor.importers.reading.symbols import canonical_symbol
from advisor.services.market_book import bundled_book

_TICKER = re.compile(r"[A-Z][A-Z0-9]{0,5}(\.[A-Z]{1,3})?")
_SYMBOL = re.compile(r"\^?[A-Z0-9][A-Z0-9./=-]{0,14}")
_COIN = re.compile(r"(?P<coin>[A-Z0-9]{2,10})-USD")


def canonical_price_symbol(spelling: str) -> str:
    """ "BRK-B" → "BRK.B", "NVDA.US" → "NVDA", "BTC-USD" → "BTC"; empty for a blank."""
    bare = _bare(spelling)
    coin = _COIN.fullmatch(bare)
    return bundled_book().canonical(coin["coin"] if coin else canonical_symbol(bare)[0]) if bare else ""


def is_symbol(spelling: str) -> bool:
    """Whether it could be anything's symbol at any broker: a ticker at home or abroad, a coin, a plan fund's number."""
    return _SYMBOL.fullmatch(_bare(spelling)) is not None


def names_a_coin(spelling: str) -> bool:
    """Whether the spelling says that it is a coin's: "BTC-USD", but not "BTC", which is also the ticker of a fund."""
    return _COIN.fullmatch(_bare(spelling)) is not None


def is_ticker(symbol: str) -> bool:
    """Whether a US market could list it under this canonical symbol; a plan fund's name and a CUSIP are no ticker."""
    return _TICKER.fullmatch(symbol) is not None


def _bare(spelling: str) -> str:
    return spelling.strip().upper().removesuffix(".US")

"""What a row of the panel is called and which colour it has."""

from __future__ import annotations

from advisor.domain.classification import GICS_SECTORS, MAGNIFICENT_SEVEN, Sleeve
from advisor.presentation import labels
from advisor.rotation.composites import OWN
from advisor.rotation.model import MarketRotation
from advisor.rotation.standing import REPRESENTATIVES
from advisor.rotation.synthesis import REST, SEVEN, SEVEN_EQUAL

# Worked out, not traded: their rows have no ticker to show.
SYNTHESISED = {SEVEN: "The seven", SEVEN_EQUAL: "The seven, equal parts", REST: "The other 493"}
SLEEVE_OF = {symbol: sleeve for sleeve, symbols in REPRESENTATIVES.items() for symbol in symbols}
_OF_A_THEME = ":"  # no ticker has one
SECTOR_OF_NAME = {name.casefold(): sector for sector in GICS_SECTORS for name in (sector.value, labels.SECTOR_LABELS[sector])}
_BENCHMARK_PHRASES = {"SPY": "the S&P 500", "^GSPC": "the S&P 500", "VTI": "the US market"}


def is_worked_out(symbol: str) -> bool:
    """Whether a row is made of others, and has no ticker: the seven, the holdings together, a theme."""
    return symbol in SYNTHESISED or symbol == OWN or _OF_A_THEME in symbol


def ticker(market: MarketRotation, symbol: str) -> str:
    """The symbol as one would type it; the name of a line that is worked out."""
    return name_of(market, symbol) if is_worked_out(symbol) else symbol


def name_of(market: MarketRotation, symbol: str) -> str:
    """What a symbol stands for."""
    return SYNTHESISED.get(symbol) or market.names.get(symbol, symbol)


def benchmark_phrase(market: MarketRotation, symbol: str) -> str:
    """What strength is measured against, inside a sentence: "the S&P 500"."""
    return _BENCHMARK_PHRASES.get(symbol) or name_of(market, symbol)


def color_key(symbol: str, name: str, *, is_owned: bool = False) -> str:
    """The sleeve or sector whose colour a symbol has, else a tone: the accent for what is owned."""
    if symbol in SLEEVE_OF:
        return SLEEVE_OF[symbol].value
    if symbol in MAGNIFICENT_SEVEN:
        return Sleeve.MEGA_CAP_TECH.value
    sector = SECTOR_OF_NAME.get(name.casefold())
    if sector is not None:
        return sector.value
    return "accent" if is_owned else "muted"

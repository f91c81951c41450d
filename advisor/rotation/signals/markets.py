"""Which symbol stands for a market: its index or one of its funds, never one under the other's name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from advisor.rotation.panel import Panel

_FRESH = 10  # days: closes that end earlier than the panel by more than this stand for a market only where no others do


@dataclass(frozen=True, slots=True)
class Market:
    """A part of the market.

    Attributes:
        name: For sentences.
        index: Yahoo’s symbol of the index, which leaves out dividends; "" if none is followed.
        funds: Funds that follow it, the preferred one first.
    """

    name: str
    index: str
    funds: tuple[str, ...]


class Series(NamedTuple):
    """A market and the symbol whose closes stand for it."""

    market: Market
    symbol: str

    @property
    def is_index(self) -> bool:
        return self.symbol == self.market.index

    @property
    def said(self) -> str:
        """ "the MidCap 400 (MDY, a fund)"."""
        return f"the {self.market.name} ({self.symbol}, {'the index' if self.is_index else 'a fund'})"

    @property
    def short(self) -> str:
        """ "the MidCap 400 (MDY)"."""
        return f"the {self.market.name} ({self.symbol})"


MID_CAP = Market("MidCap 400", "^MID", ("MDY", "IJH"))
LARGE_CAP = Market("S&P 500", "^GSPC", ("SPY", "IVV", "VOO"))
EQUAL_WEIGHT = Market("equal-weight S&P 500", "^SPXEW", ("RSP",))
SMALL_CAP = Market("Russell 2000", "^RUT", ("IWM",))
NASDAQ = Market("Nasdaq-100", "^NDX", ("QQQ", "QQQM"))
DOW = Market("Dow", "^DJI", ("DIA",))
TRANSPORTS = Market("transports", "^DJT", ("IYT",))
INTERNATIONAL = Market("market outside the US", "", ("VXUS", "EFA"))
SEVEN_FUND = Market("fund of the seven", "", ("MAGS",))


def series_of(panel: Panel, market: Market, *, index_first: bool = False) -> Series | None:
    """The symbol that stands for a market; None without closes of any.

    Args:
        index_first: Whether the index comes before its funds: for levels that are quoted, such as records.
    """
    symbols = _candidates(market, index_first=index_first)
    chosen = _freshest(panel, [(symbol,) for symbol in symbols])
    return Series(market, chosen[0]) if chosen else None


def pair_of(panel: Panel, above: Market, below: Market, *, index_first: bool = False) -> tuple[Series, Series] | None:
    """Two markets' symbols, two indices or two funds: an index leaves out the dividends that a fund's closes hold.

    Returns:
        None without closes of such a pair.
    """
    indices = [(above.index, below.index)] if above.index and below.index else []
    funds = [(first, second) for first in above.funds for second in below.funds]
    chosen = _freshest(panel, [*indices, *funds] if index_first else [*funds, *indices])
    return (Series(above, chosen[0]), Series(below, chosen[1])) if chosen else None


def shared_closes(panel: Panel, symbols: tuple[str, ...]) -> Panel:
    """The rows of these symbols, without the closes of days on which one of them has none."""
    rows = panel.only(symbols)
    whole = ~np.isnan(rows.closes).any(axis=0)
    return Panel(rows.days, rows.symbols, np.where(whole, rows.closes, np.nan), rows.sources, rows.notes)


def missing_bars(panel: Panel, symbols: tuple[str, ...]) -> int:
    """Days from the first on which all of these symbols have a close to the panel's last on which one has none."""
    whole = _whole_days(panel, symbols)
    first = int(np.argmax(whole)) if whole.any() else len(whole)
    return int((~whole[first:]).sum())


def not_on_file(*markets: Market) -> str:
    """ "There are no closes of the MidCap 400 (^MID, MDY or IJH) on file."; of two markets, of both."""
    both = "both " if len(markets) > 1 else ""
    return f"There are no closes of {both}{' and '.join(_looked_for(market) for market in markets)} on file."


def _looked_for(market: Market) -> str:
    symbols = _candidates(market, index_first=True)
    return f"the {market.name} ({' or '.join(filter(None, (', '.join(symbols[:-1]), symbols[-1])))})"


def _candidates(market: Market, *, index_first: bool) -> tuple[str, ...]:
    index = (market.index,) if market.index else ()
    return (*index, *market.funds) if index_first else (*market.funds, *index)


def _freshest(panel: Panel, choices: list[tuple[str, ...]]) -> tuple[str, ...] | None:
    """The first choice whose closes reach the panel's end; failing that, the one whose closes reach furthest."""
    best, reached = None, -1
    for symbols in choices:
        if not set(symbols) <= set(panel.symbols):
            continue
        days = panel.days[_whole_days(panel, symbols)]
        if not len(days):
            continue
        if days[-1] >= panel.days[-1] - _FRESH:
            return symbols
        if days[-1] > reached:
            best, reached = symbols, int(days[-1])
    return best


def _whole_days(panel: Panel, symbols: tuple[str, ...]) -> NDArray[np.bool_]:
    return np.asarray(~np.isnan(panel.only(symbols).closes).any(axis=0))

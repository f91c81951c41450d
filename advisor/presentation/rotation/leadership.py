"""What led and what lagged, symbol by symbol."""

from __future__ import annotations

from math import inf

from advisor.presentation import words
from advisor.presentation.rotation.symbol_words import color_key, name_of, ticker
from advisor.presentation.views.rotation import LeaderRow
from advisor.rotation.model import MarketRotation
from advisor.rotation.model_series import Window, WindowReturn
from advisor.rotation.returns import WINDOWS_DEFINITION

LEADERSHIP_DEFINITION = WINDOWS_DEFINITION


def leader_rows(market: MarketRotation) -> tuple[LeaderRow, ...]:
    """Every symbol with a return over any window, the highest of the year first."""
    rows = [
        _row(market, symbol) for symbol, found in market.returns.items() if any(each.rate is not None for each in found.values())
    ]
    year = list(Window).index(Window.YEAR_TO_DATE)
    return tuple(sorted(rows, key=lambda row: -row.sort_values[year]))


def _row(market: MarketRotation, symbol: str) -> LeaderRow:
    found = [market.returns[symbol].get(window, WindowReturn(None, None, None)) for window in Window]
    name = name_of(market, symbol)
    return LeaderRow(
        symbol=ticker(market, symbol),
        name="" if name == ticker(market, symbol) else name,
        color_key=color_key(symbol, name),
        texts=tuple(words.NONE if each.rate is None else words.share_change(each.rate) for each in found),
        tones=tuple(tone_of(each.rate) for each in found),
        sort_values=tuple(-inf if each.rate is None else each.rate for each in found),
        tip=_tip(found[-1]),
    )


def tone_of(rate: float | None) -> str:
    """The tone of a signed figure; nothing that prints as zero has one."""
    if rate is None:
        return "muted"
    if abs(rate) < 0.0005:
        return "plain"
    return "positive" if rate > 0 else "negative"


def _tip(year: WindowReturn) -> str:
    if year.from_day is None or year.to_day is None:
        return ""
    return f"1y: {words.long_date(year.from_day)} to {words.long_date(year.to_day)}"

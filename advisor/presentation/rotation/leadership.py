"""What led and what lagged, symbol by symbol."""

from __future__ import annotations

from math import inf

from advisor.presentation import words
from advisor.presentation.rotation.symbol_words import color_key, name_of, ticker
from advisor.presentation.views.rotation import LeaderRow
from advisor.rotation.model import MarketRotation
from advisor.rotation.model_series import Capture, Drawdown, Window, WindowReturn
from advisor.rotation.returns import WINDOWS_DEFINITION

LEADERSHIP_DEFINITION = WINDOWS_DEFINITION
_LEAST_MONTHS = 12  # fewer rising or falling months say nothing about what is usual in them


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
    fall, capture = market.drawdowns.get(symbol), market.captures.get(symbol)
    others = (fall.now if fall else None, *_usual(capture))
    return LeaderRow(
        symbol=ticker(market, symbol),
        name="" if name == ticker(market, symbol) else name,
        color_key=color_key(symbol, name),
        texts=tuple(words.NONE if each.rate is None else words.share_change(each.rate) for each in found),
        tones=tuple(tone_of(each.rate) for each in found),
        fall_text=words.NONE if fall is None else words.share_or_zero(fall.now),
        up_text=_captured(others[1]),
        down_text=_captured(others[2]),
        sort_values=tuple(-inf if each is None else each for each in (*(window.rate for window in found), *others)),
        tip=_tip(found[-1]),
        fall_tip="" if fall is None else _fall_tip(fall),
        capture_tip="" if capture is None else _capture_tip(capture),
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


def _usual(capture: Capture | None) -> tuple[float | None, float | None]:
    """Up and down capture where there are enough months of each to tell."""
    if capture is None:
        return None, None
    return (
        capture.up if capture.up_months >= _LEAST_MONTHS else None,
        capture.down if capture.down_months >= _LEAST_MONTHS else None,
    )


def _captured(percent: float | None) -> str:
    return words.NONE if percent is None else words.whole_share(percent / 100)


def _fall_tip(fall: Drawdown) -> str:
    """ "Below its highest close on file. Its deepest fall: −34.1%, Feb 19 to Mar 23, 2020." """
    if fall.peak_day is None or fall.trough_day is None:
        return "It never closed below an earlier close on file."
    deepest = f"{words.share(fall.deepest)}, {words.date_span(fall.peak_day, fall.trough_day)}"
    return f"Below its highest close on file. Its deepest fall: {deepest}."


def _capture_tip(capture: Capture) -> str:
    rising, falling = (words.numbered(months, "month") for months in (capture.up_months, capture.down_months))
    return (
        f"Its mean return in the {rising} in which the S&P 500 rose, and in the {falling} in which it fell, as a share of the "
        f"index’s: 100% is as much as the index. Geometric means of whole months; nothing is said of fewer than {_LEAST_MONTHS}."
    )

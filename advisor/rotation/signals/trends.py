"""The ratios whose trends are watched, and what each speaks for."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from advisor.rotation.model_signals import Signal, Unit
from advisor.rotation.model_synthesis import Synthesis
from advisor.rotation.panel import Panel
from advisor.rotation.series import line_of, ratio, ratio_of
from advisor.rotation.signals.markets import (
    EQUAL_WEIGHT,
    INTERNATIONAL,
    LARGE_CAP,
    MID_CAP,
    NASDAQ,
    SEVEN_FUND,
    SMALL_CAP,
    Market,
    not_on_file,
    pair_of,
    series_of,
)
from advisor.rotation.signals.ratio_trends import TREND_RULE, TREND_VALUE, ratio_trend
from advisor.rotation.signals.telling import Watched, silent


class _Trend(NamedTuple):
    """One ratio of two markets; `speaks_for` as in `ratio_trend`."""

    id: str
    name: str
    above: Market
    below: Market
    speaks_for: int


_OF_MARKETS = (
    _Trend("mid_cap_trend", "Mid caps against the S&P 500", MID_CAP, LARGE_CAP, 1),
    _Trend("equal_weight_trend", "Equal weight against value weight", EQUAL_WEIGHT, LARGE_CAP, 1),
    _Trend("small_cap_trend", "Small caps against the S&P 500", SMALL_CAP, LARGE_CAP, 1),
    _Trend("nasdaq_trend", "Nasdaq-100 against the S&P 500", NASDAQ, LARGE_CAP, -1),
    _Trend("international_fund_trend", "International against a fund of the seven", INTERNATIONAL, SEVEN_FUND, 0),
)
_REST = Watched("rest_trend", "The other 493 against the seven", Unit.RATE, TREND_RULE, TREND_VALUE)
_ABROAD = Watched("international_trend", "International against the seven", Unit.RATE, TREND_RULE, TREND_VALUE)
_NO_SYNTHESIS = "The seven and the other 493 cannot be worked out: that needs the weights of the S&P 500 and closes of the seven."


def trend_signals(panel: Panel, synthesis: Synthesis | None) -> tuple[Signal, ...]:
    """The trends of mid caps, equal weight, small caps, the Nasdaq-100, the other 493 and international stocks."""
    return (*(_of_markets(panel, trend) for trend in _OF_MARKETS), _of_the_rest(panel, synthesis), _abroad(panel, synthesis))


def _of_markets(panel: Panel, trend: _Trend) -> Signal:
    pair = pair_of(panel, trend.above, trend.below)
    if pair is None:
        watched = Watched(trend.id, trend.name, Unit.RATE, TREND_RULE, TREND_VALUE)
        return silent(watched, not_on_file(trend.above, trend.below))
    symbols = (pair[0].symbol, pair[1].symbol)
    return ratio_trend(panel, ratio_of(panel, *symbols), symbols, trend.id, trend.name, speaks_for=trend.speaks_for)


def _of_the_rest(panel: Panel, synthesis: Synthesis | None) -> Signal:
    if synthesis is None:
        return silent(_REST, _NO_SYNTHESIS)
    line = replace(ratio(synthesis.rest, synthesis.seven), name=_REST.name)
    return ratio_trend(panel, line, (), _REST.id, _REST.name, speaks_for=1)


def _abroad(panel: Panel, synthesis: Synthesis | None) -> Signal:
    abroad = series_of(panel, INTERNATIONAL)
    if synthesis is None or abroad is None:
        return silent(_ABROAD, _NO_SYNTHESIS if synthesis is None else not_on_file(INTERNATIONAL))
    line = replace(ratio(line_of(panel, abroad.symbol), synthesis.seven), name=f"{abroad.symbol} against the seven")
    return ratio_trend(panel, line, (abroad.symbol,), _ABROAD.id, _ABROAD.name, speaks_for=1)

"""Whether the Nasdaq-100 stands still while mid caps, small caps and transports rise."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from advisor.rotation.model_signals import Criterion, Divergence, History, Signal, Unit
from advisor.rotation.panel import Panel
from advisor.rotation.returns import session_returns
from advisor.rotation.signals import wording
from advisor.rotation.signals.markets import (
    DOW,
    EQUAL_WEIGHT,
    INTERNATIONAL,
    LARGE_CAP,
    MID_CAP,
    NASDAQ,
    SMALL_CAP,
    TRANSPORTS,
    Series,
    not_on_file,
    series_of,
    shared_closes,
)
from advisor.rotation.signals.telling import Watched, silent, states_of, tell, without_lean

DIVERGENCE_SPANS = (5, 20, 60)  # trading days
_SPAN = 20
_STILL = 0.03
_BROADER = (MID_CAP, SMALL_CAP, TRANSPORTS)
_SHOWN = (NASDAQ, MID_CAP, SMALL_CAP, TRANSPORTS, EQUAL_WEIGHT, DOW, LARGE_CAP, INTERNATIONAL)

WATCHED = Watched(
    id="nasdaq_divergence",
    name="Nasdaq-100 against the broader market",
    unit=Unit.POINTS,
    rule=(
        "On while, over 20 trading days, the Nasdaq-100 moved less than 3% either way and mid caps, small caps and transports "
        "all rose; near while they all beat a Nasdaq-100 that moved more. Markets without closes are left out."
    ),
    definition=(
        "Mean return of mid caps, small caps and transports over 20 trading days less the Nasdaq-100’s; funds on closes adjusted "
        "for splits and distributions, an index only where its fund has none."
    ),
)


def divergence_table(panel: Panel) -> tuple[Divergence, ...]:
    """Each market's return over 5, 20 and 60 trading days, beside the Nasdaq-100's, which comes first.

    Markets without closes are left out; without the Nasdaq-100 the table is empty.
    """
    found = [series for series in (series_of(panel, market) for market in _SHOWN) if series]
    if not found or found[0].market is not NASDAQ:
        return ()
    closes = panel.only(series.symbol for series in found).closes
    spans = np.stack([session_returns(closes, sessions)[:, -1] for sessions in DIVERGENCE_SPANS], axis=1)
    return tuple(
        Divergence(series.symbol, series.market.name, _or_none(row), _or_none(row - spans[0]))
        for series, row in zip(found, spans, strict=True)
    )


def nasdaq_divergence(panel: Panel) -> Signal:
    """Speaks for neither side: the trends of the same markets do."""
    nasdaq = series_of(panel, NASDAQ)
    broader = [series for series in (series_of(panel, market) for market in _BROADER) if series]
    if nasdaq is None or not broader:
        return silent(WATCHED, not_on_file(*([NASDAQ] if nasdaq is None else _BROADER)))
    symbols = (nasdaq.symbol, *(series.symbol for series in broader))
    shared = shared_closes(panel, symbols)
    kept = ~np.isnan(shared.closes[0])
    days, closes = shared.days[kept], shared.closes[:, kept]
    if len(days) <= _SPAN:
        return silent(WATCHED, f"Needs {_SPAN + 1} closes of {', '.join(symbols)}; there are {len(days)}.", symbols)
    moved = session_returns(closes, _SPAN)
    absent = [market for market in _BROADER if market not in [series.market for series in broader]]
    notes = tuple(not_on_file(market) for market in absent)
    history = _history(days, moved)
    told = (*_table_in_words(divergence_table(panel)), *notes)
    return tell(WATCHED, panel, symbols, history, _sentence(days, moved, broader), _criteria(moved, broader), told)


def _history(days: NDArray[np.int64], moved: NDArray[np.float64]) -> History:
    nasdaq, others = moved[0], moved[1:]
    known = ~np.isnan(nasdaq)
    on = (np.abs(nasdaq) < _STILL) & (others > 0).all(axis=0)
    near = (others > nasdaq).all(axis=0)
    states = states_of(known, on, near)
    return History(days, others.mean(axis=0) - nasdaq, np.where(known, 0.0, np.nan), states, without_lean(states))


def _sentence(days: NDArray[np.int64], moved: NDArray[np.float64], broader: list[Series]) -> str:
    others = ", ".join(f"{series.short} {wording.rate(float(rate))}" for series, rate in zip(broader, moved[1:, -1], strict=True))
    nasdaq = wording.rate(float(moved[0, -1]))
    return f"Over the 20 trading days to {wording.day_at(days, -1)}, the {NASDAQ.name} returned {nasdaq}; {others}."


def _criteria(moved: NDArray[np.float64], broader: list[Series]) -> tuple[Criterion, ...]:
    still = float(moved[0, -1])
    return (
        Criterion(f"The {NASDAQ.name} over 20 trading days", wording.rate(still), "less than 3% either way", abs(still) < _STILL),
        *(
            Criterion(wording.capital(series.short), wording.rate(float(rate)), "above 0%", bool(rate > 0))
            for series, rate in zip(broader, moved[1:, -1], strict=True)
        ),
    )


def _table_in_words(rows: tuple[Divergence, ...]) -> tuple[str, ...]:
    short, middle, long = DIVERGENCE_SPANS
    spans = f"over {short}, {middle} and {long} trading days"
    return tuple(
        f"{wording.capital(row.name)}: {', '.join('–' if rate is None else wording.rate(rate) for rate in row.returns)} {spans}."
        for row in rows
    )


def _or_none(rates: NDArray[np.float64]) -> tuple[float | None, ...]:
    return tuple(None if np.isnan(rate) else float(rate) for rate in rates)

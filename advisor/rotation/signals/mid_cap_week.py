"""The weekly mid-cap breakout: a week in which mid caps beat the S&P 500 by more than in nearly all weeks before."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from advisor.rotation.model_signals import Criterion, History, Signal, Unit
from advisor.rotation.panel import Panel
from advisor.rotation.signals import wording
from advisor.rotation.signals.earlier import AmongEarlier, among_earlier
from advisor.rotation.signals.full_weeks import FullWeeks, full_weeks
from advisor.rotation.signals.markets import LARGE_CAP, MID_CAP, Series, not_on_file, pair_of
from advisor.rotation.signals.telling import Watched, silent, states_of, tell

_BREAKOUT, _CLOSE_TO_ONE = 0.95, 0.90  # ranks among all earlier weeks
_HOLDS = 4  # weeks that a breakout counts for, unless it is given back
_LEAST = 104  # earlier weeks: with fewer, the best of them is no yardstick
_FLAT = 0.005  # so little in a week is no rise to speak of

WATCHED = Watched(
    id="mid_cap_week",
    name="Weekly mid-cap breakout",
    unit=Unit.POINTS,
    rule=(
        "A breakout is a week in which mid caps rise and beat the S&P 500 by more than in 95% of all earlier weeks on file "
        "(at least 104). On for four weeks from it, unless the gain on the S&P 500 is given back; near in any other week above "
        "90% of the earlier ones."
    ),
    definition=(
        "Return of mid caps in a full week less the S&P 500’s, each from the last close of one week to that of the next; "
        "two indices without dividends, or two funds on closes adjusted for splits and distributions, never one against the "
        "other."
    ),
)


def mid_cap_week(panel: Panel) -> Signal:
    """Leans to broadening while a breakout holds, to narrowing while a week among the worst twentieth has not been won back."""
    pair = pair_of(panel, MID_CAP, LARGE_CAP, index_first=True)
    if pair is None:
        return silent(WATCHED, not_on_file(MID_CAP, LARGE_CAP))
    symbols = (pair[0].symbol, pair[1].symbol)
    weeks = full_weeks(panel, pair)
    if len(weeks.days) < 2:
        return silent(WATCHED, f"There is no full week of closes of {pair[0].short} and {pair[1].short} on file.", symbols)
    mid, large = weeks.returns()
    ahead = mid - large
    high = among_earlier(ahead, _BREAKOUT, _LEAST)
    history = _history(weeks, mid, ahead, high)
    notes = (_running(weeks, pair),) if weeks.running else ()
    return tell(WATCHED, panel, symbols, history, _sentence(weeks, pair, mid, ahead), _criteria(mid, high, history), notes)


def _history(weeks: FullWeeks, mid: NDArray[np.float64], ahead: NDArray[np.float64], high: AmongEarlier) -> History:
    near = ahead > among_earlier(ahead, _CLOSE_TO_ONE, _LEAST).to_beat
    broke_out = (ahead > high.to_beat) & (mid > 0)
    fell_behind = among_earlier(-ahead, _BREAKOUT, _LEAST)
    ratio = weeks.above / weeks.below
    up = _holding(broke_out, ratio)
    down = _holding(-ahead > fell_behind.to_beat, -ratio)
    known = ~np.isnan(ahead) & ~np.isnan(high.to_beat)
    leans = (up.astype(np.int8) - down.astype(np.int8)) * known
    return History(weeks.days, ahead, high.to_beat, states_of(known, up, near), leans.astype(np.int8))


def _holding(began: NDArray[np.bool_], ratio: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether one of the last weeks began something and the ratio still stands no lower than before that week."""
    holding = np.zeros(len(began), dtype=np.bool_)
    for place in np.flatnonzero(began):
        stretch = slice(place, place + _HOLDS)
        holding[stretch] |= ~(np.minimum.accumulate(ratio[stretch]) < ratio[place - 1])
    return holding


def _sentence(weeks: FullWeeks, pair: tuple[Series, Series], mid: NDArray[np.float64], ahead: NDArray[np.float64]) -> str:
    last = wording.day_at(weeks.days, -1)
    if np.isnan(ahead[-1]):
        return f"In the week to {last} there are not enough closes of {pair[0].short} and {pair[1].short}."
    measured = ahead[~np.isnan(ahead)]
    place = int((measured > ahead[-1]).sum()) + 1
    first = wording.day_at(weeks.days, int(np.argmax(~np.isnan(ahead))))
    moved = "hardly moved" if abs(mid[-1]) < _FLAT else f"returned {wording.rate(float(mid[-1]))}"
    return (
        f"In the week to {last}, {pair[0].said} {moved}, {wording.more_or_less(float(ahead[-1]))} {pair[1].short}: "
        f"number {place:,} of {wording.count(len(measured), 'week')} on file since {first}, best first."
    )


def _running(weeks: FullWeeks, pair: tuple[Series, Series]) -> str:
    above, below = weeks.running or (np.nan, np.nan)
    mid, large = above / weeks.above[-1] - 1.0, below / weeks.below[-1] - 1.0
    if np.isnan(mid - large):
        return "The week that is running does not count yet."
    return (
        f"The week that is running does not count yet: so far {pair[0].short} returned {wording.rate(float(mid))}, "
        f"{wording.more_or_less(float(mid - large))} {pair[1].short}."
    )


def _criteria(mid: NDArray[np.float64], high: AmongEarlier, history: History) -> tuple[Criterion, ...]:
    ahead, limit, rank = history.values[-1], high.to_beat[-1], high.ranks[-1]
    if np.isnan(ahead) or np.isnan(limit):
        return (Criterion("Earlier weeks on file", f"{high.counts[-1]}", f"at least {_LEAST}", bool(high.counts[-1] >= _LEAST)),)
    return (
        Criterion("Mid caps in the week", wording.rate(float(mid[-1])), "above 0%", bool(mid[-1] > 0)),
        Criterion(
            "Ahead of the S&P 500",
            wording.signed_points(float(ahead)),
            f"above {wording.signed_points(float(limit))}",
            bool(ahead > limit),
        ),
        Criterion(
            "Earlier weeks that were worse",
            f"{wording.share(float(rank), 1)} of {high.counts[-1]:,}",
            "at least 95%",
            bool(ahead > limit),
        ),
    )

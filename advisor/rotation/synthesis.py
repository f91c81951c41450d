"""The seven, and the S&P 493: the index without them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from advisor.domain.classification import MAGNIFICENT_SEVEN
from advisor.domain.days import long_date
from advisor.domain.errors import InvalidRequestError
from advisor.rotation.composites import START, Composite, chained, known_closes, value_weighted
from advisor.rotation.model_series import Line
from advisor.rotation.model_synthesis import Synthesis
from advisor.rotation.monthly_difference import monthly_difference
from advisor.rotation.panel import Panel
from advisor.rotation.share_counts import ShareCounts

# Rows that the synthesised lines take in a panel; no ticker is spelt like them.
SEVEN, SEVEN_EQUAL, REST = "MAG7", "MAG7EW", "SP493"

# A company by its share classes, the main one first: Alphabet is one company with two.
SEVEN_COMPANIES: tuple[tuple[str, ...], ...] = tuple(
    (symbol, "GOOG") if symbol == "GOOGL" else (symbol,) for symbol in MAGNIFICENT_SEVEN
)
_TOTAL_RETURN = "Closes adjusted for splits and distributions; 100 on the first day."
_SEVEN = (
    f"The seven together, each weighted by its market value of the evening before; share counts as in the index. {_TOTAL_RETURN}"
)
_EQUAL = f"The seven in equal parts, evened out again at the last close of each quarter. {_TOTAL_RETURN}"
_REST = (
    "The S&P 500 without the seven: each day’s return of the index less what the seven brought, over what is left of it, with "
    f"weights of the evening before. {_TOTAL_RETURN}"
)
_WEIGHT = "Share of the seven in the S&P 500 each evening, worked out from the index’s list and each day’s closes."
_DIRECT = f"Members of the S&P 500 without the seven, each weighted by its market value of the evening before. {_TOTAL_RETURN}"
_ENOUGH = 0.9  # of the other members, by weight in the list and by number on each day, must have closes to sum them


class _Inputs(NamedTuple):
    """What every line is computed from, on the days from the first on which all of the companies have closes."""

    days: NDArray[np.int64]
    panel: Panel
    prices: Panel
    counts: ShareCounts
    joined: Mapping[str, date]


def rate_without(index: NDArray[np.float64], weight: NDArray[np.float64], part: NDArray[np.float64]) -> NDArray[np.float64]:
    """The return of an index without a part of it: (r − w·rₚ) / (1 − w).

    Args:
        index: Returns of the index, as fractions.
        weight: Weight of the part at the START of each period, as a fraction below 1.
        part: Returns of the part.
    """
    return (index - weight * part) / (1.0 - weight)


def synthesise(
    panel: Panel,
    counts: ShareCounts,
    index: str = "SPY",
    prices: Panel | None = None,
    joined: Mapping[str, date] | None = None,
    companies: Sequence[Sequence[str]] = SEVEN_COMPANIES,
) -> Synthesis:
    """Work out the seven and the rest of the index, in two ways where the members have closes.

    Args:
        panel: Total-return closes of the index, of the companies, and of as many members as there are.
        counts: Share counts of the index's members.
        index: Symbol of the index, or of a fund that follows it.
        prices: Closes adjusted for splits only, of the panel's days and symbols, for market values; the panel's own if not given.
        joined: Day on which a member became one, by symbol; without it today's members count as members since ever.
        companies: Share classes of each company that is taken out.

    Raises:
        InvalidRequestError: Closes of the index or of all of the companies are missing, or contradict the list.
        ValueError: `prices` has other days or symbols than the panel.
    """
    if prices is not None and (prices.symbols != panel.symbols or not np.array_equal(prices.days, panel.days)):
        raise ValueError("prices must have the panel's days and symbols")
    found = [kept for classes in companies if (kept := [symbol for symbol in classes if symbol in panel.symbols])]
    symbols = [symbol for classes in found for symbol in classes]
    if index not in panel.symbols or not set(symbols) & set(counts.symbols):
        raise InvalidRequestError(f"The seven and {index} cannot be compared: closes or weights are missing.", "Refresh them.")
    inputs = _inputs(panel, prices or panel, counts, joined or {}, [classes[0] for classes in found])
    seven = _part(inputs, symbols, members_only=False).returns
    weight, rest = _rest(inputs, symbols, index)
    direct, members = _direct(inputs, symbols)
    rest_line = Line("The other 493", inputs.days, chained(rest), _REST)
    return Synthesis(
        seven=Line("The seven", inputs.days, chained(seven), _SEVEN),
        seven_equal=Line("The seven, equal parts", inputs.days, _equal(inputs, found), _EQUAL),
        rest=rest_line,
        seven_weight=Line("Share of the seven", inputs.days, weight, _WEIGHT),
        direct=direct,
        members=members,
        difference=None if direct is None else monthly_difference(rest_line, direct),
        notes=(
            *panel.notes,
            *_assumed(inputs, split_only=prices is not None),
            *_missing(inputs, companies),
            *_ended(inputs, panel, [classes[0] for classes in found]),
        ),
    )


def _inputs(panel: Panel, prices: Panel, counts: ShareCounts, joined: Mapping[str, date], main_classes: Sequence[str]) -> _Inputs:
    """The days on which every company is known: a line whose members change would say nothing of either set.

    A halt is bridged once it is over; at the end the line waits for the company that has no close yet.
    """
    told = panel.only(main_classes).closes
    closes = known_closes(told)
    known: NDArray[np.bool_] = np.isfinite(closes.sum(axis=0))
    begin = int(np.argmax(known))
    ends = np.flatnonzero(~known[begin:])
    stop = begin + int(ends[0]) if len(ends) else len(known)
    whole = np.flatnonzero(~np.isnan(told[:, begin:stop]).any(axis=0))
    stop = begin + int(whole[-1]) + 1 if len(whole) else begin
    own = Panel(panel.days[begin:stop], panel.symbols, panel.closes[:, begin:stop], panel.sources)
    priced = Panel(prices.days[begin:stop], prices.symbols, prices.closes[:, begin:stop], prices.sources)
    return _Inputs(own.days, own, priced, counts, joined)


def _values(inputs: _Inputs, symbols: Sequence[str]) -> NDArray[np.float64]:
    """Market values on each evening, in one unit; NaN where a symbol has no close or is not in the list."""
    units = inputs.counts.of(symbols, inputs.days)
    prices = known_closes(inputs.prices.only(symbols).closes)
    return np.where(units > 0, units * prices, np.nan)


def _is_member(inputs: _Inputs, symbols: Sequence[str]) -> NDArray[np.bool_]:
    since = np.array([inputs.joined.get(symbol, date.min).toordinal() for symbol in symbols], dtype=np.int64)
    return inputs.days >= since[:, np.newaxis]


def _part(inputs: _Inputs, symbols: Sequence[str], *, members_only: bool) -> Composite:
    closes = known_closes(inputs.panel.only(symbols).closes)
    counted = _is_member(inputs, symbols) if members_only else None
    return value_weighted(closes, _values(inputs, symbols), counted)


def _rest(inputs: _Inputs, symbols: Sequence[str], index: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Each evening's weight of the companies in the index, and each day's return of the index without them.

    The index itself counts their weight: its own growth since the day of the list takes the place of that of all its members.
    """
    lists = inputs.counts.lists_on(inputs.days)
    whole = known_closes(inputs.prices.of(index)[np.newaxis])[0] * inputs.counts.index_units[lists]
    returns = known_closes(inputs.panel.of(index)[np.newaxis])[0]
    rate = np.append(np.nan, returns[1:] / returns[:-1] - 1.0)
    values, counted = _values(inputs, symbols), _is_member(inputs, symbols)
    weight = np.nansum(np.where(counted, values, 0.0), axis=0) / whole
    # A company that joins counts from its first day as a member, with its weight of the evening before.
    before = np.nansum(np.where(counted[:, 1:], values[:, :-1], 0.0), axis=0) / whole[:-1]
    if (before >= 1.0).any():
        day = long_date(date.fromordinal(int(inputs.days[int(np.argmax(before >= 1.0))])))
        raise InvalidRequestError(
            f"By its list and its closes, the seven were all of the index on {day}: a split may be missing in the closes.",
            f"Refresh the closes of {index} and of the seven.",
        )
    part = _part(inputs, symbols, members_only=True).returns[1:]
    return weight, np.append(np.nan, rate_without(rate[1:], before, np.where(before > 0, part, 0.0)))


def _equal(inputs: _Inputs, companies: Sequence[Sequence[str]]) -> NDArray[np.float64]:
    """Companies in equal parts, evened out at each quarter's last close; a company's classes by their market values."""
    grown = np.vstack([chained(_company(inputs, classes)) for classes in companies])
    dates = [date.fromordinal(day) for day in inputs.days.tolist()]
    quarter = np.array([day.year * 4 + (day.month - 1) // 3 for day in dates])
    evened = np.append(0, np.flatnonzero(np.diff(quarter)))
    base = evened[np.searchsorted(evened, np.arange(len(dates)), side="left") - 1]
    base[:1] = 0
    since: NDArray[np.float64] = (grown / grown[:, base]).mean(axis=0)
    level = START * np.cumprod(np.append(1.0, since[evened[1:]]))
    return level[np.searchsorted(evened, base)] * since


def _company(inputs: _Inputs, classes: Sequence[str]) -> NDArray[np.float64]:
    returns = _part(inputs, classes, members_only=False).returns
    own = known_closes(inputs.panel.of(classes[0])[np.newaxis])[0]
    alone = np.append(np.nan, own[1:] / own[:-1] - 1.0)
    # The list may lack the company: then its main class stands for it.
    return np.where(np.isnan(returns), alone, returns)


def _direct(inputs: _Inputs, symbols: Sequence[str]) -> tuple[Line | None, NDArray[np.int64]]:
    """The other members' line and how many each day counts, since enough of them have closes; nothing where too few have."""
    out = set(symbols)
    listed = [symbol for symbol in inputs.counts.symbols if symbol not in out]
    others = [symbol for symbol in listed if symbol in inputs.panel.symbols]
    if not others or inputs.counts.unpriced.max() > 1.0 - _ENOUGH:
        return None, np.empty(0, dtype=np.int64)
    together = _part(inputs, others, members_only=True)
    short = np.flatnonzero(together.members[1:] < _ENOUGH * _is_member(inputs, listed)[:, 1:].sum(axis=0))
    begin = int(short[-1]) + 1 if len(short) else 0
    days, returns, members = inputs.days[begin:], together.returns[begin:], together.members[begin:].copy()
    members[:1] = 0
    if np.isnan(returns[1:]).any() or len(days) < 2:
        return None, np.empty(0, dtype=np.int64)
    return Line("The other 493, summed", days, chained(returns), _DIRECT), members


def _assumed(inputs: _Inputs, *, split_only: bool) -> tuple[str, ...]:
    first = long_date(date.fromordinal(int(inputs.counts.as_of[0])))
    notes = [
        f"Weights before {first} are worked back from that day’s list with each day’s closes, every member at the share count "
        "of the list. No close of a later day is in them; shares bought back or issued since are."
    ]
    if not inputs.joined:
        notes.append("Members of that list count as members since ever; those that left the index before are not in the sum.")
    if not split_only:
        notes.append(
            "Market values are of closes adjusted for distributions too; those of high payers are a little low in early years."
        )
    return tuple(notes)


def _ended(inputs: _Inputs, panel: Panel, main_classes: Sequence[str]) -> tuple[str, ...]:
    """What keeps the lines from reaching the panel's last day."""
    if not len(inputs.days) or inputs.days[-1] == panel.days[-1]:
        return ()
    place = int(np.searchsorted(panel.days, inputs.days[-1])) + 1
    gone = [symbol for symbol in main_classes if np.isnan(panel.of(symbol)[place])]
    last = long_date(date.fromordinal(int(inputs.days[-1])))
    return (f"The seven and the other 493 end on {last}: no later closes of {', '.join(gone)} are on file.",)


def _missing(inputs: _Inputs, companies: Sequence[Sequence[str]]) -> tuple[str, ...]:
    unpriced = [classes[0] for classes in companies if not set(classes) & set(inputs.panel.symbols)]
    unlisted = [classes[0] for classes in companies if not set(classes) & set(inputs.counts.symbols)]
    notes = []
    if unpriced:
        notes.append(f"Without closes of {', '.join(unpriced)}, the others include them.")
    if unlisted:
        notes.append(f"Not in the index’s list, and so in the equal parts only: {', '.join(unlisted)}.")
    return tuple(notes)

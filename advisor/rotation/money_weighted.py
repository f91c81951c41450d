"""Returns that count when money came and went."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from math import expm1
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from advisor.domain.errors import InvalidRequestError
from advisor.rotation.model_series import MoneyWeightedReturn

_DAYS_A_YEAR = 365.0
_STEPS = 200  # halving alone needs about 60
_HIGHEST = 700.0  # log of a rate that still can be written; money that grew eightfold overnight is near it
_TOUCHES = 1e-13  # of the sum of all amounts: that small, a turning point is a root


class Flow(NamedTuple):
    """Money that came or went.

    Attributes:
        day: When.
        amount: For `modified_dietz`, positive into the portfolio. For `money_weighted`, as the investor's purse sees it: what is
            paid in is negative, what comes back (and the value at the end) positive.
    """

    day: date
    amount: float


def modified_dietz(begin: Flow, end: Flow, flows: Iterable[Flow], *, at_start_of_day: bool = False) -> float:
    """(V₁ − V₀ − F) / (V₀ + Σ wᵢFᵢ), each flow weighted by the part of the span that it was there.

    Args:
        begin: First day and the value on its evening.
        end: Last day and the value on its evening.
        flows: Deposits positive, withdrawals negative.
        at_start_of_day: Whether flows count from their day's morning rather than its evening.

    Raises:
        InvalidRequestError: The span has no day, a flow lies outside it, or the money there on average is not above zero.
    """
    span = (end.day - begin.day).days
    if span <= 0:
        raise InvalidRequestError("A return needs a last day after its first day.")
    total, weighted = 0.0, 0.0
    for flow in flows:
        passed = (flow.day - begin.day).days
        if not 0 <= passed <= span:
            raise InvalidRequestError("A deposit or withdrawal lies outside the days that the return is for.")
        there = span - passed + (1 if at_start_of_day else 0)
        total += flow.amount
        weighted += flow.amount * there / span
    capital = begin.amount + weighted
    if capital <= 0:
        raise InvalidRequestError("On average there was no money in the portfolio, so there is no return on it.")
    return (end.amount - begin.amount - total) / capital


def money_weighted(flows: Iterable[Flow]) -> MoneyWeightedReturn:
    """The rate r with Σ cᵢ / (1 + r)^((dᵢ − d₀) / 365) = 0 (XIRR), or why there is none.

    All rates above -100 % are found: between two of them the sum's slope has a root, and the sum without its first term's power
    has one power less, so that the roots of ever shorter sums fence in those of the longer.
    """
    by_day: dict[int, float] = defaultdict(float)
    for flow in flows:
        by_day[flow.day.toordinal()] += flow.amount
    days = sorted(day for day, amount in by_day.items() if amount != 0)
    if not days:
        return MoneyWeightedReturn(None, (), "No money came or went.")
    years = (np.array(days, dtype=np.float64) - days[0]) / _DAYS_A_YEAR
    amounts = np.array([by_day[day] for day in days])
    rates = tuple(expm1(min(root, _HIGHEST)) for root in _roots(amounts, years))
    return MoneyWeightedReturn(rates[0] if len(rates) == 1 else None, rates, _why_no_single_rate(amounts, rates))


def _why_no_single_rate(amounts: NDArray[np.float64], rates: tuple[float, ...]) -> str:
    if len(rates) == 1:
        return ""
    if rates:
        said = ", ".join(f"{rate * 100:,.2f}%" for rate in rates)
        return f"Several yearly rates fit these deposits and withdrawals alike: {said}. None of them is the return."
    if _sign_changes(amounts) == 0:
        return "Money only went one way, so there is no rate of return."
    return "No yearly rate fits these deposits and withdrawals."


def _sign_changes(amounts: NDArray[np.float64]) -> int:
    return int(np.count_nonzero(np.diff(np.sign(amounts))))


def _roots(amounts: NDArray[np.float64], years: NDArray[np.float64]) -> list[float]:
    """All x with Σ cᵢ exp(−x tᵢ) = 0, ascending; t ascending from 0, no c zero.

    There are at most as many as the amounts change sign (Descartes' rule, which holds for any exponents), so that a sum with one
    change, as nearly every portfolio's, takes a single search.
    """
    changes = _sign_changes(amounts)
    if changes == 0:
        return []
    turns: list[float] = []
    if changes > 1:
        slopes = amounts[1:] * (years[1:] - years[0])
        turns = _roots(slopes / np.abs(slopes).max(), years[1:] - years[1])
    roots = [turn for turn in turns if abs(_balance(turn, amounts, years)) <= _TOUCHES]
    fences = [None, *turns, None]
    for low, high in pairwise(fences):
        root = _root_between(low, high, amounts, years)
        if root is not None:
            roots.append(root)
    return sorted(roots)


def _balance(x: float, amounts: NDArray[np.float64], years: NDArray[np.float64]) -> float:
    """The sum over the sum of its terms' sizes: between -1 and 1, of the same sign, and never too large to be written."""
    powers = -x * years
    terms = amounts * np.exp(powers - powers.max())
    return float(terms.sum() / np.abs(terms).sum())


def _root_between(
    low: float | None, high: float | None, amounts: NDArray[np.float64], years: NDArray[np.float64]
) -> float | None:
    """The root of a stretch on which the sum only rises or only falls; None without one. No fence means without end."""
    # Far to the left the last amount decides, far to the right the first.
    left = np.sign(amounts[-1]) if low is None else _side(low, amounts, years)
    right = np.sign(amounts[0]) if high is None else _side(high, amounts, years)
    if left * right >= 0:
        return None
    low_end = _beyond(high, -1.0, left, amounts, years) if low is None else low
    high_end = _beyond(low, 1.0, right, amounts, years) if high is None else high
    return _search(low_end, high_end, left, amounts, years)


def _side(x: float, amounts: NDArray[np.float64], years: NDArray[np.float64]) -> float:
    balance = _balance(x, amounts, years)
    return 0.0 if abs(balance) <= _TOUCHES else float(np.sign(balance))


def _beyond(fence: float | None, step: float, sign: float, amounts: NDArray[np.float64], years: NDArray[np.float64]) -> float:
    """A place so far out that the sum has the sign it keeps from there on."""
    start = fence or 0.0
    while np.sign(_balance(start + step, amounts, years)) != sign:
        step *= 2.0
    return start + step


def _search(low: float, high: float, left: float, amounts: NDArray[np.float64], years: NDArray[np.float64]) -> float:
    """Newton's steps on the fenced stretch, halving it wherever a step would leave it or gain too little."""
    x = (low + high) / 2.0
    for _ in range(_STEPS):
        powers = -x * years
        terms = amounts * np.exp(powers - powers.max())
        value, slope = float(terms.sum()), float(-(terms @ years))
        if value == 0.0:
            return x
        low, high = (x, high) if np.sign(value) == left else (low, x)
        step = x - value / slope if slope else low
        following = step if low < step < high else (low + high) / 2.0
        if abs(following - x) <= 1e-15 * max(1.0, abs(x)):
            return following
        x = following
    return x

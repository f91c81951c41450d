"""The investor's sleeves against what leads and lags."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from advisor.domain.classification import Sleeve
from advisor.rotation.model_series import Window, WindowReturn
from advisor.rotation.model_standing import MarketReturn, SleeveStanding, Standing
from advisor.rotation.panel import Panel
from advisor.rotation.returns import window_returns
from advisor.rotation.synthesis import REST, SEVEN

# What stands for each sleeve, the first that has closes. Nothing does for mixed sleeves: gold and coins have little in common.
REPRESENTATIVES: Mapping[Sleeve, tuple[str, ...]] = {
    Sleeve.MEGA_CAP_TECH: (SEVEN, "MAGS"),
    Sleeve.SP493: (REST, "XMAG"),
    Sleeve.MID_CAP: ("MDY", "IJH"),
    Sleeve.SMALL_CAP: ("IJR", "IWM"),
    Sleeve.INTERNATIONAL: ("VXUS", "IXUS"),
    Sleeve.FIXED_INCOME: ("AGG", "BND"),
    Sleeve.CASH: ("SGOV", "BIL"),
}
STANDING_DEFINITION = (
    "Each sleeve takes the return of what stands for it, not of your own holdings in it. Shares at the start are today’s, "
    "followed back as if nothing had been bought or sold. A sleeve’s contribution is its share at the start times its return."
)


class _Measured(NamedTuple):
    symbol: str
    found: WindowReturn
    rate: float


def standings(
    panel: Panel,
    weights: Mapping[Sleeve, float],
    benchmark: Mapping[Sleeve, float] | None = None,
    end: date | None = None,
    representatives: Mapping[Sleeve, tuple[str, ...]] = REPRESENTATIVES,
) -> Mapping[Window, Standing]:
    """Where the money stood over each calendar window that ends on a day (see `STANDING_DEFINITION`).

    Args:
        panel: Total-return closes with the rows of `representatives`, the synthesised ones among them.
        weights: Fractions of all money by sleeve, at the end of the window; negative for margin debt.
        benchmark: The same of a benchmark.
        end: The panel's last day if not given.
        representatives: Symbols that stand for a sleeve, the first that has both closes of a window counts.
    """
    symbols = tuple(symbol for choices in representatives.values() for symbol in choices)
    returns = window_returns(panel.only(symbols), end)
    return {window: _standing(window, returns, weights, benchmark, representatives) for window in Window}


def _standing(
    window: Window,
    returns: Mapping[str, Mapping[Window, WindowReturn]],
    weights: Mapping[Sleeve, float],
    benchmark: Mapping[Sleeve, float] | None,
    representatives: Mapping[Sleeve, tuple[str, ...]],
) -> Standing:
    measured = _measured(window, returns, representatives)
    covered = sum(weights[sleeve] for sleeve in Sleeve if weights.get(sleeve) and sleeve in measured)
    now, before = _followed_back(weights, measured)
    _, theirs = _followed_back(benchmark or {}, measured)
    their_rate = sum(weight * measured[sleeve].rate for sleeve, weight in theirs.items()) if theirs else None
    shown = [sleeve for sleeve in Sleeve if sleeve in now or sleeve in theirs]
    days = [measured[sleeve].found for sleeve in shown]
    return Standing(
        window=window,
        from_day=min((each.from_day for each in days if each.from_day), default=None),
        to_day=max((each.to_day for each in days if each.to_day), default=None),
        sleeves=tuple(_sleeve(sleeve, measured[sleeve], now, before, theirs, their_rate) for sleeve in shown),
        rate=sum(weight * measured[sleeve].rate for sleeve, weight in before.items()),
        benchmark_rate=their_rate,
        markets=_markets(measured, now),
        covered=covered,
        uncovered=tuple(sleeve for sleeve in Sleeve if weights.get(sleeve) and sleeve not in measured),
    )


def _measured(
    window: Window, returns: Mapping[str, Mapping[Window, WindowReturn]], representatives: Mapping[Sleeve, tuple[str, ...]]
) -> dict[Sleeve, _Measured]:
    answer = {}
    for sleeve, choices in representatives.items():
        for symbol in choices:
            found = returns.get(symbol, {}).get(window)
            if found and found.rate is not None:
                answer[sleeve] = _Measured(symbol, found, found.rate)
                break
    # Cash without a fund of bills on file earned something; nothing is the honest floor.
    answer.setdefault(Sleeve.CASH, _Measured("", WindowReturn(0.0, None, None), 0.0))
    return answer


def _followed_back(
    weights: Mapping[Sleeve, float], measured: Mapping[Sleeve, _Measured]
) -> tuple[dict[Sleeve, float], dict[Sleeve, float]]:
    """Weights of the measured money at the end, and those that have drifted to them: each divided by what it has grown to.

    Nothing where none is measured, or more was borrowed than held.
    """
    held = {sleeve: weights[sleeve] for sleeve in Sleeve if weights.get(sleeve) and sleeve in measured}
    then = {sleeve: weight / (1.0 + measured[sleeve].rate) for sleeve, weight in held.items()}
    covered, total = sum(held.values()), sum(then.values())
    if covered <= 0 or total <= 0:
        return {}, {}
    return (
        {sleeve: weight / covered for sleeve, weight in held.items()},
        {sleeve: value / total for sleeve, value in then.items()},
    )


def _markets(measured: Mapping[Sleeve, _Measured], now: Mapping[Sleeve, float]) -> tuple[MarketReturn, ...]:
    returns = (
        MarketReturn(sleeve, each.symbol, each.rate, now.get(sleeve, 0.0))
        for sleeve, each in measured.items()
        if sleeve is not Sleeve.CASH  # interest leads nothing
    )
    return tuple(sorted(returns, key=lambda market: -market.rate))


def _sleeve(
    sleeve: Sleeve,
    measured: _Measured,
    now: Mapping[Sleeve, float],
    before: Mapping[Sleeve, float],
    theirs: Mapping[Sleeve, float],
    their_rate: float | None,
) -> SleeveStanding:
    weight = before.get(sleeve, 0.0)
    return SleeveStanding(
        sleeve=sleeve,
        symbol=measured.symbol,
        rate=measured.rate,
        weight_now=now.get(sleeve, 0.0),
        weight_before=weight,
        contribution=weight * measured.rate,
        allocation=None if their_rate is None else (weight - theirs.get(sleeve, 0.0)) * (measured.rate - their_rate),
    )

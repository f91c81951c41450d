"""What a plan is worth: every aim priced in dollars, so that one sum decides."""

from __future__ import annotations

import math
from collections.abc import Mapping

from advisor.advice.model.target import TargetModel
from advisor.domain.classification import Sleeve

# Dollars that the plan will pay, in tax and cost, to bring one dollar of a sleeve back to the edge of its band. A dollar
# that moves from a sleeve above its band to one below mends two distances and so earns twice this: enough for any
# long-term gain, too little for a short-term gain of more than five sixths of the price.
_OUTSIDE_BAND_PRICE = 0.10

# The same for the half of the band next to its edge, and for the half next to the target: a pull that pays for cheap trades,
# never for a large gain, and that shares out what is missing rather than leave it all in one sleeve.
_OUTER_HALF_PRICE = 0.015
_INNER_HALF_PRICE = 0.005

# Beyond its band a sleeve that only keeps its share costs more than mending another one earns: none is sold for that.
_KEPT_SLEEVE_PRICE = 0.25

# The search ends when no plan can be better by more than this many dollars, or a quarter of a basis point of a small portfolio.
_GAP_DOLLARS = 25.0
_GAP_SHARE = 0.000025


def accepted_gap(portfolio_value: float) -> float:
    """Account currency within which a plan counts as the best."""
    return min(_GAP_DOLLARS, _GAP_SHARE * portfolio_value)


def distance_prices(target: TargetModel, sleeve: Sleeve, portfolio_value: float) -> tuple[tuple[float, float], ...]:
    """The convex price of a sleeve's distance, as (dollars of length, price per dollar) from the target outwards."""
    half_width = target.half_width(sleeve) * portfolio_value
    outside = _KEPT_SLEEVE_PRICE if sleeve in target.kept else _OUTSIDE_BAND_PRICE
    return (half_width / 2, _INNER_HALF_PRICE), (half_width / 2, _OUTER_HALF_PRICE), (math.inf, outside)


def value_of_coming_closer(money: float) -> float:
    """Dollars that the plan would pay for moving `money` from far above one band to far below another."""
    return 2 * _OUTSIDE_BAND_PRICE * money


def split_distance(distance: float, prices: tuple[tuple[float, float], ...]) -> tuple[float, ...]:
    """A distance (dollars, 0 or more) cut into the lengths that `distance_prices` prices."""
    parts = []
    for length, _ in prices:
        parts.append(min(distance, length))
        distance -= parts[-1]
    return tuple(parts)


def priced_distance(sleeve_values: Mapping[Sleeve, float], target: TargetModel, portfolio_value: float) -> float:
    """Dollars for the distance of all sleeves that have a target; `sleeve_values` in account currency."""
    dollars = 0.0
    for sleeve, weight in target.sleeves.items():
        prices = distance_prices(target, sleeve, portfolio_value)
        distance = abs(sleeve_values.get(sleeve, 0.0) - weight * portfolio_value)
        parts = split_distance(distance, prices)
        dollars += sum(part * price for part, (_, price) in zip(parts, prices, strict=True))
    return dollars


def gap_to_target(weights: Mapping[Sleeve, float], target: TargetModel) -> float:
    """Half the sum of absolute distances over the sleeves that have a target; fraction of the portfolio."""
    return sum(abs(weights.get(sleeve, 0.0) - weight) for sleeve, weight in target.sleeves.items()) / 2

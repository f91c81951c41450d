"""What a plan is worth: every aim priced in dollars, so that one sum decides."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from advisor.advice.model.target import Destination, TargetModel
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

# A company or a theme beyond the most that the investor allows. Mending one mends no second distance, so it earns by itself
# what a dollar that moves between two sleeves does.
_LIMIT_PRICE = 0.20

# Cash beyond today's where the target leaves open what the rest is: more than investing it costs, less than any distance is
# worth, so that it goes wherever it does no harm and nothing is sold for it.
_IDLE_CASH_PRICE = 0.02

# The search ends when no plan can be better by more than this many dollars, or a quarter of a basis point of a small portfolio.
_GAP_DOLLARS = 25.0
_GAP_SHARE = 0.000025

# A convex price of a distance, as (dollars of length, price per dollar) from the target outwards; the last is without end.
PriceSteps = tuple[tuple[float, float], ...]

BEYOND_A_LIMIT: PriceSteps = ((math.inf, _LIMIT_PRICE),)

IDLE_CASH: PriceSteps = ((math.inf, _IDLE_CASH_PRICE),)


@dataclass(frozen=True, slots=True)
class Objective:
    """What a plan costs, in dollars, part by part; the smaller, the better.

    Attributes:
        tax: Against realising nothing, wash sales and gains of unknown basis at their worst included.
        cost: Spread and so much per trade.
        distance: Of the sleeves from their bands, and of cash that would lie idle.
        sectors, instruments: The same for those that have a target.
        companies, themes: What lies beyond the most that the target allows.
        risk: Of wandering from the target.
        location: Of bonds in taxable accounts.
    """

    tax: float
    cost: float
    distance: float
    sectors: float
    instruments: float
    companies: float
    themes: float
    risk: float
    location: float

    @property
    def total(self) -> float:
        parts = (self.distance, self.sectors, self.instruments, self.companies, self.themes, self.risk, self.location)
        return self.tax + self.cost + sum(parts)


def accepted_gap(portfolio_value: float) -> float:
    """Account currency within which a plan counts as the best."""
    return min(_GAP_DOLLARS, _GAP_SHARE * portfolio_value)


def value_of_coming_closer(money: float) -> float:
    """Dollars that the plan would pay for moving `money` from far above one band to far below another."""
    return 2 * _OUTSIDE_BAND_PRICE * money


def steps_above(half_width: float, destination: Destination, *, kept: bool = False) -> PriceSteps:
    """What it costs to lie above a target.

    Args:
        half_width: Of the band, dollars.
        destination: How far what lies outside its band is brought back: what it shall not come closer for costs nothing.
        kept: Nothing is sold to bring it back (`TargetModel.kept`).
    """
    inner = _INNER_HALF_PRICE if destination is Destination.TARGET else 0.0
    outer = 0.0 if destination is Destination.EDGE else _OUTER_HALF_PRICE
    outside = _KEPT_SLEEVE_PRICE if kept else _OUTSIDE_BAND_PRICE
    return (half_width / 2, inner), (half_width / 2, outer), (math.inf, outside)


def steps_below(half_width: float, destination: Destination, unseen: float, *, kept: bool = False) -> PriceSteps:
    """What it costs to lie below a target.

    As `steps_above`, except that money which cannot be seen today (`unseen`, dollars) may lie in any sleeve: only beyond it
    is one certain to be below its band. Between, coming closer is worth what it is in the outer half of the band.
    The unseen money is today's: no purchase or sale of what cannot be seen makes a distance look smaller.
    """
    inner, (length, price), outside = steps_above(half_width, destination, kept=kept)
    return inner, (length + unseen, price), outside


def price_of(distance: float, steps: PriceSteps) -> float:
    """Dollars for a distance of 0 or more."""
    return sum(part * price for part, (_, price) in zip(split_distance(distance, steps), steps, strict=True))


def split_distance(distance: float, steps: PriceSteps) -> tuple[float, ...]:
    """A distance (dollars, 0 or more) cut into the lengths that its steps price."""
    parts = []
    for length, _ in steps:
        parts.append(min(distance, length))
        distance -= parts[-1]
    return tuple(parts)


def gap_to_target(weights: Mapping[Sleeve, float], target: TargetModel) -> float:
    """Half the sum of absolute distances over the sleeves that have a target; fraction of the portfolio."""
    return sum(abs(weights.get(sleeve, 0.0) - weight) for sleeve, weight in target.sleeves.items()) / 2

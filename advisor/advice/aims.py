"""What a plan aims at, each as a weighted sum of money that is wanted near, or below, a figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from advisor.advice.bands import instrument_half_widths
from advisor.advice.looked_through import SECTORS, SLEEVES, LookedThrough
from advisor.advice.model.target import TargetModel
from advisor.advice.objective import BEYOND_A_LIMIT, IDLE_CASH, PriceSteps, price_of, steps_above, steps_below
from advisor.domain.classification import Sector, Sleeve
from advisor.domain.portfolio import Account, TaxType


@dataclass(frozen=True, slots=True)
class Aim:
    """Money that is wanted near a figure.

    Attributes:
        part: Which part of the `Objective` its price belongs to.
        name: Of the sleeve, sector, symbol or theme.
        counted: How much of each place's dollar counts.
        cash: How much of a dollar of cash counts.
        wanted: Account currency.
        above, below: What it costs to lie so far above or below; empty costs nothing.
    """

    part: str
    name: str
    counted: NDArray[np.float64]
    cash: float
    wanted: float
    above: PriceSteps
    below: PriceSteps

    def price(self, places: NDArray[np.float64], cash: float) -> float:
        """Dollars, for what lies in each place and in cash (account currency)."""
        distance = float(self.counted @ places) + self.cash * cash - self.wanted
        return price_of(distance, self.above) if distance > 0 else price_of(-distance, self.below)


@dataclass(frozen=True, slots=True)
class Places:
    """Where money may lie: positions, then account × candidate.

    Attributes:
        symbols, accounts: By place.
        looked: What a dollar in each place is.
    """

    symbols: Sequence[str]
    accounts: Sequence[Account]
    looked: LookedThrough


@dataclass(frozen=True, slots=True)
class Sizes:
    """What fractions of the target are multiplied with, account currency; half widths are fractions of `value`.

    Attributes:
        cash: Of today, in positions too, without debts and without what is added or withdrawn.
    """

    value: float
    unseen: float
    deferred: float
    cash: float
    sleeve_half_widths: Mapping[Sleeve, float]
    sector_half_widths: Mapping[str, float]


def aims_of(target: TargetModel, places: Places, sizes: Sizes, location_price: float) -> tuple[Aim, ...]:
    """Everything that a target asks for except the limit on each company, which `companies` has rows for when they bind."""
    return (
        *_sleeve_aims(target, places, sizes),
        *_idle_cash_aims(target, places, sizes),
        *_sector_aims(target, places, sizes),
        *_instrument_aims(target, places, sizes),
        *_theme_aims(target, places, sizes),
        *_location_aims(target, places, sizes, location_price),
    )


def _sleeve_aims(target: TargetModel, places: Places, sizes: Sizes) -> Iterator[Aim]:
    for sleeve, weight in target.sleeves.items():
        half, kept = sizes.sleeve_half_widths[sleeve] * sizes.value, sleeve in target.kept
        yield Aim(
            part="distance",
            name=sleeve,
            counted=places.looked.sleeves[:, SLEEVES.index(sleeve)],
            cash=float(sleeve is Sleeve.CASH),
            wanted=weight * sizes.value,
            above=steps_above(half, target.destination, kept=kept),
            below=() if target.may_fall(sleeve) else steps_below(half, target.destination, sizes.unseen, kept=kept),
        )


def _idle_cash_aims(target: TargetModel, places: Places, sizes: Sizes) -> Iterator[Aim]:
    """What a target that leaves part of the money open says nothing of: sales are invested again, and so is new cash."""
    if target.leaves_cash_open:
        counted = places.looked.sleeves[:, SLEEVES.index(Sleeve.CASH)]
        yield Aim("distance", Sleeve.CASH, counted, 1.0, sizes.cash, IDLE_CASH, ())


def _sector_aims(target: TargetModel, places: Places, sizes: Sizes) -> Iterator[Aim]:
    for name, weight in target.sectors.items():
        half = sizes.sector_half_widths[name] * sizes.value
        yield Aim(
            part="sectors",
            name=name,
            counted=places.looked.sectors[:, SECTORS.index(Sector(name))],
            cash=float(name == Sector.CASH),
            wanted=weight * sizes.value,
            above=steps_above(half, target.destination),
            below=steps_below(half, target.destination, sizes.unseen),
        )


def _instrument_aims(target: TargetModel, places: Places, sizes: Sizes) -> Iterator[Aim]:
    half_widths = instrument_half_widths(target)
    for symbol, weight in target.instruments.items():
        half = half_widths[symbol] * sizes.value
        yield Aim(
            part="instruments",
            name=symbol,
            counted=np.array([float(each == symbol) for each in places.symbols]),
            cash=0.0,
            wanted=weight * sizes.value,
            above=steps_above(half, target.destination),
            below=steps_below(half, target.destination, 0.0),
        )


def _theme_aims(target: TargetModel, places: Places, sizes: Sizes) -> Iterator[Aim]:
    for theme, most in target.themes.items():
        if theme in places.looked.theme_names:
            counted = places.looked.themes[:, places.looked.theme_names.index(theme)]
            yield Aim("themes", theme, counted, 0.0, most * sizes.value, BEYOND_A_LIMIT, ())


def _location_aims(target: TargetModel, places: Places, sizes: Sizes, price: float) -> Iterator[Aim]:
    """Bonds in taxable accounts beyond what the tax-deferred ones have no room for."""
    if price <= 0:
        return
    bonds = places.looked.sleeves[:, SLEEVES.index(Sleeve.FIXED_INCOME)]
    taxable = np.array([float(account.tax_type is TaxType.TAXABLE) for account in places.accounts])
    no_room = max(0.0, target.sleeves.get(Sleeve.FIXED_INCOME, 0.0) * sizes.value - sizes.deferred)
    yield Aim("location", Sleeve.FIXED_INCOME, bonds * taxable, 0.0, no_room, ((np.inf, price),), ())

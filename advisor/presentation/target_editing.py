"""A target being put together by hand, in tenths of a percent so that the sum is exact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from advisor.advice.model.target import Band, BandRule, Destination, TargetModel
from advisor.advice.targets import for_portfolio, own_target
from advisor.domain.classification import Sector, Sleeve
from advisor.presentation import labels, words
from advisor.presentation.views.target_picture import TargetBar

ALL_TENTHS = 1000
USUAL_BAND = Band()

SLEEVES, SECTORS, LIMITS, BANDS = "sleeves", "sectors", "limits", "bands"

BAND_RULES = {
    BandRule.FIVE_TWENTY_FIVE: "Points, or a part of the target if less",
    BandRule.ABSOLUTE: "Points, whatever the target",
    BandRule.SIGMA: "By how much each usually moves",
}
DESTINATIONS = {
    Destination.TARGET: "Back to the target",
    Destination.HALF_WAY: "Half-way from the edge of the band",
    Destination.EDGE: "To the edge of the band",
}

_DESCRIPTION = "Your own target, as shares of all your money."
_NEEDS_NAME = "Give the target a name."


@dataclass(frozen=True, slots=True)
class TypedTarget:
    """A target as the fields say it; shares in tenths of a percent.

    Attributes:
        sectors: Those that have a target.
        company_max: The most that one company may be; None without limit.
        themes: The most that a theme may be, by its id.
        instruments: What single holdings are to be, by symbol.
    """

    name: str
    sleeves: Mapping[Sleeve, int]
    band: Band
    sectors: Mapping[Sector, int] = field(default_factory=dict)
    company_max: int | None = None
    themes: Mapping[str, int] = field(default_factory=dict)
    instruments: Mapping[str, int] = field(default_factory=dict)
    destination: Destination = Destination.TARGET


def whole_tenths(weights: Mapping[Sleeve, float]) -> dict[Sleeve, int]:
    """Fractions by sleeve as tenths of a percent that sum to 1000 (largest remainder, Hamilton's method).

    Args:
        weights: Scaled to sum to 1; what is owed counts as nothing. All zero gives zeros.
    """
    held = {sleeve: max(0.0, weights.get(sleeve, 0.0)) for sleeve in Sleeve}
    total = sum(held.values())
    if total <= 0:
        return dict.fromkeys(Sleeve, 0)
    exact = {sleeve: weight / total * ALL_TENTHS for sleeve, weight in held.items()}
    tenths = {sleeve: int(part) for sleeve, part in exact.items()}
    by_remainder = sorted(exact, key=lambda sleeve: tenths[sleeve] - exact[sleeve])
    for sleeve in by_remainder[: ALL_TENTHS - sum(tenths.values())]:
        tenths[sleeve] += 1
    return tenths


def target_tenths(target: TargetModel, today: Mapping[Sleeve, float]) -> dict[Sleeve, int]:
    """A target, as it looks for this portfolio, in tenths of a percent that sum to 1000."""
    return whole_tenths(for_portfolio(target, today).sleeves)


def sum_text(total: int) -> str:
    """What tenths of a percent sum to: "97.3%"."""
    return f"{total / 10:,.1f}%"


def sum_words(total: int) -> str:
    """How far from 100% a sum of tenths of a percent is."""
    off = abs(total - ALL_TENTHS) / 10
    if not off:
        return "Adds up to 100%."
    return f"{off:,.1f}% is still missing." if total < ALL_TENTHS else f"{off:,.1f}% is too much."


def target_from_tenths(name: str, tenths: Mapping[Sleeve, int], band: Band) -> TargetModel:
    """The target those tenths of a percent describe."""
    return own_target(name, _DESCRIPTION, {sleeve: part / ALL_TENTHS for sleeve, part in tenths.items()}, band)


def target_as_typed(typed: TypedTarget) -> TargetModel:
    """The target that the fields describe."""
    return replace(
        target_from_tenths(typed.name.strip(), typed.sleeves, typed.band),
        sectors={sector.value: part / ALL_TENTHS for sector, part in typed.sectors.items()},
        company_max=None if typed.company_max is None else typed.company_max / ALL_TENTHS,
        themes={theme: part / ALL_TENTHS for theme, part in typed.themes.items()},
        instruments={symbol: part / ALL_TENTHS for symbol, part in typed.instruments.items()},
        destination=typed.destination,
    )


def faults_of(typed: TypedTarget) -> dict[str, str]:
    """What stands in the way of using a target, one sentence for each page that has something wrong."""
    faults = {}
    total = sum(typed.sleeves.values())
    if total != ALL_TENTHS:
        faults[SLEEVES] = sum_words(total)
    elif not typed.name.strip():
        faults[SLEEVES] = _NEEDS_NAME
    sectors, holdings = sum(typed.sectors.values()), sum(typed.instruments.values())
    if sectors > ALL_TENTHS:
        faults[SECTORS] = f"The sectors add up to {sum_text(sectors)}, more than all your money."
    if holdings > ALL_TENTHS:
        faults[LIMITS] = f"The single holdings add up to {sum_text(holdings)}, more than all your money."
    if typed.company_max == 0:
        faults[LIMITS] = "A limit of 0% leaves no company: clear it, or type more."
    if typed.band.rule is not BandRule.SIGMA and typed.band.points <= 0:
        faults[BANDS] = "A band of no points makes every hair a trade: type more than 0%."
    return faults


def sleeve_bars(typed: TypedTarget, today: Mapping[Sleeve, float]) -> tuple[TargetBar, ...]:
    """Each sleeve as it is today and as it is to be, with its band; those that are nothing in both are left out."""
    rows = (
        _bar(labels.SLEEVE_SHORT_LABELS[sleeve], sleeve.value, today.get(sleeve, 0.0), part / ALL_TENTHS, typed.band)
        for sleeve, part in typed.sleeves.items()
    )
    return tuple(row for row in rows if _says_something(row))


def sector_bars(typed: TypedTarget, today: Mapping[Sector, float], sectors: Iterable[Sector]) -> tuple[TargetBar, ...]:
    """Each sector as it is today, and as it is to be where it has a target."""
    rows = []
    for sector in sectors:
        part = typed.sectors.get(sector)
        aimed = None if part is None else part / ALL_TENTHS
        rows.append(_bar(labels.SECTOR_SHORT_LABELS[sector], sector.value, today.get(sector, 0.0), aimed, typed.band))
    return tuple(row for row in rows if _says_something(row))


def left_words(total: int) -> str:
    """What is left to give away, or how much too much was given."""
    left = ALL_TENTHS - total
    if not left:
        return "All your money has a place."
    return f"{left / 10:,.1f}% left to give a place." if left > 0 else f"{-left / 10:,.1f}% too much."


def _bar(label: str, color: str, today: float, target: float | None, band: Band) -> TargetBar:
    half = 0.0 if target is None else band.half_width(target)
    return TargetBar(
        label=label,
        color=color,
        today=max(0.0, today),
        target=target,
        low=max(0.0, (target or 0.0) - half),
        high=(target or 0.0) + half,
        today_text=words.share(today),
        target_text=words.NONE if target is None else words.share(target),
        change_text="" if target is None or abs(target - today) < 0.0005 else words.points_change(target - today),
    )


def _says_something(row: TargetBar) -> bool:
    return row.today >= 0.0005 or bool(row.target)

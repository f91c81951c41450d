"""A target being put together by hand, in tenths of a percent so that the sum is exact."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.advice.model.target import Band, TargetModel
from advisor.advice.targets import for_portfolio, own_target
from advisor.domain.classification import Sleeve

ALL_TENTHS = 1000
USUAL_BAND = Band()

_DESCRIPTION = "Your own target, as shares of all your money."


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

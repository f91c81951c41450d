"""How far from its target everything may lie before it counts."""

from __future__ import annotations

from advisor.advice.model.risk import Risk
from advisor.advice.model.target import TargetModel
from advisor.domain.classification import Sector, Sleeve


def volatility(risk: Risk | None, factor: Sleeve | Sector) -> float | None:
    """Yearly standard deviation of a sleeve or sector, fraction; None where no closes tell it."""
    return None if risk is None else risk.volatilities.get(factor)


def sleeve_half_widths(target: TargetModel, risk: Risk | None) -> dict[Sleeve, float]:
    """Fraction of the portfolio by sleeve that has a target."""
    return {sleeve: target.half_width(sleeve, volatility(risk, sleeve)) for sleeve in target.sleeves}


def sector_half_widths(target: TargetModel, risk: Risk | None) -> dict[str, float]:
    """Fraction of the portfolio by sector that has a target."""
    return {name: target.band.half_width(weight, volatility(risk, Sector(name))) for name, weight in target.sectors.items()}


def instrument_half_widths(target: TargetModel) -> dict[str, float]:
    """Fraction of the portfolio by symbol that has a target.

    A sigma band falls back on 5/25: how far one symbol moves is not part of what is known of sleeves and sectors.
    """
    return {symbol: target.band.half_width(weight) for symbol, weight in target.instruments.items()}

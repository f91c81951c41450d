"""The target as a portfolio, down to its companies: what tracking error is measured against."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.advice.model.target import TargetModel
from advisor.domain.classification import Sector, Sleeve
from advisor.exposure.contents import Contents, mixture

_MONEY = Contents({Sleeve.CASH: 1.0}, {Sector.CASH: 1.0})


def reference_contents(
    target: TargetModel,
    before: Mapping[Sleeve, float],
    today: Mapping[Sleeve, Contents],
    market: Mapping[Sleeve, Contents],
    instruments: Mapping[str, Contents],
) -> Contents:
    """One dollar of the target.

    Instruments that have a target are held as they are. What they leave of each sleeve's target is filled as the market holds
    that sleeve; a sleeve that is kept, or that the market does not tell, as the investor holds it. Sleeves without a target keep
    their proportions of today, and what is in them. A target that wants nothing of all that is held, and names nothing else, is
    taken as money.

    Args:
        target: In fractions of the whole portfolio.
        before: Fraction of the portfolio by sleeve today.
        today, market: What one dollar in each sleeve is, of the investor's and of the market's.
        instruments: Contents of the symbols that have a target of their own; one that is missing is left out.
    """
    parts = [(weight, instruments[symbol]) for symbol, weight in target.instruments.items() if symbol in instruments]
    filled = mixture(parts)
    wanted = _wanted(target.sleeves, before)
    left = {sleeve: max(0.0, weight - filled.sleeves.get(sleeve, 0.0)) for sleeve, weight in wanted.items()}
    room, open_weight = max(0.0, 1.0 - sum(weight for weight, _ in parts)), sum(left.values())
    for sleeve, weight in left.items():
        if weight * room > 0:
            is_free = sleeve in target.sleeves and sleeve not in target.kept
            parts.append((weight * room / open_weight, _filling(sleeve, is_free, today, market)))
    whole = sum(weight for weight, _ in parts)
    return mixture((weight / whole, each) for weight, each in parts) if whole > 0 else _MONEY


def _wanted(named: Mapping[Sleeve, float], before: Mapping[Sleeve, float]) -> dict[Sleeve, float]:
    """A fraction for every sleeve: where the target names none, what it leaves is divided as it is today."""
    unnamed = {sleeve: max(0.0, weight) for sleeve, weight in before.items() if sleeve not in named}
    left, held = max(0.0, 1.0 - sum(named.values())), sum(unnamed.values())
    return {**named, **({sleeve: left * weight / held for sleeve, weight in unnamed.items()} if held else {})}


def _filling(sleeve: Sleeve, is_free: bool, today: Mapping[Sleeve, Contents], market: Mapping[Sleeve, Contents]) -> Contents:
    if sleeve is Sleeve.CASH:
        return _MONEY
    own = today.get(sleeve)
    if own is not None and not (is_free and sleeve in market):
        return own
    return market.get(sleeve, Contents({sleeve: 1.0}, {Sector.UNCLASSIFIED: 1.0}))

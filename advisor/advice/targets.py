"""Where an investor may want to be: presets, default candidates, and a target fitted to a portfolio."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from advisor.advice.model.target import OWN_TARGET_ID, Band, BandRule, Destination, TargetModel
from advisor.domain.classification import Sleeve

if TYPE_CHECKING:  # with it comes numpy, which the window must not wait for
    from advisor.advice.model.curve import RotationPoint

# What the presets divide anew. US companies that no index sizes are nothing to aim at: they stay as they are.
PRESET_SLEEVES = frozenset({Sleeve.MEGA_CAP_TECH, Sleeve.SP493, Sleeve.MID_CAP, Sleeve.SMALL_CAP})

_MARKET_FUND = "VTI"
_EQUAL_WEIGHT_FUND = "RSP"

# "Broadening" keeps two thirds of the seven's market weight; mid caps get three fifths of what that frees, small caps the
# rest, which about doubles both.
_SEVEN_KEPT = 2 / 3
_FREED_TO_MID_CAPS = 3 / 5

_STOCKS_OF_SIXTY_FORTY = 0.6

_ONLY_US_STOCKS = "Applies to your US stocks; international stocks, bonds, cash, alternatives and the rest keep their share."
_ONLY_US_STOCKS_AND_BONDS = (
    "Applies to your US stocks and bonds; international stocks, cash, alternatives and the rest keep their share."
)
_ALL_ELSE_KEPT = "Applies to what the fund holds; everything else keeps its share."

# A little of each lies in broad funds: nothing to aim at.
_NO_AIM = frozenset({Sleeve.US_OTHER, Sleeve.CASH, Sleeve.UNCLASSIFIED})
_WORTH_AIMING_AT = 0.005

# A point of the curve is met so closely that tax hardly stands in its way.
_AT_A_POINT = Band(points=0.001, rule=BandRule.ABSOLUTE)

# One broad fund for each exposure that may be missing: mid caps, small caps, the S&P 500 without its concentration, and
# without the largest companies, all of the US market, other countries, bonds.
_DEFAULT_CANDIDATES = ("IJH", "IJR", "RSP", "XMAG", "VTI", "VXUS", "BND")

# Another house's fund on another index: it keeps the exposure of a usual one sold at a loss without buying the loss back.
_SECOND_FUNDS = {"BND": "AGG", "VXUS": "IXUS", "IJR": "IWM"}


def default_candidates() -> tuple[str, ...]:
    """Symbols a plan may buy unless the investor names others."""
    return _DEFAULT_CANDIDATES


def second_funds(at_a_loss: Collection[str]) -> tuple[str, ...]:
    """Symbols a plan may buy beside the usual ones, where some of these stand at a loss in an account that is taxed."""
    return tuple(second for usual, second in _SECOND_FUNDS.items() if usual in at_a_loss)


def presets(benchmark_sleeves: Mapping[str, Mapping[Sleeve, float]]) -> tuple[TargetModel, ...]:
    """The targets that can be built from the benchmarks at hand.

    Args:
        benchmark_sleeves: Look-through of VTI and RSP by symbol, fractions summing to 1; a preset whose fund is missing is
            left out.
    """
    built: list[TargetModel] = []
    if _MARKET_FUND in benchmark_sleeves:
        market = _us_stock_mix(benchmark_sleeves[_MARKET_FUND])
        built.append(_preset("market_weight", "Market weight", "US stocks as the whole US market holds them.", market))
    if _EQUAL_WEIGHT_FUND in benchmark_sleeves:
        equal = _us_stock_mix(benchmark_sleeves[_EQUAL_WEIGHT_FUND])
        description = "US stocks as the S&P 500 would be with every company the same size."
        built.append(_preset("equal_weight", "Equal-weight S&P 500", description, equal))
    if _MARKET_FUND in benchmark_sleeves:
        built += [_broadening(market), _only_493(market), _sixty_forty(market)]
    return tuple(built)


def benchmark_target(symbol: str, name: str, sleeves: Mapping[Sleeve, float]) -> TargetModel | None:
    """What a benchmark holds today; None where it holds nothing to aim at.

    Args:
        sleeves: Its look-through, fractions.
    """
    held = {each: share for each, share in sleeves.items() if each not in _NO_AIM and share >= _WORTH_AIMING_AT}
    total = sum(held.values())
    if total <= 0:
        return None
    scope = PRESET_SLEEVES | held.keys() if PRESET_SLEEVES & held.keys() else frozenset(held)
    mix = {sleeve: held.get(sleeve, 0.0) / total for sleeve in Sleeve if sleeve in scope}
    description = f"What {name} ({symbol}), your benchmark, holds today. {_ALL_ELSE_KEPT}"
    return _with_usual_candidates(TargetModel("benchmark", f"Today’s {symbol}", description, mix, scope=frozenset(scope)))


def own_target(name: str, description: str, sleeves: Mapping[Sleeve, float], band: Band) -> TargetModel:
    """A target the investor made, in fractions of the whole portfolio, with the usual candidates."""
    return _with_usual_candidates(TargetModel(OWN_TARGET_ID, name, description, dict(sleeves), band=band))


def for_portfolio(target: TargetModel, weights: Mapping[Sleeve, float]) -> TargetModel:
    """The target in fractions of the whole portfolio.

    Args:
        target: With a scope, its fractions divide the money of those sleeves; the rest keep their share.
        weights: Today's fraction by sleeve.
    """
    if not target.scope:
        return target
    kept = {sleeve: max(0.0, weights.get(sleeve, 0.0)) for sleeve in Sleeve if sleeve not in target.scope}
    divided = max(0.0, 1.0 - sum(kept.values()))
    sleeves = {sleeve: divided * target.sleeves.get(sleeve, 0.0) for sleeve in Sleeve if sleeve in target.scope}
    in_order = {sleeve: (sleeves | kept)[sleeve] for sleeve in Sleeve}
    return replace(target, sleeves=in_order, scope=frozenset(), kept=frozenset(kept))


def at_point(point: RotationPoint, target: TargetModel) -> TargetModel:
    """The target to solve for when the investor picks a point of the curve: the shares its plan comes to, met closely.

    The most that a company or a theme may be is what `target` says; its other aims, which played no part in the curve, would
    lead away from the point.

    Args:
        target: In fractions of the whole portfolio, as `Plan.target`.
    """
    reached = {sleeve: max(0.0, point.plan.after.get(sleeve, 0.0)) for sleeve in point.target.sleeves}
    total = max(1.0, sum(reached.values()))
    return replace(
        target,
        sleeves={sleeve: share / total for sleeve, share in reached.items()},
        scope=frozenset(),
        kept=frozenset(),
        band=_AT_A_POINT,
        destination=Destination.EDGE,
        sectors={},
        instruments={},
    )


def _preset(identifier: str, name: str, description: str, mix: Mapping[Sleeve, float]) -> TargetModel:
    told = f"{description} {_ONLY_US_STOCKS}"
    return _with_usual_candidates(TargetModel(identifier, name, told, mix, scope=PRESET_SLEEVES))


def _with_usual_candidates(target: TargetModel) -> TargetModel:
    return replace(target, candidates=tuple((symbol, None) for symbol in _DEFAULT_CANDIDATES))


def _us_stock_mix(sleeves: Mapping[Sleeve, float]) -> dict[Sleeve, float]:
    us_stocks = {sleeve: sleeves.get(sleeve, 0.0) for sleeve in Sleeve if sleeve in PRESET_SLEEVES}
    total = sum(us_stocks.values())
    if total <= 0:
        raise ValueError("the benchmark holds no US stocks")
    return {sleeve: share / total for sleeve, share in us_stocks.items()}


def _broadening(market: Mapping[Sleeve, float]) -> TargetModel:
    freed = market[Sleeve.MEGA_CAP_TECH] * (1 - _SEVEN_KEPT)
    mix = {
        **market,
        Sleeve.MEGA_CAP_TECH: market[Sleeve.MEGA_CAP_TECH] - freed,
        Sleeve.MID_CAP: market[Sleeve.MID_CAP] + freed * _FREED_TO_MID_CAPS,
        Sleeve.SMALL_CAP: market[Sleeve.SMALL_CAP] + freed * (1 - _FREED_TO_MID_CAPS),
    }
    description = "US stocks with the seven at two thirds of their market weight; what that frees goes to mid and small caps."
    return _preset("broadening", "Broadening", description, mix)


def _only_493(market: Mapping[Sleeve, float]) -> TargetModel:
    mix = {**market, Sleeve.MEGA_CAP_TECH: 0.0, Sleeve.SP493: market[Sleeve.SP493] + market[Sleeve.MEGA_CAP_TECH]}
    description = "US stocks without the seven: their market weight goes to the other 493 of the S&P 500."
    return _preset("only_493", "493 only", description, mix)


def _sixty_forty(market: Mapping[Sleeve, float]) -> TargetModel:
    mix = {sleeve: _STOCKS_OF_SIXTY_FORTY * share for sleeve, share in market.items()}
    mix[Sleeve.FIXED_INCOME] = 1 - _STOCKS_OF_SIXTY_FORTY
    description = f"60% stocks as the whole US market holds them, 40% bonds. {_ONLY_US_STOCKS_AND_BONDS}"
    return _with_usual_candidates(TargetModel("sixty_forty", "60/40", description, mix, scope=frozenset(mix)))

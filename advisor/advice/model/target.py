"""Where the investor wants to be, and how far from it still counts as there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from advisor.domain.classification import Sleeve

# The id of the target that the investor made.
OWN_TARGET_ID = "custom"

# A fund that is sold for its large companies takes a few others along: not worth a trade of their own.
_KEPT_HALF_WIDTH = 0.005

# Fractions that sum to this name the whole portfolio, whatever their last digits are.
_WHOLE = 1 - 1e-6


class BandRule(StrEnum):
    """What makes a distance from the target worth a trade."""

    FIVE_TWENTY_FIVE = "5/25"  # the smaller of so many points and such a part of the target
    ABSOLUTE = "absolute"  # so many points, whatever the target
    SIGMA = "sigma"  # so many yearly standard deviations of the sleeve, times its target


@dataclass(frozen=True, slots=True)
class Band:
    """How far a sleeve may lie from its target before it counts.

    Attributes:
        points: Absolute, fraction of the portfolio.
        relative: Fraction of the target.
        sigmas: How many yearly standard deviations (`BandRule.SIGMA` alone).
    """

    points: float = 0.05
    relative: float = 0.25
    rule: BandRule = BandRule.FIVE_TWENTY_FIVE
    sigmas: float = 1.5

    def half_width(self, target: float, volatility: float | None = None) -> float:
        """Fraction of the portfolio.

        Args:
            target: Fraction of the portfolio.
            volatility: Yearly standard deviation, fraction; where it is not known, a sigma band falls back on 5/25.
        """
        if self.rule is BandRule.ABSOLUTE:
            return self.points
        if self.rule is BandRule.SIGMA and volatility is not None:
            return self.sigmas * volatility * target
        return min(self.points, self.relative * target)


class Destination(StrEnum):
    """How far a sleeve outside its band is brought back."""

    TARGET = "target"
    HALF_WAY = "half_way"  # half-way between the edge of the band and the target
    EDGE = "edge"  # the edge of the band


@dataclass(frozen=True, slots=True)
class TargetModel:
    """Where the investor wants to be.

    Attributes:
        sleeves: Fraction by sleeve; the named ones sum to at most 1; a sleeve that is not named has no target of its own.
        sectors: Fraction by GICS sector name; has bands like a sleeve.
        company_max: No company above this fraction through everything; None without limit.
        themes: The most that a theme may be through everything, fraction by theme id.
        instruments: Fraction by symbol that is held or offered as a candidate; has bands like a sleeve.
        candidates: Symbols the plan may buy, with a price where the target file gives one.
        scope: The sleeves whose money the fractions divide; all other sleeves keep the share they have. Empty: the
            fractions are of the whole portfolio.
        kept: Sleeves whose target is the share they have today, within half a point.
    """

    id: str
    name: str
    description: str
    sleeves: Mapping[Sleeve, float]
    sectors: Mapping[str, float] = field(default_factory=dict)
    company_max: float | None = None
    band: Band = Band()
    candidates: tuple[tuple[str, Decimal | None], ...] = ()
    scope: frozenset[Sleeve] = frozenset()
    kept: frozenset[Sleeve] = frozenset()
    themes: Mapping[str, float] = field(default_factory=dict)
    instruments: Mapping[str, float] = field(default_factory=dict)
    destination: Destination = Destination.TARGET

    @property
    def leaves_cash_open(self) -> bool:
        """Whether the sleeves leave part of the money open, and do not say how much of it is cash."""
        return Sleeve.CASH not in self.sleeves and sum(self.sleeves.values()) < _WHOLE

    def may_fall(self, sleeve: Sleeve) -> bool:
        """Whether it costs nothing to hold less of a sleeve than its target says: nobody wants what is not classified kept."""
        return sleeve is Sleeve.UNCLASSIFIED and sleeve in self.kept

    def half_width(self, sleeve: Sleeve, volatility: float | None = None) -> float:
        """How far a sleeve that has a target may lie from it before it counts, fraction of the portfolio."""
        return _KEPT_HALF_WIDTH if sleeve in self.kept else self.band.half_width(self.sleeves[sleeve], volatility)

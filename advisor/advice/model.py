"""What a plan is asked for, and what it answers.

Money is float account currency inside the optimiser (analysis begins there); share counts and prices that reach the investor are
`Decimal`. Weights are fractions of 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from advisor.domain.classification import Sleeve
from advisor.domain.portfolio import Account, TaxLot


@dataclass(frozen=True, slots=True)
class Band:
    """How far a sleeve may lie from its target before it counts: the smaller of the two (5/25 rule).

    Attributes:
        points: Absolute, fraction of the portfolio.
        relative: Fraction of the target.
    """

    points: float = 0.05
    relative: float = 0.25

    def half_width(self, target: float) -> float:
        return min(self.points, self.relative * target)


# A fund that is sold for its large companies takes a few others along: not worth a trade of their own.
_KEPT_HALF_WIDTH = 0.005


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fund the plan may buy. `sleeves` is its look-through, fractions summing to 1.

    Attributes:
        price_as_of: Day of a close, where neither the books nor the target state a price; None otherwise.
    """

    symbol: str
    name: str
    price: Decimal
    sleeves: Mapping[Sleeve, float]
    price_as_of: date | None = None


# The id of the target that the investor made.
OWN_TARGET_ID = "custom"


@dataclass(frozen=True, slots=True)
class TargetModel:
    """Where the investor wants to be.

    Attributes:
        sleeves: Fraction by sleeve; the named ones sum to at most 1; a sleeve that is not named has no target of its own.
        sectors: Fraction by GICS sector name (read and kept; the first plan works by sleeve).
        company_max: No company above this fraction; None without limit (kept likewise).
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

    def half_width(self, sleeve: Sleeve) -> float:
        """How far a sleeve that has a target may lie from it before it counts, fraction of the portfolio."""
        return _KEPT_HALF_WIDTH if sleeve in self.kept else self.band.half_width(self.sleeves[sleeve])


@dataclass(frozen=True, slots=True)
class PlanPosition:
    """One position that a plan may sell from.

    Attributes:
        quantity: As in the books.
        unit_value: Account currency per unit (price, or price / 100 for bonds, price x 100 for options).
        sleeves: Look-through, fractions summing to 1.
        tradable: False for options, shorts, unpriced lines and plan funds without ticker.
    """

    account: Account
    symbol: str
    name: str
    quantity: Decimal
    unit_value: Decimal
    value: Decimal
    cost_basis: Decimal | None
    lots: tuple[TaxLot, ...]
    sleeves: Mapping[Sleeve, float]
    tradable: bool


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """Everything the optimiser needs.

    Attributes:
        cash: Cash by account id (account currency; money funds included when they settle trades).
        new_cash: Added to the first taxable account, or the first account (may be negative: a withdrawal).
        no_sell: Symbols that must not be sold.
        locked: Symbols that must not be traded at all.
        minimum_trade: Account currency; smaller trades are not proposed.
        max_gain: Net realised gain allowed in taxable accounts; None without limit.
        whole_shares: False allows fractions to four places.
        time_limit: Seconds.
        long_term_rate, short_term_rate: Tax rates, fractions.
    """

    positions: tuple[PlanPosition, ...]
    cash: Mapping[int, Decimal]
    accounts: tuple[Account, ...]
    target: TargetModel
    candidates: tuple[Candidate, ...]
    trade_date: date
    new_cash: Decimal = Decimal(0)
    no_sell: frozenset[str] = frozenset()
    locked: frozenset[str] = frozenset()
    minimum_trade: Decimal = Decimal(100)
    max_gain: Decimal | None = None
    whole_shares: bool = True
    time_limit: float = 10.0
    long_term_rate: float = 0.15
    short_term_rate: float = 0.24
    cost_per_trade: float = 5.0


class TradeAction(StrEnum):
    BUY = "buy"
    SELL = "sell"


class Term(StrEnum):
    SHORT = "short"
    LONG = "long"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SoldLot:
    """A lot, or the part of one, that a trade sells. Gain None when the basis is unknown."""

    acquired: date | None
    quantity: Decimal
    cost_basis: Decimal | None
    gain: Decimal | None
    term: Term


@dataclass(frozen=True, slots=True)
class Trade:
    """One order. `value` is positive, account currency, to the cent; `reason` one plain sentence.

    Attributes:
        tax_alone: What its gains would cost if nothing else were sold, as far as it is known; 0 where nothing is taxed.
    """

    account: Account
    action: TradeAction
    symbol: str
    name: str
    quantity: Decimal
    price: Decimal
    value: Decimal
    lots: tuple[SoldLot, ...]
    gain: Decimal | None
    reason: str
    tax_alone: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class TaxEstimate:
    """Net realised gains in taxable accounts, and the tax they cost.

    `complete` is False when the basis or the purchase date of something sold is missing: then it is the least it can be.
    """

    short_term_gain: Decimal
    long_term_gain: Decimal
    estimated_tax: Decimal
    complete: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """A set of trades and what it does.

    Attributes:
        before, after: Fraction of the portfolio by sleeve.
        target: The target model that was aimed at.
        cash_after: By account id.
        turnover: Money that changes place (the larger of bought and sold) / portfolio value.
        gap_before, gap_to_target: Half the sum of absolute distances from the target, over sleeves that have one.
        optimality_gap: Money: no plan can be better than this one by more than this (the solver's certificate).
        binding: Which constraints stand in the way of coming closer, in plain words.
        warnings: What the plan does not know (missing basis, unpriced candidates, time limit reached).
    """

    target: TargetModel
    trades: tuple[Trade, ...]
    before: Mapping[Sleeve, float]
    after: Mapping[Sleeve, float]
    cash_after: Mapping[int, Decimal]
    tax: TaxEstimate
    turnover: float
    changes_place: Decimal
    gap_before: float
    gap_to_target: float
    optimality_gap: float
    binding: tuple[str, ...]
    warnings: tuple[str, ...]

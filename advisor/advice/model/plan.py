"""What a plan answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from advisor.advice.model.action import TradeAction
from advisor.advice.model.target import TargetModel
from advisor.advice.model.taxes import SoldLot, TaxEstimate
from advisor.advice.model.washing import WashedShares, WashWindow
from advisor.domain.classification import Sector, Sleeve
from advisor.domain.money import ZERO
from advisor.domain.portfolio import Account


@dataclass(frozen=True, slots=True)
class Trade:
    """One order. `value` is positive, account currency, to the cent; `reason` one plain sentence.

    Attributes:
        tax_alone: What its gains would cost if nothing else were sold, as far as it is known; 0 where nothing is taxed.
        edited: The investor typed or locked this line.
        why_these_lots: Why these lots and not the next, one plain sentence; empty for a purchase and where there is no choice.
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
    tax_alone: Decimal = ZERO
    edited: bool = False
    why_these_lots: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """What all the money is, looked through.

    Attributes:
        sleeves, sectors: Fraction of the portfolio; sum to 1.
        companies: Fraction by company symbol, largest first; companies that have a name.
        themes: Fraction by theme id, of the themes that have a limit.
        unseen: Fraction that is estimated or unknown: each sleeve and company is what it says, up to this much more.
        tracking_error: Yearly, against the target, fraction; None where no risk model is at hand.
        income: Distributions of a year, account currency; None where nothing is known of them.
        fund_cost: What the funds take in a year, account currency; None where nothing is known of it.
        missing: Symbols whose income or cost is not known and left out of the two.
    """

    sleeves: Mapping[Sleeve, float]
    sectors: Mapping[Sector, float]
    companies: Mapping[str, float]
    themes: Mapping[str, float]
    unseen: float
    tracking_error: float | None
    income: Decimal | None
    fund_cost: Decimal | None
    missing: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class NotMade:
    """A trade that one would expect and that the plan does not make."""

    account: Account
    action: TradeAction
    symbol: str
    reason: str


@dataclass(frozen=True, slots=True)
class RulePrice:
    """What a rule costs: how many dollars of the plan's own measure it would gain without it.

    Attributes:
        rule: Its name, e.g. "max_gain", "no_sell:AAPL", "cash".
        dollars: 0 or more, at least; estimated with fractions of shares allowed.
        sentence: In plain words.
    """

    rule: str
    dollars: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Search:
    """How a plan was found.

    Attributes:
        found_by: "search", or the recipe that beat it: "target", "greedy", "round", "cash", "relaxation", "improved", "nothing";
            "worksheet" or "curve" where it was not looked for as a plan.
        seconds, first_plan_seconds, building_seconds: Until the end, until the first plan that trades, and spent on writing the
            programme.
        stopped: None where the accepted gap was proven, else "time", "investor", or "cents": the search was over, but
            what the solver leaves to whole cents and to the order of wash sales is more than that gap.
    """

    found_by: str
    seconds: float
    first_plan_seconds: float
    building_seconds: float
    stopped: str | None


@dataclass(frozen=True, slots=True)
class Plan:
    """A set of trades and what it does.

    Attributes:
        target: The target model that was aimed at, in fractions of the whole portfolio.
        value: Of the portfolio, new cash included, account currency.
        shape_before, shape_after: What all the money is, without and with the trades.
        cash_after: By account id.
        trading_cost: Spread and fees, account currency.
        turnover: Money that changes place (the larger of bought and sold) / portfolio value.
        gap_before, gap_to_target: Half the sum of absolute distances from the target, over sleeves that have one.
        objective: Dollars: tax + trading cost + distance beyond the bands + risk, each at its price.
        optimality_gap: Money: no plan can be better than this one by more than this (the solver's certificate); infinite where
            nothing was proven, as for a worksheet.
        binding: Which constraints stand in the way of coming closer, in plain words.
        warnings: What the plan does not know (missing basis, unpriced candidates, time limit reached).
        washed: Losses that do not count, share by share.
        windows: What not to buy or sell, and until when, if the plan is carried out.
        problems: Of a worksheet: what keeps its lines from being carried out as they stand, plain sentences that name the line;
            a plan that has any may be shown, not exported.
        half_widths: Of the bands, fraction of the portfolio by sleeve that has a target.
    """

    target: TargetModel
    value: Decimal
    trades: tuple[Trade, ...]
    shape_before: Shape
    shape_after: Shape
    cash_after: Mapping[int, Decimal]
    tax: TaxEstimate
    trading_cost: Decimal
    turnover: float
    changes_place: Decimal
    gap_before: float
    gap_to_target: float
    objective: float
    optimality_gap: float
    search: Search
    binding: tuple[str, ...]
    warnings: tuple[str, ...]
    not_made: tuple[NotMade, ...] = ()
    rule_prices: tuple[RulePrice, ...] = ()
    washed: tuple[WashedShares, ...] = ()
    windows: tuple[WashWindow, ...] = ()
    problems: tuple[str, ...] = ()
    half_widths: Mapping[Sleeve, float] = field(default_factory=dict)

    @property
    def before(self) -> Mapping[Sleeve, float]:
        """Fraction of the portfolio by sleeve, without the trades."""
        return self.shape_before.sleeves

    @property
    def after(self) -> Mapping[Sleeve, float]:
        """Fraction of the portfolio by sleeve, with the trades."""
        return self.shape_after.sleeves

"""What a plan is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from advisor.advice.model.action import TradeAction
from advisor.advice.model.defaults import (
    DEFAULT_COST_PER_TRADE,
    DEFAULT_MINIMUM_TRADE,
    DEFAULT_RISK_PRICE,
    DEFAULT_SPREAD,
    DEFAULT_TIME_LIMIT,
)
from advisor.advice.model.risk import Risk
from advisor.advice.model.target import TargetModel
from advisor.advice.model.taxes import LotMethod, TaxRules
from advisor.advice.model.washing import WashHistory, WashPolicy
from advisor.domain.classification import Sleeve
from advisor.domain.portfolio import Account, TaxLot
from advisor.exposure.contents import Contents


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fund or share the plan may buy.

    Attributes:
        contents: What a dollar of it is.
        price_as_of: Day of a close, where neither the books nor the target state a price; None otherwise.
        income: Distributions of the last year per dollar of price, fraction; None when not known.
        expense: Yearly cost of a fund, fraction; None when not known.
    """

    symbol: str
    name: str
    price: Decimal
    contents: Contents
    price_as_of: date | None = None
    income: float | None = None
    expense: float | None = None

    @property
    def sleeves(self) -> Mapping[Sleeve, float]:
        return self.contents.sleeves


@dataclass(frozen=True, slots=True)
class PlanPosition:
    """One position that a plan may sell from.

    Attributes:
        quantity: As in the books.
        unit_value: Account currency per unit (price, or price / 100 for bonds, price x 100 for options).
        tradable: False for options, shorts, unpriced lines and plan funds without ticker.
        average_cost: The investor's broker keeps it at average cost (mutual funds).
        price_as_of: The day of its price; None where that is not known.
        pledged: Units that stand behind calls which the investor wrote: no plan sells them, but a line that is typed may.
    """

    account: Account
    symbol: str
    name: str
    quantity: Decimal
    unit_value: Decimal
    value: Decimal
    cost_basis: Decimal | None
    lots: tuple[TaxLot, ...]
    contents: Contents
    tradable: bool
    income: float | None = None
    expense: float | None = None
    average_cost: bool = False
    price_as_of: date | None = None
    pledged: Decimal = Decimal(0)

    @property
    def sleeves(self) -> Mapping[Sleeve, float]:
        return self.contents.sleeves

    def most_to_sell(self, whole_shares: bool) -> Decimal:
        """Units; of whole shares the last fraction goes with all the others alone, so it stays where some are pledged."""
        free = max(Decimal(0), self.quantity - self.pledged)
        return free.to_integral_value(ROUND_FLOOR) if whole_shares and self.pledged else free


@dataclass(frozen=True, slots=True)
class FixedTrade:
    """A line of the worksheet that the investor typed or locked: the plan takes it as it is.

    Attributes:
        quantity: Units, 0 or more; 0 forbids the trade.
        lots: Which lots a sale takes, as (place in the position's `lots_held`, units); empty: as the lot method says.
    """

    account_id: int
    action: TradeAction
    symbol: str
    quantity: Decimal
    lots: tuple[tuple[int, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class TradingCost:
    """What a trade costs beside tax.

    Attributes:
        per_trade: Dollars, fees included; also keeps the number of trades down.
        spread: Half the spread between bid and ask, as a fraction of the trade's value.
    """

    per_trade: float = DEFAULT_COST_PER_TRADE
    spread: float = DEFAULT_SPREAD


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """Everything the optimiser needs.

    Attributes:
        cash: Cash by account id (account currency; money funds included when they settle trades).
        new_cash: Added to the first taxable account, or the first account (may be negative: a withdrawal).
        flows: More contributions (withdrawals below 0) by account id.
        no_sell: Symbols that must not be sold; with `buy_only` nothing is.
        no_buy: Symbols that must not be bought.
        locked: Symbols that must not be traded at all.
        fixed: Trades that the plan must make as they are.
        minimum_trade: Account currency; smaller trades are not proposed.
        maximum_trade: Account currency; larger ones neither; None without limit.
        max_gain: Net realised gain allowed in taxable accounts; None without limit.
        max_turnover: Money that may change place, fraction of the portfolio; None without limit.
        whole_shares: False allows fractions to four places.
        time_limit: Seconds.
        risk: None leaves tracking error out; then the plan says so.
        risk_price: κ: half of it times the portfolio's value times the squared tracking error is what risk costs, in dollars.
        location_price: Dollars per dollar of bonds in a taxable account while a tax-deferred one could hold them.
        theme_members: By theme id, the part of each company that counts for it, fraction by company symbol.
        history: What wash sales depend on.
    """

    positions: tuple[PlanPosition, ...]
    cash: Mapping[int, Decimal]
    accounts: tuple[Account, ...]
    target: TargetModel
    candidates: tuple[Candidate, ...]
    trade_date: date
    new_cash: Decimal = Decimal(0)
    flows: Mapping[int, Decimal] = field(default_factory=dict)
    no_sell: frozenset[str] = frozenset()
    no_buy: frozenset[str] = frozenset()
    locked: frozenset[str] = frozenset()
    fixed: tuple[FixedTrade, ...] = ()
    buy_only: bool = False
    minimum_trade: Decimal = DEFAULT_MINIMUM_TRADE
    maximum_trade: Decimal | None = None
    max_gain: Decimal | None = None
    max_turnover: float | None = None
    whole_shares: bool = True
    time_limit: float = DEFAULT_TIME_LIMIT
    taxes: TaxRules = field(default_factory=TaxRules)
    lot_method: LotMethod = LotMethod.MINIMUM_TAX
    costs: TradingCost = TradingCost()
    risk: Risk | None = None
    risk_price: float = DEFAULT_RISK_PRICE
    location_price: float = 0.0
    theme_members: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    history: WashHistory = field(default_factory=WashHistory)
    wash_policy: WashPolicy = WashPolicy.PRICE

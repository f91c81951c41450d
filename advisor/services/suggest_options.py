"""What an investor asks of a plan: light, so that the window need not load the optimiser to hold it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from advisor.advice.model.defaults import (
    DEFAULT_COST_PER_TRADE,
    DEFAULT_MINIMUM_TRADE,
    DEFAULT_RISK_PRICE,
    DEFAULT_SPREAD,
    DEFAULT_TIME_LIMIT,
)
from advisor.advice.model.target import Band, Destination, TargetModel
from advisor.advice.model.taxes import LotMethod
from advisor.advice.model.washing import WashPolicy
from advisor.domain.money import ZERO

if TYPE_CHECKING:
    from advisor.advice.model.request import FixedTrade


@dataclass(frozen=True, slots=True)
class SuggestOptions:
    """What the investor wants of a plan. Symbols may be spelled as in the books or as the market spells them.

    Attributes:
        target: From `choose_target.list_targets` or `read_target`.
        new_cash: Account currency; negative to withdraw. It arrives in the first taxable account.
        flows: More contributions (withdrawals below 0) by account id.
        max_gain: Net realised gain allowed in taxable accounts; None without limit.
        max_turnover: Money that may change place, fraction of the portfolio; None without limit.
        no_sell, no_buy: Symbols that are not sold, not bought.
        locked: Symbols that stay as they are.
        fixed: Trades that are made as they stand.
        buy_only: Nothing is sold.
        minimum_trade: Account currency; smaller trades are not proposed.
        maximum_trade: Account currency; larger ones neither; None without limit.
        time_limit: Seconds.
        cost_per_trade: Dollars that a trade has to be worth, fees included.
        spread: Half the spread between bid and ask, fraction of the trade's value.
        risk_price: Half of it times the portfolio's value times the squared tracking error is what risk costs, in dollars.
        prefer_location: Bonds rather in tax-deferred accounts.
        destination, band, company_max, candidates: In place of the target's own; None leaves those.
        account_id: Only this account; all of them when None.
    """

    target: TargetModel
    trade_date: date
    new_cash: Decimal = ZERO
    max_gain: Decimal | None = None
    no_sell: frozenset[str] = frozenset()
    locked: frozenset[str] = frozenset()
    whole_shares: bool = True
    minimum_trade: Decimal = DEFAULT_MINIMUM_TRADE
    time_limit: float = DEFAULT_TIME_LIMIT
    account_id: int | None = None
    flows: Mapping[int, Decimal] = field(default_factory=dict)
    max_turnover: float | None = None
    no_buy: frozenset[str] = frozenset()
    fixed: tuple[FixedTrade, ...] = ()
    buy_only: bool = False
    maximum_trade: Decimal | None = None
    lot_method: LotMethod = LotMethod.MINIMUM_TAX
    cost_per_trade: float = DEFAULT_COST_PER_TRADE
    spread: float = DEFAULT_SPREAD
    risk_price: float = DEFAULT_RISK_PRICE
    prefer_location: bool = False
    wash_policy: WashPolicy = WashPolicy.PRICE
    destination: Destination | None = None
    band: Band | None = None
    company_max: float | None = None
    candidates: tuple[tuple[str, Decimal | None], ...] | None = None

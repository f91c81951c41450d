"""A plan request, worked out: what may be sold, what may be bought, what each account must keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from advisor.advice.aims import Aim, Places, Sizes, aims_of
from advisor.advice.bands import sector_half_widths, sleeve_half_widths
from advisor.advice.looked_through import LookedThrough, look_through
from advisor.advice.model.action import TradeAction
from advisor.advice.model.request import Candidate, FixedTrade, PlanPosition, PlanRequest
from advisor.advice.model.target import TargetModel
from advisor.advice.sleeve_values import sleeve_values, weights
from advisor.advice.targets import for_portfolio
from advisor.advice.tracking import Tracking, tracking_of
from advisor.advice.wording import dollars
from advisor.domain.classification import Sleeve
from advisor.domain.errors import InvalidRequestError, NoFeasiblePlanError
from advisor.domain.money import ZERO
from advisor.domain.portfolio import Account, TaxType
from advisor.exposure.contents import Contents


@dataclass(frozen=True, slots=True)
class Household:
    """Everything the investor owns, seen by the optimiser.

    Attributes:
        target: The requested target in fractions of the whole portfolio.
        cash: Cash to plan with by account id, new cash included; negative where a withdrawal still has to be raised.
        cash_floor: What must be left by account id: 0, or today's margin debt, which a plan never increases.
        sellable: Positions that the rules let the plan sell from, wholly or partly, and those that the worksheet sells.
        buyable: Candidates that the rules let the plan buy.
        purchases: Each account with what may be bought there; with the positions they are the places of `aims` and `looked`.
        value: Account currency, new cash included.
        before: Fraction by sleeve today, without the new cash.
        idle: Account currency by sleeve if nothing is traded, new cash included.
        looked: What a dollar in each place is.
        aims: Everything aimed at but the limit on each company.
        tracking: None where the request names no risk model.
        half_widths: Of the sleeves' bands, fraction of the portfolio.
    """

    request: PlanRequest
    target: TargetModel
    cash: Mapping[int, Decimal]
    cash_floor: Mapping[int, Decimal]
    sellable: tuple[PlanPosition, ...]
    buyable: tuple[Candidate, ...]
    purchases: tuple[tuple[Account, Candidate], ...]
    value: Decimal
    before: Mapping[Sleeve, float]
    idle: Mapping[Sleeve, float]
    looked: LookedThrough
    aims: tuple[Aim, ...]
    tracking: Tracking | None
    half_widths: Mapping[Sleeve, float]

    @property
    def may_stay_idle(self) -> bool:
        """Whether no trade at all would keep every rule."""
        enough_cash = all(self.cash[account] >= floor for account, floor in self.cash_floor.items())
        within_budget = self.request.max_gain is None or self.request.max_gain >= 0
        return enough_cash and within_budget and not any(fixed.quantity for fixed in self.request.fixed)

    @property
    def place_values(self) -> NDArray[np.float64]:
        """Account currency that lies in each place if nothing is traded."""
        held = [float(position.value) for position in self.request.positions]
        return np.array([*held, *(0.0 for _ in self.purchases)])

    def fixed_trade(self, account: Account, action: TradeAction, symbol: str) -> FixedTrade | None:
        """The worksheet's line for a trade."""
        return next(
            (f for f in self.request.fixed if (f.account_id, f.action, f.symbol) == (account.id, action, symbol)),
            None,
        )


def describe_household(request: PlanRequest, like: Household | None = None) -> Household:
    """Work out a request.

    Args:
        like: The same portfolio under other rules: what those do not touch is taken over from it.

    Raises:
        InvalidRequestError: Nothing of value to plan with, or an account that cash or a position lies in is not listed.
    """
    listed = {account.id for account in request.accounts}
    if not {position.account.id for position in request.positions} | set(request.cash) | set(request.flows) <= listed:
        raise InvalidRequestError("The plan names an account that is not in the portfolio.")
    books_cash = {account.id: request.cash.get(account.id, ZERO) for account in request.accounts}
    cash = _cash_to_plan_with(request, books_cash)
    value = sum((position.value for position in request.positions), sum(cash.values(), ZERO))
    before = weights(sleeve_values((position.value for position in request.positions), request.positions, books_cash))
    target = for_portfolio(request.target, before)
    purchases = _purchases(request)
    looked, tracking = _seen_through(request, purchases, like)
    half_widths = sleeve_half_widths(target, request.risk)
    return Household(
        request=request,
        target=target,
        cash=cash,
        cash_floor={account: min(ZERO, amount) for account, amount in books_cash.items()},
        sellable=tuple(position for position in request.positions if _may_be_sold(position, request)),
        buyable=_buyable(request),
        purchases=purchases,
        value=value,
        before=before,
        idle=sleeve_values((position.value for position in request.positions), request.positions, cash),
        looked=looked,
        aims=_aims(request, target, purchases, looked, half_widths, float(value)),
        tracking=tracking,
        half_widths=half_widths,
    )


def _seen_through(
    request: PlanRequest, purchases: tuple[tuple[Account, Candidate], ...], like: Household | None
) -> tuple[LookedThrough, Tracking | None]:
    contents = _contents(request, purchases)
    if (
        like is not None
        and like.request.theme_members is request.theme_members
        and like.request.risk is request.risk
        and _contents(like.request, like.purchases) == contents
    ):
        return like.looked, like.tracking
    looked = look_through(contents, request.theme_members)
    return looked, None if request.risk is None else tracking_of(request.risk, looked)


def _contents(request: PlanRequest, purchases: tuple[tuple[Account, Candidate], ...]) -> list[Contents]:
    return [*(position.contents for position in request.positions), *(candidate.contents for _, candidate in purchases)]


def _cash_to_plan_with(request: PlanRequest, books_cash: Mapping[int, Decimal]) -> dict[int, Decimal]:
    books_value = sum((position.value for position in request.positions), sum(books_cash.values(), ZERO))
    flowing = request.new_cash + sum(request.flows.values(), ZERO)
    if books_value + flowing <= 0 or books_value < 0 or not request.accounts:
        if books_value > 0:
            raise NoFeasiblePlanError(
                f"The withdrawal is larger than everything you own, {dollars(books_value)}.",
                "Withdraw less.",
                rule="withdrawal",
            )
        raise InvalidRequestError("There is no money to plan with.", "Import positions, or add new cash.")
    cash = {account: amount + request.flows.get(account, ZERO) for account, amount in books_cash.items()}
    if request.new_cash:
        cash[account_for_new_cash(request.accounts).id] += request.new_cash
    return cash


def _aims(
    request: PlanRequest,
    target: TargetModel,
    purchases: tuple[tuple[Account, Candidate], ...],
    looked: LookedThrough,
    half_widths: Mapping[Sleeve, float],
    value: float,
) -> tuple[Aim, ...]:
    places = Places(
        symbols=[*(position.symbol for position in request.positions), *(candidate.symbol for _, candidate in purchases)],
        accounts=[*(position.account for position in request.positions), *(account for account, _ in purchases)],
        looked=looked,
    )
    deferred = {account.id for account in request.accounts if account.tax_type is not TaxType.TAXABLE}
    sizes = Sizes(
        value=value,
        unseen=sum(abs(float(position.value)) * position.contents.unseen for position in request.positions),
        deferred=sum(float(position.value) for position in request.positions if position.account.id in deferred)
        + sum(float(amount) for account, amount in request.cash.items() if account in deferred),
        cash=_cash_of_today(request),
        sleeve_half_widths=half_widths,
        sector_half_widths=sector_half_widths(target, request.risk),
    )
    return aims_of(target, places, sizes, request.location_price)


def _cash_of_today(request: PlanRequest) -> float:
    in_positions = sum(float(each.value) * each.sleeves.get(Sleeve.CASH, 0.0) for each in request.positions)
    return max(0.0, in_positions) + float(sum((max(ZERO, amount) for amount in request.cash.values()), ZERO))


def account_for_new_cash(accounts: tuple[Account, ...]) -> Account:
    """Where new cash arrives and withdrawals leave: the first taxable account, else the first; one in dollars if there is one."""
    offered = [account for account in accounts if account.currency == "USD"] or list(accounts)
    return next((account for account in offered if account.tax_type is TaxType.TAXABLE), offered[0])


def _may_be_sold(position: PlanPosition, request: PlanRequest) -> bool:
    if not position.tradable or position.quantity <= 0 or position.unit_value <= 0:
        return False
    typed = [
        fixed.quantity > 0
        for fixed in request.fixed
        if (fixed.account_id, fixed.action, fixed.symbol) == (position.account.id, TradeAction.SELL, position.symbol)
    ]
    if typed:
        return typed[0]
    most = position.most_to_sell(request.whole_shares)
    return (
        not request.buy_only
        and position.symbol not in request.no_sell | request.locked
        and most > 0
        and most * position.unit_value >= request.minimum_trade
    )


def _buyable(request: PlanRequest) -> tuple[Candidate, ...]:
    return tuple(each for each in _offered(request).values() if each.symbol not in request.locked | request.no_buy)


def _offered(request: PlanRequest) -> dict[str, Candidate]:
    by_symbol: dict[str, Candidate] = {}
    for candidate in request.candidates:
        if candidate.price > 0:
            by_symbol.setdefault(candidate.symbol, candidate)
    return by_symbol


def _purchases(request: PlanRequest) -> tuple[tuple[Account, Candidate], ...]:
    """What may be bought where; what the worksheet buys may be anything that has a price, held things too."""
    typed = {(each.account_id, each.symbol): each.quantity for each in request.fixed if each.action is TradeAction.BUY}
    offered = _held_as_candidates(request) | _offered(request)
    free = {candidate.symbol for candidate in _buyable(request)}
    return tuple(
        (account, candidate)
        for account in request.accounts
        for symbol, candidate in offered.items()
        if (typed[account.id, symbol] > 0 if (account.id, symbol) in typed else symbol in free)
    )


def _held_as_candidates(request: PlanRequest) -> dict[str, Candidate]:
    return {
        each.symbol: Candidate(each.symbol, each.name, each.unit_value, each.contents, income=each.income, expense=each.expense)
        for each in request.positions
        if each.tradable and each.unit_value > 0
    }

"""A plan request, worked out: what may be sold, what may be bought, what each account must keep."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from advisor.advice.model.request import Candidate, PlanPosition, PlanRequest
from advisor.advice.model.target import TargetModel
from advisor.advice.targets import for_portfolio
from advisor.advice.wording import dollars
from advisor.domain.classification import Sleeve
from advisor.domain.errors import InvalidRequestError, NoFeasiblePlanError
from advisor.domain.money import ZERO
from advisor.domain.portfolio import Account, TaxType


@dataclass(frozen=True, slots=True)
class Household:
    """Everything the investor owns, seen by the optimiser.

    Attributes:
        target: The requested target in fractions of the whole portfolio.
        cash: Cash to plan with by account id, new cash included; negative where a withdrawal still has to be raised.
        cash_floor: What must be left by account id: 0, or today's margin debt, which a plan never increases.
        sellable: Positions that the rules let the plan sell from, wholly or partly.
        buyable: Candidates that the rules let the plan buy.
        value: Account currency, new cash included.
        before: Fraction by sleeve today, without the new cash.
        idle: Account currency by sleeve if nothing is traded, new cash included.
    """

    request: PlanRequest
    target: TargetModel
    cash: Mapping[int, Decimal]
    cash_floor: Mapping[int, Decimal]
    sellable: tuple[PlanPosition, ...]
    buyable: tuple[Candidate, ...]
    value: Decimal
    before: Mapping[Sleeve, float]
    idle: Mapping[Sleeve, float]

    @property
    def may_stay_idle(self) -> bool:
        """Whether no trade at all would keep every rule."""
        enough_cash = all(self.cash[account] >= floor for account, floor in self.cash_floor.items())
        return enough_cash and (self.request.max_gain is None or self.request.max_gain >= 0)


def describe_household(request: PlanRequest) -> Household:
    """Work out a request.

    Raises:
        InvalidRequestError: Nothing of value to plan with, or an account that cash or a position lies in is not listed.
    """
    listed = {account.id for account in request.accounts}
    if not {position.account.id for position in request.positions} | set(request.cash) <= listed:
        raise InvalidRequestError("The plan names an account that is not in the portfolio.")
    books_cash = {account.id: request.cash.get(account.id, ZERO) for account in request.accounts}
    books_value = sum((position.value for position in request.positions), sum(books_cash.values(), ZERO))
    value = books_value + request.new_cash
    if value <= 0 or books_value < 0 or not request.accounts:
        if books_value > 0:
            raise NoFeasiblePlanError(
                f"The withdrawal is larger than everything you own, {dollars(books_value)}.", "Withdraw less."
            )
        raise InvalidRequestError("There is no money to plan with.", "Import positions, or add new cash.")
    cash = dict(books_cash)
    if request.new_cash:
        cash[account_for_new_cash(request.accounts).id] += request.new_cash
    before = weights(sleeve_values((position.value for position in request.positions), request.positions, books_cash))
    return Household(
        request=request,
        target=for_portfolio(request.target, before),
        cash=cash,
        cash_floor={account: min(ZERO, amount) for account, amount in books_cash.items()},
        sellable=tuple(position for position in request.positions if _may_be_sold(position, request)),
        buyable=_buyable(request),
        value=value,
        before=before,
        idle=sleeve_values((position.value for position in request.positions), request.positions, cash),
    )


def account_for_new_cash(accounts: tuple[Account, ...]) -> Account:
    """Where new cash arrives and withdrawals leave: the first taxable account, else the first; one in dollars if there is one."""
    offered = [account for account in accounts if account.currency == "USD"] or list(accounts)
    return next((account for account in offered if account.tax_type is TaxType.TAXABLE), offered[0])


def sleeve_values(
    values: Iterable[Decimal], positions: Iterable[PlanPosition], cash: Mapping[int, Decimal]
) -> dict[Sleeve, float]:
    """Account currency by sleeve of positions at the given values, and cash; every sleeve is named."""
    totals = dict.fromkeys(Sleeve, 0.0)
    totals[Sleeve.CASH] = float(sum(cash.values(), ZERO))
    for value, position in zip(values, positions, strict=True):
        for sleeve, share in position.sleeves.items():
            totals[sleeve] += float(value) * share
    return totals


def weights(values: Mapping[Sleeve, float]) -> dict[Sleeve, float]:
    """Values as fractions of their sum; all 0 when that is not positive."""
    total = sum(values.values())
    return {sleeve: value / total if total > 0 else 0.0 for sleeve, value in values.items()}


def _may_be_sold(position: PlanPosition, request: PlanRequest) -> bool:
    return (
        position.tradable
        and position.quantity > 0
        and position.unit_value > 0
        and position.symbol not in request.no_sell | request.locked
        and position.quantity * position.unit_value >= request.minimum_trade
    )


def _buyable(request: PlanRequest) -> tuple[Candidate, ...]:
    by_symbol: dict[str, Candidate] = {}
    for candidate in request.candidates:
        if candidate.price > 0 and candidate.symbol not in request.locked:
            by_symbol.setdefault(candidate.symbol, candidate)
    return tuple(by_symbol.values())
